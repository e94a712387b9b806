/// What an arm works with within a quarter, and needs no more at its end: arms that go through a quarter one after the other
/// share one, those that go side by side have one each.
final class QuarterScratch {
  let flows: QuarterFlows
  let cooperatives: CooperativeQuarter
  /// One for each division into grids.
  let services: [ServiceQuarter]
  /// Sums over places, one for each division into grids.
  let places: [PlaceRecorder]
  /// Sums over groups, one for each division into grids.
  let groups: [GroupRecorder]
  let comparisons: ComparisonRecorder

  init(_ divisions: [Banner], _ outcomes: ModelOutcomes, _ households: HouseholdGroups) {
    let banner = divisions[0]
    flows = QuarterFlows(
      maximumHouseholds: banner.places.gacha.map(\.households.count).max() ?? 0,
      speciesCount: banner.table.species.count, classCount: banner.table.classes.count)
    cooperatives = CooperativeQuarter(count: banner.places.cooperatives.count)
    services = divisions.map { ServiceQuarter(grids: $0.places.grids.count) }
    places = zip(divisions, divisions.gridNumbers).map { PlaceRecorder($0, division: $1, outcomes: outcomes) }
    groups = divisions.map { GroupRecorder($0, groups: households.inGrids(of: $0), outcomes: outcomes) }
    comparisons = ComparisonRecorder(banner)
  }
}
