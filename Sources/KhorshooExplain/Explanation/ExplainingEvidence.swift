import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios

// What is recorded, what is guessed, and what differs from the ledger.
extension Explainer {
  var observation: Explanation.Section {
    let selection = scenario.outcomes
    let definitions = model.outcomes.definitions.filter {
      selection.names.isEmpty || selection.names.contains($0.name)
    }
    let levels = ModelOutcomes.levels.filter { level in
      (selection.levels.isEmpty || selection.levels.contains(level))
        && definitions.contains { $0.levels.contains { $0.rawValue == level } }
    }
    let years = scenario.run.calendarYears
    let (from, to) = (selection.fromYear ?? years.lowerBound, selection.toYear ?? years.upperBound)
    let yearly = definitions.count { $0.frequency == .yearly }
    let ratios = list(
      model.ratios.map { say($0.label, $0.labelChinese) }
        + model.balances.map { say("net benefit of \($0.label)", "\($0.labelChinese)净效益") })
    var blocks: [Explanation.Block] = [
      .paragraph(
        say(
          "\(definitions.count) outcomes (\(yearly) of them once a year) at the levels \(list(levels)), \(from)-\(to): their "
            + "distribution over replicates, and the paired difference of each arm from "
            + "\(scenario.arms[scenario.referenceArm].name), with its Monte Carlo interval. Also recorded: "
            + "\(ratios).",
          "\(definitions.count) 项结果（其中 \(yearly) 项按年），层级 \(list(levels))，\(from)-\(to) 年：各重复的分布，以及各方案与 "
            + "\(scenario.arms[scenario.referenceArm].name) 的配对差及其蒙特卡洛区间。比率：\(ratios)。"))
    ]
    if isFull || !selection.names.isEmpty {
      blocks.append(
        .table(
          [
            column("outcome", "outcome", "结果"), column("unit", "unit", "单位"), column("meaning", "meaning", "含义"),
          ],
          rows: definitions.map { [$0.name, ReportUnits.words($0.unit, language), say($0.meaning, $0.meaningChinese)] })
      )
    }
    return Explanation.Section(id: "observation", title: say("What is recorded", "记录的结果"), blocks: blocks)
  }

  var assumptions: Explanation.Section {
    let all = scenario.ledger.parameters
    let counts = Trust.allCases.compactMap { trust -> String? in
      let count = all.count { $0.trust == trust }
      return count == 0 ? nil : "\(count) " + trust.label(language)
    }
    let guessed = scenario.assumptions
    let processes = guessed.reduce(into: [(name: String, count: Int)]()) { groups, assumption in
      let name = assumption.process[language]
      if let index = groups.firstIndex(where: { $0.name == name }) {
        groups[index].count += 1
      } else {
        groups.append((name, 1))
      }
    }
    let main = guessed.filter { $0.mainRank != nil }.sorted { ($0.mainRank ?? 0) < ($1.mainRank ?? 0) }
    let channels = Channel.ofIncome.compactMap { channel -> Explanation.Entry? in
      let values = main.filter { $0.channel == channel }.map { assumption in
        let byArm = assumption.byArm.isEmpty ? "" : "; \(assumption.byArm)"
        return "\(assumption.parameter.key) = \(quantity(assumption.value, assumption.parameter)) "
          + "(\(assumption.parameter.trust.label(language))\(byArm))"
      }
      let label = say(channel.label, channel.labelChinese)
      return values.isEmpty
        ? nil : Explanation.Entry(id: channel.rawValue, heading: label, sentence: list(values), fields: [])
    }
    return Explanation.Section(
      id: "assumptions", title: say("What is guessed", "哪些是假设"),
      blocks: [
        .paragraph(
          say(
            "Of \(all.count) parameters \(list(counts)). \(guessed.count) assumed or recalled values act in this scenario: "
              + list(processes.map { "\($0.name) \($0.count)" })
              + ". Those that set the size of a channel of the uplift:",
            "\(all.count) 个参数中：\(list(counts))。本情景中起作用的假设或凭记忆的值有 \(guessed.count) 个："
              + list(processes.map { "\($0.name) \($0.count)" }) + "。决定各渠道增益大小的是：")),
        .entries(channels),
      ])
  }

  var changes: Explanation.Section {
    let stated = scenario.ledger.parameters.filter { (scenario.origins[$0.key] ?? .ledger) != .ledger }
    let changed = stated.filter { scenario.values[$0.key] != $0.value }
    var blocks: [Explanation.Block] = [
      .paragraph(
        say(
          "The files and the command line state \(stated.count) values for all arms; \(changed.count) differ from the "
            + "ledger. What single arms change stands with the arms.",
          "文件和命令行对所有方案给出 \(stated.count) 个值，其中 \(changed.count) 个不同于参数表。各方案自身的改动见方案一节。"))
    ]
    if !changed.isEmpty {
      blocks.append(
        .table(
          [
            column("key", "key", "键"), column("value", "value", "值"), column("ledger", "ledger", "参数表"),
            column("origin", "from", "出处"), column("meaning", "meaning", "含义"),
          ],
          rows: changed.map { parameter in
            [
              parameter.key, quantity(scenario.values[parameter.key] ?? parameter.value, parameter),
              parameter.valueText, "\(scenario.origins[parameter.key] ?? .ledger)", parameter.meaning(language),
            ]
          }))
    }
    let species = [
      scenario.addedSpecies.isEmpty
        ? nil : say("Species added: ", "新增畜种：") + list(scenario.addedSpecies.map { "\($0.name) (\($0.like))" }),
      scenario.removedSpecies.isEmpty ? nil : say("Species left out: ", "去除畜种：") + list(scenario.removedSpecies),
    ].compactMap { $0 }
    blocks += species.map { .paragraph($0) }
    return Explanation.Section(id: "changes", title: say("Values other than the ledger's", "不同于参数表的值"), blocks: blocks)
  }

  /// Every parameter with the processes that use it; those that none names describe the population or the record.
  var parameters: Explanation.Section {
    let processes = ModelSchedule.descriptions
    return Explanation.Section(
      id: "parameters", title: say("All parameters", "所有参数"),
      blocks: [
        .table(
          [
            column("key", "key", "键"), column("value", "value", "值"), column("trust", "trust", "可信度"),
            column("processes", "used by", "使用的过程"), column("meaning", "meaning", "含义"),
          ],
          rows: scenario.ledger.parameters.map { parameter in
            [
              parameter.key, quantity(scenario.values[parameter.key] ?? parameter.value, parameter),
              parameter.trust.label(language),
              list(processes.filter { process in process.parameters.contains { parameter.key.fits($0) } }.map(\.name)),
              parameter.meaning(language),
            ]
          })
      ])
  }
}
