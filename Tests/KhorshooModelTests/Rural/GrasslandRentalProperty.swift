import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

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
    let rented = (0..<2).map { trace.values("rentedMuPerHousehold", arm: $0, time: 7).reduce(0, +) }
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
