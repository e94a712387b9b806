import KhorshooEngine

/// Every outcome once: name, unit, words, levels, and how it is computed.
public struct ModelOutcomes: Sendable {
  /// In the order of columns.
  public let definitions: [OutcomeDefinition]
  /// The same with how they are computed.
  let all: [Outcome]
  /// What is summed over places and over groups of households for them.
  let table: MeasureTable
  let groupTable: GroupTable
  /// How each is made of these sums; nil where it is not recorded so.
  let placeRules: [PlaceRule?]
  let groupRules: [GroupRule?]

  /// Levels as they are written in files, coarse first; groups last.
  public static let levels = PlaceLevel.allCases.map(\.rawValue)

  /// Levels of areas with households.
  static let area: [PlaceLevel] = [.banner, .sumu, .gacha, .grid]
  /// The same without grids, whose tables are long.
  static let village: [PlaceLevel] = [.banner, .sumu, .gacha]
  /// Levels of what is rare in a gacha.
  static let wide: [PlaceLevel] = [.banner, .sumu]

  /// Outcomes of a scenario with these species.
  public init(speciesNames: [String]) {
    let all =
      ModelOutcomes.herd + ModelOutcomes.species(speciesNames) + ModelOutcomes.income + ModelOutcomes.incomeShares
      + ModelOutcomes.localTrade
      + ModelOutcomes.equity + ModelOutcomes.selection + ModelOutcomes.membership + ModelOutcomes.publicCost
      + ModelOutcomes.cooperatives + ModelOutcomes.payments + ModelOutcomes.institution + ModelOutcomes.services
    var table = MeasureTable(speciesCount: speciesNames.count)
    var groupTable = GroupTable()
    placeRules = all.map { outcome in
      outcome.definition.levels.allSatisfy { $0 == .group }
        ? nil : outcome.rule.ofPlace { table.row($0) }
    }
    groupRules = all.map { outcome in
      outcome.groups == .none ? nil : outcome.rule.ofGroup { groupTable.row($0) }
    }
    self.all = all
    self.table = table
    self.groupTable = groupTable
    definitions = all.map(\.definition)
  }

  /// Names of outcomes of an arm that change with the reference arm; all others are those of the arm alone.
  package var comparedWithReference: Set<String> {
    Set(all.filter { $0.rule.comparison?.needsReference ?? false }.map(\.definition.name))
  }

  /// Names of outcomes that a place with households always has: sums and means over them.
  package var alwaysDefined: Set<String> {
    Set(
      all.compactMap { outcome in
        switch outcome.rule {
        case .total, .perHousehold, .perPerson: outcome.definition.name
        default: nil
        }
      })
  }

  /// Names of outcomes of classes of households, at the end of the year.
  var ofClasses: Set<String> { Set(all.filter { $0.groups == .all }.map(\.definition.name)) }
}

extension String {
  /// With a capital letter, as a part of a longer name.
  var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
