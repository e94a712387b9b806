import Foundation
import Synchronization
import Testing

/// Results of the reference scenario agree with its source and with themselves at every level.
@Suite struct TotalsAcceptanceTests {
  /// One small run of the reference scenario for all tests.
  private static let run = Result { try makeRun([]) }
  /// The same with one population, that of `places.csv`: in drawn worlds places have other numbers of households.
  private static let runOfOnePopulation = Result { try makeRun(["--uncertainty", "none"]) }

  private static let folders = Mutex<[String]>([])

  private static func makeRun(_ options: [String]) throws -> Scratch {
    let scratch = Scratch()
    let levels = "outcomes: {levels: [banner, sumu, gacha, grid, cooperative, group]}"
    try scratch.write(
      "schema: 1\nbase: \(Command.repository)/scenarios/ewenki.yaml\n\(levels)\n", as: "all-levels.yaml")
    let outcome = try Command.run(
      ["run", "all-levels.yaml", "--replicates", "20", "--years", "2", "--out", "r"] + options, in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    // A static is never released, so its folder is removed at the end of the process.
    folders.withLock { $0.append(scratch.folder) }
    atexit { for folder in TotalsAcceptanceTests.folders.withLock({ $0 }) { Scratch.remove(folder) } }
    return scratch
  }

  /// Outcomes that are sums over households or cooperatives, and the finest area they are recorded for.
  static let totals: [(outcome: String, finest: String)] =
    ["sheepUnits", "deathsHead", "salesHead", "entries", "exits", "dividendsYuan"]
    .map { ($0, "grid") }
    + [
      "birthsHead", "purchasesHead", "homeUseHead", "herdSheepHead", "herdGoatsHead", "herdCattleHead",
      "herdHorsesHead", "premiumYuan", "publicCostYuan", "cooperativesActive", "cooperativeReservesYuan",
    ].map { ($0, "gacha") }

  static let levels = ["banner", "sumu", "gacha", "grid"]

  /// The report of 2020-08-17: 10 sumu (8 pastoral), 44 gacha, 109 central households, 4,539 households, 996 party
  /// members, 75 cooperatives.
  @Test func theManifestHasTheFiguresOfTheSource() throws {
    let counts = try #require(Self.run.get().manifest("r")["counts"] as? [String: Int])
    let source = [
      "sumu": 10, "pastoralSumu": 8, "gacha": 44, "grids": 109, "centralHouseholds": 109, "households": 4539,
      "partyMembers": 996, "cooperatives": 75,
    ]
    for (name, count) in source { #expect(counts[name] == count, "\(name): \(counts)") }
  }

  @Test func placesAddUpAtEveryLevelAndUnderEveryParent() throws {
    let table = try Self.run.get().table("r/places.csv")
    let (id, parent) = (try table.column("placeID"), try table.column("parentID"))
    let numbers = ["sumu": 10, "gacha": 44, "grid": 109, "cooperative": 75, "banner": 1]
    for (level, count) in numbers { #expect(try table.rows(where: ["level": level]).count == count, "\(level)") }
    #expect(Set(table.rows.map { $0[id] }).count == table.rows.count, "an identifier stands twice")
    for (name, total) in [("households", 4539), ("partyMembers", 996), ("cooperatives", 75)] {
      let column = try table.column(name)
      for level in Self.levels {
        let sum = try table.rows(where: ["level": level]).reduce(0) { $0 + (Int($1[column]) ?? 0) }
        #expect(sum == total, "\(name) of all \(level)")
      }
      for (upper, lower) in zip(Self.levels, Self.levels.dropFirst()) {
        for place in try table.rows(where: ["level": upper]) {
          let sum = try table.rows(where: ["level": lower, "parentID": place[id]]).reduce(0) {
            $0 + (Int($1[column]) ?? 0)
          }
          #expect(sum == Int(place[column]), "\(name) of the \(lower) in \(place[id])")
        }
      }
    }
    let grids = Set(try table.rows(where: ["level": "grid"]).map { $0[id] })
    #expect(try table.rows(where: ["level": "cooperative"]).allSatisfy { grids.contains($0[parent]) })
  }

  @Test func theNamedPlacesOfTheSourceAreThere() throws {
    let table = try Self.run.get().table("r/places.csv")
    for (id, chinese) in [("bayantala", "巴彦塔拉达斡尔民族乡"), ("yilan", "伊兰嘎查"), ("yimin", "伊敏苏木")] {
      #expect(try table.rows(where: ["placeID": id, "chinese": chinese]).count == 1, "\(id)")
    }
  }

  /// Sums over the places of each level, by arm, year and outcome: mean and sum of absolute values.
  private func sums(_ table: CSVTable) throws -> [[String]: (sum: Double, size: Double)] {
    let keys = try ["level", "arm", "year", "outcome"].map(table.column)
    let mean = try table.column("mean")
    var sums: [[String]: (sum: Double, size: Double)] = [:]
    for row in table.rows {
      guard let value = Double(row[mean]) else { continue }
      let earlier = sums[keys.map { row[$0] }] ?? (0, 0)
      sums[keys.map { row[$0] }] = (earlier.sum + value, earlier.size + abs(value))
    }
    return sums
  }

  @Test func totalsAgreeAtEveryLevelInEveryYear() throws {
    let sums = try sums(Self.run.get().table("r/outcomes.csv"))
    var (compared, nonzero) = (0, Set<String>())
    for (outcome, finest) in Self.totals {
      let levels = Self.levels[1...Self.levels.firstIndex(of: finest)!]
      for arm in ["none", "linkage"] {
        for year in ["2020", "2021"] {
          let banner = try #require(sums[["banner", arm, year, outcome]], "\(outcome) \(year)")
          if banner.sum != 0 { nonzero.insert(outcome) }
          for level in levels {
            let parts = try #require(sums[[level, arm, year, outcome]], "\(outcome) of \(level)")
            #expect(
              abs(parts.sum - banner.sum) <= 1e-6 * max(parts.size, banner.size),
              "\(outcome) in \(arm), \(year): \(level) \(parts.sum), banner \(banner.sum)")
            compared += 1
          }
        }
      }
    }
    #expect(compared == 2 * 2 * (6 * 3 + 11 * 2))
    // A total that is zero everywhere proves nothing: only what this short run cannot show may be.
    let zero = Set(Self.totals.map(\.outcome)).subtracting(nonzero)
    #expect(zero.isSubset(of: ["exits", "purchasesHead"]), "always zero: \(zero.sorted())")
  }

  @Test func cooperativesAddUpToTheBanner() throws {
    let sums = try sums(Self.run.get().table("r/outcomes.csv"))
    for year in ["2020", "2021"] {
      // Nobody founds one without central households: those that are founded in a run have no row of their own.
      let key = ["cooperativeOnly", year, "cooperativeReservesYuan"]
      let (banner, all) = (try #require(sums[["banner"] + key]), try #require(sums[["cooperative"] + key]))
      #expect(all.size > 0 && abs(banner.sum - all.sum) <= 1e-6 * all.size, "\(year)")
    }
  }

  /// A mean over households times the households is the total.
  @Test func meansOverHouseholdsAgreeWithTotals() throws {
    let scratch = try Self.runOfOnePopulation.get()
    let (outcomes, places) = (try scratch.table("r/outcomes.csv"), try scratch.table("r/places.csv"))
    let (level, id, mean) = (try outcomes.column("level"), try outcomes.column("placeID"), try outcomes.column("mean"))
    let (placeID, number) = (try places.column("placeID"), try places.column("households"))
    let households = Dictionary(uniqueKeysWithValues: places.rows.map { ($0[placeID], Double($0[number]) ?? 0) })
    let when = ["arm": "linkage", "year": "2021"]
    let total = try outcomes.rows(where: when.merging(["outcome": "sheepUnits"]) { $1 })
    let share = try outcomes.rows(where: when.merging(["outcome": "sheepUnitsPerHousehold"]) { $1 })
    let means = Dictionary(uniqueKeysWithValues: share.map { ([$0[level], $0[id]], Double($0[mean]) ?? .nan) })
    #expect(total.count >= 1 + 8 + 44 + 109)
    for row in total where households[row[id]] ?? 0 > 0 {
      let (sum, each) = (try #require(Double(row[mean])), try #require(means[[row[level], row[id]]]))
      #expect(abs(sum - each * households[row[id]]!) <= 1e-6 * sum, "\(row[id])")
    }
  }
}
