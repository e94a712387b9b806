import KhorshooEngine
import KhorshooModel

/// How long, how often and from which seed a scenario is computed.
public struct RunSettings: Sendable, Equatable {
  /// Calendar years, 1 to 100.
  public let years: Int
  /// First quarter.
  public let start: Quarter
  /// Replicates of every arm, 1 to 1,000,000.
  public let replicates: Int
  /// Seed of every random stream.
  public let seed: UInt64
  /// Whether arms, and points of a sweep, meet the same luck.
  public let randomNumbers: RandomNumbers
  /// Networks over which replicates are dealt, 1 to 100.
  public let networkDraws: Int

  /// Memberwise.
  public init(
    years: Int, start: Quarter, replicates: Int, seed: UInt64, randomNumbers: RandomNumbers = .common,
    networkDraws: Int = 1
  ) {
    self.networkDraws = networkDraws
    self.years = years
    self.start = start
    self.replicates = replicates
    self.seed = seed
    self.randomNumbers = randomNumbers
  }

  /// Calendar years in which the run has a quarter.
  public var calendarYears: ClosedRange<Int> { start.year...start.advanced(by: years * 4 - 1).year }

  static let keys = ["years", "start", "replicates", "seed", "randomNumbers", "networkDraws"]
  static let years = limit("run.years", 1...100, "years")
  static let replicates = limit("run.replicates", 1...1_000_000, "replicates of every arm")
  static let networkDraws = limit("run.networkDraws", 1...100, "networks")
  static let calendarYear = limit("outcomes.fromYear", 1...10_100, "calendar year")

  static let randomNumbers = Parameter(
    key: "run.randomNumbers", value: .text(RandomNumbers.common.rawValue), unit: "1",
    kind: .choice(RandomNumbers.allCases.map(\.rawValue)), range: nil, uncertainty: "", source: "", trust: .assumed,
    meaning: "", meaningChinese: "")

  static let samples = limit("design.samples", 1...10_000_000, "points, blocks or trajectories")
  static let blockYears = limit("market.history.blockYears", 1...100, "years")
  static let historyMethod = Parameter(
    key: "market.history.method", value: .text("replay"), unit: "1", kind: .choice(["replay", "bootstrap"]), range: nil,
    uncertainty: "", source: "", trust: .assumed, meaning: "", meaningChinese: "")

  private static func limit(_ key: String, _ range: ClosedRange<Double>, _ unit: String) -> Parameter {
    Parameter(
      key: key, value: .integer(1), unit: unit, kind: .integer, range: range, uncertainty: "", source: "",
      trust: .assumed, meaning: "", meaningChinese: "")
  }
}

/// Which results a scenario keeps; an empty list keeps all.
public struct OutcomeSelection: Sendable, Equatable {
  /// Names of outcomes; empty for all.
  public let names: [String]
  /// Levels of places; empty for all.
  public let levels: [String]
  /// First calendar year, nil for the first of the run.
  public let fromYear: Int?
  /// Last calendar year, nil for the last of the run.
  public let toYear: Int?

  /// Memberwise.
  public init(names: [String] = [], levels: [String] = [], fromYear: Int? = nil, toYear: Int? = nil) {
    self.names = names
    self.levels = levels
    self.fromYear = fromYear
    self.toYear = toYear
  }
}
