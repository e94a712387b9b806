import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// The headline cells of a comparison, each at the last quarter that both folders have.
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
        if (cell.year, cell.quarter) > (known.year, known.quarter) { cells[index][place] = cell }
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

  private var isChinese: Bool { language == .chinese }

  var text: String {
    ([folder(first, isChinese ? "第一个" : "first"), folder(second, isChinese ? "第二个" : "second"), ""] + scenarioLines
      + [""] + methodLines + outcomeLines + leftOutLines).joined(separator: "\n") + "\n"
  }

  private func folder(_ study: StoredRun, _ name: String) -> String {
    let (count, seed) = (ReadableNumber.count(study.replicates), study.scenario.run.seed)
    return isChinese
      ? "\(name)：\(study.result.path)（重复 \(count) 次，随机种子 \(seed)）"
      : "\(name): \(study.result.path) (\(count) replicates, seed \(seed))"
  }

  private var scenarioLines: [String] {
    guard !differences.isEmpty else { return [isChinese ? "情景相同。" : "The scenarios are the same."] }
    let title =
      isChinese ? "情景中不同的 \(differences.count) 项：" : "The scenarios differ in \(differences.count) statements:"
    let shown = differences.prefix(Self.shownKeys)
    let width = shown.map { DisplayWidth.of($0.key) }.max() ?? 0
    let none = isChinese ? "（无）" : "(none)"
    var lines = [title]
    for difference in shown {
      lines.append(
        "  " + DisplayWidth.padded(difference.key, to: width) + "  " + short(difference.first ?? none) + " → "
          + short(difference.second ?? none))
    }
    if differences.count > shown.count {
      let more = differences.count - shown.count
      lines.append(isChinese ? "  另有 \(more) 项，见 --json" : "  and \(more) more, see --json")
    }
    return lines
  }

  private func short(_ text: String) -> String { text.count <= 60 ? text : text.prefix(57) + "..." }

  private var methodLines: [String] {
    if let pairs {
      let count = ReadableNumber.count(pairs)
      return [
        isChinese
          ? "旗级指标按 \(count) 次重复逐次配对；其余为两样本区间（配对后会更窄）。第二个减第一个，95% 区间："
          : "Outcomes of the banner are paired over \(count) replicates; all others are two-sample intervals, wider than "
            + "paired ones. Second minus first, 95 % interval:"
      ]
    }
    let reasons = obstacles.map { $0.text(language) }
    return [
      isChinese
        ? "未配对（\(reasons.joined(separator: "；"))），两样本区间。第二个减第一个，95% 区间："
        : "Not paired (\(reasons.joined(separator: "; "))): two-sample intervals. Second minus first, 95 % interval:"
    ]
  }

  private var outcomeLines: [String] {
    let definitions = ModelOutcomes(speciesNames: second.scenario.speciesNames).definitions
    var lines: [String] = []
    for (headline, cells) in zip(RunReport.headlines, headlines) {
      guard let cell = cells.first else { continue }
      let definition = definitions.first { $0.name == headline.outcome }
      let group = headline.placeID == nil ? "" : cell.place
      let label = isChinese ? group + (definition?.labelChinese ?? headline.outcome) : headline.label
      let unit = cell.unit == "1" ? "" : " (\(cell.unit))"
      let time = definition?.frequency == .yearly ? "\(cell.year)" : "\(cell.year)Q\(cell.quarter)"
      lines += ["", "\(label)\(unit), \(time)"]
      let width = cells.map { DisplayWidth.of($0.arm) }.max() ?? 0
      let levels = ReadableNumber(for: cells.flatMap { [$0.first, $0.second] }, digits: 4)
      for cell in cells {
        let numbers = ReadableNumber(for: [cell.difference, cell.halfWidth], digits: 3)
        let change = numbers.text(cell.difference, signed: true)
        let (low, high) = (cell.difference - cell.halfWidth, cell.difference + cell.halfWidth)
        let interval =
          "(\(numbers.text(low, signed: true)) \(isChinese ? "至" : "to") \(numbers.text(high, signed: true)))"
        lines.append(
          "  " + DisplayWidth.padded(cell.arm, to: width) + "  " + levels.text(cell.first) + " → "
            + levels.text(cell.second) + "  " + change + " " + interval + "  " + ReadableNumber.percent(cell.relative))
      }
    }
    return lines
  }

  private var leftOutLines: [String] {
    var lines: [String] = []
    for (left, study) in [(comparison.leftOutOfFirst, first), (comparison.leftOutOfSecond, second)] where left.cells > 0
    {
      let path = study.result.path
      lines.append(
        isChinese
          ? "未比较：\(left.cells) 个单元仅见于 \(path)" : "Not compared: \(left.cells) cells that only \(path) has")
      for (names, label, chinese) in [
        (left.arms, "arms", "方案"), (left.outcomes, "outcomes", "指标"), (left.places, "places", "地点"),
      ] where !names.isEmpty {
        let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", ... (\(names.count))" : "")
        lines.append("  \(isChinese ? chinese : label): \(shown)")
      }
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  var json: String {
    func folder(_ study: StoredRun) -> OrderedJSON {
      .object([
        ("path", .text(study.result.path)), ("scenarioSha256", .text(study.scenario.hash.description)),
        ("version", .text(study.manifest.version)), ("seed", .text("\(study.scenario.run.seed)")),
        ("replicates", .integer(study.replicates)),
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
      ("year", .integer(cell.year)), ("quarter", .integer(cell.quarter)), ("outcome", .text(cell.outcome)),
      ("unit", .text(cell.unit)), ("first", .number(cell.first)), ("second", .number(cell.second)),
      ("difference", .number(cell.difference)), ("ci95Low", .number(cell.difference - cell.halfWidth)),
      ("ci95High", .number(cell.difference + cell.halfWidth)), ("relative", .number(cell.relative)),
      ("method", .text(cell.method.rawValue)), ("pairs", cell.pairs.map { .integer($0) } ?? .null),
    ])
  }
}
