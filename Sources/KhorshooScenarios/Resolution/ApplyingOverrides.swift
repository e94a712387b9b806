import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

// The command line, after the files: `--set KEY=VALUE` and the options that have a name of their own.
extension ScenarioFileReader {
  mutating func apply(_ overrides: ScenarioOverrides) {
    var stated: [String: String] = [:]
    let options: [(name: String, value: String?)] = [
      ("replicates", overrides.replicates.map { "\($0)" }), ("seed", overrides.seed.map { "\($0)" }),
      ("years", overrides.years.map { "\($0)" }),
      ("randomNumbers", overrides.independent ? RandomNumbers.independent.rawValue : nil),
    ]
    for (name, value) in options {
      guard let value else { continue }
      let place = SourcePlace(path: name == "randomNumbers" ? "--independent" : "--\(name)")
      stated["run.\(name)"] = place.path
      readRunSetting(name, YamlNode(text: value, at: place), "run.\(name)")
    }
    for setting in overrides.settings { apply(setting, &stated) }
    applyDesign(overrides.design)
  }

  private mutating func apply(_ setting: String, _ stated: inout [String: String]) {
    let place = SourcePlace(path: "--set")
    guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
      report("malformed-setting", place, "", "found \(quoted(setting)), expected KEY=VALUE, such as run.years=5")
      return
    }
    let written = String(setting[..<equals])
    let key = LedgerKeys.ledgerKey(written, ledger) ?? written
    if let earlier = stated.updateValue("--set", forKey: key) {
      report("duplicate-key", place, key, "the value is given by \(earlier) already; give it once")
      return
    }
    let node = YamlNode(text: String(setting[setting.index(after: equals)...]), at: place)
    let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, parts[0] == "run", RunSettings.keys.contains(parts[1]) {
      readRunSetting(parts[1], node, key)
    } else if key == "market.history" {
      readHistory(node)
    } else if parts.count == 3, key.hasPrefix("market.history."), Self.settableHistoryKeys.contains(parts[2]) {
      readHistorySetting(parts[2], node, key)
    } else if parts.count > 3, parts[0] == "arms", parts[2] == "policy" {
      applyToArm(parts[1], parts.dropFirst(2).joined(separator: "."), node, key)
    } else if let value = value(of: key, node, key) {
      draft.values[key] = value
    }
  }

  /// What a price history has that is one value.
  private static let settableHistoryKeys = historyKeys.filter { $0 != "series" }

  private mutating func applyToArm(_ name: String, _ lever: String, _ node: YamlNode, _ key: String) {
    guard let index = draft.arms.firstIndex(where: { $0.name == name }) else {
      report(
        "unknown-arm", node.place, key,
        "there is no arm \(quoted(name))" + Nearest.hint(name, among: draft.arms.map(\.name)))
      return
    }
    if let value = value(of: lever, node, key) { draft.arms[index].policy[lever] = value }
  }

  private mutating func value(of ledgerKey: String, _ node: YamlNode, _ key: String) -> Stated<ParameterValue>? {
    guard let parameter = ledger[ledgerKey] else {
      report("unknown-key", node.place, key, "there is no such key" + settingHint(ledgerKey))
      return nil
    }
    switch ValueReader.value(node, for: parameter) {
    case .success(let value): return Stated(value: value, place: node.place)
    case .failure(let fault):
      report(fault, node.place, key)
      return nil
    }
  }

  func settingHint(_ key: String) -> String {
    let short = key.hasPrefix("parameters.") ? String(key.dropFirst(11)) : key
    let keys =
      ledger.parameters.map(\.key) + RunSettings.keys.map { "run." + $0 }
      + Self.settableHistoryKeys.map { "market.history." + $0 }
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
