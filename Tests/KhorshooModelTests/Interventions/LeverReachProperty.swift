import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// Four gacha in two sumu, with scarce services, members and a cooperative in each gacha.
enum TwoSumu {
  static let places: Settings = [
    "places.sumuCount": "2", "places.pastoralSumuCount": "2", "places.gachaCount": "4", "places.cooperativeCount": "8",
    "institution.services.hoursPerQuarter": "10", "institution.services.sumuHoursPerQuarter": "2",
  ]
  static let gacha = ["gacha-01", "gacha-02", "gacha-03", "gacha-04"]
  static let sumu = ["sumu-01", "sumu-02"]

  /// The first recorded number that differs between two arms, among cells that are asked for.
  static func difference(_ trace: Trace, _ a: Int, _ b: Int, where isAsked: (RecordLayout.Cell) -> Bool) -> String? {
    let layout = trace.model.layout
    for (index, cell) in layout.cells.enumerated() where isAsked(cell) {
      guard trace.lanes(arm: a, cell: index) != trace.lanes(arm: b, cell: index) else { continue }
      let place = layout.places[cell.place]
      return "\(layout.outcomes[cell.outcome].name) in \(place.level) \(place.id), quarter \(cell.time)"
    }
    return nil
  }
}

/// The table of levers that can change within a run, held against runs.
@Suite struct LeverReachProperty {
  /// A lever, a value that makes a difference, and what else the difference needs.
  struct Lever: CustomTestStringConvertible, Sendable {
    let key, value: String
    var settings: Settings = [:]
    var testDescription: String { key }
  }

  private static let refounding: Settings = [
    "cooperatives.foundShare": "1", "cooperatives.leadShare": "0", "cooperatives.fixedCostYuanPerYear": "60000",
    "cooperatives.initialReservesYuan": "0", "cooperatives.dissolutionQuarters": "1",
    "cooperatives.refoundingQuarters": "1", "diffusion.utilityIntercept": "9", "households.farmerShare": "1",
    "policy.cooperatives.grantYuanPerYear": "0",
  ]
  private static let poor: Settings = [
    "policy.dibao.lineYuanPerPersonYear": "20000", "income.dibaoHerdSheepUnitsPerPerson": "1000",
  ]
  private static let enforced: Settings = [
    "policy.grassland.balanceEnforced": "true", "policy.grassland.capRatio": "0.2",
  ]

  static let levers =
    [
      Lever(key: "policy.cooperatives.patronageShare", value: "1"),
      Lever(key: "policy.cooperatives.grantYuanPerYear", value: "90000"),
      Lever(key: "policy.cooperatives.foundingGrantYuan", value: "90000", settings: refounding),
      Lever(key: "policy.cooperatives.supportYuanPerYear", value: "9000"),
      Lever(key: "policy.cooperatives.finishingShare", value: "1"),
      Lever(key: "policy.cooperatives.promptPayment", value: "1"),
      Lever(key: "policy.cooperatives.audit", value: "1"),
      Lever(
        key: "policy.cooperatives.rentalService", value: "1", settings: ["rental.participationShare": "0.2"]),
      Lever(key: "policy.cooperatives.jointUseShare", value: "1", settings: ["forage.jointUseGain": "0.3"]),
      Lever(key: "policy.centralHouseholds.outreach", value: "5"),
      Lever(key: "policy.centralHouseholds.training", value: "5"),
      Lever(key: "policy.centralHouseholds.reviewShare", value: "1"),
      Lever(key: "policy.centralHouseholds.replacementProbability", value: "1"),
      Lever(key: "policy.centralHouseholds.payYuanPerYear", value: "9000"),
      Lever(key: "policy.centralHouseholds.bonusShare", value: "1", settings: World.paid),
      Lever(key: "policy.centralHouseholds.slackSeasonShare", value: "1"),
      Lever(key: "policy.centralHouseholds.bannerCoursesPerYear", value: "20"),
      Lever(key: "policy.centralHouseholds.sumuCoursesPerYear", value: "20"),
      Lever(key: "policy.centralHouseholds.gachaMeetingsPerYear", value: "60"),
      Lever(key: "policy.centralHouseholds.testsPerYear", value: "20"),
      Lever(key: "policy.centralHouseholds.kit", value: "0"),
      Lever(key: "policy.centralHouseholds.materials", value: "10"),
      Lever(
        key: "policy.centralHouseholds.videoHouseholds", value: "3",
        settings: ["policy.centralHouseholds.videoHouseholds": "1"]),
      Lever(key: "policy.centralHouseholds.services.effort", value: "0"),
      Lever(key: "policy.centralHouseholds.services.sumuEffort", value: "0"),
      Lever(key: "policy.centralHouseholds.services.lastMile", value: "1"),
      Lever(key: "policy.centralHouseholds.services.remoteShare", value: "1"),
      Lever(key: "policy.broadcastPerQuarter", value: "2"),
      Lever(key: "policy.grassland.rewardYuanPerMu", value: "50"),
      Lever(key: "policy.grassland.balanceEnforced", value: "true", settings: ["policy.grassland.capRatio": "0.2"]),
      Lever(key: "policy.grassland.capRatio", value: "0.1", settings: enforced),
      Lever(key: "policy.grassland.rentalAllowed", value: "false"),
      Lever(key: "policy.dibao.enabled", value: "false", settings: poor),
      Lever(key: "policy.dibao.lineYuanPerPersonYear", value: "40000", settings: poor),
      Lever(key: "policy.dibao.takeUpShare", value: "1", settings: poor),
      Lever(key: "policy.grassland.compliance", value: "1", settings: enforced),
    ]
    + World.channels.map {
      Lever(key: "policy.channels.\($0)", value: "false", settings: $0 == "office" ? World.paid : [:])
    }
    + World.ways.map {
      Lever(key: "policy.channels.\($0)", value: "false", settings: $0 == "example" ? refounding : [:])
    }

  /// Levers that are read once: who works, and so who is a member or has heard of the cooperative at the start.
  private static let fixed = [
    "policy.cooperatives.enabled", "policy.centralHouseholds.enabled", "policy.centralHouseholds.services.enabled",
  ]

  @Test func everyLeverCanChangeOrIsFixed() {
    let keys = World.ledger.parameters.map(\.key).filter { $0.hasPrefix("policy.") }
    #expect(keys.filter { LeverReach(of: $0) == nil } == Self.fixed)
    #expect(Set(Self.levers.map(\.key)) == Set(keys).subtracting(Self.fixed), "each lever is tried below")
    // Deliberate fault.
    #expect(LeverReach(of: "market.hayYuanPerKg") == nil)
  }

  /// From the sixth quarter on; in all places named, which is everywhere; in one place.
  @Test(arguments: levers) func itChangesARunFromItsDateInItsPlaces(_ lever: Lever) throws {
    let from = 5
    let reach = try #require(LeverReach(of: lever.key))
    let all = reach == .sumu ? TwoSumu.sumu : TwoSumu.gacha
    let changes: [[Intervention]] =
      [[], [World.change(lever.key, lever.value, from: from)]]
      + (reach == .banner
        ? [] : [all, [all[0]]].map { [World.change(lever.key, lever.value, from: from, in: $0)] })
    let trace = Trace(
      try World.model(
        [World.lively, TwoSumu.places, lever.settings], arms: changes.map { _ in World.linkage }, interventions: changes
      ))
    for arm in 1..<changes.count {
      #expect(TwoSumu.difference(trace, 0, arm) { $0.time < from } == nil)
      #expect(TwoSumu.difference(trace, 0, arm) { $0.time >= from } != nil, "it makes no difference")
    }
    for (ledger, definition) in trace.model.ledgers.enumerated() {
      #expect(trace.residual(ledger) <= definition.tolerance, "\(definition.name)")
    }
    guard changes.count > 2 else { return }
    #expect(trace.bits(arm: 1) == trace.bits(arm: 2), "everywhere and in all places differ")
    // In the quarter of the date nothing has spread yet, and what happens there happens in the place named; but at its end
    // all central households of the banner are ranked, and who is replaced elsewhere has a successor.
    let layout = trace.model.layout
    let outside = Set(TwoSumu.gacha.dropFirst(reach == .sumu ? 2 : 1) + ["sumu-02"])
    let isOutside = { (cell: RecordLayout.Cell) in
      let place = layout.places[cell.place]
      guard !layout.outcomes[cell.outcome].name.hasPrefix("central") else { return false }
      return outside.contains { place.id == $0 || (place.level == .grid && place.id.hasPrefix($0 + "-")) }
    }
    #expect(TwoSumu.difference(trace, 0, 3) { $0.time <= from && isOutside($0) } == nil)
    #expect(TwoSumu.difference(trace, 1, 3) { isOutside($0) } != nil, "the other places are changed too")
  }
}
