import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct VariableHerdGolden {
  /// NumPy over every sequence of twelve years, with and without persistence, to 1e-9; and the mean of the runs.
  @Test func momentsAreExact() throws {
    for row in try Fixture.numbers("variable_moments.csv") {
      let herd = VariableHerd(
        years: [.init("good", probability: 0.7, matrix: good), .init("bad", probability: 0.3, matrix: bad)],
        persistence: row[0])
      let found = try herd.moments(from: [10, 20, 70], steps: 12)
      #expect((found[12].mean / row[1] - 1).magnitude < 1e-9 && (found[12].deviation / row[2] - 1).magnitude < 1e-9)
      let runs = HerdSimulation(herd, .init(start: [10, 20, 70], steps: 12, replicates: 4000, seed: 9))
      #expect((runs.steps[12].mean - row[1]).magnitude < 4 * row[2] / 4000.0.squareRoot())
      #expect(runs.steps[0].mean == 100 && runs.steps[12].low < runs.steps[12].median)
    }
  }

  /// The growth of one run of two million years in NumPy.
  @Test func growthIsThatOfALongRun() throws {
    let known = try Fixture.numbers("variable_growth.csv")[0]
    let herd = VariableHerd(
      years: [.init("good", probability: 0.7, matrix: good), .init("bad", probability: 0.3, matrix: bad)])
    let found = try #require(
      HerdSimulation(herd, .init(start: [10, 20, 70], steps: 1, replicates: 2000, seed: 10)).logGrowth)
    let error = (found.error * found.error + known[1] * known[1]).squareRoot()
    #expect((found.value - known[0]).magnitude < 4 * error, "\(found) for \(known)")
  }
}
