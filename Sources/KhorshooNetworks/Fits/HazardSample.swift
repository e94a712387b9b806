/// What a hazard is explained by, beside exposure.
public struct HazardCovariates: Sendable {
  /// How the hazard depends on calendar time.
  public enum Baseline: String, Sendable, CaseIterable {
    /// Not at all.
    case constant
    /// Linear in the period, on the scale of b x.
    case linear
    /// A constant of its own for each period in which somebody adopted.
    case periods
  }

  /// Dependence on time.
  public var baseline = Baseline.constant
  /// Columns of households with their names; NaN where missing.
  public var columns: [(name: String, values: [Double])] = []
  /// Cluster of each household; every household its own when nil.
  public var clusters: [Int]?

  /// Exposure alone.
  public init() {}
}

extension HazardRegression.Sample {
  /// Households and periods at risk: from the second period on until adoption, without those who adopted in the first.
  ///
  /// Households with a missing covariate are left out. With a baseline of periods, periods without an adoption have no
  /// estimate and are left out, as they say nothing of the other coefficients.
  public init(_ adoption: AdoptionTimes, exposure: ExposureMatrix, _ covariates: HazardCovariates) {
    let first = adoption.periods.lowerBound
    let risk = Array(adoption.periods.dropFirst())
    var used = risk
    if covariates.baseline == .periods {
      let adopting = Set(adoption.times.compactMap { $0 })
      used = risk.filter { adopting.contains($0) }
    }
    var names = ["constant", "exposure"] + covariates.columns.map(\.name)
    switch covariates.baseline {
    case .constant: break
    case .linear: names.append("period")
    case .periods: names += used.dropFirst().map { "period \($0)" }
    }
    self.init(names: names)
    for h in 0..<adoption.householdCount {
      let own = covariates.columns.map { $0.values[h] }
      guard own.allSatisfy({ !$0.isNaN }) else {
        householdsWithoutCovariate += 1
        continue
      }
      let time = adoption.times[h]
      if time == first {
        householdsOfFirstPeriod += 1
        continue
      }
      for (k, period) in used.enumerated() where time.map({ period <= $0 }) ?? true {
        var row = [1, exposure[h, period]] + own
        switch covariates.baseline {
        case .constant: break
        case .linear: row.append(Double(period - first))
        case .periods: row += used.indices.dropFirst().map { $0 == k ? 1 : 0 }
        }
        rows.append(row)
        adopts.append(time == period)
        cluster.append(covariates.clusters?[h] ?? h)
      }
    }
  }
}
