import KhorshooNumerics

/// A herd of any species as sexes and stages with constant rates, in steps of a day to a year.
///
/// Stages of a sex follow each other. A stage of D days is d = D / step steps long. Death and offtake compete, with the
/// hazards h_d and h_o a step (see ``Rates``):
///
///     survival  s = exp(-(h_d + h_o)) a step
///     ageing    g = (s^(d-1) - s^d) / (1 - s^d) of the survivors a step: the oldest of d ages in a constant stage
///
/// The newborn are the first step of the first stage, for which d is therefore one less: they survive their step at its
/// rate, and are in the stage (or, when it is one step long, in the next) on the following one. Births of a step are
/// females x parturition x litter x step / 365. Those that leave the last stage by age are culled; a last stage without
/// duration is not left by age.
///
/// - Source: herd module of GLEAM-X (FAO, repository `un-fao/GLEAM`, version 0.8.0), described anew, which has six cohorts
///   and steps of a day; validation targets VT-3 and VT-3b of the evidence page.
/// - Proof: `CohortProjectionAnalytic`, `CohortProjectionProperty`.
public struct CohortProjection: Sendable, Equatable {
  /// Days in a year of the published model.
  public static let daysPerYear = 365.0

  /// Length of a step.
  public enum Step: String, Sendable, CaseIterable {
    /// A 365th of a year.
    case day
    /// Seven days.
    case week
    /// A twelfth of a year.
    case month
    /// A fourth of a year.
    case quarter
    /// 365 days.
    case year

    /// Days; a year has 365.
    public var days: Double {
      switch self {
      case .day: 1
      case .week: 7
      case .month: CohortProjection.daysPerYear / 12
      case .quarter: CohortProjection.daysPerYear / 4
      case .year: CohortProjection.daysPerYear
      }
    }
  }

  /// What the death and offtake columns of a table mean. A fraction m is a year's, or the stage's when it is shorter; the
  /// hazard that belongs to it is -ln(1 - m) over that time.
  public enum Rates: String, Sendable, CaseIterable {
    /// Deaths without offtake, and offtake as really taken beside deaths: o = h_o / (h_d + h_o) (1 - exp(-(h_d + h_o)))
    /// (GLEAM-X).
    case realisedOfftake
    /// Each as if the other were absent: survival is (1 - deaths) (1 - offtake).
    case independent
    /// Hazards a year.
    case hazard
  }

  /// One sex and age.
  public struct Cohort: Sendable, Equatable {
    /// Name.
    public var name: String
    /// Sex.
    public var isFemale: Bool
    /// Length of the stage, days; nil when it is not left by age, which only a last stage may be.
    public var durationDays: Double?
    /// Deaths, as ``Rates`` says.
    public var death: Double
    /// Animals taken out, as ``Rates`` says.
    public var offtake: Double
    /// Births a female and year.
    public var parturitionPerYear: Double
    /// Young a birth.
    public var litterSize: Double
    /// Live weight at sale, kg a head.
    public var liveWeightKg: Double?
    /// Standard sheep units a head.
    public var sheepUnits: Double?
    /// Standard errors of its rates, where they are stated.
    public var errors: [VitalRates.Kind: Double] = [:]

    /// Memberwise.
    public init(
      _ name: String, isFemale: Bool, durationDays: Double?, death: Double, offtake: Double,
      parturitionPerYear: Double = 0, litterSize: Double = 1, liveWeightKg: Double? = nil, sheepUnits: Double? = nil
    ) {
      self.name = name
      self.isFemale = isFemale
      self.durationDays = durationDays
      self.death = death
      self.offtake = offtake
      self.parturitionPerYear = parturitionPerYear
      self.litterSize = litterSize
      self.liveWeightKg = liveWeightKg
      self.sheepUnits = sheepUnits
    }

    /// Births a female and year, all young counted.
    public var youngPerYear: Double { parturitionPerYear * litterSize }
  }

  /// Stages, those of a sex from young to old.
  public var cohorts: [Cohort]
  /// Length of a step.
  public let step: Step
  /// What deaths and offtake of the cohorts mean.
  public let rates: Rates
  /// Share of females at birth.
  public let femaleBirthShare: Double
  /// Offtake hazards are multiplied by this: 1 as the table says, 0 without offtake.
  public var offtakeFactor = 1.0

  /// Memberwise; see ``faults`` for what a table must be.
  public init(_ cohorts: [Cohort], step: Step, rates: Rates, femaleBirthShare: Double = 0.5) {
    self.cohorts = cohorts
    self.step = step
    self.rates = rates
    self.femaleBirthShare = femaleBirthShare
  }

  /// Steps in a year.
  public var stepsPerYear: Double { Self.daysPerYear / step.days }

  /// Cohorts of one sex, from young to old.
  public func life(isFemale: Bool) -> [Int] { cohorts.indices.filter { cohorts[$0].isFemale == isFemale } }

  /// What keeps a table from being projected.
  public enum Fault: Sendable, Equatable {
    /// No female cohort.
    case noFemales
    /// No female gives birth.
    case noBirths
    /// A male gives birth.
    case maleBirths(cohort: Int)
    /// A stage that others follow has no duration.
    case openBeforeLast(cohort: Int)
    /// The newborn of a first stage of one step give birth, which they do not live to do in it.
    case newbornBreed(cohort: Int)
    /// A rate of 1 of a stage of several steps: the hazard that leaves nobody is infinite.
    case wholeRate(cohort: Int)
    /// A stage lasts less than a step; a first stage, of which the newborn are the first step, one or at least two.
    case shortStage(cohort: Int, days: Double, isFirst: Bool)
  }

  /// Everything that keeps the table from being projected.
  public var faults: [Fault] {
    var faults: [Fault] = []
    let females = life(isFemale: true)
    if females.isEmpty { faults.append(.noFemales) }
    if !females.isEmpty, !cohorts.contains(where: { $0.isFemale && $0.youngPerYear > 0 }) { faults.append(.noBirths) }
    for k in cohorts.indices {
      let chain = life(isFemale: cohorts[k].isFemale)
      if !cohorts[k].isFemale, cohorts[k].youngPerYear > 0 { faults.append(.maleBirths(cohort: k)) }
      if rates != .hazard, max(cohorts[k].death, cohorts[k].offtake) >= 1,
        min(cohorts[k].durationDays ?? Self.daysPerYear, Self.daysPerYear) > step.days * (1 + Self.rounding)
      {
        faults.append(.wholeRate(cohort: k))
      }
      guard let days = cohorts[k].durationDays else {
        if k != chain.last { faults.append(.openBeforeLast(cohort: k)) }
        continue
      }
      let (steps, isFirst) = (days / step.days, k == chain.first)
      if steps < 1 - Self.rounding || (isFirst && steps > 1 + Self.rounding && steps < 2 - Self.rounding) {
        faults.append(.shortStage(cohort: k, days: days, isFirst: isFirst))
      }
      if isFirst, cohorts[k].isFemale, chain.count > 1, steps < 1 + Self.rounding, cohorts[k].youngPerYear > 0 {
        faults.append(.newbornBreed(cohort: k))
      }
    }
    return faults
  }

  /// Relative rounding of a duration in steps: 365 / 12 days are a month.
  static let rounding = 1e-6

  /// Hazards of death and of offtake a step, offtake as scaled by ``offtakeFactor``.
  public func hazardsPerStep(_ cohort: Cohort) -> (death: Double, offtake: Double) {
    let year = Self.daysPerYear
    let hazards: (death: Double, offtake: Double)
    let length: Double
    switch rates {
    case .hazard: (hazards, length) = ((cohort.death, cohort.offtake), year)
    case .independent:
      hazards = (Self.hazard(of: cohort.death), Self.hazard(of: cohort.offtake))
      length = min(cohort.durationDays ?? year, year)
    case .realisedOfftake:
      let death = Self.hazard(of: cohort.death)
      hazards = (death, Self.offtakeHazard(taking: cohort.offtake, beside: death))
      length = min(cohort.durationDays ?? year, year)
    }
    let steps = length / step.days
    return (hazards.death / steps, hazards.offtake / steps * offtakeFactor)
  }

  /// Hazard that belongs to a fraction; of the whole one that leaves less than a double tells from nothing.
  private static func hazard(of fraction: Double) -> Double { fraction < 1 ? -stableLog(1 - fraction) : 700 }

  /// Fraction that is there on the next step.
  public func survivalPerStep(_ cohort: Cohort) -> Double {
    let hazards = hazardsPerStep(cohort)
    return stableExp(-(hazards.death + hazards.offtake))
  }

  /// Fraction of the survivors of a stage that leave it by age; 1 when it is over with the newborn's step.
  func ageing(_ k: Int) -> Double {
    guard let days = cohorts[k].durationDays else { return 0 }
    let isFirst = life(isFemale: cohorts[k].isFemale).first == k
    let steps = days / step.days - (isFirst ? 1 : 0)
    guard steps > 1 + Self.rounding else { return 1 }
    let hazards = hazardsPerStep(cohorts[k])
    let total = -(hazards.death + hazards.offtake)
    // Without losses every age is equally common.
    guard total < 0 else { return 1 / steps }
    let (before, after) = (stableExp(total * (steps - 1)), stableExp(total * steps))
    return (before - after) / (1 - after)
  }

  /// Cohort that the newborn of a sex are in on the step after birth; nil when their only stage is over.
  func cohortAfterBirth(isFemale: Bool) -> Int? {
    let chain = life(isFemale: isFemale)
    guard let first = chain.first, let days = cohorts[first].durationDays, days / step.days < 1 + Self.rounding else {
      return chain.first
    }
    return chain.dropFirst().first
  }

  /// Newborn of a sex that a head of a cohort has in a step.
  func newbornPerStep(_ k: Int, isFemale: Bool) -> Double {
    cohorts[k].youngPerYear / stepsPerYear * (isFemale ? femaleBirthShare : 1 - femaleBirthShare)
  }

  /// Herd of the next step from the herd of this one, the newborn of the step left out. Shape: cohorts x cohorts.
  public var matrix: Matrix<Double> {
    var matrix = Matrix<Double>(rows: cohorts.count, columns: cohorts.count)
    for isFemale in [true, false] {
      let chain = life(isFemale: isFemale)
      for (position, k) in chain.enumerated() {
        let (survival, ageing) = (survivalPerStep(cohorts[k]), ageing(k))
        matrix[k, k] += survival * (1 - ageing)
        if position + 1 < chain.count { matrix[chain[position + 1], k] += survival * ageing }
      }
      guard let first = chain.first, let entry = cohortAfterBirth(isFemale: isFemale) else { continue }
      let survival = survivalPerStep(cohorts[first])
      for k in life(isFemale: true) { matrix[entry, k] += newbornPerStep(k, isFemale: isFemale) * survival }
    }
    return matrix
  }

  /// Hazard of offtake that takes a fraction of the herd beside a hazard of death, both over the same time, by bisection:
  /// the fraction taken rises with the hazard from 0 to 1.
  static func offtakeHazard(taking fraction: Double, beside death: Double) -> Double {
    guard fraction > 0 else { return 0 }
    guard fraction < 1 else { return hazard(of: 1) }
    func taken(_ hazard: Double) -> Double { hazard / (hazard + death) * (1 - stableExp(-(hazard + death))) }
    var (low, high) = (0.0, 1.0)
    while taken(high) < fraction { high *= 2 }
    // 64 halvings exhaust the 53 bits of the bracket.
    for _ in 0..<64 {
      let middle = (low + high) / 2
      if taken(middle) < fraction { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
