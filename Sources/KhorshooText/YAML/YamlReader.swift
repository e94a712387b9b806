import Yams

/// Reads one YAML file into a ``YamlNode`` with the place of everything, and refuses what a scenario does not need:
/// anchors and aliases, tags, several documents, keys that are not words, deep nesting.
///
/// Yams stops at the first repeated key and hides aliases. So asterisks never reach it (a stand-in does, which cannot
/// be an alias), and a repeated key is renamed by one stand-in scalar and the text parsed again: no place moves, and
/// all repetitions are told at once.
package struct YamlReader {
  /// Most nodes of a file that a person writes, and of one that a sweep writes: a factor of a design has up to a million values.
  private static let (nodeLimit, resolvedNodeLimit) = (20_000, 4_000_000)
  /// Deepest nesting of a file.
  static let depthLimit = 32
  /// Most repeated keys that are told.
  private static let repeatLimit = 20
  /// Largest text that is parsed again for a repeated key; in a larger one only the first is told.
  private static let repeatSize = 1 << 16

  package let path: String
  /// What such a file begins with.
  private let beginning: String
  package private(set) var diagnostics: [Diagnostic] = []
  private var nodeCount = 0
  private var isExhausted = false
  private var asterisk: Unicode.Scalar = "*"
  private var renamed: [Unicode.Scalar: String] = [:]

  package init(path: String, beginning: String = "schema: 1") {
    self.path = path
    self.beginning = beginning
  }

  /// The root mapping; nil when the file has no readable one, with the reason in ``diagnostics``.
  package mutating func read(_ bytes: [UInt8]) -> YamlNode? {
    if let fault = FileKind(bytes)?.fault(inPlaceOf: beginning) {
      report(fault.code, SourcePlace(path: path), "", fault.message)
      return nil
    }
    var text: YamlText
    do { text = try YamlText(bytes, byteLimit: YamlText.byteLimit(of: path)) } catch {
      report(error.code, SourcePlace(path: path, line: error.line, column: error.column), "", error.message)
      return nil
    }
    asterisk = text.standIns[0]
    text.replaceAll("*", with: asterisk)
    guard let node = parse(text), !isExhausted else { return nil }
    guard case .mapping = node.content else {
      report(
        "not-a-mapping", node.place, "",
        "found \(node.found), expected keys such as '\(beginning)', one a line")
      return nil
    }
    return node
  }

  private mutating func parse(_ original: YamlText) -> YamlNode? {
    var text = original
    while true {
      do {
        let parser = try Parser(yaml: text.string, resolver: .basic, encoding: .utf8)
        // The parser keeps the anchors alive that `convert` looks for.
        return try withExtendedLifetime(parser) {
          guard let root = try parser.singleRoot() else {
            report(
              "empty-file", SourcePlace(path: path, line: 1, column: 1), "",
              "the file is empty; begin with '\(beginning)'")
            return nil
          }
          return convert(root, key: "", depth: 0)
        }
      } catch let YamlError.duplicatedKeysInMapping(names, context) {
        guard renamed.count < Self.repeatLimit, text.scalars.count <= Self.repeatSize,
          rename(names.first ?? "", at: context.mark, in: &text)
        else {
          report(
            "duplicate-key", place(context.mark), shown(names.first ?? ""), "the key is given more than once; keep one")
          return nil
        }
      } catch {
        reportSyntax(error, text)
        return nil
      }
    }
  }

  /// Renames the key that begins at `mark`; false when it has no scalar to rename.
  private mutating func rename(_ name: String, at mark: Mark, in text: inout YamlText) -> Bool {
    guard !name.isEmpty, var index = text.index(line: mark.line, column: mark.column) else { return false }
    if text.scalars[index] == "\"" || text.scalars[index] == "'" { index += 1 }
    guard index < text.scalars.count, !" \t\r\n\\&!|>:".unicodeScalars.contains(text.scalars[index]) else {
      return false
    }
    let standIn = text.standIns[1 + renamed.count]
    text.replace(at: index, with: standIn)
    renamed[standIn] = name
    return true
  }

  private mutating func convert(_ node: Node, key: String, depth: Int) -> YamlNode {
    let place = place(node.mark)
    nodeCount += 1
    if depth > Self.depthLimit {
      exhaust("too-deep", place, key, "keys are nested deeper than \(Self.depthLimit) levels")
    } else if nodeCount > (YamlText.isResolved(path) ? Self.resolvedNodeLimit : Self.nodeLimit) {
      exhaust("too-many-values", place, key, "the file has more than \(Self.nodeLimit) keys and values")
    }
    guard !isExhausted else { return YamlNode(.mapping([]), at: place) }
    if let anchor = node.anchor {
      report("yaml-anchor", place, key, "found the anchor '&\(shown(anchor.rawValue))'; write each value out")
    }
    switch node {
    case .scalar(let scalar): return YamlNode(.scalar(convert(scalar, place, key)), at: place)
    case .sequence(let sequence):
      refuseTag(sequence.tag.rawValue, place, key)
      return YamlNode(.list(sequence.map { convert($0, key: key, depth: depth + 1) }), at: place)
    case .mapping(let mapping):
      refuseTag(mapping.tag.rawValue, place, key)
      return YamlNode(.mapping(convert(mapping, key: key, depth: depth)), at: place)
    case .alias(let alias):
      report("yaml-anchor", place, key, "found an alias of '&\(alias.anchor.rawValue)'; write the value out")
      return YamlNode(text: "", at: place)
    }
  }

  private mutating func convert(_ scalar: Node.Scalar, _ place: SourcePlace, _ key: String) -> YamlScalar {
    let isPlain = scalar.style == .plain || scalar.style == .any
    let isString = scalar.tag.rawValue == "tag:yaml.org,2002:str"
    if !isString || isPlain { refuseTag(scalar.tag.rawValue, place, key) }
    if isPlain, scalar.string.unicodeScalars.first == asterisk {
      report("yaml-anchor", place, key, "found the alias \(quoted(shown(scalar.string))); write the value out")
    }
    return YamlScalar(text: shown(scalar.string), isPlain: isPlain)
  }

  private mutating func convert(_ mapping: Node.Mapping, key: String, depth: Int) -> [YamlEntry] {
    var entries: [YamlEntry] = []
    var firstLine: [String: Int] = [:]
    for (keyNode, valueNode) in mapping where !isExhausted {
      let place = place(keyNode.mark)
      guard case .scalar(let scalar) = keyNode else {
        report("complex-key", place, key, "found \(keyNode.found) as a key; a key is one word followed by ':'")
        continue
      }
      if keyNode.anchor != nil || scalar.string.unicodeScalars.first == asterisk {
        report("yaml-anchor", place, key, "found an anchor or alias as a key; write the key out")
      }
      let name = original(scalar.string)
      let fullKey = key.isEmpty ? name : key + "." + name
      if let line = firstLine[name] {
        report("duplicate-key", place, fullKey, "the key is given on line \(line) already; keep one of them")
        continue
      }
      firstLine[name] = place.line
      let value = convert(valueNode, key: fullKey, depth: depth + 1)
      entries.append(YamlEntry(key: name, place: place, value: value))
    }
    return entries
  }

  private func place(_ mark: Mark?) -> SourcePlace {
    SourcePlace(path: path, line: mark?.line ?? 0, column: mark?.column ?? 0)
  }

  private mutating func refuseTag(_ tag: String, _ place: SourcePlace, _ key: String) {
    guard !tag.isEmpty else { return }
    let name = tag.replacing("tag:yaml.org,2002:", with: "!!")
    report(
      "yaml-tag", place, key, "found a tag (\(quoted(shown(name)))); leave it out, the kind of each value is known")
  }

  /// A text as it stands in the file.
  private func shown(_ text: String) -> String {
    guard text.unicodeScalars.contains(asterisk) else { return text }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.unicodeScalars.lazy.map { [asterisk] in $0 == asterisk ? "*" : $0 })
    return String(view)
  }

  /// A key as it stands in the file, also when it was renamed.
  private func original(_ key: String) -> String {
    if let first = key.unicodeScalars.first, let name = renamed[first] { return original(name) }
    return shown(key)
  }

  private mutating func exhaust(_ code: String, _ place: SourcePlace, _ key: String, _ message: String) {
    if !isExhausted { report(code, place, key, message + "; a scenario needs far less") }
    isExhausted = true
  }

  private mutating func report(_ code: String, _ place: SourcePlace, _ key: String, _ message: String) {
    diagnostics.append(
      Diagnostic(code: code, path: path, line: place.line, column: place.column, key: key, message: message))
  }

  private mutating func reportSyntax(_ error: any Error, _ text: YamlText) {
    guard let fault = YamlSyntaxFault(error, text) else {
      report("yaml-syntax", SourcePlace(path: path), "", "the file is not YAML: \(error)")
      return
    }
    report(fault.code, place(fault.mark), "", fault.message)
  }
}

extension Node {
  fileprivate var found: String {
    switch self {
    case .mapping: "a group of keys"
    case .sequence: "a list"
    case .scalar, .alias: "a value"
    }
  }
}
