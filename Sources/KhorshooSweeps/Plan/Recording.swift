import KhorshooEngine
import KhorshooModel
import KhorshooScenarios

/// What a sweep records of each point: the scenario's own selection, or else the few numbers that most questions are about.
///
/// Without a selection: headlines of the banner at the end of the last year, the public cost of its four quarters, and
/// incomes of members, non-members and central households.
enum Recording {
  /// Of the banner, at the end of the last year.
  static let headlines = [
    "sheepUnitsPerHousehold", "meanIncomePerHousehold", "incomePerHousehold", "incomePerHead", "incomeGini",
    "povertyShare", "membershipShare",
    "awareShare", "loserShare", "memberEffect",
  ]
  /// Of the banner, in each quarter of the last year.
  static let flows = ["publicCostYuan"]
  /// Of the groups, at the end of the last year.
  static let ofGroups = ["meanIncomePerHousehold", "incomePerHousehold"]
  static let groups = ["member", "nonMember", "central"]

  /// The rule in words, as the plan has it.
  static func description(_ selection: OutcomeSelection) -> String {
    guard selection != OutcomeSelection() else {
      return "last year, banner: \((headlines + flows).joined(separator: ",")); "
        + "\(groups.joined(separator: ",")): \(ofGroups.joined(separator: ","))"
    }
    let names = selection.names.isEmpty ? "all" : selection.names.joined(separator: ",")
    let levels = selection.levels.isEmpty ? "all" : selection.levels.joined(separator: ",")
    return "\(names) at \(levels) from \(selection.fromYear.map(String.init) ?? "first") "
      + "to \(selection.toYear.map(String.init) ?? "last")"
  }

  /// Whether an outcome is recorded. It is asked of every cell, so the scenario is looked at once.
  static func rule(_ scenario: ResolvedScenario) -> (OutcomeDefinition, Place, Quarter) -> Bool {
    guard scenario.outcomes == OutcomeSelection() else { return scenario.outcomes.rule }
    let lastYear = scenario.run.calendarYears.upperBound
    return { outcome, place, quarter in
      guard quarter.year == lastYear else { return false }
      switch place.level {
      case .banner:
        return quarter.number == 4 && headlines.contains(outcome.name) || flows.contains(outcome.name)
      case .group: return quarter.number == 4 && groups.contains(place.id) && ofGroups.contains(outcome.name)
      case .sumu, .gacha, .grid, .cooperative: return false
      }
    }
  }
}
