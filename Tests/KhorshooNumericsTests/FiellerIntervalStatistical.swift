import KhorshooNumerics
import Testing

@Suite struct FiellerIntervalStatistical {
  private static let stream = RandomStream(root: .dynamics, number: 901, name: "fieller")

  /// Over many studies of 40 replicates with correlated sides the set holds the true ratio 95 % of the time, also when
  /// the denominator is hardly known; the interval of single ratios does not.
  @Test(arguments: [(3.0, 2.0), (3.0, 0.35), (0.4, 0.2)]) func covers(_ numerator: Double, _ denominator: Double) {
    let (studies, size) = (2000, 40)
    var covered = 0
    var naive = 0
    for study in 0..<studies {
      let random = ScalarRandom(seed: 4, stream: Self.stream, replicate: study)
      var sums = (x: 0.0, y: 0.0, xx: 0.0, yy: 0.0, xy: 0.0)
      var ratios: [Double] = []
      for i in 0..<size {
        let z = random.normal(entity: i, index: 0)
        let x = numerator + z
        let y = denominator + 0.6 * z + 0.8 * random.normal(entity: i, index: 1)
        sums = (sums.x + x, sums.y + y, sums.xx + x * x, sums.yy + y * y, sums.xy + x * y)
        ratios.append(x / y)
      }
      let n = Double(size)
      let (mx, my) = (sums.x / n, sums.y / n)
      func ofMean(_ sum: Double, _ a: Double, _ b: Double) -> Double { (sum - n * a * b) / (n - 1) / n }
      let moments = RatioMoments(
        count: n, numerator: mx, denominator: my, numeratorVariance: ofMean(sums.xx, mx, mx),
        denominatorVariance: ofMean(sums.yy, my, my), covariance: ofMean(sums.xy, mx, my))
      let truth = numerator / denominator
      switch moments.interval95 {
      case .bounded(let low, let high): covered += low <= truth && truth <= high ? 1 : 0
      case .outside(let low, let high): covered += truth <= low || truth >= high ? 1 : 0
      case .unbounded: covered += 1
      case .undefined: break
      }
      let mean = ratios.reduce(0, +) / n
      let error = (ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) / n).squareRoot()
      naive += abs(mean - truth) <= studentQuantile975(degreesOfFreedom: n - 1) * error ? 1 : 0
    }
    let share = Double(covered) / Double(studies)
    // 4 standard errors of a share of 2,000.
    #expect(abs(share - 0.95) < 0.02, "coverage \(share)")
    // Deliberate fault: the mean of ratios covers too rarely.
    #expect(abs(Double(naive) / Double(studies) - 0.95) > 0.02, "naive coverage \(Double(naive) / Double(studies))")
  }
}
