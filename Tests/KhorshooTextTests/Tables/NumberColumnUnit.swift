import KhorshooText
import Testing

/// Numbers as they are written elsewhere: both readings, and what a column decides.
@Suite struct NumberColumnUnit {
  static let cases: [(text: String, point: Double?, comma: Double?)] = [
    ("12", 12, 12), ("-3", -3, -3), ("1.5", 1.5, nil), ("1,5", nil, 1.5), ("150,5", nil, 150.5), ("1,200", 1200, 1.2),
    ("1.200", 1.2, 1200), ("1.700,5", nil, 1700.5), ("1,700.5", 1700.5, nil), ("1,234,567", 1_234_567, nil),
    ("1.234.567", nil, 1_234_567), ("0,700", nil, 0.7), ("0.700", 0.7, nil), (".5e3", 500, nil), (",5", nil, 0.5),
    ("-.5", -0.5, nil), ("5.", 5, nil), ("1,5E+02", nil, 150), ("1e3,5", nil, nil), ("1.5E+02", 150, nil),
    ("1 200", 1200, 1200),
    ("1\u{A0}200,5", nil, 1200.5), ("1’200.5", 1200.5, nil), ("19_111", 19111, 19111), ("1,2,3", nil, nil),
    ("12,34,567", nil, nil),
    ("１２．５", 12.5, nil), ("−7", -7, -7), ("many", nil, nil), ("", nil, nil), ("1e", nil, nil), ("--1", nil, nil),
    ("-12.25", -12.25, nil), ("1234.5678", 1234.5678, nil), ("-0", 0, 0), ("0.00", 0, nil), ("1.2.3", nil, nil),
    ("20 yuan", nil, nil), ("0x10", nil, nil), ("1e999", nil, nil),
  ]

  @Test(arguments: cases.indices)
  func readsBothWays(index: Int) {
    let (text, point, comma) = Self.cases[index]
    let readings = NumberReadings(text)
    #expect(readings.point == point && readings.comma == comma, "\(text): \(readings)")
  }

  static func column(_ cells: [String], _ mark: DecimalMark = .point, declaration: String? = nil) -> NumberColumn {
    var column = NumberColumn(mark, declaration: declaration)
    for (row, cell) in cells.enumerated() { column.note(cell, line: row + 2) }
    return column
  }

  static func message(_ text: String, in cells: [String], declaration: String? = nil) -> String {
    do throws(ValueFault) { return "\(try column(cells, declaration: declaration).value(text, "x"))" } catch {
      return error.message
    }
  }

  /// Advice is the number that was meant, never another.
  @Test func adviceKeepsTheNumber() {
    #expect(Self.message("150,5", in: ["150,5"]) == "found '150,5', expected x; write 150.5, with a decimal point")
    #expect(
      Self.message("0,70", in: ["0,70"], declaration: "--decimal-comma")
        == "found '0,70', expected x; write 0.7, with a decimal point, or declare decimal commas (--decimal-comma)")
    #expect(Self.message("1,5E+02", in: []) == "found '1,5E+02', expected x; write 150, with a decimal point")
    #expect(Self.message("1e3,5", in: []) == "found '1e3,5', expected x")
    #expect(Self.message("1.700,5", in: []) == "found '1.700,5', expected x; write 1700.5, with a decimal point")
    #expect(Self.message("1,700.5", in: []) == "found '1,700.5', expected x; write 1700.5, without separators")
    #expect(Self.message("20,5%", in: []) == "found '20,5%', expected x; write 0.205 for 20,5%, with a decimal point")
    #expect(Self.message("-", in: []).hasSuffix("write 0 for none, or leave the cell empty when it is not known"))
    #expect(Self.message("#DIV/0!", in: []).hasSuffix("a formula of the spreadsheet has failed, correct it there"))
  }

  @Test func programsThatLeaveOutAZeroAreRead() throws {
    for (text, value) in [(".5e3", 500.0), ("-.5", -0.5), ("5.", 5), (".25", 0.25), ("１２", 12), ("−7", -7)] {
      #expect(try Self.column([text]).value(text, "x") == value)
    }
    #expect(Self.message("007", in: []) == "found '007', expected x; write it without leading zeros")
  }

  /// `1,200` is decided by the other cells of its column; where none does, both readings are named.
  @Test func theColumnDecides() {
    #expect(
      Self.message("1,200", in: ["1,200", "800"])
        == "found '1,200', expected x; write 1200 if the comma stands between thousands, 1.2 if before a fraction")
    #expect(
      Self.message("1,200", in: ["0,5", "1,200"])
        == "found '1,200', expected x; the column has decimal commas (line 2), so write 1.2")
    #expect(
      Self.message("1,200", in: ["12.5", "1,200"]) == "found '1,200', expected x; write 1200, without separators")
    // A point between thousands in a column of decimal commas is no fraction.
    #expect(
      Self.message("1.200", in: ["0,5", "1.200"])
        == "found '1.200', expected x; the column has decimal commas (line 2), so write 1200")
    #expect(Self.message("1.200", in: ["0.5", "1.200"]) == "1.2")
  }

  @Test func declaredCommasAreRead() throws {
    let column = Self.column(["150,5", "1.700,5", "1.200", "7", "1e3", "-0,5", ",5"], .comma)
    let cells: [(String, Double)] = [
      ("150,5", 150.5), ("1.700,5", 1700.5), ("1.200", 1200), ("7", 7), ("1e3", 1000), ("-0,5", -0.5), (",5", 0.5),
      ("1,200", 1.2),
    ]
    for (text, value) in cells { #expect(try column.value(text, "x") == value) }
    let fault = #expect(throws: ValueFault.self) { try column.value("12.5", "x") }
    #expect(fault?.message == "found '12.5', expected x; decimal commas are declared, so write 12,5")
  }

  @Test func pointsBetweenThousandsAreDoubted() {
    #expect(Self.column(["950", "1.200", "875", "2.300"]).doubtfulLine == 3)
    #expect(Self.column(["0.125", "1.200", "2.300"]).doubtfulLine == nil)
    #expect(Self.column(["1200", "1.200", "875", "2.300"]).doubtfulLine == nil)
    #expect(Self.column(["119.123", "119.250"]).doubtfulLine == nil)
  }
}
