import Foundation
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// What results can be repeated from and cited by, for the last section of a report.
struct ReportOrigin {
  let scenario: ResolvedScenario
  let version: String
  /// SHA-256 of the resolved scenario.
  let hash: String
  let language: Language

  init(_ scenario: ResolvedScenario, version: String, language: Language) {
    (self.scenario, self.version, self.language) = (scenario, version, language)
    hash = scenario.hash.description
  }

  /// Name and value of each.
  ///
  /// - Parameters:
  ///   - command: what repeats it, begun in the result folder.
  ///   - more: further rows after it.
  func rows(
    _ command: String, more: [(name: LocalizedText, value: String)] = []
  ) -> [(name: String, value: String)] {
    let (title, seed) = (scenario.title[language], scenario.run.seed)
    let cite = LocalizedText(
      en: "Khorshoo \(version), scenario \"\(title)\", seed \(seed)",
      zh: "Khorshoo \(version)，情景“\(title)”，随机种子 \(seed)")
    let rows: [(LocalizedText, String)] =
      [
        (LocalizedText(en: "Program", zh: "程序"), "khorshoo \(version)"),
        (LocalizedText(en: "Scenario (SHA-256)", zh: "情景（SHA-256）"), hash),
        (LocalizedText(en: "Seed", zh: "随机种子"), "\(seed)"), (LocalizedText(en: "To repeat", zh: "复现"), command),
      ] + more.map { ($0.name, $0.value) } + [(LocalizedText(en: "To cite", zh: "引用"), cite[language])]
    return rows.map { ($0.0[language], $0.1) }
  }

  /// The section of a page.
  func section(_ command: String, more: [(name: LocalizedText, value: String)] = []) -> ReportPage.Section {
    ReportPage.origin(rows(command, more: more), language)
  }

  /// What the scenario rests on.
  var assumptions: ReportPage.Section {
    AssumptionNotes(
      RunReport.assumptionRows(scenario, language), of: scenario.ledger.parameters.count, language: language
    ).section
  }
}

/// Keys of the ledger in the words of a reader.
struct KeyWords {
  let scenario: ResolvedScenario
  let language: Language

  /// The first words of what a parameter is, and its unit; the key itself of what is no parameter.
  func label(_ key: String) -> String {
    let (text, unit) = (name(key), unit(key))
    return unit.isEmpty ? text : LocalizedText(en: "\(text) (\(unit))", zh: "\(text)（\(unit)）")[language]
  }

  /// The same with a value: `Price of sheep = 20 CNY per kg`.
  func setting(_ key: String, _ value: String) -> String {
    let unit = unit(key)
    return "\(name(key)) = \(value)" + (unit.isEmpty ? "" : " " + unit)
  }

  /// The same in so many columns of a terminal at most, to fit beside a bar.
  func short(_ key: String, width: Int) -> String {
    var text = label(key)
    guard DisplayWidth.of(text) > width else { return text }
    while DisplayWidth.of(text) > width - 1 { text.removeLast() }
    return text + "…"
  }

  private func name(_ key: String) -> String {
    let own = LedgerKeys.ofArm(key) ?? key
    guard let parameter = scenario.ledger[own] else { return key }
    let words = parameter.meaning(language).prefix { !";；。(（".contains($0) }
    let arm = own == key ? nil : scenario.arms.first { key.hasPrefix("arms.\($0.name).") }
    let whose = arm.map { LocalizedText(en: "\($0.label): ", zh: "\($0.labelChinese)：")[language] } ?? ""
    return whose + words.trimmingCharacters(in: CharacterSet(charactersIn: " ."))
  }

  private func unit(_ key: String) -> String {
    guard let parameter = scenario.ledger[LedgerKeys.ofArm(key) ?? key] else { return "" }
    return String(ReportUnits.suffix(parameter.unit, language).drop { $0 == " " })
  }
}
