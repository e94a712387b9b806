import KhorshooEngine
import KhorshooModel
import KhorshooReports

/// The map of services in the last year for which a scenario records it; empty when it records none.
func coverageRows(_ tables: some RunTables, _ model: LinkageModel) -> [CoverageTable.Row] {
  let layout = tables.layout
  guard let coverage = layout.outcomes.firstIndex(where: { $0.name == "serviceCoverageYear" }) else { return [] }
  let trust = layout.outcomes.firstIndex { $0.name == "serviceTrust" }
  let placeOfGrid = layout.places.indices.filter { layout.places[$0].level == .grid }
  let place = Dictionary(uniqueKeysWithValues: placeOfGrid.map { (layout.places[$0].id, $0) })
  let recorded = layout.quarters.indices.last { time in
    placeOfGrid.contains { layout.cell(outcome: coverage, place: $0, time: time) != nil }
  }
  guard let time = recorded else { return [] }
  return tables.arms.indices.flatMap { arm -> [CoverageTable.Row] in
    let banner = model.banner(ofArm: arm)
    let households = banner.households
    return banner.places.grids.compactMap { grid -> CoverageTable.Row? in
      guard let place = place[grid.id], let cell = layout.cell(outcome: coverage, place: place, time: time) else {
        return nil
      }
      let distances = grid.households.map { Double(households.distanceKm[$0]) }
      let summary = tables.summary(arm: arm, cell: cell)
      let trustCell = trust.flatMap { layout.cell(outcome: $0, place: place, time: time) }
      return CoverageTable.Row(
        arm: tables.arms[arm], gridID: grid.id, year: layout.quarters[time].year,
        xKm: households.xKm[grid.centralHousehold], yKm: households.yKm[grid.centralHousehold],
        households: grid.households.count, meanKm: distances.reduce(0, +) / Double(distances.count),
        farthestKm: distances.max() ?? 0, coverage: summary.mean,
        mcse: summary.replicates > 1 ? summary.mcse : .nan,
        trust: trustCell.map { tables.summary(arm: arm, cell: $0).mean } ?? .nan)
    }
  }
}
