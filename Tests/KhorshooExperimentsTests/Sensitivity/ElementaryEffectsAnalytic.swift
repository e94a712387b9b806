import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct ElementaryEffectsAnalytic {
  /// A straight line has its slopes, without spread; a product has an effect that depends on the other factor.
  @Test func slopesOfALine() throws {
    let factors = try [Factor("a", .range(low: 10, high: 12))] + unitFactors(2)
    let design = try Design.morris(factors, trajectories: 12, seed: 3)
    let y = values(design) { 5 * $0[0] - 3 * $0[1] }
    let found = try ElementaryEffects(PointResponses(exact: y), of: design, resamples: 50)
    for (effect, slope) in zip(found.effects, [10.0, -3, 0]) {
      #expect(abs(effect.mu.value - slope) < 1e-11 && abs(effect.muStar.value - abs(slope)) < 1e-11)
      #expect(abs(effect.mu.low - slope) < 1e-11 && abs(effect.mu.high - slope) < 1e-11)
      #expect(effect.sigma.value < 1e-5 && effect.sigmaOfNoise == 0)
    }
    #expect(found.effects[0].factor == "a" && found.basis.used == 12)
  }

  /// y = (u - 1/2) v: the effect of u is v, with mean 1/2; that of v is u - 1/2, with mean 0 and mean magnitude 1/3 on the
  /// levels 0, 1/3, 2/3, 1.
  @Test func interactionHasSpreadAndNoDirection() throws {
    let design = try Design.morris(unitFactors(2), trajectories: 4000, seed: 4)
    let y = values(design) { ($0[0] - 0.5) * $0[1] }
    let found = try ElementaryEffects(PointResponses(exact: y), of: design, resamples: 200)
    let deviation = (5.0 / 36).squareRoot()
    for (effect, mu, muStar) in [(found.effects[0], 0.5, 0.5), (found.effects[1], 0, 1.0 / 3)] {
      #expect(effect.mu.low < mu && mu < effect.mu.high, "\(effect)")
      #expect(effect.muStar.low < muStar && muStar < effect.muStar.high, "\(effect)")
      #expect(abs(effect.sigma.value - deviation) < 0.01)
    }
  }

  /// Without any effect, mu* is what noise makes of it, whether points share their luck or not.
  @Test(arguments: [0, 5] as [Double])
  func noiseAloneIsNamedAsSuch(commonLuck: Double) throws {
    let design = try Design.morris(unitFactors(2), trajectories: 500, seed: 6)
    var matrix = Matrix<Double>(rows: design.pointCount, columns: 10)
    for point in 0..<design.pointCount {
      for r in 0..<10 { matrix[point, r] = testNormal(point, r) + commonLuck * testNormal(1 << 20, r) }
    }
    let found = try ElementaryEffects(PointResponses(replicates: matrix), of: design, resamples: 50)
    // Deviation of a difference of two means of 10 over a step of 2/3.
    let deviation = (0.2).squareRoot() * 1.5
    for effect in found.effects {
      #expect(
        abs(effect.sigmaOfNoise / deviation - 1) < 0.05 && abs(effect.muStar.value / effect.muStarOfNoise - 1) < 0.12)
    }
    // Deliberate fault: without the pairs, common luck would be taken for noise.
    let means = PointResponses(replicates: matrix)
    let unpaired = PointResponses(means: means.means, meanVariances: means.meanVariances)
    let blurred = try ElementaryEffects(unpaired, of: design, resamples: 50).effects[0].sigmaOfNoise
    #expect((blurred > 2 * deviation) == (commonLuck > 0))
  }

  @Test func brokenTrajectoriesAreLeftOut() throws {
    let design = try Design.morris(unitFactors(3), trajectories: 10, seed: 3)
    var y = values(design) { $0[0] }
    y[5] = .nan
    let found = try ElementaryEffects(PointResponses(exact: y), of: design, resamples: 50)
    #expect(found.basis.used == 9 && found.basis.leftOut == 1 && abs(found.effects[0].mu.value - 1) < 1e-12)
    for i in 0..<28 { y[i] = .nan }
    let few = experimentError { _ = try ElementaryEffects(PointResponses(exact: y), of: design) }
    #expect(few?.code == "too-few-points" && few?.message.hasPrefix("3 trajectories of 4 points") == true)
    let other = try Design.sobol(unitFactors(3), count: 8, seed: 1)
    let wrong = experimentError { _ = try ElementaryEffects(PointResponses(exact: values(other) { $0[0] }), of: other) }
    #expect(wrong?.code == "wrong-design")
  }
}
