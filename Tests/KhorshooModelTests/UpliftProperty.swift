import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Case 3: what has no effect changes nothing, not in the last bit.
@Suite struct UpliftProperty {
  private static let silent = Settings(
    uniqueKeysWithValues: World.channels.map { ("policy.channels.\($0)", "false") })

  /// Outcomes of herds and money of households; membership, cooperatives' own accounts and public cost may differ.
  private static let households = [
    "sheepUnits", "deathsHead", "salesHead", "birthsHead", "purchasesHead", "homeUseHead", "forageDeficitShare",
    "herdSheepHead", "herdCattleHead", "quarterCashIncomePerHousehold", "cashPerHousehold", "debtPerHousehold",
    "wagesPerHousehold", "hayCostPerHousehold", "labourDaysPerHousehold", "pastureCondition",
  ]

  private func firstDifference(_ trace: Trace) -> String? {
    let layout = trace.model.layout
    for (place, of) in layout.places.enumerated() where [PlaceLevel.banner, .sumu, .gacha].contains(of.level) {
      for time in layout.quarters.indices {
        for name in Self.households
        where trace.values(name, arm: 0, place: place, time: time)
          != trace.values(name, arm: 1, place: place, time: time)
        {
          return "\(name) in \(of.id), quarter \(time)"
        }
      }
    }
    return nil
  }

  @Test(arguments: ["expected", "stochastic"])
  func everyChannelOff(demography: String) throws {
    // Cooperatives that earn nothing would fail before the end.
    let settings: Settings = ["husbandry.demography": demography, "cooperatives.dissolutionQuarters": "400"]
    let off = World.linkage.merging(Self.silent) { $1 }
    let trace = Trace(
      try World.model([World.lively, World.paid, settings], arms: [World.none, off], years: 4), replicates: 32)
    #expect(firstDifference(trace) == nil)
    // Members exist, so the channels had somebody to reach.
    #expect(trace.values("membershipShare", arm: 1, time: 15).allSatisfy { $0 > 0.2 })
    // Group outcomes of members against the same households in the reference arm.
    let member = trace.model.layout.places.firstIndex { $0.id == "member" }!
    for time in 0..<16 {
      let own = trace.records.map { _ in
        trace.values("quarterCashIncomePerHousehold", arm: 1, place: member, time: time)
      }
      let same = trace.records.map { _ in
        trace.matched("quarterCashIncomePerHousehold", arm: 1, place: member, time: time)
      }
      #expect(own == same)
    }
  }

  /// Cooperatives that fail while all channels are shut leave their members nothing, and cost them nothing.
  @Test func failingCooperatives() throws {
    let off = World.linkage.merging(Self.silent) { $1 }
    let failing: Settings = [
      "cooperatives.fixedCostYuanPerYear": "9000", "cooperatives.dissolutionQuarters": "2",
      "cooperatives.initialReservesYuan": "3000",
    ]
    let grants: Settings = ["policy.cooperatives.grantYuanPerYear": "8000"]
    let trace = Trace(try World.model([World.lively, grants, failing], arms: [World.none, off], years: 6))
    #expect(firstDifference(trace) == nil)
    let dissolved = (0..<24).flatMap { trace.values("cooperativesDissolved", arm: 1, time: $0) }.reduce(0, +)
    #expect(dissolved > 0)
  }

  /// Deliberate fault: each channel alone is seen. Knowledge works through mortality, finance through credit.
  @Test(arguments: World.channels) func aChannelIsSeen(channel: String) throws {
    var one = World.linkage.merging(Self.silent) { $1 }
    one["policy.channels." + channel] = "true"
    // Debt and dzud give finance and risk something to do.
    let settings: Settings = ["dzud.probabilityPerWinter": "0.6", "households.cashYuanPerSheepUnit": "0"]
    let trace = Trace(try World.model([World.lively, World.paid, settings], arms: [World.none, one], years: 4))
    #expect(firstDifference(trace) != nil, "\(channel)")
  }

  /// No cooperatives and no training in either arm, though central households pass on word in one.
  @Test func withoutCooperatives() throws {
    let talk = World.none.merging([
      "policy.centralHouseholds.enabled": "true", "policy.centralHouseholds.training": "0",
      "policy.centralHouseholds.outreach": "3",
    ]) { $1 }
    let trace = Trace(try World.model([World.lively], arms: [World.none, talk], years: 3))
    #expect(firstDifference(trace) == nil)
  }

  /// `none` against `none`: every recorded number, and so every difference and interval, is equal or zero.
  @Test func noneAgainstNone() throws {
    let model = try World.model([World.lively], arms: [World.none, World.none], years: 2)
    let trace = Trace(model)
    #expect(trace.bits(arm: 0) == trace.bits(arm: 1))
    let tables = try MonteCarloRunner(replicates: 40, threads: 2).run(model)
    for cell in model.layout.cells.indices {
      let difference = tables.difference(arm: 1, cell: cell)
      guard difference.replicates > 1 else { continue }
      #expect([difference.difference, difference.ci95Low, difference.ci95High] == [0, 0, 0])
    }
  }

  /// What linkage does is a gain in mean, and differences vary less between replicates than levels do.
  @Test func pairingSavesVariance() throws {
    let trace = Trace(try World.model([World.lively], years: 4), replicates: 64)
    let none = trace.values("incomePerHousehold", arm: 0, time: 15)
    let linked = trace.values("incomePerHousehold", arm: 1, time: 15)
    func variance(_ x: [Double]) -> Double {
      let mean = x.reduce(0, +) / Double(x.count)
      return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count - 1)
    }
    let difference = zip(linked, none).map { $0 - $1 }
    #expect(variance(difference) < variance(none) + variance(linked))
    #expect(difference.reduce(0, +) > 0)
  }
}
