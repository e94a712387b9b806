import KhorshooExperiments
import KhorshooNumerics
import Testing

/// Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): truths drawn from what is believed lie anywhere among the draws
/// that their data give, each rank as often as any other.
@Suite struct CalibrationRanksStatistical {
  @Test("ranks of 200 truths are uniform")
  func ranks() throws {
    var model = KnownModel(factors: try unitFactors(3)) { x in
      [3 * x[0] + x[1] * x[1], x[0] * x[1] + 0.5 * x[2]]
    }
    (model.luck, model.replicates) = ([0.3, 0.1], 64)
    let bins = 8
    var counts = [[Int]](repeating: [Int](repeating: 0, count: bins), count: 3)
    let space = InputSpace(model.factors)
    let runs = model.runs(try space.places(120, seed: 5))
    let fit = try CalibrationFit(
      space, [Observation("y0", value: 0, error: 0.1), Observation("y1", value: 0, error: 0.1)], judged: [0, 1], runs)
    for trial in 0..<200 {
      let truth = (0..<3).map { testUniform(trial, 80 + $0) }
      let expected = model.outputs(truth)
      // One course of events: luck of one replicate and the error of who wrote it down.
      let observations = expected.enumerated().map { q, mean in
        Observation(
          "y\(q)", value: mean + model.luck[q] * testNormal(trial, 90 + q) + 0.1 * testNormal(trial, 95 + q), error: 0.1
        )
      }
      let sample = try PosteriorSample(
        fit.replacing(observations), particles: 200, draws: 100, seed: UInt64(trial))
      for j in 0..<3 {
        let below = (0..<100).filter { sample.coordinates[$0, j] < truth[j] }.reduce(0) { $0 + sample.weights[$1] }
        counts[j][min(bins - 1, Int(below * Double(bins)))] += 1
      }
    }
    for j in 0..<3 {
      let expected = 200 / Double(bins)
      let chiSquare = counts[j].reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
      // 7 degrees of freedom: 14.1 is exceeded by chance in 5 % of cases, 18.5 in 1 %.
      #expect(chiSquare < 18.5, "factor \(j): \(counts[j])")
    }
  }
}
