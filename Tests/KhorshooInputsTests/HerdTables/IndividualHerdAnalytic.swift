import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct IndividualHerdAnalytic {
  /// One class of females in steps of a year: each lives with s and has a daughter with b s: (1 - s + s z)(1 - b + b (1 - s + s z)).
  private func females(death: Double, births: Double, share: Double = 1) -> CohortProjection {
    CohortProjection(
      [.init("ewes", isFemale: true, durationDays: nil, death: death, offtake: 0, parturitionPerYear: births)],
      step: .year, rates: .independent, femaleBirthShare: share)
  }

  @Test func oneStepByHand() throws {
    let (s, b) = (0.8, 0.6)
    let found = try IndividualHerd(females(death: 0.2, births: b), start: [1], steps: 1, threshold: 2).steps[1]
    #expect((found.mean - (s + b * s)).magnitude < 1e-12)
    #expect((found.deviation - (s * (1 - s) + b * s * (1 - b * s)).squareRoot()).magnitude < 1e-12)
    #expect((found.extinct - (1 - s) * (1 - b * s)).magnitude < 1e-12 && found.withoutFemales == found.extinct)
    // Fewer than two: not both.
    #expect((try #require(found.belowThreshold) - (1 - s * b * s)).magnitude < 1e-9)
    #expect(found.quantiles?.low == 0 && found.quantiles?.high == 2)
  }

  /// Galton and Watson: in the long run a herd dies out with the root of q = f(q) below one, (1 - s)(1 - bs) / (b s^2).
  @Test func extinctionIsTheRoot() throws {
    let (s, b) = (0.8, 0.6)
    let root = (1 - s) * (1 - b * s) / (b * s * s)
    let found = try IndividualHerd(females(death: 0.2, births: b), start: [3], steps: 400).steps[400]
    #expect((found.extinct - root * root * root).magnitude < 1e-9)
    // A herd that cannot grow dies out for sure.
    let doomed = try IndividualHerd(females(death: 0.5, births: 0.4), start: [5], steps: 400).steps[400]
    #expect(doomed.extinct > 1 - 1e-9)
  }

  /// Mean and variance of Galton and Watson: n m^t, n v m^(t-1) (m^t - 1) / (m - 1).
  @Test func momentsAreGaltonAndWatsons() throws {
    let (s, b, n) = (0.8, 0.6, 7.0)
    let (m, v) = (s + b * s, s * (1 - s) + b * s * (1 - b * s))
    let steps = try IndividualHerd(females(death: 0.2, births: b), start: [7], steps: 12).steps
    for (t, step) in steps.enumerated() {
      let power = (0..<t).reduce(1.0) { product, _ in product * m }
      #expect((step.mean - n * power).magnitude < 1e-9 * power * n)
      let variance = n * v * power / m * (power - 1) / (m - 1)
      #expect((step.deviation * step.deviation - variance).magnitude < 1e-8 * max(1, variance), "\(t)")
    }
  }

  /// The mean is the projection of `CohortProjection`, and the whole distribution has the mean and variance of the recursion.
  @Test func theMeanIsTheProjection() throws {
    let herd = CohortProjection(
      [
        .init("lambs", isFemale: true, durationDays: 365, death: 0.15, offtake: 0.2),
        .init(
          "ewes", isFemale: true, durationDays: 1500, death: 0.05, offtake: 0.1, parturitionPerYear: 0.9,
          litterSize: 1.3),
        .init("rams", isFemale: false, durationDays: 900, death: 0.1, offtake: 0.4),
      ], step: .quarter, rates: .hazard)
    let found = try IndividualHerd(herd, start: [2, 5, 1], steps: 8, threshold: 8)
    var heads = Matrix(rows: 3, columns: 1, values: [2.0, 5, 1])
    for step in found.steps {
      #expect((step.mean - heads.values.reduce(0, +)).magnitude < 1e-10)
      #expect((step.females - heads[0, 0] - heads[1, 0]).magnitude < 1e-10)
      heads = try gemm(herd.matrix, heads)
    }
    // Probabilities of fewer than 1, 2 ... animals are the whole distribution: its moments are those of the recursion.
    let last = found.steps[8]
    var (mean, square, before) = (0.0, 0.0, 0.0)
    for n in 1...80 {
      let below = try #require(IndividualHerd(herd, start: [2, 5, 1], steps: 8, threshold: n).steps[8].belowThreshold)
      mean += Double(n - 1) * (below - before)
      square += Double((n - 1) * (n - 1)) * (below - before)
      before = below
    }
    #expect((before - 1).magnitude < 1e-9 && (mean - last.mean).magnitude < 1e-7)
    #expect(((square - mean * mean).squareRoot() - last.deviation).magnitude < 1e-6)
  }

  /// A herd of thousands has its moments and no quantiles; no animal has quantiles of one number at the start.
  @Test func largeHerds() throws {
    let large = try IndividualHerd(females(death: 0.2, births: 0.6), start: [9000], steps: 2, threshold: 10).steps
    #expect(large[2].quantiles == nil && large[2].belowThreshold == nil && large[2].deviation > 0)
    let start = try IndividualHerd(females(death: 0.2, births: 0.6), start: [9], steps: 0).steps[0]
    #expect(start.quantiles?.low == 9 && start.quantiles?.high == 9 && start.extinct == 0)
  }
}
