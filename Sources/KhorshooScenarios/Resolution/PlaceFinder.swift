import KhorshooInputs
import KhorshooModel
import KhorshooText

/// Finds sumu and gacha by identifier or name, in either language; case, spaces, '-' and '_' do not matter.
struct PlaceFinder {
  private struct Unit {
    let id: String
    let names: [String]
    /// Indices of its gacha: one of a gacha, all of a sumu.
    let gacha: [Int]
    let isSumu: Bool
  }

  private let units: [Unit]

  init(_ names: PlaceNames) {
    let sumu = names.sumu.map { sumu in
      Unit(
        id: sumu.id, names: [sumu.id, sumu.name, sumu.nameChinese],
        gacha: names.gacha.indices.filter { names.gacha[$0].sumuID == sumu.id }, isSumu: true)
    }
    units =
      sumu
      + names.gacha.enumerated().map { index, gacha in
        Unit(id: gacha.id, names: [gacha.id, gacha.name, gacha.nameChinese], gacha: [index], isSumu: false)
      }
  }

  private func matches(_ name: String) -> [Unit] {
    let plain = Self.plain(name)
    let found = units.filter { $0.names.contains { Self.plain($0) == plain } }
    let exact = found.filter { $0.id == name }
    return exact.isEmpty ? found : exact
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" }
  }

  /// The identifier of a place, or why there is none.
  func find(_ name: String) -> Result<String, ValueFault> {
    let found = matches(name)
    guard let first = found.first else {
      let known = units.flatMap { $0.isSumu ? [$0.id, $0.names[1]] : $0.names }
      return .failure(
        ValueFault(
          code: "unknown-place",
          message: "found \(quoted(name)), expected a sumu or gacha as 'places.csv' names it"
            + Nearest.hint(name, among: known)))
    }
    let sharing = units.filter { $0.id == first.id }
    if found.count > 1 || sharing.count > 1 {
      let named = (found.count > 1 ? found : sharing).map { "\($0.isSumu ? "sumu" : "gacha") '\($0.id)'" }
      return .failure(
        ValueFault(
          code: "ambiguous-place",
          message: "found \(quoted(name)), which is \(named.joined(separator: " and ")); "
            + (sharing.count > 1 ? "give them different identifiers" : "write the identifier of the one that is meant"))
      )
    }
    if first.gacha.isEmpty {
      return .failure(
        ValueFault(
          code: "unknown-place",
          message: "the sumu \(quoted(name)) has no gacha, so nothing would change there; name another place"))
    }
    return .success(first.id)
  }

  /// Whether a name is that of one gacha.
  func isGacha(_ name: String) -> Bool {
    let found = matches(name)
    return found.count == 1 && !found[0].isSumu
  }

  /// Identifiers of places, each once.
  func identifiers(_ names: [String]) -> [String] {
    var ids: [String] = []
    for case .success(let id) in names.map(find) where !ids.contains(id) { ids.append(id) }
    return ids
  }

  /// A place that two lists of names share: its identifier, empty when both are everywhere; nil when they share none.
  func common(_ names: [String], _ others: [String]) -> String? {
    if names.isEmpty, others.isEmpty { return "" }
    if others.isEmpty { return common(others, names) }
    let theirs = Set(others.flatMap { matches($0) }.flatMap(\.gacha))
    if names.isEmpty { return theirs.min().flatMap(identifier) }
    return Set(names.flatMap { matches($0) }.flatMap(\.gacha)).intersection(theirs).min().flatMap(identifier)
  }

  private func identifier(ofGacha index: Int) -> String? { units.first { !$0.isSumu && $0.gacha == [index] }?.id }
}
