import KhorshooNumerics
import KhorshooText

// What no single value shows: missing keys, places that cannot be, references to nothing.
extension ScenarioBuilder {
  mutating func check() {
    checkSelectedArms()
    guard chain.isComplete else { return }
    checkRequired()
    resolveRoster()
    checkArms()
    checkCounts()
    checkGridsOfArms()
    checkSpecies()
    checkHerdClasses()
    checkNamedPlaces()
    checkOutcomeYears()
    checkInterventions()
    checkDesign()
    checkNetworkDraws()
    checkAntitheticPairs()
    resolveHistory()
  }

  var rootPlace: SourcePlace { SourcePlace(path: path, line: 1, column: 1) }

  private mutating func checkRequired() {
    for (key, help) in missing where !isUnreadable(key) {
      report("missing-key", rootPlace, key, "neither the file nor its bases state it; \(help)")
    }
  }

  /// What has to be stated and is not, with a remedy.
  var missing: [(key: String, remedy: String)] { ScenarioForm.sections.flatMap { $0.missing(draft) } }

  /// Whether a key, or the group it is in, is stated but cannot be read.
  func isUnreadable(_ key: String) -> Bool {
    draft.unreadable.contains { $0 == key || $0.hasPrefix(key + ".") || key.hasPrefix($0 + ".") || $0.isEmpty }
  }

  private mutating func checkArms() {
    if draft.arms.isEmpty, !isUnreadable("arms"), !reader.diagnostics.contains(where: { $0.key.hasPrefix("arms") }) {
      report("no-arms", rootPlace, "arms", "there is no policy to compute; add one, such as 'arms: {none: {}}'")
    }
    let known = draft.arms.map(\.name)
    if let reference = draft.reference, !known.contains(reference.value), !isUnreadable("arms"), !known.isEmpty {
      report(
        "unknown-reference", reference.place, "reference",
        "found \(quoted(reference.value)), expected the name of an arm" + Nearest.hint(reference.value, among: known))
    }
  }

  private mutating func checkSelectedArms() {
    guard let selectedArms, chain.isComplete else { return }
    let known = draft.arms.map(\.name)
    let place = SourcePlace(path: "--arms")
    if selectedArms.isEmpty { report("no-arms", place, "", "found no name, expected arms joined by commas") }
    for name in selectedArms where !known.contains(name) {
      report("unknown-arm", place, "", "there is no arm \(quoted(name))" + Nearest.hint(name, among: known))
    }
  }

  private mutating func checkCounts() {
    let gacha = Double(draft.gacha.count)
    let sumu = Double(draft.sumu.count)
    let pastoral = Double(draft.sumu.filter(\.value.isPastoral).count)
    requireAtLeast("places.gridCount", "places.gachaCount", "every gacha has at least one grid")
    requireAtLeast("places.householdCount", "places.gridCount", "every grid has at least one household")
    requireAtLeast("places.partyMemberCount", "places.gridCount", "every grid has a central household")
    requireAtLeast("places.gachaCount", "places.pastoralSumuCount", "every pastoral sumu has at least one gacha")
    requireAtLeast("places.sumuCount", "places.pastoralSumuCount", "pastoral sumu are sumu")
    requireAtLeast("places.gachaCount", gacha, "gacha have a name", draft.gacha.first?.place)
    requireAtLeast("places.sumuCount", sumu, "sumu have a name", draft.sumu.first?.place)
    requireAtLeast("places.pastoralSumuCount", pastoral, "pastoral sumu have a name", draft.sumu.first?.place)
    let products = Double(draft.gacha.reduce(0) { $0 + $1.value.products.count })
    requireAtLeast(
      "places.cooperativeCount", products, "cooperatives are named by the products of gacha", draft.gacha.first?.place)
    if let all = count("places.sumuCount"), let herding = count("places.pastoralSumuCount"),
      sumu <= all.value, pastoral <= herding.value, sumu - pastoral > all.value - herding.value,
      all.value >= herding.value
    {
      report(
        "impossible-counts", all.place ?? herding.place ?? draft.sumu.first?.place ?? rootPlace, "places.sumuCount",
        "found \(plainNumber(all.value)), of which \(plainNumber(herding.value)) pastoral, "
          + "but \(plainNumber(sumu - pastoral)) sumu that are not pastoral have a name")
    }
  }

  private mutating func checkSpecies() {
    guard ledger.speciesNames.isEmpty,
      let place = plan.removed.values.max(by: { ($0.path, $0.line, $0.column) < ($1.path, $1.line, $1.column) })
    else { return }
    report("no-species", place, "species", "every species is taken out; keep at least one")
  }

  private func count(_ key: String) -> (value: Double, place: SourcePlace?)? {
    guard let value = values[key], !isUnreadable(key) else { return nil }
    switch value {
    case .number(let number): return (number, draft.values[key]?.place)
    case .integer(let number): return (Double(number), draft.values[key]?.place)
    case .boolean, .text: return nil
    }
  }

  private mutating func requireAtLeast(_ key: String, _ other: String, _ reason: String) {
    guard let least = count(other), let found = count(key), found.value < least.value else { return }
    report(
      "impossible-counts", found.place ?? least.place ?? rootPlace, key,
      "found \(plainNumber(found.value)), expected at least \(other) = \(plainNumber(least.value)): \(reason)")
  }

  private mutating func requireAtLeast(_ key: String, _ named: Double, _ what: String, _ place: SourcePlace?) {
    guard let found = count(key), found.value < named else { return }
    report(
      "impossible-counts", found.place ?? place ?? rootPlace, key,
      "found \(plainNumber(found.value)), but \(plainNumber(named)) \(what); make the count at least as large")
  }

  private mutating func checkNamedPlaces() {
    guard !isUnreadable("places.sumu"), !reader.diagnostics.contains(where: { $0.key.hasPrefix("places.sumu") }) else {
      return
    }
    let sumu = draft.sumu.map(\.value)
    for gacha in draft.gacha {
      let name = gacha.value.sumuID
      if let home = sumu.first(where: { $0.id == name }) {
        if !home.isPastoral {
          report(
            "not-pastoral", gacha.place, "places.gacha.\(gacha.value.id).sumu",
            "the sumu \(quoted(name)) is not pastoral, and only a pastoral sumu has gacha; name another, or say 'pastoral: true'"
          )
        }
      } else {
        report(
          "unknown-sumu", gacha.place, "places.gacha.\(gacha.value.id).sumu",
          "found \(quoted(name)), expected the id of a sumu in places.sumu" + Nearest.hint(name, among: sumu.map(\.id)))
      }
    }
  }

  /// Every network has a block of replicates.
  private mutating func checkNetworkDraws() {
    guard let draws = draft.run.networkDraws, draws.value > 1, let replicates = draft.run.replicates,
      replicates.value < 16 * draws.value
    else { return }
    report(
      "impossible-counts", replicates.place, "run.replicates",
      "found \(replicates.value), expected at least \(16 * draws.value): each of \(draws.value) networks (run.networkDraws) has "
        + "blocks of 16 replicates; take fewer networks or more replicates")
  }

  /// No block ends within an antithetic pair.
  private mutating func checkAntitheticPairs() {
    guard draft.run.antithetic?.value == true, let replicates = draft.run.replicates,
      replicates.value % laneCount != 0
    else { return }
    report("incomplete-pairs", replicates.place, "run.replicates", IncompletePairs.message(replicates.value))
  }

  private mutating func checkOutcomeYears() {
    guard draft.run.years != nil, draft.run.start != nil, draft.run.replicates != nil else { return }
    let run = RunSettings(draft.run)
    let (fromYear, toYear) = (draft.outcomes.fromYear.flatMap(year), draft.outcomes.toYear.flatMap(year))
    for (key, year) in [("outcomes.fromYear", fromYear), ("outcomes.toYear", toYear)] {
      guard let year, !run.calendarYears.contains(year.value) else { continue }
      report(
        "impossible-years", year.place, key,
        "found \(year.value), expected a year of the run, \(run.calendarYears.lowerBound) to \(run.calendarYears.upperBound)"
      )
    }
    if let from = fromYear, let to = toYear, from.value > to.value {
      report(
        "impossible-years", to.place, "outcomes.toYear", "found \(to.value), expected \(from.value) (fromYear) or later"
      )
    }
  }

  private func year(_ stated: Stated<Int?>) -> Stated<Int>? {
    stated.value.map { Stated(value: $0, place: stated.place) }
  }
}

/// Replicates of antithetic pairs that do not fill their blocks.
enum IncompletePairs {
  static func message(_ replicates: Int) -> String {
    "found \(replicates), expected a multiple of 16: with run.antithetic, replicates i and i + 8 of each 16 are a pair; "
      + "give \((replicates + laneCount - 1) / laneCount * laneCount) replicates, or --set run.antithetic=false"
  }
}
