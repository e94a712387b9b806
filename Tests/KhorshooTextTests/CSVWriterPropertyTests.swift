import Foundation
import KhorshooText
import TestSupport
import Testing

@Suite struct CSVWriterPropertyTests {
  @Test func anyTextComesBackThroughAStrictReader() throws {
    let alphabet = Array("ab,\"\r\n =+-@\t'é旗\u{1F40E};|")
    for seed in 0..<300 {
      var random = SeededGenerator(state: UInt64(seed))
      let rows = (0..<5).map { _ in
        (0..<3).map { _ in
          String((0..<Int.random(in: 0...8, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
        }
      }
      let scratch = Scratch()
      let writer = try CSVWriter(path: scratch.path("t"), columns: ["a", "b", "c"])
      for row in rows {
        writer.cell(CSVCells([row[0], row[1]]))
        writer.cell(row[2])
        try writer.endRow()
      }
      try writer.finish()
      let expected = rows.map { $0.map(CSVCells.neutralised) }
      #expect(parseCSV(content(scratch.path("t")))?.dropFirst().map { $0 } == expected, "seed \(seed)")
    }
  }

  @Test func theStrictReaderRejectsWhatIsNotRFC4180() {
    for text in ["a\n", "a", "a\"b\r\n", "\"a\r\n", "\"a\"b\r\n", "a\r"] { #expect(parseCSV(text) == nil, "\(text)") }
  }
}
