import Foundation
import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct RecognisedDesignUnit {
  /// Blocks without second order, stacked matrices as in R, and blocks with second order have the same indices.
  @Test func layoutsOfSaltelliAreTheSame() throws {
    let full = crossedRows(16, 3, seed: 2)
    let y = { (rows: [[Double]]) in PointResponses(exact: rows.map { $0[0] + $0[1] * $0[2] * 3 }) }
    let blocks = (0..<16).map { Array(full[$0 * 8..<$0 * 8 + 8]) }
    let short = blocks.flatMap { $0[0...3] + [$0[7]] }
    let stacked = blocks.map { $0[0] } + blocks.map { $0[7] } + (1...3).flatMap { j in blocks.map { $0[j] } }
    let found = try [full, short, stacked].map { rows in
      let recognised = RecognisedDesign(try table(rows))
      #expect(recognised.design.method == .saltelli)
      return try SobolIndices(y(rows).taking(recognised.points), of: recognised.design, resamples: 100)
    }
    #expect(found[0].total == found[1].total && found[1].total == found[2].total)
    #expect(found[0].firstOrder == found[2].firstOrder)
    #expect(RecognisedDesign(try table(short)).crossed == nil)
    // Deliberate fault: one number changed, and it is a table like any other.
    var damaged = short
    damaged[7][1] += 1e-9
    #expect(RecognisedDesign(try table(damaged)).design.method == .table)
  }

  /// Trajectories in units of their own have the effects of the whole range: y = 3 a - b over a in 0 to 4, b in 10 to 20.
  @Test func trajectoriesAreRecognised() throws {
    let rows: [[Double]] = [
      [0, 10], [4, 10], [4, 20], [4, 20], [4, 10], [0, 10], [0, 20], [0, 10], [4, 10], [4, 10], [0, 10], [0, 20],
    ]
    let recognised = RecognisedDesign(try table(rows))
    #expect(recognised.design.method == .morris)
    let effects = try ElementaryEffects(PointResponses(exact: rows.map { 3 * $0[0] - $0[1] }), of: recognised.design)
    #expect(effects.effects.map(\.mu.value) == [12, -10] && effects.effects.map(\.factor) == ["x0", "x1"])
  }
}
