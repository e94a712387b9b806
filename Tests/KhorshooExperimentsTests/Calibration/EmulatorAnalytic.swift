import KhorshooExperiments
import KhorshooNumerics
import Testing

/// Emulators against functions that are known.
@Suite struct EmulatorAnalytic {
  private let inputs = Matrix<Double>(
    rows: 120, columns: 12, values: (0..<1440).map { 2 * testUniform($0 / 12, $0 % 12) - 1 })

  private func values(_ function: ([Double]) -> Double) -> [Double] {
    (0..<inputs.rowCount).map { function(inputs.row($0)) }
  }

  @Test("a quadratic function is found exactly, with its inputs and none of the others")
  func quadratic() throws {
    func truth(_ x: [Double]) -> Double { 5 + 3 * x[2] - 2 * x[7] + 1.5 * x[2] * x[7] + x[4] * x[4] }
    let emulator = try Emulator(inputs, values(truth))
    #expect(Set(emulator.active.map(\.input)) == [2, 4, 7])
    #expect(emulator.active[0].input == 2, "the strongest comes first")
    #expect(emulator.check.predictedRSquared > 1 - 1e-9)
    let places = Matrix<Double>(rows: 50, columns: 12, values: (0..<600).map { 2 * testUniform($0 + 5000) - 1 })
    let (means, variances) = emulator.predict(places)
    for i in 0..<50 {
      #expect(abs(means[i] - truth(places.row(i))) < 1e-6)
      #expect(variances[i] < 1e-6)
    }
  }

  @Test("noise alone moves no input but by chance, and its variance is stated")
  func noise() throws {
    let emulator = try Emulator(inputs, (0..<120).map { testNormal($0, 40) })
    #expect(emulator.active.count <= 1)
    let (_, variances) = emulator.predict(inputs)
    #expect((0.7...1.4).contains(variances[0]))
    #expect(emulator.check.predictedRSquared < 0.15)
  }

  @Test("what a quadratic leaves is a smooth process, and points left out are predicted as stated")
  func process() throws {
    func truth(_ x: [Double]) -> Double { x[0] + stableExp(-4 * (x[0] - 0.3) * (x[0] - 0.3)) + 0.5 * x[3] }
    let whole = try Emulator(inputs, values(truth))
    let trend = try Emulator(inputs, values(truth), hasProcess: false)
    #expect(whole.smoothShare > 0.9)
    #expect(1 - whole.check.predictedRSquared < 0.1 * (1 - trend.check.predictedRSquared))
    // Not more confident than right; of so smooth a function, more modest than need be.
    #expect((0.03...1.5).contains(whole.check.standardisedError))
    // At a point of the fit the prediction is its value.
    let (means, _) = whole.predict(inputs)
    let gap = zip(means, values(truth)).map { abs($0 - $1) }.max() ?? 1
    #expect(gap < 0.02)
  }

  @Test("points left out are those that a fit to the others predicts")
  func leftOut() throws {
    let y = (0..<40).map { 2 * inputs[$0, 1] + 0.3 * testNormal($0, 41) }
    let part = Matrix<Double>(rows: 40, columns: 12, values: Array(inputs.values[..<480]))
    let emulator = try Emulator(part, y, hasProcess: false)
    let system = try KrigingSystem(
      part, y, terms: emulator.terms, ResidualProcess(inputs: [], lengths: [], share: 0), isWhole: true)
    let others = Matrix<Double>(rows: 39, columns: 12, values: Array(part.values[12...]))
    let without = try KrigingSystem(
      others, Array(y[1...]), terms: emulator.terms, ResidualProcess(inputs: [], lengths: [], share: 0), isWhole: true)
    let predicted = zip(emulator.terms, without.weights[39...]).reduce(0) { $0 + $1.0.value(part, 0) * $1.1 }
    #expect(abs(system.weights[0] / system.inverse[0, 0] - (y[0] - predicted)) < 1e-9)
  }

  @Test("a constant is a constant, and too few points are told")
  func edges() throws {
    let emulator = try Emulator(inputs, values { _ in 4 })
    #expect(emulator.predict(inputs).means.allSatisfy { $0 == 4 })
    #expect(emulator.active.isEmpty)
    let few = Matrix<Double>(rows: 7, columns: 1)
    #expect(experimentError { _ = try Emulator(few, [1, 2, 3, 4, 5, 6, 7]) }?.code == "too-few-points")
  }
}
