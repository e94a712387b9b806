import KhorshooNumerics

/// The larger of two residuals; NaN wins, whichever it is: a ledger that cannot be computed does not close.
@inlinable
package func worseResidual<Residual: BinaryFloatingPoint>(_ a: Residual, _ b: Residual) -> Residual {
  a.isNaN || b <= a ? a : b
}

/// What a ``BlockRecord`` holds at a time.
public enum RecordSpan: Sendable {
  /// The cells of one quarter, which those of the next take the place of.
  case quarter
  /// All cells of the run.
  case run
}

/// What one block of replicates leaves behind: the value of every cell in every arm.
///
/// - Shape: `values[arm]` is rows x 16. A record of a whole run has one row a cell in the order of
///   ``RecordLayout/cells``; a record of one quarter at a time has the rows of that quarter's cells, in that order.
///   Undefined outcomes (the mean income of an empty group) are NaN.
public final class BlockRecord {
  /// Rows x 16, one buffer an arm.
  public let values: [UnsafeMutableBufferPointer<Double>]
  /// The reference arm's outcomes for the households that form each group in `arm`. Shape: rows of level `group` x 16.
  public let matchedReference: [UnsafeMutableBufferPointer<Double>]
  /// Cells of level `group`, the last ones of the layout.
  public let groupCells: Range<Int>
  /// Largest absolute residual of each ledger over arms, quarters, accounts and recorded replicates, relative to turnover.
  @exclusivity(unchecked) public var ledgerResiduals: [Double]
  /// Sums over the quarters of the block, whole when its observer has the record; nil where none are made.
  package var sums: RatioSums?
  /// Threads that may help with the block; nil where all have blocks of their own.
  package var helpers: SpareThreads?
  /// Called when a quarter is whole, before the next takes its place.
  var whenClosed: ((_ quarter: Int) -> Void)?

  let span: RecordSpan
  // Row of each cell, and of each group cell among those of its quarter; empty when rows are cells.
  @usableFromInline let rows: [Int32]
  @usableFromInline let groupRows: [Int32]

  /// Allocates once for a worker's whole run.
  ///
  /// - Parameter span: what is held at a time.
  public init(layout: RecordLayout, armCount: Int, ledgerCount: Int, span: RecordSpan = .run) {
    func buffers(_ rowCount: Int) -> [UnsafeMutableBufferPointer<Double>] {
      (0..<armCount).map { _ in
        let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: rowCount * laneCount)
        buffer.initialize(repeating: .nan)
        return buffer
      }
    }
    self.span = span
    groupCells = layout.groupCells
    ledgerResiduals = Array(repeating: 0, count: ledgerCount)
    switch span {
    case .run:
      (rows, groupRows) = ([], [])
      values = buffers(layout.cells.count)
      matchedReference = buffers(layout.groupCells.count)
    case .quarter:
      let table = layout.rowsOfQuarters
      (rows, groupRows) = (table.rows, table.groupRows)
      values = buffers(1 + Int(table.rows.max() ?? -1))
      matchedReference = buffers(1 + Int(table.groupRows.max() ?? -1))
    }
  }

  deinit {
    for buffer in values + matchedReference { buffer.deallocate() }
  }

  /// Says that all cells of a quarter are written. Quarters are closed in their order, each once.
  public func close(quarter: Int) { whenClosed?(quarter) }

  /// Writes one cell of one arm. Different arms may be written by different threads.
  @inlinable @inline(__always)
  public func set(arm: Int, cell: Int, _ lanes: SIMD16<Double>) {
    UnsafeMutableRawPointer(values[arm].baseAddress! + row(cell) * laneCount).storeBytes(
      of: lanes, as: SIMD16<Double>.self)
  }

  /// Writes what the reference arm shows for the households that are in a group in `arm`.
  @inlinable @inline(__always)
  public func setMatchedReference(arm: Int, cell: Int, _ lanes: SIMD16<Double>) {
    UnsafeMutableRawPointer(matchedReference[arm].baseAddress! + groupRow(cell) * laneCount).storeBytes(
      of: lanes, as: SIMD16<Double>.self)
  }

  /// Takes over a cell of another arm.
  public func copy(cell: Int, from source: Int, to arm: Int) {
    let first = row(cell) * laneCount
    (values[arm].baseAddress! + first).update(from: values[source].baseAddress! + first, count: laneCount)
  }

  /// Notes a ledger's residual; the largest over the block is kept.
  public func note(ledger: Int, residual: Double) {
    ledgerResiduals[ledger] = worseResidual(ledgerResiduals[ledger], residual)
  }

  /// The row of a cell.
  @inlinable @inline(__always)
  func row(_ cell: Int) -> Int { rows.isEmpty ? cell : Int(rows[cell]) }

  /// The row of a group cell in ``matchedReference``.
  @inlinable @inline(__always)
  func groupRow(_ cell: Int) -> Int {
    groupRows.isEmpty ? cell - groupCells.lowerBound : Int(groupRows[cell - groupCells.lowerBound])
  }
}
