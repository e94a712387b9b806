import KhorshooNumerics

/// One column of a sweep in which boxes are sought: a factor, or anything known of a point.
public struct DiscoveryColumn: Sendable {
  /// What the column holds.
  public enum Values: Sendable {
    /// Numbers, one a point.
    case numbers([Double])
    /// Words without order, one a point.
    case words([String])
  }

  /// Name, such as the key of a parameter.
  public let name: String
  /// What it holds.
  public let values: Values

  /// Memberwise.
  public init(_ name: String, _ values: Values) {
    self.name = name
    self.values = values
  }

  var count: Int {
    switch values {
    case .numbers(let x): return x.count
    case .words(let x): return x.count
    }
  }
}

extension Design {
  /// The design's factors as columns; of parameters that move together the first stands for all.
  public var discoveryColumns: [DiscoveryColumn] {
    factors.indices.map { j in
      let values = (0..<pointCount).map {
        factors[j].values(at: coordinate(point: $0, factor: j), ofGrid: method == .morris)[0]
      }
      let numbers = values.compactMap(\.number)
      return DiscoveryColumn(
        factors[j].name, numbers.count == values.count ? .numbers(numbers) : .words(values.map(\.description)))
    }
  }
}

/// A region of the factors in which results of interest are frequent.
public struct FactorBox: Sendable, Equatable {
  /// What a box demands of one factor.
  public struct Limit: Sendable, Equatable {
    /// Name of the factor.
    public let factor: String
    /// The demand.
    public let demand: Demand
    /// The chance of so many results of interest, had this limit no effect (one-sided binomial); below 0.05 it matters.
    public let quasiP: Double

    package init(factor: String, demand: Demand, quasiP: Double) {
      (self.factor, self.demand, self.quasiP) = (factor, demand, quasiP)
    }
  }

  /// A lower or upper bound, or a list of words.
  public enum Demand: Sendable, Equatable {
    /// At least this number, half way between two that occur.
    case atLeast(Double)
    /// At most this number, half way between two that occur.
    case atMost(Double)
    /// One of these words, in alphabetical order.
    case among([String])
  }

  /// What it demands; factors not named are free.
  public let limits: [Limit]
  /// Points inside, and those of interest among them.
  public let count, countOfInterest: Int
  /// Share of all results of interest that lie inside.
  public let coverage: Double
  /// Share of the points inside that are of interest.
  public let density: Double
  /// Share of all points that lie inside.
  public let mass: Double

  package init(
    limits: [Limit], count: Int, countOfInterest: Int, coverage: Double, density: Double, mass: Double
  ) {
    (self.limits, self.count, self.countOfInterest) = (limits, count, countOfInterest)
    (self.coverage, self.density, self.mass) = (coverage, density, mass)
  }
}

/// Bounds of a box while it is sought: everything is free at first.
struct BoxBounds {
  var low: [Double]
  var high: [Double]
  /// Words that are left, by their number; nil of a column of numbers.
  var words: [Set<Int>?]

  func holds(_ point: Int, _ columns: [SearchColumn]) -> Bool {
    columns.indices.allSatisfy { holds(point, columns[$0], $0) }
  }

  /// Whether a point meets what is demanded of one column.
  func holds(_ point: Int, _ column: SearchColumn, _ j: Int) -> Bool {
    if let allowed = words[j] { return allowed.contains(Int(column.numbers[point])) }
    return column.numbers[point] >= low[j] && column.numbers[point] <= high[j]
  }

  /// Columns on which something is demanded.
  func restrictedCount(_ columns: [SearchColumn]) -> Int {
    columns.indices.count { j in
      words[j].map { $0.count < columns[j].words.count } ?? (low[j] > -.infinity || high[j] < .infinity)
    }
  }
}

/// A column as the search sees it: numbers, or the numbers of words in alphabetical order.
struct SearchColumn {
  let name: String
  let numbers: [Double]
  let words: [String]
  let isNumeric: Bool

  init(_ column: DiscoveryColumn) {
    name = column.name
    switch column.values {
    case .numbers(let x): (numbers, words, isNumeric) = (x, [], true)
    case .words(let x):
      words = Set(x).sorted()
      let place = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, Double($0)) })
      numbers = x.map { place[$0] ?? 0 }
      isNumeric = false
    }
  }
}

/// The chance of at least `hits` successes in `trials` with a probability, by summing the distribution upwards.
func binomialTail(_ hits: Int, of trials: Int, probability p: Double) -> Double {
  guard hits > 0, p < 1 else { return 1 }
  guard p > 0 else { return 0 }
  let n = Double(trials)
  var logarithm = Double(hits) * stableLog(p) + (n - Double(hits)) * stableLog(1 - p)
  for i in 0..<hits { logarithm += stableLog((n - Double(i)) / Double(i + 1)) }
  var term = stableExp(logarithm)
  var sum = term
  for k in hits..<trials {
    term *= (n - Double(k)) / Double(k + 1) * p / (1 - p)
    sum += term
  }
  return min(1, sum)
}
