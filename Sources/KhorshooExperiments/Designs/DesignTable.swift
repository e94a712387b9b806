import KhorshooNumerics
import KhorshooText

/// A design that the user wrote as a table: one column a parameter, one row a point.
public struct DesignTable: Sendable {
  /// One row, with the line of the file it stands on.
  public struct Row: Sendable {
    /// 1-based line.
    public let line: Int
    /// Cells in the order of the header.
    public let cells: [String]
    /// 1-based column of the file at which each cell begins.
    public let columns: [Int]

    /// Memberwise; without columns, cells are counted.
    public init(line: Int, cells: [String], columns: [Int]? = nil) {
      precondition(
        columns.map { $0.count == cells.count } ?? true, "line \(line): \(cells.count) cells at other places")
      self.line = line
      self.cells = cells
      self.columns = columns ?? Array(1...max(1, cells.count))
    }
  }

  /// File, for messages.
  public let path: String
  /// Keys of the parameters, with the line they stand on.
  public let header: Row
  /// The points.
  public let rows: [Row]

  /// Memberwise.
  public init(path: String, header: Row, rows: [Row]) {
    self.path = path
    self.header = header
    self.rows = rows
  }

  /// The design: each column is a factor with the values that occur in it, numbers in ascending order.
  ///
  /// A first column `point` that counts 0, 1, 2 ... is what a written design has, and is left out. Rows are run spread
  /// over the table.
  /// - Throws: `UserError` (exit 65) with everything that is wrong: `design-columns`, `design-row`, `design-cell`, `no-factors`.
  /// - Proof: `DesignTableUnit`, `DesignTableProperty`.
  public func design() throws(UserError) -> Design {
    var problems = headerProblems()
    let hasNumbers = header.cells.first == "point"
    for (index, row) in rows.enumerated() { problems += rowProblems(row, index, hasNumbers) }
    let first = hasNumbers ? 1 : 0
    if header.cells.count > first, rows.isEmpty {
      problems.append(
        problem(code: "design-row", header, "", "the table has no row; write one row for each point below the keys"))
    }
    guard problems.isEmpty else { throw UserError(.invalidData, problems) }
    let columns = (first..<header.cells.count).map { c in rows.map { FactorValue(parsing: $0.cells[c]) } }
    var factors: [Factor] = []
    var coordinates = Matrix<Double>(rows: rows.count, columns: columns.count)
    for (j, column) in columns.enumerated() {
      let levels = DesignTable.levels(column)
      let place = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, $0) })
      for (i, value) in column.enumerated() {
        coordinates[i, j] = (Double(place[value] ?? 0) + 0.5) / Double(levels.count)
      }
      do { factors.append(try Factor(header.cells[first + j], .levels(levels))) } catch {
        throw UserError(.invalidData, [error.diagnostic(path: path, line: header.line, column: 1)])
      }
    }
    return Design(.table, factors: factors, coordinates: coordinates, order: Design.spreadOrder(rows.count))
  }

  /// Different values: numbers ascending, words in the order in which they occur, no before yes.
  private static func levels(_ column: [FactorValue]) -> [FactorValue] {
    var seen: Set<FactorValue> = []
    let values = column.filter { seen.insert($0).inserted }
    let numbers = values.compactMap(\.number)
    if numbers.count == values.count { return numbers.sorted().map { .number($0) } }
    return seen == [.truth(false), .truth(true)] ? [.truth(false), .truth(true)] : values
  }

  private func problem(code: String, _ row: Row, cell: Int = 0, _ key: String, _ message: String) -> Diagnostic {
    Diagnostic(
      code: code, path: path, line: row.line, column: row.columns.indices.contains(cell) ? row.columns[cell] : 1,
      key: key,
      message: message)
  }

  private func headerProblems() -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for (c, key) in header.cells.enumerated() {
      if key.isEmpty {
        problems.append(
          problem(
            code: "design-columns", header, cell: c, "",
            "column \(c + 1) has no key; name a parameter, or delete the column"))
      } else if let earlier = header.cells[..<c].firstIndex(of: key) {
        problems.append(
          problem(
            code: "design-columns", header, cell: c, key,
            "columns \(earlier + 1) and \(c + 1) set this parameter; keep one of them"))
      } else if key == "point", c > 0 {
        problems.append(
          problem(code: "design-columns", header, cell: c, key, "numbers of points belong into the first column"))
      }
    }
    if header.cells.allSatisfy({ $0 == "point" }) {
      problems.append(
        problem(
          code: "no-factors", header, "", "the design varies nothing; give a column to at least one parameter"))
    }
    return problems
  }

  private func rowProblems(_ row: Row, _ index: Int, _ hasNumbers: Bool) -> [Diagnostic] {
    guard row.cells.count == header.cells.count else {
      return [
        problem(
          code: "design-row", row, "",
          "the row has \(row.cells.count) cells and the header \(header.cells.count); give every key a value in every row"
        )
      ]
    }
    var problems: [Diagnostic] = []
    if hasNumbers, row.cells[0] != String(index) {
      problems.append(
        problem(
          code: "design-cell", row, "point",
          "found \(FoundText.shortened(row.cells[0])), expected \(index): points count from 0; number them so, or delete the column"
        ))
    }
    for (c, cell) in row.cells.enumerated() {
      if cell.isEmpty || cell.first == " " || cell.last == " " {
        problems.append(
          problem(
            code: "design-cell", row, cell: c, header.cells[c],
            "found \"\(FoundText.shortened(cell))\"; a cell holds a value without blanks around it; repeat the value that stays the same"
          ))
      } else if cell.looksLikeNumber, FactorValue(parsing: cell).number == nil {
        problems.append(
          problem(
            code: "design-cell", row, cell: c, header.cells[c],
            "found \(FoundText.shortened(cell)), which is no finite decimal number; write one, such as 0.25"))
      }
    }
    return problems
  }
}

extension String {
  /// Whether it is written in the signs of a number, or is one of the words for no number.
  fileprivate var looksLikeNumber: Bool {
    let lower = lowercased()
    if ["nan", "inf", "-inf", "infinity", "-infinity", "na", "null"].contains(lower) { return true }
    return unicodeScalars.allSatisfy { "0123456789+-.eE".unicodeScalars.contains($0) }
      && unicodeScalars.contains { "0123456789".unicodeScalars.contains($0) }
  }
}
