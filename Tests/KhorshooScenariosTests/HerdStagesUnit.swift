import KhorshooEngine
import KhorshooScenarios
import KhorshooText
import Testing

/// Classes of a species are checked as a whole.
@Suite struct HerdStagesUnit {
  private func diagnostics(_ herds: String, _ settings: [String] = []) -> [Diagnostic] {
    let text = """
      schema: 1
      title: Stages
      question: Is it a life?
      arms: {none: {}}
      run: {years: 1, start: 2020Q1, replicates: 30, seed: 1}
      \(herds.isEmpty ? "" : "parameters: {herds: {\(herds)}}")
      """
    do throws(UserError) {
      _ = try Scenario.resolve(
        text: text, path: "stages.yaml", overrides: ScenarioOverrides(settings: settings), ledger: .standard())
      return []
    } catch { return error.diagnostics }
  }

  @Test(arguments: [
    // The newborn have no class; two classes in one stage; a gap; a stage beyond the last.
    ("goats: {maleJuvenile: {stage: 2}}", "herds.goats.maleJuvenile.stage"),
    ("sheep: {maleJuvenile: {stage: 2}}", "herds.sheep.maleJuvenile.stage"),
    ("sheep: {femaleSubadult: {stage: 1}}", "herds.sheep.femaleSubadult.stage"),
    ("sheep: {femaleSubadult: {stage: 5}}", "herds.sheep.femaleSubadult.stage"),
    ("cattle: {maleJuvenile: {stage: 20}}", "herds.cattle.maleJuvenile.stage"),
    ("horses: {maleAdult: {fertilityRatio: 0.5}}", "herds.horses.maleAdult.fertilityRatio"),
  ])
  func aLifeWithAGapIsRefused(herds: String, key: String) {
    let found = diagnostics(herds)
    #expect(found.map(\.code) == ["herd-stages"] && found.first?.key == key, "\(found)")
    #expect(found.first?.line == 6 && found.first?.message.contains("expected") == true, "\(found)")
  }

  @Test func theMessageSaysWhatStandsThereAndWhatShould() {
    let found = diagnostics("sheep: {maleJuvenile: {stage: 2}}")
    #expect(
      found.first?.message.hasPrefix(
        "found maleJuvenile in stage 2, maleSubadult in stage 2, maleAdult in stage 3 of sheep, "
          + "expected stages 1 to 3, one class in each") == true, "\(found)")
  }

  /// A class of the other sex leaves a gap in one life and doubles a stage of the other.
  @Test func aChangedSexIsSeen() {
    let found = diagnostics("sheep: {femaleJuvenile: {sex: male}}")
    #expect(found.map(\.code) == ["herd-stages"], "\(found)")
    #expect(diagnostics("", ["herds.goats.maleJuvenile.stage=2"]).first?.path == "--set")
  }

  @Test func otherOrdersOfTheSameLifeAreTaken() {
    #expect(diagnostics("") == [])
    #expect(diagnostics("sheep: {femaleSubadult: {stage: 3}, femaleAdult: {stage: 2}}") == [])
  }
}
