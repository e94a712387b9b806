import KhorshooNumerics
import Testing

@Suite struct RandomStatistical {
  /// Mean and variance within five standard errors: false alarms 6e-7 each, 30 checks, so 2e-5 in all; fixed seed.
  func check(_ name: String, mean: Double, variance: Double, kurtosis: Double = 3, _ draw: (Int) -> Double) {
    let n = 40_000
    let moments = Moments((0..<n).map(draw))
    let count = Double(n)
    #expect(abs(moments.mean - mean) < 5 * (variance / count).squareRoot(), "\(name): mean \(moments.mean)")
    let spread = variance * ((kurtosis - 1) / count).squareRoot()
    #expect(abs(moments.variance - variance) < 5 * spread, "\(name): variance \(moments.variance)")
  }

  @Test func scalarMoments() {
    let r = ScalarRandom(seed: 20_240_601, stream: stream)
    check("uniform", mean: 0.5, variance: 1.0 / 12, kurtosis: 1.8) { r.uniform(entity: $0, index: 0) }
    check("normal", mean: 3, variance: 4) { r.normal(mean: 3, standardDeviation: 2, entity: $0, index: 1) }
    check("exponential", mean: 2, variance: 4, kurtosis: 9) { r.exponential(mean: 2, entity: $0, index: 2) }
    for shape in [0.3, 1, 4.5] {
      check("gamma \(shape)", mean: 2 * shape, variance: 4 * shape, kurtosis: 3 + 6 / shape) {
        r.gamma(shape: shape, scale: 2, entity: $0, index: 3)
      }
    }
    check("beta", mean: 0.4, variance: 0.4 * 0.6 / 6, kurtosis: 3) { r.beta(alpha: 2, beta: 3, entity: $0, index: 4) }
    check("poisson", mean: 3.5, variance: 3.5, kurtosis: 3 + 1 / 3.5) {
      Double(r.poisson(mean: 3.5, entity: $0, index: 5))
    }
    check("poisson 900", mean: 900, variance: 900) { Double(r.poisson(mean: 900, entity: $0, index: 5)) }
    check("binomial", mean: 12, variance: 8.4) { Double(r.binomial(count: 40, probability: 0.3, entity: $0, index: 6)) }
    check("binomial 3000", mean: 2100, variance: 630) {
      Double(r.binomial(count: 3000, probability: 0.7, entity: $0, index: 6))
    }
    check("bernoulli", mean: 0.2, variance: 0.16, kurtosis: 3.25) {
      r.bernoulli(0.2, entity: $0, index: 7) ? 1 : 0
    }
    let logs = 0.3
    let m = stableExp(1 + logs * logs / 2)
    check("lognormal", mean: m, variance: (stableExp(logs * logs) - 1) * m * m, kurtosis: 5) {
      r.lognormal(logMean: 1, logStandardDeviation: logs, entity: $0, index: 8)
    }
  }

  /// Chi-square of 256 cells against its mean 255 within five deviations (22.6 each); neighbours uncorrelated.
  @Test func laneUniformsAreEvenAndUncorrelated() {
    let lanes = LaneRandom(seed: 77, firstReplicate: 0)
    var cells = [Double](repeating: 0, count: 256)
    var byLane = 0.0
    var byEntity = 0.0
    var last = Lanes(repeating: 0.5)
    let entities = 4000
    for entity in 0..<entities {
      let u = lanes.uniform(stream, entity: entity, quarter: 1, index: 2)
      for lane in 0..<laneCount {
        cells[Int(u[lane] * 256)] += 1
        byLane += Double((u[lane] - 0.5) * (u[(lane + 1) % laneCount] - 0.5))
        byEntity += Double((u[lane] - 0.5) * (last[lane] - 0.5))
      }
      last = u
    }
    let n = Double(entities * laneCount)
    let chiSquare = cells.reduce(0) { $0 + ($1 - n / 256) * ($1 - n / 256) / (n / 256) }
    #expect(abs(chiSquare - 255) < 5 * 22.6)
    #expect(abs(byLane) < 5 * n.squareRoot() / 12 && abs(byEntity) < 5 * n.squareRoot() / 12)
  }
}
