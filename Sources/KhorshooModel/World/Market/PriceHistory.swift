import KhorshooNumerics

/// Prices as they once were, to be met again instead of the stochastic process: a series of whole years by quarters.
///
/// Prices are used as given: yuan a kg of live weight, a kg of hay, a working day, at the scenario's base year. A good
/// that the series does not hold keeps its process.
///
/// - Source: circular block bootstrap, Politis and Romano 1992 ("A circular block-resampling procedure for stationary
///   data", in LePage and Billard, Exploring the Limits of Bootstrap, Wiley, 263-270): every year of the series is
///   drawn with the same probability, also the first and the last.
/// - Proof: `PriceHistoryPropertyTests`.
public struct PriceHistory: Sendable, Equatable {
  /// How the years of a run get their prices.
  public enum Method: Sendable, Equatable {
    /// Year y of the run has the prices of year y of the series, in every replicate.
    case replay
    /// Blocks of consecutive years, drawn with replacement for each replicate; after the last year comes the first.
    case bootstrap(blockYears: Int)
  }

  /// The prices of one good.
  public struct Good: Sendable, Equatable {
    /// A species, `hay` or `wage`.
    public let name: String
    /// Quarter by quarter, spring first. Unit: yuan a kg (species: live weight), yuan a day (wage).
    public let prices: [Double]

    /// Memberwise.
    public init(name: String, prices: [Double]) {
      self.name = name
      self.prices = prices
    }
  }

  /// Name of the good that animals are fed with.
  public static let hay = "hay"
  /// Name of the good that a working day is.
  public static let wage = "wage"

  /// Calendar year of the first four prices; documentation only, the run's calendar is its own.
  public let firstYear: Int
  /// The goods it holds, each once.
  public let goods: [Good]
  /// How the years of a run get their prices.
  public let method: Method

  /// Number of years.
  public var years: Int { goods[0].prices.count / 4 }

  /// - Precondition: at least one good; no name twice; every good has the same number of prices, four a year; prices
  ///   are positive and finite; a block is not longer than the series.
  public init(firstYear: Int, goods: [Good], method: Method) {
    let lengths = Set(goods.map(\.prices.count))
    precondition(
      lengths.count == 1 && lengths.allSatisfy { $0 > 0 && $0 % 4 == 0 },
      "goods of a price history have \(lengths.sorted()) prices, expected one number, four a year")
    precondition(
      Set(goods.map(\.name)).count == goods.count, "a good stands twice in a price history: \(goods.map(\.name))")
    precondition(
      goods.allSatisfy { $0.prices.allSatisfy { $0 > 0 && $0.isFinite } }, "a price in a price history is not positive")
    self.firstYear = firstYear
    self.goods = goods
    self.method = method
    if case .bootstrap(let blockYears) = method {
      precondition((1...years).contains(blockYears), "blocks of \(blockYears) years from a series of \(years)")
    }
  }

  /// Whether the series is long enough for a run.
  public func covers(years: Int) -> Bool { method != .replay || years <= self.years }
}

/// A price history laid out for a banner: which years each lane meets, and their prices.
struct PriceHistoryTable {
  private let method: PriceHistory.Method
  private let years: Int
  /// Position of each held good among the goods of the banner.
  private let positions: [Int]
  /// Shape: (years x 4 quarters) x held goods.
  private let prices: [Float]

  init(_ history: PriceHistory, speciesNames: [String]) {
    let names = speciesNames + [PriceHistory.hay, PriceHistory.wage]
    positions = history.goods.map { good in
      guard let position = names.firstIndex(of: good.name) else {
        preconditionFailure("the price history holds \(good.name), the banner trades \(names)")
      }
      return position
    }
    method = history.method
    years = history.years
    prices = (0..<4 * history.years).flatMap { time in history.goods.map { Float($0.prices[time]) } }
  }

  /// Puts the prices of the held goods in place of what the process drew: all goods of a year together, so that they
  /// keep their correlation. Shape of `target`: (years x 4 quarters) x goods, each x 16.
  func lay(over target: Rows, goodCount: Int, years runYears: Int, _ random: SharedDraws) {
    var source = SIMD16<Int32>.zero
    for year in 0..<runYears {
      switch method {
      case .replay: source = SIMD16(repeating: Int32(year))
      case .bootstrap(let blockYears):
        source = year % blockYears == 0 ? drawYear(block: year / blockYears, random) : next(source)
      }
      for quarter in 0..<4 {
        let row = target + (4 * year + quarter) * goodCount
        for (held, position) in positions.enumerated() {
          for lane in 0..<laneCount {
            row[position][lane] = prices[(4 * Int(source[lane]) + quarter) * positions.count + held]
          }
        }
      }
    }
  }

  /// First year of a block, uniform over the series, one draw a lane.
  private func drawYear(block: Int, _ random: SharedDraws) -> SIMD16<Int32> {
    let u = random.uniform(ModelStreams.all.priceHistory, entity: block, quarter: 0, index: 0)
    var year = SIMD16<Int32>.zero
    // Rounding must not reach the year after the last.
    for lane in 0..<laneCount { year[lane] = min(Int32(u[lane] * Float(years)), Int32(years - 1)) }
    return year
  }

  /// The year after, which after the last is the first.
  private func next(_ year: SIMD16<Int32>) -> SIMD16<Int32> {
    var next = year &+ 1
    next.replace(with: 0, where: next .== Int32(years))
    return next
  }
}
