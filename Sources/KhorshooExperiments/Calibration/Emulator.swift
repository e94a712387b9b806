import KhorshooNumerics

/// A quick stand-in for a slow model: what it would give at any inputs, and how far that may be off.
///
/// A regression on the inputs that matter, chosen among lines, squares and products, and a Gaussian process for what it leaves.
/// The variance is that of one more point: it has the noise of a mean over replicates and what inactive inputs do. Where points
/// left out are farther off than that, it is raised to what they show.
/// - Source: Craig et al. 1997; Vernon, Goldstein and Bower 2010, doi:10.1214/10-BA524.
/// - Proof: `EmulatorAnalytic`, `EmulatorStatistical`.
public struct Emulator: Sendable {
  /// How well points that were left out in turn are predicted by the others.
  public struct Check: Sendable, Hashable {
    /// 1 - sum of squared errors over that of the mean; 1 is perfect, 0 no better than the mean.
    public let predictedRSquared: Double
    /// Root mean square of errors over their stated deviations, before these were raised; 1 when they are right.
    public let standardisedError: Double
    /// Share of errors beyond three stated deviations.
    public let shareBeyondThree: Double
  }

  /// Greatest number of inputs of the process.
  static let processInputs = 10

  /// Terms of the regression, the constant first.
  public let terms: [TrendTerm]
  /// Inputs that matter, the strongest first, each with its share of the variance.
  public let active: [(input: Int, share: Double)]
  /// Check by points left out.
  public let check: Check
  /// Share of the residual variance that is smooth in the active inputs.
  public var smoothShare: Double { process.share }
  private let process: ResidualProcess
  private let inputs: Matrix<Double>
  /// Of the predictor: correlations if there is a process, then terms.
  private let weights: [Double]
  private let inverse: Matrix<Double>
  private let mean: Double
  private let scale: Double
  private let variance: Double

  /// Fits values at inputs from -1 to 1. Shape: points x inputs.
  ///
  /// - Parameters:
  ///   - isQuadratic: whether squares and products are looked at.
  ///   - hasProcess: whether what the regression leaves is a process.
  /// - Throws: `ExperimentError` `too-few-points` below 8.
  public init(
    _ inputs: Matrix<Double>, _ values: [Double], isQuadratic: Bool = true, hasProcess: Bool = true
  ) throws(ExperimentError) {
    precondition(inputs.rowCount == values.count, "\(values.count) values at \(inputs.rowCount) points")
    guard values.count >= 8 else {
      throw ExperimentError(
        code: "too-few-points",
        "\(values.count) points have a result, an emulator needs at least 8; compute more points")
    }
    let moments = Moments(values)
    mean = moments.mean
    let deviation = moments.standardDeviation
    scale = deviation > 1e-12 * max(1e-300, mean.magnitude) ? deviation : 0
    let (m, s) = (mean, scale)
    let y = s > 0 ? values.map { ($0 - m) / s } : values.map { _ in 0 }
    let selection = TrendSelection(inputs, y, isQuadratic: isQuadratic)
    terms = selection.terms
    active = Self.active(selection)
    let search = ProcessSearch(
      inputs: inputs, values: y, terms: selection.terms, active: active.prefix(Self.processInputs).map(\.input))
    let chosen: (process: ResidualProcess, system: KrigingSystem)
    do { chosen = try search.best(hasProcess: hasProcess && s > 0) } catch {
      throw ExperimentError(
        code: "collinear-factors",
        "the terms of an emulator cannot be told apart at these points (\(error.diagnosis)); compute more points")
    }
    process = chosen.process
    self.inputs = inputs
    let n = values.count
    let first = process.share > 0 ? 0 : n
    weights = Array(chosen.system.weights[first...])
    inverse = chosen.system.inverse.block(from: first)
    check = Self.check(chosen.system, y)
    let raise = check.standardisedError.isFinite ? max(1, check.standardisedError) : 1
    variance = chosen.system.variance * raise * raise
  }

  /// Mean and variance at other inputs. Shape: places x inputs.
  public func predict(_ places: Matrix<Double>) -> (means: [Double], variances: [Double]) {
    guard scale > 0 else {
      return (places.allRows.map { _ in mean }, places.allRows.map { _ in 0 })
    }
    var means: [Double] = []
    var variances: [Double] = []
    means.reserveCapacity(places.rowCount)
    variances.reserveCapacity(places.rowCount)
    for start in stride(from: 0, to: places.rowCount, by: 512) {
      let rows = start..<min(places.rowCount, start + 512)
      let predictors = predictors(places, rows)
      guard let turned = try? gemm(predictors, inverse) else { preconditionFailure("\(predictors.shape)") }
      let width = weights.count
      for k in 0..<rows.count {
        var (value, reduction) = (0.0, 0.0)
        for c in 0..<width {
          let x = predictors.values[k * width + c]
          value += x * weights[c]
          reduction += x * turned.values[k * width + c]
        }
        means.append(mean + scale * value)
        variances.append(scale * scale * variance * max(0, 1 - reduction))
      }
    }
    return (means, variances)
  }

  private func predictors(_ places: Matrix<Double>, _ rows: Range<Int>) -> Matrix<Double> {
    let n = process.share > 0 ? inputs.rowCount : 0
    var result = Matrix<Double>(rows: rows.count, columns: n + terms.count)
    if n > 0 {
      let correlations = process.correlations(places, inputs, rows: rows)
      for k in 0..<rows.count {
        for i in 0..<n { result.values[k * (n + terms.count) + i] = correlations.values[k * n + i] }
      }
    }
    for (k, row) in rows.enumerated() {
      for (t, term) in terms.enumerated() { result[k, n + t] = term.value(places, row) }
    }
    return result
  }

  private static func active(_ selection: TrendSelection) -> [(input: Int, share: Double)] {
    var shares: [Int: Double] = [:]
    for (term, share) in zip(selection.terms, selection.shares) {
      for input in term.inputs { shares[input, default: 0] += share / Double(term.inputs.count) }
    }
    return shares.sorted { ($0.value, -$0.key) > ($1.value, -$1.key) }.map { ($0.key, $0.value) }
  }

  private static func check(_ system: KrigingSystem, _ values: [Double]) -> Check {
    let total = values.reduce(0) { $0 + $1 * $1 }
    var (squares, standardised, beyond) = (0.0, 0.0, 0)
    for i in values.indices {
      let precision = system.inverse[i, i]
      let error = system.weights[i] / precision
      squares += error * error
      let z = error * (precision / max(system.variance, 1e-300)).squareRoot()
      standardised += z * z
      if z.magnitude > 3 { beyond += 1 }
    }
    let n = Double(values.count)
    return Check(
      predictedRSquared: total > 0 ? 1 - squares / total : 1,
      standardisedError: system.variance > 0 ? (standardised / n).squareRoot() : 1,
      shareBeyondThree: Double(beyond) / n)
  }
}

/// Looks for lengths and share of a process by restricted likelihood: one length for all inputs first, then each by itself.
private struct ProcessSearch {
  let inputs: Matrix<Double>
  let values: [Double]
  let terms: [TrendTerm]
  let active: [Int]
  /// Points by which lengths are judged: the first so many.
  static let judged = 250

  func best(hasProcess: Bool) throws(NumericsError) -> (process: ResidualProcess, system: KrigingSystem) {
    var process = ResidualProcess(inputs: active, lengths: active.map { _ in 1 }, share: 0)
    if hasProcess, !active.isEmpty { process = search(process) }
    do { return (process, try system(process, isWhole: true)) } catch {
      guard process.share > 0 else { throw error }
      process.share = 0
      return (process, try system(process, isWhole: true))
    }
  }

  private func search(_ none: ResidualProcess) -> ResidualProcess {
    let part = ProcessSearch(
      inputs: inputs.firstRows(Self.judged), values: Array(values.prefix(Self.judged)), terms: terms, active: active)
    func deviance(_ process: ResidualProcess) -> Double {
      (try? part.system(process, isWhole: false).deviance) ?? .infinity
    }
    var best = (process: none, deviance: deviance(none))
    func attempt(_ process: ResidualProcess) -> Bool {
      let found = deviance(process)
      guard found < best.deviance - 1e-9 else { return false }
      best = (process, found)
      return true
    }
    // Two units of likelihood for the process itself.
    best.deviance -= 4
    for share in [0.5, 0.9, 0.99, 0.9999] {
      for length in [0.5, 1, 2, 4, 8] {
        var process = none
        (process.share, process.lengths) = (share, active.map { _ in length })
        _ = attempt(process)
      }
    }
    guard best.process.share > 0 else { return none }
    for _ in 0..<2 {
      var isBetter = false
      for j in active.indices {
        for factor in [0.5, 2, 4] {
          var process = best.process
          process.lengths[j] *= factor
          if (0.1...64).contains(process.lengths[j]), attempt(process) { isBetter = true }
        }
      }
      for odds in [0.25, 4] {
        var process = best.process
        let now = process.share / (1 - process.share) * odds
        process.share = min(0.99995, now / (1 + now))
        if attempt(process) { isBetter = true }
      }
      guard isBetter else { break }
    }
    return best.process
  }

  private func system(_ process: ResidualProcess, isWhole: Bool) throws(NumericsError) -> KrigingSystem {
    try KrigingSystem(inputs, values, terms: terms, process, isWhole: isWhole)
  }
}

extension Matrix where Element == Double {
  fileprivate var allRows: Range<Int> { 0..<rowCount }

  fileprivate func firstRows(_ count: Int) -> Matrix {
    let rows = Swift.min(count, rowCount)
    return Matrix(rows: rows, columns: columnCount, values: Array(values[..<(rows * columnCount)]))
  }

  /// The block of a square matrix from a row and column on.
  fileprivate func block(from first: Int) -> Matrix {
    guard first > 0 else { return self }
    let size = rowCount - first
    var result = Matrix(rows: size, columns: size)
    for r in 0..<size { for c in 0..<size { result[r, c] = self[first + r, first + c] } }
    return result
  }
}
