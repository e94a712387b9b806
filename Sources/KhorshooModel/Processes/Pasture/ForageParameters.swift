import KhorshooEngine

/// Forage growth, hay and feed (`forage.*`).
struct ForageParameters {
  /// Mean yield of dry matter, kg a hectare and year.
  let yieldKgPerHectare: Double
  /// Standard deviation of log yield between gacha.
  let gachaLogSd: Double
  /// Standard deviation of log yield between years.
  let yearlyLogSd: Double
  /// Correlation of log yield between successive years.
  let autocorrelation: Double
  /// Distance over which the correlation between gacha falls to 1/e, km.
  let correlationKm: Double
  /// Share of the yield that may be grazed without harm.
  let properUseShare: Float
  /// Share of the yield that can be grazed at all.
  let maximumUseShare: Float
  /// Share of pasture that is mown.
  let hayAreaShare: Float
  /// Share of the mown yield that reaches the stack.
  let hayHarvestShare: Float
  /// Share of stored hay lost in a year.
  let hayLossPerYear: Float
  /// Dry matter a sheep unit and day, kg.
  let intakeKgPerSheepUnitDay: Float
  /// Share of feed demand that pasture can meet in spring, summer, autumn and winter.
  let grazingShare: SIMD4<Float>
  /// Part of winter grazing that a dzud of severity 1 closes.
  let snowClosure: Float
  /// Share of the remaining gap that households try to buy as hay.
  let hayBuyingShare: Float
  /// Loss of pasture condition a unit of use above proper use.
  let degradationRate: Float
  /// Recovery of pasture condition a year, share of what is lost.
  let recoveryPerYear: Float
  /// Share of a normal year's reachable forage that stands at the start.
  let initialStandingShare: Float
  /// Share of a normal year's hay that is stored at the start.
  let initialHayShare: Float
  /// Least pasture condition.
  let conditionFloor: Float

  init(_ values: ParameterValues) {
    yieldKgPerHectare = values.number("forage.yieldKgPerHectare")
    gachaLogSd = values.number("forage.gachaLogSd")
    yearlyLogSd = values.number("forage.yearlyLogSd")
    autocorrelation = values.number("forage.autocorrelation")
    correlationKm = values.number("forage.correlationKm")
    properUseShare = values.float("forage.properUseShare")
    maximumUseShare = values.float("forage.maximumUseShare")
    hayAreaShare = values.float("forage.hayAreaShare")
    hayHarvestShare = values.float("forage.hayHarvestShare")
    hayLossPerYear = values.float("forage.hayLossPerYear")
    intakeKgPerSheepUnitDay = values.float("forage.intakeKgPerSheepUnitDay")
    grazingShare = SIMD4(["Spring", "Summer", "Autumn", "Winter"].map { values.float("forage.grazingShare" + $0) })
    snowClosure = values.float("forage.snowClosure")
    hayBuyingShare = values.float("forage.hayBuyingShare")
    degradationRate = values.float("forage.degradationRate")
    recoveryPerYear = values.float("forage.recoveryPerYear")
    initialStandingShare = values.float("forage.initialStandingShare")
    initialHayShare = values.float("forage.initialHayShare")
    conditionFloor = values.float("forage.conditionFloor")
  }
}
