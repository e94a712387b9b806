import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Benefits and costs of a world with cooperatives, loans and transfers, in every replicate.
@Suite struct PerspectiveProperty {
  private static let grants: Settings = ["policy.cooperatives.grantYuanPerYear": "12000"]
  private static let years = 3

  private static func model(
    _ settings: [Settings] = [], arms: [Settings] = [World.none, World.linkage.merging(grants) { $1 }]
  ) throws
    -> LinkageModel
  {
    try World.model(
      [World.lively, World.paid] + settings, arms: arms, years: years,
      isGathered: { _, place, _ in place.level == .banner })
  }

  /// Sums of one block. Shape: rows x 16.
  private static func sums(_ model: LinkageModel, _ trace: Trace) -> [[Double]] {
    let sums = RatioSums(model)
    for quarter in 0..<4 * years { sums.add(trace.records[0], quarter: quarter) }
    sums.total()
    return sums.numerators[1].indices.filter { $0 % laneCount == 0 }.map {
      Array(sums.numerators[1][$0..<$0 + laneCount])
    }
  }

  @Test func itemsAddUpAndTransfersAreZero() throws {
    let model = try Self.model()
    let rows = Self.sums(model, Trace(model))
    var first = model.ratios.count
    for balance in model.balances {
      for lane in 0..<laneCount {
        let items = balance.items.indices.map { rows[first + $0][lane] }
        #expect(rows[first + items.count][lane] == items.reduce(0, +), "\(balance.name)")
        for (item, value) in zip(balance.items, items) where item.terms.isEmpty { #expect(value == 0) }
      }
      first += balance.items.count + 1
    }
    let society = try #require(model.balances.first { $0.name == "society" })
    let transfers = [
      "officeIncome", "meritPay", "transfers", "dibao", "rents", "localTrade", "loans", "cooperativePayments",
      "cooperativeFunds", "grants", "estates",
    ]
    #expect(Set(society.items.filter(\.terms.isEmpty).map(\.name)) == Set(transfers))
  }

  /// What households gain is their income, what they paid for animals and shares, and what they have and owe at the end.
  @Test func householdsGainWhatTheirAccountsSay() throws {
    let model = try Self.model()
    let trace = Trace(model)
    let rows = Self.sums(model, trace)
    let balance = try #require(model.balances.firstIndex { $0.name == "households" })
    let net = rows[model.ratios.count + model.balances[balance].items.count]
    let rate = World.values(World.small).number("income.socialDiscountRatePerYear")
    let worth = (0..<Self.years).map { pow(1 + rate, -Double($0 + 1)) }
    func change(_ name: String, _ year: Int, _ lane: Int) -> Double {
      let time = 4 * year + 3
      return trace.values(name, arm: 1, time: time)[lane] - trace.values(name, arm: 0, time: time)[lane]
    }
    let values = World.values(World.small)
    let day = values.number("market.wageYuanPerDay") * values.number("evaluation.timeWageShare")
    for lane in 0..<laneCount {
      var gain = 0.0
      var funds = 0.0
      for year in 0..<Self.years {
        func paid(_ flow: String) -> Double { change("payment\(flow)Yuan", year, lane) }
        let income = 60 * change("incomePerHousehold", year, lane)
        let capital = paid("CapitalReturned") - paid("CapitalPaid") + paid("Borrowing") - paid("Repayment")
        let members = 60 * change("membershipShare", year, lane)
        let time = day * members * values.number("evaluation.memberDaysPerYear")
        gain += worth[year] * (income - paid("Purchases") + capital - time)
        for flow in [
          "Commission", "Fee", "RiskContribution", "CapitalPaid", "BargainingGain", "CooperativeGrant", "Loss",
          "Deferred",
        ] {
          funds += paid(flow)
        }
        for flow in [
          "Premium", "Dividend", "RiskPayout", "CooperativeCosts", "CooperativeInterest", "CapitalReturned",
          "EstateLeft", "Arrears", "Capture",
        ] { funds -= paid(flow) }
      }
      let last = Self.years - 1
      let herd = 60 * change("herdYuanPerHousehold", last, lane)
      gain += worth[last] * (herd + funds - 60 * change("debtPerHousehold", last, lane))
      #expect(abs(gain - net[lane]) < 2e-4 * max(1e4, abs(net[lane])), "\(gain) \(net[lane])")
    }
    #expect(net.allSatisfy { abs($0) > 100 })
  }

  /// Arms alike gain nothing; what leaves out an outcome has no balance.
  @Test func whatCannotBeComputed() throws {
    let alike = try Self.model(arms: [World.linkage, World.linkage])
    #expect(Self.sums(alike, Trace(alike)).allSatisfy { $0.allSatisfy { $0 == 0 } })
    #expect(alike.balances.map(\.name) == ["households", "society", "publicPurse"])
    let without = try World.model(
      [World.lively], years: 1, isRecorded: { outcome, _, _ in outcome.name != "paymentSalesYuan" },
      isGathered: { _, place, _ in place.level == .banner })
    #expect(without.balances.isEmpty && !without.ratios.contains { $0.name.hasPrefix("netBenefit") })
  }
}
