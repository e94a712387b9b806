import KhorshooNumerics
import Testing

@Suite struct CellStatisticsAnalytic {
  @Test(arguments: [1, 2, 15, 16, 17, 31, 32, 33, 64, 100, 1000])
  func agreesWithSortingAndMoments(count: Int) {
    let values = testNumbers(count, seed: 11).map { $0 * 30 + 1e6 }
    let s = statistics(of: values)
    let m = Moments(values)
    #expect(s.count(cell: 0) == count && abs(s.mean(cell: 0) - m.mean) < 1e-9)
    #expect(s.minimum(cell: 0) == values.min() && s.maximum(cell: 0) == values.max())
    #expect(count < 2 ? s.variance(cell: 0).isNaN : abs(s.variance(cell: 0) / m.variance - 1) < 1e-10)
    #expect(count < 2 || abs(s.halfWidth95(cell: 0) / m.halfWidth95 - 1) < 1e-10)
    let sorted = values.sorted()
    for p in [0, 0.05, 0.3, 0.5, 0.9, 1] {
      let truth = quantileType7(sorted: sorted, probability: p)
      // Exact up to 32, in single precision; then within a bin's width (30 / 24).
      let error = abs(s.quantile(cell: 0, probability: p) - truth)
      #expect(error <= (p == 0 || p == 1 ? 0 : count <= 32 ? truth * 0x1p-23 : 1.25))
    }
  }

  /// NIST NumAcc4, as far as doubles carry it: deviation 0.1 about 10^7.
  @Test func cancellation() {
    let s = statistics(of: [10_000_000.2] + (0..<1000).map { $0 % 2 == 0 ? 10_000_000.1 : 10_000_000.3 })
    #expect(abs(s.standardDeviation(cell: 0) - 0.1) < 1e-8)
  }

  /// Quantiles of 10,000 draws against those of the sorted sample, in units of the sampling deviation of the quantile
  /// itself: at most one and a half from 5 to 95 %, four in the tails, where the first 32 numbers are few.
  @Test func sketchAccuracy() {
    let r = ScalarRandom(seed: 5, stream: RandomStream(root: .population, number: 2, name: "sketch"))
    let n = 10_000
    let normal = (0..<n).map { r.normal(entity: $0, index: 0) }
    let exponential = (0..<n).map { r.exponential(mean: 1, entity: $0, index: 1) }
    for p in [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975] {
      let z = stableNormalQuantile(p)
      let normalDensity = stableExp(-z * z / 2) / (2 * Double.pi).squareRoot()
      for (values, density) in [(normal, normalDensity), (exponential, 1 - p)] {
        let found = statistics(of: values).quantile(cell: 0, probability: p)
        let truth = quantileType7(sorted: values.sorted(), probability: p)
        let sampling = (p * (1 - p) / Double(n)).squareRoot() / density
        #expect(abs(found - truth) < (abs(p - 0.5) < 0.46 ? 1.5 : 4) * sampling, "p \(p): \(found), \(truth)")
      }
    }
  }

  /// 0/1 data: every quantile away from the step is exactly 0 or 1; three point masses too.
  @Test func pointMassesAreExact() {
    let r = ScalarRandom(seed: 6, stream: RandomStream(root: .population, number: 2, name: "sketch"))
    let coin = (0..<3000).map { r.bernoulli(0.3, entity: $0, index: 0) ? 1.0 : 0 }
    let s = statistics(of: coin)
    for p in [0, 0.05, 0.5, 0.68] { #expect(s.quantile(cell: 0, probability: p) == 0) }
    for p in [0.72, 0.9, 0.95, 1] { #expect(s.quantile(cell: 0, probability: p) == 1) }
    let three = statistics(of: (0..<1000).map { Double($0 % 3) * 0.5 })
    #expect(three.quantile(cell: 0, probability: 0.5) == 0.5)
    let constant = statistics(of: Array(repeating: 0.1, count: 500))
    #expect(constant.mean(cell: 0) == 0.1 && constant.variance(cell: 0) == 0 && constant.halfWidth95(cell: 0) == 0)
    #expect(constant.minimum(cell: 0) == 0.1 && abs(constant.quantile(cell: 0, probability: 0.5) - 0.1) < 1e-8)
    // 32 equal numbers, then others on both sides.
    let late = statistics(of: Array(repeating: 2, count: 32) + [1, 3, 1, 3, 2, 2])
    #expect(late.quantile(cell: 0, probability: 0.5) == 2 && late.minimum(cell: 0) == 1 && late.maximum(cell: 0) == 3)
  }

  /// Counts stay whole numbers; a mass at zero does not spread over what lies about it.
  @Test func countsAndMassesStayThemselves() {
    let r = ScalarRandom(seed: 8, stream: RandomStream(root: .population, number: 2, name: "sketch"))
    let counts = (0..<2000).map { Double(Int(7 * r.uniform(entity: $0, index: 0))) }
    for p in [0.05, 0.25, 0.5, 0.75, 0.95] {
      let truth = quantileType7(sorted: counts.sorted(), probability: p)
      #expect(statistics(of: counts).quantile(cell: 0, probability: p) == truth)
    }
    // 80 % zero, the others normal about it.
    let mixed = (0..<2000).map {
      r.bernoulli(0.8, entity: $0, index: 1) ? 0 : 100 * r.normal(entity: $0, index: 2)
    }
    for p in [0.15, 0.25, 0.5, 0.75, 0.85] { #expect(statistics(of: mixed).quantile(cell: 0, probability: p) == 0) }
    for p in [0.02, 0.98] {
      let truth = quantileType7(sorted: mixed.sorted(), probability: p)
      #expect(abs(statistics(of: mixed).quantile(cell: 0, probability: p) - truth) < 20)
    }
  }

  /// A bin that is full halves all: 200,000 numbers, three quarters of them in one bin.
  @Test func countsBeyondABin() {
    let few = testNumbers(1000, seed: 14)
    let s = CellStatistics(cellCount: 1)
    s.add(Array(0..<16).map { Double($0) / 16 }, validLanes: 16)
    s.add(Array(0..<16).map { Double($0) / 16 }, validLanes: 16)
    for block in 0..<12_500 {
      let values = (0..<laneCount).map { lane in
        lane % 4 == 0 ? few[(block * 4 + lane / 4) % 1000] : 0.5 + 0.001 * few[(block + lane) % 1000]
      }
      s.add(values, validLanes: laneCount)
    }
    #expect(s.count(cell: 0) == 200_032)
    for (probability, truth) in [(0.05, -0.3), (0.5, 0.5), (0.9, 0.5)] {
      #expect(abs(s.quantile(cell: 0, probability: probability) - truth) < 0.05)
    }
  }
}
