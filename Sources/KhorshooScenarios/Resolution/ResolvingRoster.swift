import KhorshooInputs
import KhorshooModel
import KhorshooText
import Synchronization

// The roster: its tables read, its counts and names put in the place of those of the bases.
extension ScenarioBuilder {
  private static let rosterKey = "places.roster"

  /// Reads the tables, reports what is wrong with them and with what the scenario says beside them.
  mutating func resolveRoster() {
    guard let stated = draft.roster else { return }
    if let path = stated.value.margins { return resolveMargins(path, stated.value.decimal, stated.place) }
    let reading: RosterReading
    do throws(UserError) {
      reading = try rosters.reading(stated.value, species: reader.ledger.speciesNames, from: source)
    } catch {
      diagnostics += error.diagnostics
      rosterFiles = stated.value.all
      reader.draft.unreadable.insert("places")
      return
    }
    rosterFiles = stated.value.all
    rosterWarnings = reading.warnings
    var survey = reading.roster.inOrderOfIdentifiers()
    if survey.gacha == nil { survey.gacha = Roster.Units(all: "gacha", count: survey.count) }
    nameSumu(survey, stated.place)
    setCounts(survey, stated.place)
    setStart(&survey, stated.place)
    checkMembers(&survey, stated.place)
    let kinds = RosterForm.tables
    let paths = [stated.value.households, stated.value.ties, stated.value.grids, stated.value.cooperatives]
    let kept = zip(kinds, paths).filter { $0.1 != nil }.map(\.0)
    roster = ResolvedRoster(
      roster: survey,
      tables: zip(kept, reading.inputFiles).map { kind, file in
        let bytes = (try? source.table(file.path, .max).get()) ?? []
        return ResolvedRoster.Table(kind: kind, file: file, text: String(decoding: bytes, as: UTF8.self))
      }, isDirected: stated.value.isDirected, mergedTies: reading.mergedTies,
      missingTieShare: stated.value.missingTieShare, fit: nil)
    roster?.decimal = stated.value.decimal
  }

  /// Households that have the published margins, in the place of a roster.
  private mutating func resolveMargins(_ path: String, _ decimal: DecimalMark, _ place: SourcePlace) {
    rosterFiles = [path]
    do throws(UserError) {
      let (table, file, warnings) = try RosterReader.margins(path, decimal: decimal) { source.table($0, $1) }
      rosterWarnings = warnings
      let fit: MarginSynthesis
      do {
        fit = try MarginSynthesis(
          table, values: values, speciesNames: ledger.speciesNames, seed: draft.run.seed?.value ?? 0)
      } catch {
        let (code, message) = table.message(error)
        throw UserError(.invalidData, [Diagnostic(code: code, path: path, message: message)])
      }
      nameSumu(fit.roster, place)
      setCounts(fit.roster, place)
      let bytes = (try? source.table(path, .max).get()) ?? []
      roster = ResolvedRoster(
        roster: fit.roster,
        tables: [.init(kind: "margins", file: file, text: String(decoding: bytes, as: UTF8.self))], isDirected: false,
        mergedTies: 0, missingTieShare: 0,
        fit: .init(rounds: fit.rounds, largestMiss: fit.largestMiss, largestRounding: fit.largestRounding))
      roster?.decimal = decimal
    } catch {
      diagnostics += error.diagnostics
      reader.draft.unreadable.insert("places")
    }
  }

  /// Whether a statement is overruled by the roster: it stands in a base of the file that names the roster.
  private func isOfBase(_ place: SourcePlace, _ rosterPlace: SourcePlace) -> Bool {
    let files = chain.files.map(\.path)
    guard let own = files.firstIndex(of: rosterPlace.path), let other = files.firstIndex(of: place.path) else {
      return false
    }
    return other > own
  }

  /// Sumu and gacha are those in which households live; a list beside the roster gives them names.
  private mutating func nameSumu(_ survey: Roster, _ place: SourcePlace) {
    let gacha = survey.gacha ?? Roster.Units(all: "gacha", count: survey.count)
    let sumu = survey.sumu ?? Roster.Units(all: "sumu", count: survey.count)
    let statedSumu = draft.sumu.filter { !isOfBase($0.place, place) }
    let statedGacha = draft.gacha.filter { !isOfBase($0.place, place) }
    for (key, id, at) in statedSumu.filter(\.value.isPastoral).map({ ("places.sumu", $0.value.id, $0.place) })
      + statedGacha.map({ ("places.gacha", $0.value.id, $0.place) })
    {
      let known = key == "places.sumu" ? sumu.names : gacha.names
      guard !known.contains(id) else { continue }
      report(
        "unknown-place", at, "\(key).\(id)",
        "found \(quoted(id)), expected one in which a household of the roster lives" + Nearest.hint(id, among: known))
    }
    reader.draft.sumu =
      sumu.names.map { name in
        statedSumu.first { $0.value.id == name }
          ?? Stated(value: NamedSumu(id: name, name: name, nameChinese: name, isPastoral: true), place: place)
      } + statedSumu.filter { !$0.value.isPastoral }
    var sumuOfGacha = [Int](repeating: 0, count: gacha.names.count)
    for (g, s) in zip(gacha.index, sumu.index) { sumuOfGacha[g] = s }
    reader.draft.gacha = gacha.names.enumerated().map { g, name in
      let named = statedGacha.first { $0.value.id == name }?.value
      return Stated(
        value: NamedGacha(
          id: name, name: named?.name ?? name, nameChinese: named?.nameChinese ?? name,
          sumuID: sumu.names[sumuOfGacha[g]], products: named?.products ?? []), place: place)
    }
  }

  /// Counts follow from the roster; what it does not say has to be stated beside it.
  private mutating func setCounts(_ survey: Roster, _ place: SourcePlace) {
    let party = survey.numbers[.partyMembers].map { $0.reduce(0) { $0 + ($1.isNaN ? 0 : Int($1)) } }
    let counts: [(key: String, count: Int?, help: String)] = [
      ("places.sumuCount", draft.sumu.count, ""),
      ("places.pastoralSumuCount", draft.sumu.count(where: \.value.isPastoral), ""),
      ("places.gachaCount", survey.gacha?.names.count, ""), ("places.householdCount", survey.count, ""),
      ("places.gridCount", survey.grid?.names.count, "a column 'grid' of households"),
      ("places.partyMemberCount", party, "a column 'partyMembers' of households"),
      ("places.cooperativeCount", survey.cooperatives?.count, "a table of cooperatives"),
    ]
    for (key, count, help) in counts where !isUnreadable(key) {
      let stated = draft.values[key].flatMap { isOfBase($0.place, place) ? nil : $0 }
      guard let count else {
        if stated == nil {
          report(
            "missing-key", place, key, "the roster does not say it; state it beside the roster, or give \(help)")
          reader.draft.unreadable.insert(key)
        }
        continue
      }
      if let stated, stated.value != .integer(count) {
        report(
          "impossible-counts", stated.place, key,
          "found \(stated.value), but the roster has \(count); delete the line: the count follows from the roster")
      }
      set(key, Stated(value: .integer(count), place: place))
    }
    if survey.grid != nil { set("places.rosterGridCount", Stated(value: .integer(0), place: place)) }
  }

  /// What has a date is judged by the first quarter of the run.
  private mutating func setStart(_ survey: inout Roster, _ place: SourcePlace) {
    guard let start = draft.run.start?.value else { return }
    let isQuarterly = survey.calendar == .quarters
    let now = Int32(isQuarterly ? 4 * start.year + start.number - 1 : start.year)
    let dates =
      (survey.joined ?? []).compactMap { $0 }
      + (survey.ties.map { $0.since.filter { $0 > .min } + $0.until.filter { $0 < .max } } ?? [])
    if !isQuarterly, let odd = dates.first(where: { !(1000...9999).contains($0) }) {
      report(
        "malformed-period", place, Self.rosterKey,
        "found the period \(odd) in the roster, expected quarters such as 2014Q2 or years: a run has a calendar; "
          + "rename the column to keep it unread")
    }
    if let joined = survey.joined, survey.numbers[.isMember] == nil {
      survey.numbers[.isMember] = joined.map { $0.map { $0 < now } ?? false ? 1 : 0 }
    }
    survey.ties = survey.ties.map { $0.standing(in: now) }
  }

  /// Members need a cooperative that is no shell.
  private mutating func checkMembers(_ survey: inout Roster, _ place: SourcePlace) {
    guard let members = survey.numbers[.isMember], let gacha = survey.gacha else { return }
    guard var cooperatives = survey.cooperatives else {
      report(
        "missing-key", place, "\(Self.rosterKey).cooperatives",
        "households have members at the start, and nothing says of which cooperative; give the table of cooperatives")
      return
    }
    for g in gacha.names.indices {
      guard let first = members.indices.first(where: { members[$0] == 1 && gacha.index[$0] == g }) else { continue }
      guard cooperatives.contains(where: { $0.gacha == g && $0.isShell != true }) else {
        report(
          "member-without-cooperative", place, "\(Self.rosterKey).cooperatives",
          "the household \(quoted(survey.ids[first])) is a member, but its gacha \(quoted(gacha.names[g])) has no active "
            + "cooperative in the table; add it, or correct the household")
        continue
      }
      // Where there are members, a cooperative of which nothing else is said is no shell.
      for k in cooperatives.indices where cooperatives[k].gacha == g && cooperatives[k].isShell == nil {
        let row = cooperatives[k]
        cooperatives[k] = Roster.CooperativeRow(
          id: row.id, gacha: row.gacha, grid: row.grid, mode: row.mode, product: row.product, isShell: false)
      }
    }
    survey.cooperatives = cooperatives
  }
}

/// Rosters that were read once for all points of a sweep.
final class RosterMemory: Sendable {
  private let known = Mutex<[RosterPaths: Result<RosterReading, UserError>]>([:])

  func reading(_ paths: RosterPaths, species: [String], from source: ScenarioFiles) throws(UserError) -> RosterReading {
    if let result = known.withLock({ $0[paths] }) { return try result.get() }
    let result: Result<RosterReading, UserError>
    do throws(UserError) {
      result = .success(
        try RosterReader.read(paths, species: species, isStrict: false) { source.table($0, $1) })
    } catch { result = .failure(error) }
    known.withLock { $0[paths] = result }
    return try result.get()
  }
}
