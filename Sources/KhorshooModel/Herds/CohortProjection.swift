import KhorshooNumerics

/// A herd of six cohorts in daily steps by competing risks: its yearly growth and its structure in the long run.
///
/// Independent of the herd table and of the processes of a run: it exists to be compared with a published model. Females
/// and males are juvenile, then subadult, then adult; adults leave at the end of their stage (cull). In a cohort of
/// duration D days with yearly fractions m of deaths and o of offtake (fractions of the stage where D < 365), and
/// L = min(D, 365):
///
///     deaths    h_d = -ln(1 - m) / L
///     offtake   h_o solves o = h_o / (h_d + h_o) (1 - exp(-(h_d + h_o) L))
///     survival  s = exp(-(h_d + h_o)) a day
///     ageing    g = (s^(d-1) - s^d) / (1 - s^d) of the survivors a day: the oldest of d daily ages in a stable stage
///
/// The first day of life is a stage of its own, so d = D - 1 for juveniles and d = D for the others. Births of a day are
/// FA x parturition x litter / 365; the newborn survive the day at the juvenile rate and are juveniles on the next.
///
/// - Source: herd module of GLEAM-X (FAO, repository `un-fao/GLEAM`, version 0.8.0), described anew; validation targets
///   VT-3 and VT-3b of the evidence page.
/// - Proof: `CohortProjectionAnalytic`.
public struct CohortProjection: Sendable, Equatable {
  /// Days in a year of the published model.
  static let daysPerYear = 365.0

  /// One sex and age.
  public struct Cohort: Sendable, Equatable {
    /// Length of the stage, days; at least 2.
    public let durationDays: Double
    /// Deaths, fraction a year (of the stage when it is shorter than a year), below 1.
    public let deathFraction: Double
    /// Animals taken out, fraction a year (of the stage when it is shorter than a year), below 1.
    public let offtakeFraction: Double

    /// - Precondition: at least two days; both fractions in 0 ..< 1 (they may sum to more than one: the offtake is that of
    ///   the animals that deaths leave).
    public init(durationDays: Double, deathFraction: Double, offtakeFraction: Double) {
      precondition(durationDays >= 2, "a cohort lasts \(durationDays) days")
      precondition(
        (0..<1).contains(deathFraction) && (0..<1).contains(offtakeFraction),
        "deaths \(deathFraction) and offtake \(offtakeFraction) are not fractions below 1")
      self.durationDays = durationDays
      self.deathFraction = deathFraction
      self.offtakeFraction = offtakeFraction
    }

    /// Hazards of death and of offtake, a day.
    public var hazardsPerDay: (death: Double, offtake: Double) {
      let length = min(durationDays, CohortProjection.daysPerYear)
      let death = -stableLog(1 - deathFraction)
      return (death / length, offtakeHazard(death: death) / length)
    }

    /// Fraction that is there on the next day.
    public var survivalPerDay: Double {
      let hazards = hazardsPerDay
      return stableExp(-(hazards.death + hazards.offtake))
    }

    /// Fraction of the survivors that leave the stage by age, when `days` daily ages are in it.
    func ageing(over days: Double) -> Double {
      let total = -(hazardsPerDay.death + hazardsPerDay.offtake)
      // Without losses every age is equally common.
      guard total < 0 else { return 1 / days }
      let (before, after) = (stableExp(total * (days - 1)), stableExp(total * days))
      return (before - after) / (1 - after)
    }

    /// Hazard of offtake over the stage (or a year) beside a hazard of death, by bisection: the fraction taken rises
    /// with the hazard from 0 to 1.
    private func offtakeHazard(death: Double) -> Double {
      guard offtakeFraction > 0 else { return 0 }
      func taken(_ hazard: Double) -> Double { hazard / (hazard + death) * (1 - stableExp(-(hazard + death))) }
      var (low, high) = (0.0, 1.0)
      while taken(high) < offtakeFraction { high *= 2 }
      // 64 halvings exhaust the 53 bits of the bracket.
      for _ in 0..<64 {
        let middle = (low + high) / 2
        if taken(middle) < offtakeFraction { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
  }

  /// The three stages of one sex.
  public struct Life: Sendable, Equatable {
    /// From birth to weaning.
    public let juvenile: Cohort
    /// From weaning to first breeding.
    public let subadult: Cohort
    /// From first breeding to the cull.
    public let adult: Cohort

    /// Memberwise.
    public init(juvenile: Cohort, subadult: Cohort, adult: Cohort) {
      self.juvenile = juvenile
      self.subadult = subadult
      self.adult = adult
    }
  }

  /// Where a herd of constant rates ends.
  public struct SteadyState: Sendable, Equatable {
    /// Yearly growth, a fraction; negative when the herd shrinks.
    public let growthPerYear: Double
    /// Shares of the herd: adult, juvenile (newborn included) and subadult females, then males. Sums to one.
    public let shares: [Double]

    /// Names of ``shares``, in their order.
    public static let cohortNames = ["FA", "FJ", "FS", "MA", "MJ", "MS"]
  }

  /// Births an adult female and year.
  public let parturitionPerYear: Double
  /// Young a birth.
  public let litterSize: Double
  /// Share of females at birth.
  public let femaleBirthShare: Double
  /// Stages of females.
  public let female: Life
  /// Stages of males.
  public let male: Life

  /// Memberwise.
  public init(
    parturitionPerYear: Double, litterSize: Double = 1, femaleBirthShare: Double = 0.5, female: Life, male: Life
  ) {
    self.parturitionPerYear = parturitionPerYear
    self.litterSize = litterSize
    self.femaleBirthShare = femaleBirthShare
    self.female = female
    self.male = male
  }

  /// Herd of the next day from the herd of this one, in the order FA, FJ, FS, MA, MJ, MS, the newborn of the day left out.
  public var dailyMatrix: [[Double]] {
    var matrix = [[Double]](repeating: Array(repeating: 0, count: 6), count: 6)
    for (life, adult) in [(female, 0), (male, 3)] {
      let (juvenile, subadult) = (adult + 1, adult + 2)
      let leaving = [
        (juvenile, subadult, life.juvenile, life.juvenile.durationDays - 1),
        (subadult, adult, life.subadult, life.subadult.durationDays),
        (adult, nil, life.adult, life.adult.durationDays),
      ]
      for (from, next, cohort, days) in leaving {
        let (survival, ageing) = (cohort.survivalPerDay, cohort.ageing(over: days))
        matrix[from][from] += survival * (1 - ageing)
        if let next { matrix[next][from] += survival * ageing }
      }
      matrix[juvenile][0] += newbornPerDay(isFemale: adult == 0) * life.juvenile.survivalPerDay
    }
    return matrix
  }

  /// Growth and structure in the long run: the dominant eigenpair of the daily matrix (LAPACK).
  ///
  /// - Throws: ``NumericsError`` when no cohort pattern dominates.
  public func steadyState() throws(NumericsError) -> SteadyState {
    let pair = try dominantEigenpair(Matrix(dailyMatrix))
    var heads = pair.vector
    heads[1] += pair.vector[0] * newbornPerDay(isFemale: true)
    heads[4] += pair.vector[0] * newbornPerDay(isFemale: false)
    let total = heads.reduce(0, +)
    return SteadyState(
      growthPerYear: stableExp(Self.daysPerYear * stableLog(pair.value)) - 1, shares: heads.map { $0 / total })
  }

  private func newbornPerDay(isFemale: Bool) -> Double {
    parturitionPerYear * litterSize / Self.daysPerYear * (isFemale ? femaleBirthShare : 1 - femaleBirthShare)
  }
}
