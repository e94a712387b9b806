import KhorshooNumerics

/// What counts as exposure of a household to the adoption of others.
///
///     E[h, t] = sum_j w_hj,t a_j,t - lag / sum_j w_hj,t      (without the divisor where it is not normalised)
///
/// a is 1 where j has adopted, or has within a window of periods; w are the ties of period t by layer, or structural
/// equivalence, and x_j weighs j by an attribute of its own where it is given (both sums).
/// - Source: Valente 1995; netdiffuseR, `exposure` (Vega Yon, Olivera Morales and Valente).
/// - Proof: `ExposureMatrixAnalytic`.
public struct ExposureDefinition: Sendable, Hashable {
  /// Who counts as tied.
  public enum Ties: Sendable, Hashable {
    /// Those it hears from.
    case direct
    /// Those in the same position, whether tied or not, to the power of cohesion; see ``StructuralEquivalence``.
    case structuralEquivalence(cohesion: Double)
  }

  /// Who counts.
  public var ties = Ties.direct
  /// Weight of each layer, 0 leaves it out; nil for 1.
  public var layerWeights: [Float]?
  /// Whether ties count by their weights, or one as much as another.
  public var isWeighted = true
  /// Whether the sum is divided by that over all, so that exposure is a share.
  public var isNormalised = true
  /// Periods between their adoption and its effect: 0 the same period, 1 the period before.
  public var lag = 1
  /// Periods for which an adoption counts, 1 for new adopters alone; nil for ever (cumulative).
  public var window: Int?
  /// Weight of each household as an example; nil for 1.
  public var attribute: [Double]?

  /// Share of adopters among direct ties, by weight, of the period before.
  public init() {}
}

/// Exposure of every household in every period.
public struct ExposureMatrix: Sendable {
  /// Periods.
  public let periods: ClosedRange<Int32>
  /// Shape: periods x households.
  public let values: [[Double]]

  /// Computes it.
  public init(_ adoption: AdoptionTimes, ties: TieTable, _ definition: ExposureDefinition = ExposureDefinition()) {
    precondition(ties.householdCount == adoption.householdCount && definition.lag >= 0)
    precondition(definition.attribute.map { $0.count == adoption.householdCount } ?? true)
    periods = adoption.periods
    let isDated = ties.since.contains { $0 > .min } || ties.until.contains { $0 < .max }
    let attribute = definition.attribute ?? Array(repeating: 1, count: adoption.householdCount)
    var weights = Self.weights(ties, definition, period: isDated ? adoption.periods.lowerBound : nil)
    values = adoption.periods.map { period in
      if isDated, period > adoption.periods.lowerBound { weights = Self.weights(ties, definition, period: period) }
      return (0..<adoption.householdCount).map { h in
        var (seen, all) = (0.0, 0.0)
        for k in weights.rowStarts[h]..<weights.rowStarts[h + 1] {
          let other = Int(weights.columns[k])
          let weight = Double(weights.weights[k]) * attribute[other]
          all += weight
          if Self.counts(adoption.times[other], at: period, definition) { seen += weight }
        }
        guard definition.isNormalised else { return seen }
        return all > 0 ? seen / all : 0
      }
    }
  }

  /// Whether who adopted at a time is an example in a period.
  static func counts(_ time: Int32?, at period: Int32, _ definition: ExposureDefinition) -> Bool {
    guard let time else { return false }
    let age = Int(period) - Int(time) - definition.lag
    return age >= 0 && age < definition.window ?? .max
  }

  static func weights(_ ties: TieTable, _ definition: ExposureDefinition, period: Int32?) -> SparseRows {
    let graph = TieGraph(
      ties, layerWeights: definition.layerWeights, period: period, isWeighted: definition.isWeighted)
    switch definition.ties {
    case .direct: return graph.incoming
    case .structuralEquivalence(let cohesion):
      return StructuralEquivalence(graph).weights(cohesion: cohesion)
    }
  }

  /// Exposure of a household in a period.
  public subscript(h: Int, period: Int32) -> Double { values[Int(period - periods.lowerBound)][h] }

  /// Threshold of each adopter: its exposure when it adopted. Nil of the others and of those who adopted in the first period,
  /// whose exposure at their decision is not known.
  public func thresholds(_ adoption: AdoptionTimes) -> [Double?] {
    adoption.times.enumerated().map { h, time in
      time.flatMap { $0 > periods.lowerBound ? self[h, $0] : nil }
    }
  }
}
