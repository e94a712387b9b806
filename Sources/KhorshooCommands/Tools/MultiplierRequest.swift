import KhorshooInputs
import KhorshooText

/// `khorshoo multiplier`: multipliers and linkages of the user's own accounting matrix.
package struct MultiplierRequest: Request {
  package var table: String
  package var exogenous: String?
  package var households: String?
  package var valueAdded: String?
  package var tolerance: Double
  package var show: Part
  package var satellites: String?
  package var demand: String?
  package var paths: String?
  package var balance: Bool
  package var only: String?
  package var dialect: TableDialect
  package var output: TableOutput

  package init(
    table: String, exogenous: String? = nil, households: String? = nil, valueAdded: String? = nil,
    tolerance: Double = AccountingTable.standardTolerance, show: Part = .effects, satellites: String? = nil,
    demand: String? = nil, paths: String? = nil, balance: Bool = false, only: String? = nil,
    dialect: TableDialect = TableDialect(), output: TableOutput
  ) {
    self.table = table
    self.exogenous = exogenous
    self.households = households
    self.valueAdded = valueAdded
    self.tolerance = tolerance
    self.show = show
    self.satellites = satellites
    self.demand = demand
    self.paths = paths
    self.balance = balance
    self.only = only
    self.dialect = dialect
    self.output = output
  }

  /// What is printed.
  package enum Part: String, CaseIterable, Sendable {
    case effects, inverse, ghosh, decomposition, regions, table
  }

  package func check() throws(InvalidArgument) {
    guard (0...0.1).contains(tolerance) else {
      throw InvalidArgument("--tolerance: found \(tolerance), expected 0 to 0.1.")
    }
    for part in Self.names(only) where part.split(separator: "=").count != 2 {
      throw InvalidArgument("--only: found \(quoted(part)), expected column=value, such as geo=AT.")
    }
    let asked = [satellites != nil, demand != nil, paths != nil, show != .effects].count { $0 }
    guard asked <= 1 else { throw InvalidArgument("Name one of --satellites, --demand, --paths and --show.") }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let marks = AccountMarks(
      households: Self.names(households), valueAdded: Self.names(valueAdded), exogenous: Self.names(exogenous),
      only: Dictionary(
        Self.names(only).map { $0.split(separator: "=").map(String.init) }.map { ($0[0], $0[1]) },
        uniquingKeysWith: { $1 }))
    let reading = try AccountingTable.reading(
      path: table, marks: marks, tolerance: tolerance, isStrict: dialect.strict, mark: dialect.mark,
      balances: balance)
    session.warn(reading.warnings)
    let report: any HerdReport =
      try answer(reading, session)
      ?? MultiplierReport(
        path: table, analysis: reading.analysis, balance: balanceFacts(reading.analysis.table, reading.balanced))
    let text =
      switch output.chosenFormat {
      case .table: report.text(output.language)
      case .csv: report.table.csv
      case .json: report.json
      }
    return try output.write(text, computedFrom: table)
  }

  /// Names between commas.
  static func names(_ list: String?) -> [String] {
    (list ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}
