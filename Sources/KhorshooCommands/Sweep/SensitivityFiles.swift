import KhorshooExperiments
import KhorshooNumerics
import KhorshooText

/// The points at which any model was run, and what came out, as two tables.
struct SensitivityFiles {
  /// The points with the design that they show.
  let recognised: RecognisedDesign
  /// By row of the table of points.
  let responses: PointResponses
  /// Column of the outcome.
  let outcome: String
  /// Whether every point has one outcome, without replicates.
  let isExact: Bool
  /// What looks like codes among the outcomes.
  let warnings: [Diagnostic]

  /// Reads both tables.
  ///
  /// - Parameter outcome: column of the outcome; nil for the only one.
  /// - Throws: `UserError` 65, 66 with everything that is wrong with a table.
  init(points: String, outcomes: String, of outcome: String?, mark: DecimalMark) throws(UserError) {
    let design = try Self.design(points, mark)
    recognised = RecognisedDesign(design)
    var table = try PlainTable(path: outcomes, mark: mark)
    let column = try Self.outcomeColumn(&table, outcome)
    self.outcome = table.names[column]
    let numbers = table.doubtedNumbers(column, remedy: "leave such cells empty, and their points are left out")
      .map { $0 ?? .nan }
    let numbered = table.names.firstIndex(of: "point")
    let at = try Self.points(&table, numbered, count: design.pointCount, path: points)
    guard table.problems.isEmpty else { throw table.problems.error }
    warnings = table.problems.toldWarnings
    var values = [[Double]](repeating: [], count: design.pointCount)
    for (point, number) in zip(at, numbers) { values[point].append(number) }
    isExact = values.allSatisfy { $0.count <= 1 }
    responses = Self.responses(values)
  }

  /// The points as a design: columns of numbers for the most part must be numbers in every row.
  private static func design(_ path: String, _ mark: DecimalMark) throws(UserError) -> Design {
    var table = try PlainTable(path: path, mark: mark)
    var columns: [[String]] = []
    for column in table.names.indices {
      if table.isNumeric(column) {
        columns.append(table.numbers(column).map { $0.map { FactorValue.number($0).description } ?? "" })
      } else {
        columns.append(table.rows.indices.map { table.text(row: $0, column) })
      }
    }
    guard table.problems.isEmpty else { throw table.problems.error }
    let header = DesignTable.Row(
      line: table.place(0).line, cells: table.names, columns: table.names.indices.map { table.place($0).column })
    let rows = table.rows.indices.map { row in
      DesignTable.Row(
        line: table.rows[row].line, cells: columns.map { $0[row] }, columns: table.rows[row].places.map(\.column))
    }
    return try DesignTable(path: path, header: header, rows: rows).design()
  }

  private static func outcomeColumn(_ table: inout PlainTable, _ outcome: String?) throws(UserError) -> Int {
    if let outcome {
      guard let column = table.column(outcome) else { throw table.problems.error }
      return column
    }
    let candidates = table.names.indices.filter { table.names[$0] != "point" && !table.names[$0].isEmpty }
    guard candidates.count == 1 else {
      table.problems.report(
        "missing-column", table.place(0), "",
        candidates.isEmpty
          ? "there is no outcome beside the numbers of points; add a column"
          : "there are several outcomes; name one with --of: "
            + candidates.map { table.names[$0] }.joined(separator: ", "))
      throw table.problems.error
    }
    return candidates[0]
  }

  /// Point of each row of outcomes: by the column `point`, from 0, or one after another.
  private static func points(
    _ table: inout PlainTable, _ numbered: Int?, count: Int, path: String
  ) throws(UserError) -> [Int] {
    guard let numbered else {
      if table.rows.count != count {
        table.problems.report(
          "point-rows", table.place(row: table.rows.count - 1, 0), "",
          "found \(table.rows.count) rows for \(count) points of \(path), expected one a point in the same order; or add a "
            + "column point that counts points from 0")
        throw table.problems.error
      }
      return Array(0..<count)
    }
    var found: [Int] = []
    for (row, number) in table.allNumbers(numbered).enumerated() {
      guard let point = Int(exactly: number), (0..<count).contains(point) else {
        if !number.isNaN {
          table.problems.report(
            "out-of-range", table.place(row: row, numbered), "point",
            "found \(plainNumber(number)), expected a whole number from 0 to \(count - 1), a row of \(path) below its names"
          )
        }
        continue
      }
      found.append(point)
    }
    guard table.problems.isEmpty else { throw table.problems.error }
    return found
  }

  /// Replicates side by side when every point that has any has as many; otherwise means with their variances.
  private static func responses(_ values: [[Double]]) -> PointResponses {
    let most = values.map(\.count).max() ?? 0
    guard most > 1 else { return PointResponses(exact: values.map { $0.first ?? .nan }) }
    if values.allSatisfy({ $0.isEmpty || $0.count == most }) {
      return PointResponses(
        replicates: Matrix(values.map { $0.isEmpty ? [Double](repeating: .nan, count: most) : $0 }))
    }
    let moments = values.map { Moments($0) }
    // A point with one replicate is as noisy as the others are on average.
    let pooled =
      moments.reduce(0) { $0 + $1.squaredDeviations }
      / moments.reduce(0) { $0 + Double(max(0, $1.count - 1)) }
    return PointResponses(
      means: moments.map(\.mean),
      meanVariances: moments.map { ($0.count < 2 ? pooled : $0.variance) / Double($0.count) })
  }
}
