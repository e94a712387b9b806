import KhorshooEngine
import KhorshooInputs
import KhorshooText

extension Quarter {
  /// `0920Q1`: with four digits, as files have it.
  var paddedDescription: String {
    String(repeating: "0", count: max(0, 6 - description.count)) + description
  }
}

/// Writes block YAML, two spaces a level.
struct YamlWriter {
  let showsOrigins: Bool
  /// Whether copies of tables stand beside the file; otherwise it names the tables where they are.
  let isBesideTables: Bool
  private(set) var text = ""

  init(showsOrigins: Bool, isBesideTables: Bool) {
    (self.showsOrigins, self.isBesideTables) = (showsOrigins, isBesideTables)
  }

  /// A table, under the name of its copy beside the file or where it is.
  func table(_ copyName: String, of path: String) -> String {
    Self.quote(isBesideTables ? copyName : ScenarioFiles.disk.identity(path))
  }

  mutating func line(_ depth: Int, _ key: String, _ value: String? = nil, comment: String? = nil) {
    text += String(repeating: "  ", count: depth) + key + ":"
    if let value { text += " " + value }
    if showsOrigins, let comment { text += "  # " + Self.printable(comment) }
    text += "\n"
  }

  /// A list of four numbers a year, one line a year.
  mutating func years(_ depth: Int, _ key: String, _ numbers: [Double]) {
    let indent = String(repeating: "  ", count: depth + 1)
    let lines = stride(from: 0, to: numbers.count, by: 4).map { start in
      indent + numbers[start..<start + 4].map { Self.inline(.number($0)) }.joined(separator: ", ")
    }
    line(depth, key, "[\n" + lines.joined(separator: ",\n") + "]")
  }

  /// An item of a list, in one line.
  mutating func item(_ depth: Int, _ fields: [(name: String, text: String)]) {
    let body = fields.map { "\($0.name): \($0.text)" }.joined(separator: ", ")
    text += String(repeating: "  ", count: depth) + "- {\(body)}\n"
  }

  /// Values of a group of the ledger, each with its origin.
  mutating func values(_ tree: KeyTree, _ prefix: String, _ depth: Int, of scenario: ResolvedScenario) {
    let beliefs = Dictionary(uniqueKeysWithValues: scenario.drawn.map { ($0.key, $0.belief.uncertainty) })
    for name in tree.order {
      guard let child = tree.children[name] else { continue }
      let key = prefix + name
      if child.parameter == nil {
        line(depth, name)
        values(child, key + ".", depth + 1, of: scenario)
      } else if let value = scenario.values[key] {
        let belief = beliefs[key].map { " ~ \($0)" } ?? ""
        line(depth, name, Self.inline(value) + belief, comment: scenario.origins[key]?.description)
      }
    }
  }

  static func inline(_ text: LocalizedText) -> String {
    text.en == text.zh ? quote(text.en) : "{en: \(quote(text.en)), zh: \(quote(text.zh))}"
  }

  static func inline(_ value: ParameterValue) -> String {
    if case .text(let text) = value { return YamlScalar.isReserved(text) ? quote(text) : text }
    guard case .number = value, let exponent = value.description.firstIndex(of: "e") else { return value.description }
    // `1e-07` is text to YAML 1.1 readers such as Python's; `1.0e-07` is a number to all.
    let mantissa = value.description[..<exponent]
    return mantissa + (mantissa.contains(".") ? "" : ".0") + value.description[exponent...]
  }

  static func list(_ texts: [String]) -> String { "[\(texts.map(quote).joined(separator: ", "))]" }

  /// A double-quoted scalar that reads back as `text`.
  static func quote(_ text: String) -> String {
    var body = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": body += "\\\(scalar)"
      case "\n": body += "\\n"
      case _ where isSafe(scalar): body.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        body += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    return "\"\(body)\""
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xF900...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isSafe($0) ? $0 : "?" }))
  }
}
