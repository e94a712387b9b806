import KhorshooNumerics

/// Where a herd of constant rates ends, what each class is worth to its growth, and which offtake keeps it constant.
///
/// The dominant eigenvalue of the females' matrix is the growth a step; its right vector the stable structure, which
/// males follow; its left vector the reproductive values v. With v w = 1 the derivative of growth with respect to an entry
/// a_ij is v_i w_j. Elasticities are of the **yearly** growth factor: relative change over relative change of the rate.
///
/// - Source: Caswell, *Matrix Population Models*, 2001, sections 4.5, 4.6 and 9.1 to 9.3.
/// - Proof: `CohortProjectionAnalytic`, `CohortProjectionProperty`.
public struct CohortAnalysis: Sendable, Equatable {
  /// What one class contributes. Numbers of males that only females decide are zero.
  public struct Class: Sendable, Equatable {
    /// Share of the stable herd, newborn of the step included.
    public var share = 0.0
    /// Descendants in the long run, relative to an animal of the first female class.
    public var reproductiveValue = 0.0
    /// Elasticity to the survival of the class, ageing unchanged; these sum to one over the classes.
    public var survivalElasticity = 0.0
    /// Elasticity to births of the class, in parturition as in litter size.
    public var birthElasticity = 0.0
    /// Elasticity to deaths as the table states them; negative.
    public var deathElasticity = 0.0
    /// Elasticity to offtake as the table states it; negative.
    public var offtakeElasticity = 0.0
    /// Deaths a year, by head of the whole stable herd.
    public var deathsPerHeadYear = 0.0
    /// Animals taken out a year, by head of the whole stable herd.
    public var offtakePerHeadYear = 0.0
    /// Animals that leave the last stage by age a year, by head of the whole stable herd.
    public var cullsPerHeadYear = 0.0
  }

  /// Why a herd has no stable structure, in words.
  public struct NoStableHerd: Error, Sendable, Equatable {
    /// What was found, and what to do.
    public let reason: String
  }

  /// Growth factor a step.
  public let growthFactorPerStep: Double
  /// Yearly growth, a fraction; negative when the herd shrinks.
  public let growthPerYear: Double
  /// By cohort of the projection.
  public let classes: [Class]
  /// The male cohort that stays longer than the herd lives, when there is one: males then outnumber any multiple of the
  /// females. Numbers of males are NaN and all others are by head of the females.
  public let unboundedMales: Int?
  /// Births a year, by head of the stable herd.
  public let birthsPerHeadYear: Double

  /// Offtake of all classes alike, a fraction a year **beside what the table takes**, that makes the herd constant: 1 - 1 /
  /// growth factor. Negative: what has to be bought in.
  public var uniformOfftakePerYear: Double { 1 - 1 / (1 + growthPerYear) }

  /// - Precondition: the projection has no ``CohortProjection/faults``.
  /// - Throws: ``NoStableHerd``; `NumericsError` when no pattern of ages dominates.
  public init(_ herd: CohortProjection) throws {
    let (matrix, females, steps) = (herd.matrix, herd.life(isFemale: true), herd.stepsPerYear)
    let pair = try dominantEigenpair(Self.block(matrix, females))
    let growth = pair.value
    let newborn = zip(females, pair.vector).reduce(0) { $0 + herd.cohorts[$1.0].youngPerYear / steps * $1.1 }
    guard growth > 0, newborn > 1e-12 else {
      throw NoStableHerd(
        reason: "females that do not breed outlive the others (growth factor \(growth) a step without births); look at "
          + "the deaths and durations of the last female class")
    }
    guard pair.left[0] > 1e-12 * (pair.left.max() ?? 0) else {
      throw NoStableHerd(
        reason:
          "hardly any animal of the first female class lives to breed; look at the durations and rates of the young")
    }
    var heads = [Double](repeating: 0, count: herd.cohorts.count)
    for (k, share) in zip(females, pair.vector) { heads[k] = max(0, share) }
    unboundedMales = Self.addMales(to: &heads, herd, matrix, growth)
    var classes = heads.map { _ in Class() }
    let newbornHeads = Self.newborn(herd, heads)
    if unboundedMales != nil { for k in herd.life(isFemale: false) { heads[k] = .nan } }
    let total =
      unboundedMales == nil
      ? heads.reduce(0, +) + newbornHeads.female + newbornHeads.male
      : females.reduce(newbornHeads.female) { $0 + heads[$1] }
    Self.addFlows(to: &classes, herd, heads, newbornHeads, total)
    for (position, k) in females.enumerated() { classes[k].reproductiveValue = pair.left[position] / pair.left[0] }
    Self.addElasticities(to: &classes, herd, pair)
    growthFactorPerStep = growth
    growthPerYear = stableExp(steps * stableLog(growth)) - 1
    birthsPerHeadYear = growth * (newbornHeads.female + newbornHeads.male) / total * steps
    self.classes = classes
  }

  /// Males of the stable herd, who follow the births: x (growth - stays) = what comes in. Returns the first cohort that
  /// stays longer than the herd lives.
  private static func addMales(
    to heads: inout [Double], _ herd: CohortProjection, _ matrix: Matrix<Double>, _ growth: Double
  ) -> Int? {
    for k in herd.life(isFemale: false) {
      let arriving = heads.indices.reduce(0) { $1 == k ? $0 : $0 + matrix[k, $1] * heads[$1] }
      guard arriving > 0 else { continue }
      guard growth > matrix[k, k] * (1 + 1e-12) else { return k }
      heads[k] = arriving / (growth - matrix[k, k])
    }
    return nil
  }

  private static func newborn(_ herd: CohortProjection, _ heads: [Double]) -> (female: Double, male: Double) {
    func total(_ isFemale: Bool) -> Double {
      herd.life(isFemale: isFemale).isEmpty
        ? 0 : heads.indices.reduce(0) { $0 + herd.newbornPerStep($1, isFemale: isFemale) * heads[$1] }
    }
    return (total(true), total(false))
  }

  /// Shares, deaths, offtake and culls.
  private static func addFlows(
    to classes: inout [Class], _ herd: CohortProjection, _ heads: [Double], _ newborn: (female: Double, male: Double),
    _ total: Double
  ) {
    let steps = herd.stepsPerYear
    for isFemale in [true, false] {
      let chain = herd.life(isFemale: isFemale)
      for k in chain {
        let born = k == chain.first ? (isFemale ? newborn.female : newborn.male) : 0
        let hazards = herd.hazardsPerStep(herd.cohorts[k])
        let (all, survival) = (hazards.death + hazards.offtake, herd.survivalPerStep(herd.cohorts[k]))
        classes[k].share = (heads[k] + born) / total
        // Undefined where the share is, even of a class that loses nobody.
        let lost = classes[k].share * (1 - survival) * steps
        classes[k].deathsPerHeadYear = lost * (all > 0 ? hazards.death / all : 0)
        classes[k].offtakePerHeadYear = lost * (all > 0 ? hazards.offtake / all : 0)
        guard k == chain.last else { continue }
        let isOver = herd.cohortAfterBirth(isFemale: isFemale) == nil
        classes[k].cullsPerHeadYear = (heads[k] * herd.ageing(k) + (isOver ? born : 0)) * survival / total * steps
      }
    }
  }

  private static func addElasticities(
    to classes: inout [Class], _ herd: CohortProjection, _ pair: DominantEigenpair
  ) {
    let females = herd.life(isFemale: true)
    let (matrix, steps) = (herd.matrix, herd.stepsPerYear)
    /// Change of log growth a step when the females' matrix changes.
    func effect(_ change: (Int, Int) -> Double) -> Double {
      var sum = 0.0
      for (i, row) in females.enumerated() {
        for (j, column) in females.enumerated() { sum += pair.left[i] * change(row, column) * pair.vector[j] }
      }
      return sum / pair.value
    }
    let first = females[0]
    let entry = herd.cohortAfterBirth(isFemale: true)
    let newbornSurvival = herd.survivalPerStep(herd.cohorts[first])
    /// What newborn are to an entry of the matrix.
    func births(_ row: Int, _ column: Int) -> Double {
      row == entry ? herd.newbornPerStep(column, isFemale: true) * newbornSurvival : 0
    }
    for k in females {
      let own = effect { $1 == k ? matrix[$0, $1] - births($0, $1) : 0 }
      classes[k].survivalElasticity = own + (k == first ? effect(births) : 0)
      classes[k].birthElasticity = steps * effect { $1 == k ? births($0, $1) : 0 }
      classes[k].deathElasticity = steps * effect(Self.change(herd, k, \.death))
      classes[k].offtakeElasticity = steps * effect(Self.change(herd, k, \.offtake))
    }
  }

  /// Change of the matrix by a relative change of a rate: central difference over a millionth, whose error is below a
  /// billionth for these smooth entries.
  private static func change(
    _ herd: CohortProjection, _ k: Int, _ rate: WritableKeyPath<CohortProjection.Cohort, Double>
  ) -> (Int, Int) -> Double {
    let share = 1e-6
    guard herd.cohorts[k][keyPath: rate] > 0 else { return { _, _ in 0 } }
    var (more, less) = (herd, herd)
    more.cohorts[k][keyPath: rate] = min(herd.cohorts[k][keyPath: rate] * (1 + share), herd.rates.limit)
    less.cohorts[k][keyPath: rate] *= 1 - share
    let width =
      (more.cohorts[k][keyPath: rate] - less.cohorts[k][keyPath: rate]) / herd.cohorts[k][keyPath: rate]
    let (above, below) = (more.matrix, less.matrix)
    return { (above[$0, $1] - below[$0, $1]) / width }
  }

  fileprivate static func block(_ matrix: Matrix<Double>, _ kept: [Int]) -> Matrix<Double> {
    Matrix(rows: kept.count, columns: kept.count, values: kept.flatMap { r in kept.map { matrix[r, $0] } })
  }
}

extension CohortProjection.Rates {
  /// Greatest rate that has a hazard.
  fileprivate var limit: Double { self == .hazard ? .infinity : 1 - 1e-12 }
}

extension CohortProjection {
  /// The offtake that keeps a herd constant: the table's offtake hazards times one factor.
  public enum SteadyOfftake: Sendable, Equatable {
    /// Every offtake hazard of the table times this makes growth zero.
    case factor(Double)
    /// The herd shrinks even without offtake.
    case shrinksWithoutOfftake
    /// No offtake of the table slows the growth enough: it takes no females, or none.
    case growsAnyway
  }

  /// Yearly growth factor of the females when offtake hazards are multiplied by a factor.
  public func growthFactorPerYear(offtakeTimes factor: Double) throws(NumericsError) -> Double {
    var herd = self
    herd.offtakeFactor = factor
    let growth = try eigenvalues(CohortAnalysis.block(herd.matrix, life(isFemale: true)))[0].modulus
    return growth > 0 ? stableExp(stepsPerYear * stableLog(growth)) : 0
  }

  /// The factor on all offtake that makes the growth zero, by bisection: growth falls as offtake rises.
  public func steadyOfftake() throws(NumericsError) -> SteadyOfftake {
    guard try growthFactorPerYear(offtakeTimes: 0) >= 1 else { return .shrinksWithoutOfftake }
    var (low, high) = (0.0, 1.0)
    while try growthFactorPerYear(offtakeTimes: high) > 1 {
      (low, high) = (high, high * 2)
      // Sixty-four times the offtake of the table is no longer the same practice.
      if high > 64 { return .growsAnyway }
    }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if try growthFactorPerYear(offtakeTimes: middle) > 1 { low = middle } else { high = middle }
    }
    return .factor((low + high) / 2)
  }
}
