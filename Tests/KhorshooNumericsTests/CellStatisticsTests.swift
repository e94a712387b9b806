import KhorshooNumerics
import Testing

/// Feeds values of one cell, block by block, with the padding lanes of the last block holding `padding`.
func statistics(of values: [Double], padding: Double = .nan) -> CellStatistics {
  let s = CellStatistics(cellCount: 1)
  for start in stride(from: 0, to: values.count, by: laneCount) {
    let part = Array(values[start..<min(values.count, start + laneCount)])
    s.add(part + Array(repeating: padding, count: laneCount - part.count), validLanes: part.count)
  }
  return s
}

func summary(_ s: CellStatistics) -> [UInt64] {
  ([Double(s.count(cell: 0)), s.mean(cell: 0), s.variance(cell: 0), s.minimum(cell: 0), s.maximum(cell: 0)]
    + [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1].map { s.quantile(cell: 0, probability: $0) }).map(\.bitPattern)
}

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

@Suite struct CellStatisticsProperty {
  @Test func sameBlocksSameBytesWhateverThePadding() {
    let values = testNumbers(203, seed: 12).map { $0 * $0 * 100 }
    let reference = summary(statistics(of: values))
    for padding in [0, -1e300, .infinity, 7] as [Double] {
      #expect(summary(statistics(of: values, padding: padding)) == reference)
    }
  }

  /// Lanes without an outcome count for nothing, in the exact stage, in the bins and at the passage.
  @Test func undefinedOutcomesAreSkipped() {
    let values = testNumbers(300, seed: 13)
    let holes = values.enumerated().map { $0.offset % 3 == 1 ? Double.nan : $0.element }
    let kept = holes.filter { !$0.isNaN }
    let s = statistics(of: holes)
    #expect(s.count(cell: 0) == 200 && abs(s.mean(cell: 0) - Moments(kept).mean) < 1e-15)
    #expect(abs(s.variance(cell: 0) - Moments(kept).variance) < 1e-14)
    #expect(s.minimum(cell: 0) == kept.min() && s.maximum(cell: 0) == kept.max())
    let none = statistics(of: Array(repeating: .nan, count: 40))
    #expect(none.count(cell: 0) == 0 && none.mean(cell: 0).isNaN && none.quantile(cell: 0, probability: 0.5).isNaN)
    #expect(none.minimum(cell: 0).isNaN && none.standardError(cell: 0).isNaN)
  }

  /// An outcome that is infinite in some replicates ends no run, wherever it comes; late, it leaves the quantiles alone.
  @Test(arguments: [Double.infinity, -.infinity, 1e300]) func infiniteNumbers(extreme: Double) {
    let values = testNumbers(200, seed: 15)
    for place in [0, 20, 40, 150] {
      var some = values
      some[place] = extreme
      let s = statistics(of: some)
      #expect(s.count(cell: 0) == 200 && (extreme > 0 ? s.maximum(cell: 0) : s.minimum(cell: 0)) == extreme)
      let median = s.quantile(cell: 0, probability: 0.5)
      if place >= 32 {
        #expect(abs(median - quantileType7(sorted: some.sorted(), probability: 0.5)) < 0.05, "at \(place)")
      }
    }
  }

  @Test func cellsDoNotTouchOneAnother() {
    let cells = 37
    let s = CellStatistics(cellCount: cells)
    var columns = [[Double]](repeating: [], count: cells)
    for block in 0..<9 {
      let values = testNumbers(cells * laneCount, seed: UInt64(block + 40))
      for cell in 0..<cells { columns[cell] += values[cell * laneCount..<(cell + 1) * laneCount] }
      s.add(values, validLanes: laneCount, cells: 0..<20)
      s.add(Array(values[20 * laneCount..<cells * laneCount]), validLanes: laneCount, cells: 20..<cells)
    }
    for cell in 0..<cells {
      let alone = statistics(of: columns[cell])
      #expect(alone.mean(cell: 0) == s.mean(cell: cell) && alone.variance(cell: 0) == s.variance(cell: cell))
      #expect(alone.quantile(cell: 0, probability: 0.3) == s.quantile(cell: cell, probability: 0.3))
    }
  }
}

@Suite struct PairStatisticsAnalytic {
  func pairs(_ x: [Double], _ y: [Double], padding: Double = .nan) -> PairStatistics {
    let s = PairStatistics(cellCount: 1)
    for start in stride(from: 0, to: x.count, by: laneCount) {
      let valid = min(laneCount, x.count - start)
      let rest = Array(repeating: padding, count: laneCount - valid)
      s.add(Array(x[start..<start + valid]) + rest, Array(y[start..<start + valid]) + rest, validLanes: valid)
    }
    return s
  }

  @Test func agreesWithPairedMoments() {
    let x = testNumbers(150, seed: 20).map { $0 * 4 + 1000 }
    let noise = testNumbers(150, seed: 21)
    var y = zip(x, noise).map { 0.5 * $0 + $1 + 600 }
    y[17] = .nan
    let s = pairs(x, y)
    let used = x.indices.filter { $0 != 17 }
    let d = pairedDifference(used.map { x[$0] }, used.map { y[$0] })
    #expect(s.count(pair: 0) == 149 && abs(s.meanDifference(pair: 0) - d.mean) < 1e-10)
    #expect(abs(s.halfWidth95(pair: 0) / d.halfWidth95 - 1) < 1e-10)
    let mx = Moments(used.map { x[$0] })
    let my = Moments(used.map { y[$0] })
    let product = used.reduce(0) { $0 + (x[$1] - mx.mean) * (y[$1] - my.mean) }
    let correlation = product / (mx.squaredDeviations * my.squaredDeviations).squareRoot()
    #expect(abs(s.correlation(pair: 0) - correlation) < 1e-10)
    #expect(abs(s.firstMean(pair: 0) - mx.mean) < 1e-9 && abs(s.secondMean(pair: 0) - my.mean) < 1e-9)
    #expect(abs(s.varianceRatio(pair: 0) - d.squaredDeviations / (mx.squaredDeviations + my.squaredDeviations)) < 1e-10)
    let unpaired = 149 * (mx.squaredDeviations + my.squaredDeviations) / d.squaredDeviations
    #expect(s.unpairedReplicates(pair: 0) == unpaired.rounded(.up))
  }

  @Test func identicalSidesDifferByExactlyZero() {
    let x = testNumbers(137, seed: 22).map { $0 * 1e7 + 0.1 }
    for padding in [Double.nan, 0, 1e9] {
      let s = pairs(x, x, padding: padding)
      #expect(s.meanDifference(pair: 0) == 0 && s.halfWidth95(pair: 0) == 0 && s.standardError(pair: 0) == 0)
      #expect(s.correlation(pair: 0) == 1 && s.unpairedReplicates(pair: 0).isNaN)
    }
    let shifted = pairs(x.map { $0.rounded() }, x.map { $0.rounded() + 3 })
    #expect(shifted.meanDifference(pair: 0) == 3 && shifted.halfWidth95(pair: 0) == 0)
  }

  @Test func tooFewPairsGiveNoInterval() {
    let s = pairs([1], [2])
    #expect(s.meanDifference(pair: 0) == 1 && s.halfWidth95(pair: 0).isNaN && s.correlation(pair: 0).isNaN)
    #expect(pairs([.nan], [2]).meanDifference(pair: 0).isNaN)
    #expect(pairs([1, 2], [5, 5]).correlation(pair: 0).isNaN)
  }
}
