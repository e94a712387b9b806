import KhorshooNumerics
import Testing

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
