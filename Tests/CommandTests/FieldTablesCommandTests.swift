import Foundation
import Testing

/// Tables and networks as people of the field bring them (`Tests/FieldCases`, each with where it is from and what should come of
/// it), and more of each kind.
@Suite struct FieldTablesCommandTests {
  private static let folder = Command.repository + "/Tests/FieldCases/"

  private static func multipliers(_ outcome: Command.Outcome) throws -> [Double] {
    let rows = try #require(try jsonObject(outcome.outputBytes)["accounts"] as? [[String: Any]])
    return rows.compactMap { $0["outputI"] as? Double }.map { ($0 * 1000).rounded() / 1000 }
  }

  private static func table(_ text: String, _ options: String...) throws -> Command.Outcome {
    let scratch = Scratch()
    return try Command.run(
      ["multiplier", try scratch.write(text, as: "table.csv"), "--format", "json"] + options, in: scratch.folder)
  }

  // MARK: Totals

  /// "Total output" is a name of totals; under one that is none, it is found by its amounts, and the warning says what it equals.
  @Test func aTotalOfAnotherName() throws {
    let file = Self.folder + "01-io-total-other-name/table.csv"
    let outcome = try Command.run("multiplier", file, "--format", "json")
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(try Self.multipliers(outcome) == [1.518, 1.452])
    let other = try String(contentsOfFile: file, encoding: .utf8).replacing("Total output", with: "Produksi bruto")
    let found = try Self.table(other)
    #expect(
      found.exit == 0
        && found.errors.contains(
          "table.csv:1:38: warning: Produksi bruto: the column equals the sum of all other columns"),
      "\(found)")
    #expect(try Self.multipliers(found) == [1.518, 1.452])
    let strict = try Self.table(other, "--strict")
    #expect(strict.exit == 65 && strict.output.isEmpty && strict.errors.contains("[sum-left-out]"), "\(strict)")
  }

  /// A column alone, two names, and totals marked by hand as final demand and value added: multipliers are the same.
  @Test(arguments: [
    ",farms,trade,final:c,Gesamte Verwendung\nfarms,150,500,350,1000\ntrade,200,100,1700,2000\nvalue:v,650,1400,,2050\n",
    ",farms,trade,final:c,Outlays\nfarms,150,500,350,1000\ntrade,200,100,1700,2000\nvalue:v,650,1400,,2050\nReceipts,1000,2000,2050,\n",
    ",farms,trade,final:c,final:全部\nfarms,150,500,350,1000\ntrade,200,100,1700,2000\nvalue:v,650,1400,,2050\nvalue:全部投入,1000,2000,2050,\n",
    ",farms,trade,中间,final:c\nfarms,150,500,650,350\ntrade,200,100,300,1700\n中间,350,600,950,2050\nvalue:v,650,1400,2050,\n",
  ])
  func totalsOfThisKind(text: String) throws {
    let outcome = try Self.table(text)
    #expect(outcome.exit == 0 && outcome.errors.contains("[sum-left-out]"), "\(outcome)")
    #expect(try Self.multipliers(outcome) == [1.518, 1.452])
  }

  // MARK: Numbers

  /// No advice may change a number.
  @Test func decimalCommas() throws {
    let outcome = try Command.run("multiplier", Self.folder + "03-cell-decimal-comma-advice/table.csv")
    #expect(outcome.exit == 65 && outcome.errors.contains("150.5"), "\(outcome)")
    for wrong in ["1505", "50025", "1.7005"] { #expect(!outcome.errors.contains(wrong), "\(outcome)") }
  }

  @Test func exponents() throws {
    let outcome = try Command.run("multiplier", Self.folder + "04-cell-exponent-advice/table.csv")
    #expect(outcome.exit == 65, "\(outcome)")
    for wrong in ["e+29", "e+35", "write 1500"] { #expect(!outcome.errors.contains(wrong), "\(outcome)") }
  }

  @Test func negativeInventories() throws {
    let outcome = try Command.run(
      "multiplier", Self.folder + "25-io-negative-inventories/table.csv", "--format", "json")
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(try Self.multipliers(outcome) == [1.518, 1.452])
  }

  @Test func anOlderChineseFile() throws {
    let outcome = try Command.run("multiplier", Self.folder + "27-io-gb18030/table.csv")
    #expect(outcome.exit == 65 && outcome.errors.contains("GB 18030"), "\(outcome)")
  }

  // MARK: Herds

  @Test func cowsBeforeCalves() throws {
    let outcome = try Command.run("herd", Self.folder + "22-herd-adults-first/herd.csv", "--format", "json")
    #expect(outcome.exit == 0 && outcome.errors.contains("put it before 'cow' [class-order]"), "\(outcome)")
    let scratch = Scratch()
    let lines = try String(contentsOfFile: Self.folder + "22-herd-adults-first/herd.csv", encoding: .utf8)
      .split(separator: "\n").map(String.init)
    // The remedy, applied: the growth of the herd in the right order, and no warning.
    let right = try scratch.write((lines[..<5] + [lines[6], lines[5]]).joined(separator: "\n"), as: "herd.csv")
    let again = try Command.run("herd", right, "--format", "json")
    #expect(again.exit == 0 && again.errors.isEmpty, "\(again)")
    let growth = try #require(try jsonObject(again.outputBytes)["growthPerYear"] as? Double)
    #expect(abs(growth - 0.0026) < 5e-5)
  }

  @Test func aHerdThatNeverSettles() throws {
    let outcome = try Command.run("herd", Self.folder + "32-herd-periodic/herd.csv")
    #expect(outcome.exit == 65 && outcome.errors.contains("[no-stable-herd]") && outcome.output.isEmpty, "\(outcome)")
  }

  // MARK: Files of other programs

  /// A network of another program is that of the table with the same households and ties.
  @Test(arguments: [
    ("23-net-other-formats/g.graphml", true, "id\na\nb\n", "source,target\na,b\n"),
    ("23-net-other-formats/p.net", false, "id\na\nb\nc\n", "source,target,weight\na,b,1\n"),
    ("23-net-other-formats/adj.csv", false, "id\na\nb\n", "source,target,weight\na,b,1\n"),
    (
      "formats/networkx.graphml", true, "id,gacha,joined\na,Bayan,2014\nb,Bayan,2015\nc,Nomin,\nalone,Nomin,\n",
      "source,target,layer,weight\na,b,kin,2\nb,c,trade,1\n"
    ),
    ("formats/igraph.graphml", false, "id\nann\nbob\ncai\n", "source,target,weight\nann,bob,1\nbob,cai,2.5\n"),
    ("formats/networkx.net", false, "id\na\nb\nc\nalone\n", "source,target,weight\na,b,2\nb,c,1\n"),
  ])
  func networksOfOtherPrograms(file: String, isDirected: Bool, households: String, ties: String) throws {
    let scratch = Scratch()
    try scratch.write(households, as: "households.csv")
    try scratch.write(ties, as: "ties.csv")
    let direction = isDirected ? ["--directed"] : []
    let own = try Command.run(
      ["network", "--ties", "ties.csv", "--households", "households.csv", "--json"] + direction, in: scratch.folder)
    let other = try Command.run("network", "--ties", Self.folder + file, "--json", in: scratch.folder)
    #expect(own.exit == 0 && other.exit == 0, "\(own) \(other)")
    #expect(other.output.replacing(Self.folder + file, with: "ties.csv") == own.output)
    #expect(own.output.contains("\"ties\": "))
  }

  @Test func workbooks() throws {
    let formats = Self.folder + "formats/"
    let table = try Command.run("multiplier", formats + "table.xlsx", "--format", "json")
    #expect(try Self.multipliers(table) == [1.518, 1.452])
    let cells = try Command.run("multiplier", formats + "xlsxwriter.xlsx")
    #expect(cells.exit == 65 && cells.errors.contains("xlsxwriter.xlsx#C2: héllo: found '2014-05-01'"), "\(cells)")
    let ask = try Command.run("network", "--ties", formats + "openpyxl.xlsx")
    #expect(
      ask.exit == 65 && ask.errors.contains("the sheets 农户, 联系; name one behind #, such as 'file.xlsx#农户' [no-sheet]"),
      "\(ask)")
    let network = try Command.run(
      "network", "--ties", formats + "openpyxl.xlsx#联系", "--households", formats + "openpyxl.xlsx#农户")
    #expect(network.exit == 0, "\(network)")
    let wrong = try Command.run("run", formats + "openpyxl.xlsx")
    #expect(wrong.exit == 65 && wrong.errors.contains("the file is an Excel workbook"), "\(wrong)")
  }
}
