import Foundation
import KhorshooEngine
import KhorshooText

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
  package let language: Language
  /// Outcomes of the summary.
  package let headlines: [ScreenSummary.Headline]
  /// Label of each outcome in the language, by name.
  package let outcomeLabels: [String: String]
  /// What to call an arm, by name.
  package let armLabels: [String: String]
  /// Every parameter of the scenario.
  package let parameters: [Parameter]
  /// Levels of which all outcomes are listed.
  package let levels: Set<String>
  /// Words of perspectives and items of `benefits.csv` in the language, by name; as the table says where there is nothing.
  package let benefitWords: [String: (label: String, meaning: String)]

  /// Words of codes in the language, by column and code: what a column says otherwise stays as it is.
  package let codes: [String: [String: String]]

  /// Memberwise.
  package init(
    title: String, question: String, language: Language, headlines: [ScreenSummary.Headline],
    outcomeLabels: [String: String], armLabels: [String: String], parameters: [Parameter], levels: Set<String>,
    benefitWords: [String: (label: String, meaning: String)] = [:], codes: [String: [String: String]] = [:]
  ) {
    self.codes = codes
    self.benefitWords = benefitWords
    self.title = title
    self.question = question
    self.language = language
    self.headlines = headlines
    self.outcomeLabels = outcomeLabels
    self.armLabels = armLabels
    self.parameters = parameters
    self.levels = levels
  }

  /// An arm's label, or its name.
  func label(ofArm arm: String) -> String {
    let label = armLabels[arm] ?? ""
    return label.isEmpty ? arm : label
  }

  /// A text of `benefits.csv` in the language of the workbook.
  ///
  /// - Parameters:
  ///   - column: of the text.
  ///   - name: of its perspective or item.
  func benefit(_ column: String, _ name: String, else text: String) -> String {
    guard let words = benefitWords[name] else { return text }
    return column == "meaning" ? words.meaning : words.label
  }

  /// A headline's words.
  func label(_ headline: ScreenSummary.Headline, place: String) -> String {
    let label = outcomeLabels[headline.outcome] ?? ""
    let chinese = label.isEmpty ? headline.label : headline.placeID == nil ? label : place + label
    return word(headline.label, chinese)
  }

  func word(_ english: String, _ chinese: String) -> String { LocalizedText(en: english, zh: chinese)[language] }
}

/// Names of the sheets.
enum SheetName: CaseIterable {
  case readMe, summary, charts, years, design, differences, outcomes, ratios, benefits, decomposition, assumptions
  case parameters
  case places

  func name(_ content: WorkbookContent) -> String {
    switch self {
    case .readMe: content.word("README", "说明")
    case .summary: content.word("Summary", "摘要")
    case .charts: content.word("Charts", "图表")
    case .years: content.word("By year", "逐年")
    case .benefits: content.word("Benefit and cost", "效益与费用")
    case .design: content.word("Design", "设计")
    case .differences: content.word("Differences", "差异")
    case .outcomes: content.word("Outcomes", "结果")
    case .ratios: content.word("Ratios", "效益成本")
    case .decomposition: content.word("Channels", "渠道分解")
    case .assumptions: content.word("Assumptions", "假设")
    case .parameters: content.word("Parameters", "参数")
    case .places: content.word("Places", "地点")
    }
  }

  /// One sentence for the README sheet.
  func meaning(_ content: WorkbookContent) -> String {
    switch self {
    case .readMe: ""
    case .summary:
      content.word(
        "Headline outcomes of each arm in the last year, and what each arm changes.", "末年主要指标（各方案）及其相对基准的变化。")
    case .charts: content.word("Herd, income, membership and uplift over the years.", "畜群、收入、入社率与增收的逐年图。")
    case .years: content.word("The numbers behind the charts.", "图表所用数据。")
    case .benefits:
      content.word(
        "Benefit and cost to households, society and the public purse, item by item, with the 95 % interval.",
        "对牧户、社会与财政的分项效益与费用，附 95% 区间。")
    case .design: content.word("The points of the sweep and the values of each.", "批量试验的设计点及其取值。")
    case .differences:
      content.word(
        "Arm minus reference in the same simulated world, with the 95 % interval of the mean.",
        "同一模拟世界中方案减基准方案，附均值 95% 区间。")
    case .outcomes: content.word("Distribution over replicates of every outcome.", "各指标在各次重复中的分布。")
    case .ratios: content.word("Benefit, public cost and local multipliers.", "效益、公共支出与本地乘数。")
    case .decomposition: content.word("What each channel contributes to the uplift.", "各渠道对增收的贡献。")
    case .assumptions:
      content.word("Values without a source that was read, and what they act on.", "未经核实的取值及其作用。")
    case .parameters:
      content.word("Every parameter: value, range, trust, source, meaning.", "全部参数：取值、参数区间、可信度、来源、含义。")
    case .places: content.word("Places with parent, households and cooperatives.", "地点及其上级、户数与合作社数。")
    }
  }

  /// The table of the folder that the sheet shows as it is.
  var file: String? {
    switch self {
    case .benefits: BalanceTable.benefits.fileName
    case .design: "design.csv"
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
