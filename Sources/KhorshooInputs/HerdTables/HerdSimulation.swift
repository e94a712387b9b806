import KhorshooNumerics

/// What chance does to a herd of variable years: many runs of the same herd through drawn years.
///
/// The log growth rate is that of long runs after a start-up, whatever the herd began with; quasi-extinction is that numbers
/// have been below a threshold at some step.
/// - Source: see ``VariableHerd``.
/// - Proof: `VariableHerdAnalytic`, `VariableHerdGolden`.
public struct HerdSimulation: Sendable {
  /// How it is run.
  public struct Settings: Sendable {
    /// Head by stage at the start.
    public let start: [Double]
    /// Steps that are looked at one by one.
    public let steps: Int
    /// Head below which the herd counts as lost; nil for none.
    public let threshold: Double?
    /// Runs.
    public let replicates: Int
    /// Seed of all draws.
    public let seed: UInt64

    /// Memberwise.
    public init(start: [Double], steps: Int, threshold: Double? = nil, replicates: Int = 1000, seed: UInt64 = 1) {
      (self.start, self.steps, self.threshold) = (start, steps, threshold)
      (self.replicates, self.seed) = (replicates, seed)
    }
  }

  /// The whole herd after a step, over the replicates.
  public struct Step: Sendable, Equatable {
    /// Mean, 5 % quantile, median and 95 % quantile.
    public let mean, low, median, high: Double
    /// Share of the runs that were below the threshold by then; nil without one.
    public let lostShare: Double?
  }

  /// Steps before growth is measured, and steps over which it is measured.
  static let (startUp, measured) = (50, 500)

  /// Log growth rate a step, with its standard error; nil when runs die out to the last animal.
  public let logGrowth: (value: Double, error: Double)?
  /// Variance that the log of the numbers gains a step; nil likewise.
  public let variance: Double?
  /// After 0, 1 ... steps.
  public let steps: [Step]

  /// - Precondition: two replicates or more.
  public init(_ herd: VariableHerd, _ settings: Settings) {
    precondition(settings.replicates >= 2, "\(settings.replicates) replicates")
    let (count, length) = (settings.replicates, max(settings.steps, Self.startUp + Self.measured))
    var totals = [[Double]](repeating: [], count: settings.steps + 1)
    for t in totals.indices { totals[t].reserveCapacity(count) }
    var lostAt = [Int](repeating: 0, count: settings.steps + 1)
    var growth = Moments()
    for replicate in 0..<count {
      let run = Self.run(herd, settings, replicate, length: length)
      for t in 0...settings.steps { totals[t].append(run.totals[t]) }
      if let lost = run.lost { lostAt[lost] += 1 }
      growth.add(run.growth)
    }
    var lost = 0
    steps = totals.indices.map { t in
      lost += lostAt[t]
      let sorted = totals[t].sorted()
      func quantile(_ p: Double) -> Double { quantileType7(sorted: sorted, probability: p) }
      return Step(
        mean: Moments(totals[t]).mean, low: quantile(0.05), median: quantile(0.5), high: quantile(0.95),
        lostShare: settings.threshold == nil ? nil : Double(lost) / Double(count))
    }
    if growth.mean.isFinite {
      logGrowth = (growth.mean, (growth.variance / Double(count)).squareRoot())
      variance = growth.variance * Double(length - Self.startUp)
    } else {
      (logGrowth, variance) = (nil, nil)
    }
  }

  /// One run: the herd after each step that is looked at, when it was lost first, and its log growth a step.
  private static func run(
    _ herd: VariableHerd, _ settings: Settings, _ replicate: Int, length: Int
  ) -> (totals: [Double], lost: Int?, growth: Double) {
    let n = herd.stageCount
    var weather = VariableHerd.Weather(herd, seed: settings.seed, replicate: replicate)
    // Shares of the stages, and the log of the whole herd, which neither overflows nor vanishes.
    let whole = settings.start.reduce(0, +)
    var (shares, logTotal) = (settings.start.map { $0 / whole }, stableLog(whole))
    var (totals, lost) = ([whole], (settings.threshold.map { whole < $0 } ?? false) ? 0 : nil as Int?)
    var (next, logStart) = (shares, 0.0)
    for step in 0..<length {
      let matrix = weather.matrix(step: step)
      var sum = 0.0
      matrix.values.withUnsafeBufferPointer { entries in
        for r in 0..<n {
          var x = 0.0
          for c in 0..<n { x += entries[r * n + c] * shares[c] }
          next[r] = x
          sum += x
        }
      }
      guard sum > 0 else {
        if step < settings.steps { totals += [Double](repeating: 0, count: settings.steps - step) }
        return (totals, settings.threshold == nil ? nil : lost ?? (step < settings.steps ? step + 1 : nil), -.infinity)
      }
      for r in 0..<n { shares[r] = next[r] / sum }
      logTotal += stableLog(sum)
      if step + 1 == startUp { logStart = logTotal }
      if step < settings.steps {
        let total = stableExp(logTotal)
        totals.append(total)
        if lost == nil, let threshold = settings.threshold, total < threshold { lost = step + 1 }
      }
    }
    return (totals, lost, (logTotal - logStart) / Double(length - startUp))
  }

  /// Probability that a herd has been below a threshold by a step, if the log of its numbers were a random walk of small
  /// steps: the inverse Gaussian distribution.
  ///
  /// - Parameters:
  ///   - distance: log of the numbers at the start over the threshold.
  ///   - growth: log growth rate a step.
  ///   - variance: of the log a step.
  /// - Source: Lande and Orzack 1988, doi:10.1073/pnas.85.19.7418, equation 12.
  public static func diffusionLoss(distance d: Double, growth: Double, variance: Double, steps: Int) -> Double {
    guard d > 0 else { return 1 }
    guard variance > 0, steps > 0 else { return d + growth * Double(steps) < 0 ? 1 : 0 }
    let t = Double(steps)
    let spread = (variance * t).squareRoot()
    let first = stableNormalDistribution((-d - growth * t) / spread)
    let tail = stableNormalDistribution((-d + growth * t) / spread)
    // The factor may be huge where the tail vanishes.
    let second = tail > 0 ? stableExp(min(700, -2 * growth * d / variance + stableLog(tail))) : 0
    return min(1, first + second)
  }
}
