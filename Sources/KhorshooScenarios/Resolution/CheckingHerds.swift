import KhorshooEngine
import KhorshooInputs
import KhorshooText

// Classes of herds, which only as a whole make a life: each sex from the newborn on, one class after the other.
extension ScenarioBuilder {
  mutating func checkHerdClasses() {
    checkSeasons()
    for species in ledger.speciesNames {
      let classes = ledger.classNames(of: species).map { "herds.\(species).\($0)" }
      // A ledger of another model may have classes without them.
      let keys = classes.flatMap { [$0 + ".stage", $0 + ".sex"] }
      guard keys.allSatisfy({ values[$0] != nil && !isUnreadable($0) }) else { continue }
      for sex in ["female", "male"] { checkStages(species, sex, classes) }
      checkMales(classes)
    }
  }

  /// Deaths of a year fall in some season.
  private mutating func checkSeasons() {
    let keys = ["Spring", "Summer", "Autumn", "Winter"].map { "husbandry.mortalityWeight\($0)" }
    guard keys.allSatisfy({ values[$0] != nil && !isUnreadable($0) }), keys.allSatisfy({ values.number($0) == 0 })
    else { return }
    let stated = keys.first { draft.values[$0] != nil }
    report(
      "no-solution", stated.flatMap { draft.values[$0]?.place } ?? rootPlace, stated ?? keys[0],
      "found 0 in all four seasons, expected a weight above 0 in one at least: the deaths of a year are shared out by them"
    )
  }

  private mutating func checkStages(_ species: String, _ sex: String, _ classes: [String]) {
    let members = classes.filter { values[$0 + ".sex"] == .text(sex) }
    let stages = members.map { values.integer($0 + ".stage") }
    guard stages.sorted() != Array(1...max(1, members.count)) else { return }
    let keys = classes.flatMap { [$0 + ".stage", $0 + ".sex"] }
    let stated = keys.compactMap { key in draft.values[key].map { (key: key, place: $0.place) } }
    let blamed = stated.first { $0.key.hasSuffix(".sex") } ?? stated.first { !isInTurn($0.key, stages) } ?? stated.first
    let found =
      members.isEmpty
      ? "no \(sex) class"
      : zip(members, stages).sorted { $0.1 < $1.1 }.map {
        "\($0.0.split(separator: ".").last ?? "") in stage \($0.1)"
      }.joined(separator: ", ")
    let expected =
      members.count < 2
      ? "one \(sex) class at least, the first of stage 1" : "stages 1 to \(members.count), one class in each"
    report(
      "herd-stages", blamed?.place ?? rootPlace, blamed?.key ?? "herds.\(species)",
      "found \(found) of \(species), expected \(expected): the newborn have stage 1 and each class grows into the next; "
        + "change the stage or the sex of a class")
  }

  /// Whether the stage under a key is one that has a place of its own in a life of so many stages.
  private func isInTurn(_ key: String, _ stages: [Int]) -> Bool {
    guard key.hasSuffix(".stage") else { return true }
    let stage = values.integer(key)
    return stage <= stages.count && stages.count { $0 == stage } == 1
  }

  /// Young are counted by their mothers.
  private mutating func checkMales(_ classes: [String]) {
    for name in classes where values[name + ".sex"] == .text("male") {
      let key = name + ".fertilityRatio"
      guard values[key] != nil, values.number(key) > 0 else { continue }
      let place = draft.values[key]?.place ?? draft.values[name + ".sex"]?.place ?? rootPlace
      report(
        "herd-stages", place, key,
        "found \(plainNumber(values.number(key))) in a class of males, expected 0: only females bear young")
    }
  }
}
