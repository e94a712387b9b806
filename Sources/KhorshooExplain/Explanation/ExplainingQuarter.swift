import KhorshooScenarios
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics

// How a quarter runs, what couples gacha, and chance.
extension Explainer {
  var quarter: Explanation.Section {
    var number = 0
    var told: Set<String> = []
    let entries = ModelSchedule.entries.map { entry in
      if entry.scope != .beforeRun { number += 1 }
      return step(entry, number: entry.scope == .beforeRun ? nil : number, &told)
    }
    let chinese = ["stock": "存栏帐", "money": "资金帐", "requests": "事项帐"]
    let ledgers = list(model.ledgers.map { say($0.name, chinese[$0.name] ?? $0.name) })
    return Explanation.Section(
      id: "quarter", title: say("How a quarter runs", "一个季度的过程"),
      blocks: [
        .paragraph(
          say(
            "In this order; steps of the banner see all households at once, those of a gacha run one gacha after another. "
              + "After the last step of a gacha its ledgers (\(ledgers)) are closed. In brackets behind the source: the "
              + "section with the equations (Submodels.md); behind a group of parameters: how many it has.",
            "按以下次序；全旗步骤同时涉及所有牧户，嘎查步骤逐个嘎查进行。每个嘎查最后一步之后核对帐目（\(ledgers)）。"
              + "来源后括号内为方程所在节（Submodels.md），参数组后为参数个数。")),
        .entries(entries),
      ])
  }

  private func step(_ entry: ModelSchedule.Entry, number: Int?, _ told: inout Set<String>) -> Explanation.Entry {
    let process = entry.description
    let when =
      number == nil
      ? say("before the run", "运行之前")
      : entry.seasons == 1...4 ? say("every quarter", "每季") : list(entry.seasons.map(seasonName))
    let scope = number == nil ? [] : [entry.scope == .banner ? say("banner", "全旗") : say("gacha", "嘎查")]
    let name = say(process.name, "\(process.titleChinese) \(process.name)")
    let heading = [(number.map { "\($0) " } ?? "") + name, when] + scope + [offText(process)].compactMap { $0 }
    var fields: [Explanation.Field] = []
    if !process.reads.isEmpty { fields.append(field("reads", "Reads", "读取", names(process.reads))) }
    if !process.writes.isEmpty { fields.append(field("writes", "Writes", "写入", names(process.writes))) }
    let streams = streams(of: process)
    if !streams.isEmpty { fields.append(field("random", "Random", "随机流", list(streams.map(\.name)))) }
    let source = process.source.isEmpty ? say("assumption", "假设") : process.source
    fields.append(field("source", "Source", "来源", source + say(" (\(process.section))", "（\(process.section)）")))
    if !process.parameters.isEmpty {
      fields.append(field("parameters", "Parameters", "参数", parameters(of: process, &told)))
    }
    return Explanation.Entry(
      id: process.name, heading: heading.joined(separator: " · "),
      sentence: say(process.meaning, process.meaningChinese), fields: fields)
  }

  private func seasonName(_ season: Int) -> String {
    [say("spring", "春"), say("summer", "夏"), say("autumn", "秋"), say("winter", "冬")][season - 1]
  }

  /// That a process is switched off, and where.
  private func offText(_ process: ProcessDescription) -> String? {
    let off = armsWithout(process)
    guard !off.isEmpty else { return nil }
    return off.count == scenario.arms.count
      ? say("OFF in all arms", "所有方案均关闭") : say("off in ", "关闭：") + list(off)
  }

  /// Labels of what a process reads or writes; `cooperatives.*` stands for all of a part.
  private func names(_ names: [String]) -> String {
    list(
      names.map { name in
        if name == "cooperatives.*" { return say("the cooperative's accounts", "合作社帐目") }
        guard let variable = ModelVariable.all.first(where: { $0.name == name }) else { return name }
        let owner =
          switch name.split(separator: ".").first {
          case "cooperatives": say("the cooperative's ", "合作社")
          case "central": say("the central household's ", "中心户")
          default: ""
          }
        return owner + say(variable.label, variable.labelChinese)
      })
  }

  /// Streams that a process draws from in some arm.
  private func streams(of process: ProcessDescription) -> [RandomStream] {
    let always = process.streams.filter { $0.name != "priceHistory" || scenario.priceHistory != nil }
    return always + (ModelSwitch.stochasticDemography.isOn(scenario.values) ? process.demographyStreams : [])
  }

  /// Levers and values other than the ledger's one by one, those of one group together; the others by section with their
  /// number, in full by key. What a process needs stands in its heading, what was told before is counted.
  private func parameters(of process: ProcessDescription, _ told: inout Set<String>) -> String {
    let said = process.needs?.keys ?? []
    var (sections, groups) = (Groups(), Groups())
    for parameter in scenario.ledger.parameters
    where process.parameters.contains(where: { parameter.key.fits($0) }) && !said.contains(parameter.key) {
      guard let value = scenario.values[parameter.key] else { continue }
      let note = note(parameter, value)
      let dot = parameter.key.lastIndex(of: ".") ?? parameter.key.startIndex
      let name = parameter.key[dot...].dropFirst()
      let isTold = !isFull && !told.insert(parameter.key).inserted
      if !isTold, parameter.isLever || !note.isEmpty {
        groups.add("\(name) = \(quantity(value, parameter))\(note)", to: String(parameter.key[..<dot]))
      } else {
        sections.add(parameter.key, to: parameter.key.section)
      }
    }
    let counted =
      isFull
      ? process.parameters.filter { !Parameter.isLever($0) } : sections.all.map { "\($0.name) (\($0.items.count))" }
    let shown = groups.all.map { say("\($0.name): ", "\($0.name)：") + list($0.items) }
    return ((counted.isEmpty ? [] : [list(counted)]) + shown).joined(separator: say("; ", "；"))
  }

  /// Items under names, both in the order in which they came.
  private struct Groups {
    private(set) var all: [(name: String, items: [String])] = []

    mutating func add(_ item: String, to name: String) {
      if let index = all.firstIndex(where: { $0.name == name }) {
        all[index].items.append(item)
      } else {
        all.append((name, [item]))
      }
    }
  }

  /// What the ledger or single arms have instead.
  private func note(_ parameter: Parameter, _ value: ParameterValue) -> String {
    let ledger = value == parameter.value ? [] : [say("ledger: ", "参数表：") + parameter.valueText]
    let notes = ledger + [byArm(parameter.key)].filter { !$0.isEmpty }
    return notes.isEmpty ? "" : say(" (", "（") + notes.joined(separator: say("; ", "；")) + say(")", "）")
  }

  var interaction: Explanation.Section {
    let banner = ModelSchedule.entries.filter { $0.scope == .banner }.map(\.description)
    let working = banner.filter { armsWithout($0).count < scenario.arms.count }.map(title)
    let share = rounded(100 * model.banner.network.summary.acrossGachaShare, 1)
    return Explanation.Section(
      id: "interaction", title: say("What couples gacha", "嘎查之间的联系"),
      blocks: [
        .paragraph(
          say(
            "Only steps of the banner: \(working.isEmpty ? "none" : list(working)) (\(share) % of ties lead to another "
              + "gacha), and weather, dzud and prices, which are drawn for all. Within a gacha households are coupled by the "
              + "cooperative, the central household and local trade. What the banner sells does not move prices, and "
              + "pasture is each household's own.",
            "只有全旗步骤：\(working.isEmpty ? "无" : list(working))（\(share) % 的联系跨嘎查），以及共同的天气、白灾和价格。"
              + "嘎查内牧户通过合作社、中心户和本地交易相互影响。全旗的销售不影响价格，草场各户自有。"))
      ])
  }

  var chance: Explanation.Section {
    let used = ModelSchedule.entries.flatMap { streams(of: $0.description) }.map(\.name)
    func names(_ root: RandomStream.Root) -> String {
      list(
        ModelStreams.all.list.filter { $0.root == root && (root != .dynamics || used.contains($0.name)) }.map(\.name))
    }
    let animals =
      ModelSwitch.stochasticDemography.isOn(scenario.values)
      ? say("whole animals", "整头") : say("expected values, not whole animals", "期望值，不取整头")
    let (population, network, dynamics) = (names(.population), names(.network), names(.dynamics))
    var blocks: [Explanation.Block] = [
      .paragraph(
        say(
          "Each draw is a function of seed, stream, replicate, quarter and entity: all arms meet the same luck (common "
            + "random numbers), and a policy without effect gives a difference of exactly zero.",
          "每次抽取只取决于随机种子、随机流、重复、季度和对象：各方案运气相同（共同随机数），无效政策的差异恰为零。")),
      .paragraph(
        say(
          "Drawn once: population (\(population)) and network (\(network)). Drawn in every replicate: \(dynamics). "
            + "Births, deaths and sales are \(animals).",
          "只抽取一次：人口（\(population)）和网络（\(network)）。每次重复抽取：\(dynamics)。产仔、死亡和出售为\(animals)。")),
    ]
    if scenario.run.antithetic {
      blocks.append(
        .paragraph(
          say(
            "Replicates are antithetic pairs: of each 16, replicates i and i + 8 meet mirrored weather, dzud and prices, and "
              + "intervals are those of the pairs.",
            "重复成对偶：每 16 次中，第 i 次与第 i + 8 次遇到互为镜像的天气、白灾和价格，区间按对计算。")))
    }
    if isFull {
      blocks.append(
        .table(
          [
            column("root", "root", "根"), column("number", "number", "编号"), column("stream", "stream", "随机流"),
            column("meaning", "what is drawn", "抽取内容"),
          ],
          rows: ModelStreams.all.declared.map {
            let stream = $0.wrappedValue
            return ["\(stream.root)", "\(stream.number)", stream.name, say($0.meaning, $0.meaningChinese)]
          }))
    }
    return Explanation.Section(id: "chance", title: say("Stochasticity", "随机性"), blocks: blocks)
  }
}

extension String {
  /// The first part of a key.
  fileprivate var section: String { split(separator: ".").first.map(String.init) ?? self }
}
