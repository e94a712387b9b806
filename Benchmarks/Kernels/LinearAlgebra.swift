import Benchmark
import KhorshooNumerics

/// Exposure E = W S of all households and 16 replicates: sparse rows against one GEMM a gacha.
///
/// Each checks the other: they may differ in the last places only, since BLAS sums in an order of its own.
func exposureBenchmarks() {
  for degree in [6, 12, 30, 60, 104] {
    let ties = villageTies(degree: degree)
    let blocks = (0..<villageCount).map { $0 * villageSize..<($0 + 1) * villageSize }
    guard let sparse = try? ExposureOperator(ties, blocks: blocks, denseFrom: .infinity),
      let dense = try? ExposureOperator(ties, blocks: blocks, denseFrom: 0)
    else { preconditionFailure("the ties of degree \(degree) make no matrix") }
    let (ySparse, yDense) = (LaneRows(unitCount), LaneRows(unitCount))
    let check: @Sendable () -> String? = {
      guard !sparse.isDense(block: 0), dense.isDense(block: 0) else { return "both sides take the same way" }
      multiply(sparse, into: ySparse)
      multiply(dense, into: yDense)
      let difference = ySparse.largestDifference(yDense)
      return difference < 1e-5 ? nil : "sparse and dense differ by \(difference), at most 1e-5 is rounding"
    }
    checked("exposure sparse degree \(degree)", check: check) { multiply(sparse, into: ySparse) }
    checked("exposure dense degree \(degree)", check: check) { multiply(dense, into: yDense) }
  }
}

private func multiply(_ exposure: ExposureOperator, into y: LaneRows) {
  for block in exposure.blocks.indices { exposure.multiply(uniformRows.base, into: y.base, block: block) }
  blackHole(y.base)
}

/// Every household tied to `degree` others of its gacha, scattered over it (37 and 105 have no common divisor).
private func villageTies(degree: Int) -> SparseRows {
  let rows = (0..<unitCount).map { unit -> [(column: Int, weight: Float)] in
    let first = unit / villageSize * villageSize
    return (0..<degree).map { tie in
      let step = (tie * 37) % (villageSize - 1) + 1
      return (first + (unit - first + step) % villageSize, 1 / Float(degree))
    }.sorted { $0.column < $1.column }
  }
  guard let ties = try? SparseRows(columnCount: unitCount, rows: rows) else {
    preconditionFailure("ties of degree \(degree) lie outside the banner")
  }
  return ties
}

/// Correlated normals of 44 gacha: L Z by TRMM, as in a year's weather. Checked against the plain sum.
func shockBenchmarks() {
  let points = (0..<villageCount).map { Double($0) }
  let correlation = Matrix<Double>(points.map { a in points.map { b in stableExp(-abs(a - b) / 10) } })
  guard let factor = try? Matrix<Float>(cholesky(correlation)) else {
    preconditionFailure("an exponential correlation has a Cholesky factor")
  }
  let z = LaneRows(villageCount) { normalQuantileLanes(uniformRows.base[$0]) }
  let x = LaneRows(villageCount)
  let apply: @Sendable () -> Void = {
    x.base.update(from: z.base, count: villageCount)
    factor.multiplyLower(x.base)
    blackHole(x.base)
  }
  let plain = LaneRows(villageCount)
  let sum: @Sendable () -> Void = {
    factor.values.withUnsafeBufferPointer { loads in
      for row in 0..<villageCount {
        var total = Lanes.zero
        for column in 0...row { total += z.base[column] * loads[row * villageCount + column] }
        plain.base[row] = total
      }
    }
    blackHole(plain.base)
  }
  let check: @Sendable () -> String? = {
    apply()
    sum()
    let difference = plain.largestDifference(x)
    return difference < 1e-5 ? nil : "TRMM and the plain sum differ by \(difference), at most 1e-5 is rounding"
  }
  checked("shocks 44x44x16 trmm", check: check, body: apply)
  checked("shocks 44x44x16 rows of lanes", check: check, body: sum)
}

/// Sales that spending causes in the markets of 44 gacha: one GEMM a gacha against the plain sum over rows of lanes.
func marketBenchmarks() {
  let markets = (0..<villageCount).map { village in
    Matrix<Float>(
      (0..<villageSize).map { row in
        (0..<villageSize).map { column in uniformRows.base[village * villageSize + row][column % laneCount] / 105 }
      })
  }
  let (byBLAS, byRows) = (LaneRows(unitCount), LaneRows(unitCount))
  let gemm: @Sendable () -> Void = {
    for (village, sales) in markets.enumerated() {
      sales.multiply(UnsafePointer(uniformRows.base + village * villageSize), into: byBLAS.base + village * villageSize)
    }
    blackHole(byBLAS.base)
  }
  let plain: @Sendable () -> Void = {
    for (village, sales) in markets.enumerated() {
      let spending = uniformRows.base + village * villageSize
      sales.values.withUnsafeBufferPointer { shares in
        for row in 0..<villageSize {
          var sum = Lanes.zero
          for column in 0..<villageSize { sum += spending[column] * shares[row * villageSize + column] }
          byRows.base[village * villageSize + row] = sum
        }
      }
    }
    blackHole(byRows.base)
  }
  let check: @Sendable () -> String? = {
    gemm()
    plain()
    let difference = byBLAS.largestDifference(byRows)
    return difference < 1e-5 ? nil : "GEMM and the plain sum differ by \(difference), at most 1e-5 is rounding"
  }
  checked("market 44 x 105x105x16 gemm", check: check, body: gemm)
  checked("market 44 x 105x105x16 rows of lanes", check: check, body: plain)
}
