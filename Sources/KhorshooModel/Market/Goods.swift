import KhorshooEngine
import KhorshooNumerics

/// What has a price: the species (live weight) in their order, then hay, then labour.
struct Goods {
  /// Species come first.
  let speciesCount: Int
  /// Mean price: yuan a kg of live weight, a kg of hay, a working day.
  let meanPrice: [Double]
  /// Log price relative to the year's mean in spring, summer, autumn and winter. Shape: goods x 4.
  let seasonLog: [[Double]]
  /// Standard deviation of the yearly log price.
  let logSd: [Double]
  /// Position of hay.
  var hay: Int { speciesCount }
  /// Position of labour.
  var labour: Int { speciesCount + 1 }
  /// Number of goods.
  var count: Int { speciesCount + 2 }

  /// Correlation of log price between successive quarters.
  let quarterlyAutocorrelation: Double
  /// Correlation of the innovations of two livestock prices.
  let livestockCorrelation: Double
  /// Change of log hay price with log forage yield of the banner (an elasticity, negative).
  let hayForageElasticity: Double

  init(_ values: ParameterValues, speciesNames: [String]) {
    speciesCount = speciesNames.count
    let names = speciesNames.map { "\($0)YuanPerKg" } + ["hayYuanPerKg", "wageYuanPerDay"]
    meanPrice = names.map { values.number("market." + $0) }
    let livestockSeason = ["Spring", "Summer", "Autumn", "Winter"].map {
      values.number("market.livestockSeasonLog" + $0)
    }
    seasonLog = speciesNames.map { _ in livestockSeason } + [[0, 0, 0, 0], [0, 0, 0, 0]]
    let livestockSd = values.number("market.livestockLogSd")
    logSd = speciesNames.map { _ in livestockSd } + [values.number("market.hayLogSd"), values.number("market.wageLogSd")]
    let yearly = values.number("market.yearlyAutocorrelation")
    quarterlyAutocorrelation = yearly.squareRoot().squareRoot()
    livestockCorrelation = values.number("market.livestockCorrelation")
    hayForageElasticity = values.number("market.hayForageElasticity")
  }

  /// Correlation matrix of the innovations. Shape: goods x goods.
  var correlation: [[Double]] {
    (0..<count).map { i in
      (0..<count).map { j in i == j ? 1 : i < speciesCount && j < speciesCount ? livestockCorrelation : 0 }
    }
  }
}
