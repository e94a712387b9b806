import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

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
