import KhorshooNumerics

/// The larger of two residuals; NaN wins, whichever it is: a ledger that cannot be computed does not close.
@inlinable
package func worseResidual<Residual: BinaryFloatingPoint>(_ a: Residual, _ b: Residual) -> Residual {
  a.isNaN || b <= a ? a : b
}

/// Everything that one block of replicates leaves behind: the value of every cell in every arm.
///
/// - Shape: `values[arm]` is cells x 16, one row a cell in the order of ``RecordLayout/cells``.
///   Undefined outcomes (the mean income of an empty group) are NaN.
public final class BlockRecord {
  /// Cells x 16, one buffer an arm.
  public let values: [UnsafeMutableBufferPointer<Double>]
  /// The reference arm's outcomes for the households that form each group in `arm`. Shape: cells of level `group` x 16.
  public let matchedReference: [UnsafeMutableBufferPointer<Double>]
  /// Cells of level `group`, the last ones of the layout.
  public let groupCells: Range<Int>
  /// Largest absolute residual of each ledger over arms, quarters, accounts and recorded replicates, relative to turnover.
  @exclusivity(unchecked) public var ledgerResiduals: [Double]

  /// Allocates once for a worker's whole run.
  public init(layout: RecordLayout, armCount: Int, ledgerCount: Int) {
    func buffers(_ cellCount: Int) -> [UnsafeMutableBufferPointer<Double>] {
      (0..<armCount).map { _ in
        let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: cellCount * laneCount)
        buffer.initialize(repeating: .nan)
        return buffer
      }
    }
    groupCells = layout.groupCells
    values = buffers(layout.cells.count)
    matchedReference = buffers(layout.groupCells.count)
    ledgerResiduals = Array(repeating: 0, count: ledgerCount)
  }

  deinit {
    for buffer in values + matchedReference { buffer.deallocate() }
  }

  /// Writes one cell of one arm.
  @inlinable @inline(__always)
  public func set(arm: Int, cell: Int, _ lanes: SIMD16<Double>) {
    let row = values[arm].baseAddress! + cell * laneCount
    for lane in 0..<laneCount { row[lane] = lanes[lane] }
  }

  /// Writes what the reference arm shows for the households that are in a group in `arm`.
  @inlinable @inline(__always)
  public func setMatchedReference(arm: Int, cell: Int, _ lanes: SIMD16<Double>) {
    let row = matchedReference[arm].baseAddress! + (cell - groupCells.lowerBound) * laneCount
    for lane in 0..<laneCount { row[lane] = lanes[lane] }
  }

  /// Notes a ledger's residual; the largest over the block is kept.
  public func note(ledger: Int, residual: Double) {
    ledgerResiduals[ledger] = worseResidual(ledgerResiduals[ledger], residual)
  }
}
