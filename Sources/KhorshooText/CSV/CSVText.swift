/// Comma-separated values by RFC 4180, read whole.
package enum CSVText {
  /// One record with the line it begins on.
  package struct Record: Sendable {
    /// 1-based line of the first cell.
    package let line: Int
    /// Cells without their quotes.
    package let cells: [String]
    /// Where each cell begins.
    package let places: [Place]

    /// Memberwise.
    package init(line: Int, cells: [String], places: [Place]) {
      self.line = line
      self.cells = cells
      self.places = places
    }
  }

  /// 1-based line, and column in Unicode scalars.
  package struct Place: Sendable, Equatable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// Why a text is not comma-separated values.
  package struct Fault: Error {
    /// 1-based line.
    package let line: Int
    /// 1-based column.
    package let column: Int
    /// What is wrong there.
    package let message: String
  }

  /// Reads every record; a line of empty cells is no record, and a byte-order mark is skipped.
  package static func records(
    _ text: String, _ mark: DecimalMark = .point, isRectangular: Bool = false
  ) throws(Fault) -> [Record] {
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBufferPointer { bytes -> Result<[Record], Fault> in
      var scanner = CSVScanner(bytes, mark)
      var found: [Record] = []
      do throws(Fault) {
        while try scanner.next() {
          if isRectangular, found.isEmpty { scanner.fitWidth() }
          found.append(
            Record(
              line: scanner.line, cells: scanner.cells.map { scanner.text($0) }, places: scanner.places()))
        }
      } catch { return .failure(error) }
      return .success(found)
    }
    return try result.get()
  }
}
