import KhorshooNumerics
import KhorshooText

extension ProjectionMatrix {
  /// Most stages.
  static let stageLimit = 200

  /// A projection matrix in a file, with what can be computed but is probably not meant.
  package struct Reading {
    /// The matrix.
    package let matrix: ProjectionMatrix
    /// Such as survival above one.
    package let warnings: [Diagnostic]
  }

  /// Reads a matrix whose first row and first column name the stages: an animal of the column, a step later, in the row.
  ///
  /// - Parameters:
  ///   - births: file of the same form with the births alone; nil to take them from rows of the newborn.
  ///   - newborn: rows whose entries are births, but for what stays in them; empty for the first.
  /// - Throws: `UserError` 65 with everything that is wrong, 66 when a file cannot be read.
  package static func reading(
    path: String, births: String? = nil, newborn: [String] = [], mark: DecimalMark = .point
  ) throws(UserError) -> Reading {
    var reader = try MatrixFile(path: path, mark: mark)
    let (stages, entries) = try reader.matrix()
    var rows: [Int] = []
    for name in newborn {
      guard let row = stages.firstIndex(of: name) else {
        throw UserError(
          .invalidData,
          [
            Diagnostic(
              code: "unknown-stage", path: "--newborn",
              message: "found \(quoted(name)), expected a stage of \(path)" + Nearest.hint(name, among: stages))
          ])
      }
      rows.append(row)
    }
    let found: Matrix<Double>
    if let births {
      found = try readBirths(births, of: entries, stages: stages, mark: mark)
    } else {
      found = Self.births(of: entries, newborn: rows.isEmpty ? [0] : rows)
    }
    let matrix = ProjectionMatrix(stages: stages, entries: entries, births: found)
    reader.warnOfSurvival(matrix)
    return Reading(matrix: matrix, warnings: reader.table.problems.toldWarnings)
  }

  /// Matrices of kinds of years with the same stages, in the order of the first file.
  package static func readings(paths: [String], births: String?, newborn: [String], mark: DecimalMark)
    throws(UserError) -> [Reading]
  {
    var found: [Reading] = []
    for path in paths {
      var reading = try reading(path: path, births: births, newborn: newborn, mark: mark)
      if let first = found.first?.matrix {
        guard let ordered = reading.matrix.ordered(by: first.stages) else {
          throw UserError(
            .invalidData,
            [
              Diagnostic(
                code: "other-stages", path: path, line: 1, column: 1,
                message:
                  "found the stages \(reading.matrix.stages.joined(separator: ", ")), expected those of \(paths[0]): "
                  + first.stages.joined(separator: ", "))
            ])
        }
        reading = Reading(matrix: ordered, warnings: reading.warnings)
      }
      found.append(reading)
    }
    return found
  }

  /// The same in the order of other names; nil when they are not the same names.
  func ordered(by names: [String]) -> ProjectionMatrix? {
    guard names.count == stages.count else { return nil }
    let places = names.compactMap { stages.firstIndex(of: $0) }
    guard Set(places).count == stages.count else { return nil }
    func ordered(_ matrix: Matrix<Double>) -> Matrix<Double> {
      Matrix(places.map { r in places.map { matrix[r, $0] } })
    }
    return ProjectionMatrix(stages: names, entries: ordered(entries), births: ordered(births))
  }

  private static func readBirths(
    _ path: String, of entries: Matrix<Double>, stages: [String], mark: DecimalMark
  ) throws(UserError) -> Matrix<Double> {
    var reader = try MatrixFile(path: path, mark: mark)
    let (names, births, ordered) = try reader.matrix(of: stages)
    for r in names.indices {
      for c in names.indices {
        let (row, column) = (stages.firstIndex(of: names[r]) ?? 0, stages.firstIndex(of: names[c]) ?? 0)
        guard births[r, c] > entries[row, column] else { continue }
        reader.table.problems.report(
          "out-of-range", reader.place(r, c), names[c],
          "found \(plainNumber(births[r, c])) births, expected at most the entry of the matrix, "
            + plainNumber(entries[row, column]))
      }
    }
    guard reader.table.problems.isEmpty else { throw reader.table.problems.error }
    return ordered
  }
}

/// A square table of numbers with the same names in its first row and first column.
struct MatrixFile {
  var table: PlainTable
  private let path: String
  /// Row of the table for each name of the columns.
  private var order: [Int] = []

  init(path: String, mark: DecimalMark) throws(UserError) {
    self.path = path
    table = try PlainTable(path: path, mark: mark)
  }

  /// Where an entry stands.
  func place(_ row: Int, _ column: Int) -> CSVText.Place { table.place(row: order[row], column + 1) }

  /// The same of a matrix with these stages, and the numbers in the order of the stages.
  mutating func matrix(of stages: [String]) throws(UserError) -> (
    names: [String], entries: Matrix<Double>, ordered: Matrix<Double>
  ) {
    let (names, entries) = try matrix()
    let own = ProjectionMatrix(stages: names, entries: entries, births: entries)
    guard let ordered = own.ordered(by: stages) else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "other-stages", path: path, line: 1, column: 1,
            message: "found the stages \(names.joined(separator: ", ")), expected those of the matrix: "
              + stages.joined(separator: ", "))
        ])
    }
    return (names, entries, ordered.entries)
  }

  /// Names of the columns, and the numbers with rows in their order.
  mutating func matrix() throws(UserError) -> (names: [String], entries: Matrix<Double>) {
    let names = Array(table.names.dropFirst())
    guard !names.isEmpty, names.count <= ProjectionMatrix.stageLimit else {
      table.problems.report(
        "too-many-values", table.place(0), "",
        "found \(names.count) stages, expected 1 to \(ProjectionMatrix.stageLimit), named in the first row and first column"
      )
      throw table.problems.error
    }
    for (c, name) in names.enumerated() where name.isEmpty {
      table.problems.report("missing-value", table.place(c + 1), "", "the column has no name of a stage")
    }
    var rows: [String: Int] = [:]
    for row in table.rows.indices {
      let name = table.text(row: row, 0)
      if !names.contains(name) {
        table.problems.report(
          "not-square", table.place(row: row, 0), name,
          "the row has no column of its name" + Self.remedy(name, among: names))
      } else if rows[name] != nil {
        table.problems.report("duplicate-name", table.place(row: row, 0), name, "a row of that name stands above")
      }
      rows[name] = row
    }
    for (c, name) in names.enumerated() where rows[name] == nil && !name.isEmpty {
      table.problems.report(
        "not-square", table.place(c + 1), name,
        "the column has no row of its name" + Self.remedy(name, among: rows.keys.sorted()))
    }
    let columns = names.indices.map { table.numbers($0 + 1) }
    for c in names.indices { table.refuseUnknown(c + 1) }
    for (c, column) in columns.enumerated() {
      for (row, number) in column.enumerated() where (number ?? 0) < 0 || !(number ?? 0).isFinite {
        table.problems.report(
          "out-of-range", table.place(row: row, c + 1), names[c],
          "found \(plainNumber(number ?? 0)), expected 0 or more animals by animal")
      }
    }
    guard table.problems.isEmpty else { throw table.problems.error }
    order = names.map { rows[$0] ?? 0 }
    let entries = Matrix(order.map { row in columns.map { $0[row] ?? 0 } })
    checkSums(names, entries)
    guard table.problems.isEmpty else { throw table.problems.error }
    tellCodes(entries)
    return (names, entries)
  }

  /// What to do with a name that stands in the first row or the first column alone.
  private static func remedy(_ name: String, among others: [String]) -> String {
    if SumRows.isName(name) { return "; delete it, a sum is no stage" }
    if Double(name) != nil { return "; begin with a row and a column of names of stages" }
    let hint = Nearest.hint(name, among: others)
    return hint.isEmpty ? "; name rows and columns alike" : hint
  }

  /// A stage whose row and column are the sums of the others, or that is named so, is none.
  private mutating func checkSums(_ names: [String], _ entries: Matrix<Double>) {
    for (s, name) in names.enumerated() where names.count > 2 {
      let others = names.indices.filter { $0 != s }
      func isSum(_ entry: (Int, Int) -> Double) -> Bool {
        others.contains { entry($0, s) != 0 }
          && others.allSatisfy { r in
            let sum = others.reduce(0.0) { $0 + entry(r, $1) }
            return (entry(r, s) - sum).magnitude <= 1e-9 * max(1, sum.magnitude)
          }
      }
      let equals = isSum { entries[$0, $1] } && isSum { entries[$1, $0] }
      guard equals || SumRows.isName(name) else { continue }
      table.problems.report(
        "sum-row", table.place(s + 1), name,
        (equals ? "the row and the column are the sums of the others" : "\(quoted(name)) is the name of a sum")
          + ", and a stage is animals; delete its row and its column")
    }
  }

  /// Says what looks like a code among the entries, which have one unit.
  private mutating func tellCodes(_ entries: Matrix<Double>) {
    var doubts = DoubtfulNumbers()
    for r in 0..<entries.rowCount {
      for c in 0..<entries.columnCount { doubts.note(entries[r, c], line: place(r, c).line) }
    }
    for doubt in doubts.doubts() {
      table.problems.warn(
        doubt.code, CSVText.Place(line: doubt.line, column: 1), "",
        doubt.message.replacing("leave such cells empty", with: "an entry is animals by animal, and every one is known")
      )
    }
  }

  /// Notes stages of which more than all live on: births probably stand in other rows.
  mutating func warnOfSurvival(_ matrix: ProjectionMatrix) {
    let survival = matrix.survival
    for (c, name) in matrix.stages.enumerated() {
      let sum = matrix.stages.indices.reduce(0) { $0 + survival[$1, c] }
      guard sum > 1 + 1e-9 else { continue }
      table.problems.warn(
        "survival-above-one", table.place(c + 1), name,
        "\(plainNumber((sum * 1e6).rounded() / 1e6)) animals by animal live on; R0 and generation time need the births: name "
          + "their rows with --newborn, or give them with --births")
    }
  }
}
