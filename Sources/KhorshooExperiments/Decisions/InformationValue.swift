import KhorshooNumerics

/// What it would be worth to know some parameters before choosing (EVPPI).
///
/// The values of options are regressed on the parameters over the sets that were drawn: the fit is what one would expect of
/// the options if these parameters were known. The mean of its best option less the best mean is the value. Chance makes a fit
/// vary of itself, and so look useful: its deviations are drawn in by the root of what is left after the variance that chance
/// gives it (James and Stein's factor, none below zero); no part is worth more than the whole (EVPI). Single parameters are numbers
/// as a natural cubic spline, words by value; of a group, the terms that matter are chosen first, and must stand out from chance
/// among as many as there are. An effect of one member that is real but does not stand out among many is lost by that, and the
/// group seems worth nothing where the member alone does not. Who knows a group knows each member, and can ignore the others: a
/// group is worth what its best member or the best group within it is worth at least, and is set so.
/// - Source: Strong, Oakley and Brennan 2014, doi:10.1177/0272989X13505910; James and Stein 1961; more information is never worth
///   less: Blackwell 1953, doi:10.1214/aoms/1177729032, Raiffa and Schlaifer 1961, Applied Statistical Decision Theory.
/// - Proof: `InformationValueStatistical`.
public struct InformationValue: Sendable {
  /// What is known of one parameter, or of a group together.
  public struct Part: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// What it would be worth, with an error by the jackknife.
    public let value: Measured
    /// From which value on which option is expected to be the best, in ascending order of the parameter; of a single number only.
    public let switches: [Switch]
  }

  /// The option that is expected to be the best from a value of a parameter on.
  public struct Switch: Sendable, Hashable {
    /// Least value that was drawn with it.
    public let from: Double
    /// The option.
    public let option: Int
  }

  /// Single parameters, the most valuable first.
  public private(set) var parameters: [Part] = []
  /// Groups, the most valuable first.
  public private(set) var groups: [Part] = []
  /// What the most valuable of as many parameters without any effect stays below in 95 of 100 cases.
  public private(set) var chance = 0.0

  private static let permutations = 200

  /// - Parameters:
  ///   - sets: values of parameters by the numbers that sets have in the draws. Shape: sets x keys.
  ///   - groups: names, with the places of their parameters among the keys.
  public init(
    _ draws: DecisionDraws, keys: [String], sets: [[FactorValue]], groups: [(name: String, members: [Int])],
    seed: UInt64
  ) {
    let numbers = draws.setNumbers
    let sample = ParameterSample(numbers.map { sets[$0] })
    let values = draws.setMeans
    let all = Array(numbers.indices)
    let comparison = WorldComparison(draws)
    let whole = comparison.expectedRegret(comparison.choice(.expected))
    let jackknifed = (0..<DecisionDraws.jackknifeGroups).map { group in
      all.filter { $0 % DecisionDraws.jackknifeGroups != group }
    }
    let bases = keys.indices.map { sample.own($0) }
    let varied = keys.indices.filter { !bases[$0].isEmpty }
    var worths: [(members: Set<Int>, worth: Worth)] = []
    parameters = varied.map { key in
      let fit = RegressedValues(values, bases[key])
      let worth = Worth(
        value: fit.value,
        parts: jackknifed.map { kept in
          RegressedValues(values.rows(kept), bases[key].map { column in kept.map { column[$0] } }).value
        })
      worths.append(([key], worth))
      return Part(
        name: keys[key], value: worth.measured(atMost: whole),
        switches: sample.isSmooth[key] ? fit.switches(numbers.map { sets[$0][key].number ?? .nan }) : [])
    }.sorted { $0.value.value > $1.value.value }
    // The smaller first, so that each finds what is within it.
    self.groups = groups.sorted { $0.members.count < $1.members.count }.map { group in
      let members = Set(group.members)
      func value(_ kept: [Int]) -> Double { Self.fitted(values.rows(kept), sample, members, sets: kept).value }
      var worth = Worth(value: value(all), parts: jackknifed.map(value))
      for inner in worths where inner.members.isSubset(of: members) { worth.raise(to: inner.worth) }
      worths.append((members, worth))
      return Part(name: group.name, value: worth.measured(atMost: whole), switches: [])
    }.sorted { $0.value.value > $1.value.value }
    chance = Self.chance(values, varied.map { bases[$0] }, seed: seed)
  }

  /// Values as the terms that matter among those of some parameters expect them.
  private static func fitted(
    _ part: Matrix<Double>, _ sample: ParameterSample, _ members: Set<Int>, sets: [Int]
  ) -> RegressedValues {
    let first = part.columnMeans.indices.reduce(0) { part.columnMeans[$1] > part.columnMeans[$0] ? $1 : $0 }
    let responses = (0..<part.columnCount).filter { $0 != first }.map { k in
      sets.indices.map { part[$0, k] - part[$0, first] }
    }
    return RegressedValues(part, sample.chosen(members, responses, sets: sets))
  }

  /// What something is worth by all sets, and by those without each part of the jackknife.
  private struct Worth {
    var value: Double
    var parts: [Double]

    /// What is known with it is worth as much.
    mutating func raise(to other: Worth) {
      value = max(value, other.value)
      parts = zip(parts, other.parts).map { max($0, $1) }
    }

    func measured(atMost whole: Double) -> Measured {
      Measured(min(whole, value), standardError: DecisionDraws.jackknife(parts))
    }
  }

  /// The 95 % quantile of the largest value when sets are dealt to parameters anew.
  ///
  /// - Source: Westfall and Young 1993, Resampling-Based Multiple Testing.
  private static func chance(_ values: Matrix<Double>, _ bases: [[[Double]]], seed: UInt64) -> Double {
    let orthonormal = bases.map { RegressedValues.orthonormal($0) }
    guard values.columnCount > 1, !bases.isEmpty else { return 0 }
    let largest = (0..<permutations).map { permutation -> Double in
      let random = ScalarRandom(seed: seed, stream: ExperimentStreams.permutations, replicate: permutation)
      let order = (0..<values.rowCount).map { ($0, random.uniform(entity: $0, index: 0)) }
        .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
      let dealt = values.rows(order)
      return orthonormal.reduce(0) { max($0, RegressedValues(dealt, orthonormal: $1).value) }
    }
    return quantileType7(sorted: largest.sorted(), probability: 0.95)
  }
}

/// Values of options less that of the first, as a regression expects them, chance drawn in. What all options have in common, such
/// as a good price, tells none from another.
struct RegressedValues {
  /// Shape: sets x options.
  private let fitted: Matrix<Double>
  private let means: [Double]

  /// - Parameter basis: columns, one number a set.
  init(_ values: Matrix<Double>, _ basis: [[Double]]) {
    self.init(values, orthonormal: Self.orthonormal(basis))
  }

  init(_ all: Matrix<Double>, orthonormal basis: [[Double]]) {
    let (n, options) = (all.rowCount, all.columnCount)
    var values = all
    for r in 0..<n { for k in 0..<options { values[r, k] -= all[r, 0] } }
    let means = values.columnMeans
    var fitted = Matrix<Double>(rows: n, columns: options)
    var coefficients = Matrix<Double>(rows: basis.count, columns: options)
    for (b, column) in basis.enumerated() {
      for k in 0..<options {
        coefficients[b, k] = (0..<n).reduce(0) { $0 + column[$1] * (values[$1, k] - means[k]) }
        for r in 0..<n { fitted[r, k] += coefficients[b, k] * column[r] }
      }
    }
    var residuals = Matrix<Double>(rows: n, columns: options)
    for r in 0..<n { for k in 0..<options { residuals[r, k] = values[r, k] - means[k] - fitted[r, k] } }
    let freedom = Double(n - 1 - basis.count)
    let factor =
      freedom > 0
      ? Self.factor(
        coefficients, residuals.deviationProducts([Double](repeating: 0, count: options)).map { $0 / freedom }) : 0
    for r in 0..<n { for k in 0..<options { fitted[r, k] = means[k] + factor * fitted[r, k] } }
    (self.fitted, self.means) = (fitted, means)
  }

  /// Root of 1 - (coefficients) / (their squares in units of chance); 0 when they are no larger than chance makes them.
  private static func factor(_ coefficients: Matrix<Double>, _ residual: Matrix<Double>) -> Double {
    let whitening = Whitening(residual)
    let count = Double(coefficients.rowCount * whitening.rank)
    guard count > 0 else { return 1 }
    let squares = (0..<coefficients.rowCount).reduce(0.0) { sum, b in
      whitening.forward(coefficients.row(b)).reduce(sum) { $0 + $1 * $1 }
    }
    return squares > count ? (1 - count / squares).squareRoot() : 0
  }

  /// Mean of the best option less the best mean.
  var value: Double {
    let n = fitted.rowCount
    let known = (0..<n).reduce(0) { $0 + fitted[$1, fitted.best($1)] } / Double(n)
    let best = means.max() ?? 0
    // What is left of rounding is nothing.
    return known - best > 1e-12 * (means.map(\.magnitude).max() ?? 0) ? known - best : 0
  }

  /// The best option along a parameter.
  func switches(_ values: [Double]) -> [InformationValue.Switch] {
    var result: [InformationValue.Switch] = []
    for set in values.indices.sorted(by: { (values[$0], $0) < (values[$1], $1) }) {
      let best = fitted.best(set)
      if result.last?.option != best { result.append(.init(from: values[set], option: best)) }
    }
    return result
  }

  /// Columns at right angles to each other and to the constant, of length one; those that others make up are left out.
  static func orthonormal(_ columns: [[Double]]) -> [[Double]] {
    var result: [[Double]] = []
    for column in columns {
      let mean = column.reduce(0, +) / Double(column.count)
      var rest = column.map { $0 - mean }
      let size = dot(rest, rest)
      // Twice, so that rounding leaves no part.
      for _ in 0..<2 {
        for other in result {
          let part = dot(other, rest)
          for i in rest.indices { rest[i] -= part * other[i] }
        }
      }
      let length = dot(rest, rest)
      guard length > 1e-10 * size, length > 0 else { continue }
      result.append(rest.map { $0 / length.squareRoot() })
    }
    return result
  }
}
