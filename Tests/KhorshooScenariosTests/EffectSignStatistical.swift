import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// What is believed before any data leaves the sign of linkage open: the share of worlds of the ledger in which it hurts, on the
/// reference scenario with 300 households. At full size it is measured in the guide to uncertainty.
@Suite struct EffectSignStatistical {
  private static let scenarios = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../scenarios").standardizedFileURL.path
  /// Published of the prior: between these shares of worlds lose.
  private static let (least, most) = (0.05, 0.30)

  /// Worlds in which linkage lowers the mean income of ten years, luck taken out: of its members and of the banner.
  private func losing(_ settings: [String], worlds: Int) throws -> (members: Int, banner: Int, of: Int) {
    let small = [
      "places.gachaCount=10", "places.gridCount=10", "places.rosterGridCount=10", "places.householdCount=300",
      "places.partyMemberCount=66", "places.cooperativeCount=12", "run.uncertainty=ledger",
    ]
    let scenario = try Scenario.resolve(
      path: Self.scenarios + "/ewenki.yaml",
      overrides: ScenarioOverrides(settings: small + settings, arms: ["none", "linkage"]))
    let base = try scenario.model()
    let draws = try #require(try WorldDraws(scenario, replicates: worlds * laneCount))
    let drawn = DrawnWorlds(like: base) { try draws.model($0, like: base) }
    let statistics = try MonteCarloRunner(replicates: worlds * laneCount, threads: 2).run(drawn)
    let layout = statistics.layout
    let outcome = try #require(layout.outcomes.firstIndex { $0.name == "meanIncomePerHousehold" })
    let arm = try #require(scenario.arms.firstIndex { $0.name == "linkage" })
    func losing(_ place: String) throws -> (count: Int, of: Int) {
      let place = try #require(layout.places.firstIndex { $0.id == place })
      let cell = try #require(layout.cell(outcome: outcome, place: place, time: layout.quarters.count - 1))
      let spread = try #require(statistics.difference(arm: arm, cell: cell).worlds)
      return (Int(((1 - spread.positiveShare) * Double(spread.worlds)).rounded()), spread.worlds)
    }
    // A small banner may end without members.
    let members = try losing("memberAtStart")
    #expect(members.of > worlds * 3 / 4)
    return (members.count, try losing("banner").count, members.of)
  }

  /// P(X <= k) of a binomial number.
  private func binomial(_ k: Int, _ n: Int, _ p: Double) -> Double {
    var (term, sum) = (pow(1 - p, Double(n)), 0.0)
    for i in 0...max(0, k) where i <= n {
      sum += term
      term *= Double(n - i) / Double(i + 1) * p / (1 - p)
    }
    return k < 0 ? 0 : sum
  }

  /// Whether a number of worlds can be one of a share within the bounds, at 1 % a side.
  private func agrees(_ count: Int, of worlds: Int) -> Bool {
    binomial(count, worlds, Self.least) > 0.01 && 1 - binomial(count - 1, worlds, Self.most) > 0.01
  }

  @Test func linkageCanHurt() throws {
    let (members, banner, worlds) = try losing([], worlds: 96)
    #expect(agrees(members, of: worlds), "members lose in \(members) of \(worlds) worlds")
    #expect(agrees(banner, of: 96), "the banner loses in \(banner) of 96 worlds")
    #expect(members > 0 && banner > 0)
    // What the check can see: none of 96 worlds, or half of them.
    #expect(!agrees(0, of: 96) && !agrees(48, of: 96))
  }

  /// The check can fail: where cooperatives pay at once, take no more than they announce and cost nothing, nobody loses.
  @Test func withoutWhatHurtsItDoesNot() throws {
    let harmless = [
      "cooperatives.sideSellingShare", "cooperatives.latePaymentShare", "cooperatives.captureShare",
      "cooperatives.inputSpendingGain", "cooperatives.coordinationCost", "cooperatives.commissionShare",
      "cooperatives.fixedCostYuanPerYear", "husbandry.learntCareCost",
    ].map { $0 + "=0" }
    let (members, banner, _) = try losing(harmless, worlds: 32)
    #expect(members == 0 && banner == 0, "members lose in \(members), the banner in \(banner) of 32 worlds")
  }
}
