import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// What `--detail` adds to a run's tables, in a database of its own.
package enum RunDetail: String, CaseIterable, Sendable {
  /// Every outcome of a level.
  case sumu, gacha, grid, cooperative
  /// Every quarter of what is recorded.
  case quarter

  /// The level; nil for quarters.
  var level: PlaceLevel? { PlaceLevel(rawValue: rawValue) }
}

/// What `khorshoo run` records, and which of it stands in `outcomes.csv` and `differences.csv`.
///
/// Tables are by year: of the banner all outcomes, of sumu those that ``ofSumu`` names, of groups nearly all, and of groups
/// crossed with membership in the last year those that ``ofCrossed`` names. Names and levels that a scenario selects rule instead; years always do.
public struct RunRecording: Sendable {
  let selection: OutcomeSelection
  /// What is recorded beyond the tables.
  package let detail: Set<RunDetail>
  /// Whether every quarter of the banner is recorded, for `--keep replicates`.
  let keepsQuarters: Bool
  /// Last calendar year of the run.
  let lastYear: Int

  /// Levels of the tables where a scenario selects none.
  static let levels: Set<PlaceLevel> = [.banner, .sumu, .group]
  /// Outcomes of a sumu in the tables.
  static let ofSumu: Set<String> = [
    "sheepUnitsPerHousehold", "meanIncomePerHousehold", "accrualIncomePerHousehold", "incomePerHousehold", "incomeGini",
    "povertyShare", "membershipShare", "awareShare", "serviceCoverageYear", "publicCostYuan",
  ]
  /// Groups with all outcomes that are recorded for groups.
  private static let mainGroups: Set<String> = ["member", "nonMember", "central"]
  /// What other groups leave out: incomes that follow from those that they have.
  private static let leftOutOfGroups: Set<String> = ["cashIncomePerHousehold", "incomePerHead"]
  /// Outcomes of a group crossed with membership in the tables.
  static let ofCrossed: Set<String> = ["meanIncomePerHousehold", "povertyShare", "loserShare", "groupShare"]
  /// What the map of services shows of each grid, in the last year.
  private static let ofMap: Set<String> = ["serviceCoverageYear", "serviceTrust"]

  init(_ selection: OutcomeSelection, detail: Set<RunDetail>, keepsQuarters: Bool, lastYear: Int) {
    self.selection = selection
    self.detail = detail
    self.keepsQuarters = keepsQuarters
    self.lastYear = lastYear
  }

  /// Whether an outcome of a place stands in the tables.
  package var isInTables: @Sendable (OutcomeDefinition, Place) -> Bool {
    let (names, selected) = (Set(selection.names), Set(selection.levels))
    let isFree = names.isEmpty && selected.isEmpty
    let levels =
      selected.isEmpty ? Self.levels : Set(PlaceLevel.allCases.filter { selected.contains($0.rawValue) })
    return { outcome, place in
      guard levels.contains(place.level), names.isEmpty || names.contains(outcome.name) else { return false }
      guard isFree else { return true }
      switch place.level {
      case .sumu: return Self.ofSumu.contains(outcome.name)
      case .group:
        if Self.isCrossed(place) { return Self.ofCrossed.contains(outcome.name) }
        return Self.mainGroups.contains(place.id) || !Self.leftOutOfGroups.contains(outcome.name)
      case .banner, .gacha, .grid, .cooperative: return true
      }
    }
  }

  /// Whether a group is a class crossed with membership, such as `member.quintile1`.
  private static func isCrossed(_ place: Place) -> Bool { place.level == .group && place.id.contains(".") }

  /// Whether an outcome of a place is recorded at all.
  private var isWanted: (OutcomeDefinition, Place) -> Bool {
    let (inTables, names) = (isInTables, Set(selection.names))
    let levels = Set(detail.compactMap(\.level))
    return { outcome, place in
      inTables(outcome, place) || levels.contains(place.level) && (names.isEmpty || names.contains(outcome.name))
    }
  }

  /// Whether an outcome is recorded for a place in a quarter. It is asked of every cell, so choices are looked at once.
  var isRecorded: (OutcomeDefinition, Place, Quarter) -> Bool {
    let (wanted, names) = (isWanted, Set(selection.names))
    let isFree = names.isEmpty && selection.levels.isEmpty
    let ofBanner = selection.levels.isEmpty || selection.levels.contains(PlaceLevel.banner.rawValue)
    let (first, last) = (selection.fromYear ?? .min, selection.toYear ?? .max)
    let (detailed, keepsQuarters, lastYear) = (detail.contains(.quarter), keepsQuarters, min(lastYear, last))
    return { outcome, place, quarter in
      guard quarter.year >= first, quarter.year <= last else { return false }
      if place.level == .banner, ofBanner, PublicValue.outcomes.contains(outcome.name) {
        return names.isEmpty || names.contains(outcome.name)
      }
      if isFree, place.level == .grid, quarter.year == lastYear, Self.ofMap.contains(outcome.name) { return true }
      guard wanted(outcome, place) else { return false }
      if isFree, quarter.year != lastYear, Self.isCrossed(place) { return false }
      return quarter.number == 4 && !outcome.isGathered || detailed || keepsQuarters && place.level == .banner
    }
  }

  /// Whether a year is recorded as a whole, of an outcome that is gathered over it. Groups have none: who is in a group may
  /// change within the year.
  var isGathered: (OutcomeDefinition, Place, Quarter) -> Bool {
    let wanted = isWanted
    let (first, last) = (selection.fromYear ?? .min, selection.toYear ?? .max)
    return { outcome, place, quarter in
      place.level != .group && quarter.year >= first && quarter.year <= last && wanted(outcome, place)
    }
  }
}

extension ResolvedScenario {
  /// What a run of this scenario records.
  ///
  /// - Parameters:
  ///   - detail: what is recorded beyond the tables.
  ///   - keepsQuarters: whether every quarter of the banner is.
  package func recording(detail: Set<RunDetail> = [], keepsQuarters: Bool = false) -> RunRecording {
    RunRecording(
      outcomes, detail: detail, keepsQuarters: keepsQuarters, lastYear: run.calendarYears.upperBound)
  }
}
