import KhorshooNumerics

/// What was drawn of each parameter, set by set, as columns of a regression.
struct ParameterSample {
  /// Number of the parameter that each column belongs to, and the column itself, from -1 to 1. Shape: columns x sets.
  private(set) var parameters: [Int] = []
  private(set) var columns: [[Double]] = []
  /// Whether a parameter is a number of five values or more, by parameter.
  private(set) var isSmooth: [Bool] = []
  let setCount: Int

  /// Numbers that span more than this many times their least are taken by their logarithm.
  private static let wide = 10.0

  /// Shape: sets x parameters.
  init(_ sets: [[FactorValue]]) {
    setCount = sets.count
    for parameter in 0..<(sets.first?.count ?? 0) {
      let values = sets.map { $0[parameter] }
      let distinct = Set(values)
      let numbers = values.compactMap(\.number)
      let isSmooth = numbers.count == values.count && distinct.count >= 5
      self.isSmooth.append(isSmooth)
      guard distinct.count > 1 else { continue }
      if isSmooth {
        add(parameter, Self.scaled(numbers))
      } else {
        // One column less than there are values: the first by name is what the others are compared with.
        for value in distinct.sorted(by: { $0.description < $1.description }).dropFirst() {
          add(parameter, values.map { $0 == value ? 1 : -1 })
        }
      }
    }
  }

  private mutating func add(_ parameter: Int, _ column: [Double]) {
    parameters.append(parameter)
    columns.append(column)
  }

  private static func scaled(_ numbers: [Double]) -> [Double] {
    let (low, high) = (numbers.min()!, numbers.max()!)
    let isWide = low > 0 && high / low > wide
    let scores = isWide ? numbers.map { stableLog($0) } : numbers
    let (first, last) = isWide ? (stableLog(low), stableLog(high)) : (low, high)
    return scores.map { 2 * ($0 - first) / (last - first) - 1 }
  }

  /// Columns of one parameter alone: a number as a natural cubic spline of three knots.
  ///
  /// - Source: Harrell 2015, Regression Modeling Strategies, 2.4.5.
  func own(_ parameter: Int) -> [[Double]] {
    let found = parameters.indices.filter { parameters[$0] == parameter }.map { columns[$0] }
    guard isSmooth[parameter], let column = found.first else { return found }
    let sorted = column.sorted()
    let knots = [0.1, 0.5, 0.9].map { quantileType7(sorted: sorted, probability: $0) }
    let (low, middle, high) = (knots[0], knots[1], knots[2])
    guard low < middle, middle < high else { return found }
    func cube(_ x: Double) -> Double { x > 0 ? x * x * x : 0 }
    let bend = column.map { x in
      cube(x - low) - cube(x - middle) * (high - low) / (high - middle) + cube(x - high) * (middle - low)
        / (high - middle)
    }
    return found + [bend]
  }

  /// Columns that the values of options depend on beyond chance among those of some parameters.
  ///
  /// - Parameter responses: one list a response, one number a set.
  func chosen(_ among: Set<Int>, _ responses: [[Double]], sets: [Int]) -> [[Double]] {
    let kept = columns.indices.filter { among.contains(parameters[$0]) }
    guard !kept.isEmpty else { return [] }
    var inputs = Matrix<Double>(rows: sets.count, columns: kept.count)
    for (c, column) in kept.enumerated() {
      for (r, set) in sets.enumerated() { inputs[r, c] = columns[column][set] }
    }
    var terms: [TrendTerm] = []
    for response in responses {
      for term in TrendSelection(inputs, response).terms where term != .constant && !terms.contains(term) {
        terms.append(term)
      }
    }
    return terms.prefix(sets.count / 4).map { term in sets.indices.map { term.value(inputs, $0) } }
  }
}
