import KhorshooNumerics
import Testing

@Suite struct FactorizationAnalytic {
  /// A = L L' with L = [[2,0,0],[6,1,0],[-8,5,3]].
  @Test func choleskyOfWholeNumbers() throws {
    let l = try cholesky(Matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]]))
    #expect(l == Matrix([[2, 0, 0], [6, 1, 0], [-8, 5, 3]]))
    let big = testMatrix(60, 80, seed: 8)
    let covariance = syrk(big)
    let factor = try cholesky(covariance)
    #expect(distance(naive(factor, factor.transposed), covariance) < 1e-13)
  }

  /// Inverse of the Hilbert matrix of size 4, whole numbers (Choi 1983); condition 28,375 in the 1-norm.
  @Test func hilbertIsInvertedToWholeNumbers() throws {
    var h = Matrix<Double>(rows: 4, columns: 4)
    for r in 0..<4 { for c in 0..<4 { h[r, c] = 1 / Double(r + c + 1) } }
    let lu = try LUFactorization(h)
    let inverse = Matrix<Double>([
      [16, -120, 240, -140], [-120, 1200, -2700, 1680], [240, -2700, 6480, -4200], [-140, 1680, -4200, 2800],
    ])
    #expect(distance(try lu.inverse(), inverse) < 1e-8)
    #expect(abs(1 / lu.reciprocalCondition - 28_375) < 1)
  }

  /// x = (1, -2, -2), from an unsymmetric matrix so that a forgotten transpose shows.
  @Test func aSystemByHand() throws {
    let a = Matrix<Double>([[3, 2, -1], [2, -2, 4], [-1, 0.5, -1]])
    let x = try LUFactorization(a).solve([1, -2, 0])
    for (found, truth) in zip(x, [1.0, -2, -2]) { #expect(abs(found - truth) < 1e-13) }
  }

  /// Two-sector table of Miller and Blair (2009, 2.3): multipliers of the Leontief inverse.
  @Test func leontiefInverseOfTwoSectors() throws {
    let lu = try LUFactorization(Matrix([[1 - 0.15, -0.25], [-0.20, 1 - 0.05]]))
    let inverse = try lu.inverse()
    #expect(distance(inverse, Matrix([[0.95, 0.25], [0.20, 0.85]].map { $0.map { $0 / 0.7575 } })) < 1e-15)
  }
}
