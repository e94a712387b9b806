import KhorshooExperiments
import KhorshooNumerics
import Testing

/// Posterior draws against closed forms and known truths.
@Suite struct CalibrationAnalytic {
  /// Weighted mean and standard deviation of a coordinate.
  private func moments(_ sample: PosteriorSample, _ j: Int) -> (mean: Double, deviation: Double) {
    let x = (0..<sample.weights.count).map { sample.coordinates[$0, j] }
    let mean = zip(x, sample.weights).reduce(0) { $0 + $1.0 * $1.1 }
    return (mean, zip(x, sample.weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }.squareRoot())
  }

  @Test("a linear model with normal errors: the exact posterior within Monte Carlo error")
  func linear() throws {
    // y1 = x0 + x1, y2 = x0 - x1, errors small against the uniform belief, so that its ends do not matter.
    let model = KnownModel(factors: try unitFactors(3)) { [$0[0] + $0[1], $0[0] - $0[1]] }
    let fit = try model.fit([Observation("sum", value: 1.05, error: 0.06), Observation("gap", value: 0.1, error: 0.09)])
    let sample = try PosteriorSample(fit, particles: 4000, draws: 2000, seed: 7)
    let corrected = PosteriorSample(fit, correctedBy: model.runs(sample.coordinates))
    // x0 = (sum + gap) / 2, x1 = (sum - gap) / 2: means 0.575 and 0.475, deviation sqrt(0.06^2 + 0.09^2) / 2, correlated.
    let deviation = (0.0036 + 0.0081).squareRoot() / 2
    for (draws, name) in [(sample, "emulated"), (corrected, "corrected")] {
      for (j, mean) in [0.575, 0.475].enumerated() {
        let found = moments(draws, j)
        #expect(abs(found.mean - mean) < 8 * deviation / 2000.0.squareRoot(), "\(name) \(j): \(found.mean)")
        #expect(abs(found.deviation / deviation - 1) < 0.1, "\(name) \(j): \(found.deviation), \(deviation)")
      }
      #expect(abs(moments(draws, 2).mean - 0.5) < 0.03)
    }
    let means = [moments(sample, 0).mean, moments(sample, 1).mean]
    let covariance = (0..<2000).reduce(0.0) {
      $0 + (sample.coordinates[$1, 0] - means[0]) * (sample.coordinates[$1, 1] - means[1]) / 2000
    }
    #expect(abs(covariance - (0.0036 - 0.0081) / 4) < 0.0003, "\(covariance)")
    // Emulators are right here, so that real runs change next to nothing.
    #expect(corrected.effectiveCount > 1900)
  }

  @Test("real runs correct an emulator that is wrong")
  func correction() throws {
    // The emulator is made of a straight line, the truth has a step that few runs see.
    let truth = KnownModel(factors: try unitFactors(1)) { [$0[0] + ($0[0] > 0.52 ? 0.3 : 0)] }
    let wrong = KnownModel(factors: try unitFactors(1)) { [$0[0]] }
    let fit = try wrong.fit([Observation("y", value: 0.5, error: 0.05)])
    let sample = try PosteriorSample(fit, particles: 2000, draws: 1000, seed: 1)
    let corrected = PosteriorSample(fit, correctedBy: truth.runs(sample.coordinates))
    let beyond = (0..<1000).filter { corrected.coordinates[$0, 0] > 0.52 }.reduce(0) { $0 + corrected.weights[$1] }
    let before = (0..<1000).filter { sample.coordinates[$0, 0] > 0.52 }.reduce(0) { $0 + sample.weights[$1] }
    #expect(before > 0.25 && beyond < 0.001, "\(before), \(beyond)")
  }

  @Test("a synthetic truth is recovered in three waves, among factors that do nothing")
  func recovery() throws {
    var model = KnownModel(factors: try unitFactors(12)) { x in
      [4 * x[3] + x[8] * x[8], stableExp(x[8]) - x[3] * x[5], 2 * x[5] + 0.5 * x[3]]
    }
    (model.luck, model.replicates) = ([0.05, 0.05, 0.05], 16)
    var truth = [Double](repeating: 0.5, count: 12)
    (truth[3], truth[5], truth[8]) = (0.3, 0.7, 0.6)
    let observations = zip(["a", "b", "c"], model.outputs(truth)).map { Observation($0, value: $1, error: 0.03) }
    let space = InputSpace(model.factors)
    var runs = RunOutputs(factors: 12, quantities: 3, replicates: 16)
    var places = try space.places(80, seed: 2)
    var shares: [Double] = []
    var last: CalibrationFit?
    for wave in 1...3 {
      runs.add(model.runs(places, seed: UInt64(wave)))
      let fit = try CalibrationFit(space, observations, judged: [0, 1, 2], runs)
      let left = HistoryMatching(fit, particles: 1000, seed: 2)
      shares.append(left.shareLeft)
      places = try left.nextPlaces(80, seed: UInt64(10 + wave))
      last = fit
    }
    let fit = try #require(last)
    #expect(Set(fit.active).isSuperset(of: [3, 5, 8]))
    // What is left is a share of the space as it was; the first wave finds nearly all of it here.
    #expect(shares[0] < 0.2 && shares[2] < max(0.01, shares[0]), "\(shares)")
    let sample = try PosteriorSample(fit, particles: 2000, draws: 400, seed: 3)
    let corrected = PosteriorSample(fit, correctedBy: model.runs(sample.coordinates, seed: 9))
    for j in [3, 5, 8] {
      let (mean, deviation) = moments(corrected, j)
      #expect(abs(mean - truth[j]) < 3 * deviation, "factor \(j): \(mean) ± \(deviation), truth \(truth[j])")
      #expect(deviation < 0.12, "factor \(j): \(deviation)")
    }
    #expect(corrected.effectiveCount > 80)
  }

  @Test("luck that goes together is one piece of evidence, not two")
  func commonLuck() throws {
    // Both quantities are the same number with the same luck.
    var runs = RunOutputs(factors: 1, quantities: 2, replicates: 200)
    let space = InputSpace(try unitFactors(1))
    let places = try space.places(40, seed: 1)
    for i in 0..<40 {
      let values = (0..<200).map { places[i, 0] + 0.2 * testNormal($0, 60 + i) }
      runs.add(places.row(i), [values, values])
    }
    #expect(runs.luckCorrelations[0, 1] > 0.99)
    func width(_ judged: [Int]) throws -> Double {
      let observations = ["a", "b"].map { Observation($0, value: 0.5, error: 0.001) }
      let fit = try CalibrationFit(space, observations, judged: judged, runs)
      return moments(try PosteriorSample(fit, particles: 3000, draws: 1500, seed: 2), 0).deviation
    }
    let (one, both) = (try width([0]), try width([0, 1]))
    #expect(abs(both / one - 1) < 0.08, "\(one), \(both)")
  }

  @Test("weighted quantiles and quantiles of mixtures are those of their distributions")
  func quantiles() {
    #expect(PosteriorSample.quantile([3, 1, 2], [1, 1, 1], 0.5) == 2)
    #expect(PosteriorSample.quantile([3, 1, 2], [8, 1, 1], 0.5) > 2.5)
    #expect(PosteriorSample.quantile([5, .nan], [1, 1], 0.9) == 5)
    let one = PosteriorSample.mixtureQuantile(means: [2], variances: [9], weights: [1], 0.975)
    #expect(abs(one - (2 + 3 * 1.959963984540054)) < 1e-9)
    let two = PosteriorSample.mixtureQuantile(means: [-5, 5], variances: [1, 1], weights: [1, 1], 0.5)
    #expect(abs(two) < 1e-6)
  }
}
