import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct ForageProperty {
  private let harsh: Settings = [
    "dzud.probabilityPerWinter": "0.5", "husbandry.shelter": "0.2", "forage.yearlyLogSd": "0.4",
  ]

  /// Feed demand is met by grazing, stored hay and bought hay; what is left is the deficit. Stores never fall below zero.
  @Test(arguments: [1, 2, 3] as [UInt64]) func demandIsAccountedFor(seed: UInt64) throws {
    let model = try World.model([harsh], years: 4, seed: seed)
    let stepper = Stepper(model, arm: 1, seed: seed)
    let (state, flows) = (stepper.context.state, stepper.context.flows)
    var before: [[[Double]]] = []
    var deficits = 0
    for time in 0..<16 {
      stepper.quarter(time) { step, gacha in
        let households = model.banner.places.gacha[gacha].households
        guard step == "Feeding" else {
          // The last look before feeding counts.
          before = households.map { [state.standingKg[$0], state.hayKg[$0], state.grazedKg[$0]].map(numbers) }
          return
        }
        for h in households {
          let local = h - households.lowerBound
          let (standing, hay, grazed) = (
            numbers(state.standingKg[h]), numbers(state.hayKg[h]), numbers(state.grazedKg[h])
          )
          let (demand, bought) = (numbers(flows.demandKg[local]), numbers(flows.hayBoughtKg[local]))
          let deficit = numbers(flows.deficitFraction[local])
          for r in 0..<laneCount {
            let eaten = before[local][0][r] - standing[r]
            let stored = before[local][1][r] - hay[r]
            // Differences of stores in single precision: a few units of rounding of the largest of them.
            let rounding = 1e-6 * (before[local][0][r] + before[local][1][r] + before[local][2][r] + demand[r] + 1)
            // A demand below 1 kg is a herd that is gone; its deficit is relative to 1 kg.
            let unmet = deficit[r] * max(1, demand[r])
            #expect(abs(eaten + stored + bought[r] + unmet - demand[r]) < rounding)
            #expect(abs(grazed[r] - before[local][2][r] - eaten) < rounding)
            #expect(min(standing[r], hay[r], bought[r], deficit[r]) >= 0)
            #expect(deficit[r] <= 1)
            deficits += deficit[r] > 0.01 ? 1 : 0
          }
        }
      }
    }
    // The deficit was not zero throughout.
    #expect(deficits > 0)
  }

  /// Growth of summer and hay of autumn are what yield, area and shares say.
  @Test func growthAndHay() throws {
    let model = try World.model([harsh, ["policy.grassland.rentalAllowed": "false"]], years: 3)
    let values = World.values(World.small, harsh)
    let stepper = Stepper(model)
    let (state, banner) = (stepper.context.state, model.banner)
    let mown = values.number("forage.hayAreaShare")
    let reach = (1 - mown) * values.number("forage.maximumUseShare")
    var hayBefore: [[Double]] = []
    for time in 0..<12 {
      let year = time / 4
      stepper.quarter(time) { step, gacha in
        let households = banner.places.gacha[gacha].households
        guard step == "ForageGrowth" else {
          hayBefore = households.map { numbers(state.hayKg[$0]) }
          return
        }
        let weather = numbers(stepper.workspace.shocks[0].forageLog(gacha: gacha, year: year))
        for h in households {
          let condition = numbers(state.pastureCondition[h])
          for r in 0..<laneCount {
            let kgPerMu = stableExp(weather[r] + Double(banner.gachaLogYield[gacha])) / 15
            let yieldKg = kgPerMu * Double(banner.households.pastureMu[h]) * condition[r]
            let standing = Double(state.standingKg[h][r])
            // Single precision of exp and a few products.
            if time % 4 == 1 { #expect(abs(standing / (yieldKg * reach) - 1) < 1e-5) }
            if time % 4 == 2 {
              let made = Double(state.hayKg[h][r]) - hayBefore[h - households.lowerBound][r]
              let expected = yieldKg * mown * values.number("forage.hayHarvestShare")
              #expect(abs(made - expected) < 1e-5 * (expected + hayBefore[h - households.lowerBound][r]))
            }
            // What grazed pasture can regain: usual overuse, at most 0.75 / 0.516 - 1, x degradation / recovery.
            let most = 1 + 0.46 * values.number("forage.degradationRate") / values.number("forage.recoveryPerYear")
            #expect((values.number("forage.conditionFloor") - 1e-6...most).contains(condition[r]))
          }
        }
      }
    }
  }

  /// Pressure: three times the herd of the start leaves the pasture in no better condition; without degradation it stays.
  @Test func overgrazing() throws {
    func condition(_ settings: Settings, herds ratio: Float = 1) throws -> [Double] {
      let model = try World.model([World.calm, ["rental.participationShare": "0"], settings], years: 4)
      let stepper = Stepper(model)
      for row in 0..<60 * stepper.classCount { stepper.context.state.herd[row] *= ratio }
      for time in 0..<16 { stepper.quarter(time) }
      return (0..<60).map { numbers(stepper.context.state.pastureCondition[$0])[0] }
    }
    let normal = try condition([:])
    let crowded = try condition(["husbandry.targetHerdRatio": "3"], herds: 3)
    #expect(zip(crowded, normal).allSatisfy { $0 <= $1 + 1e-6 })
    #expect(zip(crowded, normal).contains { $0 < $1 - 0.05 })
    #expect(try condition(["forage.degradationRate": "0"]).allSatisfy { $0 == 1 })
  }
}
