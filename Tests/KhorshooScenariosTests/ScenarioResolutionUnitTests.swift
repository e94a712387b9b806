import Foundation
import KhorshooEngine
import KhorshooScenarios
import KhorshooText
import Testing

@Suite struct ScenarioResolutionUnitTests {
  @Test func aRightScenarioResolvesWithOriginsAndArms() throws {
    let scenario = try Fixtures.resolve(Fixtures.scenarioText)
    #expect(scenario.title[.chinese] == "联户" && scenario.question[.chinese] == scenario.question[.english])
    #expect(scenario.values.number("herds.sheep.ewe.mortalityPerYear") == 0.03)
    #expect(scenario.values.text("market.priceProcess") == "fixed")
    #expect(scenario.origins["market.priceProcess"] == .file(path: "main.yaml", line: 17))
    #expect(scenario.origins["places.gridCount"] == .ledger)
    #expect(scenario.arms.map(\.name) == ["none", "centralOnly", "linkage"])
    #expect(scenario.arms.map { $0.values.boolean("policy.cooperatives.enabled") } == [false, false, true])
    #expect(scenario.arms[1].labelChinese == "仅中心户" && scenario.arms[2].label == "linkage")
    #expect(scenario.armOverrides[2].map(\.key).last == "policy.cooperatives.grantYuanPerYear")
    #expect(scenario.armOverrides[2].last?.origin == .file(path: "main.yaml", line: 36))
    #expect(scenario.referenceArm == 0)
    #expect(scenario.run.years == 10 && scenario.run.start == Quarter(year: 2020, number: 1))
    #expect(scenario.run.replicates == 100 && scenario.run.seed == 2020)
    #expect(
      scenario.outcomes.names == ["incomeYuanPerYear", "gini"] && scenario.outcomes.levels == ["banner"]
        && scenario.outcomes.fromYear == 2021 && scenario.outcomes.toYear == nil)
    #expect(scenario.namedGacha.first?.products == ["beef", "mutton"])
    #expect(scenario.warnings == [])
  }

  @Test func anAddedSpeciesCopiesAnotherAndARemovedOneIsGone() throws {
    let text = Fixtures.scenario(
      "  camel: {like: cattle, parturitionPerYear: 0.4}",
      "  camel: {like: cattle, parturitionPerYear: 0.4}\n  cattle: none")
    let scenario = try Fixtures.resolve(text, ScenarioOverrides(settings: ["herds.cattle.cow.mortalityPerYear=0.02"]))
    #expect(scenario.speciesNames == ["sheep", "camel"])
    #expect(scenario.values.number("herds.camel.parturitionPerYear") == 0.4)
    #expect(scenario.values.number("herds.camel.cow.mortalityPerYear") == 0.02)
    #expect(scenario.origins["herds.camel.cow.mortalityPerYear"] == .speciesCopy(of: "cattle"))
    #expect(scenario.values["herds.cattle.parturitionPerYear"] == nil)
    #expect(scenario.ledger.classNames(of: "camel") == ["cow"])
  }

  @Test func aBaseIsOverriddenKeyByKeyAndArmByArm() throws {
    let child = """
      schema: 1
      base: ../base.yaml
      policy: {centralHousehold: {reviewShare: 0.3}}
      parameters: {herds: {camel: {cow: {mortalityPerYear: 0.04}}}}
      arms:
        centralOnly: none
        linkage: {policy: {cooperatives: {grantYuanPerYear: 7000}}}
        extra: {policy: {cooperatives: {enabled: true}}}
      reference: extra
      """
    let scenario = try Scenario.resolve(
      path: "sub/child.yaml",
      files: .memory(["sub/child.yaml": Array(child.utf8), "base.yaml": Array(Fixtures.scenarioText.utf8)]),
      overrides: ScenarioOverrides(), ledger: Fixtures.ledger, knownOutcomes: Fixtures.outcomes,
      knownLevels: Fixtures.levels)
    #expect(scenario.arms.map(\.name) == ["none", "linkage", "extra"])
    #expect(scenario.referenceArm == 2)
    #expect(scenario.arms[1].values.number("policy.cooperatives.grantYuanPerYear") == 7000)
    #expect(scenario.arms[1].values.boolean("policy.cooperatives.enabled"))
    #expect(scenario.values.number("herds.camel.cow.mortalityPerYear") == 0.04)
    #expect(scenario.origins["policy.centralHousehold.reviewShare"] == .file(path: "sub/child.yaml", line: 3))
    #expect(scenario.origins["market.hayPriceYuanPerKg"] == .file(path: "base.yaml", line: 18))
    #expect(scenario.inputFiles.map(\.path) == ["sub/child.yaml", "base.yaml"])
  }

  @Test func theCommandLineComesLast() throws {
    let overrides = ScenarioOverrides(
      settings: [
        "parameters.market.hayPriceYuanPerKg=2", "policy.centralHousehold.reviewShare=0.5", "run.start=2019Q1",
        "arms.linkage.policy.cooperatives.grantYuanPerYear=1",
      ], replicates: 40, seed: .max, years: 3)
    let scenario = try Fixtures.resolve(Fixtures.scenarioText, overrides)
    #expect(scenario.values.number("market.hayPriceYuanPerKg") == 2)
    #expect(scenario.origins["market.hayPriceYuanPerKg"] == .commandLine(option: "--set"))
    #expect(scenario.arms[1].values.number("policy.centralHousehold.reviewShare") == 0.5)
    #expect(scenario.arms[2].values.number("policy.cooperatives.grantYuanPerYear") == 1)
    #expect(
      scenario.run.years == 3 && scenario.run.start == Quarter(year: 2019, number: 1)
        && scenario.run.replicates == 40 && scenario.run.seed == .max)
    #expect(scenario.run.calendarYears == 2019...2021)
    #expect(scenario.origins["run.seed"] == .commandLine(option: "--seed"))
    #expect(scenario.resolvedYAML(origins: true).contains("\n  years: 3  # --years\n  start: 2019Q1  # --set\n"))
  }

  @Test func selectedArmsKeepTheOrderOfTheFile() throws {
    let overrides = ScenarioOverrides(arms: ["linkage", "centralOnly"])
    let scenario = try Fixtures.resolve(Fixtures.scenarioText, overrides)
    #expect(scenario.arms.map(\.name) == ["centralOnly", "linkage"])
    #expect(scenario.referenceArm == 0)
    #expect(scenario.warnings.map(\.code) == ["reference-changed"])
  }

  @Test(arguments: [
    (["run.replicates=29"], "few-replicates", "29 replicates are for trying out"),
    (["arms.linkage.policy.cooperatives.enabled=false"], "lever-without-effect", "the line changes nothing"),
    (["arms.centralOnly.policy.centralHousehold.enabled=false"], "identical-arms", "that of the arm 'none'"),
    (["policy.cooperatives.grantYuanPerYear=3"], "setting-hidden", "no effect in linkage, which set it themselves"),
  ])
  func doubtfulScenariosAreWarnedOf(settings: [String], code: String, words: String) throws {
    let warnings = try Fixtures.resolve(Fixtures.scenarioText, ScenarioOverrides(settings: settings)).warnings
    #expect(
      warnings.contains { $0.code == code && $0.message.contains(words) && $0.severity == .warning }, "\(warnings)")
  }

  @Test func valuesOfARemovedSpeciesAreWarnedOf() throws {
    let text = Fixtures.scenario("  camel: {like: cattle, parturitionPerYear: 0.4}", "  sheep: none")
    #expect(try Fixtures.resolve(text).warnings.map(\.code) == ["removed-species"])
  }

  @Test func fiveMistakesGiveFiveMessagesInFileOrder() throws {
    let text = """
      schema: 1
      title: Five
      question: How many?
      parameters:
        herds:
          sheep:
            parturitionPerYera: 0.9
            ewe: {mortalityPerYear: 1.5}
      policy:
        cooperatives:
          enabled: yes
          enabled: no
      arms: {none: {}}
      run: {years: 007, start: 2020Q5, replicates: 100, seed: 1}
      """
    let error = try #require(Fixtures.problems(text))
    #expect(error.exit == .invalidData)
    #expect(
      error.description == """
        main.yaml:7:7: parameters.herds.sheep.parturitionPerYera: there is no such key; \
        did you mean 'parturitionPerYear'? [unknown-key]
        main.yaml:8:31: parameters.herds.sheep.ewe.mortalityPerYear: found 1.5, \
        expected a number from 0 to 1 (per year) [out-of-range]
        main.yaml:11:14: policy.cooperatives.enabled: found 'yes', expected true or false; \
        write true (lower case, no quotes) [switch-word]
        main.yaml:12:5: policy.cooperatives.enabled: the key is given on line 11 already; keep one of them [duplicate-key]
        main.yaml:14:14: run.years: found '007', expected a whole number from 1 to 100 (years); \
        write it without leading zeros [leading-zero]
        main.yaml:14:26: run.start: found '2020Q5', expected a quarter such as 2020Q1: four digits, Q, 1 to 4 \
        [malformed-quarter]
        """)
  }

  @Test func aMissingFileIsMissingInput() throws {
    let error = try #require(throws: UserError.self) {
      _ = try Scenario.resolve(path: "/nowhere/x.yaml", ledger: Fixtures.ledger)
    }
    #expect(error.exit == .missingInput)
    #expect(error.description == "/nowhere/x.yaml: no such file; check the name and the folder [missing-file]")
    let folder = try #require(throws: UserError.self) {
      _ = try Scenario.resolve(path: "/tmp", ledger: Fixtures.ledger)
    }
    #expect(folder.exit == .missingInput && folder.diagnostics.map(\.code) == ["unreadable-file"])
  }

  @Test func basesThatCannotBeFollowedAreToldWithTheirPlace() throws {
    let cases: [([String: String], String, String)] = [
      (["main.yaml": "schema: 1\nbase: main.yaml\n"], "base-cycle", "main.yaml:2:7"),
      (
        ["main.yaml": "schema: 1\nbase: b.yaml\n", "b.yaml": "schema: 1\nbase: ./main.yaml"], "base-cycle", "b.yaml:2:7"
      ),
      (["main.yaml": "schema: 1\nbase: b.yaml\n"], "missing-file", "main.yaml:2:7"),
      (["main.yaml": "schema: 1\nbase: [b]\n"], "wrong-type", "main.yaml:2:7"),
      (
        Dictionary(
          uniqueKeysWithValues: (0..<9).map {
            ($0 == 0 ? "main.yaml" : "\($0).yaml", "schema: 1\nbase: \($0 + 1).yaml\n")
          }),
        "base-too-deep", "7.yaml:2:7"
      ),
    ]
    for (files, code, place) in cases {
      let error = try #require(throws: UserError.self) { _ = try Fixtures.resolve(files) }
      #expect(error.diagnostics.map(\.code) == [code], "\(error)")
      #expect(error.description.hasPrefix(place), "\(error)")
    }
  }

  @Test func lineEndsAndByteOrderMarksOfOtherSystemsAreRead() throws {
    let windows = "\u{FEFF}" + Fixtures.scenarioText.replacingOccurrences(of: "\n", with: "\r\n")
    #expect(try Fixtures.resolve(windows).canonicalText == Fixtures.resolve(Fixtures.scenarioText).canonicalText)
    let error = try #require(Fixtures.problems(windows.replacing("years: 10", with: "years: ten")))
    #expect(error.description.hasPrefix("main.yaml:39:10: run.years: found 'ten'"))
  }

  @Test func filesOnDiskAreReadHashedAndFollowed() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("khorshoo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let base = folder.appendingPathComponent("base.yaml")
    let child = folder.appendingPathComponent("child.yaml")
    try Fixtures.scenarioText.write(to: base, atomically: true, encoding: .utf8)
    try "schema: 1\nbase: base.yaml\n".write(to: child, atomically: true, encoding: .utf8)
    let scenario = try Scenario.resolve(
      path: child.path, ledger: Fixtures.ledger, knownOutcomes: Fixtures.outcomes, knownLevels: Fixtures.levels)
    #expect(scenario.inputFiles.map(\.path) == [child.path, base.path])
    #expect(scenario.inputFiles[1].sha256 == SHA256Digest(of: Fixtures.scenarioText).description)
    try "schema: 1\nbase: \"./../\(folder.lastPathComponent)/base.yaml\"\n".write(
      to: base, atomically: true, encoding: .utf8)
    let problems = Scenario.check([child.path, folder.path], ledger: Fixtures.ledger)
    #expect(problems.map(\.code) == ["base-cycle", "unreadable-file"])
  }

  @Test func aTextOfTheLocalPageResolvesLikeAFile() throws {
    let scenario = try Scenario.resolve(
      text: Fixtures.scenarioText, path: "page.yaml", ledger: Fixtures.ledger, knownOutcomes: Fixtures.outcomes,
      knownLevels: Fixtures.levels)
    #expect(scenario.hash == (try Fixtures.resolve(Fixtures.scenarioText)).hash)
  }
}
