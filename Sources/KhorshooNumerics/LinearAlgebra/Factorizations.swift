import COpenBLAS

/// The lower triangle `l` with `l l' = a`, zeros above it (POTRF).
///
/// Reads the lower triangle of `a`.
/// - Throws: `NumericsError` when `a` is not square, not finite, or not positive definite.
public func cholesky(_ a: Matrix<Double>) throws(NumericsError) -> Matrix<Double> {
  try a.requireSquare("cholesky")
  try a.requireFinite("cholesky")
  BLASLibrary.prepare()
  var l = a
  var n = Int32(a.rowCount)
  var info: Int32 = 0
  // A lower triangle by rows is an upper triangle by columns.
  dpotrf_("U", &n, &l.values, &n, &info)
  guard info == 0 else {
    throw NumericsError(
      .notPositiveDefinite, operation: "cholesky", shape: a.shape,
      diagnosis: "the leading block of \(info) rows is not positive definite; check the correlations it was built from")
  }
  for r in 0..<a.rowCount { for c in (r + 1)..<max(r + 1, a.columnCount) { l[r, c] = 0 } }
  return l
}

/// A square matrix factored for solving (GETRF).
public struct LUFactorization: Sendable {
  /// Rows and columns.
  public let size: Int
  /// An estimate of 1 / (norm of the matrix x norm of its inverse), from 0 (singular) to 1, in the 1-norm of columns.
  public let reciprocalCondition: Double
  let factors: [Double]
  let pivots: [Int32]

  /// Factors a matrix.
  ///
  /// - Throws: `NumericsError` when it is not square, not finite, or singular to working precision.
  public init(_ a: Matrix<Double>) throws(NumericsError) {
    try a.requireSquare("lu")
    try a.requireFinite("lu")
    BLASLibrary.prepare()
    let size = a.rowCount
    var n = Int32(size)
    var info: Int32 = 0
    var factors = a.values
    var pivots = [Int32](repeating: 0, count: size)
    // By columns the array is the transpose, whose infinity norm is the greatest column sum of the matrix.
    dgetrf_(&n, &n, &factors, &n, &pivots, &info)
    guard info == 0 else {
      throw NumericsError(
        .singular, operation: "lu", shape: a.shape,
        diagnosis: "singular: pivot \(info) is exactly zero (condition estimate infinite)")
    }
    var norm = (0..<size).map { c in (0..<size).reduce(0.0) { $0 + a[$1, c].magnitude } }.max() ?? 0
    var reciprocal = 0.0
    var work = [Double](repeating: 0, count: 4 * size)
    var integers = [Int32](repeating: 0, count: size)
    dgecon_("I", &n, factors, &n, &norm, &reciprocal, &work, &integers, &info)
    guard reciprocal > Double.ulpOfOne else {
      throw NumericsError(
        .singular, operation: "lu", shape: a.shape,
        diagnosis: "singular to working precision: condition estimate \(1 / reciprocal), limit 4.5e15")
    }
    self.size = size
    self.factors = factors
    self.pivots = pivots
    reciprocalCondition = reciprocal
  }

  /// The solution `x` of `a x = b`, for one or more columns `b` (GETRS).
  ///
  /// - Throws: `NumericsError` when `b` has another number of rows or is not finite.
  public func solve(_ b: Matrix<Double>) throws(NumericsError) -> Matrix<Double> {
    guard b.rowCount == size else {
      throw NumericsError(
        .shapeMismatch, operation: "solve", shape: "\(size) x \(size) with right side \(b.shape)",
        diagnosis: "the right side needs \(size) rows")
    }
    try b.requireFinite("solve")
    // Columns of the right side lie one after another for LAPACK; the factors are those of the transpose.
    var x = b.transposed
    var n = Int32(size)
    var columns = Int32(b.columnCount)
    var info: Int32 = 0
    dgetrs_("T", &n, &columns, factors, &n, pivots, &x.values, &n, &info)
    return x.transposed
  }

  /// The solution for one right side.
  public func solve(_ b: [Double]) throws(NumericsError) -> [Double] {
    try solve(Matrix(rows: b.count, columns: 1, values: b)).values
  }

  /// Logarithm of the magnitude of the determinant.
  public var logDeterminant: Double {
    (0..<size).reduce(0) { $0 + stableLog(factors[$1 * size + $1].magnitude) }
  }

  /// The inverse, column by column: multipliers of an input-output table, for instance.
  public func inverse() throws(NumericsError) -> Matrix<Double> { try solve(.identity(size)) }
}

/// One eigenvalue, real or one of a complex pair.
public struct Eigenvalue: Sendable, Hashable {
  /// Real part.
  public let real: Double
  /// Imaginary part.
  public let imaginary: Double
  /// Distance from zero.
  public var modulus: Double { (real * real + imaginary * imaginary).squareRoot() }
}

/// The eigenvalues of a square matrix, greatest modulus first (GEEV).
///
/// - Throws: `NumericsError` when it is not square, not finite, or the iteration does not settle.
public func eigenvalues(_ a: Matrix<Double>) throws(NumericsError) -> [Eigenvalue] {
  try eigensystem(a, vectors: false).values.sorted {
    ($0.modulus, $0.real, $0.imaginary) > ($1.modulus, $1.real, $1.imaginary)
  }
}

/// Growth rate and structure of a projection matrix.
public struct DominantEigenpair: Sendable {
  /// The eigenvalue of greatest modulus, real: growth per step.
  public let value: Double
  /// Its right eigenvector, summing to one: the stable structure of a population.
  public let vector: [Double]
  /// Its left eigenvector, of which the product with ``vector`` is one: reproductive values. The derivative of ``value``
  /// with respect to entry (r, c) of the matrix is `left[r] * vector[c]` (Caswell 2001, section 9.1).
  public let left: [Double]
}

/// The real eigenvalue of greatest modulus with its right eigenvector, scaled to sum one, and its left one (GEEV).
///
/// - Throws: `NumericsError` as ``eigenvalues(_:)``; and when the greatest modulus is shared, belongs to a complex pair,
///   or its eigenvector sums to zero, or its left and right eigenvectors have the product zero.
public func dominantEigenpair(_ a: Matrix<Double>) throws(NumericsError) -> DominantEigenpair {
  let (values, vectors, lefts) = try eigensystem(a, vectors: true)
  let order = values.indices.sorted { values[$0].modulus > values[$1].modulus }
  let first = values[order[0]]
  let rival = order.count > 1 ? values[order[1]].modulus : 0
  guard first.imaginary == 0, order.count == 1 || rival < first.modulus * (1 - 1e-12) else {
    throw NumericsError(
      .noDominantEigenvalue, operation: "dominantEigenpair", shape: a.shape,
      diagnosis: "greatest modulus \(first.modulus), next \(rival), imaginary part \(first.imaginary): "
        + "the matrix is periodic or not a projection matrix")
  }
  let n = a.rowCount
  let vector = Array(vectors[order[0] * n..<order[0] * n + n])
  let sum = vector.reduce(0, +)
  let size = vector.reduce(0) { $0 + $1.magnitude }
  guard sum.magnitude > 1e-12 * size else {
    throw NumericsError(
      .noDominantEigenvalue, operation: "dominantEigenpair", shape: a.shape,
      diagnosis: "the eigenvector of \(first.real) sums to zero and cannot be scaled to sum one")
  }
  let left = lefts[order[0] * n..<order[0] * n + n]
  let product = zip(left, vector).reduce(0) { $0 + $1.0 * $1.1 } / sum
  // Both have length one as LAPACK returns them; a simple eigenvalue has a product that is not zero.
  guard product.magnitude > 1e-300 else {
    throw NumericsError(
      .noDominantEigenvalue, operation: "dominantEigenpair", shape: a.shape,
      diagnosis: "the left and right eigenvectors of \(first.real) are orthogonal: the eigenvalue is not simple")
  }
  return DominantEigenpair(value: first.real, vector: vector.map { $0 / sum }, left: left.map { $0 / product })
}

/// Eigenvalues in LAPACK's order, then right and left eigenvectors one after another (real ones as they are) when asked.
private func eigensystem(
  _ a: Matrix<Double>, vectors isAsked: Bool
) throws(NumericsError) -> (values: [Eigenvalue], vectors: [Double], lefts: [Double]) {
  try a.requireSquare("eigenvalues")
  try a.requireFinite("eigenvalues")
  BLASLibrary.prepare()
  var columns = a.transposed.values
  var n = Int32(a.rowCount)
  var info: Int32 = 0
  var real = [Double](repeating: 0, count: a.rowCount)
  var imaginary = real
  var vectors = [Double](repeating: 0, count: isAsked ? a.rowCount * a.rowCount : 1)
  var lefts = vectors
  var workSize = Int32(8 * a.rowCount)
  var work = [Double](repeating: 0, count: Int(workSize))
  var leading = isAsked ? n : 1
  let job = isAsked ? "V" : "N"
  dgeev_(
    job, job, &n, &columns, &n, &real, &imaginary, &lefts, &leading, &vectors, &leading, &work, &workSize, &info)
  guard info == 0 else {
    throw NumericsError(
      .notConverged, operation: "eigenvalues", shape: a.shape,
      diagnosis: "the QR iteration did not settle; \(a.rowCount - Int(info)) of \(a.rowCount) eigenvalues were found")
  }
  return (zip(real, imaginary).map { Eigenvalue(real: $0, imaginary: $1) }, vectors, lefts)
}
