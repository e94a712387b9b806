import KhorshooExperiments
import KhorshooInputs
import KhorshooText

/// What a decision found, in sentences: the lines of the screen and the text of the brief.
struct DecisionSentences {
  let study: DecisionStudy

  /// Parameters that are named.
  private static let named = 3

  private var analysis: DecisionAnalysis { study.analysis }
  private var chosen: DecisionAnalysis.Option { analysis.options[analysis.best] }

  var answer: LocalizedText {
    let perspective = DecisionWords.perspective(study.request.perspective)
    let years = study.scenario.run.years
    let (text, mean): (LocalizedText, Double)
    if let selection = study.selection {
      let found = selection.mean(selection.leader)
      (text, mean) = (
        DecisionWords.selected(
          study.best.label, isSelected: selection.selected != nil, selection.goal, worlds: selection.worldCount,
          mean: found, for: perspective, years: years), found.value
      )
    } else {
      (text, mean) = (
        DecisionWords.answer(
          study.best.label, best: chosen.probabilityBest.value, expected: chosen.expected.value, low: chosen.low90,
          high: chosen.high90, for: perspective, years: years), chosen.expected.value
      )
    }
    guard mean < 0, !study.hasReference else { return text }
    let more = DecisionWords.belowReference(study.reference)
    return LocalizedText(en: text.en + more.en, zh: text.zh + more.zh)
  }

  var compared: LocalizedText {
    let all = DecisionWords.compared(
      study.eligible.map { study.options[$0].label }, worlds: study.worldCount,
      areAll: study.worldCount == study.allWorlds, reference: study.reference,
      by: DecisionWords.criterion(study.request.criterion))
    let out = study.options.filter { !$0.isAffordable }
    guard let budget = study.request.budget, !out.isEmpty else { return all }
    let words = DecisionWords.overBudget(out.map { ($0.label, $0.cost) }, budget)
    return LocalizedText(en: all.en + words.en, zh: all.zh + words.zh)
  }

  var regret: LocalizedText {
    let rival = analysis.options.indices.filter { $0 != analysis.best }.max {
      let (a, b) = (analysis.options[$0], analysis.options[$1])
      return (a.probabilityBest.value, -a.expectedRegret.value) < (b.probabilityBest.value, -b.expectedRegret.value)
    }
    return DecisionWords.regret(
      expected: chosen.expectedRegret.value, largest: chosen.largestRegret,
      next: rival.map {
        (study.option($0).label, analysis.options[$0].probabilityBest.value, analysis.options[$0].expectedRegret.value)
      })
  }

  var heldOut: LocalizedText {
    if let selection = study.selection { return drawn(selection) }
    let found = analysis.heldOut
    return DecisionWords.heldOut(
      found.value, agrees: Set(found.chosen).count == 1, others: found.chosen.map { study.option($0).label },
      correct: analysis.criterion == .expected ? analysis.correctSelection : nil)
  }

  /// Which options the worlds went to.
  private func drawn(_ selection: DecisionSelection) -> LocalizedText {
    let falls = selection.procedure.eliminations.map { found -> (LocalizedText, Int, LocalizedText) in
      (study.option(found.option).label, selection.fall(found.option)!.worlds, study.option(found.by).label)
    }
    let rivals = selection.procedure.competing.filter { $0 != selection.leader }
    return DecisionWords.drawn(
      falls: falls, competing: selection.selected == nil ? rivals.map { study.option($0).label } : [],
      needed: selection.worldsNeeded, computed: selection.computed)
  }

  var cost: LocalizedText {
    let found = study.frontier
    let frontier = found.frontier.map { place -> (LocalizedText, Double, String?) in
      let option = study.option(place)
      guard case .onFrontier(let price?) = found.standings[place] else { return (option.label, option.cost, nil) }
      return (option.label, option.cost, ReadableNumber(for: [price], digits: 3).text(price))
    }
    let dominated = found.standings.enumerated().compactMap { place, standing -> (LocalizedText, LocalizedText)? in
      switch standing {
      case .onFrontier: return nil
      case .dominated(let by): return (study.option(place).label, study.option(by).label)
      case .extendedlyDominated(let first, let second):
        let (a, b) = (study.option(first).label, study.option(second).label)
        return (study.option(place).label, LocalizedText(en: "\(a.en) with \(b.en)", zh: "\(a.zh)与\(b.zh)的组合"))
      }
    }
    return DecisionWords.cost(frontier, dominated: dominated, unit: study.unit)
  }

  var whom: LocalizedText { DecisionWords.whom(study.gains, years: study.scenario.run.years) }

  var others: LocalizedText {
    DecisionWords.others(
      study.views.filter { $0.perspective != study.request.perspective }.map { perspective, found in
        (
          DecisionWords.perspective(perspective), study.option(found.best).label,
          found.options[found.best].probabilityBest.value
        )
      })
  }

  var information: LocalizedText {
    let found = study.information
    return DecisionWords.information(
      analysis.perfectInformation, parameters: found.groups.first { $0.name == "*" }?.value,
      best: study.worthKnowing.prefix(Self.named).map { (meaning($0.name), $0.value.value) },
      among: found.parameters.count)
  }

  /// Where along the parameters that are worth knowing the answer turns.
  var turns: [LocalizedText] {
    study.worthKnowing.prefix(Self.named).flatMap { part -> [LocalizedText] in
      guard (2...3).contains(part.switches.count) else { return [] }
      return zip(part.switches, part.switches.dropFirst()).map { before, turn in
        DecisionWords.turn(
          meaning(part.name), at: ReadableNumber(for: [turn.from], digits: 3).text(turn.from),
          below: study.option(before.option).label, above: study.option(turn.option).label)
      }
    }
  }

  /// What a parameter is, without the full stop of its sentence, and its key.
  func meaning(_ key: String) -> LocalizedText {
    guard let parameter = study.scenario.ledger[key] else { return LocalizedText(en: key, zh: key) }
    func short(_ text: String) -> String { String(text.prefix { $0 != ";" && $0 != "；" && $0 != "。" }).withoutStop }
    return LocalizedText(
      en: "\(short(parameter.meaning)) [\(key)]", zh: "\(short(parameter.meaningChinese))［\(key)］")
  }

  /// How options were found among combinations of levers.
  var levers: LocalizedText? { study.levers.map { LeverWords.found($0, study.scenario.ledger) } }

  /// The lines of the screen, the answer first.
  var lines: [LocalizedText] {
    [answer, compared] + (levers.map { [$0] } ?? []) + [regret, heldOut, cost, others, information] + turns.prefix(1)
  }
}

extension String {
  fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
