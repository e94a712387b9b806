import KhorshooEngine
import KhorshooText

/// The few outcomes of a folder that its summary and its charts show, gathered in one pass over each table.
struct HeadlineSeries {
  /// One row of `outcomes.csv`.
  struct Level {
    let place, unit: String
    let mean, mcse, p05, p95: Double
  }

  /// One row of `differences.csv`.
  struct Change {
    let difference, low, high, relative: Double
  }

  struct Key: Hashable {
    let outcome, placeID, arm: String
    let year: Int
  }

  private(set) var levels: [Key: Level] = [:]
  private(set) var changes: [Key: Change] = [:]
  /// Arms in the order of the table.
  private(set) var arms: [String] = []

  /// Outcomes of the banner that are drawn, at the end of each year.
  static let herd = "sheepUnitsPerHousehold"
  static let income = "accrualIncomePerHousehold"
  static let membership = "membershipShare"

  /// - Throws: `UserError` 65, 66: what is wrong with the tables.
  init(_ folder: StoredResult, _ content: WorkbookContent) throws(UserError) {
    let wanted = Dictionary(
      grouping: content.headlines.map { ($0.outcome, $0.placeID) }
        + [Self.herd, Self.income, Self.membership].map { ($0, nil) }, by: \.0
    ).mapValues { Set($0.map(\.1)) }
    func isWanted(_ table: CSVReader, _ outcome: Int, _ level: Int, _ place: Int) -> Bool {
      guard let places = wanted[table.text(outcome)] else { return false }
      return table.text(level) == PlaceLevel.banner.rawValue ? places.contains(nil) : places.contains(table.text(place))
    }
    let keys = ["arm", "level", "placeID", "place", "year", "outcome", "unit"]
    var table = try folder.table("outcomes.csv", columns: keys + ["mean", "mcse", "p05", "p95"])
    var at = Dictionary(uniqueKeysWithValues: table.header.enumerated().map { ($1, $0) })
    while try table.next() {
      let arm = table.text(at["arm"]!)
      if arms.last != arm, !arms.contains(arm) { arms.append(arm) }
      guard isWanted(table, at["outcome"]!, at["level"]!, at["placeID"]!) else { continue }
      levels[try Self.key(table, at)] = Level(
        place: table.text(at["place"]!), unit: table.text(at["unit"]!), mean: try table.number(at["mean"]!),
        mcse: try table.number(at["mcse"]!), p05: try table.number(at["p05"]!), p95: try table.number(at["p95"]!))
    }
    table = try folder.table("differences.csv", columns: keys + ["difference", "ci95Low", "ci95High", "relative"])
    at = Dictionary(uniqueKeysWithValues: table.header.enumerated().map { ($1, $0) })
    while try table.next() {
      guard isWanted(table, at["outcome"]!, at["level"]!, at["placeID"]!) else { continue }
      changes[try Self.key(table, at)] = Change(
        difference: try table.number(at["difference"]!), low: try table.number(at["ci95Low"]!),
        high: try table.number(at["ci95High"]!), relative: try table.number(at["relative"]!))
    }
  }

  private static func key(_ table: CSVReader, _ at: [String: Int]) throws(UserError) -> Key {
    let isBanner = table.text(at["level"]!) == PlaceLevel.banner.rawValue
    return Key(
      outcome: table.text(at["outcome"]!), placeID: isBanner ? "" : table.text(at["placeID"]!),
      arm: table.text(at["arm"]!), year: try table.integer(at["year"]!))
  }

  /// The last year that has an outcome.
  func lastYear(_ outcome: String, _ placeID: String) -> Int? {
    levels.keys.filter { $0.outcome == outcome && $0.placeID == placeID }.map(\.year).max()
  }

  /// Years of the banner.
  var years: [Int] { Set(levels.keys.filter(\.placeID.isEmpty).map(\.year)).sorted() }

  /// What an outcome of the banner is at the end of a year.
  func level(_ outcome: String, _ arm: String, _ year: Int) -> Level? {
    levels[Key(outcome: outcome, placeID: "", arm: arm, year: year)]
  }

  /// What an arm changes of it.
  func change(_ outcome: String, _ arm: String, _ year: Int) -> Change? {
    changes[Key(outcome: outcome, placeID: "", arm: arm, year: year)]
  }
}
