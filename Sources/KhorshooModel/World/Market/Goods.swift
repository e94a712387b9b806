import KhorshooEngine
import KhorshooNumerics

/// What has a price: the species (live weight) in their order, then hay, then labour.
package struct Goods {
  /// Species come first.
  package let speciesCount: Int
  /// Mean price: yuan a kg of live weight, a kg of hay, a working day.
  package let meanPrice: [Double]
  /// Log price relative to the year's mean in spring, summer, autumn and winter. Shape: goods x 4.
  package let seasonLog: [[Double]]
  /// Standard deviation of the yearly log price.
  package let logSd: [Double]
  /// Position of hay.
  package var hay: Int { speciesCount }
  /// Position of labour.
  package var labour: Int { speciesCount + 1 }
  /// Number of goods.
  package var count: Int { speciesCount + 2 }

  /// Correlation of log price between successive quarters.
  package let quarterlyAutocorrelation: Double
  /// Correlation of the innovations of two livestock prices.
  package let livestockCorrelation: Double
  /// Change of log hay price with log forage yield of the banner (an elasticity, negative).
  package let hayForageElasticity: Double

  init(_ values: ParameterValues, speciesNames: [String]) {
    speciesCount = speciesNames.count
    meanPrice = (speciesNames.map { "herds.\($0).priceYuanPerKg" } + ["market.hayYuanPerKg", "market.wageYuanPerDay"])
      .map { values.number($0) }
    let livestockSeason = ["Spring", "Summer", "Autumn", "Winter"].map {
      values.number("market.livestockSeasonLog" + $0)
    }
    seasonLog = speciesNames.map { _ in livestockSeason } + [[0, 0, 0, 0], [0, 0, 0, 0]]
    let livestockSd = values.number("market.livestockLogSd")
    logSd =
      speciesNames.map { _ in livestockSd } + [values.number("market.hayLogSd"), values.number("market.wageLogSd")]
    let yearly = values.number("market.yearlyAutocorrelation")
    quarterlyAutocorrelation = yearly.squareRoot().squareRoot()
    livestockCorrelation = values.number("market.livestockCorrelation")
    hayForageElasticity = values.number("market.hayForageElasticity")
  }

  /// Correlation matrix of the innovations. Shape: goods x goods.
  package var correlation: [[Double]] {
    (0..<count).map { i in
      (0..<count).map { j in i == j ? 1 : i < speciesCount && j < speciesCount ? livestockCorrelation : 0 }
    }
  }
}
