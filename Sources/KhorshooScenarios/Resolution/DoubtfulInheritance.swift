import KhorshooInputs
import KhorshooModel
import KhorshooText

// Warnings: what is computed without a word, and is seldom meant.
extension ScenarioBuilder {
  /// What is in proportion to the households of a banner, in the order in which it is told.
  private static let ofSize = ["partyMemberCount", "gridCount", "areaKm2", "usableGrasslandKm2"]
  /// Ratio of two sizes from which one is another size.
  private static let otherSize = 1.25
  /// Shares that are written with two decimals sum to one within it.
  private static let rounding = 0.0101

  /// Counts and areas that stand for a banner of another size than the scenario's.
  func inheritedSizes() -> [Diagnostic] {
    let key = "places.householdCount"
    guard draft.roster == nil, let stated = draft.values[key], let count = Double(stated.value.description),
      let base = baseHouseholds(of: stated.place.path), max(count / base, base / count) > Self.otherSize
    else { return [] }
    let inherited = Self.ofSize.map { "places." + $0 }.filter { draft.values[$0]?.place.path != stated.place.path }
      .filter { draft.values[$0]?.place.path != "--set" }
      .filter { values[$0] != nil }
    guard !inherited.isEmpty else { return [] }
    let named = inherited.map { "\($0) = \(values[$0]?.description ?? "")" }.joined(separator: ", ")
    return [
      warning(
        "inherited-size", stated.place, key,
        "\(plainNumber(count)) households, but what is not stated beside is that of \(plainNumber(base)): \(named); state it too, "
          + "if only as it is")
    ]
  }

  /// Households of the file that the one at `path` is based on; those of the ledger where none of them says it.
  private func baseHouseholds(of path: String) -> Double? {
    let own = chain.files.firstIndex { $0.path == path } ?? -1
    for file in chain.files.dropFirst(own + 1) {
      guard let places = file.root.flatMap({ Self.child("places", of: $0) }),
        case .scalar(let scalar)? = Self.child("householdCount", of: places)?.content, let count = Double(scalar.text)
      else { continue }
      return count
    }
    return reader.ledger.parameters.first { $0.key == "places.householdCount" }.flatMap {
      Double($0.value.description)
    }
  }

  private static func child(_ key: String, of node: YamlNode) -> YamlNode? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  private var sharesOfSpecies: [(species: String, key: String, share: Double)] {
    ledger.speciesNames.compactMap { species in
      let key = "herds.\(species).initialShare"
      guard case .number(let share)? = values[key] else { return nil }
      return (species, key, share)
    }
  }

  /// Shares of the species that do not sum to one: the herds of the start are made of their proportions.
  func doubtfulShares() -> [Diagnostic] {
    let shares = sharesOfSpecies
    let stated = shares.compactMap { share in
      draft.values[share.key].map { (share.key, $0, share.share) }
    }
    let sum = shares.reduce(0) { $0 + $1.share }
    guard let last = stated.last, abs(sum - 1) > Self.rounding else { return [] }
    let total = plainNumber((sum * 1000).rounded() / 1000)
    return [
      warning(
        "shares-sum", last.1.place, last.0,
        "the shares of the species sum to \(total), and are read as proportions: \(plainNumber(last.2)) is "
          + "\(plainNumber((last.2 / sum * 1000).rounded() / 1000)) of the herds; make them sum to 1")
    ]
  }

  /// Species with a share of 0, of which there are animals all the same.
  func speciesAtZero() -> [Diagnostic] {
    sharesOfSpecies.compactMap { species, key, share in
      guard share == 0, draft.roster == nil, let stated = draft.values[key] else { return nil }
      return warning(
        "species-at-zero", stated.place, key,
        "a share of 0 leaves animals of the species, since each household draws its herd; to have none write "
          + "\(quoted("species: {\(species): none}"))")
    }
  }
}
