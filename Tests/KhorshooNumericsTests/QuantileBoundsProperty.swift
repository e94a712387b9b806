import KhorshooNumerics
import Testing

/// The bounds of a quantile hold it, whatever the numbers and the order in which they come.
@Suite struct QuantileBoundsProperty {
  /// Numbers that a grid set by the first 32 of them meets badly, each from its place in the order.
  static let shapes: [(name: String, number: @Sendable (Int, ScalarRandom) -> Double)] = [
    ("normal", { i, r in r.normal(entity: i, index: 0) }),
    ("exponential", { i, r in r.exponential(mean: 1, entity: i, index: 0) }),
    ("lognormal, heavy", { i, r in r.lognormal(logMean: 0, logStandardDeviation: 3, entity: i, index: 0) }),
    ("Cauchy", { i, r in r.normal(entity: i, index: 0) / r.normal(entity: i, index: 1) }),
    ("coin", { i, r in r.bernoulli(0.3, entity: i, index: 0) ? 1 : 0 }),
    ("whole", { i, r in Double(r.poisson(mean: 40, entity: i, index: 0)) }),
    ("mass at zero", { i, r in r.bernoulli(0.6, entity: i, index: 0) ? 0 : r.normal(entity: i, index: 1) }),
    ("two heaps", { i, r in (r.bernoulli(0.5, entity: i, index: 0) ? 0 : 1e6) + r.normal(entity: i, index: 1) }),
    ("late heap", { i, r in (i < 40 ? 0 : 1000) + r.normal(entity: i, index: 0) }),
    ("rising", { i, _ in Double(i) * 0.37 }),
    ("falling", { i, _ in Double(i) * -0.37 }),
    ("equal at first", { i, r in i < 32 ? 5 : 5 + r.normal(entity: i, index: 0) }),
    ("tiny", { i, r in 1e-30 * r.normal(entity: i, index: 0) }),
    ("far from zero", { i, r in 1e7 + r.normal(entity: i, index: 0) }),
    ("infinite now and then", { i, r in i % 50 == 7 ? .infinity : r.normal(entity: i, index: 0) }),
  ]
  static let probabilities = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1]

  private func random(_ seed: UInt64) -> ScalarRandom {
    ScalarRandom(seed: seed, stream: RandomStream(root: .population, number: 2, name: "bounds"))
  }

  private func numbers(_ shape: Int, _ count: Int, seed: UInt64) -> [Double] {
    let r = random(seed)
    return (0..<count).map { Self.shapes[shape].number($0, r) }
  }

  @Test(arguments: shapes.indices) func boundsHoldTheQuantileAndItsEstimate(shape: Int) throws {
    for (seed, count) in zip(0..., [1, 20, 32, 33, 100, 1000, 5000]) {
      let values = numbers(shape, count, seed: UInt64(seed))
      let (s, sorted) = (statistics(of: values), values.sorted())
      for p in Self.probabilities {
        let bounds = try #require(s.quantileBounds(cell: 0, probability: p))
        let (truth, estimate) = (quantileType7(sorted: sorted, probability: p), s.quantile(cell: 0, probability: p))
        let place = "\(Self.shapes[shape].name), \(count) numbers, \(p): \(truth), \(estimate) in \(bounds)"
        #expect(truth.isNaN || bounds.contains(truth), "truth, \(place)")
        #expect(estimate.isNaN || bounds.contains(estimate), "estimate, \(place)")
      }
    }
  }

  /// Among the first 32 numbers a quantile is known to a 24th of their range.
  @Test(arguments: 0..<20) func boundsAreAsNarrowAsABin(seed: Int) throws {
    let values = numbers(0, 2000, seed: UInt64(seed))
    let first = values.prefix(32)
    let (least, greatest) = (try #require(first.min()), try #require(first.max()))
    let s = statistics(of: values)
    for p in stride(from: 0.02, through: 0.98, by: 0.02) {
      let bounds = try #require(s.quantileBounds(cell: 0, probability: p))
      guard bounds.lowerBound > least, bounds.upperBound < greatest else { continue }
      #expect(bounds.upperBound - bounds.lowerBound <= (greatest - least) / 24 * 1.01, "seed \(seed), \(p): \(bounds)")
    }
  }

  /// Halved counts leave ranks uncertain: the bounds hold the quantile still.
  @Test func boundsHoldWhenCountsAreHalved() throws {
    let values = numbers(6, 300_000, seed: 9).enumerated().map { $0.offset % 3 == 0 ? $0.element : 0.001 * $0.element }
    let (s, sorted) = (statistics(of: values), values.sorted())
    for p in stride(from: 0.01, through: 0.99, by: 0.01) {
      let bounds = try #require(s.quantileBounds(cell: 0, probability: p))
      #expect(bounds.contains(quantileType7(sorted: sorted, probability: p)), "\(p): \(bounds)")
    }
  }

  /// The check can fail: bounds half as wide do not hold every quantile.
  @Test func narrowerBoundsWouldNotHold() throws {
    var missed = 0
    for seed in 0..<20 {
      let values = numbers(1, 1000, seed: UInt64(seed))
      let (s, sorted) = (statistics(of: values), values.sorted())
      for p in Self.probabilities.dropFirst().dropLast() {
        let bounds = try #require(s.quantileBounds(cell: 0, probability: p))
        let middle = (bounds.lowerBound + bounds.upperBound) / 2
        let quarter = (bounds.upperBound - bounds.lowerBound) / 4
        if abs(quantileType7(sorted: sorted, probability: p) - middle) > quarter { missed += 1 }
      }
    }
    #expect(missed > 0)
    #expect(statistics(of: [.nan]).quantileBounds(cell: 0, probability: 0.5) == nil)
  }
}
