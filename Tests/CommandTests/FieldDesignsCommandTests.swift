import Foundation
import Testing

/// Tables of points and published margins as spreadsheets write them.
@Suite struct FieldDesignsCommandTests {
  private static let scenario = "schema: 1\nbase: \(Command.repository)/scenarios/ewenki.yaml\n"
  private static let points = """
    herds.sheep.priceYuanPerKg,herds.cattle.priceYuanPerKg,policy.cooperatives.enabled
    26.5,31,true
    1,32.25,false

    """

  /// Plans a sweep over a table; the points as the sweep has them.
  private static func plan(_ table: String, _ options: [String] = [], block: String = "") throws -> (
    outcome: Command.Outcome, points: String
  ) {
    let scratch = Scratch()
    try scratch.write(scenario + block, as: "s.yaml")
    try scratch.write(table, as: "d.csv")
    let design = block.isEmpty ? ["--design", "d.csv"] : []
    let outcome = try Command.run(
      ["plan", "s.yaml", "--shards", "1", "--out", "p"] + design + options, in: scratch.folder)
    return (outcome, scratch.content("p/design.csv").map { String(decoding: $0, as: UTF8.self) } ?? "")
  }

  @Test func decimalCommasAreReadWhereDeclared() throws {
    let plain = try Self.plan(Self.points)
    #expect(plain.outcome.exit == 0 && plain.points.contains("0,26.5,31,true"), "\(plain)")
    let semicolons = Self.points.replacing(",", with: ";").replacing("26.5", with: "26,5")
      .replacing("32.25", with: "32,25")
    let declared = try Self.plan(semicolons, ["--decimal-comma"])
    #expect(declared.outcome.exit == 0 && declared.points == plain.points, "\(declared)")
    let stated = try Self.plan(semicolons, block: "design: {file: d.csv, decimal: comma}\n")
    #expect(stated.outcome.exit == 0 && stated.points == plain.points, "\(stated)")
    let full = try Self.plan(Self.points.replacing("26.5", with: "２６.5").replacing("true", with: "TRUE"))
    #expect(full.outcome.exit == 0 && full.points == plain.points, "\(full)")
    let undeclared = try Self.plan(semicolons).outcome
    #expect(
      undeclared.exit == 65
        && undeclared.errors.contains(
          "or declare decimal commas (design.decimal: comma, or --decimal-comma) [csv-syntax]"),
      "\(undeclared)")
    let quoted = try Self.plan(Self.points.replacing("26.5", with: "\"26,5\"")).outcome
    #expect(
      quoted.exit == 65 && quoted.errors.contains("d.csv:2:1: herds.sheep.priceYuanPerKg: found '26,5'")
        && quoted.errors.contains("write 26.5, with a decimal point"), "\(quoted)")
    let unneeded = try Self.plan(Self.points, ["--vary", "run.years=1"], block: "design: {decimal: comma}\n").outcome
    #expect(unneeded.exit == 65 && unneeded.errors.contains("design.decimal"), "\(unneeded)")
  }

  @Test(arguments: ["Total", "平均", "Summe", "Итого", "mean"]) func sumsAreNoPoints(word: String) throws {
    let table = "point," + Self.points.replacing("\n26.5", with: "\n0,26.5").replacing("\n1,", with: "\n1,1,")
    #expect(try Self.plan(table).outcome.exit == 0)
    let named = try Self.plan(table + "\(word),27.5,63.25,true\n").outcome
    #expect(
      named.exit == 65 && named.errors.contains("d.csv:4:1: point: '\(word)' is the name of a sum or a mean"),
      "\(named)")
  }

  @Test func doubtsAboutPointsAreTold() throws {
    let header = "herds.sheep.priceYuanPerKg,herds.cattle.priceYuanPerKg,market.wageYuanPerDay\n"
    let sum = header + "20,30,100\n21,31,110\n22,32,120\n23,33,130\n86,126,460\n"
    let told = try Self.plan(sum).outcome
    #expect(
      told.exit == 0
        && told.errors.contains("d.csv:6:1: warning: herds.sheep.priceYuanPerKg: 86 is the sum of the other 4")
        && told.errors.contains("[sum-row]"), "\(told)")
    let strict = try Self.plan(sum, ["--strict"]).outcome
    #expect(strict.exit == 65 && strict.errors.contains("[sum-row]"), "\(strict)")
    let code = header + "20,30,100\n21,31,999\n22,32,120\n23,33,999\n24,35,130\n"
    let coded = try Self.plan(code).outcome
    #expect(coded.exit == 0 && coded.errors.contains("999 (2 times) stand apart"), "\(coded)")
    // Levels that add up by chance are not told.
    let levels = try Self.plan("herds.sheep.priceYuanPerKg\n1\n2\n3\n6\n").outcome
    #expect(levels.exit == 0 && levels.errors.isEmpty, "\(levels)")
  }

  @Test func marginsWithDecimalCommasAreRead() throws {
    let files = [
      "m.csv": "gacha;sumu;pastureMu;households\nBayan;Y;;30\nHudag;Y;;30\n;;0-1.500,5;20\n;;1.500,5-;40,0\n",
      "s.yaml": Self.scenario
        + "places:\n  margins: {file: m.csv, decimal: comma}\n  gridCount: 4\n  cooperativeCount: 1\n  partyMemberCount: 5\n",
    ]
    let read = try FieldCasesCommandTests.run("check s.yaml", files)
    #expect(read.exit == 0, "\(read)")
    var undeclared = files
    undeclared["s.yaml"]!.replace("{file: m.csv, decimal: comma}", with: "m.csv")
    let told = try FieldCasesCommandTests.run("check s.yaml", undeclared)
    #expect(
      told.exit == 65
        && told.errors.contains("or declare decimal commas (places.margins: {file: …, decimal: comma}) [csv-syntax]"),
      "\(told)")
    // The resolved scenario says it too, and is read back.
    let shown = try FieldCasesCommandTests.run("show s.yaml", files)
    #expect(shown.exit == 0 && shown.output.contains("decimal: comma}"), "\(shown)")
  }
}
