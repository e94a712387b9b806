import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// What the worlds of a run have: which parameters are drawn, from what, and that a written scenario draws the same.
@Suite struct WorldDrawsUnit {
  private static func codes(_ more: String, _ settings: [String] = []) -> [String] {
    do throws(UserError) {
      _ = try TwoArms.resolve(more, settings)
      return []
    } catch { return error.diagnostics.map(\.code) }
  }

  @Test func everyUncertainParameterOfTheLedgerIsDrawnUnlessItIsStated() throws {
    let all = try TwoArms.resolve().drawn.map(\.key)
    let ledger = ParameterLedger.standard().parameters
    let expected = ledger.filter {
      $0.belief != nil && !$0.key.hasPrefix("policy.") && !$0.key.hasPrefix("places.")
    }.map(\.key)
    #expect(all == expected && all.count > 400)
    let stated = try TwoArms.resolve("parameters: {market: {wageYuanPerDay: 120}}", ["husbandry.demography=expected"])
    #expect(
      Set(all).subtracting(stated.drawn.map(\.key))
        == Set(all).intersection(["market.wageYuanPerDay", "husbandry.demography"]))
    #expect(try TwoArms.resolve("", ["run.uncertainty=none"]).drawn.isEmpty)
  }

  @Test(arguments: [
    ("U(90,110)", "U(90,110)", 100.0), ("95 ~ U(90,110)", "U(90,110)", 95), ("{uniform: [90, 110]}", "U(90,110)", 100),
    ("{triangular: [90, 100, 110]}", "Tri(90,100,110)", 100), ("{logNormal: [100, 0.1]}", "LogNormal(100,0.1)", 100),
  ])
  func aScenarioStatesWhatIsBelieved(_ text: String, _ distribution: String, _ value: Double) throws {
    let scenario = try TwoArms.resolve(
      "parameters: {market: {wageYuanPerDay: \(text.hasPrefix("{") ? text : "\"\(text)\"")}}")
    let drawn = try #require(scenario.drawn.first { $0.key == "market.wageYuanPerDay" })
    #expect("\(drawn.belief.uncertainty)" == distribution)
    #expect(abs(scenario.values.number("market.wageYuanPerDay") - value) < 1e-9)
    // A value that is stated later, or over it, holds.
    let over = try TwoArms.resolve(
      "parameters: {market: {wageYuanPerDay: \"U(90,110)\"}}", ["market.wageYuanPerDay=100"])
    #expect(!over.drawn.contains { $0.key == "market.wageYuanPerDay" })
  }

  @Test func whatIsNoDistributionIsRefused() {
    #expect(Self.codes("parameters: {market: {wageYuanPerDay: \"U(110,90)\"}}") == ["bad-uncertainty"])
    #expect(Self.codes("parameters: {market: {wageYuanPerDay: {uniform: [90], normal: [1]}}}") == ["wrong-type"])
    #expect(Self.codes("parameters: {market: {wageYuanPerDay: {flat: [90, 110]}}}") == ["wrong-type"])
    #expect(Self.codes("parameters: {market: {wageYuanPerDay: {uniform: [90]}}}") == ["bad-uncertainty"])
    #expect(Self.codes("", ["policy.centralHouseholds.outreach=U(1,2)"]) == ["not-uncertain"])
    #expect(Self.codes("", ["places.gridCount=U(4,8)"]) == ["not-uncertain"])
    #expect(Self.codes("", ["run.uncertainty=lots"]) == ["unknown-option"])
    #expect(Self.codes("", ["market.wageYuanPerDay=1e9 ~ U(90,110)"]) == ["out-of-range"])
  }

  /// The file of a result draws the same worlds as the scenario that it was made of.
  @Test func theResolvedScenarioDrawsTheSame() throws {
    let scenario = try TwoArms.resolve(
      "species: {camel: {like: cattle}}\nparameters: {market: {wageYuanPerDay: \"U(90,110)\"}}")
    let text = scenario.resolvedYAML(origins: true)
    let again = try Scenario.resolve(
      path: "r.yaml", files: .memory(["r.yaml": Array(text.utf8)]), overrides: ScenarioOverrides(), ledger: .standard(),
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ["banner"])
    #expect(again.drawn == scenario.drawn && again.hash == scenario.hash && !again.drawn.isEmpty)
    let (one, other) = (try WorldDraws(scenario, replicates: 64), try WorldDraws(again, replicates: 64))
    #expect(one?.sets == other?.sets && one?.sets.count == 2)
    // The hash knows what is believed.
    #expect(
      try TwoArms.resolve("", ["market.wageYuanPerDay=100 ~ U(90,110)"]).hash
        != TwoArms.resolve("", ["market.wageYuanPerDay=100 ~ U(90,111)"]).hash)
  }

  /// One set in each stratum of each parameter; worlds in pairs have one set, and each a population.
  @Test func setsAreALatinHypercube() throws {
    let scenario = try TwoArms.resolve(
      "", ["market.wageYuanPerDay=U(0,1000)"].map { $0.replacing("U(0,1000)", with: "U(100,200)") })
    let draws = try #require(try WorldDraws(scenario, replicates: 10 * 32))
    let column = try #require(draws.keys.firstIndex(of: "market.wageYuanPerDay"))
    let strata = draws.sets.map { Int((($0[column].number ?? 0) - 100) / 10) }
    #expect(draws.sets.count == 10 && strata.sorted() == Array(0..<10))
    let worlds = try (0..<4).map { try draws.scenario(world: $0).values.number("market.wageYuanPerDay") }
    #expect(worlds[0] == worlds[1] && worlds[2] == worlds[3] && worlds[0] != worlds[2])
    let base = try scenario.model()
    let pastures = try (0..<2).map { try draws.model($0, like: base).banner.households.pastureMu }
    #expect(pastures[0] != pastures[1])
    #expect(try draws.scenario(world: 0).drawn.isEmpty)
    // A world by itself is the one of the whole.
    let alone = try #require(try WorldDraws(scenario, replicates: 10 * 32, ofWorld: 7))
    #expect(alone.sets[3] == draws.sets[3] && alone.sets.count { $0.isEmpty } == 9)
  }

  /// A table in a file of its own, removed when the body is done.
  private static func withTable(_ text: String, _ body: (_ path: String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "khorshoo-worlds-\(UUID().uuidString).csv"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  private static let posterior = """
    market.wageYuanPerDay,herds.sheep.priceYuanPerKg,weight
    101,21,1
    102,22,0
    103,23,3

    """

  /// Rows of a table as often as their weights say; every parameter that it has not is a Latin hypercube beside it.
  @Test func aTableIsJoinedWithTheLedger() throws {
    try Self.withTable(Self.posterior) { path in
      let settings = ["run.uncertainty=\(path)", "market.hayYuanPerKg=U(1,2)"]
      let scenario = try TwoArms.resolve("", settings)
      let own = ["market.wageYuanPerDay", "herds.sheep.priceYuanPerKg"]
      let all = try TwoArms.resolve("", ["market.hayYuanPerKg=U(1,2)"]).drawn.map(\.key)
      #expect(scenario.drawn.map(\.key) == all.filter { !own.contains($0) } && all.count > 400)
      let draws = try #require(try WorldDraws(scenario, replicates: 8 * 32))
      #expect(draws.keys == own + scenario.drawn.map(\.key) && draws.sets.count == 8)
      let rows = draws.sets.map { set in set[..<2].map { $0.number ?? .nan } }
      #expect(rows.count { $0 == [101, 21] } == 2 && rows.count { $0 == [103, 23] } == 6, "\(rows)")
      let hay = try #require(draws.keys.firstIndex(of: "market.hayYuanPerKg"))
      #expect(draws.sets.map { Int((($0[hay].number ?? 0) - 1) * 8) }.sorted() == Array(0..<8))
      #expect(try draws.scenario(world: 0).values.number("market.wageYuanPerDay") == rows[0][0])
      // What was drawn is a table of its own, which draws the same.
      try Self.withTable(draws.csv) { path in
        let again = try TwoArms.resolve("", ["run.uncertainty=\(path)"])
        #expect(again.drawn.isEmpty)
        #expect(try WorldDraws(again, replicates: 8 * 32)?.keys == draws.keys)
      }
    }
  }

  /// A column that is no uncertain parameter is told at its place, with all that is wrong with the others.
  @Test func allFaultsOfATableAreToldTogether() throws {
    let text = """
      market.wageYuanPerDay,policy.centralHouseholds.outreach,places.gridCount,run.years,no.such,weight
      abc,1,6,1,1,0
      1e9,2,7,1,1,0

      """
    try Self.withTable(text) { path in
      do throws(UserError) {
        _ = try TwoArms.resolve("", ["run.uncertainty=\(path)"])
        Issue.record("a table with faults was taken")
      } catch {
        let found = error.diagnostics.map { "\($0.line):\($0.column) \($0.code) \($0.key)" }
        #expect(
          found == [
            "1:23 not-uncertain policy.centralHouseholds.outreach", "1:57 not-uncertain places.gridCount",
            "1:74 not-uncertain run.years", "1:84 unknown-key no.such", "1:92 out-of-range weight",
            "2:1 wrong-type market.wageYuanPerDay", "3:1 out-of-range market.wageYuanPerDay",
          ])
      }
    }
  }

  /// Another seed begins elsewhere in the table, so that the spread of its rows is between seeds too.
  @Test func rowsOfWeightDependOnTheSeed() throws {
    let rows = (0..<100).map { "\(100 + Double($0) / 10),1\n" }.joined()
    try Self.withTable("market.wageYuanPerDay,weight\n" + rows) { path in
      let firsts = try (1...6).map { seed in
        try WorldDraws(TwoArms.resolve("", ["run.uncertainty=\(path)", "run.seed=\(seed)"]), replicates: 8 * 32)?
          .sets[0][0].number
      }
      #expect(Set(firsts).count > 3, "\(firsts)")
    }
  }

  /// `--set`, and a file that has the table's as its base, hold over it; the table holds over values below it.
  @Test func whatIsStatedAfterTheTableIsHeld() throws {
    try Self.withTable(Self.posterior) { path in
      let lower = """
        schema: 1
        run: {uncertainty: "\(path)"}
        parameters: {market: {wageYuanPerDay: 90}}

        """
      let more = "base: lower.yaml\nparameters: {herds: {sheep: {priceYuanPerKg: 30}}}\n"
      let scenario = try TwoArms.resolve(more, files: ["lower.yaml": lower])
      #expect(scenario.worldTable?.keys == ["market.wageYuanPerDay"])
      let draws = try #require(try WorldDraws(scenario, replicates: 64))
      #expect(!draws.keys.contains("herds.sheep.priceYuanPerKg"))
      let world = try draws.scenario(world: 2)
      #expect(world.values.number("herds.sheep.priceYuanPerKg") == 30)
      #expect([101, 103].contains(world.values.number("market.wageYuanPerDay")))
      do throws(UserError) {
        _ = try TwoArms.resolve(more, ["market.wageYuanPerDay=120"], files: ["lower.yaml": lower])
        Issue.record("a table of which nothing is left was taken")
      } catch { #expect(error.diagnostics.map(\.code) == ["not-uncertain"]) }
      // A sweep draws no worlds: it does not look for the table, and has the ledger in its place.
      let reading = ScenarioReading(
        path: "main.yaml",
        contents: ["main.yaml": TwoArms.text() + more, "lower.yaml": lower.replacing(path, with: "no.csv")],
        overrides: ScenarioOverrides(), knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ["banner"],
        readsWorlds: false)
      #expect(try reading.resolved().run.uncertainty == .ledger)
    }
  }

  @Test func luckIsAllThatARunWithoutUncertaintyDraws() throws {
    #expect(try WorldDraws(TwoArms.resolve("", ["run.uncertainty=none"]), replicates: 64) == nil)
  }
}
