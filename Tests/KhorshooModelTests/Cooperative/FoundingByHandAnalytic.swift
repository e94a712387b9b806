import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 6: founding, capital shares, and what a member is paid.
@Suite struct FoundingByHandAnalytic {
  /// Everybody is willing: the dissolved cooperative is founded in spring by all twelve, who pay their shares.
  private let willing: Settings = [
    "diffusion.utilityIntercept": "50", "cooperatives.capitalShareYuan": "700",
    "policy.cooperatives.foundingGrantYuan": "5000",
  ]

  private func founded(
    _ settings: Settings = [:], arm: Settings = World.linkage, unheard: Bool = false
  ) throws -> (Stepper, [Double]) {
    let step = try OneCooperative.stepper(willing.merging(settings) { $1 }, arm: arm)
    // Not there at the start: dissolved long ago.
    step.context.state.cooperatives.isActive[0] = .zero
    for h in 0..<12 { step.context.state.isMember[h] = .zero }
    if unheard { for h in 0..<12 { step.context.state.isAware[h] = .zero } }
    step.context.state.cooperatives.capitalYuan[0] = .zero
    var grant: [Double] = []
    step.quarter(0) { name, _ in
      if name == "CooperativeFailure" { grant = numbers(step.context.cooperativeQuarter.grant[0]) }
    }
    return (step, grant)
  }

  private func members(_ step: Stepper) -> Double {
    (0..<12).reduce(0) { $0 + Double(step.context.state.isMember[$1][0]) }
  }

  @Test func enoughWilling() throws {
    let (step, grant) = try founded()
    #expect(members(step) == 12)
    #expect(step.context.state.cooperatives.isActive[0][0] == 1)
    #expect(step.context.state.cooperatives.capitalYuan[0][0] == 12 * 700)
    // The founding grant is public cost, and paid once.
    #expect(grant[0] == 5000)
    step.quarter(1)
    #expect(step.context.cooperativeQuarter.grant[0][0] == 0)
  }

  /// Too few households, too few farmers, no central household that works, or too soon: no cooperative, and no member.
  @Test(arguments: [
    ["cooperatives.foundersMin": "13"], ["households.farmerShare": "0"], ["cooperatives.leadShare": "0"],
    ["cooperatives.refoundingQuarters": "100"],
  ]) func notFounded(_ settings: Settings) throws {
    var (settings, arm) = (settings, World.linkage)
    if settings.keys.contains("cooperatives.leadShare") { arm["policy.centralHouseholds.enabled"] = "false" }
    if settings.keys.contains("cooperatives.refoundingQuarters") {
      settings["cooperatives.dissolutionQuarters"] = "1"
      let step = try OneCooperative.stepper(willing.merging(settings) { $1 })
      step.context.state.cooperatives.isActive[0] = .zero
      step.context.state.cooperatives.dormantQuarters[0] = AccountLanes(repeating: 99)
      step.quarter(0)
      #expect(members(step) == 0)
      return
    }
    #expect(members(try founded(settings, arm: arm).0) == 0)
  }

  /// A central household that founds before it has heard of cooperatives has heard of one then, and stays a member.
  @Test func theFounderIsAware() throws {
    let silence: Settings = [
      "diffusion.passingCentralPerQuarter": "0", "cooperatives.foundersMin": "1",
      "diffusion.considerationPerQuarter": "1",
    ]
    let (step, _) = try founded(silence, unheard: true)
    let state = step.context.state
    for time in 1..<4 {
      #expect(members(step) >= 1)
      #expect((0..<12).allSatisfy { numbers(state.isMember[$0]).allSatisfy { (0...1).contains($0) } })
      #expect(
        (0..<12).allSatisfy { h in zip(numbers(state.isMember[h]), numbers(state.isAware[h])).allSatisfy { $0 <= $1 } })
      step.quarter(time) { name, _ in
        guard name == "Admission" else { return }
        #expect((0..<12).allSatisfy { numbers(step.context.flows.joins[$0]).allSatisfy { $0 >= 0 } })
      }
    }
  }

  /// Summer is no time for a founding meeting.
  @Test func onlyInSpring() throws {
    let step = try OneCooperative.stepper(willing)
    step.context.state.cooperatives.isActive[0] = .zero
    for h in 0..<12 { step.context.state.isMember[h] = .zero }
    for time in 1..<4 {
      step.quarter(time)
      #expect(members(step) == 0)
    }
    step.quarter(4)
    #expect(members(step) == 12)
  }

  /// A member that leaves gets its share back; when losses have eaten reserves, less its part of them.
  @Test(arguments: [(10_000.0, 700.0), (-1200, 600), (-60_000, 0)]) func shareIsPaidBack(
    reserves: Double, refund: Double
  ) throws {
    let (step, _) = try founded(["diffusion.exitIntercept": "50"])
    for time in 1..<4 { step.quarter(time) }
    let accounts = step.context.state.cooperatives
    accounts.reservesYuan[0] = AccountLanes(repeating: reserves)
    var paid: [Double] = []
    step.quarter(4) { name, _ in
      guard name == "Admission" else { return }
      paid = (0..<12).map { Double(step.context.flows.capitalYuan[$0][0]) }
      // All leave but nobody is paid more than there is: what a share lost stays with the reserves.
      #expect(abs(accounts.capitalYuan[0][0]) < 1e-6)
      #expect(abs(accounts.reservesYuan[0][0] - (reserves + 12 * (700 - refund))) < 0.01)
    }
    #expect(paid.allSatisfy { abs($0 + refund) < 1e-3 }, "\(paid)")
  }
}
