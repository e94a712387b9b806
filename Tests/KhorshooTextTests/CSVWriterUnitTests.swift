import Foundation
import KhorshooText
import TestSupport
import Testing

@Suite struct CSVWriterUnitTests {
  private func written(_ columns: [String], bom: Bool = false, _ rows: (CSVWriter) throws -> Void) throws -> String {
    let scratch = Scratch()
    let writer = try CSVWriter(path: scratch.path("t.csv"), columns: columns, byteOrderMark: bom)
    try rows(writer)
    try writer.finish()
    return content(scratch.path("t.csv"))
  }

  @Test func rowsEndInCRLFAndCellsAreQuotedWhereTheRFCSaysSo() throws {
    let text = try written(["a", "b"]) { writer in
      for pair in [("x", "y"), ("1,5", "say \"hi\""), ("two\nlines", "cr\rhere"), (" edge ", "鄂温克")] {
        writer.cell(pair.0)
        writer.cell(pair.1)
        try writer.endRow()
      }
      #expect(writer.rows == 4)
    }
    #expect(
      text == "a,b\r\nx,y\r\n\"1,5\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",\"cr\rhere\"\r\n\" edge \",鄂温克\r\n")
  }

  @Test func numbersAreLocaleFreeAndUndefinedOnesEmpty() throws {
    let values = [0.1, 12, -3, -0.0, 1e300, 1.5e-7, .nan, .infinity, -.infinity, 1_234_567.25]
    let text = try written(["x", "n"]) { writer in
      for value in values {
        writer.cell(value)
        writer.cell(-7)
        try writer.endRow()
      }
    }
    let cells = try #require(parseCSV(text)).dropFirst().map { $0[0] }
    #expect(cells == ["0.1", "12", "-3", "0", "1e+300", "1.5e-07", "", "INF", "-INF", "1234567.25"])
  }

  @Test func aRowOfOneEmptyCellIsNoEmptyLine() throws {
    let text = try written(["a"], bom: true) { writer in
      writer.cell("")
      try writer.endRow()
      writer.cell(Double.nan)
      try writer.endRow()
    }
    #expect(text == "\u{FEFF}a\r\n\"\"\r\n\"\"\r\n")
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"])
  func aTextThatLooksLikeAFormulaIsNeutralised(_ text: String) throws {
    let table = try written(["a"]) { writer in
      writer.cell(text)
      try writer.endRow()
    }
    #expect(parseCSV(table)?[1] == ["'" + text])
  }

  @Test(arguments: ["", "a=1", "1-2", "'x", "鄂温克", " =x"]) func otherTextIsLeftAlone(_ text: String) {
    #expect(CSVCells.neutralised(text) == text)
  }

  @Test func rowsLongerThanThePieceAreWhole() throws {
    let long = String(repeating: "x\"", count: 600_000)
    let text = try written(["a", "b"]) { writer in
      for _ in 0..<3 {
        writer.cell(long)
        writer.cell(1)
        try writer.endRow()
      }
    }
    #expect(parseCSV(text) == [["a", "b"]] + Array(repeating: [long, "1"], count: 3))
  }

  @Test func aRowOfTheWrongLengthIsAFault() async {
    await #expect(processExitsWith: .failure) {
      let writer = try CSVWriter(path: "/dev/null", columns: ["a", "b"])
      writer.cell(1)
      try writer.endRow()
    }
  }
}
