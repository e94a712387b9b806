import KhorshooEngine
import KhorshooScenarios
import KhorshooText
import Testing

/// `interventions:` as a user writes them, with the program's own ledger.
@Suite struct InterventionsUnitTests {
  private static let head = """
    schema: 1
    title: Dated
    question: When?
    places:
      sumuCount: 2
      pastoralSumuCount: 2
      gachaCount: 4
      gridCount: 8
      householdCount: 90
      partyMemberCount: 20
      cooperativeCount: 4
      areaKm2: 19111
      usableGrasslandKm2: 11803.3
      sumu: [{id: hui, name: Hui Sumu, chinese: 辉苏木, pastoral: true}]
      gacha: [{id: far, name: Far Gacha, chinese: 远嘎查, sumu: hui}]
    run: {years: 10, start: 2020Q1, replicates: 100, seed: 1}

    """
  private static let arms = """

    arms:
      none: {policy: {cooperatives: {enabled: false}}, interventions: none}
      linkage: {}
      more:
        interventions:
          - {id: own, from: 2022Q1, where: [远嘎查], set: {policy.broadcastPerQuarter: 0.1}}
    """
  private static let list = """
    interventions:
      - id: moreOutreach
        title: {en: More, zh: 加}
        from: 2023Q1
        to: 2025Q4
        where: [Huisumu, "gacha 3", Gacha-03]
        set: {policy.centralHouseholds.outreach: 3, cooperatives: {grantYuanPerYear: 5000}}
        ramp: {policy: {centralHouseholds: {training: 2}}}
      - {id: closed, from: 2024Q2, set: {policy.channels.dividend: false}}
    """
  private static let text = head + list + arms

  private static func resolve(
    _ text: String, _ overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws(UserError) -> ResolvedScenario {
    try Scenario.resolve(text: text, path: "main.yaml", overrides: overrides)
  }

  private static func problems(_ text: String) -> [Diagnostic] {
    do throws(UserError) { return try resolve(text).warnings } catch { return error.diagnostics }
  }

  @Test func everyFormIsRead() throws {
    let scenario = try Self.resolve(Self.text)
    let first = try #require(scenario.interventions.first?.intervention)
    #expect(first.id == "moreOutreach" && first.title == "More" && first.titleChinese == "加")
    #expect(first.from == Quarter(year: 2023, number: 1) && first.to == Quarter(year: 2025, number: 4))
    #expect(first.places == ["hui", "gacha-03"])
    #expect(
      first.changes == [
        .init(key: "policy.cooperatives.grantYuanPerYear", value: .number(5000), course: .set),
        .init(key: "policy.centralHouseholds.outreach", value: .number(3), course: .set),
        .init(key: "policy.centralHouseholds.training", value: .number(2), course: .ramp),
      ])
    #expect(scenario.interventions[0].origin == .file(path: "main.yaml", line: 18))
    #expect(scenario.interventions[1].intervention.to == nil && scenario.interventions[1].intervention.places.isEmpty)
    #expect(
      scenario.arms.map { $0.interventions.map(\.id) } == [
        [], ["moreOutreach", "closed"], ["moreOutreach", "closed", "own"],
      ])
    #expect(scenario.arms[2].interventions[2].places == ["far"])
    #expect(scenario.warnings == [], "\(scenario.warnings)")
  }

  @Test func aListReplacesThatOfTheBase() throws {
    let base = ["base.yaml": Array(Self.text.utf8)]
    func resolve(_ text: String) throws(UserError) -> ResolvedScenario {
      try Scenario.resolve(
        path: "c.yaml",
        files: .memory(base.merging(["c.yaml": Array(("schema: 1\nbase: base.yaml\n" + text).utf8)]) { $1 }),
        overrides: ScenarioOverrides(), ledger: .standard(), knownOutcomes: [], knownLevels: [])
    }
    let other = try resolve(
      "interventions: [{id: x, from: 2021Q1, to: 2021Q4, set: {policy.broadcastPerQuarter: 1}}]\n")
    #expect(other.arms[1].interventions.map(\.id) == ["x"])
    #expect(try resolve("interventions: []\n").arms.map(\.interventions.count) == [0, 0, 1])
    #expect(try resolve("arms: {more: {interventions: []}, none: {}}\n").arms.map(\.interventions.count) == [0, 2, 2])
  }

  @Test(arguments: [false, true]) func theResolvedScenarioReadsBackAsItself(origins: Bool) throws {
    let first = try Self.resolve(Self.text)
    let yaml = first.resolvedYAML(origins: origins)
    let second = try Self.resolve(yaml)
    #expect(second.canonicalText == first.canonicalText && second.hash == first.hash)
    #expect(second.arms.map(\.interventions) == first.arms.map(\.interventions))
    #expect(second.resolvedYAML() == first.resolvedYAML())
    #expect(!origins || yaml.contains("- id: \"moreOutreach\"  # main.yaml:18\n"))
  }

  @Test func theHashSeesWhatMattersAndNothingElse() throws {
    func hash(_ old: String, _ new: String) throws -> SHA256Digest {
      let text = Self.text.replacing(old, with: new)
      #expect(text != Self.text)
      return try Self.resolve(text).hash
    }
    let reference = try Self.resolve(Self.text).hash
    #expect(try hash("id: closed", "id: shut") == reference)
    #expect(try hash("title: {en: More, zh: 加}", "title: Less") == reference)
    #expect(try hash("[Huisumu, \"gacha 3\", Gacha-03]", "[gacha-03, hui]") == reference)
    for (old, new) in [
      ("from: 2023Q1", "from: 2023Q2"), ("to: 2025Q4", "to: 2026Q1"), ("[Huisumu, \"gacha 3\", Gacha-03]", "[hui]"),
      ("outreach: 3", "outreach: 4"), ("ramp: {policy:", "set: {policy:"),
      ("interventions: none}", "interventions: []}"),
    ] {
      let changed =
        old.hasPrefix("ramp")
        ? try Self.resolve(
          Self.text.replacing("    ramp: {policy: {centralHouseholds: {training: 2}}}\n", with: "").replacing(
            "outreach: 3,", with: "outreach: 3, centralHouseholds: {training: 2},")
        ).hash : try hash(old, new)
      #expect(changed != reference, "\(old)")
    }
    // Without interventions the text is that of a scenario that never heard of them.
    #expect(!(try Self.resolve(Self.head + "arms: {none: {}}").canonicalText.contains("intervention")))
  }

  /// A trial run with fewer years does without what begins later, and its resolved scenario can be read.
  @Test func aShorterRunCutsOff() throws {
    let short = try Self.resolve(Self.text, ScenarioOverrides(years: 4))
    #expect(
      short.warnings.filter { $0.code == "intervention-beyond-run" }.map(\.key) == [
        "interventions[0].to", "interventions[1].from",
      ])
    #expect(short.warnings.contains { $0.message.contains("left out") && $0.message.contains("(--years)") })
    #expect(short.arms[1].interventions.map(\.id) == ["moreOutreach"])
    let again = try Self.resolve(short.resolvedYAML())
    #expect(again.hash == short.hash && again.arms[1].interventions == short.arms[1].interventions)
    // Stated in the file itself, the years are meant.
    #expect(Self.problems(Self.text.replacing("years: 10", with: "years: 4")).map(\.code) == ["impossible-quarters"])
  }

  @Test(arguments: [
    ("{policy.centralHouseholds.services.sumuEffort: 2}", "lever-not-local", "name sumu below 'where', no gacha"),
    ("{policy.centralHouseholds.payYuanPerYear: 2}", "lever-not-local", "one for the whole banner"),
    ("{policy.channels.price: false, policy.broadcastPerQuarter: 0}", "lever-without-effect", "changes nothing"),
    ("{policy.centralHouseholds.enabled: false}", "lever-not-changeable", "policy.centralHouseholds.outreach"),
    ("{policy.centralHouseholds.outreech: 2}", "unknown-key", "did you mean 'policy.centralHouseholds.outreach'?"),
    ("{centralHouseholds: {outreech: 2}}", "unknown-key", "did you mean 'outreach'?"),
    ("{policy.centralHouseholds.outreach: 20}", "out-of-range", "from 0 to 5"),
    ("{market.wageYuanPerDay: 2}", "unknown-key", "only levers"),
  ]) func whatIsWrongIsSaid(change: String, code: String, words: String) throws {
    let list = "interventions: [{id: a, from: 2021Q1, where: [gacha-03], set: \(change)}]\n"
    let found = Self.problems(Self.head + list + "arms: {linkage: {}, other: {interventions: none}}")
    #expect(found.first?.code == code && found.first?.message.contains(words) == true, "\(found)")
    #expect(found.first?.line == 17)
  }

  /// A roll-out is read, written, hashed and found again.
  @Test func aRollOutIsRead() throws {
    func text(_ rollout: String) -> String {
      Self.head
        + "arms:\n  linkage: {}\n  spread:\n    interventions:\n      - {id: a, from: 2021Q1, where: [gacha-03, far], "
        + "rollout: \(rollout), set: {policy.broadcastPerQuarter: 1}}\n"
    }
    let scenario = try Self.resolve(text("{order: listed, waves: 2}"))
    let found = scenario.arms[1].interventions[0]
    #expect(found.rollout == .init(order: .listed, waves: 2, quarters: 4) && found.places == ["gacha-03", "far"])
    let again = try Self.resolve(scenario.resolvedYAML())
    #expect(again.arms[1].interventions == scenario.arms[1].interventions && again.hash == scenario.hash)
    for other in ["{order: listed, waves: 3}", "{order: lot, waves: 2}", "{order: listed, waves: 2, quarters: 2}"] {
      #expect(try Self.resolve(text(other)).hash != scenario.hash, "\(other)")
    }
    // The order of places matters as listed, and only then.
    func swapped(_ order: String) throws -> Bool {
      let written = text("{order: \(order), waves: 2}")
      let other = written.replacing("[gacha-03, far]", with: "[far, gacha-03]")
      return try Self.resolve(written).hash == Self.resolve(other).hash
    }
    #expect(try !swapped("listed") && swapped("largest"))
  }

  @Test(arguments: [
    ("rollout: {order: biggest, waves: 2}", "unknown-option", "largest"),
    ("rollout: {order: largest}", "missing-key", "number of groups"),
    ("rollout: {order: listed, waves: 2}", "missing-key", "below 'where:' in their order"),
    ("to: 2021Q4, rollout: {order: lot, waves: 3}", "impossible-quarters", "would begin in 2023Q1"),
    ("rollout: {order: lot, waves: 30}", "intervention-beyond-run", "after the run's last quarter"),
    ("to: 2024Q4, rollout: {order: lot, waves: 2}, ramp: {policy.channels.price: 1}", "unneeded-key", "below 'set:'"),
    ("rollout: {order: lot, waves: 2}, where: [hui]", "lever-not-local", "without 'rollout'"),
  ]) func whatIsWrongWithARollOutIsSaid(part: String, code: String, words: String) {
    let lever =
      code == "lever-not-local" ? "policy.centralHouseholds.payYuanPerYear: 9" : "policy.broadcastPerQuarter: 1"
    let list = "interventions: [{id: a, from: 2021Q1, \(part), set: {\(lever)}}]\n"
    let found = Self.problems(Self.head + list + "arms: {linkage: {}, other: {interventions: none}}")
    #expect(found.contains { $0.code == code && $0.message.contains(words) }, "\(found)")
  }

  @Test func aSwitchHasNoSteps() {
    let list = "interventions: [{id: a, from: 2021Q1, to: 2021Q4, ramp: {policy.channels.price: false}}]\n"
    let found = Self.problems(Self.head + list + "arms: {linkage: {}}")
    #expect(found.map(\.code) == ["wrong-type"] && found[0].message.contains("below 'set:'"))
  }

  @Test func armsThatDifferInDatesAreNotTheSame() throws {
    func codes(_ second: String) throws -> [String] {
      let first = "{interventions: [{id: a, from: 2021Q1, set: {policy.broadcastPerQuarter: 1}}]}"
      return try Self.resolve(Self.head + "arms:\n  one: \(first)\n  two: \(second)\n").warnings.map(\.code)
    }
    #expect(
      try codes("{interventions: [{id: a, from: 2021Q1, set: {policy.broadcastPerQuarter: 1}}]}") == ["identical-arms"])
    #expect(try codes("{interventions: [{id: a, from: 2021Q2, set: {policy.broadcastPerQuarter: 1}}]}") == [])
  }

  /// A step may follow a ramp, and another ramp too: a ramp that has ended stays out of their way.
  @Test func whatFollowsARampIsNoOverlap() throws {
    let list = """
      interventions:
        - {id: up, from: 2021Q1, to: 2021Q4, ramp: {policy.centralHouseholds.outreach: 2}}
        - {id: hold, from: 2022Q1, to: 2022Q4, set: {policy.centralHouseholds.outreach: 3}}
        - {id: down, from: 2023Q1, to: 2023Q4, ramp: {policy.centralHouseholds.outreach: 1}}
      arms: {linkage: {}}
      """
    #expect(try Self.resolve(Self.head + list).warnings == [])
  }

  @Test func assumptionsAndSchemaKnowThem() throws {
    let assumptions = try Self.resolve(Self.text).assumptions
    let outreach = try #require(assumptions.first { $0.parameter.key == "policy.centralHouseholds.outreach" })
    let both = "3 from 2023Q1 to 2025Q4 in hui and gacha-03"
    #expect(outreach.byArm == "linkage: \(both); more: \(both)" && outreach.isChanged)
    let training = try #require(assumptions.first { $0.parameter.key == "policy.centralHouseholds.training" })
    #expect(training.byArm.hasPrefix("linkage: by steps to 2 from 2023Q1 to 2025Q4 in hui"))
    let schema = scenarioSchema(ledger: .standard())
    let dated = try #require(schema.firstRange(of: "Dated changes of levers")).lowerBound
    #expect(schema[dated...].contains("\"policy.centralHouseholds.outreach\""))
    #expect(!schema[dated...].contains("\"policy.centralHouseholds.enabled\""))
  }
}
