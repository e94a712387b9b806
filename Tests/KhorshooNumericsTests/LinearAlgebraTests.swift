import KhorshooNumerics
import Testing

/// Reproducible numbers in (-0.5, 0.5).
func testNumbers(_ count: Int, seed: UInt64) -> [Double] {
  let r = ScalarRandom(seed: seed, stream: RandomStream(root: .population, number: 1, name: "test numbers"))
  return (0..<count).map { r.uniform(entity: $0, index: 0) - 0.5 }
}

func testMatrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
  Matrix(rows: rows, columns: columns, values: testNumbers(rows * columns, seed: seed))
}

func naive<E: MatrixElement>(_ a: Matrix<E>, _ b: Matrix<E>) -> Matrix<E> {
  var c = Matrix<E>(rows: a.rowCount, columns: b.columnCount)
  for i in 0..<a.rowCount {
    for j in 0..<b.columnCount {
      var sum: E = 0
      for k in 0..<a.columnCount { sum += a[i, k] * b[k, j] }
      c[i, j] = sum
    }
  }
  return c
}

func distance<E: MatrixElement>(_ a: Matrix<E>, _ b: Matrix<E>) -> E {
  zip(a.values, b.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

@Suite struct BLASUnit {
  @Test func aKernelFamilyIsNamed() {
    BLASLibrary.prepare()
    #expect(!BLASLibrary.kernelFamily.isEmpty && BLASLibrary.kernelFamily == BLASLibrary.kernelFamily)
  }

  @Test(arguments: [(1, 1, 1), (2, 3, 4), (7, 5, 1), (33, 17, 29), (105, 105, 16)])
  func productsAgreeWithTheDefinition(m: Int, k: Int, n: Int) throws {
    let a = testMatrix(m, k, seed: 1)
    let b = testMatrix(k, n, seed: 2)
    let truth = naive(a, b)
    #expect(distance(try gemm(a, b), truth) < 1e-14 * Double(k + 1))
    #expect(distance(try gemm(a.transposed, b, transposeA: true), truth) < 1e-14 * Double(k + 1))
    #expect(distance(try gemm(a, b.transposed, transposeB: true), truth) < 1e-14 * Double(k + 1))
    let floats = try gemm(Matrix<Float>(a), Matrix<Float>(b), alpha: 2)
    #expect(
      distance(Matrix<Double>(floats), naive(a, Matrix(rows: k, columns: n, values: b.values.map { 2 * $0 }))) < 1e-5)
    #expect(distance(syrk(a), naive(a, a.transposed)) < 1e-14 * Double(k + 1))
    #expect(distance(syrk(Matrix<Float>(a)), Matrix<Float>(naive(a, a.transposed))) < 1e-5)
    var l = testMatrix(m, m, seed: 3)
    let full = l
    for r in 0..<m { for c in 0..<m where c > r { l[r, c] = 0 } }
    let right = testMatrix(m, n, seed: 4)
    #expect(distance(try trmm(lower: full, right), naive(l, right)) < 1e-14 * Double(m + 1))
    #expect(distance(try trmm(lower: Matrix<Float>(full), Matrix<Float>(right)), Matrix<Float>(naive(l, right))) < 1e-5)
  }

  @Test func emptyAndRectangularShapes() throws {
    #expect(try gemm(Matrix<Double>(rows: 2, columns: 0), Matrix(rows: 0, columns: 3)).values == [0, 0, 0, 0, 0, 0])
    #expect(syrk(Matrix<Double>(rows: 0, columns: 0)).values.isEmpty)
    #expect(Matrix<Double>([[1, 2, 3], [4, 5, 6]]).transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
  }

  @Test func laneBlocksMultiplyLikeMatrices() throws {
    let a = Matrix<Float>(testMatrix(21, 13, seed: 5))
    let x = Matrix<Float>(testMatrix(21, 16, seed: 6))
    let blockX = UnsafeMutablePointer<Lanes>.allocate(capacity: 21)
    let blockY = UnsafeMutablePointer<Lanes>.allocate(capacity: 21)
    defer {
      blockX.deallocate()
      blockY.deallocate()
    }
    for r in 0..<21 { blockX[r] = Lanes((0..<laneCount).map { x[r, $0] }) }
    blockY.initialize(repeating: Lanes(repeating: 1), count: 21)
    a.multiply(blockX, into: blockY, beta: 1)
    let truth = naive(a, Matrix(rows: 13, columns: 16, values: Array(x.values[..<(13 * 16)])))
    for r in 0..<21 { for c in 0..<16 { #expect(abs(blockY[r][c] - 1 - truth[r, c]) < 1e-5) } }
    let l = Matrix<Float>(testMatrix(21, 21, seed: 7))
    let product = try trmm(lower: l, x)
    l.multiplyLower(blockX)
    for r in 0..<21 { for c in 0..<16 { #expect(abs(blockX[r][c] - product[r, c]) < 1e-5) } }
  }
}

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

@Suite struct NumericsErrorUnit {
  /// Runs something that must fail, and checks the code and words of its message.
  func expect(_ code: NumericsError.Code, saying words: String..., from work: () throws -> Void) {
    let error = #expect(throws: NumericsError.self) { try work() }
    #expect(error?.code == code)
    let text = error?.description ?? ""
    for word in words + [code.rawValue] {
      let isSaid = text.contains(word)
      #expect(isSaid, "'\(word)' in '\(text)'")
    }
  }

  @Test func everyErrorIsProvoked() {
    let wide = Matrix<Double>(rows: 2, columns: 3, repeating: 1)
    expect(.shapeMismatch, saying: "gemm (2 x 3 times 2 x 3)", "3 columns", "2 rows") { _ = try gemm(wide, wide) }
    expect(.shapeMismatch, saying: "trmm (2 x 3 times 2 x 3)", "square") { _ = try trmm(lower: wide, wide) }
    expect(.shapeMismatch, saying: "cholesky (2 x 3)", "square") { _ = try cholesky(wide) }
    expect(.shapeMismatch, saying: "lu (0 x 0)", "not empty") { _ = try LUFactorization(Matrix(rows: 0, columns: 0)) }
    expect(.shapeMismatch, saying: "solve (2 x 2 with right side 3 x 1)") {
      _ = try LUFactorization(.identity(2)).solve([1, 2, 3])
    }
    expect(.notFinite, saying: "element (1, 0) is nan") { _ = try eigenvalues(Matrix([[1, 2], [.nan, 3]])) }
    expect(.notFinite, saying: "solve", "inf") { _ = try LUFactorization(.identity(2)).solve([1, .infinity]) }
    expect(.notPositiveDefinite, saying: "leading block of 2 rows") { _ = try cholesky(Matrix([[1, 2], [2, 1]])) }
    expect(.singular, saying: "exactly zero", "infinite") { _ = try LUFactorization(Matrix([[1, 2], [2, 4]])) }
    var hilbert = Matrix<Double>(rows: 14, columns: 14)
    for r in 0..<14 { for c in 0..<14 { hilbert[r, c] = 1 / Double(r + c + 1) } }
    expect(.singular, saying: "working precision", "condition estimate") { _ = try LUFactorization(hilbert) }
    expect(.noDominantEigenvalue, saying: "periodic") { _ = try dominantEigenpair(Matrix([[0, 2], [1, 0]])) }
    expect(.noDominantEigenvalue, saying: "imaginary") { _ = try dominantEigenpair(Matrix([[0, -1], [1, 0]])) }
    expect(.noDominantEigenvalue, saying: "sums to zero") { _ = try dominantEigenpair(Matrix([[2, -1], [-1, 2]])) }
    expect(.malformedSparse, saying: "tie 1 has column 5") {
      _ = try SparseRows(columnCount: 3, rows: [[(0, 1), (5, 1)]])
    }
    expect(.malformedSparse, saying: "column -1") { _ = try SparseRows(columnCount: 3, rows: [[(-1, 1)]]) }
    expect(.malformedSparse, saying: "weight nan") { _ = try SparseRows(columnCount: 3, rows: [[(0, .nan)]]) }
    expect(.malformedSparse, saying: "ends before") {
      _ = try SparseRows(rowCount: 2, columnCount: 1, rowStarts: [0, 2, 1], columns: [0], weights: [1])
    }
    expect(.malformedSparse, saying: "row starts") {
      _ = try SparseRows(rowCount: 2, columnCount: 1, rowStarts: [0, 1], columns: [0], weights: [1])
    }
    expect(.malformedSparse, saying: "0 weights for 1 columns") {
      _ = try SparseRows(rowCount: 1, columnCount: 1, rowStarts: [0, 1], columns: [0], weights: [])
    }
  }

  @Test func exposureRefusesWhatDoesNotFit() throws {
    let wide = try SparseRows(columnCount: 3, rows: [[(0, 1)]])
    expect(.shapeMismatch, saying: "exposure (1 x 3)", "square") { _ = try ExposureOperator(wide, blocks: [0..<1]) }
    let square = try SparseRows(columnCount: 1, rows: [[(0, 1)]])
    expect(.shapeMismatch, saying: "0..<2", "outside") { _ = try ExposureOperator(square, blocks: [0..<2]) }
  }

  /// LAPACK's QR iteration settles on any finite input that could be found, so its message is built by hand.
  @Test func theMessageOfAnIterationThatDoesNotSettle() {
    let error = NumericsError(.notConverged, operation: "eigenvalues", shape: "4 x 4", diagnosis: "1 of 4 were found")
    #expect(error.description == "eigenvalues (4 x 4): 1 of 4 were found [numerics.notConverged]")
  }
}
