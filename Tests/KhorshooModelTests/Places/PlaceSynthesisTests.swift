import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct ApportionmentUnit {
  /// Hamilton's method on a textbook case: quotas 41.58, 31.02, 27.40 of 100.
  @Test func largestRemainders() {
    #expect(apportion(100, weights: [41.58, 31.02, 27.40]) == [42, 31, 27])
    #expect(apportion(2, weights: [1, 1, 1]) == [1, 1, 0])
    #expect(apportion(0, weights: [3, 4]) == [0, 0])
    #expect(apportion(7, weights: [1, 1], least: 3) == [4, 3])
  }

  @Test func exactAndFair() {
    let random = ScalarRandom(seed: 3, stream: ModelStreams.all.placeSizes)
    for draw in 0..<200 {
      let count = 1 + draw % 17
      let weights = (0..<count).map { 0.01 + random.uniform(entity: draw, index: $0) }
      let least = draw % 3
      let total = least * count + draw * 13
      let shares = apportion(total, weights: weights, least: least)
      #expect(shares.reduce(0, +) == total, "draw \(draw)")
      let sum = weights.reduce(0, +)
      for (share, weight) in zip(shares, weights) {
        #expect(abs(Double(share - least) - weight / sum * Double(total - least * count)) < 1, "draw \(draw)")
      }
    }
  }
}

@Suite struct GridPartitionProperty {
  /// Sizes as asked, every point once, and each cut separates two groups along a line.
  @Test(arguments: 0..<20) func sizesAndCover(draw: Int) {
    let random = ScalarRandom(seed: 9, stream: ModelStreams.all.coordinates)
    let points = (0..<60).map {
      GridPartition.Point(
        x: random.uniform(entity: draw, index: 2 * $0), y: random.uniform(entity: draw, index: 2 * $0 + 1))
    }
    let sizes = [[60], [30, 30], [7, 20, 33], [15, 15, 15, 15], [1, 2, 3, 54]][draw % 5]
    let parts = GridPartition.bisect(points, into: sizes)
    #expect(parts.map(\.count) == sizes)
    #expect(parts.flatMap { $0 }.sorted() == Array(0..<60))
    guard parts.count == 2 else { return }
    // Two parts are divided at one coordinate.
    func isDivided(_ axis: (GridPartition.Point) -> Double) -> Bool {
      parts[0].map { axis(points[$0]) }.max()! <= parts[1].map { axis(points[$0]) }.min()!
    }
    #expect(isDivided(\.x) || isDivided(\.y))
  }

  /// Compact: households live nearer to their own grid than a random partition would have them.
  @Test func compact() throws {
    let banner = try World.banner(World.values(World.small))
    let households = banner.households
    func spread(_ members: [Int]) -> Double {
      let x = members.reduce(0) { $0 + households.xKm[$1] } / Double(members.count)
      let y = members.reduce(0) { $0 + households.yKm[$1] } / Double(members.count)
      return members.reduce(0) {
        let (dx, dy) = (households.xKm[$1] - x, households.yKm[$1] - y)
        return $0 + dx * dx + dy * dy
      }
    }
    for gacha in banner.places.gacha where gacha.grids.count > 1 {
      let own = gacha.grids.reduce(0) { $0 + spread(Array(banner.places.grids[$1].households)) }
      #expect(own < 0.8 * spread(Array(gacha.households)))
    }
  }
}

@Suite struct HouseholdSynthesisStatistical {
  private func banner() throws -> Banner {
    try World.banner(
      World.values(
        World.small, ["places.householdCount": "4000", "places.gridCount": "40", "places.partyMemberCount": "900"]))
  }

  /// Medians and spread of the lognormal traits, at five standard errors of 4,000 households.
  @Test func traits() throws {
    let banner = try banner()
    let ordinary = (0..<4000).filter { !banner.households.isCentral[$0] }
    let ledger = World.ledger.defaults
    for (traits, key) in [
      (banner.households.pastureMu, "pastureMu"), (banner.households.sheepUnitsAtStart, "herdSheepUnits"),
    ] {
      let logs = ordinary.map { stableLog(Double(traits[$0])) }
      let mean = logs.reduce(0, +) / Double(logs.count)
      let sd = ledger.number("households.\(key)LogSd")
      let error = sd / Double(logs.count).squareRoot()
      #expect(abs(mean - stableLog(ledger.number("households.\(key)Median"))) < 5 * error, "\(key)")
      let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(logs.count)
      #expect(abs(variance.squareRoot() - sd) < 5 * error, "\(key)")
    }
    let persons = banner.households.persons.reduce(0, +) / 4000
    // Binomial(9, 2/9) + 1: variance 14/9.
    #expect(abs(Double(persons) - ledger.number("households.personsMean")) < 5 * (14.0 / 9 / 4000).squareRoot())
  }

  /// Herds at the start are worth the household's sheep units, and species shares average to the banner's.
  @Test func herds() throws {
    let banner = try banner()
    let table = banner.table
    var shares = [Double](repeating: 0, count: table.species.count)
    for h in 0..<4000 {
      let units = table.species.map { species in
        species.classes.reduce(0.0) {
          $0 + Double(banner.households.herdAtStart[h * table.classes.count + $1] * table.classes[$1].sheepUnitsPerHead)
        }
      }
      let sum = units.reduce(0, +)
      // Twenty-four classes in single precision.
      #expect(abs(sum / Double(banner.households.sheepUnitsAtStart[h]) - 1) < 1e-5)
      for s in units.indices { shares[s] += units[s] / sum / 4000 }
    }
    for (s, species) in table.species.enumerated() {
      // Dirichlet of concentration 12: variance p (1 - p) / 13.
      let p = species.initialShare
      #expect(abs(shares[s] - p) < 5 * (p * (1 - p) / 13 / 4000).squareRoot(), "\(species.name)")
    }
  }

  @Test func partyMembers() throws {
    let banner = try banner()
    #expect(banner.households.partyMembers.reduce(0, +) == 900)
    #expect(banner.places.grids.allSatisfy { banner.households.partyMembers[$0.centralHousehold] >= 1 })
  }
}
