import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct HaltonSequenceGolden {
  /// SciPy's points without scrambling, and its centred discrepancies of the first of them.
  @Test func agreesWithSciPy() throws {
    let known = try Fixture.numbers("halton.csv")
    let points = try HaltonSequence(dimensions: 12, scrambledBy: nil).points(known.count)
    for (i, row) in known.enumerated() {
      for (j, x) in row.enumerated() { #expect((points[i, j] - x).magnitude < 1e-14, "point \(i), dimension \(j)") }
    }
    for row in try Fixture.numbers("discrepancy.csv") {
      let (n, d) = (Int(row[0]), Int(row[1]))
      let part = Matrix(rows: n, columns: d, values: (0..<n).flatMap { i in (0..<d).map { points[i, $0] } })
      let found = try #require(CentredDiscrepancy.of(part))
      #expect((found - row[2]).magnitude < 1e-12 * max(1, row[2]), "\(n) points of \(d) dimensions")
    }
  }
}
