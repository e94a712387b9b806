import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 5: one channel on moves its own account and no other channel's.
@Suite struct ChannelAccountsProperty {
  /// Payments that belong to one channel alone.
  private static let accounts: [String: [MoneyFlow]] = [
    "price": [.premium, .commission, .bargainingGain, .deferred, .arrears], "risk": [.riskContribution, .riskPayout],
    "dividend": [.fee, .dividend, .capture, .capitalPaid],
  ]

  private func booked(_ open: [String]) throws -> [MoneyFlow: Double] {
    var arm = World.linkage
    for channel in World.channels { arm["policy.channels.\(channel)"] = open.contains(channel) ? "true" : "false" }
    let step = Stepper(
      try World.model([World.lively, ["dzud.probabilityPerWinter": "0.6"]], arms: [World.none, arm], years: 3), arm: 1)
    var sums: [MoneyFlow: Double] = [:]
    for time in 0..<12 {
      step.quarter(time) { name, _ in
        guard name == "InstitutionCost" else { return }
        for flow in MoneyFlow.allCases { sums[flow, default: 0] += step.context.flows.money.booked(flow)[0] }
      }
    }
    return sums
  }

  @Test(arguments: World.channels) func alone(channel: String) throws {
    let sums = try booked([channel])
    for (owner, flows) in Self.accounts {
      for flow in flows {
        // Surplus to pay out needs a channel that brings some; a grant is one.
        #expect((sums[flow]! > 0) == (owner == channel), "\(channel): \(flow) \(sums[flow]!)")
      }
    }
  }

  /// The channels without a payment of their own are seen in the payments that they change.
  @Test func inputAndLabourAndFinance() throws {
    let shut = try booked([])
    #expect(try booked(["input"])[.inputs]! < shut[.inputs]!)
    let labour = try booked(["labour"])
    #expect(labour[.wages]! > shut[.wages]! || labour[.inputs]! < shut[.inputs]!)
    #expect(try booked(["finance"])[.interest]! != shut[.interest]!)
  }

  /// VT-21: half of members use a service and a fifth sells through the cooperative, in the reference scenario's ledger.
  @Test func useOfServices() throws {
    let world: Settings = [
      "places.householdCount": "2000", "places.gachaCount": "8", "places.gridCount": "24",
      "places.cooperativeCount": "16",
      "places.partyMemberCount": "200",
    ]
    let model = try World.model(
      [world], arms: [World.none, World.linkage], years: 4,
      isRecorded: { outcome, place, _ in place.level == .banner && outcome.name.hasPrefix("member") })
    let trace = Trace(model)
    for time in [3, 15] {
      for share in trace.values("memberServiceShare", arm: 1, time: time) { #expect(abs(share - 0.491) < 0.07) }
      for share in trace.values("memberSellingShare", arm: 1, time: time) { #expect(abs(share - 0.2) < 0.07) }
    }
  }
}
