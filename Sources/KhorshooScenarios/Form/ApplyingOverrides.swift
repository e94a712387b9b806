import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// A field outside the ledger that `--set` can set, and a sweep where the field says so.
struct SettableField: Sendable {
  let key: String
  let field: any FormField
  private let take: @Sendable (YamlNode, inout ScenarioFileReader) -> Void
  private let state: @Sendable (any Sendable, SourcePlace, inout ScenarioFileReader) -> Void

  static let all =
    RunForm.list.fields.map { field in
      SettableField(key: "run.\(field.name)", field: field) { node, reader in
        var run = reader.draft.run
        run.take(field.name, node, "run.\(field.name)", &reader)
        reader.draft.run = run
      } state: { value, place, reader in
        reader.draft.run.state(field.name, value, place)
      }
    }
    + HistoryForm.list.fields.filter { HistoryForm.settable.contains($0.name) }.map { field in
      SettableField(key: "\(MarketSection.historyKey).\(field.name)", field: field) { node, reader in
        MarketSection.readHistory(field.name, node, &reader)
      } state: { value, place, reader in
        var history = reader.draft.history ?? Statements(place: place)
        history.place = place
        history.state(field.name, value, place)
        reader.draft.history = history
      }
    }

  private init(
    key: String, field: any FormField, take: @escaping @Sendable (YamlNode, inout ScenarioFileReader) -> Void,
    state: @escaping @Sendable (any Sendable, SourcePlace, inout ScenarioFileReader) -> Void
  ) {
    (self.key, self.field, self.take, self.state) = (key, field, take, state)
  }

  /// The field under a key in full.
  init?(_ key: String) {
    guard let found = Self.all.first(where: { $0.key == key }) else { return nil }
    self = found
  }

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) { take(node, &reader) }

  /// Takes a value that was read before.
  func set(_ value: ParameterValue, _ place: SourcePlace, _ reader: inout ScenarioFileReader) {
    if let boxed = field.value(of: value) { state(boxed, place, &reader) }
  }
}

// The command line, after the files: `--set KEY=VALUE` and the options that have a name of their own.
extension ScenarioFileReader {
  mutating func apply(_ overrides: ScenarioOverrides) {
    let options: [(name: String, option: String, value: String?)] = [
      ("replicates", "--replicates", overrides.replicates.map { "\($0)" }),
      ("seed", "--seed", overrides.seed.map { "\($0)" }), ("years", "--years", overrides.years.map { "\($0)" }),
      ("uncertainty", "--uncertainty", overrides.uncertainty),
      ("randomNumbers", "--independent", overrides.independent ? RandomNumbers.independent.rawValue : nil),
    ]
    for (name, option, value) in options {
      guard let value else { continue }
      givenBy["run.\(name)"] = option
      SettableField("run.\(name)")?.read(YamlNode(text: value, at: SourcePlace(path: option)), &self)
    }
    for setting in overrides.settings { apply(setting) }
    for variant in overrides.variants { add(variant) }
    DesignSection.apply(overrides.design, &self)
    if let recorded = overrides.recorded {
      let place = SourcePlace(path: "--targets")
      var outcomes = Statements<OutcomesForm>(place: place)
      outcomes.state("names", recorded.names, place)
      if !recorded.levels.isEmpty { outcomes.state("levels", recorded.levels, place) }
      outcomes.state("fromYear", Int?.some(recorded.fromYear), place)
      outcomes.state("toYear", Int?.some(recorded.toYear), place)
      draft.outcomes = outcomes
    }
  }

  /// Adds an arm that is like another but for its own values.
  private mutating func add(_ variant: ArmVariant) {
    let place = SourcePlace(path: "--vary")
    guard let base = draft.arms.first(where: { $0.name == variant.base }) else {
      report(
        "unknown-arm", place, "arms.\(variant.base)",
        "there is no arm \(quoted(variant.base))" + Nearest.hint(variant.base, among: draft.arms.map(\.name)))
      return
    }
    var arm = ScenarioDraft.Arm(name: variant.name, place: place)
    (arm.own, arm.interventions, arm.takesInterventions) = (base.own, base.interventions, base.takesInterventions)
    if !variant.label.en.isEmpty { arm.labels.state("label", variant.label.en, place) }
    if !variant.label.zh.isEmpty { arm.labels.state("labelChinese", variant.label.zh, place) }
    for (key, factor) in variant.values {
      guard let parameter = ledger[key],
        let value = taking(place, key, { () throws(ValueFault) in try ValueReader.value(factor, for: parameter) })
      else { continue }
      arm.own[key] = Stated(value: value, place: place)
    }
    draft.arms.removeAll { $0.name == variant.name }
    draft.arms.append(arm)
  }

  private mutating func apply(_ setting: String) {
    let place = SourcePlace(path: "--set")
    guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
      report("malformed-setting", place, "", "found \(quoted(setting)), expected KEY=VALUE, such as run.years=5")
      return
    }
    let written = String(setting[..<equals])
    let key = LedgerKeys.ledgerKey(written, ledger) ?? written
    guard isFirst(key, place) else { return }
    let node = YamlNode(text: String(setting[setting.index(after: equals)...]), at: place)
    if let field = SettableField(key) {
      field.read(node, &self)
    } else if key == MarketSection.historyKey {
      MarketSection.readHistory(node, &self)
    } else if let own = LedgerKeys.ofArm(key) {
      if let index = arm(key, place), let value = value(of: own, node, key) {
        draft.arms[index].own[own] = value
      }
    } else if let value = value(of: key, node, key) {
      draft.values[key] = value
    }
  }

  /// Sets what a point of a design sets: values that were read with the design.
  mutating func apply(_ point: [(key: String, value: FactorValue)]) {
    let place = SourcePlace(path: "--set")
    for (key, factor) in point where isFirst(key, place) {
      guard let (_, parameter) = factorParameter(key, place),
        let value = taking(place, key, { () throws(ValueFault) in try ValueReader.value(factor, for: parameter) })
      else { continue }
      if let field = SettableField(key) {
        field.set(value, place, &self)
      } else if let own = LedgerKeys.ofArm(key) {
        if let index = arm(key, place) { draft.arms[index].own[own] = Stated(value: value, place: place) }
      } else {
        draft.values[key] = Stated(value: value, place: place)
      }
    }
  }

  /// Sets what a world of a run has: nothing is drawn any more.
  mutating func apply(drawing values: [(key: String, value: FactorValue)]) {
    let place = SourcePlace(path: "drawn")
    draft.beliefs = [:]
    draft.run.state("uncertainty", RunUncertainty.none, place)
    for (key, factor) in values {
      guard let parameter = ledger[key],
        let value = taking(place, key, { () throws(ValueFault) in try ValueReader.value(factor, for: parameter) })
      else { continue }
      draft.values[key] = Stated(value: value, place: place)
    }
  }

  /// Whether the command line says a key for the first time.
  private mutating func isFirst(_ key: String, _ place: SourcePlace) -> Bool {
    guard let earlier = givenBy.updateValue(place.path, forKey: key) else { return true }
    report("duplicate-key", place, key, "the value is given by \(earlier) already; give it once")
    return false
  }

  /// The arm that a key sets a lever of; nil when there is none, which is told.
  private mutating func arm(_ key: String, _ place: SourcePlace) -> Int? {
    let name = String(key.split(separator: ".", omittingEmptySubsequences: false)[1])
    let index = draft.arms.firstIndex { $0.name == name }
    if index == nil {
      report(
        "unknown-arm", place, key,
        "there is no arm \(quoted(name))" + Nearest.hint(name, among: draft.arms.map(\.name)))
    }
    return index
  }

  private mutating func value(of ledgerKey: String, _ node: YamlNode, _ key: String) -> Stated<ParameterValue>? {
    guard let parameter = ledger[ledgerKey] else {
      if let reason = LedgerKeys.sharedByArms(key, ledger) {
        report("not-by-arm", node.place, key, reason)
        return nil
      }
      report("unknown-key", node.place, key, "there is no such key" + settingHint(ledgerKey))
      return nil
    }
    return valueOrBelief(node, parameter, key, ledgerKey: ledgerKey).map { Stated(value: $0, place: node.place) }
  }

  /// What an unknown key was probably meant to be.
  func settingHint(_ key: String) -> String {
    let short = key.hasPrefix("parameters.") ? String(key.dropFirst(11)) : key
    let keys = ledger.parameters.map(\.key) + SettableField.all.map(\.key)
    let below = keys.filter { $0.hasPrefix(short + ".") }
    if let first = below.first { return "; it is a group: set one of its keys, such as \(first)" }
    if keys.contains(short) {
      let option = ["run.seed", "run.replicates"].contains(short) ? "--\(short.dropFirst(4))" : "--set \(short)=VALUE"
      return " among those that can be varied: it is the same in all points; give it by \(option), one sweep a value"
    }
    let name = short.split(separator: ".").last.map(String.init) ?? short
    let elsewhere = LedgerKeys.ending(in: name, ledger)
    if let match = Nearest.match(short, among: elsewhere.isEmpty ? keys : elsewhere) {
      return "; did you mean '\(match)'?"
    }
    if !elsewhere.isEmpty { return "; did you mean \(elsewhere.joined(separator: " or "))?" }
    return "; 'khorshoo parameters' lists all keys"
  }
}

extension ValueReader {
  /// The value of a parameter that a point of a design gives it.
  static func value(_ value: FactorValue, for parameter: Parameter) throws(ValueFault) -> ParameterValue {
    let expected = expectation(parameter)
    switch (parameter.kind, value) {
    case (.integer, .number(let number)), (.number, .number(let number)):
      if parameter.kind == .integer, number != number.rounded() || number.magnitude >= 0x1p53 {
        throw ValueFault(code: "not-whole", message: "found \(value), expected \(expected) in plain digits")
      }
      guard parameter.range?.contains(number) != false else {
        throw ValueFault(code: "out-of-range", message: "found \(value), expected \(expected)")
      }
      // No negative zero: it would have a text of its own.
      return parameter.kind == .integer ? .integer(Int(number)) : .number(number == 0 ? 0 : number)
    case (.boolean, .truth(let flag)): return .boolean(flag)
    case (.choice(let options), _) where options.contains(value.description): return .text(value.description)
    default: throw ValueFault(code: "wrong-type", message: "found \(value), expected \(expected)")
    }
  }
}
