import KhorshooNumerics

/// How often households adopt at each level of exposure: the hazard as a table, before any model.
///
/// Households are at risk from the second period on until they adopt. The interval is Wilson's, which holds where few adopt.
/// - Source: hazard by exposure: Strang and Tuma 1993, doi:10.1086/230318; Wilson 1927, doi:10.1080/01621459.1927.10502953.
/// - Proof: `HazardByExposureAnalytic` (counts by hand; statsmodels' intervals).
public struct HazardByExposure: Sendable, Equatable {
  /// A class of exposure: above `from` up to `to`; the first is 0 alone.
  public struct Class: Sendable, Equatable {
    /// Ends.
    public let from, to: Double
    /// Households and periods at risk, and adoptions.
    public let atRisk, adoptions: Int
    /// Adoptions over those at risk, and the ends of its 95 % interval; nil where nobody was.
    public let hazard, low, high: Double?
  }

  /// From no exposure up.
  public let classes: [Class]

  /// Upper ends of the classes of a share, and of a sum of weights, whose last ends at the greatest of them.
  static let (shares, sums) = ([0, 0.1, 0.25, 0.5, 0.75, 1.0], [0, 1.0, 2, 3, 5, 10])

  /// - Parameter isShare: whether exposure is a share, rather than a sum.
  public init(_ adoption: AdoptionTimes, exposure: ExposureMatrix, isShare: Bool) {
    let greatest = exposure.values.joined().max() ?? 0
    let ends = isShare ? Self.shares : Self.sums + (greatest > 10 ? [greatest] : [])
    var (atRisk, adoptions) = ([Int](repeating: 0, count: ends.count), [Int](repeating: 0, count: ends.count))
    for h in 0..<adoption.householdCount {
      for period in adoption.periods.dropFirst() where adoption.times[h].map({ $0 >= period }) ?? true {
        // Shares of equal weights are sums of rounded fractions.
        let place = ends.firstIndex { exposure[h, period] <= $0 + 1e-9 } ?? ends.count - 1
        atRisk[place] += 1
        if adoption.times[h] == period { adoptions[place] += 1 }
      }
    }
    classes = ends.indices.map { k in
      let (n, x) = (Double(atRisk[k]), Double(adoptions[k]))
      let z = 1.959963984540054
      let (centre, half) = (
        (x + z * z / 2) / (n + z * z), z / (n + z * z) * (n > 0 ? (x * (n - x) / n + z * z / 4).squareRoot() : 0)
      )
      return Class(
        from: k == 0 ? 0 : ends[k - 1], to: ends[k], atRisk: atRisk[k], adoptions: adoptions[k],
        hazard: n > 0 ? x / n : nil, low: n > 0 ? max(0, centre - half) : nil, high: n > 0 ? min(1, centre + half) : nil
      )
    }
  }
}
