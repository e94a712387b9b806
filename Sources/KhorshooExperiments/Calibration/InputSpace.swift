import KhorshooNumerics

/// The factors of a design as numbers that emulators see: each from -1 at its low end to 1 at its high end.
///
/// A place in the space is a coordinate from 0 to 1 for each factor, as in a ``Design``; before any target is looked at,
/// all coordinates are equally likely, whatever distribution a factor's value has.
public struct InputSpace: Sendable {
  /// The factors.
  public let factors: [Factor]
  /// Of each factor the score at both ends; nil where values have no order.
  private let ends: [(low: Double, high: Double)?]

  /// Of some factors.
  public init(_ factors: [Factor]) {
    self.factors = factors
    ends = factors.map { factor in
      guard let low = factor.score(at: 0), let high = factor.score(at: 1), low != high else { return nil }
      return (low, high)
    }
  }

  /// Factors of three or more words: emulators do not see them, so that what they do counts as unexplained.
  public var unordered: [String] { zip(factors, ends).filter { $1 == nil }.map(\.0.name) }

  /// Inputs of places. Shape of both: places x factors.
  public func inputs(_ coordinates: Matrix<Double>) -> Matrix<Double> {
    precondition(coordinates.columnCount == factors.count, "\(coordinates.shape) for \(factors.count) factors")
    var result = Matrix<Double>(rows: coordinates.rowCount, columns: factors.count)
    for (j, factor) in factors.enumerated() {
      guard let (low, high) = ends[j] else { continue }
      for i in 0..<coordinates.rowCount {
        let score = factor.score(at: coordinates[i, j]) ?? low
        result[i, j] = 2 * (score - low) / (high - low) - 1
      }
    }
    return result
  }

  /// Inputs of places given by some factors only. Shapes: places x `columns`, and places x factors with zeros elsewhere.
  public func inputs(_ coordinates: Matrix<Double>, of columns: [Int]) -> Matrix<Double> {
    var all = Matrix<Double>(rows: coordinates.rowCount, columns: factors.count, repeating: 0.5)
    for i in 0..<coordinates.rowCount {
      for (k, j) in columns.enumerated() { all[i, j] = coordinates[i, k] }
    }
    return inputs(all)
  }

  /// A design of these places: what is set at each of them, as a table.
  public func table(_ coordinates: Matrix<Double>, path: String) -> DesignTable {
    let keys = factors.flatMap { $0.parts.map(\.key) }
    return DesignTable(
      path: path, header: DesignTable.Row(line: 1, cells: keys),
      rows: (0..<coordinates.rowCount).map { i in
        DesignTable.Row(line: i + 2, cells: values(coordinates, i).map(\.description))
      })
  }

  /// Places of a first wave, as spread as a Latin hypercube. Shape: places x factors.
  ///
  /// - Throws: `ExperimentError` `no-factors`, `factor-twice`, `design-size`.
  public func places(_ count: Int, seed: UInt64) throws(ExperimentError) -> Matrix<Double> {
    let design = try Design.latinHypercube(factors, count: count, seed: seed)
    var result = Matrix<Double>(rows: count, columns: factors.count)
    for i in 0..<count { for j in factors.indices { result[i, j] = design.coordinate(point: i, factor: j) } }
    return result
  }

  /// What a place sets, in the order of the keys.
  public func values(_ coordinates: Matrix<Double>, _ place: Int) -> [FactorValue] {
    factors.indices.flatMap { factors[$0].values(at: coordinates[place, $0]) }
  }
}
