import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 4.1: a household without animals lets pasture to one that has too little of it.
@Suite struct GrasslandRentalAnalytic {
  private let settings: Settings = ["rental.participationShare": "1"]

  @Test func twoHouseholdsAndALease() throws {
    let step = Stepper(try World.model([World.calm, settings], arms: [World.none], years: 2))
    let values = World.values([World.small, World.calm, settings])
    let (state, flows, banner) = (step.context.state, step.context.flows, step.model.banner)
    let range = banner.places.gacha[0].households
    let (lessor, lessee) = (range.lowerBound, range.lowerBound + 1)
    let kgPerMu = values.number("forage.yieldKgPerHectare") / 15
    let carried =
      kgPerMu * values.number("forage.properUseShare") / (values.number("forage.intakeKgPerSheepUnitDay") * 365)
    step.quarter(0)
    step.quarter(1) { name, gacha in
      guard gacha == 0 else { return }
      switch name {
      case "PastureCondition":
        for h in range {
          state.pastureCondition[h] = Lanes(repeating: h == lessor ? 0.8 : 1)
          state.cashYuan[h] = Lanes(repeating: 1e6)
          // Others need what they have; the lessee lacks 100 mu.
          let mu = h == lessor ? 0 : Double(banner.households.pastureMu[h]) + (h == lessee ? 100 : -1)
          state.sheepUnits[h] = Lanes(repeating: Float(mu * carried))
        }
      case "GrasslandRental":
        let offered = Double(banner.households.pastureMu[lessor])
        let ratio = min(4, max(0.25, 101 / (offered + 1)))
        let rent = values.number("rental.rentYuanPerMuYear") * pow(ratio, values.number("rental.rentElasticity"))
        #expect(abs(Double(state.rentedMu[lessee][5]) - 100) < 0.01)
        #expect(abs(Double(state.letMu[lessor][5]) - 100) < 0.01)
        #expect(abs(Double(flows.rentYuan[1][5]) + 100 * rent) < 1e-3 * rent * 100)
        #expect(abs(Double(flows.rentYuan[0][5]) - 100 * rent) < 1e-3 * rent * 100)
        for h in range where h > lessee { #expect(state.letMu[h][5] == 0 && state.rentedMu[h][5] < 0.01) }
      case "ForageGrowth":
        let reachable = (1 - values.number("forage.hayAreaShare")) * values.number("forage.maximumUseShare") * kgPerMu
        // What is rented grows as its owner's condition lets it.
        let expected = reachable * (Double(banner.households.pastureMu[lessee]) + 100 * 0.8)
        #expect(abs(Double(state.standingKg[lessee][5]) - expected) < 1e-4 * expected)
        let left = reachable * (Double(banner.households.pastureMu[lessor]) - 100) * 0.8
        #expect(abs(Double(state.standingKg[lessor][5]) - left) < 1e-4 * reachable * 3000)
      case "HouseholdSpending":
        #expect(flows.money.booked(.rent)[5] > 0)
        #expect(flows.money.residual < 1e-5)
      default: break
      }
    }
  }
}
