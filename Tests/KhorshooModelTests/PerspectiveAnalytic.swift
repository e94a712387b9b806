import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Benefits and costs of two households, one of them central, by hand: pay is a transfer, the office a rent, time and public funds
/// are costs.
@Suite struct PerspectiveAnalytic {
  private static let place: Settings = [
    "places.gachaCount": "1", "places.gridCount": "1", "places.householdCount": "2", "places.partyMemberCount": "1",
    "places.cooperativeCount": "0", "income.socialDiscountRatePerYear": "0.1", "evaluation.marginalCostOfFunds": "1.3",
    "evaluation.officeDaysPerYear": "20", "evaluation.timeWageShare": "0.5", "market.wageYuanPerDay": "120",
  ]
  private static let office: Settings = [
    "policy.centralHouseholds.enabled": "true", "policy.cooperatives.enabled": "false",
    "policy.centralHouseholds.services.enabled": "false", "policy.centralHouseholds.payYuanPerYear": "2400",
    "policy.centralHouseholds.bonusShare": "0", "policy.centralHouseholds.reviewShare": "0",
    "policy.centralHouseholds.videoHouseholds": "0", "institution.officePremiumShare": "0.1",
  ]
  /// Both years' yuan in yuan at the start.
  private static let both = 1 / 1.1 + 1 / 1.21

  @Test func twoHouseholds() throws {
    let model = try World.model(
      [World.calm, Self.place], arms: [World.none, Self.office], years: 2,
      isGathered: { _, place, _ in place.level == .banner })
    let trace = Trace(model)
    let statistics = try MonteCarloRunner(replicates: 16, threads: 1).run(model)
    func item(_ perspective: String, _ name: String) throws -> Double {
      let index = try #require(model.balances.firstIndex { $0.name == perspective })
      let item = try #require(model.balances[index].items.firstIndex { $0.name == name })
      return statistics.balance(arm: 1, balance: index, item: item).mean
    }
    let values = World.values(World.small)
    func number(_ key: String) -> Double { values.number("institution." + key) }
    let courses = 2 * number("courseYuan") + 12 * number("meetingYuan") + number("testYuan")
    let carriers = number("kitYuan") / number("kitLifeYears") + number("materialsYuanPerYear")
    let institution = number("costYuanPerYear") + courses + carriers
    let time = 20 * 0.5 * 120.0
    func premium(_ year: Int) -> Double {
      (4 * year..<4 * year + 4).reduce(0) { $0 + trace.values("officePremiumYuan", arm: 1, time: $1)[0] }
    }
    // A tenth of what the central household expected; the same in both years.
    #expect(premium(0) > 500 && abs(premium(0) - premium(1)) < 1e-2)
    let expected: [(String, String, Double)] = [
      ("households", "meritPay", 2400), ("households", "centralTime", -time), ("households", "institution", 0),
      ("households", "officeIncome", premium(0) + time), ("society", "meritPay", 0), ("society", "officeIncome", 0),
      ("society", "centralTime", -time), ("society", "institution", -institution),
      ("society", "publicFunds", -0.3 * (2400 + institution)), ("publicPurse", "meritPay", -2400),
      ("publicPurse", "institution", -institution), ("publicPurse", "grants", 0),
    ]
    for (perspective, name, perYear) in expected {
      let found = try item(perspective, name)
      #expect(abs(found - perYear * Self.both) < 1e-4 * max(1, abs(perYear)), "\(perspective) \(name): \(found)")
    }
    // Deliberate fault: another cost of funds is another cost.
    let funds = try item("society", "publicFunds")
    #expect(abs(funds + 0.25 * (2400 + institution) * Self.both) > 100)
  }
}
