import Foundation
import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct ProjectionMatrixAnalytic {
  /// Two stages with growth g in closed form: g^2 = a + g b for births b of adults that stay with s = 0.
  @Test func twoStagesHaveTheirQuadratic() throws {
    // Young live with 0.5 to be adults; adults have 1.2 young and live on with 0.8: g^2 - 0.8 g - 0.6 = 0.
    let found = try ProjectionAnalysis(projection([[0, 1.2], [0.5, 0.8]]))
    let growth = 0.4 + (0.16 + 0.6).squareRoot()
    #expect((found.growthFactor - growth).magnitude < 1e-12)
    // R0 = 0.5 x 1.2 / (1 - 0.8).
    #expect(((found.netReproduction ?? 0) - 3).magnitude < 1e-12)
    #expect((found.elasticities.values.reduce(0, +) - 1).magnitude < 1e-12)
    // Of the adults' survival: g^2 = 0.8 g + 0.6 gives dg/ds = g / (2 g - s).
    #expect((found.sensitivities[1, 1] - growth / (2 * growth - 0.8)).magnitude < 1e-12)
  }

  @Test func whatHasNoLongRunIsRefused() {
    // Births at one exact age come round for ever.
    #expect(throws: NumericsError.self) {
      _ = try ProjectionAnalysis(projection([[0, 0, 6], [0.5, 0, 0], [0, 0.5, 0]]))
    }
    #expect(throws: NumericsError.self) { _ = try ProjectionAnalysis(projection([[0, 0], [0.5, 0]])) }
  }

  @Test func withoutBirthsThereIsNoGeneration() throws {
    let alone = try ProjectionAnalysis(projection([[0.9]]))
    #expect(alone.netReproduction == nil && alone.generationTime == nil && alone.parentAge == nil)
    #expect(alone.dampingRatio == .infinity)
    // Who lives for ever has young without end.
    #expect(try ProjectionAnalysis(projection([[0, 0.5], [0.5, 1]])).netReproduction == nil)
  }
}
