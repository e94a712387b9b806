import KhorshooScenarios
import KhorshooEngine
import KhorshooModel
import KhorshooText

// Purpose, entities, time and policies.
extension Explainer {
  var purpose: Explanation.Section {
    let files = list(scenario.inputFiles.map(\.path))
    return Explanation.Section(
      id: "purpose", title: say("Purpose", "目的"),
      blocks: [
        .paragraph(scenario.question[language]),
        .paragraph(
          say(
            "Effects are differences between arms that meet the same weather, prices and luck; they hold under the "
              + "assumptions named here. Read from: \(files).",
            "效应是遇到相同天气、价格和运气的各方案之差，只在下列假设下成立。读取的文件：\(files)。")),
      ])
  }

  var entities: Explanation.Section {
    var blocks: [Explanation.Block] = [
      .table(
        [column("entity", "entity", "实体"), column("number", "number", "数量"), column("notes", "of these", "其中")],
        rows: counts),
      .paragraph(space),
      .paragraph(time),
    ]
    if isFull {
      blocks.append(
        .table(
          [
            column("variable", "state variable", "状态变量"), column("unit", "unit", "单位"), column("rows", "for each", "每"),
            column("meaning", "meaning", "含义"),
          ],
          rows: ModelVariable.state.map {
            [$0.name, say($0.unit, $0.unitChinese), $0.rows, say($0.meaning, $0.labelChinese)]
          }))
    } else {
      blocks.append(.entries(variablesByRows))
    }
    return Explanation.Section(
      id: "entities", title: say("Entities, state variables and scales", "实体、状态变量与尺度"), blocks: blocks)
  }

  private var counts: [[String]] {
    let (places, households) = (model.banner.places, model.banner.households)
    let registered = places.registeredCooperatives
    let shells = registered.count { places.cooperatives[$0].isShell }
    let byLevel: [(en: String, zh: String, count: Int, notes: String)] = [
      ("banner", "旗", 1, ""),
      ("sumu", "苏木", places.sumu.count, say("pastoral: ", "涉牧：") + "\(places.sumu.count { $0.isPastoral })"),
      ("gacha", "嘎查", places.gacha.count, ""),
      ("grid", "网格", places.grids.count, ""),
      (
        "central household", "中心户", households.isCentral.count { $0 },
        say("one a grid; they are households too", "每网格一户；同时也是牧户")
      ),
      (
        "household", "牧户", places.householdCount,
        say("party members: ", "党员：") + "\(households.partyMembers.reduce(0, +))"
      ),
      (
        "cooperative", "合作社", registered.count,
        say("shells: \(shells); can be founded besides: ", "空壳：\(shells)；尚可新设：")
          + "\(places.cooperatives.count - registered.count)"
      ),
      (
        "species", "畜种", model.banner.table.species.count,
        list(model.banner.table.species.map { say($0.name, ModelOutcomes.speciesChinese[$0.name] ?? $0.name) })
          + say("; classes: ", "；类别：")
          + "\(model.banner.table.classes.count)"
      ),
    ]
    return byLevel.map { [say($0.en, $0.zh), "\($0.count)", $0.notes] }
  }

  private var space: String {
    let network = model.banner.network.summary
    let layers = TieLayer.allCases.map { layer in
      let degree = network.meanDegreeByLayer[layer.rawValue]
      return say("\(layer) ", layer.labelChinese) + rounded(degree, 1)
    }
    return say(
      "Each household has \(rounded(network.meanDegree, 1)) ties on average (\(list(layers))); "
        + "\(rounded(100 * network.acrossGachaShare, 1)) % of ties lead to another gacha. Space is the plane in km.",
      "每户平均 \(rounded(network.meanDegree, 1)) 条联系（\(list(layers))）；其中 "
        + "\(rounded(100 * network.acrossGachaShare, 1)) % 跨嘎查。空间为平面，单位公里。")
  }

  private var time: String {
    let run = scenario.run
    let years = "\(run.calendarYears.lowerBound)-\(run.calendarYears.upperBound)"
    let prices =
      switch scenario.priceHistory?.method {
      case nil: say("drawn", "随机抽取")
      case .replay: say("those of the price history, replayed", "重放历史价格")
      case .bootstrap(let blockYears):
        say("blocks of \(blockYears) years drawn from the price history", "从历史价格中抽取 \(blockYears) 年区段")
      }
    return say(
      "Time goes by quarters: 1 spring, 2 summer, 3 autumn, 4 winter; \(years), \(run.replicates) replicates of each arm, "
        + "seed \(run.seed). Money is yuan at constant prices; prices are \(prices).",
      "时间按季推进：1 春、2 夏、3 秋、4 冬；\(years) 年，每方案 \(run.replicates) 次重复，随机种子 \(run.seed)。金额为不变价元；价格：\(prices)。")
  }

  private var variablesByRows: [Explanation.Entry] {
    let rows: [(id: String, en: String, zh: String)] = [
      ("households", "A household has", "牧户的状态"), ("gacha", "A gacha has", "嘎查的状态"),
      ("services", "A grid has", "网格的状态"), ("central", "The office of central household of a grid has", "网格中心户的状态"),
      ("cooperatives", "A cooperative has", "合作社的状态"),
    ]
    return rows.compactMap { row in
      let variables = ModelVariable.state.filter { variable in
        let parts = variable.name.split(separator: ".")
        return (parts.count > 1 ? parts.first : variable.rows.split(separator: " ").first).map(String.init) == row.id
      }
      guard !variables.isEmpty else { return nil }
      return Explanation.Entry(id: row.id, heading: say(row.en, row.zh), sentence: byUnit(variables), fields: [])
    }
  }

  /// Labels of variables, those of one unit together.
  private func byUnit(_ variables: [ModelVariable]) -> String {
    var groups: [(unit: String, labels: [String])] = []
    for variable in variables {
      let (unit, label) = (say(variable.unit, variable.unitChinese), say(variable.label, variable.labelChinese))
      if let index = groups.firstIndex(where: { $0.unit == unit }) {
        groups[index].labels.append(label)
      } else {
        groups.append((unit, [label]))
      }
    }
    return groups.map { list($0.labels) + ($0.unit == "1" ? "" : say(" (\($0.unit))", "（\($0.unit)）")) }
      .joined(separator: say("; ", "；"))
  }

  var arms: Explanation.Section {
    Explanation.Section(
      id: "arms", title: say("Policies compared (arms)", "比较的政策（方案）"),
      blocks: [.entries(scenario.arms.indices.map(arm))])
  }

  private func arm(_ index: Int) -> Explanation.Entry {
    let (arm, reference) = (scenario.arms[index], scenario.arms[scenario.referenceArm])
    let isReference = index == scenario.referenceArm
    let label = say(arm.label, arm.labelChinese)
    let off = ModelSchedule.entries.map(\.description).filter { process in
      process.needs.map { !$0.isOn(arm.values) } ?? false
    }
    let differing = scenario.ledger.parameters.compactMap { parameter -> String? in
      guard let value = arm.values[parameter.key] else { return nil }
      let base = isReference ? parameter.value : reference.values[parameter.key]
      let origin = scenario.armOverrides[index].first { $0.key == parameter.key }?.origin
      guard value != base, !isReference || parameter.isLever || origin != nil else { return nil }
      let place = origin.map { say(", ", "，") + $0.description } ?? ""
      return "\(parameter.key) = \(value.plainText)"
        + say(" (\(base?.plainText ?? "")\(place))", "（\(base?.plainText ?? "")\(place)）")
    }
    let against =
      isReference
      ? field("againstLedger", "Levers other than the ledger's", "不同于参数表的政策杠杆", text(differing))
      : field(
        "againstReference", "Differs from \(reference.name) in (value there)", "与 \(reference.name) 的差别（后者的值）",
        text(differing))
    return Explanation.Entry(
      id: arm.name,
      heading: arm.name + " · " + label + (isReference ? say(" · reference", " · 对照") : ""), sentence: "",
      fields: [against]
        + (arm.interventions.isEmpty
          ? [] : [field("interventions", "Changes from a date on", "自某季起的变动", text(arm.interventions.flatMap(dated)))])
        + (off.isEmpty ? [] : [field("processesOff", "Switched off", "关闭的过程", list(off.map(title)))]))
  }

  /// `key = value from 2023Q1 to 2025Q4, at once, in hui`, one text a lever.
  private func dated(_ intervention: Intervention) -> [String] {
    let (from, to) = (intervention.from, intervention.to)
    let when = to.map { say(" from \(from) to \($0)", "，\(from) 至 \($0)") } ?? say(" from \(from) on", "，自 \(from) 起")
    let places = list(intervention.places)
    return intervention.changes.map { change in
      "\(change.key) = \(change.value.plainText)" + when
        + (change.course == .ramp ? say(", by equal steps, then kept", "，逐季等步推进后保持") : say(", at once", "，一步到位"))
        + (intervention.places.isEmpty ? say(", everywhere", "，全旗") : say(", in \(places)", "，限于 \(places)"))
        + (intervention.rollout.map(rolledOut) ?? "")
    }
  }

  private func rolledOut(_ rollout: Intervention.Rollout) -> String {
    let (groups, apart) = (rollout.waves, rollout.quarters)
    let order =
      switch rollout.order {
      case .largest: say("the largest first", "户数多者先行")
      case .smallest: say("the smallest first", "户数少者先行")
      case .farthest: say("the farthest from the sumu first", "离苏木远者先行")
      case .lot: say("in an order drawn by lot", "次序由抽签决定")
      case .listed: say("in the order of the list", "按所列次序")
      }
    return say(
      ", gacha in \(groups) groups \(apart) quarters apart, \(order)", "，嘎查分 \(groups) 批，每批相隔 \(apart) 季，\(order)")
  }

  private func text(_ items: [String]) -> String {
    items.isEmpty ? say("none", "无") : items.joined(separator: say("; ", "；"))
  }

  /// With a number of decimals, for people.
  func rounded(_ value: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    return plainNumber((value * scale).rounded() / scale)
  }
}

extension TieLayer {
  fileprivate var labelChinese: String {
    switch self {
    case .neighbour: "地缘 "
    case .kin: "亲缘 "
    case .business: "业缘 "
    case .organisation: "组织 "
    case .hub: "中心户 "
    }
  }
}
