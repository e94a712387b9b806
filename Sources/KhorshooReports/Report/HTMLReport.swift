import KhorshooText

/// What a run found as one HTML file: it opens without a network and prints to two pages; tables of all arms and the households
/// stand in its annex.
///
/// Pictures are vectors of ``LineFigure`` and ``BarFigure`` within the page. The same folder gives the same bytes.
/// - Proof: `HTMLReportUnit`.
package struct HTMLReport: Sendable {
  /// Name of the file in a result folder.
  package static let fileName = "report.html"

  private let findings: Findings
  /// What the run can be repeated from: name and value.
  private let origin: [(name: String, value: String)]
  private let drivers: Drivers?
  private let benefits: [BalanceTable.Row]
  private let stories: [HouseholdStory]

  /// What the answer depends on.
  package struct Drivers: Sendable {
    let sentences: [String]
    let figure: TornadoFigure?

    /// Memberwise.
    package init(sentences: [String], figure: TornadoFigure?) {
      (self.sentences, self.figure) = (sentences, figure)
    }
  }

  /// - Parameters:
  ///   - origin: version, seed and hash of the scenario, in words of the language.
  ///   - drivers: what the answer depends on; nil where it is not known.
  ///   - benefits: rows of `benefits.csv` in the language of the findings; none where they are not computed.
  ///   - stories: households that are told of.
  package init(
    _ findings: Findings, origin: [(name: String, value: String)], drivers: Drivers? = nil,
    benefits: [BalanceTable.Row] = [], stories: [HouseholdStory] = []
  ) {
    (self.findings, self.origin, self.drivers) = (findings, origin, drivers)
    (self.benefits, self.stories) = (benefits, stories)
  }

  private func word(_ english: String, _ chinese: String) -> String { findings.word(english, chinese) }

  /// The page.
  package var html: String {
    let sentences = [findings.whom, findings.cost, findings.otherArms].compactMap { $0 }
    let sections = [
      ReportPage.Section(word("Results of the last year", "末年结果"), [.html(mainTable)]),
      ReportPage.Section(word("What it costs", "成本与效益"), [.html(costs)]),
      findings.notes.section,
      ReportPage.Section(
        word("How sure is it", "把握程度"),
        [.text(findings.compared + " " + findings.certainty)]
          + (drivers.map { [.text($0.sentences.joined(separator: word(" ", "")))] } ?? [])
          + (drivers?.figure.map { [.wide($0.svg)] } ?? [])),
      ReportPage.origin(origin, findings.language),
    ]
    let annex: [ReportPage.Section?] = [
      ReportPage.Section(word("Results of every policy", "各方案末年结果"), [.html(table)]),
      benefits.isEmpty ? nil : BenefitSection(findings, benefits).section,
      stories.isEmpty ? nil : HouseholdSection(stories, language: findings.language).section,
    ]
    return ReportPage(
      title: findings.title, question: findings.question, answer: findings.answer,
      opening: [.list(sentences), .figures(pictures)], sections: sections, annex: annex.compactMap { $0 },
      language: findings.language
    ).html
  }

  package static let style = """
    body{font:15px/1.5 Helvetica,Arial,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#111;max-width:980px;margin:1.5em auto;\
    padding:0 1em}h1{font-size:1.6em;margin:0}h2{font-size:1.15em;margin:1.1em 0 .3em}h3{font-size:1em;margin:.9em 0 .2em}.question{color:#444;margin:.2em 0}\
    .answer{font-size:1.2em;font-weight:bold;border-left:5px solid #0072b2;padding-left:.7em}figure{margin:.6em 0;break-inside:avoid}\
    .figures{display:grid;grid-template-columns:1fr 1fr;gap:.8em}svg{width:100%;height:auto}tr,h3{break-inside:avoid}h2,h3{break-after:avoid}table{border-collapse:collapse;width:100%;\
    font-size:.88em}th,td{border-bottom:1px solid #ccc;padding:.2em .4em;text-align:right;vertical-align:top}th:first-child,\
    td:first-child{text-align:left}code{font-size:.9em;overflow-wrap:anywhere}@media(max-width:700px){.figures{grid-template-columns:1fr}}\
    .annex summary{cursor:pointer;margin:1.4em 0;color:#0072b2}@page{size:A4;margin:13mm}@media print{body{font-size:10.5px;line-height:1.4;max-width:none;\
    margin:0;padding:0}.answer{font-size:1.15em}h2{margin:.7em 0 .2em}p,ul{margin:.3em 0}.figures{gap:.2em .8em}figure{margin:.2em 0}th,td{padding:.1em .4em}\
    .annex:not([open]),.annex summary{display:none}.annex{break-before:page}}
    """

  // MARK: Pictures

  /// The pictures as SVG: paths of what changes, who gains, membership, public cost; those that there is something to draw of.
  package var pictures: [String] { [paths, gains, membership, spending].compactMap { $0 } }

  /// What each arm changes of income, year by year, with its interval.
  private var paths: String? {
    let lines = findings.others.compactMap { arm -> LineFigure.Line? in
      let rows = findings.rows.filter {
        $0.outcome == "accrualIncomePerHousehold" && $0.arm == arm && $0.placeID == Findings.banner
          && !$0.difference.isNaN
      }
      guard !rows.isEmpty else { return nil }
      return LineFigure.Line(
        name: findings.label(arm), points: rows.map { (Double($0.year), $0.difference) },
        band: rows.map {
          ($0.ci95Low.isNaN ? $0.difference : $0.ci95Low, $0.ci95High.isNaN ? $0.difference : $0.ci95High)
        })
    }
    guard !lines.isEmpty else { return nil }
    return LineFigure(
      title: word("Change of annual income per household", "户均年收入的变化"),
      subtitle: word(
        "against \(findings.label(findings.reference)); band: 95 % interval",
        "与“\(findings.label(findings.reference))”之差；阴影为 95% 区间"),
      xLabel: word("year", "年份"), yLabel: word("CNY", "元"), lines: lines
    ).svg
  }

  /// What groups of households gain under the main arm.
  private var gains: String? {
    guard let main = findings.main else { return nil }
    var seen: Set<String> = []
    let bars = findings.rows.filter {
      $0.outcome == Findings.income && $0.arm == main && !$0.difference.isNaN
    }.reversed().filter { seen.insert($0.placeID).inserted }.reversed().map { row in
      let isAll = row.placeID == Findings.banner
      return BarFigure.Bar(
        name: isAll ? word("All households", "全体牧户") : row.place(findings.language), value: row.difference,
        low: row.ci95Low, high: row.ci95High)
    }
    guard bars.count > 1 else { return nil }
    return BarFigure(
      title: word("Who gains", "谁受益"),
      subtitle: word(
        "\(findings.label(main)): CNY per household and year, with 95 % interval",
        "“\(findings.label(main))”：元/户·年，附 95% 区间"),
      bars: bars
    ).svg
  }

  private var membership: String? {
    let lines = findings.arms.compactMap { arm -> LineFigure.Line? in
      let rows = findings.rows.filter {
        $0.outcome == "membershipShare" && $0.arm == arm && $0.placeID == Findings.banner && $0.mean > 0
      }
      guard !rows.isEmpty else { return nil }
      return LineFigure.Line(
        name: findings.label(arm), points: rows.map { (Double($0.year), $0.mean * 100) },
        band: rows.map { ($0.p05 * 100, $0.p95 * 100) })
    }
    guard !lines.isEmpty else { return nil }
    return LineFigure(
      title: word("Households in a cooperative", "入社户"),
      subtitle: word("share at the end of the year; band: nine in ten worlds", "年末比例；阴影为 90% 的模拟"),
      xLabel: word("year", "年份"), yLabel: "%", lines: lines
    ).svg
  }

  /// What each arm costs the public in the last year.
  private var spending: String? {
    let bars = findings.others.compactMap { arm -> BarFigure.Bar? in
      guard let row = findings.last("publicCostYuan", arm), !row.difference.isNaN else { return nil }
      return BarFigure.Bar(name: findings.label(arm), value: row.difference, low: row.ci95Low, high: row.ci95High)
    }
    guard !bars.isEmpty else { return nil }
    return BarFigure(
      title: word("Public cost in the last year", "末年公共支出"),
      subtitle: word(
        "CNY more than \(findings.label(findings.reference))", "比“\(findings.label(findings.reference))”多支出，元"),
      bars: bars
    ).svg
  }

  // MARK: Tables

  /// What is told of the last year: of the banner, and of who is a member, is none, or holds the office.
  private var headlines: [SummaryTable.Row] {
    var seen: Set<String> = []
    return findings.rows.filter {
      let isShown = $0.placeID == Findings.banner || ["member", "nonMember", "central"].contains($0.placeID)
      return isShown && seen.insert($0.outcome + "@" + $0.placeID).inserted
    }
  }

  /// The words of a headline as a cell.
  private func name(_ headline: SummaryTable.Row) -> String {
    let place = headline.placeID == Findings.banner ? "" : word(", ", "，") + headline.place(findings.language)
    let unit =
      headline.unit == "1" ? "" : word(" (", "（") + findings.unit(headline.unit).drop { $0 == " " } + word(")", "）")
    return "<td>\(Markup.escaped(headline.label(findings.language) + place + unit))</td>"
  }

  /// Level of a headline in an arm, and what it is more than in the reference; nil where there is none.
  private func cell(_ headline: SummaryTable.Row, _ arm: String) -> (level: String, change: String?)? {
    guard let row = findings.last(headline.outcome, arm, headline.placeID), !row.mean.isNaN else { return nil }
    let isShare = row.unit == "1"
    let scale = isShare ? 100.0 : 1
    let level = ReadableNumber(for: [row.mean * scale], digits: 4).text(row.mean * scale) + (isShare ? " %" : "")
    guard arm != findings.reference, !row.difference.isNaN else { return (level, nil) }
    let numbers = ReadableNumber(for: [row.difference, row.ci95Low, row.ci95High].map { $0 * scale }, digits: 3)
    let interval =
      "\(numbers.text(row.ci95Low * scale, signed: true)) \(word("to", "至")) \(numbers.text(row.ci95High * scale, signed: true))"
    return (level, "\(numbers.text(row.difference * scale, signed: true)) <small>(\(interval))</small>")
  }

  private static func html(head: [String], body: [String]) -> String {
    let head = head.map { "<th>\(Markup.escaped($0))</th>" }.joined()
    return "<table><thead><tr>\(head)</tr></thead><tbody>\(body.joined(separator: "\n"))</tbody></table>"
  }

  /// Headlines of the last year, one column an arm.
  package var table: String {
    let body = headlines.map { headline -> String in
      let cells = findings.arms.map { arm -> String in
        guard let cell = cell(headline, arm) else { return "<td>\(ReadableNumber.undefined)</td>" }
        return "<td>\(cell.level)\(cell.change.map { "<br>" + $0 } ?? "")</td>"
      }
      return "<tr>\(name(headline))\(cells.joined())</tr>"
    }
    return Self.html(head: [""] + findings.arms.map(findings.label), body: body)
  }

  /// The same of the arm that the answer is about, a line each.
  private var mainTable: String {
    guard let main = findings.main else { return table }
    let body = headlines.map { headline -> String in
      let (own, other) = (cell(headline, main), cell(headline, findings.reference))
      let cells = [other?.level, own?.level].map { $0 ?? ReadableNumber.undefined } + [own?.change ?? ""]
      return "<tr>\(name(headline))\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
    }
    let head = ["", findings.label(findings.reference), findings.label(main)]
    return Self.html(head: head + [word("Change (95 % interval)", "变化（95% 区间）")], body: body)
  }

  private static let ratioWords: [String: (english: String, chinese: String)] = [
    "benefitCostRatio": ("Income gained per yuan of public cost", "每元公共支出带来的居民收入"),
    "publicCostPerYuanOfUplift": ("Public cost per extra yuan of income", "每增收一元的公共支出"),
    "publicCostPerPersonOutOfPoverty": ("Public cost per person out of poverty", "每脱贫一人的公共支出"),
    "publicCostPerHouseholdOutOfPoverty": ("Public cost per household out of poverty", "每脱贫一户的公共支出"),
    "localMultiplierNominal": ("Local multiplier, nominal", "本地乘数（名义）"),
    "localMultiplierReal": ("Local multiplier, real", "本地乘数（实际）"),
  ]

  private var costs: String {
    var seen: Set<String> = []
    let names = findings.ratios.filter { seen.insert($0.ratio).inserted }
    guard !names.isEmpty else {
      return "<p>\(word("Not computed: the scenario leaves out what it is made of.", "未计算：情景未保留所需指标。"))</p>"
    }
    let body = names.map { name -> String in
      let cells = findings.others.map { arm -> String in
        let row = findings.ratios.first { $0.arm == arm && $0.ratio == name.ratio }
        guard let row, let estimate = row.estimate else { return "<td>\(ReadableNumber.undefined)</td>" }
        let numbers = ReadableNumber(for: [estimate], digits: 3)
        guard row.interval == "bounded", let low = row.ci95Low, let high = row.ci95High else {
          return "<td>\(numbers.text(estimate)) <small>\(word("no bounds", "区间无界"))</small></td>"
        }
        return
          "<td>\(numbers.text(estimate)) <small>(\(numbers.text(low)) \(word("to", "至")) \(numbers.text(high)))</small></td>"
      }
      let words = Self.ratioWords[name.ratio].map { LocalizedText($0)[findings.language] } ?? name.label
      return "<tr><td>\(Markup.escaped(words))</td>\(cells.joined())</tr>"
    }
    return Self.html(head: [""] + findings.others.map(findings.label), body: body)
  }
}
