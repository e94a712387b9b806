/// A cattle herd of constant size by the bookkeeping of a livestock census: who is born, dies, is kept and is sold.
///
/// Cows enter at one age, are of equal mortality, and leave after a last age. Each year as many heifers enter as cows
/// leave: with yearly survival q and n ages in the herd, recruits R (1 + q + ... + q^(n-1)) = cows, so
/// R = cows (1 - q) / (1 - q^n). Calves are born, half of each sex; survivors that are not kept as replacements are sold.
/// The kept heifers pass one mortality before they become cows.
///
/// With `isWhole` every count is rounded in the order of the published table, which is how that table reaches its
/// figures: calves, of which the smaller half are heifers; deaths of calves; recruits; deaths of cows; culls = recruits -
/// deaths; heifers kept = recruits / survival. Without it nothing is rounded.
///
/// - Source: FAO, *Agro-ecological land resources assessment for agricultural development planning: Kenya*, technical
///   annex on livestock productivity (T0828E), "Herd performance calculations ... at low inputs"; validation target VT-4.
///   Its tropical livestock units (151.8) come from a table of feed requirements that the annex only refers to, so they
///   are not computed here.
/// - Proof: `SteadyStateHerdAnalytic`.
public struct SteadyStateHerd: Sendable, Equatable {
  /// What the herd is computed from.
  public struct Rates: Sendable, Equatable {
    /// Breeding cows.
    public var cows: Double
    /// Calves a cow and year.
    public var calvingRate: Double
    /// Yearly deaths of cows, fraction.
    public var cowDeathFraction: Double
    /// Deaths of calves in their first year, fraction.
    public var calfDeathFraction: Double
    /// Deaths of replacement heifers before they become cows, fraction.
    public var replacementDeathFraction: Double
    /// Age at which heifers become cows, years.
    public var firstAge: Int
    /// Age after which cows are culled, years.
    public var lastAge: Int

    /// Memberwise.
    public init(
      cows: Double, calvingRate: Double, cowDeathFraction: Double, calfDeathFraction: Double,
      replacementDeathFraction: Double, firstAge: Int, lastAge: Int
    ) {
      precondition(lastAge >= firstAge, "cows enter at \(firstAge) years and leave at \(lastAge)")
      self.cows = cows
      self.calvingRate = calvingRate
      self.cowDeathFraction = cowDeathFraction
      self.calfDeathFraction = calfDeathFraction
      self.replacementDeathFraction = replacementDeathFraction
      self.firstAge = firstAge
      self.lastAge = lastAge
    }
  }

  /// Calves born in a year.
  public let calves: Double
  /// Heifers that become cows in a year.
  public let recruits: Double
  /// Cows that die in a year.
  public let cowDeaths: Double
  /// Cows culled in a year.
  public let culls: Double
  /// Heifer calves kept as replacements in a year.
  public let heifersKept: Double
  /// Heifer calves sold in a year; negative when the herd cannot replace itself.
  public let heifersSold: Double
  /// Bull calves sold in a year.
  public let bullsSold: Double

  /// - Parameter isWhole: whether counts are rounded to whole animals, as published.
  public init(_ rates: Rates, isWhole: Bool) {
    func head(_ count: Double) -> Double { isWhole ? count.rounded() : count }
    let survival = 1 - rates.cowDeathFraction
    var ages = 0.0
    var alive = 1.0
    for _ in rates.firstAge...rates.lastAge {
      ages += alive
      alive *= survival
    }
    calves = head(rates.cows * rates.calvingRate)
    recruits = head(rates.cows / ages)
    cowDeaths = head(rates.cows * rates.cowDeathFraction)
    culls = recruits - cowDeaths
    let heifers = isWhole ? (calves / 2).rounded(.down) : calves / 2
    let bulls = calves - heifers
    heifersKept = head(recruits / (1 - rates.replacementDeathFraction))
    heifersSold = heifers - head(heifers * rates.calfDeathFraction) - heifersKept
    bullsSold = bulls - head(bulls * rates.calfDeathFraction)
  }

  /// Live weight sold in a year, kg.
  public func liveWeightKg(cow: Double, calf: Double) -> Double { culls * cow + (heifersSold + bullsSold) * calf }

  /// Milk in a year, litres, when each cow that calves gives `litres`.
  public func milkLitres(perLactation litres: Double) -> Double { calves * litres }
}
