/// Iterative proportional fitting: the table nearest to a first one (least Kullback-Leibler divergence) that has given margins.
///
///     x'_c = x_c m_a(c) / sum of x over the cells of margin cell a(c),   margin after margin, until all are met
///
/// Ratios of odds of the first table are kept where no margin fixes them; a cell that is 0 stays 0.
///
/// - Source: Deming and Stephan 1940 (doi:10.1214/aoms/1177731829); Csiszar 1975 (doi:10.1214/aop/1176996454) for convergence.
/// - Proof: `ProportionalFitAnalytic`.
public struct ProportionalFit: Sendable {
  /// Totals over all axes but some.
  public struct Margin: Sendable, Equatable {
    /// Axes that it keeps, ascending.
    public let axes: [Int]
    /// Totals, the last axis running fastest; not a number where nothing is known.
    public let totals: [Double]

    /// Memberwise.
    public init(axes: [Int], totals: [Double]) {
      self.axes = axes
      self.totals = totals
    }
  }

  /// Why no table has these margins.
  public enum Fault: Error, Sendable, Equatable {
    /// Two margins have different totals over the axes that they share.
    case contradicting(first: Int, second: Int, cell: [Int], totals: [Double])
    /// A total above 0 of cells that are all 0.
    case impossible(margin: Int, cell: [Int])
    /// Margins that agree two by two and still cannot be met together, because cells that are 0 stand in the way.
    case diverging(margin: Int, largestMiss: Double)
  }

  /// Cells, the last axis running fastest.
  public let cells: [Double]
  /// Rounds over all margins.
  public let rounds: Int
  /// Largest difference of a total from what was asked for.
  public let largestMiss: Double

  /// - Parameters:
  ///   - shape: classes of each axis.
  ///   - first: cells of the first table, 0 or more; 0 for what cannot be.
  ///   - tolerance: largest miss that is no miss, as a share of the total.
  /// - Throws: ``Fault`` when there is no such table, or after `most` rounds.
  public init(
    shape: [Int], first: [Double], margins: [Margin], tolerance: Double = 1e-11, most: Int = 10_000
  ) throws(Fault) {
    precondition(first.count == shape.reduce(1, *) && first.allSatisfy { $0 >= 0 && $0.isFinite })
    let maps = margins.map { Self.map(shape, $0.axes) }
    for (margin, map) in zip(margins, maps) { precondition(margin.totals.count == (map.max() ?? -1) + 1) }
    try Self.check(shape, margins)
    var cells = first
    let scale = margins.map { $0.totals.reduce(0) { $0 + ($1.isNaN ? 0 : $1) } }.max() ?? 1
    var miss = Double.infinity
    var worst = 0
    var round = 0
    while miss > tolerance * max(scale, 1) {
      guard round < most else { throw .diverging(margin: worst, largestMiss: miss) }
      round += 1
      for (m, map) in maps.enumerated() {
        let totals = margins[m].totals
        let sums = Self.sums(cells, map, totals.count)
        for (cell, (sum, total)) in zip(sums, totals).enumerated() where total > 0 && sum == 0 {
          throw .impossible(margin: m, cell: Self.position(cell, margins[m].axes.map { shape[$0] }))
        }
        let factors = zip(sums, totals).map { $1.isNaN ? 1 : $0 == 0 ? 0 : $1 / $0 }
        for c in cells.indices { cells[c] *= factors[map[c]] }
      }
      (miss, worst) = (0, 0)
      for (m, map) in maps.enumerated() {
        for (sum, total) in zip(Self.sums(cells, map, margins[m].totals.count), margins[m].totals)
        where !total.isNaN && abs(sum - total) > miss {
          (miss, worst) = (abs(sum - total), m)
        }
      }
    }
    self.cells = cells
    rounds = round
    largestMiss = miss
  }

  /// Totals of a table over all axes but some, the last running fastest.
  public static func totals(of cells: [Double], shape: [Int], axes: [Int]) -> [Double] {
    sums(cells, map(shape, axes), axes.reduce(1) { $0 * shape[$1] })
  }

  /// Totals over the cells of each margin cell.
  private static func sums(_ cells: [Double], _ map: [Int], _ count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for (c, target) in map.enumerated() { sums[target] += cells[c] }
    return sums
  }

  /// Cell of the margin that each cell belongs to.
  private static func map(_ shape: [Int], _ axes: [Int]) -> [Int] {
    (0..<shape.reduce(1, *)).map { cell in
      let place = position(cell, shape)
      return axes.reduce(0) { $0 * shape[$1] + place[$1] }
    }
  }

  /// Class on each axis of a cell.
  private static func position(_ cell: Int, _ shape: [Int]) -> [Int] {
    var (rest, place) = (cell, [Int](repeating: 0, count: shape.count))
    for axis in shape.indices.reversed() { (rest, place[axis]) = rest.quotientAndRemainder(dividingBy: shape[axis]) }
    return place
  }

  /// Every two margins agree over the axes that they share, where both are known.
  private static func check(_ shape: [Int], _ margins: [Margin]) throws(Fault) {
    for second in margins.indices {
      for first in margins.indices.prefix(second) {
        let shared = margins[first].axes.filter { margins[second].axes.contains($0) }
        let totals = [first, second].map { index -> [Double] in
          let margin = margins[index]
          let own = margin.axes.map { shape[$0] }
          let count = shared.reduce(1) { $0 * shape[$1] }
          var sums = [Double](repeating: 0, count: count)
          for (cell, total) in margin.totals.enumerated() {
            let place = position(cell, own)
            let target = shared.reduce(0) { $0 * shape[$1] + place[margin.axes.firstIndex(of: $1)!] }
            sums[target] += total  // not a number when one of them is not known
          }
          return sums
        }
        for cell in totals[0].indices {
          let (a, b) = (totals[0][cell], totals[1][cell])
          guard !a.isNaN, !b.isNaN, abs(a - b) > 1e-9 * max(abs(a), abs(b), 1) else { continue }
          throw .contradicting(
            first: first, second: second, cell: position(cell, shared.map { shape[$0] }), totals: [a, b])
        }
      }
    }
  }
}
