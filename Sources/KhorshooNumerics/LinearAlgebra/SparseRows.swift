/// A sparse matrix by rows: ties between units, with weights.
///
/// Row `r` has its columns and weights at positions `rowStarts[r] ..< rowStarts[r + 1]`. Every product sums
/// the ties at even and at odd places and adds the two, so a row's result depends on nothing but the row.
public struct SparseRows: Sendable, Hashable {
  /// Rows.
  public let rowCount: Int
  /// Columns.
  public let columnCount: Int
  /// Where each row begins, and the end: rows + 1 positions.
  public let rowStarts: [Int]
  /// Column of each tie.
  public let columns: [UInt32]
  /// Weight of each tie.
  public let weights: [Float]

  /// Memberwise, checked.
  ///
  /// - Throws: `NumericsError` when starts do not rise from 0 to the number of ties, a column lies outside, or a weight is
  ///   not finite.
  public init(
    rowCount: Int, columnCount: Int, rowStarts: [Int], columns: [UInt32], weights: [Float]
  ) throws(NumericsError) {
    let shape = "\(rowCount) x \(columnCount), \(columns.count) ties"
    func fault(_ diagnosis: String) -> NumericsError {
      NumericsError(.malformedSparse, operation: "sparse rows", shape: shape, diagnosis: diagnosis)
    }
    guard rowStarts.count == rowCount + 1, rowStarts.first == 0, rowStarts.last == columns.count else {
      throw fault("needs \(rowCount + 1) row starts from 0 to the number of ties")
    }
    guard weights.count == columns.count else { throw fault("\(weights.count) weights for \(columns.count) columns") }
    for r in 0..<rowCount where rowStarts[r] > rowStarts[r + 1] { throw fault("row \(r) ends before it begins") }
    if let i = columns.firstIndex(where: { Int($0) >= columnCount }) {
      throw fault("tie \(i) has column \(columns[i])")
    }
    if let i = weights.firstIndex(where: { !$0.isFinite }) { throw fault("tie \(i) has weight \(weights[i])") }
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.rowStarts = rowStarts
    self.columns = columns
    self.weights = weights
  }

  /// From the ties of each row, kept in their order.
  public init(columnCount: Int, rows: [[(column: Int, weight: Float)]]) throws(NumericsError) {
    var starts = [0]
    for row in rows { starts.append(starts[starts.count - 1] + row.count) }
    let ties = rows.joined()
    if let bad = ties.first(where: { UInt32(exactly: $0.column) == nil }) {
      throw NumericsError(
        .malformedSparse, operation: "sparse rows", shape: "\(rows.count) x \(columnCount)",
        diagnosis: "a tie has column \(bad.column)")
    }
    try self.init(
      rowCount: rows.count, columnCount: columnCount, rowStarts: starts, columns: ties.map { UInt32($0.column) },
      weights: ties.map(\.weight))
  }

  /// Ties for each row, on average.
  public var meanDegree: Double { rowCount == 0 ? 0 : Double(columns.count) / Double(rowCount) }

  /// Product with a block of lanes for some rows: `y[r] = sum of weight x[column]`.
  ///
  /// Shapes: `x` columns x 16, `y` rows x 16, both addressed from row 0; only `rows` of `y` are written. The two must not
  /// overlap. Different rows may be computed on different threads.
  public func multiply(_ x: UnsafePointer<Lanes>, into y: UnsafeMutablePointer<Lanes>, rows: Range<Int>) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows \(rows) of \(rowCount)")
    rowStarts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        weights.withUnsafeBufferPointer { weights in
          for r in rows {
            // Two sums, of the ties at even and at odd places: additions need not wait for one another.
            var even = Lanes(repeating: 0)
            var odd = Lanes(repeating: 0)
            var k = starts[r]
            let end = starts[r + 1]
            while k &+ 1 < end {
              even += x[Int(columns[k])] * weights[k]
              odd += x[Int(columns[k &+ 1])] * weights[k &+ 1]
              k &+= 2
            }
            if k < end { even += x[Int(columns[k])] * weights[k] }
            y[r] = even + odd
          }
        }
      }
    }
  }

  /// Product with one number a column: equal, bit for bit, to a lane of the product with a block.
  public func multiply(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>) {
    rowStarts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        weights.withUnsafeBufferPointer { weights in
          for r in 0..<rowCount {
            var (even, odd): (Float, Float) = (0, 0)
            var k = starts[r]
            let end = starts[r + 1]
            while k &+ 1 < end {
              even += x[Int(columns[k])] * weights[k]
              odd += x[Int(columns[k &+ 1])] * weights[k &+ 1]
              k &+= 2
            }
            if k < end { even += x[Int(columns[k])] * weights[k] }
            y[r] = even + odd
          }
        }
      }
    }
  }

  /// Three blocks of lanes that are multiplied in one pass over the ties.
  public typealias Three<Pointer> = (Pointer, Pointer, Pointer)

  /// Three products in one pass over the ties. Each equals the single product bit for bit.
  public func multiply(
    _ x: Three<UnsafePointer<Lanes>>, into y: Three<UnsafeMutablePointer<Lanes>>, rows: Range<Int>
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows \(rows) of \(rowCount)")
    rowStarts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        weights.withUnsafeBufferPointer { weights in
          for r in rows {
            var (even0, even1, even2) = (Lanes.zero, Lanes.zero, Lanes.zero)
            var (odd0, odd1, odd2) = (Lanes.zero, Lanes.zero, Lanes.zero)
            var k = starts[r]
            let end = starts[r + 1]
            while k &+ 1 < end {
              let (c, d) = (Int(columns[k]), Int(columns[k &+ 1]))
              let (v, w) = (weights[k], weights[k &+ 1])
              even0 += x.0[c] * v
              even1 += x.1[c] * v
              even2 += x.2[c] * v
              odd0 += x.0[d] * w
              odd1 += x.1[d] * w
              odd2 += x.2[d] * w
              k &+= 2
            }
            if k < end {
              let (c, v) = (Int(columns[k]), weights[k])
              even0 += x.0[c] * v
              even1 += x.1[c] * v
              even2 += x.2[c] * v
            }
            y.0[r] = even0 + odd0
            y.1[r] = even1 + odd1
            y.2[r] = even2 + odd2
          }
        }
      }
    }
  }

  /// The dense matrix of some rows and columns; repeated ties add up.
  public func dense(rows: Range<Int>, columns wanted: Range<Int>) -> Matrix<Float> {
    precondition(rows.upperBound <= rowCount && wanted.upperBound <= columnCount, "\(rows) x \(wanted)")
    var m = Matrix<Float>(rows: rows.count, columns: wanted.count)
    for r in rows {
      for k in rowStarts[r]..<rowStarts[r + 1] where wanted.contains(Int(columns[k])) {
        m[r - rows.lowerBound, Int(columns[k]) - wanted.lowerBound] += weights[k]
      }
    }
    return m
  }

  /// The ties for which `keeps` says so.
  public func filtered(_ keeps: (_ row: Int, _ column: Int) -> Bool) -> SparseRows {
    var starts = [0]
    var (kept, keptWeights): ([UInt32], [Float]) = ([], [])
    for r in 0..<rowCount {
      for k in rowStarts[r]..<rowStarts[r + 1] where keeps(r, Int(columns[k])) {
        kept.append(columns[k])
        keptWeights.append(weights[k])
      }
      starts.append(kept.count)
    }
    return SparseRows(checked: rowCount, columnCount, starts, kept, keptWeights)
  }

  private init(checked rows: Int, _ columnCount: Int, _ starts: [Int], _ columns: [UInt32], _ weights: [Float]) {
    rowCount = rows
    self.columnCount = columnCount
    rowStarts = starts
    self.columns = columns
    self.weights = weights
  }
}
