import KhorshooEngine
import KhorshooText

/// What a run says in a few lines: the headline outcomes of the banner at the end, arm by arm, and what each arm changes.
public struct ScreenSummary: Sendable, Equatable, Encodable {
  /// An outcome to show, with the words for it.
  public struct Headline: Sendable {
    /// Name of the outcome.
    public let outcome: String
    /// Label in English.
    public let label: String
    /// Place or group it is shown for; the banner when nil.
    public let placeID: String?

    /// Memberwise; the Chinese label is that of the outcome's definition.
    public init(_ outcome: String, label: String, placeID: String? = nil) {
      self.outcome = outcome
      self.label = label
      self.placeID = placeID
    }
  }

  /// One headline outcome at the last quarter that has it.
  public struct Outcome: Sendable, Equatable, Encodable {
    /// Name of the outcome.
    public let outcome: String
    /// Place or group that it is shown for.
    public let placeID: String
    /// Label in the summary's language.
    public let label: String
    /// Unit; `1` for a share or an index.
    public let unit: String
    /// When; a yearly outcome stands in quarter 4.
    public let year, quarter: Int
    /// Whether the value is that of the whole year.
    public let isYearly: Bool
    /// Every arm, in scenario order.
    public let arms: [ArmResult]
  }

  /// An outcome in one arm. What is undefined is left out.
  public struct ArmResult: Sendable, Equatable, Encodable {
    /// Name of the arm.
    public let arm: String
    /// Replicates in which the outcome is defined.
    public let replicates: Int
    /// Mean over replicates, its Monte Carlo standard error, and the 5 % and 95 % quantiles.
    public let mean, mcse, p05, p95: Double?
    /// What the arm changes; nil for the reference.
    public let difference: Change?
  }

  /// Paired difference from the reference arm. What is undefined is left out.
  public struct Change: Sendable, Equatable, Encodable {
    /// Replicates in which both sides are defined.
    public let replicates: Int
    /// Mean difference, its 95 % interval, and the difference over the mean of the reference.
    public let difference, ci95Low, ci95High, relative: Double?
  }

  /// Name of the place.
  public let place: String
  /// The arm that the others are compared with.
  public let reference: String
  /// Replicates of the run: the most that any outcome shown is defined in.
  public let replicates: Int
  /// The headline outcomes that the run recorded.
  public let outcomes: [Outcome]
  /// Benefit and public cost.
  public let ratios: [RatioTable.Row]
  let language: Language
  let armLabels: [String: String]

  private enum CodingKeys: String, CodingKey { case place, reference, replicates, outcomes, ratios }

  /// Reads the headline outcomes from a run; an outcome that the run did not record at banner level is left out.
  ///
  /// - Parameter armLabels: what to call an arm on the screen, by name; its name where none is given.
  public init(
    _ tables: some RunTables, headlines: [Headline], armLabels: [String: String] = [:], ratios: [RatioTable.Row] = [],
    language: Language
  ) {
    let layout = tables.layout
    self.language = language
    self.armLabels = armLabels
    self.ratios = ratios
    reference = tables.arms[tables.referenceArm]
    let banner = layout.places.firstIndex { $0.level == .banner }
    place = banner.map { layout.places[$0].name(in: language) } ?? ""
    outcomes = headlines.compactMap { headline in
      guard
        let place = layout.places.firstIndex(where: { place in
          headline.placeID.map { place.id == $0 } ?? (place.level == .banner)
        }),
        let index = layout.outcomes.firstIndex(where: { $0.name == headline.outcome })
      else { return nil }
      let times = layout.quarters.indices.reversed()
      for time in times {
        guard let cell = layout.cell(outcome: index, place: place, time: time) else { continue }
        let definition = layout.outcomes[index]
        return Outcome(
          outcome: definition.name, placeID: layout.places[place].id,
          label: Self.label(headline, definition, layout.places[place], language),
          unit: definition.unit, year: layout.quarters[time].year, quarter: layout.quarters[time].number,
          isYearly: definition.frequency == .yearly,
          arms: tables.arms.indices.map { Self.result(tables, arm: $0, cell: cell) })
      }
      return nil
    }
    replicates = outcomes.flatMap { $0.arms.map(\.replicates) }.max() ?? 0
  }

  /// The outcome's words; a group's name goes with them.
  private static func label(
    _ headline: Headline, _ definition: OutcomeDefinition, _ place: Place, _ language: Language
  ) -> String {
    let label = definition.labelChinese
    let chinese = label.isEmpty ? headline.label : place.level == .group ? place.nameChinese + label : label
    return LocalizedText(en: headline.label, zh: chinese)[language]
  }

  /// The summary as JSON, for `--json`.
  public var json: String { JSONText.encode(self) }

  private static func result(_ tables: some RunTables, arm: Int, cell: Int) -> ArmResult {
    let summary = tables.summary(arm: arm, cell: cell)
    let isDefined = summary.replicates > 0
    var change: Change?
    if arm != tables.referenceArm {
      let paired = tables.difference(arm: arm, cell: cell)
      let pairIsDefined = paired.replicates > 0
      change = Change(
        replicates: paired.replicates, difference: number(paired.difference, pairIsDefined),
        ci95Low: number(paired.ci95Low, pairIsDefined), ci95High: number(paired.ci95High, pairIsDefined),
        relative: number(paired.relative, pairIsDefined))
    }
    return ArmResult(
      arm: tables.arms[arm], replicates: summary.replicates, mean: number(summary.mean, isDefined),
      mcse: number(summary.mcse, isDefined), p05: number(summary.p05, isDefined), p95: number(summary.p95, isDefined),
      difference: change)
  }

  private static func number(_ value: Double, _ isDefined: Bool) -> Double? { isDefined && !value.isNaN ? value : nil }
}
