import Foundation
import Testing

/// The report of a run beyond its first page: benefit and cost from each view, and three households.
@Suite struct RunReportCommandTests {
  private func folder(_ scratch: Scratch, _ more: String...) throws {
    try scratch.scenario()
    let outcome = try Command.run(["run", "small.yaml", "--out", "r", "--quiet"] + more, in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
  }

  /// The net benefits of the table are those of the sentence, in both languages, whichever the run was written in.
  @Test func benefitsAreThoseOfTheTable() throws {
    let scratch = Scratch()
    try folder(scratch)
    let table = try scratch.table("r/benefits.csv")
    let (mean, low) = (try table.column("perHouseholdYear"), try table.column("ci95Low"))
    let (whole, item) = (try table.column("mean"), try table.column("label"))
    let view = try table.column("perspectiveLabel")
    let (english, chinese) = (try scratch.page("r/report.html"), try scratch.report("r", "zh"))
    let wanted = ["households": "全旗牧户", "society": "社会", "publicPurse": "财政"]
    for (perspective, label) in wanted {
      let row = try #require(
        table.rows(where: ["arm": "linkage", "perspective": perspective, "item": "net"]).first)
      let value = try #require(Double(row[mean]))
      // Three digits, as the largest of number and interval has them.
      let end = try #require(Double(row[low])) * value / (try #require(Double(row[whole])))
      let digits =
        [value, end, 2 * value - end].map(\.magnitude).max().map { max(0, 2 - Int(log10($0).rounded(.down))) } ?? 0
      let text = signed(value, decimals: digits)
      #expect(english.contains("\(row[view]) \(text) CNY"), "\(perspective) \(text)")
      #expect(chinese.contains("\(label) \(text) 元"), "\(perspective) \(text)")
    }
    #expect(english.contains("<h2>Benefit and cost, from whose view?</h2>"))
    #expect(chinese.contains("效益与费用：从谁的角度看？") && chinese.contains("售畜减购畜"))
    let words = Set(table.rows.map { $0[item] }).filter { $0 != "dibao" }
    for word in words { #expect(!chinese.contains("<td>\(word)</td>"), "\(word) is English in the Chinese report") }
    // The report of the folder is the one that the run wrote.
    #expect(try scratch.report("r", "en") == english)
  }

  @Test func threeHouseholdsAreFollowedUnderEveryArm() throws {
    let scratch = Scratch()
    try folder(scratch)
    let content = try #require(scratch.content("r/stories.json"))
    let households = try #require(try JSONSerialization.jsonObject(with: content) as? [[String: Any]])
    #expect(households.count == 3)
    var herds: [Double] = []
    for household in households {
      let paths = try #require(household["paths"] as? [[String: Any]])
      #expect(paths.count == 2, "an arm and its reference")
      for path in paths {
        #expect((path["herdSheepUnits"] as? [Double])?.count == 8 && (path["incomeYuan"] as? [Double])?.count == 2)
      }
      herds.append(try #require((paths[0]["herdSheepUnits"] as? [Double])?.first))
    }
    #expect(herds == herds.sorted() && herds[0] < herds[2], "small, middling, large: \(herds)")
    let (english, chinese) = (try scratch.page("r/report.html"), try scratch.report("r", "zh"))
    #expect(
      english.contains("Three households, followed through one world") && english.contains("<h3>Small herd. Household ")
    )
    #expect(chinese.contains("三户牧户：同一模拟世界中的经历") && chinese.contains("<h3>大畜群。第 "))
    // They are the households of replicate 1: the trace of the replicate has the same herd at the end.
    let replay = try Command.run(
      "replay", "r", "--replicate", "1", "--arm", "linkage", "--out", "trace.csv", in: scratch.folder)
    try #require(replay.exit == 0, "\(replay)")
    let trace = try scratch.table("trace.csv")
    let sheepUnits = try trace.column("sheepUnits")
    for household in households {
      let number = try #require(household["number"] as? Int)
      let path = try #require((household["paths"] as? [[String: Any]])?.last)
      let last = try #require((path["herdSheepUnits"] as? [Double])?.last)
      let rows = try trace.rows(where: ["household": "\(number)", "year": "2021", "quarter": "4"])
      let row = try #require(rows.first)
      let herd = try #require(Double(row[sheepUnits]))
      #expect(abs(herd - last) < 0.006, "household \(number): \(herd) against \(last)")
    }
  }

  /// Of a survey of real people, the report names none.
  @Test func householdsOfASurveyAreNotNamed() throws {
    let scratch = Scratch()
    let scenario = Command.repository + "/scenarios/own-data/own-data.yaml"
    let outcome = try Command.run(
      "run", scenario, "--years", "1", "--replicates", "16", "--uncertainty", "none", "--out", "r", "--quiet",
      in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    let page = try scratch.page("r/report.html")
    #expect(page.contains("Three households, followed") && !page.contains("herd. Household"))
    let text = String(decoding: try #require(scratch.content("r/stories.json")), as: UTF8.self)
    #expect(text.components(separatedBy: "\"number\" : 0").count == 4)
  }

  /// A folder of before there were stories and benefits has a report all the same.
  @Test func anOlderFolderHasAReport() throws {
    let scratch = Scratch()
    try folder(scratch)
    let edit =
      "import json;m=json.load(open(\"r/manifest.json\"));"
      + "m[\"outputFiles\"]=[f for f in m[\"outputFiles\"] if f[\"path\"] not in (\"benefits.csv\",\"stories.json\")];"
      + "json.dump(m,open(\"r/manifest.json\",\"w\"))"
    #expect(
      try Command.shell("python3 -c '\(edit)'; rm r/benefits.csv r/stories.json", in: scratch.folder).exit == 0)
    let page = try scratch.report("r", "en")
    #expect(
      page.contains("What it rests on") && !page.contains("from whose view") && !page.contains("Three households"))
  }
}
