import Foundation
import Testing

/// The report of a calibration: numbers as in `targets.csv` and `ranges.csv`.
@Suite struct CalibrationReportCommandTests {
  @Test func targetsAndParametersAreThoseOfTheTables() throws {
    let scratch = Scratch()
    try scratch.scenario()
    try scratch.write(
      """
      name,outcome,ratio,time,value,error,use
      income,incomePerHead,,2020,26000,4%,fit
      members,membershipShare,,2020Q1,0.06,0.004,fit
      sales,salesYuanPerHousehold,incomePerHousehold,total mean,1,0.5,heldOut

      """, as: "targets.csv")
    let outcome = try Command.run(
      "calibrate", "small.yaml", "--targets", "targets.csv", "--vary", "herds.sheep.priceYuanPerKg=18:34", "--vary",
      "cooperatives.initialMembershipShare=0.05:0.5", "--waves", "1", "--points", "24", "--draws", "24", "--replicates",
      "16", "--quiet", "--out", "c", in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    let (english, chinese) = (try scratch.page("c/report.html"), try scratch.report("c", "zh"))
    #expect(try scratch.report("c", "en") == english, "the report of the folder is the one that was written")
    let targets = try scratch.table("c/targets.csv")
    let columns = try ["after", "low", "high"].map { try targets.column($0) }
    for row in targets.rows {
      for value in try columns.map({ try #require(Double(row[$0])) }) {
        // Four digits at least, as the larger of a pair has them.
        let digits = String(String(format: "%.6e", value).filter(\.isNumber).prefix(2))
        #expect(english.filter { $0 != "," && $0 != "." }.contains(digits), "\(row[0]) \(value)")
      }
    }
    let income = try #require(targets.rows.first { $0[0] == "income" })
    let after = String(Int(try #require(Double(income[columns[0]])).rounded()))
    for page in [english, chinese] {
      let answer = try #require(page.firstMatch(of: #/<p class="answer">(.*?)<\/p>/#)).1
      #expect(answer.filter { $0 != "," }.contains(after) && answer.contains("26,000"), "\(after) in \(answer)")
      #expect(page.components(separatedBy: "<svg ").count == 3, "targets and parameters are drawn")
    }
    let narrowed = try scratch.table("c/ranges.csv")
    let share = try #require(narrowed.rows.first { $0[0] == "cooperatives.initialMembershipShare" })
    #expect((Double(share[try narrowed.column("narrowed")]) ?? 0) > 0.05)
    #expect(english.contains("<small>cooperatives.initialMembershipShare</small>"))
    for words in ["Targets reached", "Parameters before and after", "--uncertainty posterior.csv", "What it rests on"] {
      #expect(english.contains(words) && !chinese.contains(words) || words.hasPrefix("--"), "\(words)")
    }
    #expect(chinese.contains("目标达成情况") && chinese.contains("留出：") && english.contains("held out: "))
    #expect(!outcome.errors.contains("error"), "\(outcome)")
  }

  /// A decision's brief is written out of its folder, in either language; a folder of no kind is refused.
  @Test func aDecisionsBriefIsWrittenAgain() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "arms: {stronger: none}\nrun: {years: 1}", drawsWorlds: true)
    let outcome = try Command.run(
      "decide", "small.yaml", "--draws", "40", "--quiet", "--out", "d", in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    #expect(Data(try scratch.report("d", "zh").utf8) == scratch.content("d/brief.zh.html"))
    #expect(Data(try scratch.report("d", "en").utf8) == scratch.content("d/brief.html"))
    let edit =
      "import json;m=json.load(open(\"d/manifest.json\"));del m[\"decision\"];json.dump(m,open(\"d/manifest.json\",\"w\"))"
    #expect(try Command.shell("python3 -c '\(edit)'", in: scratch.folder).exit == 0)
    let refused = try Command.run("report", "d", "--out", "x.html", in: scratch.folder)
    #expect(refused.exit == 65 && refused.errors.contains("[not-a-run]"), "\(refused)")
    #expect(scratch.content("x.html") == nil)
  }
}
