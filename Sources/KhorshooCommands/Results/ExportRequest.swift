import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// `khorshoo export`: a result folder as a workbook.
package struct ExportRequest: Request {
  package var folder: String
  package var out: String?
  package var levels: String
  package var language: Language
  /// Whether a file that is there may be written over.
  package var replace: Bool
  package var quiet: Bool

  package init(
    folder: String, out: String? = nil, levels: String = "banner,group",
    language: Language = .english, replace: Bool = false, quiet: Bool = false
  ) {
    self.folder = folder
    self.out = out
    self.levels = levels
    self.language = language
    self.replace = replace
    self.quiet = quiet
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let stored = try StoredRun(folder)
    let chosen = try chosenLevels()
    let path = out ?? stored.result.path + ".xlsx"
    try StoredRun.refuse(path, among: [stored.result])
    try refuseToReplace(path)
    stored.result.warnOfDamages(session)
    try ResultWorkbook.write(stored.result, content(stored, chosen), to: path)
    return CommandReport(quiet ? "" : path + "\n")
  }

  /// - Throws: `UserError` 73 `would-overwrite` when the file is there and nobody said that it may go.
  private func refuseToReplace(_ path: String) throws(UserError) {
    var status = stat()
    guard !replace, lstat(path, &status) == 0, !WholeFile.isSpecial(path) else { return }
    throw UserError(
      .cannotCreate,
      [
        Diagnostic(
          code: "would-overwrite", path: path,
          message: "is there already; say --replace to write over it, or choose another name with --out")
      ])
  }

  private func chosenLevels() throws(UserError) -> Set<String> {
    let names = levels.split(separator: ",").map { String($0.drop { $0 == " " }) }
    let unknown = names.filter { !ModelOutcomes.levels.contains($0) }
    guard unknown.isEmpty, !names.isEmpty else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "unknown-level", path: "--levels",
            message:
              "found \(quoted(unknown.first ?? "")), expected some of \(ModelOutcomes.levels.joined(separator: ", "))")
        ])
    }
    return Set(names)
  }

  private func content(_ stored: StoredRun, _ levels: Set<String>) -> WorkbookContent {
    let scenario = stored.scenario
    let definitions = ModelOutcomes(speciesNames: scenario.speciesNames).definitions
    let parameters = scenario.ledger.parameters.compactMap { parameter -> WorkbookContent.Parameter? in
      guard let value = scenario.values[parameter.key] else { return nil }
      let byArm = zip(scenario.arms, scenario.armOverrides).compactMap { arm, overrides in
        overrides.first { $0.key == parameter.key }.map { "\(arm.name): \(text($0.value))" }
      }
      return WorkbookContent.Parameter(
        key: parameter.key, value: text(value), byArm: byArm.joined(separator: "; "), unit: parameter.unit,
        range: parameter.range, trust: parameter.trust.rawValue, source: parameter.source,
        meaning: parameter.meaning(language))
    }
    return WorkbookContent(
      title: scenario.title[language], question: scenario.question[language], language: language,
      headlines: RunReport.headlines,
      outcomeLabels: Dictionary(
        definitions.map { ($0.name, LocalizedText(en: $0.label, zh: $0.labelChinese)[language]) },
        uniquingKeysWith: { $1 }),
      armLabels: Dictionary(
        scenario.arms.map { ($0.name, LocalizedText(en: $0.label, zh: $0.labelChinese)[language]) },
        uniquingKeysWith: { $1 }),
      parameters: parameters, levels: levels, benefitWords: StoredWords.benefits(language),
      codes: [Language.chinese: Self.codes(scenario.arms)][language] ?? [:])
  }

  /// Chinese of what stands in columns of codes; the files have the codes in every language.
  private static func codes(_ arms: [Arm]) -> [String: [String: String]] {
    let labels = Dictionary(
      arms.compactMap { $0.labelChinese.isEmpty ? nil : ($0.name, $0.labelChinese) }, uniquingKeysWith: { $1 })
    return [
      "arm": labels, "reference": labels,
      "level": [
        "banner": "旗", "group": "组", "sumu": "苏木", "gacha": "嘎查", "grid": "网格", "cooperative": "合作社",
      ],
      "interval": ["bounded": "两端之间", "outside": "两端之外", "unbounded": "无界", "undefined": "无定义"],
      "changed": ["yes": "是", "no": "否"],
      "source": Program.sources,
      "trust": Dictionary(uniqueKeysWithValues: Trust.allCases.map { ($0.rawValue, $0.label(.chinese)) }),
    ]
  }

  private func text(_ value: ParameterValue) -> String {
    if case .number(let number) = value { plainNumber(number) } else { value.description }
  }
}
