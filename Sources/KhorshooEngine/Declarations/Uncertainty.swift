import KhorshooNumerics

/// What is believed of a value that is not known: a family of distributions with its numbers, as a ledger writes it.
///
/// - Proof: `UncertaintyAnalytic` (SciPy; there and back).
public enum Uncertainty: Sendable, Hashable {
  /// One of the values that a ``choice(_:)`` lists, as it is written, with its weight.
  public struct Option: Sendable, Hashable {
    /// As a ledger or a scenario writes it.
    public let word: String
    /// Above 0; what counts is its share of all weights.
    public let weight: Double

    /// Memberwise.
    public init(_ word: String, weight: Double = 1) {
      self.word = word
      self.weight = weight
    }
  }

  /// `U(low,high)`: any value between two ends, all alike.
  case uniform(low: Double, high: Double)
  /// `LogU(low,high)`: uniform in the logarithm; the low end is above 0.
  case logUniform(low: Double, high: Double)
  /// `Tri(low,mode,high)`: a triangle over two ends, highest at the mode.
  case triangular(low: Double, mode: Double, high: Double)
  /// `Beta(a,b)`: a share between 0 and 1, with mean a / (a + b).
  case beta(a: Double, b: Double)
  /// `Normal(mean,standardDeviation)`.
  case normal(mean: Double, standardDeviation: Double)
  /// `LogNormal(median,standardDeviation)`, the standard deviation that of the logarithm.
  case logNormal(median: Double, logStandardDeviation: Double)
  /// `Choice(a,b)` or `Choice(a:3,b:1)`: one of the values listed, with weights.
  case choice([Option])
  /// `PERT(low,mode,high)`: a beta over two ends, highest at the mode, with the mean (low + 4 mode + high) / 6: what an expert
  /// says in three numbers (Malcolm et al. 1959, doi:10.1287/opre.7.5.646).
  case pert(low: Double, mode: Double, high: Double)

  /// Least and greatest value; nil of a choice.
  public var support: (low: Double, high: Double)? {
    switch self {
    case .uniform(let low, let high), .logUniform(let low, let high), .triangular(let low, _, let high),
      .pert(let low, _, let high):
      (low, high)
    case .beta: (0, 1)
    case .normal: (-.infinity, .infinity)
    case .logNormal: (0, .infinity)
    case .choice: nil
    }
  }

  /// Mean; NaN of a choice of words.
  public var mean: Double {
    switch self {
    case .uniform(let low, let high): return 0.5 * (low + high)
    case .logUniform(let low, let high): return (high - low) / (stableLog(high) - stableLog(low))
    case .triangular(let low, let mode, let high): return (low + mode + high) / 3
    case .pert(let low, let mode, let high): return (low + 4 * mode + high) / 6
    case .beta(let a, let b): return a / (a + b)
    case .normal(let mean, _): return mean
    case .logNormal(let median, let deviation): return median * stableExp(0.5 * deviation * deviation)
    case .choice(let options):
      let total = options.reduce(0) { $0 + $1.weight }
      return options.reduce(0) { $0 + (Double($1.word) ?? .nan) * $1.weight } / total
    }
  }

  /// The value that lies in the middle; NaN of a choice, whose words have no order.
  public var median: Double { quantile(0.5) }

  /// The value below which the truth lies with a probability; NaN outside 0 to 1, and of a choice.
  public func quantile(_ probability: Double) -> Double { quantile(probability, complement: 1 - probability) }

  /// The same with the probability above the value, from which the upper tail keeps its digits.
  func quantile(_ p: Double, complement: Double) -> Double {
    guard p >= 0, complement >= 0 else { return .nan }
    switch self {
    case .uniform(let low, let high): return max(low, min(high, low + p * (high - low)))
    case .logUniform(let low, let high):
      if p == 0 { return low }
      if complement == 0 { return high }
      return max(low, min(high, stableExp(stableLog(low) + p * (stableLog(high) - stableLog(low)))))
    case .triangular(let low, let mode, let high):
      return p * (high - low) < mode - low
        ? low + (p * (high - low) * (mode - low)).squareRoot()
        : high - (complement * (high - low) * (high - mode)).squareRoot()
    case .pert(let low, let mode, let high):
      let (a, b) = Self.pertShapes(low, mode, high)
      return max(low, min(high, low + (high - low) * betaQuantile(p, complement: complement, a, b)))
    case .beta(let a, let b): return betaQuantile(p, complement: complement, a, b)
    case .normal(let mean, let deviation): return mean + deviation * Self.normalQuantile(p, complement)
    case .logNormal(let median, let deviation):
      return median * stableExp(deviation * Self.normalQuantile(p, complement))
    case .choice: return .nan
    }
  }

  /// Shapes of the beta on 0 to 1 that a PERT is.
  private static func pertShapes(_ low: Double, _ mode: Double, _ high: Double) -> (a: Double, b: Double) {
    (1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low))
  }

  private static func normalQuantile(_ p: Double, _ complement: Double) -> Double {
    p <= complement ? stableNormalQuantile(p) : -stableNormalQuantile(complement)
  }

  /// The probability that the truth lies below a value; NaN of a choice.
  public func distribution(_ value: Double) -> Double { tails(value).below }

  /// The probabilities below and above a value, each with its own digits; NaN of a choice.
  func tails(_ x: Double) -> (below: Double, above: Double) {
    func within(_ low: Double, _ high: Double, _ share: () -> (Double, Double)) -> (Double, Double) {
      x <= low ? (0, 1) : x >= high ? (1, 0) : share()
    }
    switch self {
    case .uniform(let low, let high):
      return within(low, high) { ((x - low) / (high - low), (high - x) / (high - low)) }
    case .logUniform(let low, let high):
      let (first, last) = (stableLog(low), stableLog(high))
      return within(low, high) {
        ((stableLog(x) - first) / (last - first), (last - stableLog(x)) / (last - first))
      }
    case .triangular(let low, let mode, let high):
      return within(low, high) {
        if x < mode {
          let below = (x - low) / (high - low) * ((x - low) / (mode - low))
          return (below, 1 - below)
        }
        let above = (high - x) / (high - low) * ((high - x) / (high - mode))
        return (1 - above, above)
      }
    case .pert(let low, let mode, let high):
      let (a, b) = Self.pertShapes(low, mode, high)
      return within(low, high) {
        (betaDistribution((x - low) / (high - low), a, b), betaDistribution((high - x) / (high - low), b, a))
      }
    case .beta(let a, let b):
      return within(0, 1) { (betaDistribution(x, a, b), betaDistribution(1 - x, b, a)) }
    case .normal(let mean, let deviation):
      let z = (x - mean) / deviation
      return (stableNormalDistribution(z), stableNormalDistribution(-z))
    case .logNormal(let median, let deviation):
      guard x > 0 else { return (0, 1) }
      let z = stableLog(x / median) / deviation
      return (stableNormalDistribution(z), stableNormalDistribution(-z))
    case .choice: return (.nan, .nan)
    }
  }
}
