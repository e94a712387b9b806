import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 8: a grid of twelve households, whose quarter can be followed by hand in double precision.
@Suite struct ServicesByHandAnalytic {
  private let world: Settings = [
    "places.gachaCount": "1", "places.gridCount": "1", "places.householdCount": "12", "places.partyMemberCount": "2",
    "places.cooperativeCount": "1", "institution.services.*.requestsPerHouseholdYear": "4",
    "institution.services.hoursPerQuarter": "100", "institution.services.severalDepartmentsShare": "0.5",
    "institution.services.sumuHoursPerQuarter": "40",
  ]
  private let kinds = [
    "policyQuestion", "agencyErrand", "assistance", "opinion", "dispute", "trainingRequest", "publicWorks",
  ]

  private func stepper(_ settings: Settings = [:]) throws -> Stepper {
    Stepper(try World.model([world, settings], arms: [World.linkage], years: 2))
  }

  private func number(_ key: String, _ settings: Settings = [:]) -> Double {
    World.values(World.small, world, settings).number("institution.services." + key)
  }

  /// A central household's effort counts for each household of its grid, its hours for all of them.
  private func hoursFactor(_ effort: Float) -> Double {
    let values = World.values(World.small, world)
    let span = 12 / values.number("institution.effort.spanReferenceHouseholds")
    return Double(effort) * pow(span, values.number("institution.effort.spanElasticity"))
  }

  /// Hours decide which share is taken up; what is left over lapses or waits; trust falls by the shortfall.
  @Test func hoursShareAndTrust() throws {
    let step = try stepper()
    let (state, quarter) = (step.context.state.services, step.context.serviceQuarter)
    let km = step.model.banner.households.distanceKm.reduce(0.0) { $0 + Double($1) } / 12
    let journey = 2 * km / number("travelKmPerHour")
    for lane in 0..<laneCount where lane % 5 == 0 {
      let step = try stepper()
      let (state, quarter) = (step.context.state.services, step.context.serviceQuarter)
      var trust = 1.0
      for time in 0..<8 {
        let before = (0..<7).map { Double(state.requestsWaiting[$0][lane]) }
        let atSumu = Double(state.requestsAtSumu[0][lane])
        step.quarter(time)
        var (work, onHand) = (0.0, 0.0)
        for (k, kind) in kinds.enumerated() {
          let waiting = before[k] + Double(quarter.demand[k][lane])
          work += waiting * (number("\(kind).hours") + journey)
          onHand += waiting
        }
        let share = min(1, 100 * hoursFactor(step.context.state.central.effort[0][lane]) / work)
        // Sums of seven terms in single precision.
        #expect(abs(Double(quarter.share[0][lane]) - share) < 1e-5)
        let shareAtSumu = atSumu == 0 ? 1 : min(1, 40 / (atSumu * number("sumuHoursPerCase")))
        #expect(abs(Double(quarter.shareAtSumu[0][lane]) - shareAtSumu) < 1e-5)
        #expect(abs(Double(quarter.servedAtSumu[0][lane]) - shareAtSumu * atSumu) < 1)
        let unmet = (onHand * (1 - share) + atSumu * (1 - shareAtSumu)) / max(1, onHand + atSumu)
        trust +=
          (1 - trust) * number("trustRecoveryPerYear") / 4
          - max(0, unmet - number("toleratedUnmetShare")) * number("trustLossPerYear") / 4
        #expect(abs(Double(state.serviceTrust[0][lane]) - trust) < 1e-5)
        for k in 0..<7 {
          let waiting = before[k] + Double(quarter.demand[k][lane])
          let expected = waiting * (1 - share) * (1 - number("lapseSharePerQuarter"))
          let left = Double(state.requestsWaiting[k][lane])
          // Rounded to whole requests twice.
          #expect(left == left.rounded() && abs(left - expected) < 2 && left <= waiting)
        }
        #expect(abs(Double(quarter.journeyKm[0][lane]) - taken(quarter, lane) * 2 * km) < 1e-3)
      }
      #expect(trust < 0.9, "hours are short")
    }
    // Before anything happened.
    #expect(numbers(state.serviceTrust[0]).allSatisfy { $0 == 1 } && numbers(quarter.served[0]).allSatisfy { $0 == 0 })
  }

  /// What the central household took up: settled without the sumu, handed on, or sent on as a dispute.
  private func taken(_ quarter: ServiceQuarter, _ lane: Int) -> Double {
    Double((quarter.served[0] - quarter.servedAtSumu[0] + quarter.handedOn[0] + quarter.escalated[0])[lane])
  }

  /// With hours for all nothing waits, trust stays where it was to the last bit, and every dispute is mediated or sent on.
  @Test func enoughHours() throws {
    let ample: Settings = [
      "institution.services.hoursPerQuarter": "10000", "institution.services.sumuHoursPerQuarter": "10000",
    ]
    let step = try stepper(ample)
    let (state, quarter) = (step.context.state.services, step.context.serviceQuarter)
    var (mediated, disputes) = (0.0, 0.0)
    for time in 0..<8 {
      step.quarter(time)
      for lane in 0..<laneCount {
        #expect((0..<7).allSatisfy { state.requestsWaiting[$0][lane] == 0 })
        #expect(state.serviceTrust[0][lane] == 1)
        #expect(quarter.share[0][lane] == 1 && quarter.lapsed[0][lane] == 0)
        #expect(state.requestsAtSumu[0][lane] == quarter.handedOn[0][lane])
        #expect(quarter.mediated[0][lane] + quarter.escalated[0][lane] == quarter.demand[4][lane])
        mediated += Double(quarter.mediated[0][lane])
        disputes += Double(quarter.demand[4][lane])
      }
    }
    // 12 households x 4 a year x 2 years in 16 replicates: 1,536 disputes; four standard errors of both counts.
    #expect(abs(disputes - 1536) < 160)
    #expect(abs(mediated / disputes - 0.8) < 0.045)
  }
}
