import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// What is said of levers whose values are chosen.
enum LeverWords {
  /// What a lever is, in few words.
  static func name(_ key: String, _ ledger: ParameterLedger) -> LocalizedText {
    guard let parameter = ledger[key] else { return LocalizedText(en: key, zh: key) }
    func short(_ text: String) -> String {
      String(text.prefix { !",;.，；。（".contains($0) }).trimmed
    }
    let en = short(parameter.meaning)
    return LocalizedText(en: en.prefix(1).lowercased() + en.dropFirst(), zh: short(parameter.meaningChinese))
  }

  /// `Effort … on training herders: 1.72; merit pay …: 1440`.
  static func label(_ keys: [String], _ values: [FactorValue], _ ledger: ParameterLedger) -> LocalizedText {
    let parts = zip(keys, values).map { key, value -> LocalizedText in
      let (name, text) = (name(key, ledger), text(value))
      return LocalizedText(en: "\(name.en): \(text)", zh: "\(name.zh)：\(text)")
    }
    let en = parts.map(\.en).joined(separator: "; ")
    return LocalizedText(
      en: en.prefix(1).uppercased() + en.dropFirst(), zh: parts.map(\.zh).joined(separator: "，"))
  }

  private static func text(_ value: FactorValue) -> String {
    value.number.map { ReadableNumber(for: [$0], digits: 4).text($0) } ?? value.description
  }

  /// How the options were found.
  static func found(_ levers: DecisionLevers, _ ledger: ParameterLedger) -> LocalizedText {
    let names = levers.keys.map { name($0, ledger) }
    func quality(_ emulator: Emulator) -> String {
      let share = max(0, emulator.check.predictedRSquared) * 100
      return ReadableNumber(for: [100], digits: 3).text(share.rounded(.down))
    }
    let (score, cost) = (quality(levers.search.score), quality(levers.search.cost))
    let (points, worlds, proposals) = (levers.points.count, levers.worlds.count, levers.proposals.count)
    let poor = levers.search.score.check.predictedRSquared < 0.5
    let warning = LocalizedText(
      en: poor ? " The surface predicts little: give more --points." : "", zh: poor ? "曲面预测能力不足：请增加 --points。" : "")
    return LocalizedText(
      en:
        "Levers: \(points) combinations of \(names.map(\.en).joined(separator: " and ")) were run in \(worlds) worlds of their "
        + "own; a surface through them, which foretells \(score) % of the differences between combinations that are left out (\(cost) % of "
        + "those in cost), and the best of them led to \(proposals) \(proposals == 1 ? "option" : "options")."
        + warning.en,
      zh: "政策力度：先在另外 \(worlds) 个世界中运行\(names.map(\.zh).joined(separator: "与"))的 \(points) 种组合；"
        + "据此拟合的响应曲面能预测未参与拟合组合差异的 \(score)%（支出 \(cost)%），并由它和其中最优者得出 \(proposals) 个方案。" + warning.zh)
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
