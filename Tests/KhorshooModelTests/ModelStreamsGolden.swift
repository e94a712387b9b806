import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct ModelStreamsGolden {
  /// Numbers are never changed and never reused: a change here changes every result.
  private let frozen = [
    "population 1 placeSizes", "population 2 coordinates", "population 3 householdTraits", "population 4 herdMix",
    "population 5 standing", "population 6 cooperatives", "population 7 initialMembership", "population 8 gachaYield",
    "network 1 kin", "network 2 business", "network 3 missingTies", "dynamics 1 forage", "dynamics 2 dzud",
    "dynamics 3 prices",
    "dynamics 4 membership", "dynamics 5 births", "dynamics 6 deaths", "dynamics 7 wholeAnimals", "dynamics 8 ageing",
    "dynamics 9 householdLuck", "dynamics 10 priceHistory", "dynamics 11 channelOrder", "population 10 candidates",
    "population 11 rolloutLot",
    "dynamics 16 appraisal", "dynamics 17 succession", "dynamics 20 serviceRequests", "dynamics 21 serviceWork",
    "dynamics 22 serviceOutcomes", "dynamics 30 dibao", "dynamics 31 rental", "dynamics 32 turnover",
    "dynamics 33 splitting",
  ]

  @Test func table() {
    #expect(ModelStreams.all.list.map { "\($0.root) \($0.number) \($0.name)" } == frozen)
  }

  @Test func unique() {
    #expect(Set(ModelStreams.all.list.map { "\($0.root) \($0.number)" }).count == ModelStreams.all.list.count)
    #expect(Set(ModelStreams.all.list.map(\.name)).count == ModelStreams.all.list.count)
  }

  /// Processes do not share draws, though entity, quarter and index are the same.
  @Test func independent() {
    let random = LaneRandom(seed: 2020, firstReplicate: 0)
    let dynamics = ModelStreams.all.list.filter { $0.root == .dynamics }
    let draws = dynamics.map { random.uniform($0, entity: 1, quarter: 2, index: 3)[5] }
    #expect(Set(draws).count == dynamics.count)
  }
}
