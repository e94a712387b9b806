import Foundation
import KhorshooExperiments
import KhorshooScenarios
import KhorshooText
import Testing

/// The `design:` block and what the command line says over it.
@Suite struct SweepDesignUnit {
  private static let block = """
    design:
      method: lhs
      samples: 8
      seed: 5
      factors:
        - market.hayPriceYuanPerKg: 0.5:1.5
        - {herds.sheep.parturitionPerYear: "0.6:0.9:0.1", policy.cooperatives.grantYuanPerYear: [1, 2, 3, 4]}
        - market.priceProcess: [ar1, fixed]
        - policy.cooperatives.enabled: [true, false]
        - places.gridCount: 100:120
        - run.years: [2, 3]

    """

  private func resolve(_ text: String, _ design: DesignOverrides = DesignOverrides()) throws -> ResolvedScenario {
    try Fixtures.resolve(Fixtures.scenarioText + "\n" + text, ScenarioOverrides(design: design))
  }

  private func diagnostics(_ text: String, _ design: DesignOverrides = DesignOverrides()) -> [Diagnostic] {
    do {
      _ = try resolve(text, design)
      return []
    } catch let error as UserError { return error.diagnostics } catch { return [] }
  }

  @Test func aBlockIsReadWithAllItsParts() throws {
    let design = try #require(try resolve(Self.block).design)
    #expect(design.method == .latinHypercube && design.samples == 8 && design.seed == 5 && design.file == nil)
    #expect(
      design.factors.map(\.text) == [
        "market.hayPriceYuanPerKg=0.5:1.5",
        "herds.sheep.parturitionPerYear=0.6,0.7,0.8,0.9;policy.cooperatives.grantYuanPerYear=1,2,3,4",
        "market.priceProcess=ar1,fixed", "policy.cooperatives.enabled=true,false", "places.gridCount=100:120",
        "run.years=2,3",
      ])
    #expect(design.factors[4].parts[0].domain == .integers(low: 100, high: 120))
    #expect(try resolve("").design == nil)
  }

  @Test func resolvedYamlAndHashKnowIt() throws {
    let first = try resolve(Self.block)
    let second = try Fixtures.resolve(first.resolvedYAML())
    #expect(second.design == first.design && second.hash == first.hash)
    #expect(second.resolvedYAML() == first.resolvedYAML())
    #expect(try resolve(Self.block.replacing("seed: 5", with: "seed: 6")).hash != first.hash)
    #expect(try resolve(Self.block.replacing("[2, 3]", with: "[2, 4]")).hash != first.hash)
    #expect(try resolve("").hash != first.hash)
  }

  @Test func theCommandLineReplacesFactorsAndKeepsTheRest() throws {
    let design = try #require(
      try resolve(Self.block, DesignOverrides(vary: ["run.years=1:3:1"], samples: 9)).design)
    #expect(
      design.method == .latinHypercube && design.samples == 9 && design.factors.map(\.text) == ["run.years=1,2,3"])
    let sobol = try #require(try resolve(Self.block, DesignOverrides(method: "sobol")).design)
    #expect(sobol.method == .sobol && sobol.factors.count == 6)
    let log = try #require(
      try resolve("", DesignOverrides(vary: ["market.hayPriceYuanPerKg=0.1:10:log"], method: "lhs", samples: 3)).design)
    #expect(log.factors[0].parts[0].domain == .range(low: 0.1, high: 10, scale: .logarithmic))
  }

  @Test func faultsHaveTheirPlaces() {
    let wrong = """
      design:
        method: lsh
        sample: 3
        factors:
          - market.hayPriceYuanPerKilo: [1]
          - market.hayPriceYuanPerKg: 2:1
          - {run.years: [2, 3], places.gridCount: [110]}
          - policy.cooperatives.enabled: [yes, false]
          - []

      """
    let first = Fixtures.scenarioText.split(separator: "\n", omittingEmptySubsequences: false).count + 1
    let found = diagnostics(wrong).map { "\($0.line - first):\($0.column) \($0.code)" }
    for expected in [
      "1:11 unknown-option", "2:3 unknown-key", "4:7 unknown-key", "5:33 factor-range", "6:19 factor-joint",
      "7:37 switch-word", "8:7 wrong-type",
    ] { #expect(found.contains(expected), "\(expected) is not among \(found)") }
    #expect(found.count == 7, "\(found)")
  }

  @Test func assumedParametersAreVariedAsUncertainAsTheLedgerSays() throws {
    let real = try Scenario.resolve(
      path: #filePath.components(separatedBy: "/Tests/")[0] + "/scenarios/ewenki.yaml",
      overrides: ScenarioOverrides(
        settings: ["dzud.correlationKm=250"], design: DesignOverrides(factors: "assumed", method: "sobol", samples: 4)))
    let design = try #require(real.design)
    let keys = Set(design.factors.flatMap { $0.parts.map(\.key) })
    #expect(design.factors.count > 200 && keys.contains("forage.correlationKm") && !keys.contains("dzud.correlationKm"))
    #expect(design.leftOut.contains(LeftOutFactor(key: "dzud.correlationKm", reason: .stated)))
    // Each assumed or recalled value that acts is varied or left out with a reason: none gets lost.
    #expect(
      keys.union(design.leftOut.map(\.key)) == Set(real.assumptions.map(\.parameter.key))
        && keys.isDisjoint(with: design.leftOut.map(\.key)))
    for key in [
      "cooperatives.priceGainMaximum", "cooperatives.shellShare", "households.pastureMuMedian",
      "herds.sheep.parturitionPerYear",
    ] { #expect(keys.contains(key), "\(key)") }
    #expect(!keys.contains { $0.hasPrefix("policy.") })
    for left in design.leftOut {
      let parameter = try #require(real.ledger[left.key])
      #expect((left.reason == .noUncertainty) == (parameter.belief == nil) || left.reason != .noUncertainty, "\(left)")
      #expect((left.reason == .decision) == left.key.hasPrefix("policy."), "\(left)")
    }
    for factor in design.factors {
      let parameter = try #require(real.ledger[factor.parts[0].key])
      #expect(parameter.trust == .assumed || parameter.trust == .recalled)
      #expect(parameter.belief.map { FactorDomain($0) } == factor.parts[0].domain)
    }
    let supply = try #require(design.factors.first { $0.name == "spillover.supplyElasticity" })
    #expect(supply.parts[0].domain == .range(low: 1.25, high: 20, scale: .logarithmic))
  }

  @Test func whatAScenarioStatesIsKept() throws {
    let folder = #filePath.components(separatedBy: "/Tests/")[0] + "/scenarios"
    let mongolia = try Scenario.resolve(
      path: folder + "/mongolia.yaml",
      overrides: ScenarioOverrides(design: DesignOverrides(factors: "assumed", method: "sobol", samples: 4)))
    let design = try #require(mongolia.design)
    #expect(design.leftOut.contains(LeftOutFactor(key: "households.pastureMuMedian", reason: .stated)))
    #expect(!design.factors.contains { $0.name == "households.pastureMuMedian" })
  }

  @Test func anUncertaintyIsAFactorInAFileAndOnTheCommandLine() throws {
    let block = """
      design:
        method: lhs
        samples: 4
        factors:
          - herds.sheep.parturitionPerYear: Beta(45,5)
          - market.priceProcess: "Choice(ar1:3,fixed:1)"
          - market.hayPriceYuanPerKg: U(0.5,1.5)

      """
    let first = try resolve(block)
    let texts = try #require(first.design).factors.map(\.text)
    #expect(
      texts == [
        "herds.sheep.parturitionPerYear=Beta(45,5)", "market.priceProcess=Choice(ar1:3,fixed)",
        "market.hayPriceYuanPerKg=0.5:1.5",
      ])
    let second = try Fixtures.resolve(first.resolvedYAML())
    #expect(second.design == first.design && second.hash == first.hash)
    let third = try resolve("", DesignOverrides(vary: texts, method: "lhs", samples: 4))
    #expect(third.design?.factors == first.design?.factors)
    let wrong = diagnostics(block.replacing("Beta(45,5)", with: "Beta(45)").replacing("U(0.5,1.5)", with: "U(0.5,1e9)"))
    #expect(wrong.map(\.code) == ["factor-range", "factor-range"])
    #expect(wrong.first?.message.hasPrefix("found 'Beta(45)', expected U(low,high), ") == true, "\(wrong)")
    #expect(wrong.last?.message.contains("expected ends within ") == true, "\(wrong)")
  }

  @Test func aDesignIsTakenOutAndChangedByADerivedFile() throws {
    #expect(try resolve("design: none\n").design == nil)
    for (text, code) in [
      ("design: {factors: []}\n", "missing-value"), ("design: {}\n", "no-factors"), ("design: all\n", "wrong-type"),
      ("design: {method: sobol, factors: [{run.years: [1, 2]}]}\n", "missing-key"),
      ("design: {file: a.csv, method: lhs, samples: 3}\n", "unneeded-key"),
    ] { #expect(diagnostics(text).map(\.code).contains(code), "\(text): \(diagnostics(text))") }
  }
}
