import Foundation
import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct ProjectionMatrixGolden {
  /// NumPy on killer whales, a Leslie matrix and ewes, to 1e-9.
  @Test(arguments: 0..<3) func agreesWithNumPy(number: Int) throws {
    let whole = try Fixture.numbers("matrices.csv")[number]
    let entries = try Fixture.numbers("matrix_entries.csv").filter { Int($0[0]) == number }
    let n = Int(Double(entries.count).squareRoot())
    let rows = (0..<n).map { r in entries[r * n..<(r + 1) * n].map { $0[3] } }
    let found = try ProjectionAnalysis(projection(rows))
    func near(_ x: Double?, _ y: Double) -> Bool { x.map { ($0 - y).magnitude < 1e-9 * max(1, y.magnitude) } ?? false }
    #expect(near(found.growthFactor, whole[1]) && near(found.dampingRatio, whole[2]))
    #expect(whole[3] == 0 ? found.oscillationSteps == nil : near(found.oscillationSteps, whole[3]))
    #expect(
      near(found.netReproduction, whole[4]) && near(found.generationTime, whole[5]) && near(found.parentAge, whole[6]))
    for row in entries {
      let (r, c) = (Int(row[1]), Int(row[2]))
      #expect(near(found.structure[r], row[4]) && near(found.reproductiveValues[r], row[5]))
      #expect(near(found.sensitivities[r, c], row[6]) && near(found.elasticities[r, c], row[7]), "\(row)")
    }
  }

  /// Brault and Caswell 1993, tables 4 and 5: growth 1.0254, structure 0.037, 0.316, 0.323, 0.324.
  @Test func killerWhalesAreThePublishedOnes() throws {
    let found = try ProjectionAnalysis(
      projection([[0, 0.0043, 0.1132, 0], [0.9775, 0.9111, 0, 0], [0, 0.0736, 0.9534, 0], [0, 0, 0.0452, 0.9804]]))
    #expect((found.growthFactor - 1.0254).magnitude < 5e-5)
    for (share, known) in zip(found.structure, [0.037, 0.316, 0.323, 0.324]) {
      #expect((share - known).magnitude < 5e-4)
    }
    // Old females have no young any more.
    #expect(found.reproductiveValues[3] == 0)
  }
}
