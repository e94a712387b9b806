import KhorshooNumerics

/// Cuts a set of points into contiguous parts of given sizes.
///
/// Recursive coordinate bisection (Berger and Bokhari 1987, IEEE Trans. Computers C-36:570, doi:10.1109/TC.1987.1676942):
/// the set is cut across its longer side into two halves that hold the first and the last grids, until one grid is left.
package enum GridPartition {
  /// A place in the plane, kilometres.
  package struct Point {
    package let x, y: Double

    /// Memberwise.
    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The point indices of each part, in the order of `sizes`.
  /// - Precondition: `sizes` sum to the number of points.
  package static func bisect(_ points: [Point], into sizes: [Int]) -> [[Int]] {
    precondition(sizes.reduce(0, +) == points.count)
    return cut(Array(points.indices), points, sizes[...])
  }

  private static func cut(_ members: [Int], _ points: [Point], _ sizes: ArraySlice<Int>) -> [[Int]] {
    guard sizes.count > 1 else { return [members] }
    let xs = members.map { points[$0].x }
    let ys = members.map { points[$0].y }
    let isWide = extent(xs) >= extent(ys)
    let sorted = members.sorted { left, right in
      let (a, b) = isWide ? (points[left].x, points[right].x) : (points[left].y, points[right].y)
      return a == b ? left < right : a < b
    }
    let middle = sizes.startIndex + sizes.count / 2
    let count = sizes[..<middle].reduce(0, +)
    return cut(Array(sorted[..<count]), points, sizes[..<middle])
      + cut(Array(sorted[count...]), points, sizes[middle...])
  }

  private static func extent(_ values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }
}
