import Foundation
import Testing

/// The report of a decomposition: numbers as in `decomposition.csv`.
@Suite struct DecompositionReportCommandTests {
  @Test func channelsAreThoseOfTheTable() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("decompose", "small.yaml", "--quiet", "--out", "d", in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    let (english, chinese) = (try scratch.page("d/report.html"), try scratch.report("d", "zh"))
    #expect(try scratch.report("d", "en") == english, "the report of the folder is the one that was written")
    let table = try scratch.table("d/decomposition.csv")
    let columns = try ["contribution", "ci95Low", "ci95High"].map { try table.column($0) }
    func numbers(_ channel: String) throws -> [Double] {
      let row = try #require(
        table.rows(
          where: ["placeID": "banner", "channel": channel, "outcome": "meanIncomePerHousehold", "year": "2021"]
        ).first)
      return try columns.map { try #require(Double(row[$0])) }
    }
    func texts(_ numbers: [Double]) -> [String] {
      let largest = numbers.map(\.magnitude).max() ?? 0
      let decimals = max(0, 2 - Int(log10(largest).rounded(.down)))
      return numbers.map { signed($0, decimals: decimals) }
    }
    let whole = texts(try numbers("total"))
    for page in [english, chinese] {
      let answer = try #require(page.firstMatch(of: #/<p class="answer">(.*?)<\/p>/#)).1
      for text in whole { #expect(answer.contains(text), "\(text) in \(answer)") }
      #expect(page.contains("<b>\(whole[0])</b><br>"))
    }
    let price = texts(try numbers("price"))
    #expect(
      english.contains("<tr><td>Sale price</td><td>\(price[0])<br><small>(\(price[1]) to \(price[2]))</small></td>"))
    #expect(chinese.contains("<small>(\(price[1]) 至 \(price[2]))</small>") && !chinese.contains("Sale price"))
    #expect(chinese.contains("非社员户") && english.contains("Non-members") && english.contains("What it rests on"))
    #expect(
      english.contains("khorshoo decompose scenario.resolved.yaml --arm linkage --method permutation --replicates 20"))
    // Nothing of it is anything else when the folder is computed again.
    let verified = try Command.run("verify", "d", "--full", in: scratch.folder)
    #expect(verified.exit == 0, "\(verified)")
  }
}
