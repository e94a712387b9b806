import KhorshooScenarios
import KhorshooText
import Testing

@Suite struct RoundTripPropertyTests {
  @Test(arguments: [false, true])
  func theResolvedScenarioReadsBackAsItself(origins: Bool) throws {
    let base = Fixtures.scenario("  fromYear: 2021", "")
    let changes: [[String]] = [
      [], ["market.hayPriceYuanPerKg=1e1"], ["places.areaKm2=0.1e6", "herds.camel.cow.mortalityPerYear=1e-7"],
      ["run.seed=18446744073709551615", "run.start=0987Q1", "run.years=1"],
    ]
    for settings in changes {
      let first = try Fixtures.resolve(base, ScenarioOverrides(settings: settings))
      let yaml = first.resolvedYAML(origins: origins)
      let second = try Fixtures.resolve(yaml)
      #expect(second.canonicalText == first.canonicalText)
      #expect(second.values == first.values && second.speciesNames == first.speciesNames)
      #expect(second.title == first.title && second.question == first.question)
      #expect(second.arms.map(\.label) == first.arms.map(\.label))
      #expect(second.arms.map(\.labelChinese) == first.arms.map(\.labelChinese))
      #expect(second.resolvedYAML() == first.resolvedYAML())
    }
  }

  @Test func awkwardTextsSurvive() throws {
    for title in ["a: b # c", "\\\"'", "*star &amp", "yes", "行\n二", "\u{2028}\u{FFFD}\u{1F411}", "- [x]", "\u{E000}"] {
      let quoted = "\"" + title.unicodeScalars.map { "\\U" + String($0.value, radix: 16).leftPadded }.joined() + "\""
      let text = Fixtures.scenario("title: {en: Linkage, zh: 联户}", "title: \(quoted)")
      let first = try Fixtures.resolve(text)
      #expect(first.title.en == title)
      #expect(try Fixtures.resolve(first.resolvedYAML(origins: true)).title.en == title)
    }
  }

  @Test func removedAndChainedSpeciesSurvive() throws {
    let species = "  camel: {like: cattle, parturitionPerYear: 0.4}\n  yak: {like: camel}\n  cattle: none"
    let first = try Fixtures.resolve(Fixtures.scenario("  camel: {like: cattle, parturitionPerYear: 0.4}", species))
    let second = try Fixtures.resolve(first.resolvedYAML())
    #expect(second.speciesNames == ["sheep", "camel", "yak"] && second.canonicalText == first.canonicalText)
    #expect(second.values.number("herds.yak.parturitionPerYear") == 0.4)
  }

  @Test func theHashSeesWhatMattersAndNothingElse() throws {
    let reference = try Fixtures.resolve(Fixtures.scenarioText).hash
    let same = Fixtures.scenario("title: {en: Linkage, zh: 联户}", "title: Other").replacing(
      "label: Central households only", with: "label: C")
    #expect(try Fixtures.resolve(same).hash == reference)
    for setting in [
      "run.seed=1", "run.years=9", "run.replicates=99", "run.start=2021Q1", "market.hayPriceYuanPerKg=1.2",
      "arms.linkage.policy.cooperatives.grantYuanPerYear=1",
    ] {
      let scenario = try Fixtures.resolve(Fixtures.scenarioText, ScenarioOverrides(settings: [setting]))
      #expect(scenario.hash != reference, "\(setting)")
    }
    #expect(try Fixtures.resolve(Fixtures.scenario("chinese: 甲", "chinese: 乙")).hash != reference)
    #expect(try Fixtures.resolve(Fixtures.scenario("reference: none", "reference: linkage")).hash != reference)
  }

  @Test func sha256AgreesWithThePublishedVectors() {
    // FIPS 180-4 examples: the empty message, and "abc".
    #expect(SHA256Digest(of: "").description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256Digest(of: "abc").description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}

extension String {
  fileprivate var leftPadded: String { String(repeating: "0", count: 8 - count) + self }
}
