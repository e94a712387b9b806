import KhorshooExperiments
import KhorshooNumerics
import Testing

/// A model that is known, run without luck unless said.
struct KnownModel {
  let factors: [Factor]
  let outputs: @Sendable ([Double]) -> [Double]
  var luck: [Double] = []
  var replicates = 2

  /// Runs at places; replicates differ by independent luck.
  func runs(_ places: Matrix<Double>, seed: UInt64 = 1) -> RunOutputs {
    let quantities = outputs(places.row(0)).count
    var runs = RunOutputs(factors: factors.count, quantities: quantities, replicates: replicates)
    for i in 0..<places.rowCount {
      let expected = outputs(places.row(i))
      runs.add(
        places.row(i),
        expected.enumerated().map { q, mean in
          (0..<replicates).map { r in
            luck.isEmpty ? mean : mean + luck[q] * testNormal(i * replicates + r, q, seed: seed)
          }
        })
    }
    return runs
  }

  func fit(_ observations: [Observation], points: Int = 100, seed: UInt64 = 1) throws -> CalibrationFit {
    let space = InputSpace(factors)
    return try CalibrationFit(
      space, observations, judged: Array(observations.indices), runs(space.places(points, seed: seed)))
  }
}

/// What is left, ruled out and in conflict where it can be computed by hand.
@Suite struct HistoryMatchingAnalytic {
  @Test("a straight line leaves the places within three deviations")
  func share() throws {
    let model = KnownModel(factors: try unitFactors(5)) { [$0[1]] }
    let fit = try model.fit([Observation("y", value: 0.5, error: 0.03, discrepancy: 0.04)])
    #expect(fit.active == [1])
    let left = HistoryMatching(fit, particles: 4000, seed: 1)
    // Deviation 0.05: from 0.35 to 0.65.
    #expect(abs(left.shareLeft - 0.3) < 0.03, "\(left.shareLeft)")
    #expect(left.isMet)
    let next = try left.nextPlaces(60, seed: 4)
    for i in 0..<60 { #expect((0.349...0.651).contains(next[i, 1])) }
    // Factors that do not matter are as spread as before.
    #expect(Set((0..<60).map { Int(next[$0, 0] * 60) }).count == 60)
  }

  @Test("implausibility has the variances of luck, of its mean, of observation and of discrepancy")
  func implausibility() throws {
    var model = KnownModel(factors: try unitFactors(2)) { [10 * $0[0]] }
    (model.luck, model.replicates) = ([2], 400)
    let fit = try model.fit([Observation("y", value: 12, error: 1, discrepancy: 0.5)])
    let place = Matrix<Double>(rows: 1, columns: 2, values: [0.5, 0.5])
    let found = fit.implausibility(fit.predict(whole: place)[0], of: 0, at: 0)
    let expected = 7 / (1 + 0.25 + 4 * (1 + 1 / 400.0)).squareRoot()
    #expect(abs(found / expected - 1) < 0.03, "\(found), \(expected)")
  }

  @Test("what teaches nothing, what is out of reach and what cannot be met together is told")
  func lessons() throws {
    let model = KnownModel(factors: try unitFactors(3)) { [$0[0], $0[0] + 0.01 * $0[1], $0[2], $0[1]] }
    let fit = try model.fit([
      Observation("low", value: 0.2, error: 0.02), Observation("high", value: 0.8, error: 0.02),
      Observation("far", value: 3, error: 0.05), Observation("vague", value: 0.5, error: 1),
    ])
    let left = HistoryMatching(fit, particles: 500, seed: 1)
    #expect(!left.isMet && left.cloud.reached > 30)
    let lessons = TargetLessons(left, particles: 2000, seed: 1)
    #expect(abs(lessons.lessons[0].ruledOut - 0.88) < 0.03)
    #expect(lessons.lessons[2].least > 30 && lessons.lessons[2].ruledOut == 1)
    #expect(lessons.lessons[3].ruledOut == 0)
    #expect(lessons.conflicts.map { [$0.first, $0.second] } == [[0, 1]])
  }
}
