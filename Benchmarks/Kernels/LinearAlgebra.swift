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
  checked(
    "trmm 44x44x16",
    check: {
      apply()
      let plain = LaneRows(villageCount) { row in
        (0...row).reduce(into: Lanes.zero) { $0 += z.base[$1] * factor[row, $1] }
      }
      let difference = plain.largestDifference(x)
      return difference < 1e-5 ? nil : "TRMM and the plain sum differ by \(difference), at most 1e-5 is rounding"
    }, body: apply)
}
