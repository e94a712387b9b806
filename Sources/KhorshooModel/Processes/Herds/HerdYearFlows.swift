import KhorshooNumerics

/// Births, deaths and offtake of a year in the stable herd, by head before the births of spring.
///
/// Growth is 1 + births - deaths - offtake: nothing else moves a herd at constant rates.
/// - Source: see ``HerdProjection``.
/// - Proof: `HerdGrowthAnalytic` (the balance).
public struct HerdYearFlows: Sendable, Equatable {
  /// Young born.
  public let births: Double
  /// Deaths and animals taken out, by class of the projection.
  public let deaths, offtake: [Double]

  /// - Parameter sells: whether the regular offtake is taken.
  /// - Throws: `NumericsError` when the eigenvalue problem has no answer.
  public init(_ projection: HerdProjection, sells: Bool) throws(NumericsError) {
    var herd = try projection.stable(sells: sells).structure
    let classes = projection.classes
    var births = 0.0
    var (deaths, offtake) = (herd.map { _ in 0.0 }, herd.map { _ in 0.0 })
    for quarter in 1...4 {
      if quarter == 1 {
        let before = herd.reduce(0, +)
        herd = projection.breeding().map { row in zip(row, herd).reduce(0) { $0 + $1.0 * $1.1 } }
        // Ageing moves animals from class to class: what the herd gains is born.
        births = herd.reduce(0, +) - before
      }
      for k in classes.indices {
        let hazard = quarterHazard(classes[k].mortalityPerYear, share: projection.seasonShares[quarter - 1])
        let survivors = herd[k] * stableExp(-hazard * projection.hazardRatio[quarter - 1])
        deaths[k] += herd[k] - survivors
        let share = sells ? min(1, Double(classes[k].offtakeShare[quarter - 1]) * projection.offtakeRatio) : 0
        offtake[k] += survivors * share
        herd[k] = survivors * (1 - share)
      }
    }
    (self.births, self.deaths, self.offtake) = (births, deaths, offtake)
  }
}
