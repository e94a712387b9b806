import Foundation
import KhorshooNumerics

/// A life cycle of any form as a projection matrix: entry (r, c) is what an animal of stage c contributes to stage r a step
/// later, by living on or by births.
///
/// - Source: Caswell, *Matrix Population Models*, 2001, chapter 2.
/// - Proof: `ProjectionMatrixGolden`, `ProjectionMatrixAnalytic`.
public struct ProjectionMatrix: Sendable, Equatable {
  /// Names of the stages, in the order of rows and columns.
  public let stages: [String]
  /// The whole matrix. Shape: stages x stages.
  public let entries: Matrix<Double>
  /// The part of it that is births; the rest is survival. Shape: stages x stages.
  public let births: Matrix<Double>

  /// Memberwise.
  /// - Precondition: square matrices of one size, as many names.
  public init(stages: [String], entries: Matrix<Double>, births: Matrix<Double>) {
    precondition(
      entries.rowCount == stages.count && entries.columnCount == stages.count && births.rowCount == stages.count
        && births.columnCount == stages.count,
      "\(stages.count) stages with \(entries.shape) and \(births.shape)")
    (self.stages, self.entries, self.births) = (stages, entries, births)
  }

  /// Births as most matrices are written: the rows of the newborn, without what stays in them.
  public static func births(of entries: Matrix<Double>, newborn rows: [Int]) -> Matrix<Double> {
    var births = Matrix<Double>(rows: entries.rowCount, columns: entries.columnCount)
    for r in rows { for c in 0..<entries.columnCount where c != r { births[r, c] = entries[r, c] } }
    return births
  }

  /// What lives on: the entries without births.
  public var survival: Matrix<Double> {
    var survival = entries
    for i in survival.values.indices { survival.values[i] -= births.values[i] }
    return survival
  }
}

/// Growth, structure and what they depend on, of a herd of constant rates with any life cycle.
///
/// With w and v the right and left vectors of the dominant eigenvalue and v w = 1, the sensitivity to entry (r, c) is v_r w_c
/// and the elasticity that times entry over eigenvalue; elasticities sum to one. R0 is the dominant eigenvalue of births times
/// the fundamental matrix (I - survival)^-1.
/// - Source: Caswell 2001, sections 4.5 to 4.7, 5.3 and 9.1 to 9.2; mean age of parents: Bienvenu and Legendre 2015,
///   doi:10.1086/681104.
/// - Proof: `ProjectionMatrixGolden` (NumPy; a killer whale herd of Brault and Caswell 1993), `ProjectionMatrixAnalytic`.
public struct ProjectionAnalysis: Sendable, Equatable {
  /// Growth factor a step.
  public let growthFactor: Double
  /// Stable structure, shares that sum to one.
  public let structure: [Double]
  /// Reproductive values, the first stage that has one being 1.
  public let reproductiveValues: [Double]
  /// Change of the growth factor by entry. Shape: stages x stages.
  public let sensitivities: Matrix<Double>
  /// Relative change of the growth factor by relative change of an entry. Shape: stages x stages.
  public let elasticities: Matrix<Double>
  /// Growth factor over the next modulus: how fast other structures fade; infinite where nothing else is left.
  public let dampingRatio: Double
  /// Steps of an oscillation that fades last; nil without one.
  public let oscillationSteps: Double?
  /// Offspring of a newborn in its life; nil without births or where some live for ever.
  public let netReproduction: Double?
  /// Steps in which a herd grows by its net reproduction: log R0 / log growth factor; nil of a herd that stands still.
  public let generationTime: Double?
  /// Mean age of the parents of newborn in the stable herd; nil without births.
  public let parentAge: Double?

  /// - Throws: `NumericsError` when no structure dominates, as in a cycle of births at one exact age.
  public init(_ matrix: ProjectionMatrix) throws(NumericsError) {
    let n = matrix.stages.count
    let pair = try dominantEigenpair(matrix.entries)
    guard pair.value > 0 else {
      throw NumericsError(
        .noDominantEigenvalue, operation: "projection", shape: matrix.entries.shape,
        diagnosis: "the herd is gone after some steps whatever it begins with (growth factor \(pair.value))")
    }
    growthFactor = pair.value
    // Rounding leaves zeros of either sign.
    structure = pair.vector.map { max(0, $0) }
    let scale = pair.left.first { $0 > 1e-12 * (pair.left.max() ?? 0) } ?? 1
    reproductiveValues = pair.left.map { max(0, $0 / scale) }
    var (sensitivities, elasticities) = (matrix.entries, matrix.entries)
    for r in 0..<n {
      for c in 0..<n {
        sensitivities[r, c] = max(0, pair.left[r] * pair.vector[c])
        elasticities[r, c] = sensitivities[r, c] * matrix.entries[r, c] / pair.value
      }
    }
    (self.sensitivities, self.elasticities) = (sensitivities, elasticities)
    let all = try eigenvalues(matrix.entries)
    let next = n > 1 && all[1].modulus > 1e-14 * pair.value ? all[1] : nil
    dampingRatio = next.map { pair.value / $0.modulus } ?? .infinity
    oscillationSteps = next.flatMap(Self.period)
    let birthShare = (0..<n * n).reduce(0) { sum, i in
      sum + sensitivities.values[i] * matrix.births.values[i] / pair.value
    }
    parentAge = birthShare > 0 ? 1 / birthShare : nil
    netReproduction = Self.netReproduction(matrix)
    generationTime = netReproduction.flatMap { r in
      let growth = stableLog(pair.value)
      return r > 0 && growth.magnitude > 1e-9 ? stableLog(r) / growth : nil
    }
  }

  private static func period(_ next: Eigenvalue) -> Double? {
    guard next.imaginary != 0 else { return nil }
    return 2 * Double.pi / atan2(next.imaginary.magnitude, next.real)
  }

  private static func netReproduction(_ matrix: ProjectionMatrix) -> Double? {
    let n = matrix.stages.count
    guard matrix.births.values.contains(where: { $0 > 0 }) else { return nil }
    var left = Matrix<Double>.identity(n)
    let survival = matrix.survival
    for i in left.values.indices { left.values[i] -= survival.values[i] }
    // Where some live for ever there is no end of births.
    guard let lives = try? eigenvalues(survival)[0].modulus, lives < 1 - 1e-12,
      let lifetime = try? LUFactorization(left).inverse(), let offspring = try? gemm(matrix.births, lifetime)
    else { return nil }
    return try? eigenvalues(offspring)[0].modulus
  }
}
