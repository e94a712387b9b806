import Foundation
import KhorshooScenarios
import KhorshooText
import Testing

/// Price histories of scenarios: read, merged, checked against the run, hashed, written out and read again.
@Suite struct PriceHistoryScenarioUnitTests {
  /// Ten years, two goods; hay before sheep, to see them put in the scenario's order.
  static let csv = priceText(years: 2010..<2020, columns: ["hay", "sheep"])

  static func priceText(years: Range<Int>, columns: [String]) -> String {
    var lines = [(["year", "quarter"] + columns).joined(separator: ",")]
    for year in years {
      for quarter in 1...4 {
        let prices = columns.indices.map { "\(Double(10 * (year - years.lowerBound) + quarter) + Double($0) / 4)" }
        lines.append((["\(year)", "\(quarter)"] + prices).joined(separator: ","))
      }
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  static func child(_ history: String) -> String { "schema: 1\nbase: main.yaml\nmarket:\n  history: \(history)\n" }

  /// Resolves `child.yaml`, based on the fixture, with further files.
  static func resolve(
    _ history: String, files: [String: String] = ["prices.csv": csv],
    _ overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws(UserError) -> ResolvedScenario {
    var all = files.mapValues { Array($0.utf8) }
    all["main.yaml"] = Array(Fixtures.scenarioText.utf8)
    all["child.yaml"] = Array(child(history).utf8)
    return try Scenario.resolve(
      path: "child.yaml", files: .memory(all), overrides: overrides, ledger: Fixtures.ledger,
      knownOutcomes: Fixtures.outcomes, knownLevels: Fixtures.levels)
  }

  @Test func aFileIsReadHashedAndItsOriginRecorded() throws {
    let scenario = try Self.resolve("{file: prices.csv, method: replay}")
    let history = try #require(scenario.priceHistory)
    #expect(history.method == .replay && history.firstYear == 2010 && history.years == 10)
    #expect(history.goods.map(\.name) == ["sheep", "hay"])
    #expect(history.goods[0].prices[4...5] == [11.25, 12.25] && history.goods[1].prices.last == 94)
    #expect(scenario.inputFiles.map(\.path) == ["child.yaml", "main.yaml", "prices.csv"])
    #expect(scenario.inputFiles[2].sha256 == SHA256Digest(of: Self.csv).description)
    #expect(scenario.origins["market.history.file"] == .file(path: "child.yaml", line: 4))
    #expect(scenario.origins["market.history.method"] == .file(path: "child.yaml", line: 4))
    #expect(scenario.origins["market.history.blockYears"] == nil)
    #expect(try Fixtures.resolve(Fixtures.scenarioText).priceHistory == nil)
  }

  @Test func otherSystemsLineEndsQuotesAndByteOrderMarksAreRead() throws {
    let expected = try Self.resolve("{file: prices.csv, method: replay}")
    let quoted = Self.csv.replacing("sheep", with: "\"sheep\"").replacing(",1,", with: ",\"1\",")
    for text in ["\u{FEFF}" + Self.csv, Self.csv.replacing("\r\n", with: "\n"), quoted, Self.csv + "\r\n\r\n"] {
      let scenario = try Self.resolve("{file: prices.csv, method: replay}", files: ["prices.csv": text])
      #expect(scenario.priceHistory == expected.priceHistory && scenario.hash == expected.hash)
      #expect(scenario.inputFiles[2].sha256 != expected.inputFiles[2].sha256)
    }
  }

  @Test func aPathIsRelativeToTheFileThatStatesIt() throws {
    let base = Fixtures.scenarioText + "\nmarket: {history: {file: data/prices.csv, method: replay}}\n"
    let files = [
      "base/main.yaml": base, "base/data/prices.csv": Self.csv,
      "sub/child.yaml": "schema: 1\nbase: ../base/main.yaml\nmarket: {history: {method: bootstrap, blockYears: 3}}\n",
    ]
    let scenario = try Scenario.resolve(
      path: "sub/child.yaml", files: .memory(files.mapValues { Array($0.utf8) }),
      overrides: ScenarioOverrides(), ledger: Fixtures.ledger, knownOutcomes: Fixtures.outcomes,
      knownLevels: Fixtures.levels)
    #expect(scenario.inputFiles.map(\.path) == ["sub/child.yaml", "base/main.yaml", "base/data/prices.csv"])
    #expect(scenario.priceHistory?.method == .bootstrap(blockYears: 3))
  }

  @Test func aDerivedScenarioChangesOneKeyOrTakesTheHistoryOut() throws {
    let base = Self.child("{file: prices.csv, method: bootstrap, blockYears: 2}")
    let files = ["child.yaml": base, "main.yaml": Fixtures.scenarioText, "prices.csv": Self.csv]
    func derived(_ history: String, _ more: [String: String] = [:]) throws -> ResolvedScenario {
      let text = "schema: 1\nbase: child.yaml\nmarket: {history: \(history)}\n"
      return try Scenario.resolve(
        path: "derived.yaml",
        files: .memory(files.merging(["derived.yaml": text]) { $1 }.merging(more) { $1 }.mapValues { Array($0.utf8) }),
        overrides: ScenarioOverrides(), ledger: Fixtures.ledger, knownOutcomes: Fixtures.outcomes,
        knownLevels: Fixtures.levels)
    }
    #expect(try derived("{blockYears: 4}").priceHistory?.method == .bootstrap(blockYears: 4))
    #expect(try derived("{method: replay}").priceHistory?.method == .replay)
    let removed = try derived("none", ["prices.csv": "nonsense"])
    #expect(removed.priceHistory == nil && removed.inputFiles.count == 3)
    #expect(removed.hash == (try Fixtures.resolve(Fixtures.scenarioText)).hash)
    let other = try derived("{file: other.csv}", ["other.csv": Self.csv.replacing("hay", with: "cattle")])
    #expect(other.priceHistory?.goods.map(\.name) == ["sheep", "cattle"])
  }

  @Test func theCommandLineComesLast() throws {
    let history = "{file: prices.csv, method: bootstrap, blockYears: 2}"
    func resolve(_ settings: [String]) throws -> ResolvedScenario {
      try Self.resolve(
        history, files: ["prices.csv": Self.csv, "o.csv": Self.csv], ScenarioOverrides(settings: settings))
    }
    let scenario = try resolve(["market.history.file=o.csv", "market.history.blockYears=5"])
    #expect(scenario.inputFiles.last?.path == "o.csv")
    #expect(scenario.priceHistory?.method == .bootstrap(blockYears: 5))
    #expect(scenario.origins["market.history.blockYears"] == .commandLine(option: "--set"))
    #expect(try resolve(["market.history.method=replay"]).priceHistory?.method == .replay)
    #expect(try resolve(["market.history=none"]).priceHistory == nil)
    let error = try #require(throws: UserError.self) { _ = try resolve(["market.history.blockYear=5"]) }
    #expect(
      error.description
        == "--set: market.history.blockYear: there is no such key; did you mean 'market.history.blockYears'? [unknown-key]"
    )
  }

  @Test(arguments: ["method: replay", "method: bootstrap, blockYears: 3"])
  func theResolvedScenarioNeedsNoOtherFile(method: String) throws {
    let odd = Self.csv.replacing("94.25", with: "9.4251e-05")
    for origins in [false, true] {
      let first = try Self.resolve("{file: prices.csv, \(method)}", files: ["prices.csv": odd])
      let second = try Fixtures.resolve(first.resolvedYAML(origins: origins))
      #expect(second.priceHistory == first.priceHistory)
      #expect(second.canonicalText == first.canonicalText && second.hash == first.hash)
      #expect(second.resolvedYAML() == first.resolvedYAML())
    }
    let shown = try Self.resolve("{file: prices.csv, \(method)}").resolvedYAML(origins: true)
    #expect(
      shown.contains(
        "\n    series:  # child.yaml:4, from prices.csv\n      firstYear: 2010\n      prices:\n        sheep: [\n"))
  }

  @Test func theHashSeesPricesAndMethod() throws {
    let history = "{file: prices.csv, method: bootstrap, blockYears: 2}"
    let reference = try Self.resolve(history).hash
    #expect(reference != (try Fixtures.resolve(Fixtures.scenarioText)).hash)
    #expect(try Self.resolve(history).hash == reference)
    let changed = Self.csv.replacing("94.25", with: "94.26")
    #expect(changed != Self.csv)
    #expect(try Self.resolve(history, files: ["prices.csv": changed]).hash != reference)
    #expect(try Self.resolve("{file: prices.csv, method: bootstrap, blockYears: 3}").hash != reference)
    #expect(try Self.resolve("{file: prices.csv, method: replay}").hash != reference)
  }

  @Test func aMeanPriceThatTheHistoryHidesIsWarnedOf() throws {
    let ledgerText =
      Fixtures.ledgerText + "\nmarket.hayYuanPerKg,0.9,CNY per kg,number,0.05,10,,,assumed,Hay price,干草价格\n"
    let ledger = try ParameterLedger(csv: ledgerText)
    let files = [
      "main.yaml": Fixtures.scenarioText, "prices.csv": Self.csv,
      "child.yaml": Self.child("{file: prices.csv, method: replay}"),
    ]
    func warnings(_ price: String) throws -> [Diagnostic] {
      try Scenario.resolve(
        path: "child.yaml", files: .memory(files.mapValues { Array($0.utf8) }),
        overrides: ScenarioOverrides(settings: ["market.hayYuanPerKg=\(price)"]), ledger: ledger,
        knownOutcomes: Fixtures.outcomes, knownLevels: Fixtures.levels
      ).warnings
    }
    #expect(
      try warnings("1.2").map(\.description)
        == [
          "--set: warning: market.hayYuanPerKg: no effect: the price of hay comes from market.history [price-replaced]"
        ])
    #expect(try warnings("0.9").isEmpty)
  }

  @Test func theColumnOfARemovedSpeciesIsLeftOut() throws {
    let text = Self.child("{file: prices.csv, method: replay}") + "species: {sheep: none}\n"
    let files = ["main.yaml": Fixtures.scenarioText, "prices.csv": Self.csv, "child.yaml": text]
    let scenario = try Scenario.resolve(
      path: "child.yaml", files: .memory(files.mapValues { Array($0.utf8) }), overrides: ScenarioOverrides(),
      ledger: Fixtures.ledger, knownOutcomes: Fixtures.outcomes, knownLevels: Fixtures.levels)
    #expect(scenario.priceHistory?.goods.map(\.name) == ["hay"])
    #expect(try Fixtures.resolve(scenario.resolvedYAML()).hash == scenario.hash)
  }

  @Test func anAddedSpeciesHasAColumnAndNoSpeciesIsNamedLikeOne() throws {
    let csv = Self.csv.replacing("sheep", with: "camel")
    #expect(
      try Self.resolve("{file: prices.csv, method: replay}", files: ["prices.csv": csv]).priceHistory?.goods.map(\.name)
        == ["camel", "hay"])
    let error = try #require(Fixtures.problems(Fixtures.scenario("  camel: {like", "  hay: {like")))
    #expect(error.diagnostics.contains { $0.code == "bad-name" && $0.key == "species.hay" })
  }

  @Test func filesOnDiskAreRead() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("khorshoo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [
      "main.yaml": Fixtures.scenarioText, "prices.csv": Self.csv,
      "child.yaml": Self.child("{file: ./prices.csv, method: replay}"),
    ] { try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8) }
    let path = folder.appendingPathComponent("child.yaml").path
    func resolve() throws(UserError) -> ResolvedScenario {
      try Scenario.resolve(
        path: path, ledger: Fixtures.ledger, knownOutcomes: Fixtures.outcomes, knownLevels: Fixtures.levels)
    }
    #expect(try resolve().priceHistory?.years == 10)
    try FileManager.default.removeItem(at: folder.appendingPathComponent("prices.csv"))
    let missing = try #require(throws: UserError.self) { _ = try resolve() }
    #expect(missing.exit == .missingInput && missing.diagnostics.map(\.code) == ["missing-file"])
    #expect(missing.description.hasPrefix("\(path):4:19: market.history.file: "))
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("prices.csv"), withIntermediateDirectories: false)
    let unreadable = try #require(throws: UserError.self) { _ = try resolve() }
    #expect(unreadable.diagnostics.map(\.code) == ["unreadable-file"])
  }
}
