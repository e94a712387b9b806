import Foundation
import Testing

/// Tables of the tools as people of the field write them: what would be silently wrong is told, what is plain is read.
///
/// Remedies of the same messages are in `RemedyCommandTests`.
@Suite struct FieldToolsCommandTests {
  private static func run(_ files: [String: String], _ arguments: String...) throws -> Command.Outcome {
    let scratch = Scratch()
    for (name, text) in files { try scratch.write(text, as: name) }
    return try Command.run(arguments.flatMap { $0.split(separator: " ").map(String.init) }, in: scratch.folder)
  }

  // MARK: Sales

  private static let sales = [96, 195, 238, 380, 1045, 1230, 1267, 1828, 1586, 1673, 1800, 1580, 1500]

  private static func sales(_ label: (Int) -> String, header: String = "year,sales") -> String {
    header + "\n" + sales.enumerated().map { "\(label($0.offset)),\($0.element)\n" }.joined()
  }

  private static func bass(_ table: String, _ options: String = "") throws -> Command.Outcome {
    try run(["t.csv": table], "diffusion bass t.csv --format csv", options)
  }

  /// Years, quarters, months, dates and numbers are periods, whatever they are written like.
  @Test(arguments: [
    "year", "quarter", "chinese quarter", "month", "chinese month", "year and month", "date", "first of the year",
    "serial",
  ])
  func periodsOfSales(kind: String) throws {
    let table = Self.sales { k in
      switch kind {
      case "quarter": "\(2001 + k / 4)Q\(k % 4 + 1)"
      case "chinese quarter": "\(2001 + k / 4)年第\(["一", "二", "三", "四"][k % 4])季度"
      case "month": "\(2001 + (k + 8) / 12)-\((k + 8) % 12 + 1)"
      case "chinese month": "\(2001 + (k + 8) / 12)年\((k + 8) % 12 + 1)月"
      case "year and month": "\((2001 + (k + 8) / 12) * 100 + (k + 8) % 12 + 1)"
      case "date": "2001-\(k / 2 + 1)-\(k % 2 == 0 ? "03" : "21")"
      case "first of the year": "\(2001 + k)-01-01"
      case "serial": "\(36892 + 365 * k + k / 4)"
      default: "\(2001 + k)"
      }
    }
    let outcome = try Self.bass(table)
    let plain = try Self.bass(Self.sales { "\($0 + 1)" }, "")
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    func curve(_ outcome: Command.Outcome) -> [[Substring]] {
      outcome.output.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }.map {
        Array($0.dropFirst(2))
      }
    }
    #expect(curve(outcome) == curve(plain) && curve(plain).count == 14)
  }

  @Test(arguments: [
    ("2007", "2006-02", ""), ("2003", "", "[missing-row]"), ("2003", "2004", "[period-order]"),
    ("2013", "All", "[sum-row]"), ("2013", "平均", "[sum-row]"), ("2013", "ИТОГО", "[sum-row]"),
    ("2013", "Zwischensumme", "[sum-row]"),
  ])
  func rowsThatAreNoPeriod(year: String, label: String, code: String) throws {
    let table = Self.sales { "\(2001 + $0)" }
    let lines = table.split(separator: "\n").filter { !label.isEmpty || !$0.hasPrefix(year) }
    let changed = lines.joined(separator: "\n").replacing("\n\(year),", with: "\n\(label),") + "\n"
    let outcome = try Self.bass(changed)
    // A label of another kind says nothing of order: the rows are taken as they stand.
    if code.isEmpty {
      #expect(outcome.exit == 0, "\(outcome)")
    } else {
      #expect(outcome.exit == 65 && outcome.errors.contains(code) && outcome.output.isEmpty, "\(outcome)")
    }
  }

  @Test func doubtsOfSalesAreErrorsWithStrict() throws {
    let table = Self.sales { "\(2001 + $0)" }.replacing("1230", with: "9999").replacing("1267", with: "9999")
    let told = try Self.bass(table)
    #expect(
      told.exit == 0 && told.errors.contains("9999 (2 times)") && told.errors.contains("[missing-code]"), "\(told)")
    let strict = try Self.bass(table, "--strict")
    #expect(strict.exit == 65 && strict.output.isEmpty && strict.errors.contains("[missing-code]"), "\(strict)")
    let sums = try Self.bass(Self.sales { "\(2001 + $0)" } + "2014,\(Self.sales.reduce(0, +))\n")
    #expect(sums.errors.contains("is the sum of the other 13 periods"), "\(sums)")
  }

  // MARK: Matrices and satellites

  private static let matrix = ",lambs,hoggets,ewes\nlambs,0,0.4,0.48\nhoggets,0.85,0,0\newes,0,0.93,0.9\n"

  @Test(arguments: ["total", "合计", "Insgesamt", "Нийт"])
  func aStageThatIsASum(name: String) throws {
    let named = Self.matrix.replacing("ewes\n", with: "ewes,\(name)\n").replacing("0.48\n", with: "0.48,\n")
      .replacing("0,0\n", with: "0,0,\n").replacing("0.9\n", with: "0.9,\n")
    let outcome = try Self.run(["m.csv": named + "\(name),,,,\n"], "herd --matrix m.csv")
    #expect(outcome.exit == 65 && outcome.errors.contains("is the name of a sum, and a stage is animals"), "\(outcome)")
    #expect(outcome.errors.contains("[sum-row]") && outcome.output.isEmpty)
  }

  @Test func aMatrixThatIsPlainHasNoDoubt() throws {
    let outcome = try Self.run(["m.csv": Self.matrix], "herd --matrix m.csv --strict")
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
  }

  private static let accounts = """
    ,farms,trade,household:herders,final:outside
    farms,150,500,50,300
    trade,200,100,400,1300
    household:herders,300,500,50,150
    import:rest,350,900,500,

    """

  /// An empty cell of a satellite is none, a word for not known is refused; an account without amounts is told.
  @Test func satellitesThatAreNotKnown() throws {
    func effects(_ satellites: String, _ options: String = "") throws -> Command.Outcome {
      try Self.run(
        ["t.csv": Self.accounts, "j.csv": satellites], "multiplier t.csv --satellites j.csv --format csv", options)
    }
    let none = try effects("per year,farms,trade\njobs,120,0\n")
    let empty = try effects("per year,farms,trade\njobs,120,\n")
    #expect(none.exit == 0 && none.errors.isEmpty && none.output == empty.output, "\(none) \(empty)")
    for word in ["NA", "n/a", "缺失", "."] {
      let unknown = try effects("per year,farms,trade\njobs,120,\(word)\n")
      #expect(unknown.exit == 65 && unknown.errors.contains("[missing-value]"), "\(unknown)")
    }
    let missing = try effects("per year,farms\njobs,120\n")
    #expect(
      missing.output == none.output && missing.errors.contains("warning: trade: there are no amounts"), "\(missing)")
    #expect(try effects("per year,farms\njobs,120\n", "--strict").exit == 65)
  }

  @Test func aTurnedTable() throws {
    let turned = ",farms,trade,value:wages\nfarms,150,200,650\ntrade,500,100,1400\nfinal:outside,350,1700,\n"
    let outcome = try Self.run(["t.csv": turned], "multiplier t.csv")
    #expect(outcome.exit == 65 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.contains("outside: it is marked final: and has a row alone"))
    #expect(outcome.errors.contains("wages: it is marked value: and has a column alone"))
    // Imports may be a column of amounts below zero, as in Chinese tables.
    let imports =
      ",farms,trade,final:outside,import:rest\nfarms,150,500,400,-50\ntrade,200,100,1800,-100\nvalue:v,650,1400,,\n"
    #expect(try Self.run(["t.csv": imports], "multiplier t.csv").exit == 0)
  }

  /// Between thousands of a declared decimal comma stands a point, in a herd as in every table.
  @Test func thousandsOfAHerd() throws {
    let herd = """
      kind;stages;;;;
      step;month;;;;
      rates;hazard;;;;
      femaleBirthShare;0,5;;;;
      name;sex;durationDays;deathRate;offtakeRate;parturitionPerYear
      young;female;1.095;0,1;0,05;
      old;female;;0,2;0,1;0,9

      """
    let comma = try Self.run(["h.csv": herd], "herd h.csv --decimal-comma --format csv")
    let point = try Self.run(
      ["h.csv": herd.replacing(".", with: "").replacing(",", with: ".").replacing(";", with: ",")],
      "herd h.csv --format csv")
    #expect(comma.exit == 0 && point.exit == 0 && comma.output == point.output, "\(comma) \(point)")
  }

  // MARK: Networks

  /// Yes and no are ties and none, what is not known is none, and rows may stand in another order than columns.
  @Test(arguments: [
    ",a,b,c\na,,TRUE,FALSE\nb,TRUE,,TRUE\nc,FALSE,TRUE,\n", ",a,b,c\na,,是,否\nb,是,,是\nc,否,是,\n",
    ",a,b,c\nc,0,1,0\na,0,1,0\nb,1,0,1\n", ",a,b,c\na,NA,1,NA\nb,1,NA,1\nc,NA,1,NA\n",
    ",a,b,c,,\na,0,1,0,,\nb,1,0,1,,\nc,0,1,0,,\n,,,,,\n",
  ])
  func matricesOfTies(matrix: String) throws {
    let plain = try Self.run(["t.csv": ",a,b,c\na,0,1,0\nb,1,0,1\nc,0,1,0\n"], "network --ties t.csv --json")
    let outcome = try Self.run(["t.csv": matrix], "network --ties t.csv --json")
    #expect(plain.exit == 0 && plain.output.contains("\"ties\": 2"), "\(plain)")
    #expect(outcome.exit == 0 && outcome.output == plain.output, "\(outcome)")
  }

  /// Quarters are named as they are written.
  @Test func emptyQuarters() throws {
    let ids = (0..<24).map { "h\($0)" }
    let households = "id,joined\n" + ids.enumerated().map { "\($0.element),\(2010 + $0.offset / 4)Q3\n" }.joined()
    let ties = "source,target\n" + zip(ids, ids.dropFirst()).map { "\($0),\($1)\n" }.joined()
    let outcome = try Self.run(
      ["h.csv": households, "t.csv": ties], "diffusion describe --ties t.csv --households h.csv --permutations 19")
    #expect(outcome.errors.contains("of the 21 quarters from 2010Q3 to 2015Q3"), "\(outcome)")
  }

  // MARK: Units

  @Test(arguments: [
    ("草场面积（公顷）", "15 mu"), ("草场面积(万亩)", "10,000 mu"), ("草牧场/ha", "15 mu"), ("现金（万元）", "10,000 yuan"),
    ("人口（百人）", "100"), ("羊单位【千只】", "1,000"),
  ])
  func otherUnits(header: String, factor: String) throws {
    let ties = "source,target\na,b\n"
    let outcome = try Self.run(
      ["h.csv": "id,\(header)\na,2\nb,3\n", "t.csv": ties], "network --ties t.csv --households h.csv")
    #expect(outcome.exit == 65 && outcome.errors.contains("(1 of it is \(factor))"), "\(outcome)")
    let own = header.contains("草") ? "草场面积（亩）" : header.contains("现") ? "现金（元）" : "羊单位（只）"
    let read = try Self.run(
      ["h.csv": "id,\(own)\na,200\nb,300\n", "t.csv": ties], "network --ties t.csv --households h.csv --strict")
    #expect(read.exit == 0, "\(read)")
  }
}
