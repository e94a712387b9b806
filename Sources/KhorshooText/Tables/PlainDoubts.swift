/// What is doubtful in a table of the user's own: codes, dates, points between thousands, sums among rows.
///
/// - Proof: `PlainTableUnit`, `FieldToolsCommandTests`.
extension PlainTable {
  /// Warnings, or with `isStrict` an error.
  ///
  /// - Throws: `UserError` 65 with every warning.
  package func warnings(isStrict: Bool) throws(UserError) -> [Diagnostic] {
    let told = problems.toldWarnings
    guard isStrict, !told.isEmpty else { return told }
    throw UserError(
      .invalidData,
      told.map {
        Diagnostic(code: $0.code, path: $0.path, line: $0.line, column: $0.column, key: $0.key, message: $0.message)
      })
  }

  /// Numbers of a column, and what looks like codes, dates or separators in it, which is noted as a warning.
  ///
  /// - Parameter remedy: what to do with a code.
  package mutating func doubtedNumbers(
    _ column: Int, remedy: String = "leave such cells empty"
  ) -> [Double?] {
    let found = numbers(column)
    var doubts = DoubtfulNumbers()
    for (row, number) in found.enumerated() { if let number { doubts.note(number, line: rows[row].line) } }
    for doubt in doubts.doubts() {
      problems.warn(
        doubt.code, CSVText.Place(line: doubt.line, column: 1), names[column],
        doubt.message.replacing("leave such cells empty", with: remedy))
    }
    var written = NumberColumn(mark)
    for row in rows.indices where found[row] != nil { written.note(text(row: row, column), line: rows[row].line) }
    if let line = written.doubtfulLine {
      problems.warn(
        "doubtful-separator", CSVText.Place(line: line, column: 1), names[column],
        "beside the others the point of this number looks as if it stood between thousands; write numbers without separators"
      )
    }
    return found
  }

  /// Notes cells of a column that say that an amount is not known, where an empty one means none.
  package mutating func refuseUnknown(_ column: Int) {
    for row in rows.indices {
      let text = text(row: row, column)
      guard !text.isEmpty, NoValue.holds(text) else { continue }
      problems.report(
        "missing-value", place(row: row, column), names[column],
        "found \(quoted(text)), which is not known, expected a number; write it, or 0 for none")
    }
  }

  /// Says of rows that are the sum or the mean of others, in whatever language they are named; with a name it is an error.
  ///
  /// - Parameters:
  ///   - labels: column of what rows are called; nil when no column is.
  ///   - columns: numbers that can be added, one a row.
  ///   - key: column that is named with a sum.
  ///   - noun: what rows are, of several.
  package mutating func tellSums(labels: Int?, _ columns: [[Double?]], key: String, noun: String) {
    let texts = rows.indices.map { row in labels.map { text(row: row, $0) } ?? "" }
    let numbers = columns.map { $0.map { $0 ?? .nan } }
    let isNamed = texts.map { SumRows.isName($0) || SumRows.isMeanName($0) }
    for finding in SumRows(isNamed: isNamed, columns: numbers, fewest: 4, noun: noun).findings {
      let place = place(row: finding.row, labels ?? 0)
      if finding.isNamed {
        let equals = finding.equals.map { ", and \(plainNumber(finding.value)) is \($0)" } ?? ""
        problems.report(
          "sum-row", place, key,
          "\(quoted(texts[finding.row])) is the name of a sum or a mean\(equals); delete the row")
      } else if let equals = finding.equals {
        problems.warn(
          "sum-row", place, key, "\(plainNumber(finding.value)) is \(equals); delete the row if it is a sum")
      }
    }
  }
}
