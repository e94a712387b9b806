import KhorshooText

// Warnings: what can be computed, but is probably not meant.
extension ScenarioBuilder {
  /// Fewest replicates from which an interval can be trusted at all.
  private static let fewReplicates = 30

  func warnings(_ overrides: [[ArmOverride]]) -> [Diagnostic] {
    fewReplicates() + leversWithoutEffect() + identicalArms(overrides) + removedSpeciesValues() + hiddenSettings()
      + hiddenMeanPrices() + changedReference() + doubtfulInterventions() + inheritedSizes() + doubtfulShares()
      + speciesAtZero()
  }

  func warning(_ code: String, _ place: SourcePlace, _ key: String, _ message: String) -> Diagnostic {
    Diagnostic(
      .warning, code: code, path: place.path, line: place.line, column: place.column, key: key, message: message)
  }

  private func fewReplicates() -> [Diagnostic] {
    guard let replicates = draft.run.replicates, replicates.value < Self.fewReplicates else { return [] }
    return [
      warning(
        "few-replicates", replicates.place, "run.replicates",
        "\(replicates.value) replicates are for trying out; intervals need at least \(Self.fewReplicates)")
    ]
  }

  /// Keys of what differs between the worlds of the run, so that an arm that sets it to the reference value holds it there.
  private var drawnKeys: Set<String> { Set(drawn(RunSettings(draft.run)).map(\.key)) }

  private func leversWithoutEffect() -> [Diagnostic] {
    let drawn = drawnKeys
    return computedArms.flatMap { arm in
      arm.own.sorted { $0.key < $1.key }.compactMap { lever, stated in
        guard stated.value == values[lever], !drawn.contains(lever) else { return nil }
        return warning(
          "lever-without-effect", stated.place, "arms.\(arm.name).\(lever)",
          "\(stated.value) is its value without the arm too, so the line changes nothing")
      }
    }
  }

  private func identicalArms(_ overrides: [[ArmOverride]]) -> [Diagnostic] {
    let (arms, drawn) = (computedArms, drawnKeys)
    let effects = overrides.map { list in
      Dictionary(
        uniqueKeysWithValues: list.filter { values[$0.key] != $0.value || drawn.contains($0.key) }
          .map { ($0.key, $0.value) })
    }
    let dated = arms.map { arm in
      interventions((arm.takesInterventions ? draft.interventions : []) + arm.interventions).map(\.intervention)
    }
    return arms.indices.compactMap { index in
      let twin = arms.indices[..<index].first { effects[$0] == effects[index] && dated[$0] == dated[index] }
      guard let twin else { return nil }
      return warning(
        "identical-arms", arms[index].place, "arms.\(arms[index].name)",
        "the policy is that of the arm \(quoted(arms[twin].name)), so the difference is exactly zero")
    }
  }

  private func removedSpeciesValues() -> [Diagnostic] {
    plan.removed.keys.sorted().compactMap { species in
      let stated = draft.values.filter { $0.key.hasPrefix("herds.\(species).") }
      let isOriginal = plan.added.contains { plan.removed[$0.name] == nil && $0.like == species }
      guard !isOriginal, let first = stated.min(by: { $0.key < $1.key }) else { return nil }
      return warning(
        "removed-species", first.value.place, first.key,
        "the species \(quoted(species)) is removed, so its values have no effect")
    }
  }

  private func hiddenSettings() -> [Diagnostic] {
    draft.values.sorted { $0.key < $1.key }.compactMap { key, stated in
      guard stated.place.path == "--set" else { return nil }
      let arms = computedArms.filter { ($0.own[key]?.place.path ?? "--set") != "--set" }.map(\.name)
      guard !arms.isEmpty else { return nil }
      return warning(
        "setting-hidden", stated.place, key,
        "no effect in \(arms.joined(separator: ", ")), which set it themselves; use --set arms.\(arms[0]).\(key)=\(stated.value)"
      )
    }
  }

  private func changedReference() -> [Diagnostic] {
    guard selectedArms != nil, let first = draft.arms.first, let arm = computedArms.first else { return [] }
    let name = draft.reference?.value ?? first.name
    guard !computedArms.contains(where: { $0.name == name }) else { return [] }
    return [
      warning(
        "reference-changed", SourcePlace(path: "--arms"), "",
        "the reference arm \(quoted(name)) is left out, so arms are compared with \(quoted(arm.name))")
    ]
  }
}
