extension CSVText {
  /// Why a file is not comma-separated text.
  package struct FileFault: Error {
    package let code: String
    package let line: Int
    package let column: Int
    package let message: String
  }

  /// Records of a table: UTF-8, separated by commas, with decimal commas by semicolons or tabs too. Cells have no blanks at their
  /// ends, and rows of empty cells are left out. No record at all is for the caller to judge.
  ///
  /// - Parameters:
  ///   - isRectangular: whether the first record says which columns there are: empty cells beyond them are left out.
  ///   - declaration: how decimal commas are declared, for a message; nil when they cannot be.
  package static func records(
    _ bytes: [UInt8], _ mark: DecimalMark = .point, isRectangular: Bool = false, declaration: String? = nil
  ) throws(FileFault) -> [Record] {
    if let kind = FileKind(bytes) {
      throw FileFault(code: kind.fault.code, line: 1, column: 1, message: kind.fault.message)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let fault = YamlText.encodingFault(bytes)
      throw FileFault(code: fault.code, line: fault.line, column: fault.column, message: fault.message)
    }
    let records: [Record]
    do { records = try self.records(text, mark, isRectangular: isRectangular) } catch {
      throw FileFault(code: "csv-syntax", line: error.line, column: error.column, message: error.message)
    }
    if let first = records.first, let message = separatorFault(first.cells, mark, declaration) {
      throw FileFault(code: "csv-syntax", line: first.line, column: 1, message: message)
    }
    return records
  }

  /// What separates columns instead of commas, in words.
  private static let separators: [Character: String] = [
    ";": "semicolons", "\t": "tabs", "，": "full-width commas", "|": "bars",
  ]

  /// Why the names of columns are not separated by commas, with the remedy; nil when they are.
  package static func separatorFault(
    _ names: [String], _ mark: DecimalMark, _ declaration: String? = nil
  ) -> String? {
    guard names.count == 1, let separator = names[0].first(where: { separators[$0] != nil }),
      let word = separators[separator]
    else { return nil }
    let isRead = separator == ";" || separator == "\t"
    guard mark == .point || !isRead else { return nil }
    return "columns are separated by \(word); save the file with commas"
      + (isRead ? declaration.map { ", or declare decimal commas (\($0))" } ?? "" : "")
  }
}
