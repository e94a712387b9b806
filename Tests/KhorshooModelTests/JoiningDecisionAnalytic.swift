import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// Section 7: each way of deciding, household by household.
@Suite struct JoiningDecisionAnalytic {
  /// All aware, all consider it, nobody leaves.
  private static let open: Settings = [
    "cooperatives.initialAwareShare": "1", "cooperatives.initialMembershipShare": "0.3",
    "diffusion.considerationPerQuarter": "1", "diffusion.exitIntercept": "-15", "diffusion.exitShortfallWeight": "0",
    "diffusion.exitDistressWeight": "0",
  ]

  /// Frequency of joining of each household that could, with the probability that its state gives, in some quarter.
  private func frequencies(
    _ settings: Settings, quarter: Int, replicates: Int = 800,
    _ probability: (_ h: Int, _ lane: Int, _ context: QuarterContext) -> Double
  ) throws -> [(joined: Double, expected: Double, variance: Double)] {
    let model = try World.model([World.lively, Self.open, settings], arms: [World.linkage], years: 1)
    let places = model.banner.places
    var sums = [(joined: Double, expected: Double, variance: Double)](
      repeating: (0, 0, 0), count: places.householdCount)
    for first in stride(from: 0, to: replicates, by: laneCount) {
      let step = Stepper(model, firstReplicate: first)
      for time in 0..<quarter { step.quarter(time) }
      var before: [[Double]] = []
      var chances: [[Double]] = []
      step.quarter(quarter) { name, gacha in
        guard name == "Admission" else { return }
        let range = places.gacha[gacha].households
        for h in range {
          let joins = numbers(step.context.flows.joins[h - range.lowerBound])
          for lane in 0..<laneCount where chances[h][lane] >= 0 {
            let p = chances[h][lane]
            sums[h].joined += joins[lane]
            sums[h].expected += p
            sums[h].variance += p * (1 - p)
          }
        }
      } before: {
        let context = step.context
        before = (0..<places.householdCount).map { numbers(context.state.isMember[$0]) }
        chances = (0..<places.householdCount).map { h in
          (0..<laneCount).map { lane in
            let c = model.banner.households.cooperative[h]
            let isOpen =
              model.banner.canJoin[h] && !model.banner.founds[h] && before[h][lane] == 0
              && context.state.cooperatives.isActive[c][lane] == 1
            return isOpen ? probability(h, lane, context) : -1
          }
        }
      }
    }
    return sums
  }

  /// Within five standard errors over all households, and none joins that cannot or stays that must.
  private func check(_ sums: [(joined: Double, expected: Double, variance: Double)], _ name: String) {
    let joined = sums.reduce(0) { $0 + $1.joined }
    let (expected, variance) = (sums.reduce(0) { $0 + $1.expected }, sums.reduce(0) { $0 + $1.variance })
    #expect(expected > 50, "\(name): too few could join to see anything")
    #expect(
      (joined - expected).magnitude <= 5 * variance.squareRoot() + 1e-6, "\(name): \(joined), expected \(expected)")
    for (h, sum) in sums.enumerated() {
      #expect(
        (sum.joined - sum.expected).magnitude <= 5.5 * sum.variance.squareRoot() + 1.5,
        "\(name), household \(h): \(sum.joined), expected \(sum.expected)")
    }
  }

  @Test func thresholds() throws {
    let settings: Settings = [
      "diffusion.mechanism": "threshold", "diffusion.thresholdLow": "0.1", "diffusion.thresholdHigh": "0.5",
    ]
    let sums = try frequencies(settings, quarter: 1, replicates: 64) { h, lane, context in
      let threshold = 0.1 + 0.4 * Double(context.banner.households.thresholdRank[h])
      return Double(context.state.exposureMembers[h][lane]) >= threshold - 5e-7 ? 1 : 0
    }
    for (h, sum) in sums.enumerated() { #expect(sum.joined == sum.expected, "household \(h)") }
    #expect(sums.contains { $0.expected > 0 } && sums.contains { $0.expected == 0 })
    let noisy = try frequencies(settings.merging(["diffusion.thresholdNoise": "0.2"]) { $1 }, quarter: 1) {
      h, lane, context in
      let threshold = 0.1 + 0.4 * Double(context.banner.households.thresholdRank[h])
      return 1 / (1 + stableExp(-(Double(context.state.exposureMembers[h][lane]) - threshold) / 0.2))
    }
    check(noisy, "noise")
  }

  @Test func cascade() throws {
    // In the second quarter only those count who joined in the first.
    let settings: Settings = ["diffusion.mechanism": "cascade", "diffusion.cascadeProbability": "0.6"]
    let sums = try frequencies(settings, quarter: 1) { h, lane, context in
      let weights = context.banner.network.weights
      var none = 1.0
      for k in weights.rowStarts[h]..<weights.rowStarts[h + 1]
      where context.state.joinedLast[Int(weights.columns[k])][lane] == 1 {
        none *= stableExp(Double(weights.weights[k]) * stableLog(1 - 0.6))
      }
      return 1 - none
    }
    check(sums, "cascade")
  }

  @Test func bass() throws {
    let settings: Settings = [
      "diffusion.mechanism": "bass", "diffusion.bassInnovationPerQuarter": "0.05",
      "diffusion.bassImitationPerQuarter": "0.6",
    ]
    let sums = try frequencies(settings, quarter: 2) { h, lane, context in
      let range = context.banner.places.gacha[context.banner.places.gachaOfHousehold[h]].households
      let members = range.reduce(0.0) { $0 + Double(context.state.isMember[$1][lane]) }
      return 1 - stableExp(-(0.05 + 0.6 * members / Double(range.count)))
    }
    check(sums, "bass")
  }

  /// The check rejects the chance of another mechanism.
  @Test func deliberateFault() throws {
    let settings: Settings = [
      "diffusion.mechanism": "bass", "diffusion.bassInnovationPerQuarter": "0.05",
      "diffusion.bassImitationPerQuarter": "0.6",
    ]
    let sums = try frequencies(settings, quarter: 2) { _, _, _ in 1 - stableExp(-0.05) }
    let joined = sums.reduce(0) { $0 + $1.joined }
    let (expected, variance) = (sums.reduce(0) { $0 + $1.expected }, sums.reduce(0) { $0 + $1.variance })
    #expect(joined - expected > 10 * variance.squareRoot())
  }

  /// What belongs to other mechanisms changes no bit of a run by utility.
  @Test func otherParametersDoNotMatter() throws {
    let base = Trace(try World.model([World.lively], years: 2))
    let other: Settings = [
      "diffusion.thresholdLow": "0.5", "diffusion.thresholdHigh": "0.9", "diffusion.thresholdNoise": "0.3",
      "diffusion.cascadeProbability": "0.9", "diffusion.bassInnovationPerQuarter": "0.3",
      "diffusion.bassImitationPerQuarter": "0.3",
    ]
    #expect(Trace(try World.model([World.lively, other], years: 2)).bits(arm: 1) == base.bits(arm: 1))
    for mechanism in ["threshold", "cascade", "bass"] {
      let changed = Trace(try World.model([World.lively, ["diffusion.mechanism": mechanism]], years: 2))
      #expect(changed.bits(arm: 1) != base.bits(arm: 1), "\(mechanism)")
    }
  }
}
