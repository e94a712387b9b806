import KhorshooEngine
import KhorshooNumerics

/// Weather and prices of one block, drawn once for all arms: the luck that arms share; antithetic replicates have it mirrored
/// (``SharedDraws``).
///
/// - When: before the first quarter.
/// - Random: ``ModelStreams/forage``, ``ModelStreams/dzud``, ``ModelStreams/prices``, ``ModelStreams/priceHistory``.
/// - Source: model description 3; parameters `forage.*`, `dzud.*`, `market.*`.
/// - Proof: `BlockShocksStatistical`.
package final class BlockShocks {
  private let banner: Banner
  private let forage: ForageParameters
  private let dzudParameters: DzudParameters
  private let years: Int
  /// First year, negative in the past, and the number of its first quarter, by which draws are keyed.
  private let firstYear, firstQuarter: Int
  private let gachaFactor: Matrix<Float>
  private let sumuFactor: Matrix<Float>
  private let priceFactor: Matrix<Float>
  private let history: PriceHistoryTable?
  private let isAntithetic: Bool
  // Shapes: years x gacha, years x sumu, quarters x goods, each x 16; scratch for one set of correlated normals.
  private let forageLog: Rows
  private let severity: Rows
  private let prices: Rows
  private let normals: Rows

  /// Weather and prices of `years` years from `firstYear` on, drawn as those of quarters from `firstQuarter` on.
  ///
  /// - Precondition: a price history to be replayed is as long as the run.
  package init(
    banner: Banner, values: ParameterValues, years: Int, firstYear: Int = 0, firstQuarter: Int = 0,
    priceHistory: PriceHistory? = nil, isAntithetic: Bool = false
  ) throws {
    (self.firstYear, self.firstQuarter, self.isAntithetic) = (firstYear, firstQuarter, isAntithetic)
    precondition(
      priceHistory?.covers(years: years) ?? true,
      "a price history of \(priceHistory?.years ?? 0) years is replayed in a run of \(years)")
    self.banner = banner
    self.years = years
    forage = ForageParameters(values)
    dzudParameters = DzudParameters(values)
    let places = banner.places
    func factor(_ key: String, _ correlation: Matrix<Double>) throws(UnsolvableParameters) -> Matrix<Float> {
      try UnsolvableParameters.solving(key, reason: "the correlations that it sets cannot be together") {
        () throws(NumericsError) in Matrix(try cholesky(correlation))
      }
    }
    gachaFactor = try factor(
      "forage.correlationKm",
      distanceCorrelation(places.gacha.map { ($0.xKm, $0.yKm) }, lengthKm: forage.correlationKm))
    sumuFactor = try factor(
      "dzud.correlationKm",
      distanceCorrelation(places.sumu.map { ($0.xKm, $0.yKm) }, lengthKm: dzudParameters.correlationKm))
    priceFactor = try factor("market.livestockCorrelation", Matrix(banner.goods.correlation))
    history = priceHistory.map { PriceHistoryTable($0, speciesNames: banner.table.species.map(\.name)) }
    func rows(_ count: Int) -> Rows {
      let rows = Rows.allocate(capacity: count)
      rows.initialize(repeating: .zero, count: count)
      return rows
    }
    forageLog = rows(years * places.gacha.count)
    severity = rows(years * places.sumu.count)
    prices = rows(4 * years * banner.goods.count)
    normals = rows(max(places.gacha.count, places.sumu.count, banner.goods.count))
  }

  deinit { for rows in [forageLog, severity, prices, normals] { rows.deallocate() } }

  /// Deviation of log yield from the gacha's mean in a year.
  package func forageLog(gacha: Int, year: Int) -> Lanes {
    forageLog[(year - firstYear) * banner.places.gacha.count + gacha]
  }

  /// Severity of the winter's dzud, 0 to 1.
  package func dzud(sumu: Int, year: Int) -> Lanes {
    severity[(year - firstYear) * banner.places.sumu.count + sumu]
  }

  /// Price of a good, yuan a kg or day.
  package func price(_ good: Int, time: Int) -> Lanes { prices(time: time)[good] }

  /// Prices of a quarter, yuan a kg or day. Shape: goods x 16.
  @inline(__always)
  package func prices(time: Int) -> UnsafePointer<Lanes> {
    UnsafePointer(prices + (time - 4 * firstYear) * banner.goods.count)
  }

  /// Draws everything for a block.
  package func draw(_ random: LaneRandom) {
    let draws = SharedDraws(random, isAntithetic: isAntithetic)
    drawForage(draws)
    drawDzud(draws)
    drawPrices(draws)
    history?.lay(over: prices, goodCount: banner.goods.count, years: years, draws)
  }

  /// Fills `normals` with correlated standard normals of `count` entities: L Z, one TRMM.
  private func drawNormals(
    _ stream: RandomStream, _ factor: Matrix<Float>, count: Int, quarter: Int, _ random: SharedDraws
  ) {
    for entity in 0..<count {
      normals[entity] = normalQuantileLanes(random.uniform(stream, entity: entity, quarter: quarter, index: 0))
    }
    factor.multiplyLower(normals)
  }

  /// ln F = mean + AR(1) over years, innovations correlated over space; stationary from the first year, mean of F kept.
  private func drawForage(_ random: SharedDraws) {
    let count = banner.places.gacha.count
    let rho = Float(forage.autocorrelation)
    let sd = Float(forage.yearlyLogSd)
    let innovation = (1 - rho * rho).squareRoot() * sd
    let meanCorrection = -sd * sd / 2
    for year in 0..<years {
      drawNormals(ModelStreams.all.forage, gachaFactor, count: count, quarter: firstQuarter + 4 * year + 1, random)
      for g in 0..<count {
        let previous = year == 0 ? .zero : forageLog[(year - 1) * count + g] - meanCorrection
        let deviation = year == 0 ? normals[g] * sd : previous * rho + normals[g] * innovation
        forageLog[year * count + g] = deviation + meanCorrection
      }
    }
  }

  /// An event when a correlated normal falls below the quantile of its probability, which rises with summer drought.
  private func drawDzud(_ random: SharedDraws) {
    let places = banner.places
    let sd = Float(max(forage.yearlyLogSd, 1e-6))
    for year in 0..<years {
      drawNormals(
        ModelStreams.all.dzud, sumuFactor, count: places.sumu.count, quarter: firstQuarter + 4 * year + 3, random)
      for s in places.sumu.indices {
        var drought = Lanes.zero
        // Without the correction of the mean: a normal summer is no drought.
        for g in places.sumu[s].gacha { drought -= forageLog(gacha: g, year: firstYear + year) / sd + sd / 2 }
        if !places.sumu[s].gacha.isEmpty { drought = drought / Float(places.sumu[s].gacha.count) }
        let probability = logisticLanes(drought * dzudParameters.droughtLogOdds + dzudParameters.intercept)
        let isEvent = normals[s] .< normalQuantileLanes(probability.atLeast(1e-6).atMost(1 - 1e-6))
        let u = random.uniform(ModelStreams.all.dzud, entity: s, quarter: firstQuarter + 4 * year + 3, index: 1)
        // Kumaraswamy(1, b): 1 - (1 - u)^(1/b).
        let drawn = 1 - expLanes(logLanes(1 - u) / dzudParameters.severityShape)
        severity[year * places.sumu.count + s] = drawn.masked(by: isEvent)
      }
    }
  }

  /// ln p = ln mean + season + AR(1); hay also rises with a poor harvest, from autumn to the next summer.
  private func drawPrices(_ random: SharedDraws) {
    let goods = banner.goods
    let rho = Float(goods.quarterlyAutocorrelation)
    var deviation = [Lanes](repeating: .zero, count: goods.count)
    for time in 0..<4 * years {
      drawNormals(ModelStreams.all.prices, priceFactor, count: goods.count, quarter: firstQuarter + time, random)
      let harvestYear = time % 4 >= 2 ? time / 4 : time / 4 - 1
      for j in 0..<goods.count {
        let sd = Float(goods.logSd[j])
        deviation[j] =
          time == 0 ? normals[j] * sd : deviation[j] * rho + normals[j] * (sd * (1 - rho * rho).squareRoot())
        var log = deviation[j] + Float(stableLog(goods.meanPrice[j]) + goods.seasonLog[j][time % 4]) - sd * sd / 2
        if j == goods.hay && harvestYear >= 0 {
          // The mean price is that after a normal harvest.
          let forageSd = Float(forage.yearlyLogSd)
          log += (meanForageLog(year: harvestYear) + forageSd * forageSd / 2) * Float(goods.hayForageElasticity)
        }
        prices[time * goods.count + j] = expLanes(log)
      }
    }
  }

  private func meanForageLog(year: Int) -> Lanes {
    var sum = Lanes.zero
    for g in banner.places.gacha.indices { sum += forageLog(gacha: g, year: firstYear + year) }
    return sum / Float(banner.places.gacha.count)
  }
}

/// Snow disasters (`dzud.*`).
struct DzudParameters {
  /// Log odds of an event in a sumu's winter after a normal summer.
  let intercept: Float
  /// Rise of the log odds a standard deviation of drought.
  let droughtLogOdds: Float
  /// Shape b of the severity, Kumaraswamy(1, b): mean 1 / (1 + b).
  let severityShape: Float
  /// Distance over which the correlation between sumu falls to 1/e, km.
  let correlationKm: Double

  init(_ values: ParameterValues) {
    let probability = values.number("dzud.probabilityPerWinter")
    intercept = Float(stableLog(probability / (1 - probability)))
    droughtLogOdds = values.float("dzud.droughtLogOdds")
    severityShape = values.float("dzud.severityShape")
    correlationKm = values.number("dzud.correlationKm")
  }
}

/// corr = exp(-distance / length). Shape: points x points.
private func distanceCorrelation(_ points: [(Double, Double)], lengthKm: Double) -> Matrix<Double> {
  Matrix(
    points.map { a in
      points.map { b in
        let (dx, dy) = (a.0 - b.0, a.1 - b.1)
        return stableExp(-(dx * dx + dy * dy).squareRoot() / lengthKm)
      }
    })
}
