import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// The headline cells of a comparison, each in the last year that both folders have.
struct ComparisonHeadlines {
  private(set) var cells: [[FolderComparison.Cell]]
  private let byOutcome: [String: [Int]]

  init() {
    let headlines = RunReport.headlines
    cells = Array(repeating: [], count: headlines.count)
    byOutcome = Dictionary(grouping: headlines.indices) { headlines[$0].outcome }
  }

  mutating func take(_ cell: FolderComparison.Cell) {
    for index in byOutcome[cell.outcome] ?? [] {
      let placeID = RunReport.headlines[index].placeID
      guard
        placeID.map({ $0 == cell.placeID && cell.level == PlaceLevel.group.rawValue })
          ?? (cell.level == PlaceLevel.banner.rawValue)
      else { continue }
      if let place = cells[index].firstIndex(where: { $0.arm == cell.arm }) {
        let known = cells[index][place]
        if cell.year > known.year { cells[index][place] = cell }
      } else {
        cells[index].append(cell)
      }
    }
  }
}

/// What `khorshoo compare` says.
struct CompareReport {
  let first, second: StoredRun
  let differences: [ScenarioDifference]
  let comparison: FolderComparison
  /// Replicates that were paired; nil when none could be.
  let pairs: Int?
  let obstacles: [PairingObstacle]
  let headlines: [[FolderComparison.Cell]]
  let language: Language

  /// Most changed keys that are shown on the screen.
  private static let shownKeys = 40

  var text: String {
    ([folder(first, CompareWords.first), folder(second, CompareWords.second), ""] + scenarioLines
      + [""] + methodLines + outcomeLines + leftOutLines).joined(separator: "\n") + "\n"
  }

  /// An arm's name, or its label in Chinese.
  private func armLabel(_ name: String) -> String { first.scenario.arms.label(of: name)[language] }

  private func folder(_ stored: StoredRun, _ name: LocalizedText) -> String {
    let words = CompareWords.folder(
      name, stored.result.path, replicates: ReadableNumber.count(stored.replicates),
      seed: "\(stored.scenario.run.seed)")
    return words[language]
  }

  private var scenarioLines: [String] {
    guard !differences.isEmpty else { return [CompareWords.sameScenarios[language]] }
    let shown = differences.prefix(Self.shownKeys)
    let width = shown.map { DisplayWidth.of($0.key) }.max() ?? 0
    let none = CompareWords.none[language]
    var lines = [CompareWords.differences(differences.count)[language]]
    for difference in shown {
      lines.append(
        "  " + DisplayWidth.padded(difference.key, to: width) + "  " + short(difference.first ?? none) + " → "
          + short(difference.second ?? none))
    }
    if differences.count > shown.count {
      lines.append(CompareWords.moreDifferences(differences.count - shown.count)[language])
    }
    return lines
  }

  private func short(_ text: String) -> String { text.count <= 60 ? text : text.prefix(57) + "..." }

  private var methodLines: [String] {
    if let pairs {
      return [
        CompareWords.pairs(ReadableNumber.count(pairs))[language]
      ]
    }
    return [CompareWords.notPaired(obstacles.map(\.words))[language]]
  }

  private var outcomeLines: [String] {
    let definitions = ModelOutcomes(speciesNames: second.scenario.speciesNames).definitions
    var lines: [String] = []
    for (headline, cells) in zip(RunReport.headlines, headlines) {
      guard let cell = cells.first else { continue }
      let definition = definitions.first { $0.name == headline.outcome }
      let group = headline.placeID == nil ? "" : cell.place
      let label = LocalizedText(en: headline.label, zh: group + (definition?.labelChinese ?? headline.outcome))[
        language]
      let unit = ReportUnits.words(cell.unit, language)
      let heading = LocalizedText(
        en: label + (unit == "1" ? "" : " (\(unit))") + ", \(cell.year)",
        zh: label + (unit == "1" ? "" : "（\(unit)）") + "，\(cell.year)")
      lines += ["", heading[language]]
      let width = cells.map { DisplayWidth.of(armLabel($0.arm)) }.max() ?? 0
      let levels = ReadableNumber(for: cells.flatMap { [$0.first, $0.second] }, digits: 4)
      for cell in cells {
        let numbers = ReadableNumber(for: [cell.difference, cell.halfWidth], digits: 3)
        let change = numbers.text(cell.difference, signed: true)
        let (low, high) = (cell.difference - cell.halfWidth, cell.difference + cell.halfWidth)
        let interval =
          "(\(numbers.text(low, signed: true)) \(CompareWords.to[language]) \(numbers.text(high, signed: true)))"
        lines.append(
          "  " + DisplayWidth.padded(armLabel(cell.arm), to: width) + "  " + levels.text(cell.first) + " → "
            + levels.text(cell.second) + "  " + change + " " + interval + "  " + ReadableNumber.percent(cell.relative))
      }
    }
    return lines
  }

  private var leftOutLines: [String] {
    var lines: [String] = []
    for (left, stored) in [(comparison.leftOutOfFirst, first), (comparison.leftOutOfSecond, second)]
    where left.cells > 0 {
      lines.append(CompareWords.notCompared(left.cells, stored.result.path)[language])
      for (names, label) in [
        (left.arms, CompareWords.arms), (left.outcomes, CompareWords.outcomes), (left.places, CompareWords.places),
      ] where !names.isEmpty {
        let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", ... (\(names.count))" : "")
        lines.append("  \(label[language]): \(shown)")
      }
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  var json: String {
    func folder(_ stored: StoredRun) -> OrderedJSON {
      .object([
        ("path", .text(stored.result.path)), ("scenarioSha256", .text(stored.scenario.hash.description)),
        ("version", .text(stored.manifest.version)), ("seed", .text("\(stored.scenario.run.seed)")),
        ("replicates", .integer(stored.replicates)),
      ])
    }
    let scenario = differences.map { difference in
      OrderedJSON.object([
        ("key", .text(difference.key)), ("first", difference.first.map { .text($0) } ?? .null),
        ("second", difference.second.map { .text($0) } ?? .null),
      ])
    }
    func leftOut(_ left: FolderComparison.LeftOut) -> OrderedJSON {
      func list(_ names: [String]) -> OrderedJSON { .list(names.map { .text($0) }) }
      return .object([
        ("cells", .integer(left.cells)), ("arms", list(left.arms)), ("outcomes", list(left.outcomes)),
        ("places", list(left.places)),
      ])
    }
    return OrderedJSON.object([
      ("first", folder(first)), ("second", folder(second)), ("scenario", .list(scenario)),
      ("commonCells", .integer(comparison.commonCells)), ("pairedCells", .integer(comparison.pairedCells)),
      ("pairedReplicates", pairs.map { .integer($0) } ?? .null), ("onlyInFirst", leftOut(comparison.leftOutOfFirst)),
      ("onlyInSecond", leftOut(comparison.leftOutOfSecond)),
      ("outcomes", .list(headlines.flatMap { $0 }.map(Self.object))),
    ]).description
  }

  private static func object(_ cell: FolderComparison.Cell) -> OrderedJSON {
    .object([
      ("arm", .text(cell.arm)), ("level", .text(cell.level)), ("placeID", .text(cell.placeID)),
      ("year", .integer(cell.year)), ("outcome", .text(cell.outcome)),
      ("unit", .text(cell.unit)), ("first", .number(cell.first)), ("second", .number(cell.second)),
      ("difference", .number(cell.difference)), ("ci95Low", .number(cell.difference - cell.halfWidth)),
      ("ci95High", .number(cell.difference + cell.halfWidth)), ("relative", .number(cell.relative)),
      ("method", .text(cell.method.rawValue)), ("pairs", cell.pairs.map { .integer($0) } ?? .null),
    ])
  }
}
