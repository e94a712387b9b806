import Foundation
import KhorshooText
import Testing

/// The reader gives back what the writer wrote, and names what it cannot read.
@Suite struct CSVReaderUnitTests {
  private func scratch() throws -> String {
    let path = NSTemporaryDirectory() + "/khorshoo-reader-\(UUID().uuidString).csv"
    return path
  }

  private func reader(_ text: String, columns: [String] = []) throws(UserError) -> CSVReader {
    let path = NSTemporaryDirectory() + "/khorshoo-reader-\(UUID().uuidString).csv"
    #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
    defer { unlink(path) }
    return try CSVReader(MappedFile(path), columns: columns)
  }

  @Test(arguments: [false, true]) func whatWasWrittenIsRead(byteOrderMark: Bool) throws {
    let path = try scratch()
    defer { unlink(path) }
    let texts = ["plain", "=1+1", "a,b", "say \"so\"", "two\nlines", "", " space ", "巴彦", "'quoted"]
    let numbers = [0.1, -1e-300, 12_345_678.9, .nan, 0, 1e15]
    let writer = try CSVWriter(path: path, columns: ["text", "number"], byteOrderMark: byteOrderMark)
    for text in texts {
      for number in numbers {
        writer.cell(text)
        writer.cell(number)
        try writer.endRow()
      }
    }
    try writer.finish()
    var table = try CSVReader(MappedFile(path), columns: ["number", "text"])
    #expect(table.header == ["text", "number"])
    for text in texts {
      for number in numbers {
        #expect(try table.next())
        #expect(table.text(0) == text)
        let read = try table.number(1)
        #expect(read == number || read.isNaN && number.isNaN)
      }
    }
    #expect(try table.next() == false)
  }

  @Test func lineEndsOfOtherProgramsAreRead() throws {
    var table = try reader("a,b\n1,\"x\"\n\"2\",y\n")
    #expect(try table.next() && table.integer(0) == 1 && table.text(1) == "x" && table.line == 2)
    #expect(try table.next() && table.integer(0) == 2 && table.text(1) == "y" && table.line == 3)
    #expect(try table.next() == false)
  }

  @Test(
    "each fault is named with its line",
    arguments: [
      ("", "no-rows", 0), ("a,b\r\n1,2\r\n1,2,3\r\n", "ragged-row", 3), ("a,b\r\n1,2", "csv-syntax", 2),
      ("a,b\r\n\"1\"x,2\r\n", "csv-syntax", 2), ("a,b\r\n\"1,2\r\n", "csv-syntax", 2),
      ("a,c\r\n1,2\r\n", "missing-column", 1),
      ("a,b\r\n1,2\r\nx,2\r\n", "malformed-number", 3), ("a,b\r\n1.5.2,2\r\n", "malformed-number", 2),
    ])
  func faults(text: String, code: String, line: Int) throws {
    let error = #expect(throws: UserError.self) {
      var table = try reader(text, columns: ["a", "b"])
      while try table.next() { _ = try table.number(0) }
    }
    let found = try #require(error?.diagnostics.first)
    #expect(found.code == code && found.line == line, "\(found)")
  }

  @Test func whatIsNoFileIsSaid() {
    for (path, code) in [("/nowhere/at/all.csv", "missing-file"), (NSTemporaryDirectory(), "unreadable-file")] {
      let error = #expect(throws: UserError.self) { _ = try MappedFile(path) }
      #expect(error?.diagnostics.first?.code == code && error?.exit == .missingInput)
    }
  }
}
