import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Appointing central households makes no land, no animals, no people and no money: the banner has the same bytes of each at the
/// start for any number of offices and any rule by which grids are drawn.
@Suite struct SelectionTotalsProperty {
  private static let place: Settings = [
    "places.sumuCount": "3", "places.pastoralSumuCount": "3", "places.gachaCount": "12",
    "places.householdCount": "1800", "places.partyMemberCount": "700", "places.gridHouseholdsMin": "1",
    "places.rosterGridCount": "109", "past.years": "0",
  ]

  /// Pasture, persons, head and money on the first morning, summed in the order of the roster, as bits.
  private func totals(grids: Int, rule: String, arm: Settings = World.linkage) throws -> [UInt64] {
    let settings = [
      World.small, World.paid, Self.place, ["places.gridCount": "\(grids)", "places.gridRule": rule],
    ]
    let values = World.values(settings + [arm])
    let banner = try Banner(
      values: values, speciesNames: World.species, namedSumu: [], namedGacha: [], seed: 2020)
    let model = try LinkageModel(
      banner: banner, values: values, arms: [Arm(name: "arm", label: "", labelChinese: "", values: values)],
      referenceArm: 0, start: Quarter(year: 2020, number: 1), years: 1, seed: 2020,
      isRecorded: { outcome, place, _ in place.level == .banner && outcome.name == "sheepUnits" })
    let stepper = Stepper(model)
    let (state, households, classes) = (stepper.context.state, banner.households, stepper.classCount)
    #expect(banner.places.grids.count == grids)
    let order = households.rosterNumber.indices.sorted { households.rosterNumber[$0] < households.rosterNumber[$1] }
    func total(_ amount: (Int) -> Double) -> UInt64 { order.reduce(0.0) { $0 + amount($1) }.bitPattern }
    return [
      total { Double(households.pastureMu[$0]) }, total { Double(households.persons[$0]) },
      total { h in (0..<classes).reduce(0.0) { $0 + Double(state.herd[h * classes + $1][0]) } },
      total { Double(state.cashYuan[$0][0] - state.debtYuan[$0][0]) },
    ]
  }

  @Test(arguments: ["sized", "balanced", "ties"]) func sameBytes(rule: String) throws {
    let first = try totals(grids: 109, rule: "sized")
    for grids in [20, 60, 109, 150, 500] {
      #expect(try totals(grids: grids, rule: rule) == first, "\(grids) grids, \(rule)")
    }
    #expect(try totals(grids: 60, rule: rule, arm: World.none) == first, "without linkage")
  }
}
