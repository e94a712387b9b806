import KhorshooModel
import KhorshooText

/// The roster of a scenario as its run uses it, and the tables it was read from.
public struct ResolvedRoster: Sendable {
  /// A table as it was read.
  public struct Table: Sendable {
    /// `households`, `ties`, `grids` or `cooperatives`.
    public let kind: String
    /// Its file and hash.
    public let file: InputFile
    /// Its text.
    public let text: String

    package init(kind: String, file: InputFile, text: String) {
      self.kind = kind
      self.file = file
      self.text = text
    }

    /// What its copy beside results is called.
    public var copyName: String { "roster.\(kind).csv" }
  }

  /// Every household with a gacha; ties are those that stand when the run begins.
  public let roster: Roster
  /// In the order households, ties, grids, cooperatives.
  public let tables: [Table]
  /// Whether ties pass word one way.
  public let isDirected: Bool
  /// Ties that both ends named.
  public let mergedTies: Int
  /// Share of ties that the survey has missed.
  public let missingTieShare: Double
  /// Sign before the fraction of a number in the tables.
  public package(set) var decimal = DecimalMark.point
  /// How published margins were met; nil for a survey.
  public let fit: Fit?

  package init(roster: Roster, tables: [Table], isDirected: Bool, mergedTies: Int, missingTieShare: Double, fit: Fit?) {
    self.roster = roster
    self.tables = tables
    self.isDirected = isDirected
    self.mergedTies = mergedTies
    self.missingTieShare = missingTieShare
    self.fit = fit
  }

  /// How a population was fitted to published margins.
  public struct Fit: Sendable, Equatable {
    /// Rounds of `ProportionalFit`.
    public let rounds: Int
    /// Largest miss of the fitted table, and of its whole households.
    public let largestMiss, largestRounding: Double

    package init(rounds: Int, largestMiss: Double, largestRounding: Double) {
      self.rounds = rounds
      self.largestMiss = largestMiss
      self.largestRounding = largestRounding
    }
  }

  /// Columns of households that are used.
  public var columnsRead: [String] { roster.columns }

  /// What the roster does not say, so that it is drawn; with the number of cells where a column has gaps.
  public var drawn: [String] {
    let hasHead = !roster.headBySpecies.isEmpty
    var list = RosterTrait.allCases.compactMap { trait -> String? in
      switch trait {
      case .xKm, .yKm, .longitude, .latitude, .distanceKm: return nil
      case .sheepUnits where hasHead: return nil
      case .isCentral where roster.grids?.contains(where: { $0.central != nil }) == true: return nil
      case .partyMembers,
        .isCentral where roster.numbers[trait] != nil:
        return nil
      default: break
      }
      guard let column = roster.numbers[trait] else { return trait.rawValue }
      let gaps = column.count(where: \.isNaN)
      return gaps == 0 ? nil : "\(trait.rawValue) of \(gaps)"
    }
    let x = roster.numbers[.xKm] ?? roster.numbers[.longitude]
    let homeless = x.map { $0.count(where: \.isNaN) } ?? roster.count
    if homeless > 0 { list.insert(homeless == roster.count ? "homesteads" : "homesteads of \(homeless)", at: 0) }
    if roster.grid == nil { list.append("grids") }
    if roster.cooperatives == nil { list.append("cooperatives") }
    if roster.ties == nil { list.append("ties") }
    return list
  }

  /// One line a fact: how many households, which columns were read, drawn and kept.
  public func summary(_ language: Language) -> String {
    let comma = LocalizedText(en: ", ", zh: "、")[language]
    let ties = roster.ties.map { LocalizedText(en: " and \($0.count) ties", zh: "，\($0.count) 条联系") }
    let (read, drawn) = (columnsRead.joined(separator: comma), self.drawn.joined(separator: comma))
    let kept = roster.extra.map(\.name).joined(separator: comma)
    var lines = [
      LocalizedText(
        en: "Roster: \(roster.count) households\(ties?.en ?? "") of \(tables[0].file.path)",
        zh: "名册：\(roster.count) 户\(ties?.zh ?? "")（\(tables[0].file.path)）"),
      LocalizedText(en: "  read: \(read)", zh: "  读取：\(read)"),
    ]
    if let fit {
      let miss = "\(plainNumber((fit.largestRounding * 100).rounded() / 100))"
      lines.append(
        LocalizedText(
          en: "  margins met after \(fit.rounds) rounds; whole households miss a count by \(miss) at most",
          zh: "  边际表：\(fit.rounds) 轮收敛；取整后各计数相差至多 \(miss) 户"))
    }
    if !drawn.isEmpty { lines.append(LocalizedText(en: "  drawn: \(drawn)", zh: "  抽取：\(drawn)")) }
    if !kept.isEmpty { lines.append(LocalizedText(en: "  kept: \(kept)", zh: "  保留：\(kept)")) }
    return lines.map { $0[language] }.joined(separator: "\n") + "\n"
  }
}
