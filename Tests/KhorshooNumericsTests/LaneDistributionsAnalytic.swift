import KhorshooNumerics
import Testing

@Suite struct LaneDistributionsAnalytic {
  /// Exact probabilities, by the lattice of uniforms: the share of 2^16 evenly spaced uniforms that give k.
  func frequencies(_ draw: (Lanes) -> Lanes) -> [Int: Double] {
    var counts: [Int: Double] = [:]
    var last: Float = -1
    for block in 0..<4096 {
      var u = Lanes.zero
      for lane in 0..<laneCount { u[lane] = (Float(block * laneCount + lane) + 0.5) / 65_536 }
      let k = draw(u)
      for lane in 0..<laneCount {
        #expect(k[lane] >= last, "falls at u = \(u[lane])")
        last = k[lane]
        counts[Int(k[lane]), default: 0] += 1.0 / 65_536
      }
    }
    return counts
  }

  /// Binomial probabilities by recurrence from the mode outwards, in doubles.
  func binomial(_ n: Int, _ p: Double) -> [Double] {
    var weights = [Double](repeating: 0, count: n + 1)
    let mode = min(n, Int(Double(n + 1) * p))
    weights[mode] = 1
    for k in stride(from: mode + 1, through: n, by: 1) {
      weights[k] = weights[k - 1] * Double(n - k + 1) / Double(k) * p / (1 - p)
    }
    for k in stride(from: mode - 1, through: 0, by: -1) {
      weights[k] = weights[k + 1] * Double(k + 1) / Double(n - k) * (1 - p) / p
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  @Test(arguments: [
    (1, 0.3, 4e-5), (30, 0.05, 4e-5), (30, 0.95, 4e-5), (32, 0.5, 4e-5), (200, 0.07, 4e-5), (1000, 0.015, 5e-5),
    (100, 0.3, 3e-3), (100, 0.8, 3e-3), (400, 0.5, 3e-3), (2000, 0.01, 3e-3),
  ])
  func binomialProbabilities(n: Int, p: Double, tolerance: Double) {
    let found = frequencies {
      binomialLanes(count: Lanes(repeating: Float(n)), probability: Lanes(repeating: Float(p)), uniform: $0)
    }
    let truth = binomial(n, Double(Float(p)))
    #expect(found.keys.allSatisfy { (0...n).contains($0) })
    for k in 0...n { #expect(abs((found[k] ?? 0) - truth[k]) < tolerance, "P(\(k))") }
  }

  @Test(arguments: [(0.01, 4e-5), (1.5, 4e-5), (15.9, 5e-5), (17.0, 3e-3), (80.0, 3e-3)])
  func poissonProbabilities(mean: Double, tolerance: Double) {
    let found = frequencies { poissonLanes(mean: Lanes(repeating: Float(mean)), uniform: $0) }
    var probability = stableExp(-mean)
    for k in 0...150 {
      if k > 0 { probability *= mean / Double(k) }
      #expect(abs((found[k] ?? 0) - probability) < tolerance, "P(\(k))")
    }
  }
}
