import KhorshooNumerics
import Testing

private let stream = RandomStream(root: .dynamics, number: 513, name: "a test")

@Suite struct PhiloxAnalytic {
  /// Known answers of Random123 (file kat_vectors, BSD-3).
  @Test(
    arguments: [
      (7, [0, 0, 0, 0], [0, 0], [0x5f6f_b709, 0x0d89_3f64, 0x4f12_1f81, 0x4f73_0a48]),
      (
        7, [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
        [0x5207_ddc2, 0x4516_5e59, 0x4d8e_e751, 0x8c52_f662]
      ),
      (
        7, [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0x4dfc_caba, 0x190a_87f0, 0xc473_62ba, 0xb6b5_242a]
      ),
      (10, [0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
      (
        10, [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        10, [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ] as [(Int, [UInt32], [UInt32], [UInt32])])
  func knownAnswers(rounds: Int, counter: [UInt32], key: [UInt32], answer: [UInt32]) {
    #expect(Philox4x32(key: SIMD2(key), rounds: rounds).words(SIMD4(counter)) == SIMD4(answer))
  }
}

@Suite struct RandomStreamProperty {
  /// Every lane is the scalar generator's word for its absolute replicate.
  @Test(arguments: [0, 16, 4096, 65_536 * 16] as [Int])
  func lanesAreTheScalarWords(firstReplicate: Int) {
    let seed: UInt64 = 0x0123_4567_89ab_cdef
    let lanes = LaneRandom(seed: seed, firstReplicate: firstReplicate)
    for entity in [0, 1, 4649, Int(UInt32.max)] {
      for (quarter, quad) in [(0, 0), (39, 1), (65_535, 65_535)] {
        let four = lanes.uniforms(stream, entity: entity, quarter: quarter, quad: quad)
        for lane in 0..<laneCount {
          let one = ScalarRandom(seed: seed, stream: stream, replicate: firstReplicate + lane, quarter: quarter)
          let words = one.words(entity: entity, quad: quad)
          for (k, u) in [four.0, four.1, four.2, four.3].enumerated() {
            #expect(u[lane] == (Float(words[k] >> 9) * 2 + 1) * 0x1p-24)
            #expect(lanes.uniform(stream, entity: entity, quarter: quarter, index: 4 * quad + k)[lane] == u[lane])
            #expect(abs(one.uniform(entity: entity, index: 4 * quad + k) - Double(u[lane])) < 0x1p-23)
          }
        }
      }
    }
  }

  /// The counter as the model description states it, put together by hand.
  @Test func theCounterIsAsDocumented() {
    let draw = ScalarRandom(seed: 7 << 32 | 5, stream: stream, replicate: 3, quarter: 39).words(entity: 12, quad: 2)
    let byHand = Philox4x32(key: SIMD2(5, 7)).words(SIMD4(3, 12, 39 << 16 | 2, 3 << 16 | 513))
    #expect(draw == byHand)
  }

  @Test func aReplicateDrawsTheSameInEveryBlock() {
    let a = LaneRandom(seed: 9, firstReplicate: 0).uniforms(stream, entity: 5, quarter: 2)
    let b = LaneRandom(seed: 9, firstReplicate: 5).uniforms(stream, entity: 5, quarter: 2)
    for lane in 5..<laneCount { #expect(a.2[lane] == b.2[lane - 5]) }
  }

  @Test func streamsRootsQuartersAndSeedsDiffer() {
    func first(_ seed: UInt64, _ s: RandomStream, _ quarter: Int) -> Lanes {
      LaneRandom(seed: seed, firstReplicate: 0).uniform(s, entity: 0, quarter: quarter, index: 0)
    }
    let base = first(1, stream, 0)
    #expect(base != first(2, stream, 0) && base != first(1 << 32, stream, 0) && base != first(1, stream, 1))
    #expect(base != first(1, RandomStream(root: .network, number: 513, name: "a test"), 0))
    #expect(base != first(1, RandomStream(root: .dynamics, number: 514, name: "a test"), 0))
  }
}

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

@Suite struct LaneDistributionsUnit {
  @Test func limitsAreExact() {
    let draws = LaneRandom(seed: 3, firstReplicate: 0)
    for entity in 0..<500 {
      let u = draws.uniform(stream, entity: entity, quarter: 0, index: 0)
      let n = Lanes(repeating: Float(entity))
      let one = Lanes(repeating: 1)
      #expect(binomialLanes(count: n, probability: .zero, uniform: u) == .zero)
      #expect(binomialLanes(count: n, probability: one, uniform: u) == n)
      #expect(binomialLanes(count: .zero, probability: u, uniform: u) == .zero)
      #expect(binomialLanes(count: n, probability: -one, uniform: u) == .zero)
      #expect(poissonLanes(mean: .zero, uniform: u) == .zero && poissonLanes(mean: -one, uniform: u) == .zero)
      #expect(bernoulliLanes(probability: .zero, uniform: u) == .zero)
      #expect(bernoulliLanes(probability: one, uniform: u) == one)
    }
    let extremes = Lanes(repeating: 1 - 0x1p-24)
    #expect(binomialLanes(count: Lanes(repeating: 5), probability: extremes * 0.5, uniform: extremes)[0] == 5)
    #expect(poissonLanes(mean: Lanes(repeating: 16), uniform: extremes)[0] < 60)
    let nan = Lanes(repeating: .nan)
    #expect(binomialLanes(count: extremes, probability: nan, uniform: extremes)[0].isNaN)
    #expect(poissonLanes(mean: nan, uniform: extremes)[0].isNaN)
    #expect(bernoulliLanes(probability: nan, uniform: extremes)[0].isNaN)
  }

  /// A lane's draw does not depend on its neighbours, exact and approximate ones mixed.
  @Test func lanesDoNotTouchOneAnother() {
    var n = Lanes.zero
    var p = Lanes.zero
    for lane in 0..<laneCount {
      n[lane] = Float(lane * lane * 3)
      p[lane] = Float(lane) / 15
    }
    let u = LaneRandom(seed: 3, firstReplicate: 0).uniform(stream, entity: 1, quarter: 0, index: 0)
    let together = binomialLanes(count: n, probability: p, uniform: u)
    for lane in 0..<laneCount {
      let alone = binomialLanes(
        count: Lanes(repeating: n[lane]), probability: Lanes(repeating: p[lane]), uniform: Lanes(repeating: u[lane]))
      #expect(alone[0] == together[lane])
    }
  }
}

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

@Suite struct ScalarQuantilesProperty {
  @Test func countsGrowWithTheUniformAndTheMean() {
    for mean in [0.1, 3, 30, 499, 501] as [Double] {
      var last = 0
      for i in 1..<1000 {
        let u = Double(i) / 1000
        let k = poissonQuantile(u, mean: mean)
        #expect(k >= last && poissonQuantile(u, mean: mean * 1.1) >= k)
        last = k
        let b = binomialQuantile(u, count: 40, probability: min(1, mean / 40))
        #expect((0...40).contains(b))
      }
    }
    #expect(poissonQuantile(0.5, mean: 0) == 0)
    #expect(binomialQuantile(0.999, count: 1_000_000, probability: 0) == 0)
    #expect(binomialQuantile(0.001, count: 1_000_000, probability: 1) == 1_000_000)
  }
}
