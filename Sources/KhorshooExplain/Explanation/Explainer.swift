import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// Makes the explanation of one scenario; everything that is data comes from the scenario, the model and the ledger.
struct Explainer {
  let scenario: ResolvedScenario
  let model: LinkageModel
  let language: Language
  /// Whether every parameter, variable, stream and outcome is listed.
  let isFull: Bool

  /// A text in the language of the explanation.
  func say(_ en: String, _ zh: String) -> String { LocalizedText(en: en, zh: zh)[language] }

  func list(_ items: some Sequence<String>) -> String { items.joined(separator: say(", ", "、")) }

  func column(_ key: String, _ en: String, _ zh: String) -> Explanation.Column {
    Explanation.Column(key: key, label: say(en, zh))
  }

  func field(_ key: String, _ en: String, _ zh: String, _ value: String) -> Explanation.Field {
    Explanation.Field(key: key, label: say(en, zh), value: value)
  }

  /// A value with its unit; pure numbers and switches have none.
  func quantity(_ value: ParameterValue, _ parameter: Parameter) -> String {
    value.plainText + ReportUnits.suffix(parameter.unit, language)
  }

  /// What each arm has under a key, arms of the same value together; empty when no arm differs from the scenario.
  func byArm(_ key: String) -> String {
    var groups: [(value: ParameterValue, arms: [String])] = []
    for arm in scenario.arms {
      guard let value = arm.values[key], value != scenario.values[key] else { continue }
      if let index = groups.firstIndex(where: { $0.value == value }) {
        groups[index].arms.append(arm.name)
      } else {
        groups.append((value, [arm.name]))
      }
    }
    return groups.map { say("\(list($0.arms)): ", "\(list($0.arms))：") + $0.value.plainText }
      .joined(separator: say("; ", "；"))
  }

  /// Arms in which a process does nothing.
  func armsWithout(_ process: ProcessDescription) -> [String] {
    guard let needs = process.needs else { return [] }
    return scenario.arms.filter { !needs.isOn($0.values) }.map(\.name)
  }

  /// How a process is called in sentences.
  func title(_ process: ProcessDescription) -> String { say(process.name, process.titleChinese) }

  var explanation: Explanation {
    Explanation(
      title: scenario.title[language], language: language,
      sections: [purpose, entities, arms, quarter, interaction, chance, observation, assumptions, changes]
        + (isFull ? [parameters] : []))
  }
}

extension ResolvedScenario {
  /// What the scenario assumes and how a quarter runs, in the order of ODD+D (Grimm et al. 2020, doi:10.18564/jasss.4259;
  /// Müller et al. 2013, doi:10.1016/j.envsoft.2013.06.003).
  ///
  /// - Parameters:
  ///   - model: the model of this scenario, from `model()`.
  ///   - language: of all words; keys and names of the code stay as they are.
  ///   - isFull: whether every parameter, variable, stream and outcome is listed.
  /// - Proof: `ExplainCommandTests`.
  public func explanation(of model: LinkageModel, in language: Language, isFull: Bool = false)
    -> Explanation
  {
    Explainer(scenario: self, model: model, language: language, isFull: isFull).explanation
  }
}
