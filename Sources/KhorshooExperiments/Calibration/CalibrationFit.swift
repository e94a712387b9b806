import KhorshooNumerics

/// Emulators of all quantities that were observed, and by them how plausible any place is.
///
/// What was observed is one course of events, so that the luck of one replicate is among the variances, and that of the mean of
/// the replicates too; luck of several quantities goes together as it does in the runs.
/// - Source: implausibility: Craig et al. 1997; Vernon, Goldstein and Bower 2010, doi:10.1214/10-BA524, 3.2; of stochastic
///   models: Andrianakis et al. 2015, doi:10.1371/journal.pcbi.1003968.
/// - Proof: `HistoryMatchingAnalytic`, `CalibrationAnalytic`.
public struct CalibrationFit: Sendable {
  /// What is known of a quantity at some places.
  public struct Prediction: Sendable {
    /// Mean over luck.
    public let means: [Double]
    /// Variance of the emulator.
    public let variances: [Double]
    /// Variance of one replicate.
    public let luck: [Double]
  }

  /// The factors.
  public let space: InputSpace
  /// What was observed.
  public private(set) var observations: [Observation]
  /// Which of the observations places are judged by; the others are held out.
  public let judged: [Int]
  /// One an observation.
  public let emulators: [Emulator]
  /// Factors that any emulator sees, ascending.
  public let active: [Int]
  private let spreads: [SpreadEmulator]
  private let correlations: Matrix<Double>
  private let replicates: Int

  /// Fits emulators to runs.
  ///
  /// - Parameter limit: most places that are used, the last ones first.
  /// - Throws: `ExperimentError` `too-few-points`, with the observation as its key.
  public init(
    _ space: InputSpace, _ observations: [Observation], judged: [Int], _ runs: RunOutputs, limit: Int = 300
  ) throws(ExperimentError) {
    (self.space, self.observations, self.judged) = (space, observations, judged)
    let inputs = space.inputs(runs.coordinates)
    var emulators: [Emulator] = []
    var spreads: [SpreadEmulator] = []
    for (q, observation) in observations.enumerated() {
      let places = Array(runs.wholePlaces([q]).reversed().prefix(limit))
      do {
        emulators.append(try Emulator(inputs.rows(places), places.map { runs.means[$0, q] }))
        spreads.append(try SpreadEmulator(inputs.rows(places), places.map { runs.variances[$0, q] }))
      } catch { throw ExperimentError(code: error.code, key: observation.name, error.message) }
    }
    self.emulators = emulators
    self.spreads = spreads
    correlations = runs.luckCorrelations
    replicates = max(1, runs.replicates)
    active = Set(judged.flatMap { q in emulators[q].active.map(\.input) + spreads[q].active }).sorted()
  }

  /// Predictions of every observation at places given by ``active`` alone. Shape of `places`: places x active, 0 to 1.
  public func predict(_ places: Matrix<Double>) -> [Prediction] { predictions(space.inputs(places, of: active)) }

  /// The same at places given by all factors.
  public func predict(whole places: Matrix<Double>) -> [Prediction] { predictions(space.inputs(places)) }

  private func predictions(_ inputs: Matrix<Double>) -> [Prediction] {
    observations.indices.map { prediction(inputs, of: $0) }
  }

  private func prediction(_ inputs: Matrix<Double>, of observation: Int) -> Prediction {
    let (means, variances) = emulators[observation].predict(inputs)
    return Prediction(means: means, variances: variances, luck: spreads[observation].predict(inputs))
  }

  /// The greatest implausibility of some observations at places given by ``active`` alone.
  func worst(_ places: Matrix<Double>, of chosen: [Int]) -> [Double] {
    let inputs = space.inputs(places, of: active)
    var worst = [Double](repeating: 0, count: places.rowCount)
    for q in chosen {
      let prediction = prediction(inputs, of: q)
      for i in worst.indices { worst[i] = max(worst[i], implausibility(prediction, of: q, at: i)) }
    }
    return worst
  }

  /// The same emulators for other numbers of the same quantities.
  package func replacing(_ observations: [Observation]) -> CalibrationFit {
    precondition(observations.count == self.observations.count, "\(observations.count) observations")
    var other = self
    other.observations = observations
    return other
  }

  /// |observed - expected| over the square root of all variances: of emulator, luck, observation and discrepancy.
  public func implausibility(_ prediction: Prediction, of observation: Int, at place: Int) -> Double {
    let seen = observations[observation]
    let variance =
      prediction.variances[place] + prediction.luck[place] * (1 + 1 / Double(replicates)) + seen.variance
    let distance = (seen.value - prediction.means[place]).magnitude
    return distance == 0 ? 0 : distance / variance.squareRoot()
  }

  /// Minus the log likelihood of what was observed, by emulators.
  public func energies(_ predictions: [Prediction]) -> [Double] {
    (0..<(predictions.first?.means.count ?? 0)).map { i in
      energy(predictions.map { ($0.means[i], $0.variances[i], $0.luck[i]) })
    }
  }

  /// The same by what real runs gave at a place.
  public func energy(_ runs: RunOutputs, place: Int) -> Double {
    energy(observations.indices.map { (runs.means[place, $0], 0, runs.variances[place, $0]) })
  }

  private func energy(_ expected: [(mean: Double, variance: Double, luck: Double)]) -> Double {
    let m = judged.count
    var covariance = [Double](repeating: 0, count: m * m)
    var residuals: [Double] = []
    residuals.reserveCapacity(m)
    for (a, q) in judged.enumerated() {
      let (mean, variance, luck) = expected[q]
      guard mean.isFinite, luck.isFinite else { return .infinity }
      residuals.append(observations[q].value - mean)
      let share = 1 + 1 / Double(replicates)
      for (b, p) in judged[..<a].enumerated() {
        covariance[a * m + b] = share * correlations[q, p] * (luck * expected[p].luck).squareRoot()
      }
      covariance[a * m + a] = variance + observations[q].variance + share * luck
    }
    return Self.minusLogNormal(residuals, &covariance)
  }

  /// Minus the log density of a normal vector of mean zero, but for a constant; the lower triangle is used up.
  static func minusLogNormal(_ x: [Double], _ covariance: inout [Double]) -> Double {
    let m = x.count
    var (result, z) = (0.0, x)
    for a in 0..<m {
      for b in 0...a {
        var sum = covariance[a * m + b]
        for c in 0..<b { sum -= covariance[a * m + c] * covariance[b * m + c] }
        if a == b {
          let pivot = max(sum, 1e-300).squareRoot()
          covariance[a * m + a] = pivot
          for c in 0..<a { z[a] -= covariance[a * m + c] * z[c] }
          z[a] /= pivot
          result += 0.5 * z[a] * z[a] + stableLog(pivot)
        } else {
          covariance[a * m + b] = sum / covariance[b * m + b]
        }
      }
    }
    return result
  }
}

/// The variance of a replicate at any inputs: a regression of its logarithm, within the range of what was seen.
struct SpreadEmulator: Sendable {
  private let emulator: Emulator?
  private let least, greatest: Double

  init(_ inputs: Matrix<Double>, _ variances: [Double]) throws(ExperimentError) {
    (least, greatest) = (variances.min() ?? 0, variances.max() ?? 0)
    emulator =
      least > 0
      ? try Emulator(inputs, variances.map { stableLog($0) }, isQuadratic: false, hasProcess: false) : nil
  }

  var active: [Int] { emulator?.active.map(\.input) ?? [] }

  func predict(_ inputs: Matrix<Double>) -> [Double] {
    guard let emulator else { return (0..<inputs.rowCount).map { _ in 0.5 * (least + greatest) } }
    return emulator.predict(inputs).means.map { max(least, min(greatest, stableExp($0))) }
  }
}
