import KhorshooEngine

/// What households of a gacha buy from one another (`spillover.*`).
struct SpilloverParameters {
  /// Share of consumption spent on goods and services of the gacha's households.
  let localShare: Double
  /// Share of herding inputs (hay, care, hired labour) bought from them.
  let localInputShare: Double
  /// Share of local sales that is the seller's income; the rest buys what is sold on.
  let valueAddedShare: Double
  /// How local sellers' own purchases are, relative to consumption: 0 all from outside, 1 as local as consumption.
  let sellersLocality: Double
  /// Share of local spending that goes to households with a tie; the rest goes to all by their working capacity.
  let tieShare: Double
  /// Price elasticity of what households of a gacha can supply.
  let supplyElasticity: Double
  /// Share of income that is consumed.
  let consumptionShare: Double

  init(_ values: ParameterValues) {
    localShare = values.number("spillover.localShare")
    localInputShare = values.number("spillover.localInputShare")
    valueAddedShare = values.number("spillover.valueAddedShare")
    sellersLocality = values.number("spillover.sellersLocality")
    tieShare = values.number("spillover.tieShare")
    supplyElasticity = values.number("spillover.supplyElasticity")
    consumptionShare = values.number("income.consumptionShare")
  }

  /// Local sales that a yuan of local sales causes: out of the seller's income, and of what it buys to sell on.
  var circulation: Double {
    localShare * (consumptionShare * valueAddedShare + sellersLocality * (1 - valueAddedShare))
  }

  /// Local income, a yuan of income from outside, when all of it is spent as consumption is.
  var localIncomePerYuan: Double { localShare * consumptionShare * valueAddedShare / (1 - circulation) }

  /// Share of sellers' receipts that leaves the gacha for goods.
  var importShare: Double { (1 - valueAddedShare) * (1 - localShare * sellersLocality) }
}
