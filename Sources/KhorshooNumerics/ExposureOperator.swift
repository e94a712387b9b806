/// Sums over the neighbours of every unit, block of units by block (one gacha each), sparse or dense as is faster.
///
/// A dense block costs the same however many ties it has; sparse rows cost by the tie. They meet at a mean degree of about
/// 50 (measured for villages of 105 households). With 0/1 states and whole weights both give the same bits; with other
/// weights they differ in the last places, since BLAS sums in an order of its own.
public struct ExposureOperator: Sendable {
  /// Mean degree from which a block is dense, unless told otherwise.
  public static let denseMeanDegreeMin = 50.0

  /// All ties: units x units.
  public let ties: SparseRows
  /// Units of each block, in order.
  public let blocks: [Range<Int>]
  /// The dense matrix of each block that has one: units x units of the block.
  let dense: [Matrix<Float>?]

  /// Chooses for every block.
  ///
  /// - Parameter denseFrom: mean degree within a block from which it is dense. Blocks with ties to other blocks are sparse.
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
    self.ties = ties
    self.blocks = blocks
    dense = blocks.map { block in
      let count = ties.rowStarts[block.upperBound] - ties.rowStarts[block.lowerBound]
      guard !block.isEmpty, Double(count) >= denseFrom * Double(block.count), ties.isClosed(block) else { return nil }
      return ties.dense(rows: block, columns: block)
    }
  }

  /// Whether a block is computed by GEMM.
  public func isDense(block: Int) -> Bool { dense[block] != nil }

  /// The sums for the units of a block.
  ///
  /// Shapes: `x` and `y` units x 16, addressed from unit 0 of all; only the block's rows of `y` are written.
  public func multiply(_ x: UnsafePointer<Lanes>, into y: UnsafeMutablePointer<Lanes>, block: Int) {
    let units = blocks[block]
    guard let matrix = dense[block] else { return ties.multiply(x, into: y, rows: units) }
    matrix.multiply(x + units.lowerBound, into: y + units.lowerBound)
  }

  /// Two sums at once, each equal to the single one.
  public func multiply(
    _ x0: UnsafePointer<Lanes>, _ x1: UnsafePointer<Lanes>, into y0: UnsafeMutablePointer<Lanes>,
    _ y1: UnsafeMutablePointer<Lanes>, block: Int
  ) {
    guard dense[block] != nil else { return ties.multiply(x0, x1, into: y0, y1, rows: blocks[block]) }
    multiply(x0, into: y0, block: block)
    multiply(x1, into: y1, block: block)
  }
}
