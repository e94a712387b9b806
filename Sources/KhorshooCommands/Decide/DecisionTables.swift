import KhorshooExperiments
import KhorshooModel
import KhorshooReports
import KhorshooText

/// The tables of a decision.
enum DecisionTables {
  static let choices = TableDefinition(
    name: "choices", title: "What to choose", titleChinese: "选择",
    meaning: "One row a perspective: the option to choose, and how sure that is.", meaningChinese: "每个视角一行：应选方案及把握。",
    columns: [
      .perspective, text("criterion", "By what is chosen: expected, quantile or minimax-regret.", "选择准则。"), .option,
      number(
        "heldOutValue", "Mean value of the choice where it was not made: halves of the worlds.", "一半世界选择、另一半估值的均值。"),
      number("heldOutError", "Its standard error.", "其标准误。"),
      text("heldOutOptions", "Options chosen on the halves, joined by a semicolon.", "两半各自的选择，以分号分隔。"),
      number(
        "correctSelection", unit: "1",
        "Bound on the probability that the option of the highest mean has the highest over all worlds.",
        "均值最高的方案确为最优的概率下界。"),
      number("perfectInformation", "Worth of knowing the world before choosing (EVPI).", "完全信息的价值（EVPI）。"),
      number("perfectInformationError", "Its standard error (jackknife).", "其标准误（刀切法）。"),
    ], primaryKey: ["perspective"])

  static let options = TableDefinition(
    name: "options", title: "Options", titleChinese: "备选方案",
    meaning: "One row an option and perspective: net benefit against the reference over the run, present value.",
    meaningChinese: "每个视角每个方案一行：相对基准方案的净效益（运行期现值）。",
    columns: [
      .perspective, .option,
      text("status", "chosen, considered or overBudget.", "chosen 为应选，considered 为备选，overBudget 为超出预算。"),
      number("expected", "Mean over worlds.", "各世界的均值。"), number("expectedError", "Its standard error.", "其标准误。"),
      number("low90", "Lower end between which and the upper nine in ten worlds lie.", "90% 区间下限。"),
      number("high90", "Upper end.", "90% 区间上限。"),
      number("tenth", "Value that one world in ten falls below.", "十分位数（十个世界中有一个更低）。"),
      number("probabilityBest", unit: "1", "Share of worlds in which it is the best.", "为最优的世界所占比例。"),
      number("probabilityBestError", unit: "1", "Its standard error (jackknife).", "其标准误（刀切法）。"),
      number("expectedRegret", "Mean loss against the best option of a world.", "与各世界最优方案相比的平均损失。"),
      number("expectedRegretError", "Its standard error (jackknife).", "其标准误（刀切法）。"),
      number("largestRegret", "Largest of these losses.", "最大损失。"),
    ], primaryKey: ["perspective", "option"])

  static let frontier = TableDefinition(
    name: "frontier", title: "Cost and effect", titleChinese: "成本与效果",
    meaning:
      "One row an option within the budget: mean public cost and effect against the reference, and who dominates it.",
    meaningChinese: "预算内每个方案一行：相对基准方案的平均公共支出与效果，以及被谁占优。",
    columns: [
      .option, number("publicCost", "Mean public cost, present value.", "平均公共支出（现值）。"),
      number(
        "effect", unit: "as the outcome", "Mean effect: net benefit of households in CNY, or --outcome.",
        "平均效果：居民净效益（元）或所选指标。"),
      text(
        "standing", "frontier, dominated or extendedlyDominated.",
        "frontier 为前沿，dominated 为被占优，extendedlyDominated 为扩展占优。"),
      number(
        "costPerUnit", "Further cost of a further unit of effect, against the option before.", "与前一方案相比每增一单位效果的支出。"),
      text("by", "Options that dominate it, joined by a semicolon.", "占优它的方案，以分号分隔。", mayBeEmpty: true),
    ], primaryKey: ["option"])

  static let acceptability = TableDefinition(
    name: "acceptability", title: "Which option at which worth", titleChinese: "不同支付意愿下的最优方案",
    meaning: "One row an option and worth of a unit of effect, for the public.",
    meaningChinese: "公共视角下，每单位效果的价值与方案各一行。",
    columns: [
      number("worth", "Yuan that a unit of effect is worth.", "每单位效果的价值（元）。", mayBeEmpty: false), .option,
      number("probabilityBest", unit: "1", "Share of worlds in which it is the best.", "为最优的世界所占比例。"),
      text("isBest", "yes for the option of the highest mean, otherwise no.", "均值最高者为 yes，否则为 no。"),
      number("perfectInformation", "Worth of knowing the world first.", "完全信息的价值。"),
    ], primaryKey: ["worth", "option"])

  static let information = TableDefinition(
    name: "information", title: "What to find out first", titleChinese: "应先查明什么",
    meaning:
      "One row a parameter, and an area of the ledger (* is all together): worth of knowing it before choosing (EVPPI).",
    meaningChinese: "每个参数、每个参数组（* 为全部）一行：选择之前获知它的价值（EVPPI）。",
    columns: [
      text("kind", "parameter or group.", "parameter 为参数，group 为参数组。"), text("name", "Key, or area.", "参数键或参数组。"),
      number("value", "Worth of knowing it.", "获知它的价值。"),
      number("valueError", "Its standard error (jackknife).", "其标准误（刀切法）。"),
      number(
        "chance", "What the best of as many idle parameters stays below in 95 of 100 cases; empty of a group.",
        "同样多的无关参数中最大者的 95% 分位数；参数组为空。"),
      text(
        "beyondChance", "yes when its worth is more, no, or empty of a group.", "超过该值为 yes，否则为 no；参数组为空。",
        mayBeEmpty: true),
      text("meaning", "What it is, in English.", "英文含义。", mayBeEmpty: true),
      text("meaningChinese", "The same in Chinese.", "中文含义。", mayBeEmpty: true),
    ], primaryKey: ["kind", "name"])

  static let selection = TableDefinition(
    name: "selection", title: "Selection world by world", titleChinese: "逐个世界的选择",
    meaning: "One row an option: in how many worlds it was computed, and when it fell out.",
    meaningChinese: "每个方案一行：计算了多少个世界，何时被淘汰。",
    columns: [
      .option,
      text(
        "status", "selected, competing (not told from others yet), out or overBudget.",
        "selected 为选定，competing 为仍在竞争，out 为淘汰，overBudget 为超出预算。"),
      TableColumn(
        "worlds", .integer, unit: "1", meaning: "Worlds in which it was computed.", meaningChinese: "计算的世界数。"),
      number("mean", "Mean net benefit over these, by the perspective that was asked for.", "这些世界中的平均净效益（所选视角）。"),
      number("meanError", "Its standard error.", "其标准误。"),
      number(
        "difference", "Mean less that of the selected or leading option in the worlds both met.",
        "与选定（或领先）方案在共同世界中的平均差。"),
      number("differenceError", "Its standard error.", "其标准误。"),
      TableColumn(
        "outAfter", .integer, unit: "1", meaning: "Worlds after which it fell out; empty when it did not.",
        meaningChinese: "淘汰时的世界数；未淘汰为空。", mayBeEmpty: true),
      text("outBy", "Option that it was too far below.", "因明显低于哪个方案而淘汰。", mayBeEmpty: true),
    ], primaryKey: ["option"])

  /// What was run of some levers, a column each, and what was proposed.
  static func points(_ levers: DecisionLevers) -> TableDefinition {
    TableDefinition(
      name: "points", title: "Combinations of levers", titleChinese: "政策力度组合",
      meaning: "One row a combination that was run first, then one an option that was made of them.",
      meaningChinese: "先运行的每种组合一行，其后由此得出的每个方案一行。",
      columns: [
        TableColumn("point", .integer, unit: "1", meaning: "Row, from 0.", meaningChinese: "行号，从 0 起。"),
        text(
          "option", "Name of the option; empty of a combination that was run first.", "方案名称；先运行的组合为空。",
          mayBeEmpty: true),
      ]
        + zip(levers.keys, levers.factors.flatMap(\.parts)).map { key, part in
          part.domain.isNumeric
            ? number(key, unit: "as in the ledger", "Value of the lever.", "该项政策的取值。", mayBeEmpty: false)
            : text(key, "Value of the lever.", "该项政策的取值。")
        } + [
          number(
            "score",
            "Of a combination that was run: mean, tenth of worlds or largest regret with a minus, by the criterion.",
            "先运行的组合：按准则为均值、十分位数或最大后悔的负值。"),
          number("publicCost", "Its mean public cost.", "其平均公共支出。"),
          number("predicted", "Of an option: score that the surface has there.", "方案：响应曲面的预测值。"),
          number("predictedError", "Its standard error.", "其标准误。"),
          number("predictedCost", "Public cost that the surface has there.", "响应曲面预测的公共支出。"),
        ], primaryKey: ["point"])
  }

  static let values = TableDefinition(
    name: "values", title: "Options in each world", titleChinese: "各世界的方案结果",
    meaning: "One row a world and option: means over its replicates, against the reference.",
    meaningChinese: "每个世界每个方案一行：各次重复的均值，相对基准方案。",
    columns: [
      TableColumn("world", .integer, unit: "1", meaning: "World, from 0.", meaningChinese: "世界编号，从 0 起。"),
      TableColumn(
        "set", .integer, unit: "1", meaning: "Row of draws.csv that it has its parameters from, from 0.",
        meaningChinese: "其参数在 draws.csv 中的行号，从 0 起。"), .option,
      number(
        "households", "Net benefit of households, present value, as in benefits.csv.", "牧户净效益现值，与 benefits.csv 相同。"),
      number("society", "Net benefit of society, present value, as in benefits.csv.", "社会净效益现值，与 benefits.csv 相同。"),
      number("publicCost", "Present value of public cost.", "公共支出现值。"),
      number("outcome", unit: "as the outcome", "The outcome that was asked for, in the last year.", "所选指标的末年值。"),
    ]
      + [("poorest", "最低"), ("second", "次低"), ("third", "中间"), ("fourth", "次高"), ("richest", "最高")].map {
        name, chinese in
        number(name, "Present value of what the \(name) fifth of households earns.", "\(chinese)五分之一户的收入现值。")
      }, primaryKey: ["world", "option"])

  fileprivate static func text(
    _ name: String, _ meaning: String, _ chinese: String, mayBeEmpty: Bool = false
  ) -> TableColumn { TableColumn(name, .string, meaning: meaning, meaningChinese: chinese, mayBeEmpty: mayBeEmpty) }

  private static func number(
    _ name: String, unit: String = "CNY", _ meaning: String, _ chinese: String, mayBeEmpty: Bool = true
  ) -> TableColumn {
    TableColumn(name, .number, unit: unit, meaning: meaning, meaningChinese: chinese, mayBeEmpty: mayBeEmpty)
  }
}

extension TableColumn {
  fileprivate static let option = DecisionTables.text("option", "Name of the arm.", "方案名称。")
  fileprivate static let perspective = DecisionTables.text(
    "perspective", "households, public or society.", "households 为居民，public 为公共财政，society 为社会。")
}

extension DecisionTables {
  private static let digits = 6

  /// Writes all tables.
  ///
  /// - Throws: `UserError` 73, 74.
  static func write(_ study: DecisionStudy, to folder: ResultFolder) throws(UserError) {
    try writeChoices(study, folder.table(choices))
    try writeOptions(study, folder.table(options))
    try writeFrontier(study, folder.table(frontier))
    let curve = try folder.table(acceptability)
    for point in study.acceptability {
      for (place, probability) in point.probabilityBest.enumerated() {
        curve.cell(point.worth, digits: digits)
        curve.cell(study.option(place).name)
        curve.cell(probability, digits: 4)
        curve.cell(place == point.best ? "yes" : "no")
        curve.cell(point.perfectInformation, digits: digits)
        try curve.endRow()
      }
    }
    try writeInformation(study, folder.table(information))
    try writeValues(study, folder.table(values))
    if let levers = study.levers { try writePoints(levers, folder.table(points(levers))) }
    if let selection = study.selection { try writeSelection(study, selection, folder.table(self.selection)) }
  }

  private static func writePoints(_ levers: DecisionLevers, _ table: CSVWriter) throws(UserError) {
    func write(_ name: String, _ values: [FactorValue], _ numbers: [Double]) throws(UserError) {
      table.cell(table.rows)
      table.cell(name)
      for value in values {
        if let number = value.number { table.cell(number, digits: digits) } else { table.cell(value.description) }
      }
      for number in numbers { table.cell(number, digits: digits) }
      try table.endRow()
    }
    for point in levers.points { try write("", point.values, [point.score, point.cost, .nan, .nan, .nan]) }
    for proposal in levers.proposals {
      let (score, cost) = (proposal.place.score, proposal.place.cost)
      try write(proposal.name, proposal.values, [.nan, .nan, score.value, score.standardError, cost.value])
    }
  }

  private static func writeValues(_ study: DecisionStudy, _ table: CSVWriter) throws(UserError) {
    let whole = DecisionSelection.Part(
      firstWorld: 0, options: Array(study.options.indices), outcomes: study.outcomes)
    for part in study.selection?.parts ?? [whole] {
      for (world, set) in part.outcomes.sets.enumerated() {
        for (place, option) in part.options.enumerated() {
          table.cell(part.firstWorld + world)
          table.cell(set)
          table.cell(study.options[option].name)
          for quantity in DecisionQuantities.Quantity.allCases {
            let isAsked = quantity != .outcome || study.request.outcome != nil
            let value = part.outcomes.value(world: world, option: place, quantity: quantity.rawValue)
            table.cell(isAsked ? value : .nan, digits: 9)
          }
          try table.endRow()
        }
      }
    }
  }

  private static func writeSelection(
    _ study: DecisionStudy, _ selection: DecisionSelection, _ table: CSVWriter
  ) throws(UserError) {
    let first = selection.parts.first?.outcomes.sets.count ?? 0
    for (place, option) in study.options.enumerated() {
      table.cell(option.name)
      guard let own = study.eligible.firstIndex(of: place) else {
        table.cell("overBudget")
        table.cell(first)
        table.emptyCells(6)
        try table.endRow()
        continue
      }
      let fall = selection.fall(own)
      table.cell(fall != nil ? "out" : own == selection.selected ? "selected" : "competing")
      table.cell(selection.values[own].count)
      let mean = selection.mean(own)
      let difference = selection.difference(own, from: selection.leader)
      for value in [mean.value, mean.standardError] { table.cell(value, digits: digits) }
      let isLeader = own == selection.leader
      for value in [difference.value, difference.standardError] {
        table.cell(isLeader ? .nan : value, digits: digits)
      }
      if let fall { table.cell(fall.worlds) } else { table.emptyCells(1) }
      table.cell(fall.map { study.option($0.by).name } ?? "")
      try table.endRow()
    }
  }

  private static func writeChoices(_ study: DecisionStudy, _ table: CSVWriter) throws(UserError) {
    for (perspective, found) in study.views {
      for word in [perspective.rawValue, found.criterion.rawValue, study.option(found.best).name] { table.cell(word) }
      table.cell(found.heldOut.value.value, digits: digits)
      table.cell(found.heldOut.value.standardError, digits: digits)
      table.cell(found.heldOut.chosen.map { study.option($0).name }.joined(separator: ";"))
      table.cell(found.correctSelection, digits: 4)
      table.cell(found.perfectInformation.value, digits: digits)
      table.cell(found.perfectInformation.standardError, digits: digits)
      try table.endRow()
    }
  }

  private static func writeOptions(_ study: DecisionStudy, _ table: CSVWriter) throws(UserError) {
    for (perspective, found) in study.views {
      for (place, option) in study.options.enumerated() {
        table.cell(perspective.rawValue)
        table.cell(option.name)
        guard let own = study.eligible.firstIndex(of: place) else {
          table.cell("overBudget")
          table.emptyCells(10)
          try table.endRow()
          continue
        }
        let row = found.options[own]
        table.cell(own == found.best ? "chosen" : "considered")
        for value in [row.expected.value, row.expected.standardError, row.low90, row.high90, row.tenth] {
          table.cell(value, digits: digits)
        }
        table.cell(row.probabilityBest.value, digits: 4)
        table.cell(row.probabilityBest.standardError, digits: 4)
        for value in [row.expectedRegret.value, row.expectedRegret.standardError, row.largestRegret] {
          table.cell(value, digits: digits)
        }
        try table.endRow()
      }
    }
  }

  private static func writeFrontier(_ study: DecisionStudy, _ table: CSVWriter) throws(UserError) {
    for (place, standing) in study.frontier.standings.enumerated() {
      let option = study.option(place)
      table.cell(option.name)
      table.cell(option.cost, digits: digits)
      table.cell(option.effect, digits: digits)
      switch standing {
      case .onFrontier(let price):
        table.cell("frontier")
        table.cell(price ?? .nan, digits: digits)
        table.cell("")
      case .dominated(let by):
        table.cell("dominated")
        table.emptyCells(1)
        table.cell(study.option(by).name)
      case .extendedlyDominated(let first, let second):
        table.cell("extendedlyDominated")
        table.emptyCells(1)
        table.cell(study.option(first).name + ";" + study.option(second).name)
      }
      try table.endRow()
    }
  }

  private static func writeInformation(_ study: DecisionStudy, _ table: CSVWriter) throws(UserError) {
    let found = study.information
    let parts = found.groups.map { ("group", $0) } + found.parameters.map { ("parameter", $0) }
    for (kind, part) in parts {
      let parameter = kind == "parameter" ? study.scenario.ledger[part.name] : nil
      table.cell(kind)
      table.cell(part.name)
      table.cell(part.value.value, digits: digits)
      table.cell(part.value.standardError, digits: digits)
      table.cell(kind == "group" ? .nan : found.chance, digits: digits)
      table.cell(kind == "group" ? "" : part.value.value > found.chance ? "yes" : "no")
      table.cell(parameter?.meaning ?? "")
      table.cell(parameter?.meaningChinese ?? "")
      try table.endRow()
    }
  }
}
