import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// An intervention of a scenario or of one arm, and where it is stated.
public struct StatedIntervention: Sendable, Equatable {
  /// What is changed, when and where.
  public let intervention: Intervention
  /// Where it is stated.
  public let origin: Origin
}

/// Interventions of an arm beside, or instead of, those of the scenario.
public struct ArmInterventions: Sendable, Equatable {
  /// Its own.
  public let own: [StatedIntervention]
  /// Whether those of the scenario act in it too.
  public let takesScenarios: Bool
}

// Interventions against the run and its places: dates, places, two that change one lever at once.
extension ScenarioBuilder {
  private typealias Drafted = ScenarioDraft.Intervention

  /// Quarters of the run; nil when they are not known.
  private var runQuarters: ClosedRange<Quarter>? {
    guard let start = draft.run.start, let years = draft.run.years else { return nil }
    return start.value...start.value.advanced(by: 4 * years.value - 1)
  }

  mutating func checkInterventions() {
    let own = draft.arms.map(\.interventions)
    guard !draft.interventions.isEmpty || own.contains(where: { !$0.isEmpty }) else { return }
    for intervention in draft.interventions + own.joined() { checkDates(intervention) }
    let isPlaced = !(diagnostics + reader.diagnostics).contains { $0.key.hasPrefix("places") }
    guard isPlaced, !isUnreadable("places") else { return }
    let finder = PlaceFinder(
      PlaceNames(values, namedSumu: draft.sumu.map(\.value), namedGacha: draft.gacha.map(\.value)))
    for intervention in draft.interventions + own.joined() { checkPlaces(intervention, finder) }
    checkOverlaps(draft.interventions, with: [], finder)
    for arm in draft.arms {
      checkOverlaps(arm.interventions, with: arm.takesInterventions ? draft.interventions : [], finder)
    }
  }

  private mutating func checkDates(_ intervention: Drafted) {
    let (from, to) = (intervention.from, intervention.to)
    if let to, to.value < from.value {
      report(
        "impossible-quarters", to.place, "\(intervention.key).to",
        "found \(to.value), expected \(from.value) (from) or later")
    }
    if let to, let rollout = intervention.rollout, let last = intervention.lastBegin, to.value >= from.value,
      to.value < last
    {
      report(
        "impossible-quarters", rollout.place, "\(intervention.key).rollout",
        "the last of \(rollout.value.waves) groups would begin in \(last), after \(to.value) (to); expected fewer groups or quarters "
          + "between them")
    }
    guard let run = runQuarters, !run.contains(from.value), !isCutOff(intervention) else { return }
    report(
      "impossible-quarters", from.place, "\(intervention.key).from",
      "found \(from.value), expected a quarter of the run, \(run.lowerBound) to \(run.upperBound)")
  }

  /// Whether it begins after a run that was made shorter on the command line: a trial run does without it.
  private func isCutOff(_ intervention: Drafted) -> Bool {
    guard let run = runQuarters, let years = draft.run.years, years.place.line == 0 else { return false }
    return intervention.from.value > run.upperBound
  }

  private mutating func checkPlaces(_ intervention: Drafted, _ finder: PlaceFinder) {
    for (index, name) in intervention.places.enumerated() {
      if case .failure(let fault) = finder.find(name.value) {
        report(fault.code, name.place, "\(intervention.key).where[\(index)]", fault.message)
      }
    }
    guard !intervention.places.isEmpty || intervention.rollout != nil else { return }
    for change in intervention.changes {
      switch LeverReach(of: change.lever) {
      case .banner where intervention.rollout != nil, .sumu where intervention.rollout != nil:
        report(
          "lever-not-local", change.value.place, change.key,
          "the lever is not one of each gacha, and gacha begin one after another; put it into an intervention without 'rollout'"
        )
      case .banner:
        report(
          "lever-not-local", change.value.place, change.key,
          "the lever is one for the whole banner; leave 'where' out, or put it into an intervention of its own")
      case .sumu where intervention.places.contains(where: { finder.isGacha($0.value) }):
        report(
          "lever-not-local", change.value.place, change.key,
          "the lever is one for a whole sumu, since its gacha have the same departments; name sumu below 'where', no gacha"
        )
      default: break
      }
    }
  }

  /// Reports what later interventions of `list` have in common with earlier ones and with `others`.
  private mutating func checkOverlaps(_ list: [Drafted], with others: [Drafted], _ finder: PlaceFinder) {
    for (index, later) in list.enumerated() {
      for earlier in others + list[..<index] {
        if others.contains(where: { $0.id.value == later.id.value }), earlier.id.value == later.id.value {
          report(
            "duplicate-name", later.id.place, "\(later.key).id",
            "an intervention of the scenario is named \(quoted(later.id.value)) too (\(line(earlier, beside: later))); choose another"
          )
        }
        checkOverlap(later, earlier, finder)
      }
    }
  }

  private func line(_ item: Drafted, beside other: Drafted) -> String {
    let place = item.id.place
    return place.path == other.id.place.path ? "line \(place.line)" : "\(place.path), line \(place.line)"
  }

  private mutating func checkOverlap(_ later: Drafted, _ earlier: Drafted, _ finder: PlaceFinder) {
    let end = { (to: Stated<Quarter>?) in to?.value ?? Quarter(year: 10_100, number: 4) }
    let first = max(later.from.value, earlier.from.value)
    let last = min(end(later.to), end(earlier.to))
    guard first <= last, let place = finder.common(later.places.map(\.value), earlier.places.map(\.value)) else {
      return
    }
    for change in later.changes where earlier.changes.contains(where: { $0.lever == change.lever }) {
      report(
        "overlapping-interventions", change.value.place, change.key,
        "\(quoted(earlier.id.value)) (\(line(earlier, beside: later))) and \(quoted(later.id.value)) both change the lever"
          + (place.isEmpty ? "" : " in \(place)") + (first == last ? " in \(first)" : " from \(first)")
          + (last.year > 10_000 ? " on" : first == last ? "" : " to \(last)")
          + "; change their quarters or places so that one does")
    }
  }

  /// The interventions of the scenario, of which cut-off ones are left out.
  /// - Precondition: ``checkInterventions()`` found nothing.
  func interventions(_ drafted: [ScenarioDraft.Intervention]) -> [StatedIntervention] {
    guard !drafted.isEmpty else { return [] }
    let finder = PlaceFinder(
      PlaceNames(values, namedSumu: draft.sumu.map(\.value), namedGacha: draft.gacha.map(\.value)))
    return drafted.filter { !isCutOff($0) }.map { item in
      let changes = ledger.parameters.compactMap { parameter in
        item.changes.first { $0.lever == parameter.key }.map {
          Intervention.Change(key: $0.lever, value: $0.value.value, course: $0.course)
        }
      }
      let intervention = Intervention(
        id: item.id.value, title: item.title?.en ?? "", titleChinese: item.title?.zh ?? "", from: item.from.value,
        to: item.to?.value, places: finder.identifiers(item.places.map(\.value)), changes: changes,
        rollout: item.rollout?.value)
      return StatedIntervention(intervention: intervention, origin: Origin(item.id.place))
    }
  }

  /// Warnings: what lies after the run, and what changes nothing.
  func doubtfulInterventions() -> [Diagnostic] {
    let arms = computedArms
    let all = draft.interventions + arms.flatMap(\.interventions)
    return all.flatMap { beyondRun($0) }
      + all.flatMap { item in
        let own = arms.filter { arm in
          arm.interventions.contains { $0.key == item.key } || (arm.takesInterventions && !item.key.hasPrefix("arms."))
        }
        return item.changes.compactMap { change -> Diagnostic? in
          let isIdle = own.allSatisfy { ($0.own[change.lever]?.value ?? values[change.lever]) == change.value.value }
          let isAlone = all.allSatisfy { other in
            other.key == item.key || !other.changes.contains { $0.lever == change.lever }
          }
          guard !own.isEmpty, isIdle, isAlone else { return nil }
          return warning(
            "lever-without-effect", change.value.place, change.key,
            "\(change.value.value) is its value without the intervention too, so the line changes nothing")
        }
      }
  }

  private func beyondRun(_ item: Drafted) -> [Diagnostic] {
    guard let run = runQuarters else { return [] }
    if isCutOff(item) {
      return [
        warning(
          "intervention-beyond-run", item.from.place, "\(item.key).from",
          "it begins after the run's last quarter, \(run.upperBound) (\(draft.run.years?.place.path ?? "")), and is left out"
        )
      ]
    }
    if let last = item.lastBegin, last > run.upperBound, let rollout = item.rollout {
      return [
        warning(
          "intervention-beyond-run", rollout.place, "\(item.key).rollout",
          "the last group would begin in \(last), after the run's last quarter, \(run.upperBound), and does not")
      ]
    }
    guard let to = item.to, to.value > run.upperBound else { return [] }
    return [
      warning(
        "intervention-beyond-run", to.place, "\(item.key).to",
        "it ends after the run's last quarter, \(run.upperBound), up to which it is computed")
    ]
  }
}

extension ScenarioDraft.Intervention {
  /// When the last group of a roll-out begins; nil when all begin together.
  fileprivate var lastBegin: Quarter? {
    rollout.map { from.value.advanced(by: ($0.value.waves - 1) * $0.value.quarters) }
  }
}
