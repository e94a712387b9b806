/// A sparse matrix by rows: ties between units, with weights.
///
/// Row `r` has its columns and weights at positions `rowStarts[r] ..< rowStarts[r + 1]`. Sums run in that order in every
/// product, so a row's result depends on nothing but the row.
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
    if let i = columns.firstIndex(where: { Int($0) >= columnCount }) { throw fault("tie \(i) has column \(columns[i])") }
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
            var sum = Lanes(repeating: 0)
            var k = starts[r]
            let end = starts[r + 1]
            while k < end {
              sum += x[Int(columns[k])] * weights[k]
              k &+= 1
            }
            y[r] = sum
          }
        }
      }
    }
  }

  /// Two products in one pass over the ties, such as those with aware non-members and with members.
  ///
  /// Each equals the single product bit for bit.
  public func multiply(
    _ x0: UnsafePointer<Lanes>, _ x1: UnsafePointer<Lanes>, into y0: UnsafeMutablePointer<Lanes>,
    _ y1: UnsafeMutablePointer<Lanes>, rows: Range<Int>
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows \(rows) of \(rowCount)")
    rowStarts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        weights.withUnsafeBufferPointer { weights in
          for r in rows {
            var sum0 = Lanes(repeating: 0)
            var sum1 = Lanes(repeating: 0)
            var k = starts[r]
            let end = starts[r + 1]
            while k < end {
              let c = Int(columns[k])
              let w = weights[k]
              sum0 += x0[c] * w
              sum1 += x1[c] * w
              k &+= 1
            }
            y0[r] = sum0
            y1[r] = sum1
          }
        }
      }
    }
  }

  /// Three products in one pass over the ties. Each equals the single product bit for bit.
  public func multiply(
    _ x: (UnsafePointer<Lanes>, UnsafePointer<Lanes>, UnsafePointer<Lanes>),
    into y: (UnsafeMutablePointer<Lanes>, UnsafeMutablePointer<Lanes>, UnsafeMutablePointer<Lanes>), rows: Range<Int>
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows \(rows) of \(rowCount)")
    rowStarts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        weights.withUnsafeBufferPointer { weights in
          for r in rows {
            var (sum0, sum1, sum2) = (Lanes.zero, Lanes.zero, Lanes.zero)
            var k = starts[r]
            let end = starts[r + 1]
            while k < end {
              let c = Int(columns[k])
              let w = weights[k]
              sum0 += x.0[c] * w
              sum1 += x.1[c] * w
              sum2 += x.2[c] * w
              k &+= 1
            }
            y.0[r] = sum0
            y.1[r] = sum1
            y.2[r] = sum2
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

  /// Whether every tie of some rows leads to a column in the same range.
  public func isClosed(_ units: Range<Int>) -> Bool {
    columns[rowStarts[units.lowerBound]..<rowStarts[units.upperBound]].allSatisfy { units.contains(Int($0)) }
  }
}
