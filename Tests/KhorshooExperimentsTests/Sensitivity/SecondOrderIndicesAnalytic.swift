import Foundation
import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct SecondOrderIndicesAnalytic {
  /// y = (u_0 - 1/2)(u_1 - 1/2) + c u_2: variance 1/144 of the product, c^2 / 12 of the line, nothing else.
  @Test func aProductIsAllOfSecondOrder() throws {
    let c = 0.2
    let rows = crossedRows(4096, 3)
    let y = rows.map { ($0[0] - 0.5) * ($0[1] - 0.5) + c * $0[2] }
    let recognised = RecognisedDesign(try table(rows))
    let found = try SecondOrderIndices(PointResponses(exact: y), of: recognised, resamples: 200)
    let share = (1.0 / 144) / (1.0 / 144 + c * c / 12)
    for (pair, known) in zip(found.pairs, [share, 0, 0]) {
      let error = (pair.index.high - pair.index.low) / 3.92
      #expect(abs(pair.index.value - known) < 4 * error && error < 0.04, "\(pair)")
    }
    #expect(
      found.basis.used == 4096 && found.pairs.map(\.first) == [0, 0, 1] && found.pairs.map(\.second) == [1, 2, 2])
  }

  /// Noise of replicates, shared by all points or not, is taken out; without that, shares would shrink by its part.
  @Test(arguments: [0, 2] as [Double])
  func noiseIsTakenOut(commonLuck: Double) throws {
    let rows = crossedRows(4096, 2)
    let y = rows.map { ($0[0] - 0.5) * ($0[1] - 0.5) }
    var replicates = Matrix<Double>(rows: rows.count, columns: 4)
    for point in rows.indices {
      for r in 0..<4 {
        replicates[point, r] =
          y[point] + 0.1 * testNormal(point, 7 + r, seed: 3) + commonLuck * testNormal(1 << 20, r, seed: 3)
      }
    }
    let recognised = RecognisedDesign(try table(rows))
    let net = try SecondOrderIndices(PointResponses(replicates: replicates), of: recognised, resamples: 100)
    #expect(abs(net.pairs[0].index.value - 1) < 0.12, "\(net.pairs[0])")
    let means = PointResponses(exact: PointResponses(replicates: replicates).means)
    let raw = try SecondOrderIndices(means, of: recognised, resamples: 20)
    // The variance of a mean is 0.0025 beside 1/144 = 0.0069.
    #expect(raw.pairs[0].index.value < 0.85, "\(raw.pairs[0])")
  }

  @Test func faultsAreNamed() throws {
    let rows = crossedRows(8, 2)
    let recognised = RecognisedDesign(try table(rows))
    let flat = experimentError {
      _ = try SecondOrderIndices(PointResponses(exact: rows.map { _ in 2 }), of: recognised)
    }
    #expect(flat?.code == "no-variance")
    var y = rows.map { $0[0] * $0[1] }
    y[3] = .nan
    let few = experimentError { _ = try SecondOrderIndices(PointResponses(exact: y), of: recognised) }
    #expect(few?.code == "too-few-points" && few?.message.hasPrefix("7 blocks of 6 points") == true)
    let plain = RecognisedDesign(try table((0..<20).map { [testUniform($0, 1), testUniform($0, 2)] }))
    let wrong = experimentError {
      _ = try SecondOrderIndices(PointResponses(exact: [Double](repeating: 0, count: 20)), of: plain)
    }
    #expect(wrong?.code == "wrong-design" && plain.design.method == .table)
  }
}
