import Foundation
import KhorshooScenarios
import KhorshooText
import Testing

/// What holds for the ledger that comes with the program, whatever its rows are.
@Suite struct StandardLedgerPropertyTests {
  private let ledger = ParameterLedger.standard()
  private let text = """
    schema: 1
    title: Smallest scenario
    question: What does the ledger say by itself?
    arms: {none: {}}
    run: {years: 1, start: 2020Q1, replicates: 30, seed: 1}
    """

  @Test func theDefaultsAreAScenarioWithoutWarnings() throws {
    let scenario = try Scenario.resolve(text: text, path: "smallest.yaml", ledger: ledger)
    #expect(scenario.values == ledger.defaults && scenario.speciesNames == ledger.speciesNames)
    #expect(scenario.warnings == [])
    #expect(scenario.origins.values.filter { $0 == .ledger }.count == ledger.parameters.count)
  }

  @Test func theResolvedFormReadsBackAsItself() throws {
    let first = try Scenario.resolve(text: text, path: "smallest.yaml", ledger: ledger)
    let second = try Scenario.resolve(text: first.resolvedYAML(origins: true), path: "resolved.yaml", ledger: ledger)
    #expect(second.canonicalText == first.canonicalText && second.values == first.values)
  }

  @Test func everySpeciesCanBeCopiedAndTakenOut() throws {
    for name in ledger.speciesNames {
      let species = "\nspecies: {other: {like: \(name)}, \(name): none}\n"
      let scenario = try Scenario.resolve(text: text + species, path: "species.yaml", ledger: ledger)
      #expect(scenario.speciesNames == ledger.speciesNames.filter { $0 != name } + ["other"])
      #expect(scenario.ledger.classNames(of: "other") == ledger.classNames(of: name))
      #expect(scenario.values.keys.count == ledger.parameters.count)
    }
  }

  @Test func everyBoundCanBeSetAndNothingBeyond() throws {
    for parameter in ledger.parameters {
      guard let range = parameter.range, !parameter.key.hasPrefix("places.") else { continue }
      for (value, isInside) in [(range.lowerBound, true), (range.upperBound, true), (range.upperBound * 2 + 1, false)] {
        let setting = "\(parameter.key)=\(parameter.kind == .integer ? "\(Int(value))" : "\(value)")"
        let overrides = ScenarioOverrides(settings: [setting])
        do throws(UserError) {
          let scenario = try Scenario.resolve(text: text, path: "bound.yaml", overrides: overrides, ledger: ledger)
          #expect(isInside && scenario.values.number(parameter.key) == value, "\(setting)")
        } catch {
          // Within its range one class may still not fit the others of its species.
          let codes = Set(error.diagnostics.map(\.code))
          #expect(codes == (isInside ? ["herd-stages"] : ["out-of-range"]), "\(setting): \(error)")
        }
      }
    }
  }
}
