import KhorshooNumerics

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
