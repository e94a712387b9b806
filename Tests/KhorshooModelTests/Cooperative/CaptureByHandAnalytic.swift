import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 6: core members take part of the surplus before it is shared out.
@Suite struct CaptureByHandAnalytic {
  private static let lane = 3

  private struct Year {
    /// Taken by each household, and paid to each by trade and capital share.
    var taken: [Double], dividends: [Double], booked: Double, reserves: Double
  }

  /// The first year of a cooperative whose members are given.
  private func year(_ settings: Settings, members: Set<Int>) throws -> (Year, Stepper) {
    let plain: Settings = [
      "diffusion.considerationPerQuarter": "0", "cooperatives.reserveShare": "0.2",
      "policy.cooperatives.grantYuanPerYear": "12000", "cooperatives.coreShare": "0.25",
    ]
    let step = try OneCooperative.stepper(World.calm.merging(plain) { $1 }.merging(settings) { $1 })
    let (state, flows) = (step.context.state, step.context.flows)
    for h in 0..<12 { state.isMember[h] = members.contains(h) ? Lanes(repeating: 1) : .zero }
    var year = Year(taken: [], dividends: [], booked: 0, reserves: 0)
    for time in 0..<4 {
      step.quarter(time) { name, _ in
        guard time == 3, name == "InstitutionCost" else { return }
        let quarter = step.context.cooperativeQuarter
        year.booked = flows.money.booked(.capture)[Self.lane]
        year.dividends = (0..<12).map { Double(flows.dividendYuan[$0][Self.lane]) }
        year.taken = [Double(quarter.captured[0][Self.lane]), Double(quarter.coreMembers[0][Self.lane])]
        #expect(flows.money.residual < 1e-5)
      }
    }
    year.reserves = state.cooperatives.reservesYuan[0][Self.lane]
    return (year, step)
  }

  /// The three largest herds of twelve are core. Two of them are members with two others: they take a fifth in equal parts,
  /// the rest is shared as before, and no yuan is made or lost.
  @Test func sharedByHand() throws {
    let herds = try year(["cooperatives.captureShare": "0"], members: []).1.model.banner.households.sheepUnitsAtStart
    let order = herds.indices.sorted { herds[$0] > herds[$1] }
    let members: Set = [order[0], order[2], order[5], order[9]]
    let fair = try year(["cooperatives.captureShare": "0"], members: members).0
    let captured = try year(["cooperatives.captureShare": "0.2"], members: members).0
    let payable = fair.dividends.reduce(0, +)
    #expect(fair.booked == 0 && payable > 1000)
    #expect(abs(captured.booked - 0.2 * payable) < 1e-5 * payable)
    #expect(captured.taken[1] == 2 && abs(captured.taken[0] - 0.1 * payable) < 1e-5 * payable)
    for h in members { #expect(abs(captured.dividends[h] - 0.8 * fair.dividends[h]) < 1e-5 * payable) }
    #expect(abs(captured.reserves - fair.reserves) < 1e-6 * payable + 0.01)
    // Audit prevents half of it.
    let audited = try year(["cooperatives.captureShare": "0.2", "policy.cooperatives.audit": "0.5"], members: members).0
    #expect(abs(audited.booked - 0.1 * payable) < 1e-5 * payable)
  }

  /// Without a core member among the members nobody takes anything.
  @Test func nobodyLeads() throws {
    let herds = try year(["cooperatives.captureShare": "0"], members: []).1.model.banner.households.sheepUnitsAtStart
    let order = herds.indices.sorted { herds[$0] > herds[$1] }
    let found = try year(["cooperatives.captureShare": "0.4"], members: [order[4], order[8]]).0
    #expect(found.booked == 0 && found.dividends.reduce(0, +) > 1000)
  }
}
