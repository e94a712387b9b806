import KhorshooNumerics

extension Matrix where Element == Double {
  /// Rows whose deviations from the mean are drawn in so that their covariance is that of rows without luck.
  ///
  /// With C the covariance of the rows and L that of their luck, deviations are multiplied by the root of 1 - L / C, whose
  /// negative eigenvalues count as zero: for normal rows the result has the distribution of what they would be without luck. In
  /// one column it is the root of the reliability, as in `WorldSpread`. Without this, the best of several options in a world is
  /// best by luck in part, and information looks worth more than it is.
  /// - Source: Louis 1984, doi:10.1080/01621459.1984.10478062, in several dimensions.
  /// - Proof: `InformationValueStatistical`.
  func drawnIn(byLuck luck: Matrix) -> Matrix {
    precondition(luck.rowCount == columnCount, "luck \(luck.shape) of \(shape)")
    guard rowCount > 1, luck.values.contains(where: { $0 != 0 }) else { return self }
    let means = columnMeans
    let covariance = deviationProducts(means)
    let whitening = Whitening(covariance.map { $0 / Double(rowCount - 1) })
    let reliability = SymmetricEigensystem(whitening.inner(luck))
    let roots = reliability.values.map { Swift.max(0, 1 - $0).squareRoot() }
    var result = self
    for r in 0..<rowCount {
      let white = whitening.forward((0..<columnCount).map { self[r, $0] - means[$0] })
      let shrunk = reliability.apply(white, roots)
      for (c, deviation) in whitening.back(shrunk).enumerated() { result[r, c] = means[c] + deviation }
    }
    return result
  }

  /// Sums of products of deviations. Shape: columns x columns.
  func deviationProducts(_ means: [Double]) -> Matrix {
    var result = Matrix(rows: columnCount, columns: columnCount)
    for r in 0..<rowCount {
      for a in 0..<columnCount {
        for b in 0...a { result[a, b] += (self[r, a] - means[a]) * (self[r, b] - means[b]) }
      }
    }
    for a in 0..<columnCount { for b in 0..<a { result[b, a] = result[a, b] } }
    return result
  }

  /// The same shape, number by number.
  func map(_ change: (Double) -> Double) -> Matrix {
    Matrix(rows: rowCount, columns: columnCount, values: values.map(change))
  }
}

/// Coordinates in which a covariance is one; directions in which nothing varies are left out.
struct Whitening {
  private let scales: [Double]
  private let system: SymmetricEigensystem
  private let kept: [Int]

  init(_ covariance: Matrix<Double>) {
    let scales = (0..<covariance.rowCount).map { covariance[$0, $0].squareRoot() }
    var correlations = covariance
    for a in scales.indices {
      for b in scales.indices {
        correlations[a, b] = scales[a] > 0 && scales[b] > 0 ? covariance[a, b] / (scales[a] * scales[b]) : 0
      }
    }
    system = SymmetricEigensystem(correlations)
    self.scales = scales
    kept = system.values.indices.filter { [values = system.values] in values[$0] > 1e-9 }
  }

  /// Directions in which something varies.
  var rank: Int { kept.count }

  func forward(_ deviations: [Double]) -> [Double] {
    kept.map { k in
      let sum = scales.indices.reduce(0.0) {
        scales[$1] > 0 ? $0 + system.vectors[$1, k] * deviations[$1] / scales[$1] : $0
      }
      return sum / system.values[k].squareRoot()
    }
  }

  func back(_ white: [Double]) -> [Double] {
    scales.indices.map { a in
      scales[a] * zip(kept, white).reduce(0) { $0 + system.vectors[a, $1.0] * system.values[$1.0].squareRoot() * $1.1 }
    }
  }

  /// Another covariance in these coordinates.
  func inner(_ other: Matrix<Double>) -> Matrix<Double> {
    let columns = (0..<other.rowCount).map { forward(other.row($0)) }
    var result = Matrix<Double>(rows: rank, columns: rank)
    for b in 0..<rank {
      for (a, value) in forward(columns.map { $0[b] }).enumerated() { result[a, b] = value }
    }
    return result
  }
}

/// Eigenvalues and orthonormal vectors of a symmetric matrix of a few rows, by Jacobi's rotations.
///
/// - Source: Golub and Van Loan 2013, Matrix Computations, 8.5.
struct SymmetricEigensystem {
  let values: [Double]
  /// One vector a column.
  let vectors: Matrix<Double>

  init(_ matrix: Matrix<Double>) {
    let n = matrix.rowCount
    var a = matrix
    var v = Matrix<Double>.identity(n)
    for _ in 0..<60 {
      var off = 0.0
      for p in 0..<n { for q in 0..<p { off += a[p, q] * a[p, q] } }
      let diagonal = (0..<n).reduce(0) { $0 + a[$1, $1] * a[$1, $1] }
      guard off > 1e-30 * (diagonal + off) else { break }
      for p in 0..<n { for q in (p + 1)..<Swift.max(n, p + 1) { Self.rotate(&a, &v, p, q) } }
    }
    values = (0..<n).map { a[$0, $0] }
    vectors = v
  }

  private static func rotate(_ a: inout Matrix<Double>, _ v: inout Matrix<Double>, _ p: Int, _ q: Int) {
    guard a[p, q] != 0 else { return }
    let theta = (a[q, q] - a[p, p]) / (2 * a[p, q])
    let t = (theta >= 0 ? 1.0 : -1) / (theta.magnitude + (theta * theta + 1).squareRoot())
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    for k in 0..<a.rowCount {
      let (x, y) = (a[k, p], a[k, q])
      (a[k, p], a[k, q]) = (c * x - s * y, s * x + c * y)
    }
    for k in 0..<a.rowCount {
      let (x, y) = (a[p, k], a[q, k])
      (a[p, k], a[q, k]) = (c * x - s * y, s * x + c * y)
      let (f, g) = (v[k, p], v[k, q])
      (v[k, p], v[k, q]) = (c * f - s * g, s * f + c * g)
    }
  }

  /// V diag(factors) V' times a vector.
  func apply(_ vector: [Double], _ factors: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: vector.count)
    for (k, factor) in factors.enumerated() where factor != 0 {
      let part = factor * vector.indices.reduce(0) { $0 + vectors[$1, k] * vector[$1] }
      for i in result.indices { result[i] += part * vectors[i, k] }
    }
    return result
  }
}
