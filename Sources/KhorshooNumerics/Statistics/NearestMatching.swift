/// Matches the treated of a replicate with the untreated whose score is nearest, with replacement and within a caliper.
///
/// With log odds of being treated as scores: propensity-score matching, whose difference of means estimates the effect on
/// the treated when all that selection goes by has gone into the scores. A treated unit halfway between two untreated ones
/// takes the one with the lower score.
/// - Source: Rosenbaum and Rubin 1985, doi:10.1080/00031305.1985.10479383; caliper of 0.2 standard deviations of the log
///   odds, Austin 2011, doi:10.1002/pst.433.
/// - Proof: `NearestMatchingAnalytic`.
public final class NearestMatching {
  /// Means over the treated that found a match, and over their matches; NaN when there are none.
  public struct Comparison: Sendable, Hashable {
    /// Treated units.
    public var treated: Int
    /// Those with an untreated unit within the caliper.
    public var matched: Int
    /// Mean outcome of the matched treated.
    public var treatedMean: Double
    /// Mean outcome of their matches, each as often as it is taken.
    public var controlMean: Double

    /// Memberwise; of nobody.
    public init(treated: Int = 0, matched: Int = 0, treatedMean: Double = .nan, controlMean: Double = .nan) {
      self.treated = treated
      self.matched = matched
      self.treatedMean = treatedMean
      self.controlMean = controlMean
    }
  }

  /// Width of the caliper in standard deviations of the scores.
  public static let caliperDeviations = 0.2

  private let units: UnsafeMutableBufferPointer<NumberedFloat>
  private let scratch: UnsafeMutablePointer<NumberedFloat>
  // Treated units carry this bit beside their index.
  private static let treatedBit: UInt32 = 1 << 31

  /// Memory for a number of units.
  public init(count: Int) {
    precondition(count < 1 << 31, "\(count) units to match")
    units = .allocate(capacity: count)
    units.initialize(repeating: NumberedFloat(0, number: 0))
    scratch = .allocate(capacity: max(1, count))
    scratch.initialize(repeating: NumberedFloat(0, number: 0), count: count)
  }

  deinit {
    units.deallocate()
    scratch.deallocate()
  }

  /// Matches in one replicate.
  ///
  /// - Parameters:
  ///   - scores: none may be NaN in this lane. Shape: units x 16.
  ///   - isTreated: 1 or 0. Shape: units x 16.
  ///   - outcomes: what is compared. Shape: units x 16.
  ///   - lane: the replicate.
  public func compare(
    scores: UnsafePointer<Lanes>, isTreated: UnsafePointer<Lanes>, outcomes: UnsafePointer<Lanes>, lane: Int
  ) -> Comparison {
    let outcomes = floats(outcomes, lane)
    let caliper = rank(scores: scores, isTreated: isTreated, lane: lane)
    var result = Comparison()
    var (treatedSum, controlSum) = (0.0, 0.0)
    var below: Int?
    var waiting = 0
    /// Matches the treated from `waiting` up to `end` with the untreated on either side.
    func settle(_ end: Int, above: Int?) {
      for position in waiting..<end {
        result.treated += 1
        let score = units[position].value
        let down = below.map { score - units[$0].value } ?? .infinity
        let up = above.map { units[$0].value - score } ?? .infinity
        guard min(down, up) <= caliper, let match = down <= up ? below : above else { continue }
        result.matched += 1
        treatedSum += Double(outcomes[Int(units[position].number & ~NearestMatching.treatedBit) * laneCount])
        controlSum += Double(outcomes[Int(units[match].number) * laneCount])
      }
    }
    for position in units.indices where units[position].number & NearestMatching.treatedBit == 0 {
      if waiting < position { settle(position, above: position) }
      below = position
      waiting = position + 1
    }
    settle(units.count, above: nil)
    if result.matched > 0 {
      result.treatedMean = treatedSum / Double(result.matched)
      result.controlMean = controlSum / Double(result.matched)
    }
    return result
  }

  /// Sorts the units by score and gives the caliper: deviations of both kinds of unit pooled with equal weight.
  private func rank(scores: UnsafePointer<Lanes>, isTreated: UnsafePointer<Lanes>, lane: Int) -> Float {
    var sums = (treated: (count: 0.0, sum: 0.0, squares: 0.0), others: (count: 0.0, sum: 0.0, squares: 0.0))
    let (scores, isTreated) = (floats(scores, lane), floats(isTreated, lane))
    for i in units.indices {
      let score = scores[i * laneCount]
      let treated = isTreated[i * laneCount] > 0
      units[i] = NumberedFloat(score, number: UInt32(i) | (treated ? NearestMatching.treatedBit : 0))
      let (x, weight) = (Double(score), treated ? 1.0 : 0.0)
      sums.treated.count += weight
      sums.treated.sum += weight * x
      sums.treated.squares += weight * x * x
      sums.others.count += 1 - weight
      sums.others.sum += (1 - weight) * x
      sums.others.squares += (1 - weight) * x * x
    }
    NumberedFloat.sort(units, scratch: scratch)
    func variance(_ s: (count: Double, sum: Double, squares: Double)) -> Double {
      s.count > 1 ? max(0, s.squares - s.sum * s.sum / s.count) / (s.count - 1) : 0
    }
    let pooled = ((variance(sums.treated) + variance(sums.others)) / 2).squareRoot()
    return Float(NearestMatching.caliperDeviations * pooled)
  }
}

/// The values of one replicate, each sixteen after the last.
@inline(__always)
private func floats(_ rows: UnsafePointer<Lanes>, _ lane: Int) -> UnsafePointer<Float> {
  UnsafeRawPointer(rows).assumingMemoryBound(to: Float.self) + lane
}
