import KhorshooNumerics

/// What options bring in drawn worlds: the mean of each quantity over the replicates of a world, and the luck that is left in it.
///
/// All options meet the same worlds and the same luck. Worlds of one set have the same parameters and stand side by side.
public struct OptionOutcomes: Sendable {
  /// Options, and quantities of each.
  public let optionCount, quantityCount: Int
  /// Number of the set of each world, in ascending order.
  public private(set) var sets: [Int] = []
  /// Means of worlds. Shape: worlds, options x quantities.
  private var means: [[Double]] = []
  /// Sums of products of deviations within worlds. Shape: (options x quantities) squared.
  private var products: Matrix<Double>
  private var degrees = 0.0
  private var inverseCounts = 0.0

  /// Of no world yet.
  public init(options: Int, quantities: Int) {
    (optionCount, quantityCount) = (options, quantities)
    products = Matrix(rows: options * quantities, columns: options * quantities)
  }

  /// Takes in the replicates of a world. Shape: replicates, options x quantities with those of an option side by side.
  ///
  /// - Precondition: worlds come by set, and have a replicate.
  public mutating func add(set: Int, _ replicates: [[Double]]) {
    precondition(!replicates.isEmpty && sets.last ?? set <= set, "set \(set) after \(sets.last ?? -1)")
    let width = optionCount * quantityCount
    let count = Double(replicates.count)
    let mean = (0..<width).map { c in replicates.reduce(0) { $0 + $1[c] } / count }
    for row in replicates {
      let deviations = (0..<width).map { row[$0] - mean[$0] }
      for a in 0..<width { for b in 0..<width { products[a, b] += deviations[a] * deviations[b] } }
    }
    degrees += count - 1
    inverseCounts += 1 / count
    sets.append(set)
    means.append(mean)
  }

  /// Mean of a quantity of an option in a world.
  public func value(world: Int, option: Int, quantity: Int) -> Double {
    means[world][option * quantityCount + quantity]
  }

  /// Mean of a quantity over all worlds, by option.
  public func mean(quantity: Int) -> [Double] {
    (0..<optionCount).map { option in
      means.reduce(0) { $0 + $1[option * quantityCount + quantity] } / Double(means.count)
    }
  }

  /// Some options' sums of quantities, each with a weight: what is to be decided by.
  ///
  /// - Throws: `ExperimentError` `few-worlds` below 40; `undefined-value` where an option has none in a world.
  public func draws(_ weights: [Double], options: [Int]) throws(ExperimentError) -> DecisionDraws {
    try DecisionDraws.require(worlds: sets.count)
    let values = try values(weights, options: options)
    let columns = options.map { option in (0..<quantityCount).map { option * quantityCount + $0 } }
    // What does not count may be undefined.
    let counted = weights.indices.filter { weights[$0] != 0 }
    func sum(_ row: (Int) -> Double) -> Double { counted.reduce(0) { $0 + weights[$1] * row($1) } }
    var luck = Matrix<Double>(rows: options.count, columns: options.count)
    let scale = degrees > 0 ? inverseCounts / Double(means.count) / degrees : 0
    for (a, first) in columns.enumerated() {
      for (b, second) in columns.enumerated() {
        luck[a, b] = scale * sum { i in sum { products[first[i], second[$0]] } }
      }
    }
    return DecisionDraws(values: values, luck: luck, sets: sets)
  }

  /// The sums alone, of any number of worlds. Shape: worlds x options.
  ///
  /// - Throws: `ExperimentError` `undefined-value` where an option has none in a world.
  public func values(_ weights: [Double], options: [Int]) throws(ExperimentError) -> Matrix<Double> {
    precondition(weights.count == quantityCount, "\(weights.count) weights of \(quantityCount) quantities")
    let counted = weights.indices.filter { weights[$0] != 0 }
    var values = Matrix<Double>(rows: means.count, columns: options.count)
    for (world, mean) in means.enumerated() {
      for (k, option) in options.enumerated() {
        values[world, k] = counted.reduce(0) { $0 + weights[$1] * mean[option * quantityCount + $1] }
      }
    }
    guard values.values.allSatisfy(\.isFinite) else {
      throw ExperimentError(
        code: "undefined-value",
        "found an outcome that an option does not have in some world; decide by another with --outcome")
    }
    return values
  }
}

/// What one number says of each option in each drawn world.
public struct DecisionDraws: Sendable {
  /// Worlds below which nothing is decided: the least of which every end of a 95 % interval is an order statistic, in pairs.
  public static let leastWorlds = 40

  /// - Throws: `ExperimentError` `few-worlds` below ``leastWorlds``.
  public static func require(worlds count: Int) throws(ExperimentError) {
    guard count >= leastWorlds else {
      throw ExperimentError(
        code: "few-worlds",
        "found \(count) worlds, expected \(leastWorlds) at least: ends of intervals and both halves of the worlds need "
          + "them; give --draws \(leastWorlds) or more")
    }
  }

  /// Mean over the luck of a world. Shape: worlds x options.
  public let values: Matrix<Double>
  /// Covariance of the luck that is left in these means. Shape: options x options.
  public let luck: Matrix<Double>
  /// Set of each world, ascending.
  public let sets: [Int]

  /// - Precondition: shapes agree.
  public init(values: Matrix<Double>, luck: Matrix<Double>, sets: [Int]) {
    precondition(
      values.rowCount == sets.count && luck.rowCount == values.columnCount && luck.columnCount == values.columnCount,
      "\(values.shape) values, \(luck.shape) luck, \(sets.count) sets")
    (self.values, self.luck, self.sets) = (values, luck, sets)
  }

  /// Options.
  public var optionCount: Int { values.columnCount }

  /// Values with their luck taken out.
  var luckFree: Matrix<Double> { values.drawnIn(byLuck: luck) }

  /// Numbers of the sets, each once.
  var setNumbers: [Int] { sets.enumerated().filter { $0 == 0 || sets[$0 - 1] != $1 }.map(\.element) }

  /// Means over the worlds of each set. Shape: sets x options.
  var setMeans: Matrix<Double> {
    let numbers = setNumbers
    var result = Matrix<Double>(rows: numbers.count, columns: optionCount)
    var (row, count) = (0, 0.0)
    for (world, set) in sets.enumerated() {
      if set != numbers[row] { (row, count) = (row + 1, 0) }
      count += 1
      for k in 0..<optionCount { result[row, k] += (values[world, k] - result[row, k]) / count }
    }
    return result
  }

  /// The worlds of some sets.
  func ofSets(_ isChosen: (_ place: Int) -> Bool) -> DecisionDraws {
    let numbers = setNumbers
    let chosen = Set(numbers.indices.filter(isChosen).map { numbers[$0] })
    let worlds = sets.indices.filter { chosen.contains(sets[$0]) }
    return DecisionDraws(values: values.rows(worlds), luck: luck, sets: worlds.map { sets[$0] })
  }

  /// Groups of sets that a jackknife leaves out in turn.
  static let jackknifeGroups = 10

  /// Standard error of a number by leaving out a tenth of the sets in turn.
  ///
  /// - Source: Kott 2001, The delete-a-group jackknife, Journal of Official Statistics 17, 521.
  func jackknife(_ number: (DecisionDraws) -> Double) -> Double {
    let groups = Self.jackknifeGroups
    return Self.jackknife((0..<groups).map { group in number(ofSets { $0 % groups != group }) })
  }

  /// Standard error from the numbers with each group left out.
  static func jackknife(_ numbers: [Double]) -> Double {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (Double(numbers.count - 1) / Double(numbers.count) * squares).squareRoot()
  }
}

extension Matrix where Element == Double {
  /// Means of columns.
  var columnMeans: [Double] {
    (0..<columnCount).map { c in (0..<rowCount).reduce(0) { $0 + self[$1, c] } / Double(rowCount) }
  }

  /// Column of the largest of some numbers of a row, the first of equal ones.
  func best(_ row: Int) -> Int { (0..<columnCount).reduce(0) { self[row, $1] > self[row, $0] ? $1 : $0 } }
}
