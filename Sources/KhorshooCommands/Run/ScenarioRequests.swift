import Foundation
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// `khorshoo check`: everything wrong with scenario files at once; runs nothing.
package struct CheckRequest: Request {
  package var scenarios: [String]
  package var strict: Bool

  package init(scenarios: [String], strict: Bool = false) {
    self.scenarios = scenarios
    self.strict = strict
  }

  package func check() throws(InvalidArgument) {
    if scenarios.isEmpty { throw InvalidArgument("Name at least one scenario file.") }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    var exit: UserError.Exit?
    var text = ""
    for path in scenarios {
      do throws(UserError) {
        var overrides = ScenarioOverrides()
        overrides.isStrict = strict
        let reading = ScenarioReading(
          path: path, files: .disk, overrides: overrides, ledger: .standard(),
          knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels)
        let scenario = try reading.resolved()
        _ = try scenario.model()
        var warnings = scenario.warnings
        if scenario.design?.file != nil { warnings += try reading.design(scenario.design).warnings }
        session.warn(warnings)
        let language = Messages.language
        if let roster = scenario.roster { text += roster.summary(language) }
        let state =
          warnings.isEmpty
          ? LocalizedText(en: "nothing wrong", zh: "没有问题") : LocalizedText(en: "can be run", zh: "可以运行")
        text += "\(path): \(state[language])\n"
      } catch {
        session.say(error.description)
        exit = exit ?? error.exit
      }
    }
    return CommandReport(text, fault: exit.map { (nil, $0.rawValue) })
  }
}

/// `khorshoo show`: the resolved scenario, with the origin of each value.
package struct ShowRequest: Request {
  package var scenario: ScenarioRequest
  package var plain: Bool

  package init(scenario: ScenarioRequest, plain: Bool = false) {
    self.scenario = scenario
    self.plain = plain
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let resolved = try scenario.resolve()
    session.warn(resolved.warnings)
    return CommandReport(resolved.resolvedYAML(origins: !plain, besideTables: false))
  }
}

/// `khorshoo parameters`: the ledger of all parameters.
package struct ParametersRequest: Request {
  package var format: TableFormat
  package var language: Language

  package init(format: TableFormat = .table, language: Language = .english) {
    self.format = format
    self.language = language
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    CommandReport(
      ParameterLedger.standard().parameterTable(
        format: format, language: language, unit: { ReportUnits.words($0, language) },
        source: { LocalizedText(en: $0, zh: Program.sources[$0] ?? $0)[language] }))
  }
}

/// `khorshoo schema`: JSON Schema of the scenario file.
package struct SchemaRequest: Request {
  package init() {}

  package func report(_ session: Session = .silent) throws -> CommandReport {
    CommandReport(scenarioSchema(ledger: .standard()))
  }
}
