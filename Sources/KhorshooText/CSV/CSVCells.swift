/// One or more neighbouring text cells, quoted and neutralised once, written any number of times.
public struct CSVCells: Sendable, Equatable {
  package let bytes: [UInt8]
  package let cellCount: Int

  /// Encodes neighbouring text cells.
  /// - Precondition: at least one cell.
  public init(_ cells: [String]) {
    precondition(!cells.isEmpty, "no cells")
    var bytes: [UInt8] = []
    for (i, text) in cells.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      Self.append(Self.neutralised(text), to: &bytes)
    }
    self.bytes = bytes
    cellCount = cells.count
  }

  /// Puts a leading apostrophe before a text that a spreadsheet would take for a formula: one that starts with `=`, `+`,
  /// `-`, `@` (or their full-width forms), a tab or a line end.
  ///
  /// Source: OWASP, *CSV Injection*.
  public static func neutralised(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    return formulaStarts.contains(first) ? "'" + text : text
  }

  private static let formulaStarts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  private static let special: [UInt8] = Array(",\"\r\n".utf8)

  /// One cell as it is written, quoted where it has to be. A text that is not neutralised is for this program to read again.
  package static func cell(_ text: String, neutralised isNeutralised: Bool = true) -> String {
    var bytes: [UInt8] = []
    append(isNeutralised ? neutralised(text) : text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    let utf8 = text.utf8
    let quote = UInt8(ascii: "\"")
    let space = UInt8(ascii: " ")  // not needed by the RFC, but programs that trim leave a quoted one alone
    let needsQuotes = utf8.first == space || utf8.last == space || utf8.contains { special.contains($0) }
    guard needsQuotes else { return bytes.append(contentsOf: utf8) }
    bytes.append(quote)
    for byte in utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
