import KhorshooNumerics

/// By what an option is chosen among others.
public enum DecisionCriterion: String, CaseIterable, Sendable {
  /// Highest mean over worlds.
  case expected
  /// Highest value that one world in ten falls below.
  case quantile
  /// Smallest loss against the best option in the world in which that loss is largest.
  case minimaxRegret = "minimax-regret"
}

/// A number with its standard error.
public struct Measured: Sendable, Hashable {
  /// The number.
  public let value: Double
  /// Its standard error.
  public let standardError: Double

  /// Memberwise.
  public init(_ value: Double, standardError: Double) { (self.value, self.standardError) = (value, standardError) }
}

/// Which option to choose when worlds are drawn, how sure that is, and what it would be worth to know the world.
///
/// Luck that is left in the mean of a world is taken out first where an option is compared with the best one of each world.
/// - Source: Savage 1951, doi:10.1080/01621459.1951.10500768 (regret); Raiffa and Schlaifer 1961, Applied Statistical Decision
///   Theory (perfect information).
/// - Proof: `DecisionAnalysisAnalytic`, `DecisionAnalysisStatistical`, `InformationValueStatistical`.
public struct DecisionAnalysis: Sendable {
  /// What is found of one option.
  public struct Option: Sendable, Hashable {
    /// Mean over worlds, with its error.
    public let expected: Measured
    /// Ends between which a world lies with 90 %, and the value that one world in ten falls below.
    public let low90, high90, tenth: Double
    /// Share of worlds in which it is the best; equal ones share.
    public let probabilityBest: Measured
    /// Mean and largest loss against the best option of a world.
    public let expectedRegret: Measured
    /// The largest of these losses.
    public let largestRegret: Double
  }

  /// What the choice brings where it was not made: chosen on one half of the sets and valued on the other, halves swapped.
  public struct HeldOut: Sendable, Hashable {
    /// The option chosen on each half.
    public let chosen: [Int]
    /// Its value on the other half, mean of both.
    public let value: Measured
  }

  /// In the order of the draws.
  public let options: [Option]
  /// By what was chosen.
  public let criterion: DecisionCriterion
  /// The option to choose.
  public let best: Int
  /// Bound on the probability that the option with the highest mean over these worlds has the highest over all worlds.
  public let correctSelection: Double
  /// What it would be worth to know the world before choosing (EVPI): the expected regret of the option with the highest mean.
  public let perfectInformation: Measured
  /// The value of the choice without the luck of having been chosen.
  public let heldOut: HeldOut

  /// Decides.
  ///
  /// - Parameter selected: the option that was selected otherwise, in more worlds than these; nil to choose it here.
  public init(_ draws: DecisionDraws, by criterion: DecisionCriterion = .expected, selected: Int? = nil) {
    self.criterion = criterion
    let comparison = WorldComparison(draws)
    let setMeans = draws.setMeans
    options = (0..<draws.optionCount).map { k in
      let sorted = comparison.column(k).sorted()
      return Option(
        expected: Measured(comparison.means[k], standardError: Self.error(setMeans.column(k))),
        low90: quantileType6(sorted: sorted, probability: 0.05),
        high90: quantileType6(sorted: sorted, probability: 0.95),
        tenth: quantileType6(sorted: sorted, probability: 0.1),
        probabilityBest: Measured(
          comparison.probabilityBest(k), standardError: draws.jackknife { WorldComparison($0).probabilityBest(k) }),
        expectedRegret: Measured(
          comparison.expectedRegret(k), standardError: draws.jackknife { WorldComparison($0).expectedRegret(k) }),
        largestRegret: comparison.largestRegret(k))
    }
    best = selected ?? comparison.choice(criterion)
    let first = comparison.choice(.expected)
    perfectInformation = Measured(
      comparison.expectedRegret(first),
      standardError: draws.jackknife {
        let part = WorldComparison($0)
        return part.expectedRegret(part.choice(.expected))
      })
    correctSelection = Self.correctSelection(setMeans, first)
    heldOut = Self.heldOut(draws, criterion)
  }

  /// Standard error of a mean over sets.
  private static func error(_ values: [Double]) -> Double {
    let moments = Moments(values)
    return (moments.variance / Double(values.count)).squareRoot()
  }

  /// 1 less the sum over the other options of the probability that they are truly better, from paired differences.
  ///
  /// - Source: Chen, Lin, Yücesan and Chick 2000, doi:10.1023/A:1008349927281.
  private static func correctSelection(_ setMeans: Matrix<Double>, _ best: Int) -> Double {
    var wrong = 0.0
    for k in 0..<setMeans.columnCount where k != best {
      let differences = zip(setMeans.column(best), setMeans.column(k)).map { $0 - $1 }
      let (mean, error) = (Moments(differences).mean, error(differences))
      // Options that are the same everywhere are no wrong choice.
      if error > 0 { wrong += stableNormalDistribution(-mean / error) }
    }
    return max(0, 1 - wrong)
  }

  private static func heldOut(_ draws: DecisionDraws, _ criterion: DecisionCriterion) -> HeldOut {
    let halves = [0, 1].map { half in draws.ofSets { $0 % 2 == half } }
    let chosen = halves.map { WorldComparison($0).choice(criterion) }
    let values = [0, 1].map { half in halves[1 - half].setMeans.column(chosen[half]) }
    let means = values.map { Moments($0).mean }
    let errors = values.map { error($0) }
    return HeldOut(
      chosen: chosen,
      value: Measured(
        (means[0] + means[1]) / 2,
        standardError: (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot() / 2))
  }
}

/// Options side by side in each world, luck taken out.
struct WorldComparison {
  /// Means of options, of which luck averages out.
  let means: [Double]
  private let values: Matrix<Double>
  /// Of the best option of each world.
  private let highest: [Double]

  init(_ draws: DecisionDraws) {
    means = draws.values.columnMeans
    let values = draws.luckFree
    self.values = values
    highest = (0..<values.rowCount).map { values[$0, values.best($0)] }
  }

  func column(_ option: Int) -> [Double] { values.column(option) }

  func probabilityBest(_ option: Int) -> Double {
    var sum = 0.0
    for (world, top) in highest.enumerated() where isTop(world, option, top) {
      sum += 1 / Double((0..<values.columnCount).count { isTop(world, $0, top) })
    }
    return sum / Double(highest.count)
  }

  /// Whether an option is the best of a world, but for rounding.
  private func isTop(_ world: Int, _ option: Int, _ top: Double) -> Bool {
    top - values[world, option] <= 1e-9 * max(top.magnitude, values[world, option].magnitude)
  }

  func expectedRegret(_ option: Int) -> Double {
    let sum = highest.indices.reduce(0) { $0 + (highest[$1] - values[$1, option]) }
    return max(0, sum / Double(highest.count))
  }

  func largestRegret(_ option: Int) -> Double {
    highest.indices.reduce(0) { max($0, highest[$1] - values[$1, option]) }
  }

  /// The first of equal ones.
  func choice(_ criterion: DecisionCriterion) -> Int {
    let scores = means.indices.map { k -> Double in
      switch criterion {
      case .expected: means[k]
      case .quantile: quantileType6(sorted: column(k).sorted(), probability: 0.1)
      case .minimaxRegret: -largestRegret(k)
      }
    }
    return scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
  }
}

extension Matrix where Element == Double {
  /// One column.
  func column(_ c: Int) -> [Double] { (0..<rowCount).map { self[$0, c] } }
}
