import KhorshooNumerics

/// The design that a table of points is, as far as its numbers show it: points made by another program need no word for it.
///
/// Recognised are Saltelli's cross-sampling block by block, as SALib writes it with and without second order, or matrix by
/// matrix, as the R package *sensitivity* does (`soboljansen`); and Morris trajectories. Everything else stays a table, which
/// regressions take.
/// - Proof: `RecognisedDesignUnit`, `SecondOrderIndicesGolden`.
public struct RecognisedDesign: Sendable {
  /// The table as it is, for regressions.
  public let table: Design
  /// What analyses by blocks take; the table where none is recognised.
  public let design: Design
  /// Row of the table for each point of the design.
  public let points: [Int]
  /// Rows at which all but one factor are from B, factor by factor, for each block: what second order needs; nil without.
  public let crossed: [[Int]]?

  /// - Parameter table: of the method ``Design/Method/table``.
  public init(_ table: Design) {
    precondition(table.method == .table, "a design that is \(table.method.rawValue) is known")
    let values = (0..<table.pointCount).map { table.values(point: $0) }
    if let found = Self.saltelli(table, values) ?? Self.morris(table, values) {
      self = found
    } else {
      self.init(table, table, points: Array(0..<table.pointCount))
    }
  }

  private init(_ table: Design, _ design: Design, points: [Int], crossed: [[Int]]? = nil) {
    (self.table, self.design, self.points, self.crossed) = (table, design, points, crossed)
  }

  // MARK: Saltelli

  /// Where the points of a block stand in the table.
  private struct Layout {
    /// Points of a block: d + 2, or 2 d + 2 with those that second order needs.
    let size: Int
    /// Row of a place within a block: A, AB_1 ... AB_d, then BA_1 ... BA_d, then B.
    let row: (_ block: Int, _ place: Int) -> Int
  }

  private static func saltelli(_ table: Design, _ values: [[FactorValue]]) -> RecognisedDesign? {
    let d = table.factors.count
    guard d >= 2 else { return nil }
    let small = d + 2
    let stacked = { (block: Int, place: Int) -> Int in
      // A, then B, then AB_1 ... AB_d.
      let matrix = place == 0 ? 0 : place == d + 1 ? 1 : place + 1
      return matrix * (values.count / small) + block
    }
    let layouts = [
      Layout(size: 2 * d + 2) { $0 * (2 * d + 2) + $1 }, Layout(size: small) { $0 * small + $1 },
      Layout(size: small, row: stacked),
    ]
    for layout in layouts where values.count % layout.size == 0 && values.count >= 2 * layout.size {
      let blocks = values.count / layout.size
      guard (0..<blocks).allSatisfy({ isBlock(layout, $0, d, values) }) else { continue }
      let last = layout.size - 1
      var coordinates = Matrix<Double>(rows: blocks, columns: 2 * d)
      for block in 0..<blocks {
        for j in 0..<d {
          coordinates[block, j] = table.coordinate(point: layout.row(block, 0), factor: j)
          coordinates[block, d + j] = table.coordinate(point: layout.row(block, last), factor: j)
        }
      }
      let places = Array(0...d) + [last]
      return RecognisedDesign(
        table, Design(.saltelli, factors: table.factors, coordinates: coordinates),
        points: (0..<blocks).flatMap { block in places.map { layout.row(block, $0) } },
        crossed: layout.size == small
          ? nil : (0..<blocks).map { block in (0..<d).map { layout.row(block, d + 1 + $0) } })
    }
    return nil
  }

  /// Whether every point of a block is A or B with one factor from the other.
  private static func isBlock(_ layout: Layout, _ block: Int, _ d: Int, _ values: [[FactorValue]]) -> Bool {
    let (a, b) = (values[layout.row(block, 0)], values[layout.row(block, layout.size - 1)])
    for place in 1..<layout.size - 1 {
      let (own, other, factor) = place <= d ? (a, b, place - 1) : (b, a, place - d - 1)
      let point = values[layout.row(block, place)]
      for j in 0..<d where point[j] != (j == factor ? other : own)[j] { return false }
    }
    return true
  }

  // MARK: Morris

  private static func morris(_ table: Design, _ values: [[FactorValue]]) -> RecognisedDesign? {
    let d = table.factors.count
    guard d >= 2, values.count % (d + 1) == 0, values.count >= 2 * (d + 1) else { return nil }
    let numbers = values.map { $0.compactMap(\.number) }
    guard numbers.allSatisfy({ $0.count == d }) else { return nil }
    let ends = (0..<d).map { j in (numbers.map { $0[j] }.min() ?? 0, numbers.map { $0[j] }.max() ?? 0) }
    let factors = zip(table.factors, ends).compactMap { factor, ends in
      try? Factor(factor.name, .range(low: ends.0, high: ends.1))
    }
    guard factors.count == d else { return nil }
    let trajectories = values.count / (d + 1)
    var coordinates = Matrix<Double>(rows: trajectories, columns: 3 * d)
    for trajectory in 0..<trajectories {
      let first = trajectory * (d + 1)
      var turns = [Int?](repeating: nil, count: d)
      for turn in 0..<d {
        let moved = (0..<d).filter { numbers[first + turn][$0] != numbers[first + turn + 1][$0] }
        guard moved.count == 1, turns[moved[0]] == nil else { return nil }
        turns[moved[0]] = turn
      }
      for j in 0..<d {
        let (low, high) = ends[j]
        coordinates[trajectory, j] = (numbers[first][j] - low) / (high - low)
        coordinates[trajectory, d + j] = (numbers[first + d][j] - low) / (high - low)
        coordinates[trajectory, 2 * d + j] = Double(turns[j] ?? 0)
      }
    }
    return RecognisedDesign(
      table, Design(.morris, factors: factors, coordinates: coordinates), points: Array(values.indices))
  }
}
