/// Sums over the neighbours of every unit, block of units by block (one gacha each), sparse or dense as is faster.
///
/// A dense block costs the same however many ties it has; sparse rows cost by the tie. They meet at a mean degree of about
/// 50 (measured for villages of 105 households). Ties between blocks are always sparse: a dense block adds its own product
/// to theirs. With 0/1 states and whole weights both give the same bits; with other weights they differ in the last
/// places, since BLAS sums in an order of its own.
public struct ExposureOperator: Sendable {
  /// Mean degree from which a block is dense, unless told otherwise.
  public static let denseMeanDegreeMin = 50.0

  /// Units of a block beyond which the mean degree must grow with it, so that a dense one holds ten elements a tie at most.
  static let denseUnits = 500.0

  /// Units of each block, in order.
  public let blocks: [Range<Int>]
  /// The ties that no dense block holds: units x units.
  private let sparse: SparseRows
  /// The dense matrix of each block that has one: units x units of the block.
  private let dense: [Matrix<Float>?]

  /// Chooses for every block.
  ///
  /// - Parameters:
  ///   - ties: units x units.
  ///   - blocks: disjoint ranges of units.
  ///   - denseFrom: mean degree within a block from which it is dense.
  /// - Throws: `NumericsError` when the ties are not square or a block lies outside.
  public init(
    _ ties: SparseRows, blocks: [Range<Int>], denseFrom: Double = denseMeanDegreeMin
  ) throws(NumericsError) {
    guard ties.rowCount == ties.columnCount else {
      throw NumericsError(
        .shapeMismatch, operation: "exposure", shape: "\(ties.rowCount) x \(ties.columnCount)",
        diagnosis: "ties between units need a square matrix")
    }
    for block in blocks where block.lowerBound < 0 || block.upperBound > ties.rowCount {
      throw NumericsError(
        .shapeMismatch, operation: "exposure", shape: "\(ties.rowCount) x \(ties.columnCount)",
        diagnosis: "block \(block) lies outside the \(ties.rowCount) units")
    }
    self.blocks = blocks
    let isDense = blocks.map { block in
      let inside = block.reduce(0) { count, r in
        count + ties.columns[ties.rowStarts[r]..<ties.rowStarts[r + 1]].count { block.contains(Int($0)) }
      }
      let least = denseFrom * max(1, Double(block.count) / Self.denseUnits)
      return !block.isEmpty && Double(inside) >= least * Double(block.count)
    }
    dense = zip(blocks, isDense).map { $1 ? ties.dense(rows: $0, columns: $0) : nil }
    var blockOfUnit = [Int](repeating: -1, count: ties.rowCount)
    for (index, block) in blocks.enumerated() where isDense[index] { for unit in block { blockOfUnit[unit] = index } }
    sparse = ties.filtered { row, column in
      blockOfUnit[row] < 0 || blockOfUnit[row] != blockOfUnit[column]
    }
  }

  /// Whether a block is computed by GEMM.
  public func isDense(block: Int) -> Bool { dense[block] != nil }

  /// The sums for the units of a block.
  ///
  /// Shapes: `x` and `y` units x 16, addressed from unit 0 of all; only the block's rows of `y` are written.
  public func multiply(_ x: UnsafePointer<Lanes>, into y: UnsafeMutablePointer<Lanes>, block: Int) {
    sparse.multiply(x, into: y, rows: blocks[block])
    add(x, to: y, block)
  }

  /// Three sums at once, each equal to the single one.
  public func multiply(
    _ x: SparseRows.Three<UnsafePointer<Lanes>>, into y: SparseRows.Three<UnsafeMutablePointer<Lanes>>, block: Int
  ) {
    sparse.multiply(x, into: y, rows: blocks[block])
    add(x.0, to: y.0, block)
    add(x.1, to: y.1, block)
    add(x.2, to: y.2, block)
  }

  private func add(_ x: UnsafePointer<Lanes>, to y: UnsafeMutablePointer<Lanes>, _ block: Int) {
    let first = blocks[block].lowerBound
    dense[block]?.multiply(x + first, into: y + first, beta: 1)
  }
}
