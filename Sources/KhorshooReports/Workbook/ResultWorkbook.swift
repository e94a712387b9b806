import CXlsx
import Foundation
import KhorshooText

/// A result folder as a workbook: README, summary, charts, differences, outcomes, assumptions, parameters, places.
///
/// - Proof: `WorkbookCommandTests`, `Tests/acceptance/workbook.py` (openpyxl and LibreOffice read it).
package struct ResultWorkbook {
  private let folder: StoredResult
  private let content: WorkbookContent
  private let book: Workbook
  private let temporary: String
  private let path: String

  /// Writes the workbook of a folder; the file appears whole or not at all.
  ///
  /// - Throws: `UserError` 65, 66: what is wrong with the tables, or too many rows for a sheet; 73, 74.
  package static func write(_ folder: StoredResult, _ content: WorkbookContent, to path: String) throws(UserError) {
    // A workbook is a file with parts, put together in its place: no pipe or device can take it.
    guard !WholeFile.isSpecial(path) else {
      throw UserError(
        .cannotCreate,
        [Diagnostic(code: "cannot-create", path: path, message: "it is no plain file; choose another name with --out")])
    }
    let temporary = WholeFile.temporary(for: path)
    do throws(UserError) {
      let workbook = ResultWorkbook(
        folder: folder, content: content, book: try Workbook(temporary, name: path), temporary: temporary, path: path)
      try workbook.fill()
      try workbook.book.close()
    } catch {
      unlink(temporary)
      throw error
    }
    try WholeFile.place(temporary, as: path)
  }

  private func fill() throws(UserError) {
    let created = folder.manifest.created.flatMap { ISO8601DateFormatter().date(from: $0) }
    book.describe(
      title: content.title, subject: content.question, created: created ?? Date(timeIntervalSince1970: 946_684_800))
    let isRun =
      folder.manifest.sweep == nil && folder.record(of: "outcomes.csv") != nil
      && folder.record(of: "differences.csv") != nil
    let names = SheetName.allCases.filter { name in
      switch name {
      case .readMe, .parameters: true
      case .summary, .charts, .years: isRun
      default: name.file.map { folder.record(of: $0) != nil } ?? false
      }
    }
    var sheets: [SheetName: Workbook.Sheet] = [:]
    var further: [SheetName: [Workbook.Sheet]] = [:]
    for name in names {
      sheets[name] = book.sheet(name.name(content))
      let count = try name.file.map { file throws(UserError) in try sheetCount(file) } ?? 1
      further[name] = count < 2 ? [] : (2...count).map { book.sheet("\(name.name(content)) \($0)") }
    }
    writeReadMe(sheets[.readMe]!, names, further)
    if isRun {
      let series = try HeadlineSeries(folder, content)
      writeSummary(sheets[.summary]!, series)
      let years = YearSheet(series, content)
      years.write(sheets[.years]!)
      years.draw(sheets[.charts]!, dataSheet: sheets[.years]!.name, book)
    }
    for name in names {
      guard let file = name.file else { continue }
      try copy(file, to: [sheets[name]!] + (further[name] ?? []))
    }
    writeParameters(sheets[.parameters]!)
  }

  private func writeReadMe(
    _ sheet: Workbook.Sheet, _ names: [SheetName], _ further: [SheetName: [Workbook.Sheet]]
  ) {
    let manifest = folder.manifest
    sheet.width(0, 26)
    sheet.width(1, 80)
    sheet.height(0, 24)
    sheet.text(0, 0, content.title.isEmpty ? "Khorshoo" : content.title, .title)
    sheet.text(1, 0, content.question)
    var row = 3
    func line(_ name: String, _ text: String) {
      sheet.text(row, 0, name)
      sheet.text(row, 1, text, .wrapped)
      row += 1
    }
    line(content.word("Result folder", "结果目录"), (folder.path as NSString).lastPathComponent)
    line(content.word("Program", "程序"), "khorshoo " + manifest.version)
    if let created = manifest.created { line(content.word("Computed", "计算时间"), created) }
    if let replicates = manifest.replicates {
      line(content.word("Replicates of each arm", "各方案重复次数"), ReadableNumber.count(replicates))
    }
    if let seed = manifest.seed { line(content.word("Seed", "随机种子"), "\(seed)") }
    if let start = manifest.start, let years = manifest.years {
      line(content.word("Years", "年份"), content.word("\(years) from \(start)", "自 \(start) 起 \(years) 年"))
    }
    line(content.word("Arms", "方案"), manifest.arms.map { content.label(ofArm: $0) }.joined(separator: "; "))
    if let reference = manifest.reference {
      line(content.word("Reference arm", "基准方案"), content.label(ofArm: reference))
    }
    if let hash = manifest.scenario.resolvedSha256 { line(content.word("Scenario (SHA-256)", "情景（SHA-256）"), hash) }
    row += 1
    sheet.text(row, 0, content.word("How to read it", "阅读说明"), .heading)
    row += 1
    for words in readingNotes {
      sheet.height(row, Double(DisplayWidth.of(words) / 85 + 1) * 15)
      sheet.text(row, 1, words, .wrapped)
      row += 1
    }
    row += 1
    sheet.text(row, 0, content.word("Sheets", "工作表"), .heading)
    row += 1
    for name in names where name != .readMe {
      sheet.link(row, 0, to: name.name(content))
      sheet.text(row, 1, name.meaning(content), .wrapped)
      row += 1
      for more in further[name] ?? [] {
        sheet.link(row, 0, to: more.name)
        sheet.text(row, 1, content.word("Further rows of the same table.", "同一表的后续行。"), .wrapped)
        row += 1
      }
    }
    sheet.activate()
    sheet.printWide()
  }

  private var readingNotes: [String] {
    let levels = content.levels.sorted().joined(separator: ", ")
    return [
      content.word(
        "A difference is an arm minus the reference arm in the same simulated world. Its 95 % interval is Monte Carlo error "
          + "only: what is not known about the parameters comes on top.",
        "差异为同一模拟世界中方案减基准方案；95% 区间仅含蒙特卡洛误差，不含参数的不确定性。"),
      content.word(
        "Levels rest on assumptions (sheet Assumptions): read effects rather than levels, and replace what you know better.",
        "水平值取决于假设（见“假设”表），宜看差异，并改用已知的数值。"),
      content.word(
        "Differences and Outcomes hold the levels \(levels); the CSV files of the folder hold all, --levels chooses others.",
        "“差异”“结果”两表含层级：\(levels)；其余层级见结果目录的 CSV 文件，或用 --levels 选取。"),
    ]
  }

  private func writeSummary(_ sheet: Workbook.Sheet, _ series: HeadlineSeries) {
    let columns = [
      ("Outcome", "指标", 44.0), ("Unit", "单位", 12), ("Year", "年", 7), ("Arm", "方案", 34),
      ("Mean", "均值", 13), ("5 %", "5%分位", 12), ("95 %", "95%分位", 12), ("Monte Carlo error", "蒙特卡洛标准误", 12),
      ("Change", "变化", 12), ("95 % interval: low", "95%区间下限", 12), ("95 % interval: high", "95%区间上限", 12),
      ("Relative", "相对变化", 10),
    ]
    for (index, column) in columns.enumerated() { sheet.width(index, column.2) }
    sheet.header(columns.map { content.word($0.0, $0.1) })
    var row = 1
    for headline in content.headlines {
      let placeID = headline.placeID ?? ""
      guard let year = series.lastYear(headline.outcome, placeID) else { continue }
      for arm in series.arms {
        let key = HeadlineSeries.Key(outcome: headline.outcome, placeID: placeID, arm: arm, year: year)
        guard let level = series.levels[key] else { continue }
        sheet.text(row, 0, content.label(headline, place: level.place))
        sheet.text(row, 1, level.unit == "1" ? "" : ReportUnits.words(level.unit, content.language))
        sheet.number(row, 2, Double(year), "0")
        sheet.text(row, 3, content.label(ofArm: arm))
        let pattern = WorkbookColumns.pattern("mean", unit: level.unit)
        for (column, number) in [level.mean, level.p05, level.p95].enumerated() {
          sheet.number(row, 4 + column, number, pattern)
        }
        sheet.number(row, 7, level.mcse, WorkbookColumns.pattern("mcse", unit: level.unit))
        if let change = series.changes[key] {
          let pattern = WorkbookColumns.pattern("difference", unit: level.unit)
          for (column, number) in [change.difference, change.low, change.high].enumerated() {
            sheet.number(row, 8 + column, number, pattern)
          }
          sheet.number(row, 11, change.relative, WorkbookColumns.pattern("relative", unit: "1"))
        }
        row += 1
      }
    }
    sheet.filter(columns: columns.count, rows: row - 1)
    sheet.printWide()
  }

  /// Most sheets of one table: a workbook of more opens in no program.
  private static let sheetLimit = 20

  /// Sheets that a table needs: its rows of the chosen levels are counted where they could be more than those of one.
  private func sheetCount(_ file: String) throws(UserError) -> Int {
    var status = stat()
    // A row has two bytes at least.
    guard stat(folder.path(of: file), &status) == 0, Int(status.st_size) > 2 * Workbook.rowLimit else { return 1 }
    var table = try folder.table(file, columns: [])
    let level = Self.isLong(file) ? table.header.firstIndex(of: "level") : nil
    var rows = 0
    while try table.next() { if level.map({ content.levels.contains(table.text($0)) }) ?? true { rows += 1 } }
    let count = max(1, (rows + Workbook.rowLimit - 2) / (Workbook.rowLimit - 1))
    guard count <= Self.sheetLimit else { throw tooManyRows(file, rows) }
    return count
  }

  /// Whether a table has rows of many levels, of which some are chosen.
  private static func isLong(_ file: String) -> Bool { file == "outcomes.csv" || file == "differences.csv" }

  /// Copies a table of the folder, from sheet to sheet as each is full; of outcomes and differences only the levels asked for.
  private func copy(_ file: String, to sheets: [Workbook.Sheet]) throws(UserError) {
    var table = try folder.table(file, columns: [])
    let header = table.header
    let isLong = Self.isLong(file)
    let (level, unit) = (header.firstIndex(of: "level"), header.firstIndex(of: "unit"))
    let (item, perspective) = (header.firstIndex(of: "item"), header.firstIndex(of: "perspective"))
    // Outcomes have their labels in the language of the workbook.
    let outcome = isLong ? header.firstIndex(of: "outcome") : nil
    let isShown = header.map { WorkbookColumns.isShown($0, beside: header, content.language) }
    let titles = header.indices.filter { isShown[$0] }.flatMap {
      $0 == outcome ? [header[$0], "label"] : [header[$0]]
    }
    for sheet in sheets {
      for (column, title) in titles.enumerated() { sheet.width(column, WorkbookColumns.width(title)) }
      sheet.header(titles.map { WorkbookColumns.heading($0, content.language) })
    }
    let texts = Set(Self.textColumns)
    var (rest, row) = (sheets[...], 0)
    while try table.next() {
      if isLong, let level, !content.levels.contains(table.text(level)) { continue }
      row += 1
      if row == Workbook.rowLimit {
        rest.removeFirst().filter(columns: titles.count, rows: row - 1)
        row = 1
      }
      guard let sheet = rest.first else { throw tooManyRows(file, Workbook.rowLimit * sheets.count) }
      let rowUnit = unit.map { table.text($0) } ?? ""
      var at = 0
      for (column, name) in header.enumerated() where isShown[column] {
        if let item, let perspective, ["perspectiveLabel", "label", "meaning"].contains(name) {
          let whose = table.text(name == "perspectiveLabel" ? perspective : item)
          sheet.text(row, at, content.benefit(name, whose, else: table.text(column)))
        } else if column == unit {
          sheet.text(row, at, ReportUnits.words(rowUnit, content.language))
        } else if texts.contains(name) || file == "design.csv" && Double(table.text(column)) == nil {
          // The factors of a design may be words or numbers.
          let text = table.text(column)
          sheet.text(row, at, content.codes[name]?[text] ?? text)
        } else {
          sheet.number(row, at, try table.number(column), WorkbookColumns.pattern(name, unit: rowUnit))
        }
        at += 1
        if column == outcome {
          sheet.text(row, at, content.outcomeLabels[table.text(column)] ?? "")
          at += 1
        }
      }
    }
    rest.first?.filter(columns: titles.count, rows: row)
  }

  /// Columns of all tables whose cells are texts; all others are numbers.
  private static let textColumns = [
    "arm", "reference", "level", "placeID", "place", "outcome", "unit", "ratio", "label", "labelChinese", "numerator",
    "denominator",
    "interval", "meaning", "meaningChinese", "key", "value", "byArm", "uncertainty", "source", "trust", "changed",
    "channel", "process", "parentID", "name", "chinese", "method", "perspective", "perspectiveLabel", "item",
  ]

  private func tooManyRows(_ file: String, _ rows: Int) -> UserError {
    UserError(
      .invalidData,
      [
        Diagnostic(
          code: "too-many-rows", path: folder.path(of: file),
          message:
            "has \(ReadableNumber.count(rows)) rows of these levels, more than \(Self.sheetLimit) sheets of "
            + "\(ReadableNumber.count(Workbook.rowLimit)) rows; choose fewer with --levels, such as --levels banner")
      ])
  }

  private func writeParameters(_ sheet: Workbook.Sheet) {
    let names = ["key", "value", "byArm", "unit", "low", "high", "trust", "source", "meaning"]
    for (column, name) in names.enumerated() { sheet.width(column, WorkbookColumns.width(name)) }
    sheet.header(names.map { WorkbookColumns.heading($0, content.language) })
    sheet.filter(columns: names.count, rows: content.parameters.count)
    for (index, parameter) in content.parameters.enumerated() {
      let row = index + 1
      sheet.text(row, 0, parameter.key)
      if let number = Double(parameter.value) {
        sheet.number(row, 1, number, "General")
      } else {
        sheet.text(row, 1, parameter.value)
      }
      sheet.text(row, 2, parameter.byArm)
      sheet.text(row, 3, ReportUnits.words(parameter.unit, content.language))
      if let range = parameter.range {
        sheet.number(row, 4, range.lowerBound, "General")
        sheet.number(row, 5, range.upperBound, "General")
      }
      sheet.text(row, 6, content.codes["trust"]?[parameter.trust] ?? parameter.trust)
      sheet.text(row, 7, content.codes["source"]?[parameter.source] ?? parameter.source)
      sheet.text(row, 8, parameter.meaning)
    }
  }
}
