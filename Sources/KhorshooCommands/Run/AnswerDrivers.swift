import KhorshooExperiments
import KhorshooReports
import KhorshooText

/// What the answer of a run depends on, for its report: what its draws tell of parameters, and what they cannot.
///
/// - Proof: `RunSensitivityCommandTests`.
struct AnswerDrivers {
  /// Parameters that are shown at most.
  private static let shown = 10
  /// Chance up to which a group is named.
  private static let groupChance = 0.05

  let screening: FactorScreening
  let language: Language

  /// Nil where there are too few draws to say anything.
  ///
  /// - Parameter outcomes: the answer at each set of parameters.
  init?(_ outcomes: [Double], _ columns: [FactorScreening.Column], _ language: Language) {
    guard let screening = try? FactorScreening(outcomes, columns) else { return nil }
    (self.screening, self.language) = (screening, language)
  }

  private func word(_ en: String, _ zh: String) -> String { LocalizedText(en: en, zh: zh)[language] }

  /// The section of the report.
  var section: HTMLReport.Drivers {
    let found = screening.found
    let (draws, count) = (screening.basis.used, screening.findings.count)
    let share = ReadableShare.text(screening.chanceCorrelation * screening.chanceCorrelation)
    let needed = "--draws \(2 * screening.points(toTell: 0.1))"
    var sentences = [
      found.isEmpty
        ? word(
          "With \(draws) draws of \(count) parameters, none stands out from chance: only one with more than about \(share) of "
            + "what is not known would. That does not say that none matters.",
          "\(count) 个参数抽样 \(draws) 次，没有一个能与偶然区分：只有占未知部分约 \(share) 以上的参数才能显现。这并不表示它们没有影响。")
        : word(
          "With \(draws) draws of \(count) parameters, \(found.count) stand out from chance (one in ten of them may still be "
            + "chance); of the others nothing can be said.",
          "\(count) 个参数抽样 \(draws) 次，能与偶然区分的有 \(found.count) 个（其中约十分之一仍可能出于偶然）；其余无法判断。")
    ]
    let groups = screening.groups.filter {
      !$0.name.isEmpty && $0.chance <= Self.groupChance && $0.share.value > 0
    }
    if !groups.isEmpty {
      let list = groups.map { "\($0.name) \(ReadableShare.text($0.share.value))" }.joined(separator: word(", ", "，"))
      sentences.append(
        word(
          "Groups of parameters with a share of the variance, by draws left out: \(list).", "按留一抽样估计有方差份额的参数组：\(list)。")
      )
    }
    sentences.append(
      word(
        "A parameter with a tenth of the variance takes about \(needed); khorshoo sensitivity says more of this run.",
        "要识别占方差十分之一的参数，约需 \(needed)；khorshoo sensitivity 可给出本次运行的详情。"))
    let figure = TornadoFigure(
      title: word("What moves the answer", "什么影响结果"),
      subtitle: word(
        "where the parameter has its 5 % (orange) and its 95 % quantile (blue), CNY a household and year",
        "该参数取 5%（橙）与 95% 分位数（蓝）时的结果，元/户·年"),
      center: screening.mean,
      bars: found.prefix(Self.shown).map { TornadoFigure.Bar(name: $0.factor, low: $0.low, high: $0.high) })
    return HTMLReport.Drivers(sentences: sentences, figure: found.isEmpty ? nil : figure)
  }
}
