import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import KhorshooText

/// `khorshoo new`: a commented scenario file to begin with.
package struct NewScenarioRequest: Request {
  package var file: String
  package var title: String?
  package var question: String?
  package var base: String?
  /// Counts and areas by the last part of their key in `places`.
  package var places: [String: Double]
  /// Tables of a survey, by the name of their key in `places.roster`.
  package var roster: [String: String]
  package var years: Int
  package var start: String
  package var replicates: Int
  package var seed: UInt64
  package var language: Language
  package var replaces: Bool

  package init(
    file: String, title: String? = nil, question: String? = nil, base: String? = nil, places: [String: Double] = [:],
    roster: [String: String] = [:], years: Int = 10, start: String, replicates: Int = 1000, seed: UInt64 = 1,
    language: Language = .english, replaces: Bool = false
  ) {
    (self.file, self.title, self.question, self.base) = (file, title, question, base)
    (self.places, self.roster, self.years, self.start) = (places, roster, years, start)
    (self.replicates, self.seed, self.language, self.replaces) = (replicates, seed, language, replaces)
  }

  package func check() throws(InvalidArgument) {
    if Quarter(start)?.number != 1 {
      throw InvalidArgument("--start: found \(start), expected the spring quarter of a year, such as 2020Q1.")
    }
    if !roster.isEmpty && roster["households"] == nil {
      throw InvalidArgument("--ties, --grid-table and --cooperative-table need --roster, the table of households.")
    }
    if base != nil && (!places.isEmpty || !roster.isEmpty) {
      throw InvalidArgument("--base brings the places of its scenario; leave the counts and --roster out, or --base.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    let asked = LocalizedText(
      en: "What does linking herder households to a central household and a cooperative change?",
      zh: "牧户与中心户、合作社联结带来什么变化？")
    let outline = ScenarioOutline(
      title: title ?? name, question: question ?? asked[language], base: base.map(fromFile), places: places,
      roster: roster.mapValues(fromFile), years: years, start: Quarter(start) ?? Quarter(year: 2020, number: 1),
      replicates: replicates, seed: seed, language: language)
    let text = outline.text(.standard())
    // What is wrong with it is told before there is a file; warnings are told with it.
    let resolved = try Scenario.resolve(
      text: text, path: file, knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels)
    session.warn(resolved.warnings)
    if !replaces, FileManager.default.fileExists(atPath: file) {
      throw UserError(
        .cannotCreate,
        [
          Diagnostic(
            code: "would-overwrite", path: file,
            message: "there is such a file; choose another name, or put --replace behind to write over it")
        ])
    }
    let whole = try WholeFile(file)
    try whole.output.write(text)
    try whole.finish()
    let next = LocalizedText(
      en: "Written: \(file)\nNext: khorshoo check \(file), then khorshoo run \(file)\n",
      zh: "已写入：\(file)\n下一步：khorshoo check \(file)，然后 khorshoo run \(file)\n")
    return CommandReport(next[language])
  }

  /// A path as the new file must name it: from its own folder.
  private func fromFile(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().standardizedFileURL.pathComponents
    let target = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
    var common = 0
    while common < min(folder.count, target.count - 1), folder[common] == target[common] { common += 1 }
    return (Array(repeating: "..", count: folder.count - common) + target[common...]).joined(separator: "/")
  }
}
