import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 6: two members, one year, by hand.
@Suite struct TwoMembersByHandAnalytic {
  /// The surplus goes to the reserve first, then by trade and by capital share, to the last fen.
  @Test func distribution() throws {
    let settings: Settings = [
      "diffusion.considerationPerQuarter": "0", "cooperatives.fixedCostYuanPerYear": "0",
      "cooperatives.unitCostShare": "0", "cooperatives.coordinationCost": "0", "cooperatives.reserveShare": "0.2",
      "cooperatives.captureShare": "0",
      "policy.cooperatives.patronageShare": "0.7", "policy.cooperatives.grantYuanPerYear": "8000",
      "policy.cooperatives.finishingShare": "0",
    ]
    let step = try OneCooperative.stepper(settings)
    let (state, quarter) = (step.context.state, step.context.cooperativeQuarter)
    let accounts = state.cooperatives
    // Member 0 from the start of the year, member 1 from autumn on.
    for h in 0..<12 { state.isMember[h] = h == 0 ? Lanes(repeating: 1) : .zero }
    let reservesBefore = accounts.reservesYuan[0][0]
    var (surplus, trade) = (0.0, [0.0, 0])
    for time in 0..<4 {
      if time == 2 { state.isMember[1] = Lanes(repeating: 1) }
      step.quarter(time) { name, _ in
        if name == "CooperativeFailure" {
          let money = step.context.flows.money
          surplus +=
            money.booked(.bargainingGain)[0] + money.booked(.cooperativeGrant)[0]
            - money.booked(.cooperativeCosts)[0] - money.booked(.cooperativeInterest)[0]
            - Double(quarter.premium[0][0] * quarter.volume[0][0])
          trade = [0, 1].map { Double(state.patronageYearYuan[$0][0]) }
        }
        guard name == "HouseholdIncome" else { return }
        let money = step.context.flows.money
        surplus += money.booked(.commission)[0] + money.booked(.fee)[0]
      }
    }
    let payable = surplus * 0.8
    let byTrade = payable * 0.7
    let perShareQuarter = payable * 0.3 / (4 + 2)
    let expected = [
      byTrade * trade[0] / (trade[0] + trade[1]) + 4 * perShareQuarter,
      byTrade * trade[1] / (trade[0] + trade[1]) + 2 * perShareQuarter,
    ]
    let flows = step.context.flows
    let paid = [0, 1].map { Double(flows.dividendYuan[$0][0]) }
    #expect(trade.allSatisfy { $0 > 0 } && surplus > 8000)
    for (a, b) in zip(paid, expected) { #expect(abs(a - b) < 0.01, "\(paid), by hand \(expected)") }
    // Dividends and reserves are the surplus, to the last fen.
    let kept = accounts.reservesYuan[0][0] - reservesBefore
    #expect(abs(paid[0] + paid[1] + kept - surplus) < 0.01)
  }

  /// Unit cost falls by scale and rises by coordination: it is least at the size where both derivatives cancel.
  @Test func bestSize() throws {
    // e c0 (n0 / n)^e = 2 chi (n / 100)^2 at n = 6.
    let (c0, n0, e) = (0.03, 25.0, 0.5)
    let chi = e * c0 * pow(n0 / 6, e) * 10_000 / (2 * 36)
    let settings: Settings = [
      "diffusion.considerationPerQuarter": "0", "cooperatives.fixedCostYuanPerYear": "0",
      "cooperatives.unitCostShare": "\(c0)", "cooperatives.sizeReference": "\(Int(n0))",
      "cooperatives.sizeElasticity": "\(e)", "cooperatives.coordinationCost": "1",
      "diffusion.exitIntercept": "-50", "cooperatives.sellingShare": "1",
    ]
    func unitCost(_ members: Int) throws -> Double {
      let step = try OneCooperative.stepper(settings)
      for h in 0..<12 { step.context.state.isMember[h] = Lanes(repeating: h < members ? 1 : 0) }
      var (cost, volume) = (0.0, 0.0)
      for time in 0..<4 {
        step.quarter(time) { name, _ in
          guard name == "CooperativeFailure" else { return }
          cost += step.context.flows.money.booked(.cooperativeCosts)[0]
          volume += Double(step.context.cooperativeQuarter.volume[0][0])
        }
      }
      // The ledger admits no coordination cost above 1, so the rest of chi is added here.
      return cost / volume + (chi - 1) * Double(members * members) / 10_000
    }
    let costs = try [3, 5, 6, 7, 12].map(unitCost)
    #expect(costs.min() == costs[2], "\(costs)")
    #expect(costs[0] > costs[1] && costs[4] > costs[3])
    #expect(abs(costs[2] - (c0 * pow(6 / n0, -e) + chi * 36 / 10_000)) < 1e-6)
  }
}
