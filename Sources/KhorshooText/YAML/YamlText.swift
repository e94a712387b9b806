/// The text of a YAML file as Unicode scalars with its lines, checked for what no scenario needs and what would cost
/// a parser unbounded time.
package struct YamlText {
  /// Largest file that a person writes.
  package static let byteLimit = 1 << 20
  /// Name of what a run or sweep writes itself: the values of a sweep may be a million.
  package static let resolvedName = "scenario.resolved.yaml"
  /// Largest file of that name.
  private static let resolvedByteLimit = 64 << 20

  /// Largest file of a name.
  static func byteLimit(of path: String) -> Int { isResolved(path) ? resolvedByteLimit : byteLimit }

  /// Whether a file is what a run or sweep writes itself.
  static func isResolved(_ path: String) -> Bool { path.split(separator: "/").last.map { $0 == resolvedName } ?? false }

  private(set) var scalars: [Unicode.Scalar]
  /// Index of the first scalar of each line.
  let lineStarts: [Int]
  /// Private-use scalars that do not occur in the text: stand-ins for scalars that must not reach the parser.
  let standIns: [Unicode.Scalar]

  /// Why a text is refused before it is parsed.
  package struct Fault: Error {
    package let code: String
    package let line: Int
    package let column: Int
    package let message: String
  }

  init(_ bytes: [UInt8], byteLimit: Int = Self.byteLimit) throws(Fault) {
    guard bytes.count <= byteLimit else {
      throw Fault(
        code: "file-too-large", line: 0, column: 0,
        message:
          "the file is larger than \(byteLimit >> 20) MiB; a scenario states differences, keep tables in other files")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Self.encodingFault(bytes) }
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    lineStarts = Self.lineStarts(scalars)
    let used = Set(scalars.lazy.filter { (0xE000...0xF8FF).contains($0.value) }).union(Self.escaped(scalars))
    standIns = Array((0xE000...0xF8FF).lazy.compactMap(Unicode.Scalar.init).filter { !used.contains($0) }.prefix(64))
    self.scalars = scalars
    try refuseControls()
    try refuseComplexKeys()
  }

  var string: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// The scalar at a place, nil beyond the end of its line.
  func index(line: Int, column: Int) -> Int? {
    guard line >= 1, column >= 1, line <= lineStarts.count else { return nil }
    let index = lineStarts[line - 1] + column - 1
    let end = line < lineStarts.count ? lineStarts[line] : scalars.count
    return index < end ? index : nil
  }

  /// Puts another scalar in place of one: no place moves.
  mutating func replace(at index: Int, with scalar: Unicode.Scalar) { scalars[index] = scalar }

  /// Puts `scalar` in place of every `original`.
  mutating func replaceAll(_ original: Unicode.Scalar, with scalar: Unicode.Scalar) {
    for index in scalars.indices where scalars[index] == original { scalars[index] = scalar }
  }

  /// Whether a tab stands in the white space that begins a line.
  func hasTabIndentation(line: Int) -> Bool {
    guard line >= 1, line <= lineStarts.count else { return false }
    return scalars[lineStarts[line - 1]...].prefix { $0 == " " || $0 == "\t" }.contains("\t")
  }

  /// 1-based line and column of a scalar.
  private func place(_ index: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return (low + 1, index - lineStarts[low] + 1)
  }

  private func refuseControls() throws(Fault) {
    for (index, scalar) in scalars.enumerated() where !Self.isPrintable(scalar) {
      let (line, column) = place(index)
      throw Fault(
        code: "control-character", line: line, column: column,
        message: "found the invisible character U+\(Self.hex(scalar)); delete it (the file may have been damaged)")
    }
    if standIns.count < 64 {
      throw Fault(
        code: "control-character", line: 1, column: 1, message: "found thousands of private-use characters; is it text?"
      )
    }
  }

  /// Explicit keys (`? key`) nest without bound and serve no scenario; a handful reaches the reader, which names each.
  private func refuseComplexKeys() throws(Fault) {
    var count = 0
    for index in scalars.indices where scalars[index] == "?" {
      let before = index == 0 ? "\n" : scalars[index - 1]
      let after = index + 1 == scalars.count ? "\n" : scalars[index + 1]
      guard " \n\r[{,".unicodeScalars.contains(before), " \n\r".unicodeScalars.contains(after) else { continue }
      count += 1
      guard count <= 64 else {
        let (line, column) = place(index)
        throw Fault(
          code: "complex-key", line: line, column: column,
          message: "found many explicit keys ('? key'); write 'key: value', one a line")
      }
    }
  }

  /// Where a text stops being UTF-8.
  package static func encodingFault(_ bytes: [UInt8]) -> Fault {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return Fault(
        code: "not-utf8", line: 1, column: 1, message: "the file is UTF-16 text; save it as UTF-8 in your editor")
    }
    var line = 1
    var lineStart = 0
    var column = 1
    for index in bytes.indices {
      if bytes[index] == 10 {
        let isValid = String(validating: bytes[lineStart...index], as: UTF8.self) != nil
        if !isValid { break }
        line += 1
        lineStart = index + 1
      }
    }
    for length in 0...min(4096, bytes.count - lineStart) {
      guard let text = String(validating: bytes[lineStart..<lineStart + length], as: UTF8.self) else { continue }
      column = text.unicodeScalars.count + 1
    }
    return Fault(
      code: "not-utf8", line: line, column: column,
      message: "found bytes that are not UTF-8; save the file as UTF-8 (an older Chinese file may be GB 18030)")
  }

  private static func lineStarts(_ scalars: [Unicode.Scalar]) -> [Int] {
    var starts = [0]
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": continue
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": starts.append(index + 1)
      default: continue
      }
    }
    return starts
  }

  /// Scalars that the text writes as `\uXXXX` or `\UXXXXXXXX`.
  private static func escaped(_ scalars: [Unicode.Scalar]) -> Set<Unicode.Scalar> {
    var found: Set<Unicode.Scalar> = []
    for index in scalars.indices where scalars[index] == "\\" && index + 5 < scalars.count {
      let length = scalars[index + 1] == "u" ? 4 : scalars[index + 1] == "U" ? 8 : 0
      guard length > 0, index + 1 + length < scalars.count else { continue }
      let digits = String(String.UnicodeScalarView(scalars[(index + 2)..<(index + 2 + length)]))
      if let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) { found.insert(scalar) }
    }
    return found
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
      true
    default: false
    }
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let text = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
  }
}
