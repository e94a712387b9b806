import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

// Nested groups of ledger keys, and what to say of a key that is not known.
extension ScenarioFileReader {
  /// Entries of a mapping; a node of another kind and unknown keys are reported. `known` nil accepts every key.
  mutating func entries(_ node: YamlNode, _ key: String, known: [String]?) -> [YamlEntry] {
    guard case .mapping(let entries) = node.content else {
      report(ValueReader.missing(node, "a group of keys"), node.place, key)
      return []
    }
    guard let known else { return entries }
    return entries.filter { entry in
      if known.contains(entry.key) { return true }
      let fullKey = key.isEmpty ? entry.key : "\(key).\(entry.key)"
      report("unknown-key", entry.place, fullKey, "there is no such key" + hint(entry.key, key, known))
      return false
    }
  }

  /// Values of a group of ledger keys. Names in `handled` are left to the caller.
  mutating func group(
    _ node: YamlNode, _ tree: KeyTree, fileKey: String, prefix: String, handled: [String] = []
  ) -> [(key: String, value: Stated<ParameterValue>)] {
    guard case .mapping(let entries) = node.content else {
      report(ValueReader.missing(node, "a group of keys"), node.place, fileKey)
      return []
    }
    var found: [(key: String, value: Stated<ParameterValue>)] = []
    for entry in entries where !handled.contains(entry.key) {
      let entryKey = "\(fileKey).\(entry.key)"
      guard let child = tree.children[entry.key] else {
        if !isComplete, prefix == "herds." { continue }
        report(
          "unknown-key", entry.place, entryKey, "there is no such key" + hint(entry.key, fileKey, handled + tree.order))
        continue
      }
      guard let index = child.parameter else {
        found += group(entry.value, child, fileKey: entryKey, prefix: "\(prefix)\(entry.key).")
        continue
      }
      if let value = valueOrBelief(
        entry.value, ledger.parameters[index], entryKey, ledgerKey: prefix + entry.key)
      {
        found.append((prefix + entry.key, Stated(value: value, place: entry.value.place)))
      }
    }
    return found
  }

  /// What an unknown key was probably meant to be: another level, another section, a slip of the keyboard.
  private func hint(_ name: String, _ group: String, _ known: [String]) -> String {
    if name.contains("."), let key = LedgerKeys.ledgerKey(group.isEmpty ? name : "\(group).\(name)", ledger) {
      return "; keys are nested, so write each part of \(key) on a line of its own, indented under the part before"
    }
    if group.isEmpty, let place = Self.section(holding: name, ledger) { return "; put it below '\(place):'" }
    if group == "parameters", ["places", "policy", "species", "run", "arms", "outcomes"].contains(name) {
      return "; '\(name):' stands at the top of the file, not below 'parameters:'"
    }
    if group == "parameters.market", name == "history" {
      return "; 'market: {history: …}' stands at the top of the file, not below 'parameters:'"
    }
    if let match = Nearest.match(name, among: known) { return "; did you mean '\(match)'?" }
    let elsewhere = LedgerKeys.ending(in: name, ledger)
    if !elsewhere.isEmpty { return "; did you mean \(elsewhere.joined(separator: " or "))?" }
    let near = Nearest.hint(name, among: known)
    return near.isEmpty ? "; khorshoo parameters lists all" : near
  }

  private static func section(holding name: String, _ ledger: ParameterLedger) -> String? {
    if RunForm.list.field(name) != nil { return "run" }
    if ledger.tree.children["policy"]?.children[name] != nil { return "policy" }
    if ledger.tree.children["places"]?.children[name] != nil || ["sumu", "gacha"].contains(name) { return "places" }
    return ledger.tree.children[name] == nil ? nil : "parameters"
  }
}

/// Searches in the keys of a ledger.
package enum LedgerKeys {
  /// The ledger key that a dotted key of a file or of `--set` names; nil when there is none.
  static func ledgerKey(_ key: String, _ ledger: ParameterLedger) -> String? {
    let short = key.hasPrefix("parameters.") ? String(key.dropFirst(11)) : key
    return ledger[short] == nil ? nil : short
  }

  /// What arms may differ in, for messages.
  static let differencesOfArms =
    "they differ in levers (policy.…), in \(GridChoice.keys.joined(separator: ", ")) and in how office holders are chosen "
    + "(institution.selection.rule, …)"

  /// What `arms.NAME.…` sets in an arm: a lever, or what divides the population into its grids and chooses their office holders;
  /// nil of another key.
  package static func ofArm(_ key: String) -> String? {
    guard let own = belowArm(key) else { return nil }
    return Parameter.isLever(own) || OfficeChoice.keys.contains(own) ? own : nil
  }

  /// The same, and a key of this kind by itself; nil of another key.
  package static func setByArm(_ key: String) -> String? {
    key.hasPrefix("policy.") || OfficeChoice.keys.contains(key) ? key : ofArm(key)
  }

  /// Why a key that `arms.NAME.…` sets cannot be the arm's own, with a remedy; nil where there is no such key anyway.
  static func sharedByArms(_ key: String, _ ledger: ParameterLedger) -> String? {
    guard let own = belowArm(key), let shared = ledgerKey(own, ledger), ofArm(key) == nil else { return nil }
    return "all arms share it: \(differencesOfArms); give it once for all arms, as \(shared)"
  }

  private static func belowArm(_ key: String) -> String? {
    let parts = key.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 3, parts[0] == "arms" else { return nil }
    return parts.dropFirst(parts[2] == "parameters" ? 3 : 2).joined(separator: ".")
  }

  /// Up to three keys that end in `name`.
  static func ending(in name: String, _ ledger: ParameterLedger) -> [String] {
    guard !name.isEmpty else { return [] }
    return Array(ledger.parameters.lazy.map(\.key).filter { $0.hasSuffix("." + name) }.prefix(3))
  }
}
