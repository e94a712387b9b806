import KhorshooInputs
import KhorshooModel
import KhorshooText

/// Which species a scenario has: those of the ledger, plus those its `species` sections add, less those they remove.
struct SpeciesPlan {
  /// A species that is not in the ledger.
  struct Added {
    let name: String
    /// The species whose parameters it copies.
    let like: String
    let place: SourcePlace
  }

  private let original: ParameterLedger
  /// In the order in which they are stated, bases first.
  private(set) var added: [Added] = []
  /// With the place where each is removed.
  private(set) var removed: [String: SourcePlace] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  /// Every parameter that can be stated: removed species still have theirs, so that others can be like them.
  var ledger: ParameterLedger { added.reduce(original) { $0.adding(species: $1.name, like: $1.like) } }

  private var knownNames: [String] { original.speciesNames + added.map(\.name) }

  init(_ ledger: ParameterLedger) { original = ledger }

  /// Takes up the `species` section of one file; bases come before the files based on them.
  mutating func take(_ root: YamlNode) {
    guard case .mapping(let sections) = root.content,
      let section = sections.first(where: { $0.key == "species" }), case .mapping(let entries) = section.value.content
    else { return }
    for entry in entries {
      switch entry.value.content {
      case .scalar(let scalar): takeRemoval(entry, scalar)
      case .mapping(let fields): takeFields(entry, fields)
      case .list: report("wrong-type", entry.value.place, entry.key, "found a list, expected 'none' or a group of keys")
      }
    }
  }

  private mutating func takeRemoval(_ entry: YamlEntry, _ scalar: YamlScalar) {
    guard scalar.text == "none" else {
      report(
        "wrong-type", entry.value.place, entry.key,
        "found \(entry.value.found), expected 'none' (to remove the species) or a group of keys")
      return
    }
    guard knownNames.contains(entry.key) else {
      report(
        "unknown-species", entry.place, entry.key,
        "there is no such species" + Nearest.hint(entry.key, among: knownNames))
      return
    }
    removed[entry.key] = entry.place
  }

  private mutating func takeFields(_ entry: YamlEntry, _ fields: [YamlEntry]) {
    let isKnown = knownNames.contains(entry.key)
    guard let like = fields.first(where: { $0.key == "like" }) else {
      if isKnown {
        removed[entry.key] = nil
      } else {
        report(
          "unknown-species", entry.place, entry.key,
          "there is no such species; to add it, say which one it is like ('like: \(knownNames.first ?? "…")')"
            + (Nearest.match(entry.key, among: knownNames).map { ", or did you mean '\($0)'?" } ?? ""))
      }
      return
    }
    do {
      let other = try ValueReader.text(like.value, "the name of a species")
      guard !isKnown else {
        report(
          "species-exists", like.place, entry.key + ".like",
          "\(entry.key) is a species already; leave out 'like' to change its values, or choose another name")
        return
      }
      guard knownNames.contains(other) else {
        report(
          "unknown-species", like.value.place, entry.key + ".like",
          "found \(quoted(other)), expected a species" + Nearest.hint(other, among: knownNames))
        return
      }
      guard Self.isName(entry.key), !Self.columnNames.contains(entry.key),
        original.tree.children["herds"]?.children[entry.key] == nil
      else {
        report(
          "bad-name", entry.place, entry.key,
          "a species is named by a lower camel case word (letters and digits) that no other parameter uses; choose another name"
        )
        return
      }
      added.append(Added(name: entry.key, like: other, place: entry.place))
    } catch {
      report(error.code, like.value.place, entry.key + ".like", error.message)
    }
  }

  /// Whether the fields of a species in a `species` section can be read: its name is known or added.
  func hasSpecies(_ name: String) -> Bool { knownNames.contains(name) }

  /// The ledger species that an added one copies in the end; the species itself when it is of the ledger.
  func root(of name: String) -> String {
    added.first { $0.name == name }.map { root(of: $0.like) } ?? name
  }

  /// Columns of a price history that are no species.
  private static let columnNames = ["year", "quarter", PriceHistory.hay, PriceHistory.wage]

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 40 else { return false }
    return text.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
    }
  }

  private mutating func report(_ code: String, _ place: SourcePlace, _ key: String, _ message: String) {
    diagnostics.append(
      Diagnostic(
        code: code, path: place.path, line: place.line, column: place.column, key: "species." + key, message: message))
  }
}
