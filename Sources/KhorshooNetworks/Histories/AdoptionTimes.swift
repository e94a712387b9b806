import KhorshooNumerics

/// When each household of a survey adopted, over periods `first ... last`.
///
/// - Source: hazard and categories Valente 1995, Network Models of the Diffusion of Innovations; five categories Rogers 2003,
///   Diffusion of Innovations, 5th edition, p. 281.
/// - Proof: `AdoptionTimesAnalytic`.
public struct AdoptionTimes: Sendable, Hashable {
  /// Adopters by their time: how many standard deviations before or after the mean.
  public enum Category: String, Sendable, CaseIterable {
    /// At least two standard deviations before the mean.
    case innovator
    /// Between two and one before it.
    case earlyAdopter
    /// Within one before it, or at it.
    case earlyMajority
    /// Within one after it.
    case lateMajority
    /// More than one after it.
    case laggard
  }

  /// Period of adoption; nil of those who had not adopted at the end.
  public let times: [Int32?]
  /// Periods that count.
  public let periods: ClosedRange<Int32>

  /// - Parameter periods: that count; from the first to the last adoption when left out.
  /// - Precondition: somebody adopted; no time lies outside the periods.
  public init(_ times: [Int32?], periods: ClosedRange<Int32>? = nil) {
    let known = times.compactMap { $0 }
    guard let least = known.min(), let greatest = known.max() else { preconditionFailure("nobody adopted") }
    self.times = times
    self.periods = periods ?? least...greatest
    precondition(self.periods.contains(least) && self.periods.contains(greatest))
  }

  /// Households.
  public var householdCount: Int { times.count }

  /// One period of the adoption curve.
  public struct Point: Sendable, Hashable {
    /// Period.
    public let period: Int32
    /// Who adopted in it, and until its end.
    public let new, cumulative: Int
    /// New adopters over those who had not adopted before; nil when all had.
    public let hazard: Double?
  }

  /// The curve.
  public var curve: [Point] {
    var new = [Int](repeating: 0, count: periods.count)
    for time in times.compactMap({ $0 }) { new[Int(time - periods.lowerBound)] += 1 }
    var cumulative = 0
    return zip(periods, new).map { period, count in
      let atRisk = householdCount - cumulative
      cumulative += count
      return Point(
        period: period, new: count, cumulative: cumulative, hazard: atRisk == 0 ? nil : Double(count) / Double(atRisk))
    }
  }

  /// Mean and standard deviation of the time of those who adopted.
  public var moments: (mean: Double, deviation: Double) {
    let known = times.compactMap { $0.map(Double.init) }
    let mean = known.reduce(0, +) / Double(known.count)
    guard known.count > 1 else { return (mean, 0) }
    let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(known.count - 1)).squareRoot())
  }

  /// Category of each adopter, nil of the others.
  public var categories: [Category?] {
    let (mean, deviation) = moments
    return times.map { time in
      guard let time = time.map(Double.init) else { return nil }
      // In a history of one wave nobody is before or after the others.
      guard deviation > 0 else { return .earlyMajority }
      if time <= mean - 2 * deviation { return .innovator }
      if time <= mean - deviation { return .earlyAdopter }
      if time <= mean { return .earlyMajority }
      return time <= mean + deviation ? .lateMajority : .laggard
    }
  }
}
