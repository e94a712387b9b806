import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct ElementaryEffectsGolden {
  /// SALib on the same trajectories, to 1e-10.
  @Test func agreesWithSALib() throws {
    let rows = try Fixture.numbers("salib_morris_xy.csv")
    let known = try Fixture.numbers("salib_morris.csv")
    // Trajectories of four points as a design holds them: where factors begin, where they end, at which step they move.
    let coordinates = Matrix(
      (0..<20).map { trajectory in
        let points = rows[trajectory * 4..<trajectory * 4 + 4].map { $0.prefix(3) }
        let turns = (0..<3).map { j in Double((0..<3).first { points[$0][j] != points[$0 + 1][j] } ?? 9) }
        return Array(points[0]) + Array(points[3]) + turns
      })
    let design = Design(.morris, factors: try unitFactors(3), coordinates: coordinates)
    let found = try ElementaryEffects(PointResponses(exact: rows.map { $0[3] }), of: design, resamples: 50)
    for (effect, row) in zip(found.effects, known) {
      #expect(abs(effect.mu.value - row[0]) < 1e-10 && abs(effect.muStar.value - row[1]) < 1e-10)
      #expect(abs(effect.sigma.value - row[2]) < 1e-10)
    }
  }
}
