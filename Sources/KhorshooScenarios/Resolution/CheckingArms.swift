import KhorshooInputs
import KhorshooModel
import KhorshooText

// Grids and office holders that an arm has for itself: as possible as those of the scenario, and not those of a survey.
extension ScenarioBuilder {
  mutating func checkGridsOfArms() {
    for arm in draft.arms {
      for (key, stated) in arm.own.sorted(by: { $0.key < $1.key }) where GridChoice.keys.contains(key) {
        let armKey = "arms.\(arm.name).\(key)"
        if let column = surveyedGrids {
          report(
            "not-by-arm", stated.place, armKey,
            "the roster says by its column '\(column)' which grids there are, so that no arm can have others; take the line "
              + "out, or rename the column to have grids drawn")
        } else if key == "places.gridCount", case .integer(let count) = stated.value {
          checkGridCount(count, armKey, stated.place)
        }
      }
      guard roster?.roster.numbers[.distanceKm] != nil else { continue }
      for (key, stated) in arm.own.sorted(by: { $0.key < $1.key }) where SelectionChoice.keys.contains(key) {
        report(
          "not-by-arm", stated.place, "arms.\(arm.name).\(key)",
          "the roster says by its column 'distanceKm' how far each lives from who holds the office, so that no arm can have "
            + "others; take the line out, or leave the column out and give homesteads")
      }
    }
  }

  /// The column of a roster that is about its grids; nil without.
  private var surveyedGrids: String? {
    guard let roster = roster?.roster else { return nil }
    return roster.grid != nil ? "grid" : roster.numbers[.distanceKm] != nil ? "distanceKm" : nil
  }

  private mutating func checkGridCount(_ count: Int, _ key: String, _ place: SourcePlace) {
    if let least = whole("places.gachaCount"), count < least {
      report(
        "impossible-counts", place, key,
        "found \(count), expected at least places.gachaCount = \(least): every gacha has at least one grid")
    }
    for (other, reason) in [
      ("places.householdCount", "every grid has at least one household"),
      ("places.partyMemberCount", "every grid has a central household"),
    ] {
      guard let most = whole(other), count > most else { continue }
      report(
        "impossible-counts", place, key, "found \(count), expected at most \(other) = \(most): \(reason)")
    }
  }

  private func whole(_ key: String) -> Int? {
    guard !isUnreadable(key), case .integer(let value) = values[key] else { return nil }
    return value
  }
}
