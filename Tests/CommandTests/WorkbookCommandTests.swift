import Foundation
import Testing

/// `khorshoo export --xlsx`: a workbook of texts and numbers, the same bytes each time. That other programs read it is
/// shown by `Tests/acceptance/workbook.py`.
@Suite struct WorkbookCommandTests {
  private static let rest =
    "title: =1+1\narms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 2, replicates: 20}"

  private func folder(_ scratch: Scratch, _ options: String...) throws {
    try scratch.scenario("small.yaml", Self.rest)
    let run = try Command.run(["run", "small.yaml", "--quiet", "--out", "r"] + options, in: scratch.folder)
    try #require(run.exit == 0, "\(run)")
  }

  /// The XML parts of a workbook, by name, unpacked by Python.
  private func parts(_ scratch: Scratch, _ name: String) throws -> [String: String] {
    let line =
      "rm -rf x && mkdir x && python3 -c \"import zipfile; zipfile.ZipFile('\(name)').extractall('x')\" && find x -type f"
    let list = try Command.shell(line, in: scratch.folder)
    try #require(list.exit == 0, "\(list)")
    return Dictionary(
      uniqueKeysWithValues: list.output.split(separator: "\n").map { path in
        (String(path.dropFirst(2)), String(decoding: scratch.content(String(path)) ?? Data(), as: UTF8.self))
      })
  }

  @Test func sheetsChartsAndTextsAreThere() throws {
    let scratch = Scratch()
    try folder(scratch)
    let outcome = try Command.run("export", "r", "--xlsx", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output == "r.xlsx\n", "\(outcome)")
    let parts = try parts(scratch, "r.xlsx")
    let sheets = (parts["xl/workbook.xml"] ?? "").matches(of: #/<sheet name="([^"]+)"/#).map { String($0.1) }
    #expect(
      sheets == [
        "README", "Summary", "Charts", "By year", "Differences", "Outcomes", "Ratios", "Benefit and cost",
        "Assumptions",
        "Parameters", "Places",
      ])
    #expect(parts.keys.count { $0.hasPrefix("xl/charts/chart") } == 4)
    let cells = parts.filter { $0.key.hasPrefix("xl/worksheets/") }.values.joined()
    #expect(!cells.contains("<f>"), "a formula")
    #expect(cells.contains(">=1+1<"), "the title is a text as it was written")
    // Every row of the level is there: the rows of the CSV file, and a header.
    let rows = try scratch.table("r/outcomes.csv").rows.count { ["banner", "group"].contains($0[1]) }
    #expect(parts["xl/worksheets/sheet6.xml"]?.matches(of: #/<row /#).count == rows + 1)
    let table = try scratch.table("r/outcomes.csv")
    let numbers = table.rows.filter { $0[1] == "banner" && !$0[7].isEmpty }.map { $0[7] }
    let sheet = parts["xl/worksheets/sheet6.xml"] ?? ""
    let written = Set(sheet.matches(of: #/<v>([^<]+)</#).compactMap { Double($0.1) })
    #expect(numbers.count > 400)
    #expect(
      numbers.allSatisfy { written.contains(Double(String(format: "%.16G", Double($0)!))!) }, "every mean to 16 digits")
  }

  @Test func theSameFolderGivesTheSameBytesAndChineseHasItsWords() throws {
    let scratch = Scratch()
    try folder(scratch, "--lang", "zh")
    for name in ["one.xlsx", "two.xlsx"] {
      let outcome = try Command.run("export", "r", "--xlsx", "--lang", "zh", "--out", name, in: scratch.folder)
      #expect(outcome.exit == 0, "\(outcome)")
    }
    #expect(scratch.content("one.xlsx") != nil && scratch.content("one.xlsx") == scratch.content("two.xlsx"))
    let parts = try parts(scratch, "one.xlsx")
    #expect(parts["xl/workbook.xml"]?.contains("\"摘要\"") == true)
    // A file that is there goes only when that is said.
    try scratch.write("mine", as: "two.xlsx")
    let over = try Command.run("export", "r", "--xlsx", "--lang", "zh", "--out", "two.xlsx", in: scratch.folder)
    #expect(
      over.exit == 73 && over.errors.contains("[would-overwrite]") && over.errors.contains("--replace"), "\(over)")
    #expect(scratch.content("two.xlsx") == Data("mine".utf8))
    let replaced = try Command.run(
      "export", "r", "--xlsx", "--lang", "zh", "--out", "two.xlsx", "--replace", in: scratch.folder)
    #expect(replaced.exit == 0 && scratch.content("two.xlsx") == scratch.content("one.xlsx"), "\(replaced)")
    // Headings and codes are words; of a meaning in two languages one is there.
    let cells = parts.filter { $0.key.hasPrefix("xl/worksheets/") }.mapValues { sheet in
      sheet.matches(of: #/<is><t[^>]*>([^<]*)</#).map { String($0.1) }
    }
    let headings = parts.filter { $0.key.hasPrefix("xl/worksheets/") }.values.flatMap { sheet in
      (sheet.firstMatch(of: #/<row r="1".*?<\/row>/#).map { $0.output } ?? "").matches(of: #/<t[^>]*>([^<]*)</#).map {
        String($0.1)
      }
    }
    let english = headings.filter { !$0.isEmpty && $0.allSatisfy(\.isASCII) }
    // The title is the scenario's own.
    #expect(headings.count > 90 && Set(english) == ["=1+1"], "\(headings)")
    let all = Set(cells.values.joined())
    for code in ["none", "linkage", "assumed", "verified", "bounded", "group", "yes", "Cash at the start."] {
      #expect(!all.contains(code), "\(code)")
    }
    for word in ["中心户+合作社", "假设", "已核实", "两端之间", "旗", "组", "是"] { #expect(all.contains(word), "\(word)") }
    #expect(parts.values.contains { $0.contains("户均历年平均收入") && $0.contains("蒙特卡洛标准误") })
    let more = try Command.run(
      "export", "r", "--xlsx", "--levels", "banner,gacha", "--out", "g.xlsx", in: scratch.folder)
    #expect(more.exit == 0 && scratch.content("g.xlsx") != scratch.content("one.xlsx"), "\(more)")
  }

  /// `benefits.csv` of an English run in a Chinese workbook: every number, and every word in Chinese.
  @Test func benefitsHaveTheWordsOfTheWorkbook() throws {
    let scratch = Scratch()
    try folder(scratch)
    let outcome = try Command.run("export", "r", "--xlsx", "--lang", "zh", "--out", "z.xlsx", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    let parts = try parts(scratch, "z.xlsx")
    #expect(parts["xl/workbook.xml"]?.contains("\"效益与费用\"") == true)
    let sheet = try #require(parts["xl/worksheets/sheet8.xml"])
    let table = try scratch.table("r/benefits.csv")
    #expect(sheet.matches(of: #/<row /#).count == table.rows.count + 1)
    let written = Set(sheet.matches(of: #/<v>([^<]+)</#).compactMap { Double($0.1) })
    for column in ["mean", "ci95Low", "perHouseholdYear"] {
      let place = try table.column(column)
      let numbers = table.rows.compactMap { Double($0[place]) }
      #expect(numbers.count > 20)
      #expect(numbers.allSatisfy { written.contains(Double(String(format: "%.16G", $0))!) }, "\(column)")
    }
    for words in ["全旗牧户", "售畜减购畜", "净效益", "以上各项之和。", "折合每户每年"] { #expect(sheet.contains(words), "\(words)") }
    #expect(!sheet.contains("Sum of the items above.") && !sheet.contains("animals sold less bought"))
  }

  @Test func aDecompositionHasItsChannels() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "run: {years: 1, replicates: 4}")
    let run = try Command.run("decompose", "small.yaml", "--quiet", "--out", "d", in: scratch.folder)
    try #require(run.exit == 0, "\(run)")
    let outcome = try Command.run("export", "d", "--xlsx", "--out", "d.xlsx", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(try parts(scratch, "d.xlsx")["xl/workbook.xml"]?.contains("\"Channels\"") == true)
  }

  @Test func whatCannotBeWrittenIsSaidAndNothingIsLeft() throws {
    let scratch = Scratch()
    try folder(scratch)
    let plain = try Command.run("export", "r", in: scratch.folder)
    #expect(plain.exit == 0 && plain.output == "r.xlsx\n", "\(plain)")
    let level = try Command.run("export", "r", "--xlsx", "--levels", "banner,village", in: scratch.folder)
    #expect(level.exit == 65 && level.errors.contains("[unknown-level]") && level.errors.contains("gacha"), "\(level)")
    let nowhere = try Command.run("export", "r", "--xlsx", "--out", "no/where.xlsx", in: scratch.folder)
    #expect(nowhere.exit == 73 && nowhere.errors.contains("[cannot-create]"), "\(nowhere)")
    let over = try Command.run("export", "r", "--xlsx", "--out", "r/places.csv", in: scratch.folder)
    #expect(over.exit == 73 && over.errors.contains("[would-overwrite]"), "\(over)")
    let full = try Command.run("export", "r", "--xlsx", "--out", "/dev/full", in: scratch.folder)
    #expect(full.exit == 73 && full.errors.contains("[cannot-create]"), "\(full)")
  }

  /// A table of more rows than a sheet has goes on in another one.
  @Test func moreRowsThanASheetGoOnInAnother() throws {
    let scratch = Scratch()
    try folder(scratch)
    let row = try scratch.table("r/ratios.csv")
    let line = row.header.joined(separator: ",") + "\r\n"
    let rest = String(repeating: ",", count: row.header.count - 1)
    try scratch.write(line + String(repeating: "none\(rest)\r\n", count: 1_048_577), as: "r/ratios.csv")
    let rows = try Command.run("export", "r", "--xlsx", "--out", "many.xlsx", in: scratch.folder)
    #expect(rows.exit == 0 && rows.errors.contains("[changed-file]"), "\(rows)")
    let parts = try parts(scratch, "many.xlsx")
    #expect(parts["xl/workbook.xml"]?.contains("\"Ratios 2\"") == true)
    #expect(parts["xl/workbook.xml"]?.contains("\"Ratios 3\"") == false)
    #expect(parts.values.contains { $0.contains("ref=\"A1048576\"") || $0.contains("<row r=\"1048576\"") })
    #expect(parts.values.contains { $0.contains("<row r=\"3\"") && !$0.contains("<row r=\"4\"") })
  }

  /// What a sweep of tens of thousands of values has written is read again.
  @Test func aSweepOfManyValuesIsExported() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "run: {years: 1, replicates: 4}")
    let sweep = try Command.run(
      "sweep", "small.yaml", "--arms", "none,linkage", "--quiet", "--out", "o", "--vary",
      "cooperatives.labourSaving=0.1,0.2",
      in: scratch.folder)
    try #require(sweep.exit == 0, "\(sweep)")
    let text = String(decoding: try #require(scratch.content("o/scenario.resolved.yaml")), as: UTF8.self)
    let many = (0..<40_000).map { "\(0.1 + Double($0) / 200_000)" }.joined(separator: ", ")
    let wide = text.replacing("0.1, 0.2", with: many)
    #expect(wide.utf8.count > text.utf8.count + 100_000, "\(text.suffix(1500))")
    try scratch.write(wide, as: "o/scenario.resolved.yaml")
    let outcome = try Command.run("export", "o", "--xlsx", "--out", "o.xlsx", in: scratch.folder)
    #expect(outcome.exit == 0 && !outcome.errors.contains("[too-many-values]"), "\(outcome)")
  }
}
