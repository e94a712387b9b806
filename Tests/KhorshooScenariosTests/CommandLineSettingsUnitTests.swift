import KhorshooEngine
import KhorshooScenarios
import Testing

@Suite struct CommandLineSettingsUnitTests {
  @Test(arguments: [
    ("abc", "--set: found 'abc', expected KEY=VALUE, such as run.years=5 [malformed-setting]"),
    ("=1", "--set: found '=1', expected KEY=VALUE, such as run.years=5 [malformed-setting]"),
    (
      "market.hayPriceYuanPerKG=1",
      "--set: market.hayPriceYuanPerKG: there is no such key; did you mean 'market.hayPriceYuanPerKg'? [unknown-key]"
    ),
    (
      "parturitionPerYear=1",
      "--set: parturitionPerYear: there is no such key; did you mean herds.sheep.parturitionPerYear or "
        + "herds.cattle.parturitionPerYear or herds.camel.parturitionPerYear? [unknown-key]"
    ),
    (
      "herds.sheep=1",
      "--set: herds.sheep: there is no such key; it is a group: set one of its keys, such as "
        + "herds.sheep.parturitionPerYear [unknown-key]"
    ),
    (
      "run.years=101", "--set: run.years: found 101, expected a whole number from 1 to 100 (years) [out-of-range]"
    ),
    (
      "run.seed=-1",
      "--set: run.seed: found -1, expected a whole number from 0 to 18446744073709551615 [out-of-range]"
    ),
    (
      "places.gridCount=1e2",
      "--set: places.gridCount: found 1e2, expected a whole number from 1 to 10000 (count) in plain digits; "
        + "write 100 [not-whole]"
    ),
    (
      "arms.linkge.policy.cooperatives.enabled=true",
      "--set: arms.linkge.policy.cooperatives.enabled: there is no arm 'linkge'; did you mean 'linkage'? [unknown-arm]"
    ),
    (
      "places.gridCount=43",
      "--set: places.gridCount: found 43, expected at least places.gachaCount = 44: every gacha has at least one grid "
        + "[impossible-counts]"
    ),
  ])
  func aWrongSettingIsToldWithoutALine(setting: String, message: String) {
    #expect(Fixtures.problems(Fixtures.scenarioText, ScenarioOverrides(settings: [setting]))?.description == message)
  }

  @Test func theSameKeyTwiceIsRefused() {
    let overrides = ScenarioOverrides(settings: ["run.years=5"], years: 6)
    #expect(
      Fixtures.problems(Fixtures.scenarioText, overrides)?.description
        == "--set: run.years: the value is given by --years already; give it once [duplicate-key]")
  }

  @Test func optionsOutsideTheirRangeAreRefused() {
    let overrides = ScenarioOverrides(replicates: 0, years: -3, arms: ["none", "linkag"])
    #expect(
      Fixtures.problems(Fixtures.scenarioText, overrides)?.description == """
        --replicates: run.replicates: found 0, expected a whole number from 1 to 1000000 (replicates of every arm) \
        [out-of-range]
        --years: run.years: found -3, expected a whole number from 1 to 100 (years) [out-of-range]
        --arms: there is no arm 'linkag'; did you mean 'linkage'? [unknown-arm]
        """)
  }
}
