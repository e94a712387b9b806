import Foundation
import Testing

/// The report of a sweep: one value, two, many; numbers as in `effects.csv`.
@Suite struct SweepReportCommandTests {
  private func sweep(_ scratch: Scratch, _ arguments: String...) throws {
    try scratch.scenario()
    let outcome = try Command.run(
      ["sweep", "small.yaml", "--replicates", "16", "--quiet", "--out", "s"] + arguments, in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
  }

  /// Effects of the main arm on income, by point.
  private func effects(_ scratch: Scratch) throws -> [(point: String, difference: Double, low: Double, high: Double)] {
    let table = try scratch.table("s/effects.csv")
    let columns = try ["point", "difference", "ci95Low", "ci95High"].map { try table.column($0) }
    return try table.rows(
      where: ["arm": "linkage", "outcome": "meanIncomePerHousehold", "placeID": "banner", "year": "2021"]
    ).map { row in
      let numbers = try columns.dropFirst().map { try #require(Double(row[$0])) }
      return (row[columns[0]], numbers[0], numbers[1], numbers[2])
    }
  }

  /// A number to three digits beside its interval.
  private func text(_ row: (point: String, difference: Double, low: Double, high: Double), _ value: Double) -> String {
    let largest = [row.difference, row.low, row.high].map(\.magnitude).max() ?? 0
    return signed(value, decimals: max(0, 2 - Int(log10(largest).rounded(.down))))
  }

  @Test func oneVariedValueIsALineAndTheBestComesFirst() throws {
    let scratch = Scratch()
    try sweep(scratch, "--vary", "herds.sheep.priceYuanPerKg=20,25,30")
    let rows = try effects(scratch).sorted { $0.difference < $1.difference }
    try #require(rows.count == 3)
    let (english, chinese) = (try scratch.page("s/report.html"), try scratch.report("s", "zh"))
    #expect(try scratch.report("s", "en") == english, "the report of the folder is the one that the sweep wrote")
    for page in [english, chinese] {
      let answer = try #require(page.firstMatch(of: #/<p class="answer">(.*?)<\/p>/#)).1
      for row in [rows[0], rows[2]] {
        for value in [row.difference, row.low, row.high] {
          #expect(answer.contains(text(row, value)), "\(text(row, value)) in \(answer)")
        }
      }
      // The points from the greatest effect to the least.
      let points = page.matches(of: #/<tr><td>(\d+)<\/td><td>[\d.]+<\/td><td>([+-][\d,.]+)<br>/#).map {
        [String($0.1), String($0.2)]
      }
      #expect(points == rows.reversed().map { [$0.point, text($0, $0.difference)] })
      #expect(page.components(separatedBy: "fill-opacity=\"0.2\"").count == 2, "a line with a band for the arm")
    }
    #expect(
      english.contains(
        "khorshoo sweep scenario.resolved.yaml --vary herds.sheep.priceYuanPerKg=20,25,30 --replicates 16"))
    #expect(english.contains("What it rests on") && chinese.contains("依据的假设") && !chinese.contains("The points"))
  }

  @Test func twoVariedValuesAreAField() throws {
    let scratch = Scratch()
    try sweep(
      scratch, "--vary", "herds.sheep.priceYuanPerKg=20,25,30", "--vary", "policy.centralHouseholds.outreach=0,1.5")
    let page = try scratch.page("s/report.html")
    let numbers = page.matches(of: #/fill="#\w{6}" stroke="#ffffff"\/>\n?<text[^>]*>([+-]?[\d,.]+)<\/text>/#).map {
      String($0.1)
    }
    let rows = try effects(scratch)
    let largest = rows.map(\.difference.magnitude).max() ?? 0
    let decimals = max(0, 2 - Int(log10(largest).rounded(.down)))
    #expect(numbers.count == 6)
    #expect(Set(numbers) == Set(rows.map { signed($0.difference, decimals: decimals) }))
  }

  @Test func manyVariedValuesAreDots() throws {
    let scratch = Scratch()
    try sweep(
      scratch, "--vary", "herds.sheep.priceYuanPerKg=18:34", "--vary", "cooperatives.initialMembershipShare=0.05:0.5",
      "--vary", "institution.kitYuan=100:900", "--design", "lhs", "--samples", "20")
    let page = try scratch.page("s/report.html")
    let count = try effects(scratch).count
    #expect(count == 20 && page.components(separatedBy: "fill-opacity=\"0.8\"").count == 3 * count + 1)
    #expect(page.contains("The best and the worst points") && page.contains("rank correlation"))
  }

  /// A word for each value, one arm, and a point without an answer.
  @Test func wordsOneArmAndFailuresAreTold() throws {
    let scratch = Scratch()
    try sweep(scratch, "--vary", "husbandry.demography=expected,stochastic", "--arms", "linkage")
    let page = try scratch.page("s/report.html")
    #expect(
      page.contains(">stochastic</text>") && page.contains("Annual income per household under Central households"))
  }
}
