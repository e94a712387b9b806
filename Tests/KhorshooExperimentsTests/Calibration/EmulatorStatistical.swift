import KhorshooExperiments
import KhorshooNumerics
import Testing

/// How often an emulator is right about how far it is off.
@Suite struct EmulatorStatistical {
  @Test("95 % intervals hold the mean of a noisy run in about 95 % of new places")
  func coverage() throws {
    var (inside, all) = (0, 0)
    for trial in 0..<20 {
      let seed = UInt64(trial + 10)
      let inputs = Matrix<Double>(
        rows: 80, columns: 5, values: (0..<400).map { 2 * testUniform($0, seed: seed) - 1 })
      func run(_ x: [Double], _ entity: Int) -> Double {
        x[0] + 0.8 * x[1] * x[1] * x[1] + 0.4 * stableExp(x[2]) + 0.2 * testNormal(entity, 1, seed: seed)
      }
      let emulator = try Emulator(inputs, (0..<80).map { run(inputs.row($0), $0) })
      let places = Matrix<Double>(
        rows: 100, columns: 5, values: (0..<500).map { 2 * testUniform($0 + 9000, seed: seed) - 1 })
      let (means, variances) = emulator.predict(places)
      for i in 0..<100 {
        all += 1
        if abs(means[i] - run(places.row(i), 1000 + i)) < 1.96 * variances[i].squareRoot() { inside += 1 }
      }
    }
    #expect((0.91...0.985).contains(Double(inside) / Double(all)), "\(inside) of \(all)")
  }
}
