import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Recorded inequality, poverty and losers against the same figures computed household by household from the states.
@Suite struct EquityProperty {
  /// Many persons below a high line, and herds in debt.
  private static let poor: Settings = [
    "income.povertyLineYuanPerPersonYear": "30000", "dzud.probabilityPerWinter": "0.7",
  ]

  private static func trace(_ arms: [Settings] = [World.none, World.linkage]) throws -> Trace {
    Trace(try World.model([World.lively, poor], arms: arms, years: 2))
  }

  /// Disposable incomes of the year of some households in one replicate.
  private func incomes(_ trace: Trace, arm: Int, lane: Int, _ households: some Sequence<Int>) -> [Double] {
    households.map { Double(trace.workspace.contexts[arm].state.disposableIncomeYearYuan[$0][lane]) }
  }

  /// Their mean incomes over the run.
  private func means(_ trace: Trace, arm: Int, lane: Int) -> [Double] {
    (0..<60).map { Double(trace.workspace.contexts[arm].state.accrualIncomeMeanYuan[$0][lane]) }
  }

  /// What the outcomes should be, by their definitions.
  private func expected(_ trace: Trace, arm: Int, lane: Int, _ households: [Int]) -> [String: Double] {
    let persons = households.map { Double(trace.model.banner.households.persons[$0]) }
    let heads = zip(incomes(trace, arm: arm, lane: lane, households), persons).map { $0 / $1 }
    let gaps = heads.map { $0 < 30_000 ? 1 - max(0, $0) / 30_000 : 0 }
    let all = persons.reduce(0, +)
    func mean(_ values: [Double]) -> Double { zip(values, persons).reduce(0) { $0 + $1.0 * $1.1 } / all }
    let positive = heads.map { max(0, $0) }
    let average = positive.reduce(0, +) / Double(heads.count)
    let sorted = heads.sorted()
    let total = sorted.reduce(0, +)
    let tenths = (0...10).map { tenth -> Double in
      let position = Double(sorted.count * tenth) / 10
      let whole = sorted[..<Int(position)].reduce(0, +)
      return Int(position) < sorted.count ? whole + (position - position.rounded(.down)) * sorted[Int(position)] : whole
    }
    let gini = sorted.enumerated().reduce(0.0) { $0 + Double(2 * $1.0 + 1 - sorted.count) * $1.1 }
    return [
      "povertyShare": mean(heads.map { $0 < 30_000 ? 1 : 0 }), "povertyGap": mean(gaps),
      "povertySeverity": mean(gaps.map { $0 * $0 }), "incomeGini": gini / (Double(sorted.count) * total),
      "incomeTheil": positive.reduce(0) { $0 + ($1 > 0 ? $1 / average * log($1 / average) : 0) } / Double(heads.count),
      "incomePalma": tenths[4] > 0 ? (total - tenths[9]) / tenths[4] : .nan,
      "incomePerHeadP10": quantileType7(sorted: sorted, probability: 0.1),
      "incomePerHeadP90": quantileType7(sorted: sorted, probability: 0.9),
    ].merging(Dictionary(uniqueKeysWithValues: (1...9).map { ("incomeLorenz\($0)0", tenths[$0] / total) })) { $1 }
  }

  private func agree(_ found: Double, _ expected: Double) -> Bool {
    found.isNaN && expected.isNaN || abs(found - expected) <= 5e-5 * max(1, abs(expected))
  }

  @Test func outcomesOfThePlaces() throws {
    let trace = try Self.trace()
    let banner = trace.model.banner
    let gacha = trace.places(.gacha)
    var poorest = 0.0
    for arm in 0..<2 {
      for lane in 0..<laneCount {
        for (name, value) in expected(trace, arm: arm, lane: lane, Array(0..<60)) {
          #expect(agree(trace.values(name, arm: arm, time: 7)[lane], value), "\(name) of the banner, \(arm), \(lane)")
        }
        for (v, place) in gacha.enumerated() {
          for (name, value) in expected(trace, arm: arm, lane: lane, Array(banner.places.gacha[v].households))
          where !name.hasPrefix("incomeLorenz") {
            #expect(agree(trace.values(name, arm: arm, place: place, time: 7)[lane], value), "\(name) of gacha \(v)")
          }
        }
        poorest = max(poorest, trace.values("povertySeverity", arm: arm, time: 7)[lane])
      }
    }
    // Somebody is poor, and (deliberate fault) another replicate's figures would be seen.
    #expect(poorest > 0.01)
    #expect(
      !agree(
        trace.values("incomeTheil", arm: 1, time: 7)[0], expected(trace, arm: 1, lane: 1, Array(0..<60))["incomeTheil"]!
      ))
  }

  /// Members' outcomes, in the arm and of the same households in the reference arm.
  @Test func outcomesOfGroups() throws {
    let trace = try Self.trace()
    let members = trace.workspace.contexts[1].state.isMember
    for (offset, place) in trace.places(.group).prefix(2).enumerated() {
      for lane in 0..<laneCount {
        let inside = (0..<60).filter { (members[$0][lane] == 1) == (offset == 0) }
        guard !inside.isEmpty else { continue }
        for (arm, value) in [(0, trace.matched), (1, trace.values)] as [(Int, (String, Int, Int, Int) -> [Double])] {
          for (name, wanted) in expected(trace, arm: arm, lane: lane, inside) where !name.hasPrefix("incomeLorenz") {
            #expect(agree(value(name, 1, place, 7)[lane], wanted), "\(name), group \(offset), arm \(arm), lane \(lane)")
          }
        }
      }
    }
  }

  /// Losers have lost more than a hundredth of their mean over the run; quantiles are those of the individual differences.
  @Test func losersAndUplift() throws {
    let trace = try Self.trace()
    let group = trace.places(.group)[0]
    var losers = 0.0
    for lane in 0..<laneCount {
      let own = means(trace, arm: 1, lane: lane)
      let other = means(trace, arm: 0, lane: lane)
      let lost = (0..<60).filter { own[$0] - other[$0] < -0.01 * abs(other[$0]) }
      #expect(trace.values("loserShare", arm: 1, time: 7)[lane] == Double(lost.count) / 60)
      let members = (0..<60).filter { trace.workspace.contexts[1].state.isMember[$0][lane] == 1 }
      let share = Double(lost.count { members.contains($0) }) / Double(members.count)
      #expect(abs(trace.values("loserShare", arm: 1, place: group, time: 7)[lane] - share) < 1e-12)
      let gains = zip(own, other).map { $0 - $1 }.sorted()
      for (name, p) in [("upliftP10", 0.1), ("upliftP50", 0.5), ("upliftP90", 0.9)] {
        // Differences of floats near 1e5 round in the second place after the point.
        #expect(abs(trace.values(name, arm: 1, time: 7)[lane] - quantileType7(sorted: gains, probability: p)) < 0.05)
      }
      losers += Double(lost.count)
    }
    #expect(losers > 0)
    for name in ["loserShare", "upliftP10", "upliftP50", "upliftP90"] {
      #expect(trace.values(name, arm: 0, time: 7) == Array(repeating: 0, count: laneCount))
    }
    #expect(trace.matched("loserShare", arm: 1, place: group, time: 7) == Array(repeating: 0, count: laneCount))
  }

  /// With every channel off nobody gains or loses, and the effect on members is exactly zero though a naive gap remains.
  @Test func noChannelNoEffect() throws {
    var silent = World.linkage
    for channel in World.channels { silent["policy.channels." + channel] = "false" }
    let trace = try Self.trace([World.none, silent])
    for name in ["loserShare", "upliftP10", "upliftP90", "memberEffect", "memberEffectRelative"] {
      #expect(trace.values(name, arm: 1, time: 7) == Array(repeating: 0, count: laneCount), "\(name)")
    }
    #expect(trace.values("memberGapNaive", arm: 1, time: 7).allSatisfy { abs($0) > 1 })
  }
}
