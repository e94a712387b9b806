import KhorshooExperiments
import KhorshooReports
import KhorshooText

/// A page for whoever decides: question, options, answer, for whom, what would change it, what to find out first.
///
/// It opens without a network and prints to one page. The same folder gives the same bytes.
struct DecisionBrief {
  let study: DecisionStudy
  let sentences: DecisionSentences
  let manifest: Manifest
  let language: Language

  static func fileName(_ language: Language) -> String {
    LocalizedText(en: "brief.html", zh: "brief.zh.html")[language]
  }

  private func word(_ en: String, _ zh: String) -> String {
    Markup.escaped(LocalizedText(en: en, zh: zh)[language])
  }

  private func paragraph(_ texts: LocalizedText...) -> String {
    "<p>" + texts.map { Markup.escaped($0[language]) }.joined(separator: " ") + "</p>"
  }

  private func money(_ yuan: Double, signed: Bool = false) -> String {
    Markup.escaped(DecisionWords.money(yuan, signed: signed)[language])
  }

  var html: String {
    let title = Markup.escaped(study.scenario.title[language])
    let turns = sentences.turns
    let none = LocalizedText(
      en: "No single parameter turns the answer beyond chance.", zh: "没有单个参数能使答案改变而超出偶然。")
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>\(HTMLReport.style)</style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>
      <p class="question">\(Markup.escaped(study.scenario.question[language]))</p>
      </header>
      <main>
      <p class="answer">\(Markup.escaped(sentences.answer[language]))</p>
      \(paragraph(sentences.compared, sentences.levers ?? LocalizedText(en: "", zh: "")))
      \(paragraph(DecisionWords.world))
      <h2>\(word("How the options compare", "各方案比较"))</h2>
      \(table)
      \(paragraph(sentences.regret, sentences.heldOut))
      <div class="figures"><figure>\(bars)</figure><figure>\(curve)</figure></div>
      <h2>\(word("For whom, and at what cost", "谁受益，支出多少"))</h2>
      \(paragraph(sentences.whom, sentences.others, sentences.cost))
      <h2>\(word("What would change the answer", "何种情况会改变答案"))</h2>
      \((turns.isEmpty ? [none] : turns).map { paragraph($0) }.joined(separator: "\n"))
      <h2>\(word("What to find out first", "应先查明什么"))</h2>
      \(paragraph(sentences.information, unknown))
      <p><small>\(Markup.escaped(origin))</small></p>
      </main>
      </body>
      </html>

      """
  }

  private let unknown = LocalizedText(
    en: "What the model leaves out is in none of these worlds.", zh: "模型未包含的因素不在这些世界之内。")

  private var origin: String {
    let hash = manifest.scenario.resolvedSha256.map { $0.prefix(12) } ?? ""
    let (seed, worlds) = (study.scenario.run.seed, study.allWorlds)
    return LocalizedText(
      en: "Khorshoo \(manifest.version), scenario \(hash), seed \(seed), \(worlds) worlds.",
      zh: "Khorshoo \(manifest.version)，情景 \(hash)，随机种子 \(seed)，\(worlds) 个世界。")[language]
  }

  private var table: String {
    let heads = [
      word("Option", "方案"), word("Net benefit", "净效益"), word("90 % interval", "90% 区间"),
      word("Best in 100 worlds", "100 个世界中最优"), word("Expected regret", "平均后悔值"),
      word("Largest regret", "最大后悔值"), word("Public cost", "公共支出"),
    ]
    let found = study.analysis
    let rows = study.options.enumerated().map { place, option -> String in
      let label = Markup.escaped(option.label[language])
      guard let own = study.eligible.firstIndex(of: place) else {
        let words = word("over the budget", "超出预算")
        return "<tr><td>\(label)</td><td colspan=\"5\">\(words)</td><td>\(money(option.cost))</td></tr>"
      }
      let row = found.options[own]
      let cells = [
        money(row.expected.value, signed: true),
        "\(money(row.low90, signed: true)) \(word("to", "至")) \(money(row.high90, signed: true))",
        DecisionWords.worlds(row.probabilityBest.value), money(row.expectedRegret.value), money(row.largestRegret),
        money(option.cost),
      ]
      let name = own == found.best ? "<b>\(label)</b>" : label
      return "<tr><td>\(name)</td>\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
    }
    let head = heads.map { "<th>\($0)</th>" }.joined()
    return "<table><thead><tr>\(head)</tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table>"
  }

  private var bars: String {
    let found = study.analysis
    let whom = DecisionWords.perspective(study.request.perspective)
    return BarFigure(
      title: LocalizedText(en: "Net benefit", zh: "净效益")[language],
      subtitle: LocalizedText(
        en: "for \(whom.en), million CNY over the run, with 90 % interval",
        zh: "\(whom.zh)，运行期百万元，附 90% 区间")[language],
      bars: found.options.enumerated().map { place, option in
        BarFigure.Bar(
          name: study.option(place).label[language], value: option.expected.value / 1e6, low: option.low90 / 1e6,
          high: option.high90 / 1e6)
      }
    ).svg
  }

  private var curve: String {
    LineFigure(
      title: LocalizedText(en: "Which option at which worth", zh: "不同支付意愿下的最优方案")[language],
      subtitle: LocalizedText(
        en: "worlds of 100 in which an option is the best for the public", zh: "100 个世界中对公共财政最优者")[language],
      xLabel: LocalizedText(en: "yuan that a unit is worth to the public", zh: "每单位效果的价值（元）")[language],
      yLabel: "%",
      lines: study.eligible.indices.map { place in
        LineFigure.Line(
          name: study.option(place).label[language],
          points: study.acceptability.map { ($0.worth, $0.probabilityBest[place] * 100) })
      }
    ).svg
  }
}
