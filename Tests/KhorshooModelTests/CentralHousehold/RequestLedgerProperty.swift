import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct RequestLedgerProperty {
  /// Whole requests: the identity holds to the last bit, whether hours suffice or not.
  @Test(arguments: ["5", "60"], ["0", "0.25"]) func closes(hours: String, lapse: String) throws {
    let settings: Settings = [
      "institution.services.hoursPerQuarter": hours, "institution.services.lapseSharePerQuarter": lapse,
      "institution.services.sumuHoursPerQuarter": "8",
    ]
    let trace = Trace(try World.model([settings], arms: [World.none, World.linkage], years: 4), replicates: 32)
    #expect(trace.model.ledgers[2].name == "requests")
    #expect(trace.residual(2) == 0)
    func total(_ name: String, arm: Int) -> Double {
      (0..<16).reduce(0) { $0 + trace.values(name, arm: arm, time: $1).reduce(0, +) }
    }
    #expect(total("requestsServed", arm: 1) > 0 && total("disputesEscalated", arm: 1) > 0)
    #expect((total("requestsLapsed", arm: 1) > 0) == (lapse != "0"))
    // Without central households nobody is asked.
    for name in ["serviceRequests", "requestsServed", "requestsWaiting", "serviceCoverage", "serviceCostYuan"] {
      #expect(total(name, arm: 0) == 0, "\(name)")
    }
  }

  /// Deliberate faults: one request that is lost, invented or counted twice in one replicate is seen.
  @Test func aLostRequestIsSeen() throws {
    let model = try World.model([["institution.services.hoursPerQuarter": "10"]], arms: [World.linkage])
    let stepper = Stepper(model)
    for time in 0..<5 { stepper.quarter(time) }
    let (state, quarter) = (stepper.context.state.services, stepper.context.serviceQuarter)
    for rows in [
      quarter.opening, quarter.served, quarter.escalated, quarter.lapsed, quarter.demand, state.requestsWaiting,
      state.requestsAtSumu,
    ] {
      #expect(RequestLedger.residual(stepper.context, gacha: 0) == 0)
      for wrong: Float in [1, -1, .nan] {
        let right = rows[0][7]
        rows[0][7] += wrong
        #expect(!(Double(RequestLedger.residual(stepper.context, gacha: 0)) <= model.ledgers[2].tolerance))
        rows[0][7] = right
      }
    }
  }
}
