/// A number that matrices hold: `Float` or `Double`.
public protocol MatrixElement: BinaryFloatingPoint, Sendable {
  /// `c = alpha op(a) op(b) + beta c`, row-major: rows x inner times inner x columns.
  static func blasMultiply(
    rows: Int, columns: Int, inner: Int, alpha: Self, _ a: UnsafePointer<Self>, aColumns: Int, aTransposed: Bool,
    _ b: UnsafePointer<Self>, bColumns: Int, bTransposed: Bool, beta: Self, _ c: UnsafeMutablePointer<Self>)
  /// `b = l b` with `l` lower triangular, rows x rows, `b` rows x columns, row-major.
  static func blasTriangular(
    rows: Int, columns: Int, _ l: UnsafePointer<Self>, _ b: UnsafeMutablePointer<Self>)
  /// Lower triangle of `c = alpha a a' + beta c`, `a` rows x inner, row-major.
  static func blasSymmetric(
    rows: Int, inner: Int, alpha: Self, _ a: UnsafePointer<Self>, beta: Self, _ c: UnsafeMutablePointer<Self>)
}

/// A dense matrix in row-major order: element (r, c) is `values[r * columnCount + c]`.
///
/// A block of lanes has the same order, with 16 columns, so blocks and matrices multiply without rearrangement.
public struct Matrix<Element: MatrixElement>: Sendable, Hashable {
  /// Rows.
  public let rowCount: Int
  /// Columns.
  public let columnCount: Int
  /// Elements, row after row.
  public var values: [Element]

  /// A matrix of one number everywhere.
  public init(rows: Int, columns: Int, repeating value: Element = 0) {
    precondition(rows >= 0 && columns >= 0, "matrix of \(rows) x \(columns)")
    rowCount = rows
    columnCount = columns
    values = Array(repeating: value, count: rows * columns)
  }

  /// A matrix from its elements, row after row.
  @inlinable
  public init(rows: Int, columns: Int, values: [Element]) {
    precondition(values.count == rows * columns, "\(values.count) values for a matrix of \(rows) x \(columns)")
    rowCount = rows
    columnCount = columns
    self.values = values
  }

  /// A matrix from its rows, all of the same length.
  public init(_ rows: [[Element]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "rows of different length: \(rows.map(\.count))")
    self.init(rows: rows.count, columns: columns, values: rows.flatMap { $0 })
  }

  /// The elements of another precision, rounded to this one.
  @inlinable
  public init<Other: MatrixElement>(_ other: Matrix<Other>) {
    self.init(rows: other.rowCount, columns: other.columnCount, values: other.values.map { Element($0) })
  }

  /// Ones on the diagonal, zeros elsewhere.
  public static func identity(_ size: Int) -> Matrix {
    var m = Matrix(rows: size, columns: size)
    for i in 0..<size { m[i, i] = 1 }
    return m
  }

  /// The element at a row and a column.
  @inlinable
  public subscript(row: Int, column: Int) -> Element {
    get {
      precondition(row < rowCount && column < columnCount, "element (\(row), \(column)) of \(shape)")
      return values[row * columnCount + column]
    }
    set {
      precondition(row < rowCount && column < columnCount, "element (\(row), \(column)) of \(shape)")
      values[row * columnCount + column] = newValue
    }
  }

  /// Rows and columns exchanged.
  public var transposed: Matrix {
    @_specialize(where Element == Double)
    get {
      var m = Matrix(rows: columnCount, columns: rowCount)
      for r in 0..<rowCount { for c in 0..<columnCount { m.values[c * rowCount + r] = values[r * columnCount + c] } }
      return m
    }
  }

  /// Rows x columns, in words for messages.
  public var shape: String { "\(rowCount) x \(columnCount)" }

  /// Throws when an element is infinite or not a number.
  @_specialize(where Element == Double)
  func requireFinite(_ operation: String) throws(NumericsError) {
    guard let i = values.firstIndex(where: { !$0.isFinite }) else { return }
    throw NumericsError(
      .notFinite, operation: operation, shape: shape,
      diagnosis: "element (\(i / columnCount), \(i % columnCount)) is \(values[i]); every element must be finite")
  }

  /// Throws when the matrix is not square.
  func requireSquare(_ operation: String) throws(NumericsError) {
    guard rowCount != columnCount || rowCount == 0 else { return }
    throw NumericsError(
      .shapeMismatch, operation: operation, shape: shape, diagnosis: "the matrix must be square and not empty")
  }
}
