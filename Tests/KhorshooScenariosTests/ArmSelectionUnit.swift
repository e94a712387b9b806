import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// Ways of choosing office holders that an arm has for itself, in files, in `--set`, in a design and with a survey.
@Suite struct ArmSelectionUnit {
  private static let key = "arms.linkage.institution.selection.rule"

  /// A scenario of two arms over the whole ledger.
  private static func text(_ linkage: String) -> String {
    """
    schema: 1
    title: Who holds the office
    question: Who should?
    arms: {none: {}, linkage: \(linkage)}
    run: {years: 1, start: 2020Q1, replicates: 30, seed: 1}
    """
  }
  private static let own = text("{parameters: {institution: {selection: {rule: diffusion, leadingWeight: 3}}}}")

  private static func resolve(_ text: String, _ overrides: ScenarioOverrides = ScenarioOverrides()) throws(UserError)
    -> ResolvedScenario
  {
    try Scenario.resolve(text: text, path: "who.yaml", overrides: overrides, ledger: .standard())
  }

  private static func problems(_ text: String, _ settings: [String] = []) -> [Diagnostic] {
    do throws(UserError) {
      _ = try resolve(text, ScenarioOverrides(settings: settings))
      return []
    } catch { return error.diagnostics }
  }

  @Test func theFileAndTheCommandLineSayIt() throws {
    let settings = [Self.key + "=diffusion", "arms.linkage.parameters.institution.selection.leadingWeight=3"]
    for resolved in [
      try Self.resolve(Self.own), try Self.resolve(Self.text("{}"), ScenarioOverrides(settings: settings)),
    ] {
      #expect(
        resolved.arms.map { $0.values["institution.selection.rule"] } == [.text("criteria"), .text("diffusion")])
      #expect(resolved.arms[1].values["institution.selection.leadingWeight"] == .number(3))
      #expect(resolved.values["institution.selection.leadingWeight"] == .number(1))
    }
  }

  @Test func theResolvedFileReadsBack() throws {
    let (plain, own) = (try Self.resolve(Self.text("{}")), try Self.resolve(Self.own))
    let again = try Self.resolve(own.resolvedYAML())
    #expect(own.hash != plain.hash && again.hash == own.hash && again.resolvedYAML() == own.resolvedYAML())
    #expect(
      plain.differences(to: own).map(\.key).sorted() == ["arms.linkage.institution.selection.leadingWeight", Self.key])
  }

  @Test func aDesignVariesIt() throws {
    let design = DesignOverrides(vary: [Self.key + "=criteria,degree,chance"])
    let resolved = try Self.resolve(Self.text("{}"), ScenarioOverrides(design: design))
    #expect(resolved.design?.factors.map(\.text) == [Self.key + "=criteria,degree,chance"])
  }

  /// What an arm sets is drawn neither in it nor in the others; what others draw is not the arm's.
  @Test func whatAnArmSetsIsNotDrawnInIt() throws {
    let own = try Self.resolve(Self.own)
    #expect(own.drawn.contains { $0.key == "institution.selection.leadingWeight" }, "it is uncertain in the other arm")
    let draws = try #require(try WorldDraws(own, replicates: 512))
    let world = try draws.scenario(world: 3)
    #expect(world.arms[1].values["institution.selection.leadingWeight"] == .number(3))
    #expect(world.arms[0].values["institution.selection.leadingWeight"] != .number(1))
  }

  /// An arm that holds a weight where others draw it is another arm, though the reference values are the same.
  @Test func holdingWhatOthersDrawIsNoEmptyLine() throws {
    let text = Self.text("{parameters: {institution: {selection: {leadingWeight: 1}}}}")
    #expect(try Self.resolve(text).warnings == [])
    let codes = try Self.resolve(text, ScenarioOverrides(settings: ["run.uncertainty=none"])).warnings.map(\.code)
    #expect(Set(codes) == ["lever-without-effect", "identical-arms"])
  }

  @Test(arguments: [
    ("{institution: {selection: {volunteerShare: 0.2}}}", "not-by-arm"),
    ("{market: {wageYuanPerDay: 90}}", "not-by-arm"),
    ("{institution: {selection: {rul: degree}}}", "unknown-key"),
    ("{institution: {selection: {rule: degre}}}", "unknown-option"),
    ("{institution: {selection: {leadingWeight: \"U(1,2)\"}}}", "not-uncertain"),
  ])
  func whatCannotBeByArmIsRefused(value: String, code: String) {
    let problems = Self.problems(Self.text("{parameters: \(value)}"))
    #expect(problems.map(\.code) == [code], "\(problems)")
  }

  @Test func whatAllArmsShareIsToldWithWhatTheyDiffer() {
    let problems = Self.problems(Self.text("{}"), ["arms.linkage.institution.selection.volunteerShare=0.2"])
    #expect(
      problems.map(\.message) == [
        "all arms share it: they differ in levers (policy.…), in places.gridCount, places.gridRule, places.gridSizeTolerance and in "
          + "how office holders are chosen (institution.selection.rule, …); give it once for all arms, as "
          + "institution.selection.volunteerShare"
      ])
  }

  /// Whom a survey says hold the offices do so in every arm but in one that chooses in a way of its own.
  @Test func anArmChoosesOthersThanTheSurveySays() throws {
    let resolved = try OwnDataUnit.resolve(ScenarioOverrides(settings: [Self.key + "=nearness"]))
    let banner = try resolved.banner()
    let arm = try #require(resolved.arms.first { $0.name == "linkage" })
    let other = banner.inGrids(of: arm.values)
    #expect(other.places.grids.map(\.id) == banner.places.grids.map(\.id))
    #expect(other.places.grids.map(\.name) == banner.places.grids.map(\.name))
    #expect(other.places.grids.map(\.centralHousehold) != banner.places.grids.map(\.centralHousehold))
    let plain = try OwnDataUnit.resolve().banner()
    #expect(banner.places.grids.map(\.centralHousehold) == plain.places.grids.map(\.centralHousehold))
    // Everyone lives nearer.
    func mean(_ banner: Banner) -> Float { banner.households.distanceKm.reduce(0, +) / 203 }
    #expect(mean(other) < mean(banner))
  }

  /// Distances that a survey gives are those to who holds the office.
  @Test func givenDistancesHoldTheHolders() {
    #expect(throws: UserError.self) {
      try OwnDataUnit.resolve(ScenarioOverrides(settings: [Self.key + "=degree"])) { name, text in
        name == "households.csv"
          ? text.replacing("interviewer", with: "distanceKm").replacing(/,[A-Z]\n/, with: ",2\n") : nil
      }
    }
  }
}
