import KhorshooText
import TestSupport
import Testing

/// Reading by bytes is reading in general: the same number, the same faults, the same judgement of a column.
@Suite struct PlainDecimalProperty {
  /// Cells that are plain, nearly plain, and what people write.
  static let nasty = [
    "", "0", "-0", "00", "007", "-007", "0.0", "-0.0", "0.", ".", ".5", "-.5", "5.", "+5", "--1", "-", "1-2", "1.2.3",
    "1,2,3", "1.200",
    "-1.200", "0.700", "000.500", "1234.500", "1,200", "150,5", "1e5", "1E5", "1e", "1e+", "e5", "1.5e-3", "1.e5",
    "1,5e3", "1e400",
    "1e-400", "-1e400", "4e-320", "2.2250738585072014e-308", "0e5", "0.00000000000000000000", "0.1234567890123456789",
    "123456789012345", "1234567890123456", "12345678901234567890", "9007199254740993", "0.30000000000000004",
    "0,30000000000000004",
    "1.7976931348623157e308", "1.7976931348623159e308", "１２", "1２", "1 200", "1\u{A0}200", "1_000", "1'000", "nan",
    "inf", "-inf",
    "0x10", "1e5.5", "1.5E+02", "12 ", " 12", "12\u{301}", "\u{600}12", "NA", "n/a", "..", "缺失", "Missing", "true",
    "1%", "–", "−7",
    String(repeating: "1", count: 64), String(repeating: "1", count: 65), "0." + String(repeating: "3", count: 62),
    "0." + String(repeating: "3", count: 63), String(repeating: "9", count: 400),
  ]

  private static func drawn(_ random: inout SeededGenerator) -> String {
    let letters = Array("0011223456789999999..,,--+eE 5")
    let length = Int.random(in: 0...20, using: &random)
    let mixed = String((0..<length).map { _ in letters[Int.random(in: letters.indices, using: &random)] })
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return mixed
    case 1: return "\(Double(bitPattern: random.next()))"
    case 2: return "\((Double.random(in: -1e6...1e6, using: &random) * 1000).rounded() / 1000)"
    default:
      return "\((Double.random(in: -1e6...1e6, using: &random) * 1000).rounded() / 1000)".replacing(".", with: ",")
    }
  }

  private static let cells: [String] = {
    var random = SeededGenerator(state: 15)
    return nasty + (0..<6_000).map { _ in drawn(&random) }
  }()

  /// A number with its sign, or code and message.
  private static func outcome(_ read: () throws(ValueFault) -> Double) -> String {
    do throws(ValueFault) {
      let value = try read()
      return "\(value.bitPattern)"
    } catch { return "\(error.code) \(error.message)" }
  }

  private static let columns: [NumberColumn] = DecimalMark.allCases.flatMap { mark in
    [[], ["150,5"], ["1.25"], ["150,5", "1.25"], ["1.200", "1.300", "950"]].map { cells in
      var column = NumberColumn(mark, declaration: "--decimal-comma")
      for cell in cells { column.generalNote(cell, line: 2) }
      return column
    }
  }

  @Test func aCellIsReadAlike() {
    var plain = 0
    for cell in Self.cells {
      for column in Self.columns {
        let fast = Self.outcome { () throws(ValueFault) in try column.value(cell, "a number") }
        let general = Self.outcome { () throws(ValueFault) in try column.generalValue(cell, "a number") }
        if fast != general { Issue.record("\(cell.debugDescription) \(column): \(fast) for \(general)") }
      }
      if PlainDecimal.value(cell) != nil { plain += 1 }
    }
    #expect(plain > 2_000, "\(plain) cells went the short way")
  }

  @Test func aColumnIsJudgedAlike() {
    var (fast, general) = (NumberColumn(), NumberColumn())
    for (row, cell) in Self.cells.enumerated() {
      // The first lines that decide are noted once: a new column now and then shows later ones.
      if row % 7 == 0 { (fast, general) = (NumberColumn(), NumberColumn()) }
      fast.note(cell, line: row)
      general.generalNote(cell, line: row)
      var bytes = fast
      Array(cell.utf8).withUnsafeBufferPointer { bytes.note($0, line: row) }
      if fast != general { Issue.record("\(cell.debugDescription): \(fast) for \(general)") }
    }
  }

  @Test func aCellWithoutValueIsFoundAlike() {
    for cell in Self.cells + Array(NoValue.words) {
      #expect(NoValue.holds(cell) == NoValue.words.contains(cell), "\(cell.debugDescription)")
      Array(cell.utf8).withUnsafeBufferPointer { bytes in
        #expect(NoValue.holds(bytes) == NoValue.words.contains(cell), "\(cell.debugDescription)")
      }
    }
  }

  @Test func blanksAtTheEndsAreLeftOutAlike() {
    let blanks = ["", " ", "\t", "\u{A0}", "\u{3000}", " \u{301}", "\r\n", "\u{B}", "\u{1F}", "\u{2009} "]
    for middle in ["", "a", "1 2", "牧户", "e\u{301}", "\u{600}1", "\u{7F}"] {
      for before in blanks {
        for after in blanks {
          let text = before + middle + after
          let expected = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
          #expect(text.trimmedOfSpace == expected, "\(text.debugDescription)")
        }
      }
    }
  }
}
