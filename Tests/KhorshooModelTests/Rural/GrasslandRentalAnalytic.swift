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

/// What holds in every market: nothing is made or lost, and nobody is on both sides.
@Suite struct GrasslandRentalProperty {
  @Test func pastureIsConserved() throws {
    let settings: Settings = ["policy.cooperatives.rentalService": "0.5", "forage.degradationRate": "0.5"]
    let step = Stepper(try World.model([World.lively, settings], arms: [World.linkage], years: 4))
    let (state, flows, banner) = (step.context.state, step.context.flows, step.model.banner)
    var trades = 0
    for time in 0..<16 {
      step.quarter(time) { name, gacha in
        guard name == "GrasslandRental" else { return }
        let range = banner.places.gacha[gacha].households
        for lane in 0..<laneCount {
          var (own, let_, rented, grows, letGrows, rents, paid) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
          for h in range {
            let mu = Double(banner.households.pastureMu[h])
            let (gives, takes) = (Double(state.letMu[h][lane]), Double(state.rentedMu[h][lane]))
            let condition = Double(state.pastureCondition[h][lane])
            #expect(gives >= 0 && takes >= 0 && gives <= mu * 1.000001 && (gives == 0 || takes == 0))
            own += mu * condition
            let_ += gives
            rented += takes
            grows += (mu - gives) * condition
            letGrows += gives * condition
            let rent = Double(flows.rentYuan[h - range.lowerBound][lane])
            rents += rent
            paid += abs(rent)
          }
          #expect(abs(let_ - rented) <= 1e-5 * max(let_, 1))
          #expect(abs(grows + letGrows - own) <= 1e-9 * own)
          #expect(abs(rents) <= 1e-5 * max(paid, 1))
          if let_ > 1 { trades += 1 }
        }
      }
    }
    #expect(trades > 20, "pasture is let")
  }

  @Test func serviceOfTheCooperativeBringsMorePartnersAndNoneWithoutTheChannel() throws {
    let served: Settings = ["policy.cooperatives.rentalService": "1"]
    let shut: Settings = ["policy.channels.input": "false"]
    let trace = Trace(
      try World.model(
        [World.lively, ["rental.participationShare": "0.2"]],
        arms: [
          World.linkage, World.linkage.merging(served) { $1 }, World.linkage.merging(shut) { $1 },
          World.linkage.merging(shut) { $1 }.merging(served) { $1 },
        ]))
    let rented = (0..<2).map { trace.values("rentedMuPerHousehold", arm: $0, time: 5).reduce(0, +) }
    #expect(rented[1] > rented[0])
    #expect(trace.bits(arm: 2) == trace.bits(arm: 3))
  }

  @Test func switchedOff() throws {
    let off: Settings = ["policy.grassland.rentalAllowed": "false"]
    let trace = Trace(
      try World.model([World.lively], arms: [off, off.merging(["rental.rentYuanPerMuYear": "20"]) { $1 }, [:]]))
    #expect(trace.bits(arm: 0) == trace.bits(arm: 1))
    #expect(trace.values("rentedMuPerHousehold", arm: 0, time: 11).allSatisfy { $0 == 0 })
    #expect(trace.values("rentedMuPerHousehold", arm: 2, time: 11).allSatisfy { $0 > 0 })
  }
}
