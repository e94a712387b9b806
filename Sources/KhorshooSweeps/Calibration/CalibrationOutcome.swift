import KhorshooExperiments
import KhorshooInputs
import KhorshooNumerics

/// What a calibration found: of each wave, of each target, of each parameter.
public struct CalibrationOutcome: Sendable {
  /// One wave.
  public struct Wave: Sendable {
    /// Places with and without a result.
    public let done, failed: Int
    /// Factors that emulators see.
    public let active: Int
    /// Share of the space that is left after it, and the worst implausibility there; 3 or less when all targets can be met.
    public let shareLeft, reached: Double

    /// Memberwise.
    public init(done: Int, failed: Int, active: Int, shareLeft: Double, reached: Double) {
      (self.done, self.failed, self.active) = (done, failed, active)
      (self.shareLeft, self.reached) = (shareLeft, reached)
    }
  }

  /// Whether the model meets a target.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Implausibility at most 2, at most 3.
    case met, nearlyMet
    /// Beyond 3 after the calibration, although some parameters meet it alone.
    case notMet
    /// Beyond 3 at all parameters.
    case outOfReach
    /// Held out: within and outside the 90 % interval that the calibrated model predicts.
    case predicted, missed
  }

  /// One target.
  public struct Target: Sendable {
    /// As in the table.
    public let target: TargetTable.Target
    /// Mean of the runs of the first wave, and of the weighted draws.
    public let before, after: Double
    /// Between these lies the number with 90 %: draws, luck, observation and discrepancy together.
    public let low, high: Double
    /// Median of implausibilities over the runs of the first wave, and over the weighted draws.
    public let implausibilityBefore, implausibilityAfter: Double
    /// Share of the space that it alone rules out; nil when it is held out.
    public let ruledOut: Double?
    /// Least implausibility that was found at any parameters; nil when it is held out.
    public let least: Double?
    /// What came of it.
    public let verdict: Verdict
    /// Factors that it depends on most.
    public let factors: [String]
    /// Targets that cannot be met together with it.
    public let conflicts: [String]
    /// How well points left out are predicted.
    public let check: Emulator.Check
  }

  /// One parameter before and after.
  public struct Range: Sendable {
    /// Key.
    public let key: String
    /// Values at 5, 50 and 95 %; nil of a word.
    public let before, after: [Double?]
    /// 1 - standard deviation after over before, in the scale of what was believed.
    public let narrowed: Double
    /// Whether an emulator sees it.
    public let isActive: Bool
  }

  /// Waves in their order.
  public let waves: [Wave]
  /// Targets in the order of the table.
  public let targets: [Target]
  /// Parameters in the order of the factors.
  public let ranges: [Range]
  /// The weighted draws.
  public let posterior: PosteriorSample

  /// Puts together what was found.
  ///
  /// - Parameters:
  ///   - before: runs of the first wave.
  ///   - runs: runs at the draws, one a draw.
  public init(
    _ problem: CalibrationProblem, waves: [Wave], _ fit: CalibrationFit, _ lessons: TargetLessons,
    _ posterior: PosteriorSample, before: RunOutputs, runs: RunOutputs
  ) {
    (self.waves, self.posterior) = (waves, posterior)
    let judged = problem.judged
    targets = problem.targets.targets.enumerated().map { q, target in
      let lesson = judged.firstIndex(of: q).map { (place: $0, lesson: lessons.lessons[$0]) }
      let pairs = lesson.map { own in
        lessons.conflicts.compactMap { pair in
          pair.first == own.place ? pair.second : pair.second == own.place ? pair.first : nil
        }.map { problem.targets.targets[judged[$0]].name }
      }
      return Self.target(
        q, target, problem, fit, posterior, before: before, runs: runs, lesson: lesson?.lesson, conflicts: pairs ?? [])
    }
    ranges = Self.ranges(problem, fit, posterior)
  }

  private static func target(
    _ q: Int, _ target: TargetTable.Target, _ problem: CalibrationProblem, _ fit: CalibrationFit,
    _ posterior: PosteriorSample, before: RunOutputs, runs: RunOutputs, lesson: TargetLessons.Lesson?,
    conflicts: [String]
  ) -> Target {
    let seen = problem.observations[q]
    func implausibility(_ runs: RunOutputs, _ weights: [Double]) -> Double {
      let all = (0..<runs.count).map { i in
        (seen.value - runs.means[i, q]).magnitude / (seen.variance + runs.variances[i, q]).squareRoot()
      }
      return PosteriorSample.quantile(all, weights, 0.5)
    }
    func mean(_ runs: RunOutputs, _ weights: [Double]) -> Double {
      let used = (0..<runs.count).filter { runs.means[$0, q].isFinite }
      let total = used.reduce(0) { $0 + weights[$1] }
      return used.reduce(0) { $0 + weights[$1] * runs.means[$1, q] } / total
    }
    let equal = [Double](repeating: 1, count: before.count)
    let ends = [0.05, 0.95].map { probability in
      PosteriorSample.mixtureQuantile(
        means: (0..<runs.count).map { runs.means[$0, q] },
        variances: (0..<runs.count).map { runs.variances[$0, q] + seen.variance }, weights: posterior.weights,
        probability)
    }
    let after = implausibility(runs, posterior.weights)
    let verdict: Verdict
    if let lesson {
      verdict =
        after <= 2
        ? .met
        : after <= HistoryMatching.limit
          ? .nearlyMet
          : lesson.least > HistoryMatching.limit
            ? .outOfReach : .notMet
    } else {
      verdict = (ends[0]...max(ends[0], ends[1])).contains(seen.value) ? .predicted : .missed
    }
    return Target(
      target: target, before: mean(before, equal), after: mean(runs, posterior.weights), low: ends[0], high: ends[1],
      implausibilityBefore: implausibility(before, equal), implausibilityAfter: after, ruledOut: lesson?.ruledOut,
      least: lesson?.least, verdict: verdict,
      factors: fit.emulators[q].active.prefix(3).map { problem.space.factors[$0.input].name }, conflicts: conflicts,
      check: fit.emulators[q].check)
  }

  private static func ranges(
    _ problem: CalibrationProblem, _ fit: CalibrationFit, _ posterior: PosteriorSample
  ) -> [Range] {
    let probabilities = [0.05, 0.5, 0.95]
    return problem.space.factors.enumerated().flatMap { j, factor -> [Range] in
      let places = (0..<posterior.coordinates.rowCount).map { posterior.coordinates[$0, j] }
      let quantiles = probabilities.map { PosteriorSample.quantile(places, posterior.weights, $0) }
      let mean = zip(places, posterior.weights).reduce(0) { $0 + $1.0 * $1.1 }
      let variance = zip(places, posterior.weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
      // A coordinate is uniform from 0 to 1 before: variance 1/12.
      let narrowed = 1 - (12 * variance).squareRoot()
      return factor.parts.indices.map { part in
        func values(_ coordinates: [Double]) -> [Double?] {
          coordinates.map { $0.isFinite ? factor.values(at: $0)[part].number : nil }
        }
        return Range(
          key: factor.parts[part].key, before: values(probabilities), after: values(quantiles), narrowed: narrowed,
          isActive: fit.active.contains(j))
      }
    }
  }
}
