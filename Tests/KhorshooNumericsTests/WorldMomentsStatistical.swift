import Foundation
import KhorshooNumerics
import Testing

/// Variance between worlds, told apart into parameters, population and luck; the numbers that intervals over worlds rest on.
@Suite struct WorldMomentsStatistical {
  private static let parameterStream = RandomStream(root: .dynamics, number: 910, name: "parameters")
  private static let populationStream = RandomStream(root: .dynamics, number: 911, name: "population")
  private static let luckStream = RandomStream(root: .dynamics, number: 912, name: "luck")

  /// 4,000 worlds in pairs; deviations 3 of parameters, 2 of population, 5 of luck about a mean of 7.
  private static func moments(worlds: Int = 4000, lanes: Int = 16, seed: UInt64 = 3) -> WorldVariance {
    let moments = WorldMoments(cellCount: 1)
    for world in 0..<worlds {
      let parameter = ScalarRandom(seed: seed, stream: parameterStream).normal(entity: world / 2, index: 0)
      let population = ScalarRandom(seed: seed, stream: populationStream).normal(entity: world, index: 0)
      let luck = ScalarRandom(seed: seed, stream: luckStream)
      let values = (0..<16).map { lane in
        7 + 3 * parameter + 2 * population + 5 * luck.normal(entity: world, index: lane)
      }
      moments.add(values, validLanes: lanes, cells: 0..<1, world: world)
    }
    return moments.variance(cell: 0)
  }

  /// Errors of the estimates: variance of parameters 9 +- 0.36, of population 4 +- 0.19, of luck 25 +- 0.14, four of them allowed.
  @Test func variancesAreToldApart() {
    let found = Self.moments()
    #expect(found.worlds == 4000)
    #expect(abs(found.mean - 7) < 4 * found.standardError && abs(found.standardError - 0.0745) < 0.005, "\(found)")
    #expect(abs(found.parameters - 9) < 1.5 && abs(found.population - 4) < 0.8, "\(found)")
    #expect(abs(found.luck - 25) < 0.6 && abs(found.luckOfWorld - 25.0 / 16) < 0.04, "\(found)")
    #expect(abs(found.shrinkage - (13 / (13 + 25.0 / 16)).squareRoot()) < 0.01)
    let shares = [found.parameters, found.population, found.luck].map(found.share)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
  }

  /// The deliberate fault: pairs that are no pairs would give the population what is the parameters'.
  @Test func pairsAreNeeded() {
    let moments = WorldMoments(cellCount: 1)
    for world in 0..<2000 {
      let parameter = ScalarRandom(seed: 3, stream: Self.parameterStream).normal(entity: world, index: 0)
      moments.add([Double](repeating: 3 * parameter, count: 16), validLanes: 16, cells: 0..<1, world: world)
    }
    let found = moments.variance(cell: 0)
    #expect(found.population > 7 && found.parameters < 2, "\(found)")
  }

  @Test func worldsWithoutAValueAreLeftOut() {
    let moments = WorldMoments(cellCount: 2)
    var means = [Float](repeating: 0, count: 2)
    let none = [Double](repeating: .nan, count: 16)
    for world in 0..<6 {
      let values = none + (0..<16).map { $0 < 8 ? Double(world) : .nan }
      means.withUnsafeMutableBufferPointer {
        moments.add(values, validLanes: 16, cells: 0..<2, world: world, means: $0.baseAddress)
      }
      #expect(means[0].isNaN && means[1] == Float(world))
    }
    #expect(moments.variance(cell: 0).worlds == 0 && moments.variance(cell: 0).mean.isNaN)
    let found = moments.variance(cell: 1)
    // Pairs have means 0.5, 2.5 and 4.5 and half squared differences of 0.5: by hand.
    #expect(found.worlds == 6 && found.mean == 2.5 && found.luck == 0 && found.population == 0.5)
    #expect(found.parameters == 4 - 0.25 && abs(found.standardError - (4.0 / 3).squareRoot()) < 1e-15)
  }

  /// Pairs of variance 25 and correlation -0.6: means over 16 vary by 25 x 0.4 / 16, replicates by 25; and by hand.
  @Test func antitheticPairsLeaveLessLuck() {
    func moments(isAntithetic: Bool) -> WorldVariance {
      let moments = WorldMoments(cellCount: 1, isAntithetic: isAntithetic)
      for world in 0..<4000 {
        let luck = ScalarRandom(seed: 3, stream: Self.luckStream)
        var values = (0..<16).map { 5 * luck.normal(entity: world, index: $0) }
        for lane in 0..<8 { values[lane + 8] = 0.8 * values[lane + 8] - 0.6 * values[lane] }
        moments.add(values, validLanes: 16, cells: 0..<1, world: world)
      }
      return moments.variance(cell: 0)
    }
    // Standard errors: 0.14 of a replicate's luck, 0.005 of a mean's.
    let found = moments(isAntithetic: true)
    #expect(abs(found.luck - 25) < 0.7 && abs(found.luckOfWorld - 0.625) < 0.025, "\(found)")
    // Replicates taken for independent would have more luck in a mean than means vary by, and more in a replicate.
    let naive = moments(isAntithetic: false)
    #expect(naive.luckOfWorld > 1.5 && abs(naive.luck - found.luck - 1) < 0.1, "\(naive)")
    let one = WorldMoments(cellCount: 1, isAntithetic: true)
    one.add((0..<16).map { $0 == 0 ? 3 : $0 == 8 ? 1 : $0 == 1 ? 6 : .nan }, validLanes: 16, cells: 0..<1, world: 0)
    // Mean 10/3; the sums of the two pairs deviate by -8/3 and 8/3: 2 x 128/9 / 9, and squares of 38/3 over 3.
    let byHand = one.variance(cell: 0)
    #expect(abs(byHand.luckOfWorld - 256.0 / 81) < 1e-12 && abs(byHand.luck - 38.0 / 9 - 256.0 / 81) < 1e-12)
  }

  @Test func oneWorldHasNoSpread() {
    let found = Self.moments(worlds: 2)
    #expect(found.parameters.isNaN && found.population.isNaN && found.standardError.isNaN && found.luck > 0)
  }

  /// Closed forms: Cauchy's distribution with one degree of freedom, and two; the normal one with many.
  @Test func studentTailsHaveTheirQuantiles() {
    for tail in [0.25, 0.05, 0.025, 0.01] {
      let cauchy = 1 / tan(.pi * tail)
      #expect(abs(studentQuantile(upperTail: tail, degreesOfFreedom: 1) / cauchy - 1) < 1e-9)
      let two = (1 - 2 * tail) / (2 * tail * (1 - tail)).squareRoot()
      #expect(abs(studentQuantile(upperTail: tail, degreesOfFreedom: 2) / two - 1) < 1e-9)
      #expect(abs(studentQuantile(upperTail: tail, degreesOfFreedom: 1e7) + stableNormalQuantile(tail)) < 1e-5)
    }
    #expect(studentQuantile(upperTail: 0.025, degreesOfFreedom: 30) == studentQuantile975(degreesOfFreedom: 30))
  }

  @Test func aFurtherDrawLiesBelowTypeSixWithItsProbability() {
    let values = (1...39).map(Double.init)
    #expect(
      quantileType6(sorted: values, probability: 0.025) == 1 && quantileType6(sorted: values, probability: 0.5) == 20)
    #expect(quantileType6(sorted: values, probability: 0.0375) == 1.5)
    #expect(quantileType6(sorted: values, probability: 0.975) == 39)
    #expect(quantileType6(sorted: values, probability: 0.02).isNaN)
  }
}
