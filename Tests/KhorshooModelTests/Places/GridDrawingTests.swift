import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// The reference scenario with settings as on the command line.
private func reference(_ settings: [String]) throws -> Banner {
  let scenario = try Scenario.resolve(path: World.ewenki, overrides: ScenarioOverrides(settings: settings))
  return try Banner(
    values: scenario.values, speciesNames: scenario.speciesNames, namedSumu: scenario.namedSumu,
    namedGacha: scenario.namedGacha, seed: scenario.run.seed)
}

private func row(_ rows: SparseRows, _ r: Int) -> [Int] {
  (rows.rowStarts[r]..<rows.rowStarts[r + 1]).map { Int(rows.columns[$0]) }
}

@Suite struct GridRuleProperty {
  /// Every household in exactly one grid, a central household in each; with a balanced rule, in one piece and in bounds.
  @Test(arguments: ["sized", "balanced", "ties"], [60, 109, 200, 500])
  func partition(rule: String, count: Int) throws {
    let banner = try reference(["places.gridRule=\(rule)", "places.gridCount=\(count)"])
    let places = banner.places
    #expect(places.grids.count == count)
    #expect(places.grids.flatMap(\.households) == Array(0..<4539))
    #expect(places.gacha.flatMap(\.grids) == Array(places.grids.indices))
    #expect(Set(places.grids.map(\.id)).count == count)
    #expect(banner.households.rosterNumber.sorted() == Array(0..<4539))
    #expect(banner.households.partyMembers.reduce(0, +) == 996)
    for (g, grid) in places.grids.enumerated() {
      #expect(grid.households.allSatisfy { places.gridOfHousehold[$0] == g })
      #expect(places.gacha[grid.gacha].grids.contains(g))
      #expect(grid.households.filter { banner.households.isCentral[$0] } == [grid.centralHousehold])
    }
    guard rule != "sized" else { return }
    let summary = PartitionSummary(places, banner.gridQuality)
    #expect(summary.contiguousShare == 1)
    for gacha in places.gacha {
      let mean = Double(gacha.households.count) / Double(gacha.grids.count)
      for g in gacha.grids {
        // The tolerance of a tenth, rounded outwards to whole households.
        #expect(abs(Double(places.grids[g].households.count) - mean) < 0.1 * mean + 1, "\(places.grids[g].id)")
      }
    }
  }

  /// Twenty grids need no more than twenty gacha; as many grids as households is one each.
  @Test func extremes() throws {
    for rule in ["sized", "balanced", "ties"] {
      let few = try reference(["places.gridRule=\(rule)", "places.gridCount=20", "places.gachaCount=20"])
      #expect(few.places.grids.map(\.households) == few.places.gacha.map(\.households))
      let settings: Settings = [
        "places.gridRule": rule, "places.gridCount": "60", "places.rosterGridCount": "4",
        "places.gridHouseholdsMin": "1",
        "places.partyMemberCount": "60",
      ]
      let many = try World.banner(World.values(World.small, settings))
      #expect(many.places.grids.allSatisfy { $0.households.count == 1 })
    }
    #expect(throws: (any Error).self) { try reference(["places.gridCount=20"]) }
  }

  /// The rule `ties` cuts fewer ties than place alone, at every number of grids.
  @Test(arguments: [60, 109, 200]) func tiesAreKept(count: Int) throws {
    func cut(_ rule: String, _ settings: [String] = []) throws -> Int {
      let banner = try reference(["places.gridRule=\(rule)", "places.gridCount=\(count)"] + settings)
      return banner.gridQuality.reduce(0) { $0 + $1.tiesCut.reduce(0, +) }
    }
    let place = try cut("balanced")
    #expect(try Double(cut("ties")) < 0.97 * Double(place))
    // Deliberate fault: ties without weight are no reason to keep anything together.
    let blind = try cut(
      "ties", ["network.weightNeighbour=0", "network.weightKin=0", "network.weightBusiness=0"])
    #expect(blind == place)
  }

  @Test func deterministic() throws {
    let settings = ["places.gridRule=ties", "places.gridCount=150"]
    let (a, b) = (try reference(settings), try reference(settings))
    #expect(a.places == b.places)
    #expect(a.households.rosterNumber == b.households.rosterNumber)
    #expect(a.gridQuality == b.gridQuality)
  }
}

@Suite struct GridRosterProperty {
  /// What is known of a household whatever its grid, by roster number.
  private static func traits(_ banner: Banner) -> [[Double]] {
    let all = banner.households
    var traits = [[Double]](repeating: [], count: all.rosterNumber.count)
    for (h, number) in all.rosterNumber.enumerated() {
      traits[number] = [
        all.xKm[h], all.yKm[h], Double(banner.places.gachaOfHousehold[h]), Double(all.persons[h]),
        Double(all.labour[h]), Double(all.cashYuan[h]), Double(all.knowledge[h]), Double(all.trust[h]),
        Double(all.riskAversion[h]), Double(all.offFarmShare[h]), Double(all.isFarmer[h]), Double(all.usesServices[h]),
        Double(all.sellsThrough[h]),
      ]
    }
    return traits
  }

  /// Herd by class, sheep units and pasture by roster number; nil for a central household, whose holding is larger.
  private static func holdings(_ banner: Banner) -> [[Float]?] {
    let all = banner.households
    let classes = banner.table.classes.count
    var holdings = [[Float]?](repeating: nil, count: all.rosterNumber.count)
    for (h, number) in all.rosterNumber.enumerated() where !all.isCentral[h] {
      holdings[number] =
        [all.sheepUnitsAtStart[h], all.pastureMu[h]] + all.herdAtStart[h * classes..<(h + 1) * classes]
    }
    return holdings
  }

  /// Whether a household has heard of the cooperative at the start, by roster number; nil for a member, who always has.
  private static func awareness(_ banner: Banner) -> [Bool?] {
    let all = banner.households
    var isAware = [Bool?](repeating: nil, count: all.rosterNumber.count)
    for (h, number) in all.rosterNumber.enumerated() where !all.isMemberAtStart[h] {
      isAware[number] = all.isAwareAtStart[h]
    }
    return isAware
  }

  private static func ties(_ banner: Banner) -> Set<[Int]> {
    let numbers = banner.households.rosterNumber
    return Set(
      numbers.indices.flatMap { h in row(banner.network.weights, h).map { [numbers[h], numbers[$0]] } })
  }

  /// Other grids are the same households, herds, traits and ties in other grids.
  @Test(arguments: ["sized", "balanced", "ties"], [60, 109, 200])
  func samePopulation(rule: String, count: Int) throws {
    let layers = ["network.weightOrganisation=0", "network.weightHub=0", "network.weightBusiness=0"]
    let known = try reference(layers)
    #expect(known.households.rosterNumber == Array(0..<4539), "the reference is its own roster")
    let other = try reference(layers + ["places.gridRule=\(rule)", "places.gridCount=\(count)"])
    #expect(Self.traits(other) == Self.traits(known))
    var compared = 0
    for case (let a?, let b?) in zip(Self.holdings(known), Self.holdings(other)) {
      #expect(a == b)
      compared += 1
    }
    #expect(compared >= 4539 - 109 - count)
    let awareness = zip(Self.awareness(known), Self.awareness(other))
    #expect(awareness.allSatisfy { $0 == nil || $1 == nil || $0 == $1 })
    #expect(Self.ties(other) == Self.ties(known))
    // Deliberate fault: numbered in its own grids, the population is another one.
    guard count != 109 else { return }
    let drawnAnew = try reference(layers + ["places.gridCount=\(count)", "places.rosterGridCount=0"])
    #expect(Self.traits(drawnAnew) != Self.traits(known))
  }

  /// Business ties too, when being central changes no herd.
  @Test func businessTies() throws {
    let settings = ["network.weightOrganisation=0", "network.weightHub=0"]
    let other = try reference(settings + ["places.gridRule=ties", "places.gridCount=200"])
    #expect(try Self.ties(other) == Self.ties(reference(settings)))
  }

  /// Luck follows the household: without linkage, its deaths of two quarters do not depend on its grid.
  @Test(arguments: ["expected", "stochastic"]) func sameLuck(demography: String) throws {
    func deaths(_ grids: Settings) throws -> (byPosition: [[Double]], byNumber: [[Double]]) {
      let roster: Settings = [
        "places.rosterGridCount": "4", "husbandry.demography": demography,
      ]
      let stepper = Stepper(try World.model([roster, grids], years: 1))
      var deaths = [[Double]](repeating: Array(repeating: 0, count: laneCount), count: 60)
      // Local income, which goes by ties of the grid as well, buys hay later on.
      for time in 0..<2 {
        stepper.quarter(time)
        for h in 0..<60 {
          for (r, head) in numbers(stepper.context.state.deathsSheepUnits[h]).enumerated() { deaths[h][r] += head }
        }
      }
      var byNumber = deaths
      for (h, number) in stepper.model.banner.households.rosterNumber.enumerated() { byNumber[number] = deaths[h] }
      return (deaths, byNumber)
    }
    func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
      zip(a.joined(), b.joined()).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    let known = try deaths([:])
    let other = try deaths(["places.gridCount": "9", "places.gridRule": "ties"])
    #expect(distance(known.byNumber, other.byNumber) < 1e-3)
    #expect(known.byNumber.joined().reduce(0, +) > 10)
    // Deliberate fault: the households that stand at one place in the two orders have other luck.
    #expect(distance(known.byPosition, other.byPosition) > 1)
  }
}

@Suite struct GridQualityAnalytic {
  /// Ties, radius and contiguity of each grid against sums written out, layer by layer.
  @Test(arguments: [("Neighbour", 0), ("Kin", 1), ("Business", 2)], ["sized", "ties"])
  func measures(layer: (key: String, index: Int), rule: String) throws {
    var settings: Settings = ["places.gridRule": rule, "places.gridCount": "9"]
    for other in ["Neighbour", "Kin", "Business", "Organisation", "Hub"] {
      settings["network.weight" + other] = other == layer.key ? "1" : "0"
    }
    let banner = try World.banner(World.values(World.small, settings))
    let (places, households) = (banner.places, banner.households)
    var (allCut, all) = (0, 0)
    for (g, grid) in places.grids.enumerated() {
      let quality = banner.gridQuality[g]
      var (inside, cut) = (0, 0)
      for h in grid.households {
        for other in row(banner.network.weights, h) where places.gachaOfHousehold[other] == grid.gacha {
          if places.gridOfHousehold[other] == g { inside += 1 } else { cut += 1 }
        }
      }
      #expect(quality.tiesInside[layer.index] == inside / 2)
      #expect(quality.tiesCut[layer.index] == cut)
      allCut += cut
      all += inside + cut
      let central = grid.centralHousehold
      let distances = grid.households.map { h in
        let (dx, dy) = (households.xKm[h] - households.xKm[central], households.yKm[h] - households.yKm[central])
        return (dx * dx + dy * dy).squareRoot()
      }
      #expect(abs(quality.largestKm - distances.max()!) < 1e-5)
      #expect(abs(quality.meanKm - distances.reduce(0, +) / Double(distances.count)) < 1e-5)
      if rule == "ties" { #expect(quality.isContiguous) }
    }
    let summary = PartitionSummary(places, banner.gridQuality)
    #expect(all > 0 && abs(summary.cutShares[layer.index] - Double(allCut) / Double(all)) < 1e-12)
    let largest = places.grids.map(\.households.count).max()!
    #expect(abs(summary.largestOverMean - Double(largest) * 9 / 60) < 1e-12)
    #expect(summary.largestOverGachaMean >= 1)
    #expect(summary.meanKm <= summary.largestKm)
  }
}
