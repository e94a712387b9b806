import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

extension World {
  /// Heads age, hand over, retire and leave, and young couples set up households, all of it often.
  static let restlessHouseholds: Settings = [
    "turnover.enabled": "true", "turnover.leavingPerYear": "0.1", "turnover.retiringPerYear": "0.4",
    "turnover.successionShare": "0.4", "turnover.splittingPerYear": "0.3",
  ]
}

/// Section 5.3: a household that leaves.
@Suite struct HouseholdExitAnalytic {
  @Test func itSellsTheHerdLetsThePastureAndWorksInTown() throws {
    let settings: Settings = [
      "turnover.enabled": "true", "turnover.leavingPerYear": "1", "turnover.leavingPoorRatio": "1",
      "turnover.splittingPerYear": "0", "rental.participationShare": "1", "policy.dibao.enabled": "false",
    ]
    let model = try World.model([World.calm, settings], arms: [World.none], years: 2)
    let values = World.values([World.small, World.calm, settings])
    let step = Stepper(model)
    let (state, flows, banner) = (step.context.state, step.context.flows, model.banner)
    let h = banner.places.gacha[0].households.lowerBound
    let classes = step.classCount
    for time in 0..<4 {
      var (herd, sales): ([Double], Double) = ([], 0)
      step.quarter(time) { name, gacha in
        guard gacha == 0 else { return }
        if time < 3 {
          // Only the first household is not yet of retiring age; the others hold still.
          for other in banner.places.gacha[0].households {
            state.headAge[other] = Lanes(repeating: other == h ? 40 : 59)
          }
        }
        switch (name, time) {
        case ("LoanRecall", 2):
          herd = (0..<classes).map { Double(state.herd[h * classes + $0][1]) }
          sales = Double(flows.salesYuan[0][1])
          #expect(herd.reduce(0, +) > 0)
        case ("HouseholdExit", 2):
          #expect(numbers(state.hasLeft[h]) == [Double](repeating: 1, count: laneCount))
          for k in 0..<classes { #expect(state.herd[h * classes + k][1] == 0) }
          var expected = 0.0
          for (s, species) in banner.table.species.enumerated() {
            let kg = species.classes.reduce(0.0) { $0 + herd[$1] * Double(banner.table.classes[$1].liveWeightKg) }
            expected += kg * Double(step.context.price(s)[1]) * Double(state.priceLuck[h][1])
          }
          #expect(abs(Double(flows.salesYuan[0][1]) - sales - expected) < 1e-4 * expected)
        case ("HouseholdSpending", 3):
          // It earns in town by all of its labour, and keeps no animals.
          let wage = Double(step.context.price(World.species.count + 1)[1])
          let earned =
            Double(banner.households.labour[h]) * values.number("income.workDaysPerQuarter") * wage
            * values.number("turnover.townWorkShare")
          #expect(abs(Double(flows.wagesYuan[0][1]) - earned) < 1e-4 * earned)
          #expect(state.sheepUnits[h][1] == 0)
        default: break
        }
        if name == "HouseholdSpending" { #expect(flows.money.residual < 1e-5) }
      }
    }
  }

  /// Its pasture is rented by who lacks pasture, who aims at as much larger a herd.
  @Test func othersTakeOverItsPasture() throws {
    let settings: Settings = ["turnover.enabled": "true", "rental.participationShare": "1"]
    let step = Stepper(try World.model([World.calm, settings], arms: [World.none], years: 1))
    let (state, banner) = (step.context.state, step.model.banner)
    let range = banner.places.gacha[0].households
    let gone = range.lowerBound
    step.quarter(0)
    step.quarter(1) { name, gacha in
      guard gacha == 0 else { return }
      if name == "PastureCondition" {
        for h in range {
          state.hasLeft[h] = Lanes(repeating: h == gone ? 1 : 0)
          state.cashYuan[h] = Lanes(repeating: 1e6)
          state.sheepUnits[h] = Lanes(repeating: h == gone ? 0 : 10_000)
        }
      }
      guard name == "GrasslandRental" else { return }
      let own = Double(banner.households.pastureMu[gone])
      let rented = range.reduce(0.0) { $0 + Double(state.rentedMu[$1][0]) }
      let herd = range.reduce(0.0) { $0 + Double(state.inheritedSheepUnits[$1][0]) }
      #expect(abs(Double(state.letMu[gone][0]) - own) < 1e-4 * own && abs(rented - own) < 1e-4 * own)
      let before = Double(banner.households.sheepUnitsAtStart[gone])
      #expect(abs(herd - before) < 1e-4 * before, "the herd of the banner's targets is kept")
    }
  }
}
