import KhorshooEngine
import KhorshooNumerics

/// A species as a projection matrix: the expected herd under constant rates.
///
/// The same rates as the herd processes use, without weather, knowledge or decisions: it gives the stable
/// structure that a run starts from, and the growth rate that the processes are tested against.
///
/// - Source: Caswell, *Matrix Population Models*, 2001, chapters 2 and 13 (periodic products).
/// - Proof: `HerdGrowthAnalytic`.
public struct HerdProjection: Sendable {
  /// Species of `table`.
  public let species: Species
  /// Its classes, females by age, then males by age.
  public let classes: [HerdClass]
  let offset: Int
  let seasonShares: SIMD4<Double>
  /// Factor on the hazard of each season: 1 in a normal year.
  let hazardRatio: SIMD4<Double>
  /// Factor on the regular offtake of every class, of which no more than all is sold.
  package var offtakeRatio = 1.0

  /// - Parameters:
  ///   - seasonShares: share of the year's mortality hazard in spring, summer, autumn and winter.
  ///   - hazardRatio: factor on the hazard of each season; 1 in a normal year.
  public init(
    _ table: HerdTable, species index: Int, seasonShares: SIMD4<Double>,
    hazardRatio: SIMD4<Double> = SIMD4(repeating: 1)
  ) {
    species = table.species[index]
    offset = species.classes.lowerBound
    classes = Array(table.classes[species.classes])
    self.seasonShares = seasonShares
    self.hazardRatio = hazardRatio
  }

  /// A species of a ledger or scenario, with the seasons of mortality that it states.
  public init(_ values: ParameterValues, speciesNames: [String], species index: Int) {
    self.init(
      HerdTable(values, speciesNames: speciesNames), species: index,
      seasonShares: HusbandryParameters(values).mortalitySeasonShares)
  }

  /// Herd of the next quarter from the herd of this one. Shape: classes x classes, row-major.
  ///
  /// - Parameters:
  ///   - quarter: 1 to 4.
  ///   - sells: whether the regular offtake is taken.
  public func quarterMatrix(_ quarter: Int, sells: Bool) -> [[Double]] {
    var step = identity(classes.count)
    if quarter == 1 { step = product(breeding(), step) }
    for k in classes.indices {
      let hazard = quarterHazard(classes[k].mortalityPerYear, share: seasonShares[quarter - 1])
      var keep = stableExp(-hazard * hazardRatio[quarter - 1])
      if sells { keep *= 1 - min(1, Double(classes[k].offtakeShare[quarter - 1]) * offtakeRatio) }
      for column in classes.indices { step[k][column] *= keep }
    }
    return step
  }

  /// The four quarters in turn, from before the births of spring to the end of winter.
  public func yearMatrix(sells: Bool) -> [[Double]] {
    (1...4).reduce(identity(classes.count)) { product(quarterMatrix($1, sells: sells), $0) }
  }

  /// Yearly growth factor and the stable structure (fractions that sum to one) before the births of spring.
  /// - Throws: `NumericsError` when the eigenvalue problem has no answer.
  public func stable(sells: Bool) throws(NumericsError) -> (growthPerYear: Double, structure: [Double]) {
    let pair = try yearPair(sells: sells)
    let sum = pair.vector.reduce(0, +)
    return (pair.value, pair.vector.map { max(0, $0 / sum) })
  }

  /// Yearly growth, structure and reproductive values before the births of spring.
  /// - Throws: `NumericsError` when the eigenvalue problem has no answer.
  public func yearPair(sells: Bool) throws(NumericsError) -> DominantEigenpair {
    try dominantEigenpair(Matrix(yearMatrix(sells: sells)))
  }

  /// Yearly growth factor, the greatest modulus: 0 for a species of which all is sold.
  /// - Throws: `NumericsError` when the eigenvalue problem has no answer.
  package func growthPerYear(sells: Bool) throws(NumericsError) -> Double {
    try eigenvalues(Matrix(yearMatrix(sells: sells))).map(\.modulus).max() ?? 0
  }

  /// The herd a quarter later. Shape: classes.
  func moved(_ herd: [Double], quarter: Int, sells: Bool) -> [Double] {
    quarterMatrix(quarter, sells: sells).map { row in zip(row, herd).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// Ageing and births of spring.
  func breeding() -> [[Double]] {
    var matrix = [[Double]](repeating: Array(repeating: 0, count: classes.count), count: classes.count)
    for (k, entry) in classes.enumerated() {
      if let next = entry.next {
        matrix[next - offset][k] += 1 / entry.stageYears
        matrix[k][k] += 1 - 1 / entry.stageYears
      } else {
        matrix[k][k] += 1
      }
      let young = Double(entry.fertilityRatio) * species.parturitionPerYear * species.prolificacy
      matrix[species.femaleNewborn - offset][k] += young * species.femaleBirthShare
      matrix[species.maleNewborn - offset][k] += young * (1 - species.femaleBirthShare)
    }
    return matrix
  }
}

/// Hazard of a quarter that takes `share` of a year's risk: deaths in the year are `fraction` of the class.
func quarterHazard(_ fraction: Double, share: Double) -> Double { -stableLog(1 - fraction) * share }

private func identity(_ n: Int) -> [[Double]] {
  (0..<n).map { row in (0..<n).map { $0 == row ? 1 : 0 } }
}

private func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
  a.map { row in
    b[0].indices.map { column in row.indices.reduce(0) { $0 + row[$1] * b[$1][column] } }
  }
}
