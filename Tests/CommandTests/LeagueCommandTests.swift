import Foundation
import Testing

/// Banners as the points of a sweep, with luck and households of their own, and what they come to together.
@Suite struct LeagueCommandTests {
  private static let words = [
    "small.yaml", "--set", "run.randomNumbers=perPoint", "--replicates", "20", "--vary",
    "places.householdCount=90,120,150",
  ]

  @Test func theLeagueIsTheSumOfItsBannersHoweverItIsSharedOut() throws {
    let scratch = Scratch()
    try scratch.scenario()
    func run(_ words: [String]) throws {
      let outcome = try Command.run(words, in: scratch.folder)
      try #require(outcome.exit == 0, "\(words) \(outcome)")
    }
    try run(["sweep"] + Self.words + ["--quiet", "--out", "whole"])
    try run(["plan"] + Self.words + ["--quiet", "--shards", "2", "--out", "p"])
    try run(["shard", "p", "--shards", "2", "--quiet"])
    try run(["shard", "p", "--quiet"])
    try run(["merge", "p", "--quiet"])
    try scratch.expectSameTables("whole", "p")

    let (league, points, effects) = (
      try scratch.table("p/league.csv"), try scratch.table("p/points.csv"), try scratch.table("p/effects.csv")
    )
    func numbers(_ table: CSVTable, _ column: String, _ key: [String: String]) throws -> [Double] {
      let index = try table.column(column)
      return try table.rows(where: key).map { Double($0[index]) ?? .nan }
    }
    func weighted(_ weights: [Double], _ values: [Double]) -> [Double] {
      weights.indices.map { weights[$0] * values[$0] }
    }
    let (alike, byHouseholds): ([Double], [Double]) = ([1, 1, 1], [90.0 / 360, 120.0 / 360, 150.0 / 360])
    let rules: [(outcome: String, weights: [Double])] = [
      ("publicCostYuan", alike), ("meanIncomePerHousehold", byHouseholds), ("membershipShare", byHouseholds),
      ("loserShare", byHouseholds),
    ]
    var seen = 0
    for (outcome, weights) in rules {
      let key = ["arm": "linkage", "outcome": outcome, "year": "2021", "quarter": "4"]
      let ofBanner = key.merging(["placeID": "banner"]) { $1 }
      for (column, table, own) in [("mean", points, "mean"), ("difference", effects, "difference")] {
        let parts = try numbers(table, own, ofBanner)
        try #require(parts.count == 3, "\(key)")
        let shares = weighted(weights, parts)
        let (expected, scale) = (shares.reduce(0, +), shares.map(\.magnitude).reduce(0, +))
        let found = try #require(try numbers(league, column, key).first)
        #expect(scale > 0 && abs(found - expected) <= 1e-6 * scale, "\(key) \(column) \(found) \(expected)")
      }
      // Banners have luck of their own: the error of the sum is that of independent sums.
      let errors = try numbers(points, "mcse", ofBanner)
      let expected = weighted(weights, errors).map { $0 * $0 }.reduce(0, +).squareRoot()
      let found = try #require(try numbers(league, "mcse", key).first)
      #expect(found > 0.4 * expected && found < 2.2 * expected, "\(outcome): \(found) \(expected)")
      seen += 1
    }
    #expect(seen == 4)
    let column = try league.column("outcome")
    // A Gini of several banners does not follow from theirs.
    #expect(!league.rows.contains { $0[column] == "incomeGini" })
    #expect(try Set(numbers(league, "households", [:])) == [360] && Set(numbers(league, "points", [:])) == [3])
  }

  /// Equal banners differ by luck; without a league they are the same.
  @Test func equalBannersHaveLuckAndHouseholdsOfTheirOwn() throws {
    let scratch = Scratch()
    try scratch.scenario()
    try scratch.write("places.householdCount\n120\n120\n", as: "banners.csv")
    for numbers in ["common", "perPoint"] {
      let outcome = try Command.run(
        [
          "sweep", "small.yaml", "--set", "run.randomNumbers=\(numbers)", "--replicates", "16", "--design",
          "banners.csv", "--quiet", "--out", numbers,
        ], in: scratch.folder)
      try #require(outcome.exit == 0, "\(outcome)")
      let table = try scratch.table("\(numbers)/points.csv")
      let (mean, point) = (try table.column("mean"), try table.column("point"))
      let rows = try table.rows(where: ["arm": "linkage", "outcome": "sheepUnitsPerHousehold", "placeID": "banner"])
      try #require(rows.count == 2 && rows[0][point] == "0")
      #expect((rows[0][mean] == rows[1][mean]) == (numbers == "common"), "\(rows)")
      #expect((scratch.content("\(numbers)/league.csv") != nil) == (numbers == "perPoint"))
    }
    let verified = try Command.run("verify", "perPoint", "--sample", "2", in: scratch.folder)
    #expect(verified.exit == 0, "\(verified)")
  }
}
