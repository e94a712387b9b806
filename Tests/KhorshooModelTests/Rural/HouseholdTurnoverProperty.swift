import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// What holds whoever leaves and comes.
@Suite struct HouseholdTurnoverProperty {
  @Test(arguments: ["expected", "stochastic"]) func ledgersCloseAndMembersHerd(_ demography: String) throws {
    let model = try World.model(
      [World.lively, World.restlessHouseholds, ["husbandry.demography": demography]],
      arms: [World.none, World.linkage],
      years: 8)
    let trace = Trace(model)
    for (ledger, definition) in model.ledgers.enumerated() {
      #expect(trace.residual(ledger) <= definition.tolerance, "\(definition.name)")
    }
    let left = trace.values("leftShare", arm: 1, time: 31)
    #expect(left.contains { $0 > 0 } && left.allSatisfy { $0 < 0.9 })
    let step = Stepper(model, arm: 1)
    var (settled, members) = (0, 0)
    var before = [Double](repeating: 0, count: model.banner.places.householdCount)
    for time in 0..<32 {
      step.quarter(time) { name, gacha in
        guard name == "Admission" else { return }
        for h in model.banner.places.gacha[gacha].households {
          let (gone, member) = (step.context.state.hasLeft[h], step.context.state.isMember[h])
          #expect(numbers(gone * member).allSatisfy { $0 == 0 }, "who left is no member")
          members += numbers(member).filter { $0 > 0 }.count
        }
      }
      for h in before.indices {
        let now = Double(step.context.state.hasLeft[h][0])
        if before[h] == 1, now == 0 { settled += 1 }
        before[h] = now
      }
    }
    #expect(settled > 3 && members > 0, "places are taken over")
  }

  /// Without it no rate of it matters, and nobody leaves.
  @Test func switchedOff() throws {
    let rates: Settings = [
      "turnover.leavingPerYear": "0.2", "turnover.ageYearsMean": "70", "turnover.townWorkShare": "1",
    ]
    let trace = Trace(
      try World.model(
        [World.lively, ["turnover.enabled": "false"]], arms: [World.linkage, World.linkage.merging(rates) { $1 }]))
    #expect(trace.bits(arm: 0) == trace.bits(arm: 1))
    #expect(trace.values("leftShare", arm: 0, time: 11).allSatisfy { $0 == 0 })
  }

  /// Rates as they were set: 60 households x 320 replicates in the first autumn, five standard errors.
  @Test func leavingRate() throws {
    let settings: Settings = [
      "turnover.enabled": "true", "turnover.leavingPerYear": "0.05", "turnover.leavingPoorRatio": "1",
      "turnover.ageYearsMean": "40", "turnover.ageYearsSd": "0",
    ]
    let model = try World.model([settings], arms: [World.none], years: 1)
    let count = Double(model.banner.places.householdCount * 320)
    var left = 0.0
    for first in stride(from: 0, to: 320, by: laneCount) {
      let step = Stepper(model, firstReplicate: first)
      for time in 0..<3 { step.quarter(time) }
      for h in 0..<model.banner.places.householdCount { left += numbers(step.context.state.hasLeft[h]).reduce(0, +) }
    }
    #expect(abs(left / count - 0.05) < 5 * (0.05 * 0.95 / count).squareRoot())
  }
}
