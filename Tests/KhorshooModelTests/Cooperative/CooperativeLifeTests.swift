import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// One gacha with one cooperative: its life can be followed by hand.
private enum OneCooperative {
  static let world: Settings = [
    "places.gachaCount": "1", "places.gridCount": "1", "places.householdCount": "12", "places.partyMemberCount": "2",
    "places.cooperativeCount": "1", "cooperatives.leadShare": "0", "cooperatives.foundShare": "1",
    "cooperatives.activeUseShare": "1", "cooperatives.sellingShare": "1", "households.farmerShare": "1",
    "cooperatives.initialMembershipShare": "0", "cooperatives.initialAwareShare": "1",
  ]

  static func stepper(_ settings: Settings, arm: Settings = World.linkage) throws -> Stepper {
    Stepper(try World.model([world, settings], arms: [arm], years: 5))
  }
}

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

/// Section 6: a cooperative that fails.
@Suite struct FailureByHandAnalytic {
  private let settings: Settings = [
    "diffusion.utilityIntercept": "50", "diffusion.considerationPerQuarter": "1",
    "cooperatives.dissolutionQuarters": "3",
    "cooperatives.capitalShareYuan": "700", "diffusion.exitDistressWeight": "0", "diffusion.exitIntercept": "-50",
    "cooperatives.fixedCostYuanPerYear": "4000", "cooperatives.riskContributionYuan": "0",
    "diffusion.exitShortfallWeight": "0", "cooperatives.priceGainMaximum": "0", "cooperatives.commissionShare": "0",
    "cooperatives.unitCostShare": "0", "cooperatives.coordinationCost": "0",
  ]

  /// Reserves below zero for three quarters: dissolved in the third, members free in the fourth.
  @Test(arguments: [-5000.0, -1_000_000]) func dissolved(reserves: Double) throws {
    let step = try OneCooperative.stepper(settings)
    let (state, quarter) = (step.context.state, step.context.cooperativeQuarter)
    let accounts = state.cooperatives
    step.quarter(0)
    let members = (0..<12).reduce(0.0) { $0 + Double(state.isMember[$1][0]) }
    #expect(members == 12)
    accounts.reservesYuan[0] = AccountLanes(repeating: reserves)
    for time in 1..<3 {
      step.quarter(time)
      #expect(accounts.isActive[0][0] == 1 && accounts.distressQuarters[0][0] == Double(time))
    }
    // What it owns before the last quarter closes, by hand: members get it in equal parts, the bank loses what is below zero.
    accounts.reservesYuan[0] = AccountLanes(repeating: reserves)
    step.quarter(3) { name, _ in
      guard name == "InstitutionCost" else { return }
      #expect(numbers(quarter.dissolved[0]).allSatisfy { $0 == 1 })
      let money = step.context.flows.money
      #expect(money.residual < 1e-5)
      if reserves < -1e5 {
        #expect(quarter.estate[0][0] == 0 && money.booked(.loss)[0] > 0.9e6)
      } else {
        #expect(quarter.estate[0][0] > 0 && money.booked(.loss)[0] < 0.01)
        #expect(abs(money.booked(.capitalReturned)[0] - 12 * Double(quarter.estate[0][0])) < 0.05)
      }
    }
    #expect(accounts.isActive[0][0] == 0)
    let left = [
      accounts.reservesYuan[0], accounts.capitalYuan[0], accounts.riskPoolYuan[0], accounts.surplusYearYuan[0],
    ]
    #expect(left.allSatisfy { $0 == .zero })
    step.quarter(4) { name, _ in
      guard name == "Admission" else { return }
      #expect((0..<12).allSatisfy { state.isMember[$0] == .zero })
      #expect((0..<12).allSatisfy { step.context.flows.capitalYuan[$0] == .zero })
    }
  }

  /// Reserves that recover in time start the count anew.
  @Test func recovers() throws {
    let step = try OneCooperative.stepper(settings)
    let accounts = step.context.state.cooperatives
    step.quarter(0)
    for (time, reserves) in [(1, -50.0), (2, -50), (3, 80_000), (4, -50), (5, -50)] {
      accounts.reservesYuan[0] = AccountLanes(repeating: reserves)
      step.quarter(time)
    }
    #expect(accounts.isActive[0][0] == 1 && accounts.distressQuarters[0][0] == 2)
  }

  /// An overdraft costs interest, which goes to the bank.
  @Test func overdraft() throws {
    let step = try OneCooperative.stepper(settings)
    let accounts = step.context.state.cooperatives
    accounts.reservesYuan[0] = AccountLanes(repeating: -100_000)
    var interest = 0.0
    step.quarter(0) { name, _ in
      guard name == "CooperativeFailure" else { return }
      interest = step.context.flows.money.booked(.cooperativeInterest)[0]
    }
    let rate = World.values([World.small]).number("income.interestPerYear") / 4
    // Twelve shares of 700 yuan stand against it.
    #expect(abs(interest - (100_000 - 12 * 700) * rate) < 0.01)
  }
}

/// Section 6: two members, one year, by hand.
@Suite struct TwoMembersByHandAnalytic {
  /// The surplus goes to the reserve first, then by trade and by capital share, to the last fen.
  @Test func distribution() throws {
    let settings: Settings = [
      "diffusion.considerationPerQuarter": "0", "cooperatives.fixedCostYuanPerYear": "0",
      "cooperatives.unitCostShare": "0", "cooperatives.coordinationCost": "0", "cooperatives.reserveShare": "0.2",
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
