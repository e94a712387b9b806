import KhorshooNumerics

/// Whether adoption is nearer to adoption than chance would put it: adoption times are dealt out anew over the households, in
/// all or within groups, while ties stay.
///
/// It says that times and ties go together, not why: who is tied is alike (homophily) and lives alike, and both look like
/// contagion (Shalizi and Thomas 2011, doi:10.1177/0049124111404820).
///
/// - Random: ``SpreadStreams/permutations``, replicate = permutation, entity = household.
/// - Source: Moran 1950, doi:10.2307/2332142; p = (1 + at least as great) / (1 + permutations), Phipson and Smyth 2010,
///   doi:10.2202/1544-6115.1585.
/// - Proof: `NetworkDependenceStatistical`.
public struct NetworkDependence: Sendable, Hashable {
  /// One measure with what chance gives.
  public struct Measure: Sendable, Hashable {
    /// As observed.
    public let observed: Double
    /// Mean and standard deviation over permutations.
    public let mean, deviation: Double
    /// Share of permutations that are at least as great, both counting the observed one.
    public let pValue: Double
  }

  /// Mean exposure of adopters when they adopted.
  public let exposureAtAdoption: Measure
  /// Moran's I of having adopted in the end, over ties.
  public let adoptedMoran: Measure?
  /// Permutations.
  public let permutations: Int

  /// - Parameters:
  ///   - groups: times are dealt out within them; nil for all.
  ///   - definition: what counts as exposure; ties of all periods together.
  public init(
    _ adoption: AdoptionTimes, ties: TieTable, _ definition: ExposureDefinition, groups: [Int]? = nil,
    permutations: Int, seed: UInt64
  ) {
    let rows = ExposureMatrix.weights(ties, definition, period: nil)
    let n = adoption.householdCount
    let groups = groups ?? Array(repeating: 0, count: n)
    let statistics = { (times: [Int32?]) in
      (Self.exposure(times, rows, adoption.periods, definition), Self.moran(times.map { $0 == nil ? 0 : 1 }, rows))
    }
    let observed = statistics(adoption.times)
    // Places of each group one after the other, in the order of households.
    let places = (0..<n).sorted { (groups[$0], $0) < (groups[$1], $1) }
    let shuffled = (0..<permutations).map { permutation -> (Double, Double?) in
      let random = ScalarRandom(seed: seed, stream: SpreadStreams.permutations, replicate: permutation)
      let order = (0..<n).map { (groups[$0], random.uniform(entity: $0, index: 0), $0) }.sorted { $0 < $1 }
      var times = adoption.times
      for (place, from) in zip(places, order) { times[place] = adoption.times[from.2] }
      return statistics(times)
    }
    self.permutations = permutations
    exposureAtAdoption = Measure(observed.0, shuffled.map(\.0))
    adoptedMoran = observed.1.map { Measure($0, shuffled.compactMap(\.1)) }
  }

  /// Mean exposure at adoption of those who adopted after the first period; 0 when there are none.
  private static func exposure(
    _ times: [Int32?], _ rows: SparseRows, _ periods: ClosedRange<Int32>, _ definition: ExposureDefinition
  ) -> Double {
    let attribute = definition.attribute
    var (sum, count) = (0.0, 0)
    for h in times.indices {
      guard let time = times[h], time > periods.lowerBound else { continue }
      var (seen, all) = (0.0, 0.0)
      for k in rows.rowStarts[h]..<rows.rowStarts[h + 1] {
        let other = Int(rows.columns[k])
        let weight = Double(rows.weights[k]) * (attribute?[other] ?? 1)
        all += weight
        if ExposureMatrix.counts(times[other], at: time, definition) { seen += weight }
      }
      sum += definition.isNormalised ? (all > 0 ? seen / all : 0) : seen
      count += 1
    }
    return count == 0 ? 0 : sum / Double(count)
  }

  /// n / S0 x sum w_ij (x_i - m)(x_j - m) / sum (x_i - m)^2; nil when all are the same or there are no ties.
  static func moran(_ values: [Double], _ rows: SparseRows) -> Double? {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var (total, products) = (0.0, 0.0)
    for h in values.indices {
      for k in rows.rowStarts[h]..<rows.rowStarts[h + 1] {
        let weight = Double(rows.weights[k])
        total += weight
        products += weight * (values[h] - mean) * (values[Int(rows.columns[k])] - mean)
      }
    }
    return total > 0 && squares > 0 ? n / total * products / squares : nil
  }
}

extension NetworkDependence.Measure {
  fileprivate init(_ observed: Double, _ shuffled: [Double]) {
    let n = Double(shuffled.count)
    let mean = shuffled.reduce(0, +) / max(1, n)
    let squares = shuffled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    // Sums in another order differ in the last places: such ties count as equal.
    let least = observed - 1e-12 * max(1, observed.magnitude)
    self.init(
      observed: observed, mean: mean, deviation: (squares / max(1, n - 1)).squareRoot(),
      pValue: Double(1 + shuffled.count { $0 >= least }) / (n + 1))
  }
}
