import KhorshooModel
import KhorshooText

/// Writes a roster as the tables that ``RosterReader`` reads; numbers so that they read back the same.
///
/// - Proof: `RosterRoundTripProperty`.
public struct RosterWriter {
  private let roster: Roster

  /// A roster whose grids have names that are each once.
  public init(_ roster: Roster) { self.roster = roster }

  /// The tables that the roster has, with the names of their files.
  public var tables: [(name: String, text: String)] {
    var tables = [("households.csv", households)]
    if let ties { tables.append(("ties.csv", ties)) }
    if let grids { tables.append(("grids.csv", grids)) }
    if let cooperatives { tables.append(("cooperatives.csv", cooperatives)) }
    return tables
  }

  private var households: String {
    var columns: [(name: String, cell: (Int) -> String)] = [("id", { cell(roster.ids[$0]) })]
    for (name, units) in [("sumu", roster.sumu), ("gacha", roster.gacha), ("grid", roster.grid)] {
      if let units { columns.append((name, { units.index[$0] < 0 ? "" : cell(units.names[units.index[$0]]) })) }
    }
    for trait in RosterTrait.allCases {
      guard let column = roster.numbers[trait] else { continue }
      if case .flag = trait.kind {
        columns.append((trait.rawValue, { column[$0].isNaN ? "" : column[$0] == 1 ? "true" : "false" }))
      } else {
        columns.append((trait.rawValue, { number(column[$0]) }))
      }
    }
    for (species, column) in roster.headBySpecies.sorted(by: { $0.key < $1.key }) {
      columns.append((species + HouseholdRows.headSuffix, { number(column[$0]) }))
    }
    if let joined = roster.joined { columns.append(("joined", { period(joined[$0]) })) }
    for extra in roster.extra { columns.append((cell(extra.name), { cell(extra.cells[$0]) })) }
    return text(columns.map(\.name), rows: roster.count) { row in columns.map { $0.cell(row) } }
  }

  private var ties: String? {
    roster.ties.map { ties in
      let hasWeight = ties.weight.contains { $0 != 1 }
      let (hasSince, hasUntil) = (ties.since.contains { $0 > .min }, ties.until.contains { $0 < .max })
      let header =
        ["source", "target", "layer"] + (hasWeight ? ["weight"] : []) + (hasSince ? ["since"] : [])
        + (hasUntil ? ["until"] : [])
      return text(header, rows: ties.count) { k in
        [
          cell(roster.ids[Int(ties.source[k])]), cell(roster.ids[Int(ties.target[k])]),
          cell(ties.layers[Int(ties.layer[k])]),
        ] + (hasWeight ? [number(Double(ties.weight[k]))] : [])
          + (hasSince ? [ties.since[k] == .min ? "" : period(ties.since[k])] : [])
          + (hasUntil ? [ties.until[k] == .max ? "" : period(ties.until[k])] : [])
      }
    }
  }

  private var grids: String? {
    guard let rows = roster.grids, let grid = roster.grid else { return nil }
    return text(["grid", "central"], rows: rows.count) { k in
      [cell(grid.names[rows[k].grid]), rows[k].central.map { cell(roster.ids[$0]) } ?? ""]
    }
  }

  private var cooperatives: String? {
    guard let rows = roster.cooperatives else { return nil }
    return text(["id", "gacha", "grid", "mode", "product", "isShell"], rows: rows.count) { k in
      let row = rows[k]
      return [
        cell(row.id), roster.gacha.map { cell($0.names[row.gacha]) } ?? "",
        row.grid.flatMap { grid in roster.grid.map { cell($0.names[grid]) } } ?? "", row.mode?.rawValue ?? "",
        row.product ?? "", row.isShell.map { "\($0)" } ?? "",
      ]
    }
  }

  private func text(_ header: [String], rows: Int, _ cells: (Int) -> [String]) -> String {
    var text = header.joined(separator: ",") + "\n"
    for row in 0..<rows { text += cells(row).joined(separator: ",") + "\n" }
    return text
  }

  /// As it was read: a table that is read back keeps what a spreadsheet would take for a formula.
  private func cell(_ text: String) -> String { CSVCells.cell(text, neutralised: false) }

  /// The shortest digits that read back as the number; those of single precision where it holds it.
  private func number(_ value: Double) -> String {
    if value.isNaN { return "" }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    return Double(Float(value)) == value ? "\(Float(value))" : "\(value)"
  }

  private func period(_ value: Int32?) -> String {
    guard let value else { return "" }
    guard roster.calendar == .quarters else { return "\(value)" }
    let year = String(repeating: "0", count: max(0, 4 - "\(value / 4)".count)) + "\(value / 4)"
    return "\(year)Q\(value % 4 + 1)"
  }
}
