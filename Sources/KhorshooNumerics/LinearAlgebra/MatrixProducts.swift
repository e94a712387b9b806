// Products by OpenBLAS: of matrices, and of a matrix with a block of lanes (units x 16, row-major).

/// `a b`, either transposed first (GEMM).
///
/// - Throws: `NumericsError` when the inner dimensions differ.
public func gemm<E: MatrixElement>(
  _ a: Matrix<E>, _ b: Matrix<E>, transposeA: Bool = false, transposeB: Bool = false, alpha: E = 1
) throws(NumericsError) -> Matrix<E> {
  let (rows, inner) = transposeA ? (a.columnCount, a.rowCount) : (a.rowCount, a.columnCount)
  let (innerB, columns) = transposeB ? (b.columnCount, b.rowCount) : (b.rowCount, b.columnCount)
  guard inner == innerB else {
    throw NumericsError(
      .shapeMismatch, operation: "gemm",
      shape: "\(a.shape)\(transposeA ? " transposed" : "") times \(b.shape)\(transposeB ? " transposed" : "")",
      diagnosis: "\(inner) columns on the left meet \(innerB) rows on the right")
  }
  var c = Matrix<E>(rows: rows, columns: columns)
  guard rows > 0, columns > 0, inner > 0 else { return c }
  c.values.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    E.blasMultiply(
      rows: rows, columns: columns, inner: inner, alpha: alpha, a.values, aColumns: a.columnCount,
      aTransposed: transposeA, b.values, bColumns: b.columnCount, bTransposed: transposeB, beta: 0, base)
  }
  return c
}

/// `l b` with the lower triangle of `l`; what stands above its diagonal is not read (TRMM).
///
/// - Throws: `NumericsError` when `l` is not square or does not fit `b`.
public func trmm<E: MatrixElement>(lower l: Matrix<E>, _ b: Matrix<E>) throws(NumericsError) -> Matrix<E> {
  guard l.rowCount == l.columnCount, l.columnCount == b.rowCount else {
    throw NumericsError(
      .shapeMismatch, operation: "trmm", shape: "\(l.shape) times \(b.shape)",
      diagnosis: "the triangle must be square, with as many columns as the right side has rows")
  }
  var c = b
  guard b.rowCount > 0, b.columnCount > 0 else { return c }
  c.values.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    E.blasTriangular(rows: b.rowCount, columns: b.columnCount, l.values, base)
  }
  return c
}

/// `alpha a a'`, both triangles filled (SYRK): with rows of centred observations, a covariance.
public func syrk<E: MatrixElement>(_ a: Matrix<E>, alpha: E = 1) -> Matrix<E> {
  let n = a.rowCount
  var c = Matrix<E>(rows: n, columns: n)
  guard n > 0, a.columnCount > 0 else { return c }
  c.values.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    E.blasSymmetric(rows: n, inner: a.columnCount, alpha: alpha, a.values, beta: 0, base)
  }
  for r in 0..<n { for k in 0..<r { c[k, r] = c[r, k] } }
  return c
}

extension Matrix where Element == Float {
  /// Product with a block of lanes: `y = self x + beta y`, `x` columns x 16, `y` rows x 16; the two must not overlap.
  ///
  /// Bits depend on BLAS's kernel family unless all products and sums are whole numbers below 2^24.
  public func multiply(_ x: UnsafePointer<Lanes>, into y: UnsafeMutablePointer<Lanes>, beta: Float = 0) {
    guard rowCount > 0, columnCount > 0 else { return }
    x.withMemoryRebound(to: Float.self, capacity: columnCount * laneCount) { xs in
      y.withMemoryRebound(to: Float.self, capacity: rowCount * laneCount) { ys in
        Float.blasMultiply(
          rows: rowCount, columns: laneCount, inner: columnCount, alpha: 1, values, aColumns: columnCount,
          aTransposed: false, xs, bColumns: laneCount, bTransposed: false, beta: beta, ys)
      }
    }
  }

  /// Product of the lower triangle with a block of lanes in place: `x = self x`, `x` rows x 16.
  ///
  /// With a Cholesky factor and independent standard normal rows: correlated rows.
  public func multiplyLower(_ x: UnsafeMutablePointer<Lanes>) {
    precondition(rowCount == columnCount, "a triangle of \(shape)")
    guard rowCount > 0 else { return }
    x.withMemoryRebound(to: Float.self, capacity: rowCount * laneCount) { xs in
      Float.blasTriangular(rows: rowCount, columns: laneCount, values, xs)
    }
  }
}
