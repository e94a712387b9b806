import Foundation
import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct SecondOrderIndicesGolden {
  /// SALib on the example of the guide, to 1e-12, and NumPy's partial correlations.
  @Test func agreesWithSALib() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scenarios/tables")
    func numbers(_ name: String) throws -> [[Double]] {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n").dropFirst()
        .map { try $0.split(separator: ",").map { try #require(Double($0)) } }
    }
    let recognised = RecognisedDesign(try table(numbers("ishigami-points.csv")))
    let responses = PointResponses(exact: try numbers("ishigami-outcomes.csv").map { $0[0] })
    #expect(recognised.design.method == .saltelli && recognised.crossed?.count == 32)
    let sobol = try SobolIndices(responses.taking(recognised.points), of: recognised.design, resamples: 100)
    let second = try SecondOrderIndices(responses, of: recognised, resamples: 100)
    for (j, known) in try Fixture.numbers("salib_second_order.csv").enumerated() {
      // Second orders are centered by all points, as SALib does; first orders here by those that they use.
      #expect(abs(sobol.total[j].value - known[1]) < 1e-12, "total \(j)")
      #expect(
        abs(second.pairs[j].index.value - known[2]) < 1e-12, "pair \(j): \(second.pairs[j].index) for \(known[2])")
      #expect(abs(sobol.firstOrder[j].value - known[0]) < 0.05, "first \(j)")
    }
  }

  @Test func partialCorrelationsAreNumPys() throws {
    let rows = try Fixture.numbers("regression_xy.csv")
    let third = try Factor("c", .levels((0..<4).map { .number(Double($0)) }))
    let coordinates = Matrix(rows.map { [$0[0], $0[1], ($0[2] + 0.5) / 4] })
    let design = Design(.table, factors: try unitFactors(2) + [third], coordinates: coordinates)
    let found = try RegressionIndices(PointResponses(exact: rows.map { $0[3] }), of: design)
    for (j, known) in try Fixture.numbers("partial.csv").enumerated() {
      #expect(abs(found.partialCorrelations[j].value - known[0]) < 1e-12)
      #expect(abs(found.standardisedRankCoefficients[j].value - known[1]) < 1e-12)
      #expect(found.partialCorrelations[j].low < known[0] && known[0] < found.partialCorrelations[j].high)
    }
  }
}
