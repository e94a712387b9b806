import KhorshooEngine
import KhorshooReports
import KhorshooText

/// What the page needs to draw itself: words, arms and sliders, in both languages.
struct ExplorerSetup {
  private let scene: ExplorerScene

  init(_ scene: ExplorerScene) { self.scene = scene }

  var json: OrderedJSON {
    let scenario = scene.scenario
    return .object([
      ("title", Self.both(scenario.title)), ("question", Self.both(scenario.question)),
      ("words", .object(ExplorerWords.page.map { ($0.0, Self.both($0.1)) })),
      ("drawsWorlds", .boolean(scene.worlds.areDrawn)), ("worlds", .integer(scene.budget)),
      ("reference", .text(scene.reference)), ("main", .text(scene.mainArm)),
      ("arms", .list(scenario.arms.map(Self.arm))), ("sliders", .list(scene.sliders.map(Self.slider))),
    ])
  }

  private static func both(_ text: LocalizedText) -> OrderedJSON {
    .object([("en", .text(text.en)), ("zh", .text(text.zh))])
  }

  private static func arm(_ arm: Arm) -> OrderedJSON {
    .object([("name", .text(arm.name)), ("label", both(LocalizedText(en: arm.label, zh: arm.labelChinese)))])
  }

  private static func slider(_ slider: Slider) -> OrderedJSON {
    .object([
      ("key", .text(slider.key)), ("kind", .text(slider.kind.rawValue)), ("meaning", both(slider.meaning)),
      ("unit", both(slider.unit)), ("low", .number(slider.low)), ("high", .number(slider.high)),
      ("step", .number(slider.step)), ("value", .number(slider.value)), ("isDrawn", .boolean(slider.isDrawn)),
      ("isFirst", .boolean(slider.isFirst)),
    ])
  }
}

/// What there is to show at a moment, in a language.
struct AnswerText {
  private let status: Exploration.Status
  private let scene: ExplorerScene
  private let language: Language

  init(_ status: Exploration.Status, _ scene: ExplorerScene, _ language: Language) {
    (self.status, self.scene, self.language) = (status, scene, language)
  }

  var json: OrderedJSON {
    .object(
      [
        ("version", .integer(status.version)), ("wish", .integer(status.wishNumber)),
        ("stage", .text(status.stage.rawValue)), ("problem", status.problem.map { .text($0.description) } ?? .null),
      ] + (status.answer.map(members) ?? []))
  }

  private func members(_ answer: ExplorerAnswer) -> [(String, OrderedJSON)] {
    let report = answer.report(language, origin: [])
    let findings = answer.findings(language)
    let lines = findings.lines
    return [
      ("answerWish", .integer(status.answerNumber)), ("worlds", .integer(answer.blocks)),
      ("sentence", .text(findings.answer)), ("lines", .list(lines.dropFirst().map { .text($0) })),
      ("pictures", .list(report.pictures.map { .text($0) })), ("table", .text(report.table)),
    ]
  }
}
