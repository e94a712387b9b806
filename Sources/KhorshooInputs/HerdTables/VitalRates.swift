import KhorshooNumerics
import KhorshooText

/// How the growth of a herd moves with each rate of its table, and how far the errors of the rates carry over to it.
///
/// The sensitivity is the derivative of the yearly growth factor, by central difference; with independent errors e the growth
/// factor has the variance sum (sensitivity x e)^2 (delta method), of which each rate has a share.
/// - Source: Caswell 2001, sections 9.1.6 and 12.2; lower-level rates: Caswell 1978, doi:10.1016/0040-5809(78)90025-4.
/// - Proof: `VitalRatesAnalytic` (a herd with a closed form; a sample of herds).
public struct VitalRates: Sendable, Equatable {
  /// What a rate is of its class.
  public enum Kind: String, Sendable, CaseIterable {
    /// Keys of the table.
    case deathRate, offtakeRate, parturitionPerYear, litterSize

    var path: WritableKeyPath<CohortProjection.Cohort, Double> {
      switch self {
      case .deathRate: \.death
      case .offtakeRate: \.offtake
      case .parturitionPerYear: \.parturitionPerYear
      case .litterSize: \.litterSize
      }
    }
  }

  /// One rate of one female class.
  public struct Rate: Sendable, Equatable {
    /// Index of the class.
    public let cohort: Int
    /// What it is.
    public let kind: Kind
    /// As in the table, with its standard error (0 where none is stated).
    public let value, error: Double
    /// Change of the yearly growth factor by the rate, and relative to both.
    public let sensitivity, elasticity: Double
  }

  /// Rates of females that are above 0 or have an error.
  public let rates: [Rate]
  /// Yearly growth factor and its standard error.
  public let growthFactor, error: Double

  /// Share that a rate has in the variance of the growth factor; nil without errors.
  public func varianceShare(_ rate: Rate) -> Double? {
    guard error > 0 else { return nil }
    let part = rate.sensitivity * rate.error / error
    return part * part
  }

  /// - Throws: `NumericsError` when LAPACK has no answer.
  public init(_ herd: CohortProjection) throws(NumericsError) {
    let growth = try herd.growthFactorPerYear(offtakeTimes: 1)
    var (rates, variance) = ([Rate](), 0.0)
    for k in herd.life(isFemale: true) {
      for kind in Kind.allCases {
        let (value, error) = (herd.cohorts[k][keyPath: kind.path], herd.cohorts[k].errors[kind] ?? 0)
        guard value > 0 || error > 0, kind != .litterSize || herd.cohorts[k].parturitionPerYear > 0 else { continue }
        let sensitivity = try Self.slope(herd, k, kind)
        rates.append(
          Rate(
            cohort: k, kind: kind, value: value, error: error, sensitivity: sensitivity,
            elasticity: growth > 0 ? sensitivity * value / growth : 0))
        variance += (sensitivity * error) * (sensitivity * error)
      }
    }
    (self.rates, growthFactor, error) = (rates, growth, variance.squareRoot())
  }

  private static func slope(_ herd: CohortProjection, _ k: Int, _ kind: Kind) throws(NumericsError) -> Double {
    let value = herd.cohorts[k][keyPath: kind.path]
    let isFraction = herd.rates != .hazard && (kind == .deathRate || kind == .offtakeRate)
    let step = 1e-4 * max(value, 0.01)
    var (more, less) = (herd, herd)
    more.cohorts[k][keyPath: kind.path] = isFraction ? min(1 - 1e-9, value + step) : value + step
    less.cohorts[k][keyPath: kind.path] = max(0, value - step)
    let width = more.cohorts[k][keyPath: kind.path] - less.cohorts[k][keyPath: kind.path]
    return (try more.growthFactorPerYear(offtakeTimes: 1) - less.growthFactorPerYear(offtakeTimes: 1)) / width
  }
}

extension ProjectionMatrix {
  /// Standard error of the growth factor when entries have independent errors: the delta method.
  ///
  /// - Parameter errors: standard errors of the entries. Shape: stages x stages.
  /// - Source: Caswell 2001, equation 12.8.
  public func growthError(_ analysis: ProjectionAnalysis, errors: Matrix<Double>) -> Double {
    zip(analysis.sensitivities.values, errors.values).reduce(0) { $0 + ($1.0 * $1.1) * ($1.0 * $1.1) }.squareRoot()
  }

  /// Reads standard errors of the entries: a matrix of the same stages.
  ///
  /// - Throws: `UserError` 65 with everything that is wrong, 66 when the file cannot be read.
  package func errors(path: String, mark: DecimalMark) throws(UserError) -> Matrix<Double> {
    var file = try MatrixFile(path: path, mark: mark)
    return try file.matrix(of: stages).ordered
  }
}

/// What more or less offtake does: growth against animals and meat taken, the trade-off that a herder chooses on.
///
/// All offtake hazards of the table are multiplied by a factor. Where growth is 0 the herd gives most that it can give for ever.
/// - Source: sustained yield: Caughley 1977, *Analysis of Vertebrate Populations*, chapter 11.
/// - Proof: `OfftakeCurveAnalytic`.
public struct OfftakeCurve: Sendable, Equatable {
  /// One strength of offtake.
  public struct Point: Sendable, Equatable {
    /// Factor on the table's offtake hazards.
    public let factor: Double
    /// Growth a year.
    public let growthPerYear: Double
    /// Animals taken (culls by age among them) and born a year, by head of the stable herd; NaN where males have no number.
    public let offtakePerHeadYear, birthsPerHeadYear: Double
    /// Live weight taken, kg a head and year; nil where no class states a weight.
    public let liveWeightKgPerHeadYear: Double?
    /// Whether it is where growth is 0.
    public let isSteady: Bool
  }

  /// From none to twice the table's, or to half as much again as keeps the herd constant.
  public let points: [Point]

  /// - Throws: `CohortAnalysis.NoStableHerd`, `NumericsError`.
  public init(_ herd: CohortProjection, count: Int = 20) throws {
    let steady = if case .factor(let factor) = try herd.steadyOfftake() { factor } else { nil as Double? }
    let last = (2 * max(2, 1.5 * (steady ?? 0))).rounded(.up) / 2
    var factors = (0...count).map { last * Double($0) / Double(count) }
    if let steady, !factors.contains(steady) { factors = (factors + [steady]).sorted() }
    points = try factors.map { factor in
      var own = herd
      own.offtakeFactor = factor
      let analysis = try CohortAnalysis(own)
      let taken = analysis.classes.map { $0.offtakePerHeadYear + $0.cullsPerHeadYear }
      let hasWeight = herd.cohorts.contains { $0.liveWeightKg != nil }
      return Point(
        factor: factor, growthPerYear: analysis.growthPerYear, offtakePerHeadYear: taken.reduce(0, +),
        birthsPerHeadYear: analysis.birthsPerHeadYear,
        liveWeightKgPerHeadYear: hasWeight
          ? zip(taken, herd.cohorts).reduce(0) { $0 + $1.0 * ($1.1.liveWeightKg ?? 0) } : nil,
        isSteady: factor == steady)
    }
  }
}
