import KhorshooEngine
import KhorshooText

/// What a decomposition says in a few lines: the channels' parts of one outcome in the last year, place by place.
public struct DecompositionSummary: Sendable, Equatable, Encodable {
  /// A place or group.
  public struct Panel: Sendable, Equatable, Encodable {
    /// Identifier of the place.
    public let placeID: String
    /// Its name in the summary's language.
    public let place: String
    /// Channels, then the whole.
    public let parts: [Part]
  }

  /// What one channel contributes. What is undefined is left out.
  public struct Part: Sendable, Equatable, Encodable {
    /// Name in files.
    public let channel: String
    /// Name in the summary's language.
    public let label: String
    /// Mean over replicates, the 95 % interval of that mean, and the share of the whole.
    public let contribution, ci95Low, ci95High, shareOfTotal: Double?
  }

  /// Name and label of the arm that is decomposed.
  public let arm, armLabel: String
  /// What is shared out.
  public let effect: Effect
  /// Name, label and unit of the outcome.
  public let outcome, outcomeLabel, unit: String
  /// Calendar year of the numbers: the last.
  public let year: Int
  /// Replicates.
  public let replicates: Int
  /// How coalitions were chosen.
  public let method: String
  /// The same in Chinese.
  package var methodChinese: String { ["permutation": "随机次序", "exact": "全部组合"][method] ?? method }
  /// Runs of the arm in each replicate.
  public let runsPerReplicate: Int
  /// Banner, then groups.
  public let panels: [Panel]
  let language: Language

  private enum CodingKeys: String, CodingKey {
    case arm, armLabel, effect, outcome, outcomeLabel, unit, year, replicates, method, runsPerReplicate, panels
  }

  /// Groups that are shown beside the banner; the table has all.
  private static let groups: Set<String> = ["member", "nonMember"]

  /// What is shared out over channels.
  public enum Effect: String, Sendable, Encodable {
    /// The uplift of an arm.
    case income
    /// What central households bring about in it.
    case institution

    /// What the effect of an arm is called, as a heading and as a title.
    func heading(_ arm: String) -> LocalizedText {
      switch self {
      case .income:
        LocalizedText(en: "Uplift of \"\(arm)\" by channel (Shapley value)", zh: "“\(arm)”增收的渠道分解（沙普利值）")
      case .institution:
        LocalizedText(
          en: "What central households bring about in \"\(arm)\", by channel (Shapley value)",
          zh: "“\(arm)”中中心户作用的渠道分解（沙普利值）")
      }
    }

    func title(_ arm: String) -> LocalizedText {
      switch self {
      case .income: LocalizedText(en: "\(arm): uplift by channel", zh: "“\(arm)”：增收来自哪些渠道")
      case .institution:
        LocalizedText(en: "\(arm): what central households do, by channel", zh: "“\(arm)”：中心户通过哪些渠道起作用")
      }
    }
  }

  /// What is decomposed, and how.
  public struct Subject: Sendable {
    let arm, armLabel, method: String
    let effect: Effect
    let runsPerReplicate: Int

    /// Memberwise.
    public init(arm: String, armLabel: String, effect: Effect, method: String, runsPerReplicate: Int) {
      self.arm = arm
      self.armLabel = armLabel
      self.effect = effect
      self.method = method
      self.runsPerReplicate = runsPerReplicate
    }
  }

  /// Reads the last quarter of an outcome.
  ///
  /// - Parameter tables: arms are channels and the whole, which is the reference.
  /// - Precondition: the outcome is recorded for the banner in the last quarter.
  public init(
    _ tables: some RunTables, of subject: Subject, outcome name: String, outcomeLabel label: String,
    parts: [DecompositionTable.Part], language: Language
  ) {
    let layout = tables.layout
    let outcome = layout.outcomes.firstIndex { $0.name == name }!
    let definition = layout.outcomes[outcome]
    let time = layout.quarters.count - 1
    (arm, armLabel, effect) = (subject.arm, subject.armLabel, subject.effect)
    (method, runsPerReplicate) = (subject.method, subject.runsPerReplicate)
    self.outcome = name
    outcomeLabel = LocalizedText(en: label, zh: definition.labelChinese)[language]
    unit = definition.unit
    year = layout.quarters[time].year
    self.language = language
    panels = layout.places.indices.filter { index in
      layout.places[index].level == .banner || Self.groups.contains(layout.places[index].id)
    }.compactMap { place in
      guard let cell = layout.cell(outcome: outcome, place: place, time: time) else { return nil }
      return Panel(
        placeID: layout.places[place].id, place: layout.places[place].name(in: language),
        parts: parts.enumerated().map { index, part in
          let number = { (value: Double) in value.isNaN ? nil : value }
          let share = PartOfWhole(tables, part: index, cell: cell)
          return Part(
            channel: part.name, label: part.label, contribution: number(share.mean), ci95Low: number(share.low),
            ci95High: number(share.high), shareOfTotal: number(share.ofWhole))
        })
    }
    let banner = layout.cell(outcome: outcome, place: layout.places.firstIndex { $0.level == .banner }!, time: time)!
    replicates = tables.summary(arm: tables.referenceArm, cell: banner).replicates
  }

  /// Of the rows of a result folder.
  ///
  /// - Parameters:
  ///   - parts: channels, then the whole.
  ///   - places: what to call a place in the language, by its identifier; as the table says where there is nothing.
  package init(
    _ rows: [DecompositionTable.Row], of subject: Subject, outcome: String, outcomeLabel: String,
    parts: [DecompositionTable.Part], places: [String: String], language: Language
  ) {
    (arm, armLabel, effect) = (subject.arm, subject.armLabel, subject.effect)
    (method, runsPerReplicate) = (subject.method, subject.runsPerReplicate)
    (self.outcome, self.outcomeLabel, self.language) = (outcome, outcomeLabel, language)
    (unit, year) = (rows.first?.unit ?? "1", rows.first?.year ?? 0)
    let whole = rows.first { $0.placeID == Place.bannerID && $0.channel == parts.last?.name }
    replicates = whole?.replicates ?? 0
    var seen: Set<String> = []
    let shown = rows.filter { $0.placeID == Place.bannerID || Self.groups.contains($0.placeID) }
    panels = shown.filter { seen.insert($0.placeID).inserted }.map { first in
      Panel(
        placeID: first.placeID, place: places[first.placeID] ?? first.place,
        parts: parts.map { part in
          let row = shown.first { $0.placeID == first.placeID && $0.channel == part.name }
          func number(_ value: Double?) -> Double? { value.flatMap { $0.isNaN ? nil : $0 } }
          return Part(
            channel: part.name, label: part.label, contribution: number(row?.contribution),
            ci95Low: number(row?.ci95Low), ci95High: number(row?.ci95High), shareOfTotal: number(row?.shareOfTotal))
        })
    }
  }

  /// The summary as JSON, for `--json`.
  public var json: String { JSONText.encode(self) }

  /// The summary as lines for a terminal: numbers, and a bar as long as the contribution.
  public var text: String {
    let tables = panels.map { panel in (panel.place, rows(panel)) }
    let header = [ScreenWords.channel, ScreenWords.contribution, ScreenWords.ofMean, ScreenWords.share].map {
      $0[language]
    }
    let widths = header.indices.map { column in
      ([header] + tables.flatMap(\.1)).map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    var lines = [ScreenWords.channels(self)[language], "", ScreenSummary.line(header, widths)]
    for (panel, table) in zip(panels, tables) {
      lines += ["", panel.place]
      let largest = panel.parts.dropLast().compactMap(\.contribution).map(\.magnitude).max() ?? 0
      for (part, row) in zip(panel.parts, table.1) {
        let isWhole = part.channel == panel.parts.last?.channel
        let bar = isWhole ? "" : Self.bar(part.contribution ?? 0, largest: largest)
        lines.append(bar.isEmpty ? ScreenSummary.line(row, widths) : ScreenSummary.line(row, widths) + "  " + bar)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func rows(_ panel: Panel) -> [[String]] {
    let values = panel.parts.flatMap { [$0.contribution, $0.ci95Low, $0.ci95High] }.compactMap { $0 }
    let numbers = ReadableNumber(for: values, digits: 3)
    return panel.parts.map { part in
      let interval = part.ci95Low.flatMap { low in
        part.ci95High.map {
          numbers.text(low, signed: true) + ScreenWords.to[language] + numbers.text($0, signed: true)
        }
      }
      return [
        part.label, numbers.text(part.contribution ?? .nan, signed: true), interval ?? ReadableNumber.undefined,
        ReadableNumber.percent(part.shareOfTotal ?? .nan),
      ]
    }
  }

  /// Up to 24 blocks; hatched for a loss.
  private static func bar(_ value: Double, largest: Double) -> String {
    guard largest > 0 else { return "" }
    return String(repeating: value < 0 ? "▒" : "█", count: Int((value.magnitude / largest * 24).rounded()))
  }
}
