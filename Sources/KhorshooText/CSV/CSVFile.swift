extension CSVText {
  /// Why a file is not comma-separated text.
  package struct FileFault: Error {
    package let code: String
    package let line: Int
    package let column: Int
    package let message: String
  }

  /// Records of a file: UTF-8, separated by commas. No record at all is for the caller to judge.
  package static func records(_ bytes: [UInt8]) throws(FileFault) -> [Record] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let fault = YamlText.encodingFault(bytes)
      throw FileFault(code: fault.code, line: fault.line, column: fault.column, message: fault.message)
    }
    let records: [Record]
    do { records = try self.records(text) } catch {
      throw FileFault(code: "csv-syntax", line: error.line, column: error.column, message: error.message)
    }
    if let first = records.first, first.cells.count == 1,
      let separator = first.cells[0].first(where: { $0 == ";" || $0 == "\t" })
    {
      let name = separator == ";" ? "semicolons" : "tabs"
      throw FileFault(
        code: "csv-syntax", line: first.line, column: 1,
        message: "columns are separated by \(name); save the file with commas")
    }
    return records
  }
}
