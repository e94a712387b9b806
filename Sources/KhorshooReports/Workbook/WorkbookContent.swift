import Foundation
import KhorshooEngine

/// What a workbook says beside the tables of its folder: given by whoever knows the scenario.
package struct WorkbookContent: Sendable {
  /// One parameter as the scenario has it.
  package struct Parameter: Sendable {
    /// Key, value as people write it, what arms set instead, unit.
    package let key, value, byArm, unit: String
    /// Admissible range; nil for what is no number.
    package let range: ClosedRange<Double>?
    /// How well it is known, who says so, one sentence.
    package let trust, source, meaning: String

    /// Memberwise.
    package init(
      key: String, value: String, byArm: String, unit: String, range: ClosedRange<Double>?, trust: String,
      source: String, meaning: String
    ) {
      self.key = key
      self.value = value
      self.byArm = byArm
      self.unit = unit
      self.range = range
      self.trust = trust
      self.source = source
      self.meaning = meaning
    }
  }

  /// Title and question of the scenario.
  package let title, question: String
  /// Of headings and labels.
  package let language: ReportLanguage
  /// Outcomes of the summary.
  package let headlines: [ScreenSummary.Headline]
  /// Chinese label of each outcome, by name.
  package let outcomeLabels: [String: String]
  /// What to call an arm, by name.
  package let armLabels: [String: String]
  /// Every parameter of the scenario.
  package let parameters: [Parameter]
  /// Levels of which all outcomes are listed.
  package let levels: Set<String>

  /// Memberwise.
  package init(
    title: String, question: String, language: ReportLanguage, headlines: [ScreenSummary.Headline],
    outcomeLabels: [String: String], armLabels: [String: String], parameters: [Parameter], levels: Set<String>
  ) {
    self.title = title
    self.question = question
    self.language = language
    self.headlines = headlines
    self.outcomeLabels = outcomeLabels
    self.armLabels = armLabels
    self.parameters = parameters
    self.levels = levels
  }

  var isChinese: Bool { language == .chinese }

  /// An arm's label, or its name.
  func label(ofArm arm: String) -> String {
    let label = armLabels[arm] ?? ""
    return label.isEmpty ? arm : label
  }

  /// A headline's words.
  func label(_ headline: ScreenSummary.Headline, place: String) -> String {
    guard isChinese, let label = outcomeLabels[headline.outcome], !label.isEmpty else { return headline.label }
    return headline.placeID == nil ? label : place + label
  }

  func word(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }
}

/// Names of the sheets.
enum SheetName: CaseIterable {
  case readMe, summary, charts, years, differences, outcomes, ratios, decomposition, assumptions, parameters, places

  func name(_ content: WorkbookContent) -> String {
    switch self {
    case .readMe: content.word("README", "說明")
    case .summary: content.word("Summary", "摘要")
    case .charts: content.word("Charts", "圖表")
    case .years: content.word("By year", "逐年")
    case .differences: content.word("Differences", "差異")
    case .outcomes: content.word("Outcomes", "結果")
    case .ratios: content.word("Ratios", "效益成本")
    case .decomposition: content.word("Channels", "渠道分解")
    case .assumptions: content.word("Assumptions", "假設")
    case .parameters: content.word("Parameters", "參數")
    case .places: content.word("Places", "地點")
    }
  }

  /// One sentence for the README sheet.
  func meaning(_ content: WorkbookContent) -> String {
    switch self {
    case .readMe: ""
    case .summary:
      content.word(
        "Headline outcomes of each arm in the last year, and what each arm changes.", "末年主要指標（各方案）及其相對基準的變化。")
    case .charts: content.word("Herd, income, membership and uplift over the years.", "畜群、收入、入社率與增收的逐年圖。")
    case .years: content.word("The numbers behind the charts.", "圖表所用數據。")
    case .differences:
      content.word(
        "Arm minus reference in the same simulated world, with the 95 % interval of the mean.",
        "同一模擬世界中方案減基準方案，附均值 95% 區間。")
    case .outcomes: content.word("Distribution over replicates of every outcome.", "各指標在各次重複中的分佈。")
    case .ratios: content.word("Benefit, public cost and local multipliers.", "效益、公共支出與本地乘數。")
    case .decomposition: content.word("What each channel contributes to the uplift.", "各渠道對增收的貢獻。")
    case .assumptions:
      content.word("Values without a source that was read, and what they act on.", "未經核實的取值及其作用。")
    case .parameters:
      content.word("Every parameter: value, range, trust, source, meaning.", "全部參數：取值、範圍、可信度、來源、含義。")
    case .places: content.word("Places with parent, households and cooperatives.", "地點及其上級、戶數與合作社數。")
    }
  }

  /// The table of the folder that the sheet shows as it is.
  var file: String? {
    switch self {
    case .differences: "differences.csv"
    case .outcomes: "outcomes.csv"
    case .ratios: "ratios.csv"
    case .decomposition: "decomposition.csv"
    case .assumptions: "assumptions.csv"
    case .places: "places.csv"
    default: nil
    }
  }
}
