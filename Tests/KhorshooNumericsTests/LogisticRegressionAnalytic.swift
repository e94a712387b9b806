import Glibc
import KhorshooNumerics
import Testing

/// The same answers in all replicates, or others in lane 5.
private func lanes(_ answers: [Float], lane5: [Float]? = nil) -> [Lanes] {
  answers.indices.map { i in
    var row = Lanes(repeating: answers[i])
    if let lane5 { row[5] = lane5[i] }
    return row
  }
}

private func column(_ values: [Double]) -> Matrix<Double> { Matrix(rows: values.count, columns: 1, values: values) }

private func fit(
  _ covariates: Matrix<Double>, _ answers: [Lanes]
) throws -> (outcomes: [LogisticRegression.Outcome], logOdds: [Lanes], model: LogisticRegression) {
  let model = try LogisticRegression(covariates)
  var logOdds = [Lanes](repeating: .zero, count: answers.count)
  let outcomes = model.fit(answers, into: &logOdds)
  return (outcomes, logOdds, model)
}

@Suite struct LogisticRegressionAnalytic {
  /// Temperature in degrees Fahrenheit and damage to O-rings on 23 flights before Challenger (Dalal, Fowlkes and Hoadley
  /// 1989, doi:10.1080/01621459.1989.10478858); R's glm gives 15.0429 and -0.2322.
  private static let temperature: [Double] = [
    66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58,
  ]
  private static let damage: [Float] = [
    0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1,
  ]

  @Test func flightsBeforeChallenger() throws {
    let result = try fit(column(Self.temperature), lanes(Self.damage))
    #expect(result.outcomes == Array(repeating: .converged, count: laneCount))
    for lane in [0, 15] {
      let found = result.model.coefficients(lane: lane)
      #expect(abs(found[0] / 15.042_901_65 - 1) < 1e-4 && abs(found[1] / -0.232_162_74 - 1) < 1e-4)
    }
    for (i, t) in Self.temperature.enumerated() {
      #expect(abs(Double(result.logOdds[i][0]) - (15.042_901_65 - 0.232_162_74 * t)) < 2e-4)
    }
  }

  /// A yes-or-no covariate: the constant is the log odds of the noes, the slope the log odds ratio.
  @Test func twoByTwoTable() throws {
    // 10 of 40 among the noes, 30 of 45 among the yeses.
    let covariate = (0..<85).map { $0 < 40 ? 0.0 : 1.0 }
    let answers = (0..<85).map { Float($0 < 10 || (40..<70).contains($0) ? 1 : 0) }
    let found = try fit(column(covariate), lanes(answers)).model.coefficients(lane: 9)
    #expect(abs(found[0] - log(10.0 / 30)) < 1e-5 && abs(found[1] - log(30.0 / 15 * 3)) < 1e-5)
  }

  /// At the maximum the covariates explain the answers: residuals are orthogonal to them. A covariate that the others
  /// determine has coefficient 0 and changes nothing.
  @Test func scoreIsZeroAtTheMaximum() throws {
    let (n, k) = (3000, 5)
    var x = testMatrix(n, k, seed: 31)
    for i in 0..<n { x[i, 4] = 2 * x[i, 0] - x[i, 2] + 3 }
    let u = testNumbers(n, seed: 32)
    let answers = (0..<n).map { i -> Float in
      let odds = -1 + 3 * x[i, 0] - 2 * x[i, 1] + x[i, 3]
      return u[i] + 0.5 < 1 / (1 + exp(-odds)) ? 1 : 0
    }
    let result = try fit(x, lanes(answers))
    #expect(result.outcomes[0] == .converged && result.model.width == 5)
    let coefficients = result.model.coefficients(lane: 0)
    #expect(coefficients[5] == 0 && abs(coefficients[1] - 3) < 0.6)
    for c in 0..<k {
      let score = (0..<n).reduce(0.0) {
        $0 + (Double(answers[$1]) - 1 / (1 + exp(-Double(result.logOdds[$1][0])))) * x[$1, c]
      }
      #expect(abs(score) < 0.02, "covariate \(c)")
    }
    let alone = try fit(
      Matrix(rows: n, columns: 4, values: (0..<n).flatMap { i in (0..<4).map { x[i, $0] } }), lanes(answers))
    #expect((0..<n).allSatisfy { abs(alone.logOdds[$0][0] - result.logOdds[$0][0]) < 1e-4 })
  }

  /// Separated answers have no maximum and constant ones no contrast; neither gives numbers, nor touches the neighbours.
  @Test func separationAndConstancyAreSaid() throws {
    let plain = try fit(column(Self.temperature), lanes(Self.damage))
    let cases: [([Float], LogisticRegression.Outcome)] = [
      (Self.temperature.map { $0 < 67.5 ? 1 : 0 }, .separated),
      // Almost separated: one flight on the border of either kind (quasi-complete).
      (Self.temperature.enumerated().map { $1 < 67 || ($1 == 67 && $0 == 4) ? 1 : 0 }, .separated),
      (Self.temperature.map { _ in 1 }, .constant), (Self.temperature.map { _ in 0 }, .constant),
    ]
    for (answers, outcome) in cases {
      let result = try fit(column(Self.temperature), lanes(Self.damage, lane5: answers))
      #expect(result.outcomes[5] == outcome)
      #expect(result.logOdds.allSatisfy { $0[5].isNaN } && result.model.coefficients(lane: 5)[0].isNaN)
      for lane in 0..<laneCount where lane != 5 {
        #expect(result.outcomes[lane] == .converged)
        #expect(result.logOdds.indices.allSatisfy { result.logOdds[$0][lane] == plain.logOdds[$0][lane] })
      }
    }
    // One answer across the border and there is a maximum again.
    var mixed = Self.temperature.map { Float($0 < 67.5 ? 1 : 0) }
    mixed[17] = 1
    #expect(try fit(column(Self.temperature), lanes(mixed)).outcomes[0] == .converged)
  }

  @Test func withoutCovariatesTheLogOddsAreThoseOfTheShare() throws {
    let result = try fit(Matrix(rows: 8, columns: 0), lanes([1, 0, 0, 0, 1, 0, 0, 0]))
    #expect(result.outcomes[0] == .converged)
    #expect(result.logOdds.allSatisfy { abs(Double($0[2]) - log(1.0 / 3)) < 1e-6 })
    #expect(throws: NumericsError.self) { _ = try LogisticRegression(column([1, .nan])) }
  }
}
