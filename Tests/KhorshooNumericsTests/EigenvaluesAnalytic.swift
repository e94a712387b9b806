import KhorshooNumerics
import Testing

@Suite struct EigenvaluesAnalytic {
  func matrix(_ size: Int, _ entries: [(Int, Int, Double)]) -> Matrix<Double> {
    var m = Matrix<Double>(rows: size, columns: size)
    for (r, c, v) in entries { m[r - 1, c - 1] = v }
    return m
  }

  /// Matrices as in Caswell 2001: killer whale with its published growth and structure (Brault and Caswell 1993), teasel
  /// (Werner and Caswell 1977) against NumPy's eigenvalue of the same entries, desert tortoise with medium-high fecundity
  /// and its published growth (Doak, Kareiva and Klepetka 1994).
  @Test func growthRatesOfTextbookMatrices() throws {
    let whale = matrix(
      4,
      [
        (1, 2, 0.0043), (1, 3, 0.1132), (2, 1, 0.9775), (2, 2, 0.9111), (3, 2, 0.0736), (3, 3, 0.9534), (4, 3, 0.0452),
        (4, 4, 0.9804),
      ])
    let pair = try dominantEigenpair(whale)
    #expect(abs(pair.value - 1.0254) < 5e-5)
    for (found, published) in zip(pair.vector, [0.0370, 0.3161, 0.3229, 0.3240]) {
      #expect(abs(found - published) < 5e-5)
    }
    // Reproductive values by v A = growth v, column by column; each derivative of the growth rate is left x right (Caswell
    // 2001, 9.1), here against a difference.
    let juvenile = pair.value / 0.9775
    let mature = (juvenile * (pair.value - 0.9111) - 0.0043) / 0.0736
    for (found, value) in zip(pair.left, [1, juvenile, mature, 0]) {
      #expect(abs(found / pair.left[0] - value) < 1e-12)
    }
    #expect(abs(zip(pair.left, pair.vector).reduce(0) { $0 + $1.0 * $1.1 } - 1) < 1e-14)
    for (r, c, v) in [(0, 1, 0.0043), (1, 1, 0.9111), (2, 1, 0.0736), (2, 2, 0.9534)] {
      var more = whale
      more[r, c] = v + 1e-6
      let slope = (try dominantEigenpair(more).value - pair.value) / 1e-6
      #expect(abs(slope - pair.left[r] * pair.vector[c]) < 1e-4)
    }
    let teasel = matrix(
      6,
      [
        (1, 6, 322.388), (2, 1, 0.966), (3, 1, 0.013), (3, 2, 0.010), (3, 3, 0.125), (3, 6, 3.488), (4, 1, 0.007),
        (4, 3, 0.125), (4, 4, 0.238), (4, 6, 30.170), (5, 1, 0.008), (5, 3, 0.038), (5, 4, 0.245), (5, 5, 0.167),
        (5, 6, 0.862), (6, 4, 0.023), (6, 5, 0.750),
      ])
    #expect(abs(try dominantEigenpair(teasel).value - 2.334_005_900_239_789) < 1e-12)
    let tortoise = matrix(
      8,
      [
        (1, 6, 1.3), (1, 7, 1.98), (1, 8, 2.57), (2, 1, 0.716), (2, 2, 0.567), (3, 2, 0.149), (3, 3, 0.567),
        (4, 3, 0.149), (4, 4, 0.604), (5, 4, 0.235), (5, 5, 0.56), (6, 5, 0.225), (6, 6, 0.678), (7, 6, 0.249),
        (7, 7, 0.851), (8, 7, 0.016), (8, 8, 0.86),
      ])
    let growth = try dominantEigenpair(tortoise)
    #expect(abs(growth.value - 0.9581) < 1e-4)
    // The structure is reproduced by one more year.
    let next = try gemm(tortoise, Matrix(rows: 8, columns: 1, values: growth.vector)).values
    for (after, before) in zip(next, growth.vector) { #expect(abs(after - growth.value * before) < 1e-13) }
  }

  /// A rotation by 90 degrees has eigenvalues i and -i; a triangle its diagonal.
  @Test func complexAndTriangular() throws {
    let turn = try eigenvalues(Matrix([[0, -1], [1, 0]]))
    #expect(turn.map(\.modulus) == [1, 1] && turn.allSatisfy { abs($0.real) < 1e-15 })
    #expect(try eigenvalues(Matrix([[2, 5, 1], [0, -3, 4], [0, 0, 1]])).map(\.real) == [-3, 2, 1])
  }
}
