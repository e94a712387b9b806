import KhorshooModel
import KhorshooNumerics
import KhorshooText

/// Accounts beside the money: jobs, water, emissions, in units of their own, by account of production.
///
/// With c = amount / output of an account, c times the inverse of I - A is what a unit of final demand needs of it in all. What
/// each category of final demand needs is its footprint; footprints sum to the amounts of the table.
/// - Source: Miller and Blair 2009, sections 6.2.2 (employment), 9.2 and 10.3; footprints: Leontief 1970, doi:10.2307/1926294.
/// - Proof: `SatelliteEffectsAnalytic`, `SatelliteEffectsGolden` (NumPy).
public struct SatelliteEffects: Sendable, Equatable {
  /// One satellite and account.
  public struct Row: Sendable, Equatable {
    /// Index of the satellite in ``names``, and of the account in ``AccountingMatrix/accounts``.
    public let satellite, account: Int
    /// A unit of output, in its own production.
    public let direct: Double
    /// In all, for a unit of outside demand: production answers; households answer too (nil where none can).
    public let typeOne: Double
    /// With households.
    public let typeTwo: Double?
  }

  /// What a category of demand that does not answer needs of a satellite in all.
  public struct Footprint: Sendable, Equatable {
    /// Index of the satellite in ``names``.
    public let satellite: Int
    /// Index of the account of final demand in ``AccountingMatrix/accounts``.
    public let account: Int
    /// In the unit of the satellite.
    public let amount: Double
  }

  /// Names, as in the file.
  public let names: [String]
  /// Satellite by satellite, account by account.
  public let rows: [Row]
  /// Satellite by satellite, all that is no production; households among them.
  public let footprints: [Footprint]

  /// - Parameter amounts: of each satellite by account of the table; accounts that are no production count nothing.
  public init(_ analysis: InputOutputAnalysis, names: [String], amounts: [[Double]]) {
    self.names = names
    let (table, one) = (analysis.table, analysis.typeOne)
    let paid = table.paid
    var (rows, footprints) = ([Row](), [Footprint]())
    for (k, satellite) in amounts.enumerated() {
      let direct = one.accounts.map { satellite[$0] / paid[$0] }
      let needed = one.accounts.indices.map { c in
        one.accounts.indices.reduce(0) { $0 + direct[$1] * one.matrix[$1, c] }
      }
      for (c, account) in one.accounts.enumerated() {
        let two = analysis.typeTwo.flatMap { inverse -> Double? in
          guard let column = inverse.accounts.firstIndex(of: account) else { return nil }
          return inverse.accounts.indices.reduce(0) { sum, r in
            guard let place = one.accounts.firstIndex(of: inverse.accounts[r]) else { return sum }
            return sum + direct[place] * inverse.matrix[r, column]
          }
        }
        rows.append(Row(satellite: k, account: account, direct: direct[c], typeOne: needed[c], typeTwo: two))
      }
      for (a, account) in table.accounts.enumerated() where account.kind != .production && account.hasColumn {
        let amount = one.accounts.enumerated().reduce(0) { $0 + needed[$1.offset] * table.flows[$1.element, a] }
        footprints.append(Footprint(satellite: k, account: a, amount: amount))
      }
    }
    (self.rows, self.footprints) = (rows, footprints)
  }
}

extension InputOutputAnalysis {
  /// Reads a table of satellites: names in the first column, amounts below the names of accounts of production, and what is doubtful
  /// in it.
  ///
  /// - Parameter isStrict: whether what is doubtful is an error.
  /// - Throws: `UserError` 65 with everything that is wrong (`unknown-account`, `negative-flow` ...), 66 without the file.
  package func satellites(
    path: String, mark: DecimalMark, isStrict: Bool = false
  ) throws(UserError) -> (effects: SatelliteEffects, warnings: [Diagnostic]) {
    var file = try PlainTable(path: path, mark: mark)
    let columns = try production(Array(file.names.dropFirst()), &file) { file, place in file.place(place + 1) }
    var amounts = [[Double]](
      repeating: [Double](repeating: 0, count: table.accounts.count), count: file.rows.count)
    for (place, account) in columns.enumerated() {
      for (row, number) in file.numbers(place + 1).enumerated() { amounts[row][account] = number ?? 0 }
      file.refuseUnknown(place + 1)
    }
    doubt(&file, columns, amounts)
    let names = file.rows.indices.map { file.text(row: $0, 0) }
    for (row, name) in names.enumerated() where name.isEmpty || names[..<row].contains(name) {
      file.problems.report(
        name.isEmpty ? "missing-value" : "duplicate-name", file.place(row: row, 0), name,
        name.isEmpty ? "the row has no name; name the satellite" : "a row of that name stands above; rename one")
    }
    guard file.problems.isEmpty else { throw file.problems.error }
    let warnings = try file.warnings(isStrict: isStrict)
    return (SatelliteEffects(self, names: names, amounts: amounts), warnings)
  }

  /// Says of accounts without amounts, and of what looks like a code in a satellite, which has one unit.
  private func doubt(_ file: inout PlainTable, _ columns: [Int], _ amounts: [[Double]]) {
    for account in typeOne.accounts where !columns.contains(account) {
      file.problems.warn(
        "missing-column", file.place(0), table.accounts[account].name,
        "there are no amounts of this account, which counts as without any; add its column, with 0 for none")
    }
    for (row, values) in amounts.enumerated() {
      var doubts = DoubtfulNumbers()
      for account in columns { doubts.note(values[account], line: file.rows[row].line) }
      for doubt in doubts.doubts() {
        file.problems.warn(
          doubt.code, CSVText.Place(line: doubt.line, column: 1), file.text(row: row, 0),
          doubt.message.replacing("leave such cells empty", with: "write the amounts, or leave the satellite out"))
      }
    }
  }

  /// Reads what is given of accounts: columns `account`, and `demand` or `output` of each; and what is doubtful in it.
  ///
  /// - Parameter isStrict: whether what is doubtful is an error.
  /// - Throws: `UserError` 65 with everything that is wrong, 66 without the file.
  package func given(
    path: String, mark: DecimalMark, isStrict: Bool = false
  ) throws(UserError) -> (given: [Int: DemandAnswer.Given], warnings: [Diagnostic]) {
    var file = try PlainTable(path: path, mark: mark)
    guard let names = file.column("account") else { throw file.problems.error }
    let numbers = ["demand", "output"].map { name in file.names.firstIndex(of: name).map { file.doubtedNumbers($0) } }
    guard numbers.contains(where: { $0 != nil }) else {
      file.problems.report("missing-column", file.place(0), "demand", "expected a column demand, output or both")
      throw file.problems.error
    }
    let accounts = try answering(file.rows.indices.map { file.text(row: $0, names) }, &file) { file, row in
      file.place(row: row, names)
    }
    var given: [Int: DemandAnswer.Given] = [:]
    for (row, account) in accounts.enumerated() {
      let (demand, output) = (numbers[0].flatMap { $0[row] }, numbers[1].flatMap { $0[row] })
      if given[account] != nil {
        file.problems.report(
          "duplicate-name", file.place(row: row, names), table.accounts[account].name,
          "the account stands above; keep one")
      }
      switch (demand, output) {
      case (let demand?, nil): given[account] = .demand(demand)
      case (nil, let output?): given[account] = .output(output)
      default:
        file.problems.report(
          "missing-value", file.place(row: row, names), table.accounts[account].name,
          "found \(demand == nil ? "neither" : "both"), expected a demand or an output")
      }
    }
    guard file.problems.isEmpty else { throw file.problems.error }
    return (given, try file.warnings(isStrict: isStrict))
  }

  private func production(
    _ names: [String], _ file: inout PlainTable, place: (PlainTable, Int) -> CSVText.Place
  ) throws(UserError) -> [Int] {
    try found(names, among: typeOne.accounts, &file, place)
  }

  private func answering(
    _ names: [String], _ file: inout PlainTable, place: (PlainTable, Int) -> CSVText.Place
  ) throws(UserError) -> [Int] {
    try found(names, among: (typeTwo ?? typeOne).accounts, &file, place)
  }

  /// Accounts of these names.
  private func found(
    _ names: [String], among accounts: [Int], _ file: inout PlainTable, _ place: (PlainTable, Int) -> CSVText.Place
  ) throws(UserError) -> [Int] {
    let known = accounts.map { table.accounts[$0].name }
    var found: [Int] = []
    for (k, name) in names.enumerated() {
      if let index = known.firstIndex(of: name) {
        found.append(accounts[index])
      } else {
        file.problems.report(
          "unknown-account", place(file, k), name,
          "found \(quoted(name)), expected an account of the table that answers" + Nearest.hint(name, among: known))
      }
    }
    guard file.problems.isEmpty else { throw file.problems.error }
    return found
  }
}
