import Foundation
import Testing

/// Networks, histories and sweeps as people of the field have them: read, or told in words that help.
@Suite struct FieldCasesCommandTests {
  static let ties = "source,target\na,b\nb,c\nc,d\nd,e\ne,f\na,f\n"

  static func households(_ joined: [String]) -> String {
    "id,gacha,sheepUnits,joined\n"
      + zip("abcdef", joined).enumerated().map { "\($1.0),G,\(10 * $0 + 10),\($1.1)\n" }.joined()
  }

  /// Runs a command in a folder with files.
  static func run(_ arguments: String, _ files: [String: String]) throws -> Command.Outcome {
    let scratch = Scratch()
    let folder = scratch.path("case")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
    return try Command.run(arguments.split(separator: " ").map(String.init), in: folder)
  }

  static func describe(_ joined: [String], _ options: String = "") throws -> Command.Outcome {
    try run(
      "diffusion describe --ties ties.csv --households households.csv --permutations 19 " + options,
      ["ties.csv": ties, "households.csv": households(joined)])
  }

  @Test func datesOfASpreadsheetAreNoPeriods() throws {
    let joined = ["41760", "41791", "42124", "42156", "42522", ""]
    for outcome in [
      try Self.describe(joined),
      try Self.run(
        "diffusion fit --ties ties.csv --households households.csv",
        ["ties.csv": Self.ties, "households.csv": Self.households(joined)]),
    ] {
      #expect(
        outcome.exit == 65 && outcome.output.isEmpty && outcome.errors.contains("write the year or a quarter")
          && outcome.errors.contains("[date-serial]"), "\(outcome)")
    }
    // One among years may be a slip, and is told.
    let slip = try Self.describe(["2012", "2013", "2014", "41760", "", "2013"])
    #expect(slip.exit == 65 && slip.errors.contains("at most 10,000 can be studied"), "\(slip)")
  }

  @Test func mostPeriodsEmptyAreTold() throws {
    let joined = ["1760", "1791", "2124", "2156", "2522", ""]
    let outcome = try Self.describe(joined)
    #expect(outcome.exit == 0 && outcome.errors.contains("nobody adopts in 758 of the 763 periods"), "\(outcome)")
    #expect(outcome.errors.contains("[empty-periods]"), "\(outcome)")
    #expect(try Self.describe(joined, "--strict").exit == 65)
  }

  @Test func monthsAreNoPeriods() throws {
    for joined in [["201411", "201412", "201501", "201501", "201502", ""], ["202012", "202101", "", "", "", ""]] {
      let outcome = try Self.describe(joined)
      #expect(outcome.exit == 65 && outcome.errors.contains("joined: found year and month from"), "\(outcome)")
    }
    let plain = try Self.describe(["202001", "202002", "202003", "", "", ""])
    #expect(plain.exit == 0 && plain.errors.isEmpty, "\(plain)")
  }

  @Test func codesAmongPeriodsAreTold() throws {
    for code in ["9999", "0"] {
      let outcome = try Self.describe(["2012", "2013", "2014", code, code, "2013"])
      #expect(outcome.errors.contains("\(code) (2 times) stand apart"), "\(outcome)")
    }
  }

  /// Who adopted after the end of the study has not adopted in it.
  @Test func laterAdoptersAreCensored() throws {
    let outcome = try Self.describe(["1", "2", "3", "5", "5", "2"], "--last 4")
    #expect(outcome.exit == 0 && outcome.output.contains("6 households, 4 adopted"), "\(outcome)")
    #expect(
      outcome.errors.contains("2 households adopted after period 4 and count as not yet adopted [censored]"),
      "\(outcome)")
    // Like a table in which they have no period.
    #expect(try Self.describe(["1", "2", "3", "", "", "2"], "--last 4").output == outcome.output)
    let wave = try Self.describe(["1", "2", "3", "5", "5", "2"], "--last 1")
    #expect(wave.exit == 0 && wave.output.contains("6 households, 1 adopted"), "one wave is described: \(wave)")
    let early = try Self.describe(["1", "2", "3", "5", "5", "2"], "--first 2")
    #expect(early.exit == 65 && early.errors.contains("give --first 1 or earlier"), "\(early)")
  }

  @Test func aTieWithoutAnEndIsTold() throws {
    for word in ["NA", "", "NULL", "n/a", "."] {
      let outcome = try Self.run(
        "network --ties ties.csv", ["ties.csv": "from,to\na,b\n\(word),c\n\(word),d\ne,\(word)\n"])
      #expect(outcome.exit == 65 && outcome.errors.split(separator: "\n").count == 3, "\(outcome)")
      #expect(
        outcome.errors.contains("ties.csv:3:1: source") && outcome.errors.contains("[missing-value]"), "\(outcome)")
    }
  }

  @Test func noValueAmongCovariatesIsNone() throws {
    let table = "id,joined,size\na,1,5\nb,2,NA\nc,3,n/a\nd,3,.\ne,2,7\nf,,6\n"
    let outcome = try Self.run(
      "diffusion fit --ties ties.csv --households households.csv --covariates size",
      ["ties.csv": Self.ties, "households.csv": table])
    #expect(!outcome.errors.contains("covariate-not-a-number"), "\(outcome)")
    let comma = try Self.run(
      "diffusion fit --ties ties.csv --households households.csv --covariates size",
      ["ties.csv": Self.ties, "households.csv": table.replacingOccurrences(of: "7", with: "\"7,5\"")])
    #expect(
      comma.exit == 65
        && comma.errors.contains("write 7.5, with a decimal point, or declare decimal commas (--decimal-comma)"),
      "\(comma)")
  }

  @Test func decimalCommasAreReadWhereDeclared() throws {
    let point = try Self.run("network --ties ties.csv", ["ties.csv": "source,target,weight\na,b,0.5\nb,c,1.5\nc,a,2\n"])
    for text in [
      "source;target;weight\na;b;0,5\nb;c;1,5\nc;a;2\n", "source,target,weight\na,b,\"0,5\"\nb,c,\"1,5\"\nc,a,2\n",
    ] {
      let comma = try Self.run("network --ties ties.csv --decimal-comma", ["ties.csv": text])
      #expect(comma.exit == 0 && comma.output == point.output, "\(comma)")
    }
    let undeclared = try Self.run("network --ties ties.csv", ["ties.csv": "source;target;weight\na;b;0,5\n"])
    #expect(
      undeclared.exit == 65 && undeclared.errors.contains("declare decimal commas (--decimal-comma)"), "\(undeclared)")
  }

  @Test func chineseTablesAreRead() throws {
    let english = try Self.describe(["1", "2", "3", "", "", "2"])
    let chinese = try Self.run(
      "diffusion describe --ties ties.csv --households households.csv --permutations 19",
      [
        "ties.csv": Self.ties.replacingOccurrences(of: "source,target", with: "起点,终点"),
        "households.csv": Self.households(["1", "2", "3", "", "", "2"])
          .replacingOccurrences(of: "id,gacha,sheepUnits,joined", with: "户编号,嘎查,羊单位,入社时间"),
      ])
    #expect(chinese.exit == 0 && chinese.output == english.output, "\(chinese)")
  }

  /// Sixty households in two villages, and a scenario on them.
  static let roster: [String: String] = [
    "households.csv": "id,gacha,sheepUnits\n"
      + (0..<60).map { "H\($0 + 10),\($0 < 30 ? "Bayan" : "Hudag"),\(105 + 5 * $0)\n" }.joined(),
    "scenario.yaml": """
    schema: 1
    base: \(Command.repository)/scenarios/ewenki.yaml
    title: {en: case, zh: 例}
    places:
      roster: {households: households.csv}
      gridCount: 4
      cooperativeCount: 1
      partyMemberCount: 5

    """,
  ]

  @Test func aScenarioOnDoubtfulTablesIsTold() throws {
    var files = Self.roster
    #expect(try Self.run("check scenario.yaml", files).exit == 0)
    files["households.csv"]! += "Total,Hudag,15150\n"
    let total = try Self.run("check scenario.yaml", files)
    #expect(total.exit == 65 && total.errors.contains("the sum of the other 60 rows"), "\(total)")
    files["households.csv"] = Self.roster["households.csv"]!.replacingOccurrences(of: "H12,Bayan", with: "H12,bayan")
    let spelt = try Self.run("check scenario.yaml", files)
    #expect(spelt.exit == 0 && spelt.errors.contains("did you mean 'Bayan'?"), "\(spelt)")
    #expect(try Self.run("check --strict scenario.yaml", files).exit == 65)
    files["households.csv"] = nil
    files["margins.csv"] = "gacha,sumu,households\nBayan,Y,31\nHudag,Y,44\nW,Y,75\n"
    files["scenario.yaml"] = Self.roster["scenario.yaml"]!.replacingOccurrences(
      of: "roster: {households: households.csv}", with: "margins: margins.csv")
    let margins = try Self.run("check scenario.yaml", files)
    #expect(
      margins.exit == 0 && margins.errors.contains("warning: gacha: 75 of 'W' is the sum of the other 2 gacha"),
      "\(margins)")
  }

  @Test func aSweepIsRunAgainFromItsTable() throws {
    let scratch = Scratch()
    let folder = scratch.path("case")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in Self.roster { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
    let arms = ["scenario.yaml", "--arms", "none,linkage", "--years", "1", "--replicates", "16", "--quiet"]
    func sweep(_ design: [String], _ out: String) throws -> Data? {
      let outcome = try Command.run(["sweep"] + arms + design + ["--out", out], in: folder)
      #expect(outcome.exit == 0, "\(outcome)")
      return FileManager.default.contents(atPath: folder + "/\(out)/effects.csv")
    }
    let first = try sweep(["--vary", "cooperatives.labourSaving=0.05:0.4", "--design", "lhs", "--samples", "6"], "a")
    #expect(try first != nil && sweep(["--design", "a/design.csv"], "b") == first)
    // As a spreadsheet saves it.
    let table = try String(contentsOfFile: folder + "/a/design.csv", encoding: .utf8)
    let saved =
      "\u{FEFF}" + table.split(whereSeparator: \.isNewline).map { $0 + ",," }.joined(separator: "\r\n") + "\r\n,,,\r\n"
    try saved.write(toFile: folder + "/saved.csv", atomically: true, encoding: .utf8)
    #expect(try sweep(["--design", "saved.csv"], "c") == first)
  }

  @Test func aRunIsTheSameTwice() throws {
    let scratch = Scratch()
    let folder = scratch.path("case")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in Self.roster { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
    for (out, threads) in [("a", "1"), ("b", "2")] {
      let outcome = try Command.run(
        ["run", "scenario.yaml", "--years", "1", "--replicates", "32", "--threads", threads, "--out", out, "--quiet"],
        in: folder)
      #expect(outcome.exit == 0, "\(outcome)")
    }
    for table in ["outcomes.csv", "differences.csv"] {
      let bytes = FileManager.default.contents(atPath: folder + "/a/" + table)
      #expect(bytes != nil && bytes == FileManager.default.contents(atPath: folder + "/b/" + table), "\(table)")
    }
  }

  /// The seed is no factor; the message says how it is varied.
  @Test func theSeedIsNoFactor() throws {
    for (key, option) in [("run.seed=1,2,3", "--seed"), ("run.replicates=16,32", "--replicates")] {
      let outcome = try Self.run(
        "sweep scenario.yaml --arms none,linkage --years 1 --replicates 16 --vary \(key) --out out --quiet", Self.roster
      )
      #expect(outcome.exit == 65 || outcome.exit == 64, "\(outcome)")
      #expect(!outcome.errors.contains("did you mean 'run.") && outcome.errors.contains(option), "\(outcome)")
    }
  }
}
