import KhorshooEngine
import KhorshooModel
import KhorshooNetworks
import KhorshooNumerics
import Testing

/// Arms that differ in how the holders of offices are chosen: one population, one division into grids, one past, one luck.
@Suite struct ArmSelectionProperty {
  private static let place: [Settings] = [
    World.paid, World.lively, ["past.years": "2", "places.partyMemberCount": "30"],
  ]
  private static let many: Settings = [
    "places.gachaCount": "10", "places.gridCount": "40", "places.householdCount": "1600",
    "places.partyMemberCount": "500",
  ]

  private static func by(_ rule: SelectionRule, _ more: Settings = [:]) -> Settings {
    World.linkage.merging(["institution.selection.rule": rule.rawValue]) { $1 }.merging(more) { $1 }
  }

  private func banner(_ rule: SelectionRule, _ more: Settings = [:], seed: UInt64 = 11) throws -> Banner {
    try World.banner(World.values([World.small, Self.many, Self.by(rule, more)]), seed: seed)
  }

  /// The holder of each grid is the candidate with the greatest measure, worked out from the network that results show.
  @Test(arguments: [SelectionRule.degree, .eigenvector, .diffusion, .nearness])
  func theHolderStandsFirst(rule: SelectionRule) throws {
    let banner = try banner(rule)
    let (households, ties) = (banner.households, banner.network.ties)
    var measure = [Double](repeating: 0, count: households.xKm.count)
    for gacha in banner.places.gacha {
      let first = gacha.households.lowerBound
      var own = TieTable(householdCount: gacha.households.count)
      for k in 0..<ties.count where ["neighbour", "kin", "business"].contains(ties.layers[Int(ties.layer[k])]) {
        let ends = [Int(ties.source[k]), Int(ties.target[k])]
        guard ends.allSatisfy(gacha.households.contains) else { continue }
        own.append(ends[0] - first, ends[1] - first)
      }
      let centrality = Centrality(TieGraph(own))
      let eigen = try #require(centrality.eigenvector())
      let found: [Double] =
        switch rule {
        case .degree: centrality.diffusion(passing: 1, rounds: 1)
        case .eigenvector: eigen.vector
        default: centrality.diffusion(passing: 1 / eigen.value, rounds: 4)
        }
      for h in gacha.households { measure[h] = found[h - first] }
    }
    for grid in banner.places.grids {
      if rule == .nearness {
        for h in grid.candidates {
          measure[h] = -grid.households.reduce(0) { sum, other in
            let (dx, dy) = (households.xKm[h] - households.xKm[other], households.yKm[h] - households.yKm[other])
            return sum + (dx * dx + dy * dy).squareRoot()
          }
        }
      }
      let best = grid.candidates.map { measure[$0] }.max()!
      #expect(measure[grid.centralHousehold] >= best - 1e-9 * abs(best), "\(grid.id)")
      #expect(grid.candidates.contains(grid.centralHousehold))
    }
    // Not those of criteria.
    let usual = try self.banner(.criteria)
    let same = zip(banner.places.grids, usual.places.grids).count { $0.centralHousehold == $1.centralHousehold }
    #expect(same < 30, "\(same) of 40")
  }

  /// Holders by spread together reach more than as many by lot, and no fewer than the best of each grid alone would.
  @Test func spreadReachesMore() throws {
    func judged(_ rule: SelectionRule) throws -> Double {
      let banner = try banner(rule)
      let graph = TieGraph(banner.network.ties, layerWeights: [1, 1, 1, 0, 0])
      return SpreadSimulation(graph, .cascade(probability: 0.12)).run(
        replicates: 2000, seed: 3, seeds: .households(banner.places.grids.map(\.centralHousehold)), periods: nil
      ).mean
    }
    let (spread, chance) = (try judged(.spread), try judged(.chance))
    #expect(spread > 1.05 * chance, "\(spread), \(chance)")
  }

  /// By lot each candidate is as likely, and ability is that of anybody.
  @Test func lotsAreFair() throws {
    var (first, expected, variance, ability, offices) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for seed in 1...5 as ClosedRange<UInt64> {
      let banner = try banner(.chance, seed: seed)
      for grid in banner.places.grids {
        let p = 1 / Double(grid.candidates.count)
        first += grid.centralHousehold == grid.candidates[0] ? 1 : 0
        expected += p
        variance += p * (1 - p)
        ability += Double(banner.households.ability[grid.centralHousehold])
        offices += 1
      }
    }
    #expect(abs(first - expected) < 4 * variance.squareRoot(), "\(first) of \(expected)")
    // Spread 0.2.
    #expect(abs(ability / offices - 1) < 4 * 0.2 / offices.squareRoot())
  }

  @Test func poolsAreWider() throws {
    func candidates(_ pool: String) throws -> [[Int]] {
      try banner(.degree, ["institution.selection.pool": pool]).places.grids.map(\.candidates)
    }
    let (some, party, all) = (try candidates("volunteers"), try candidates("party"), try candidates("all"))
    for g in some.indices { #expect(some[g].count > 1 && Set(some[g]).isSubset(of: party[g])) }
    #expect(some.joined().count < party.joined().count && party.joined().count < all.joined().count)
    #expect(all.joined().sorted() == Array(0..<1600))
  }

  /// The successor is the next by the same measure.
  @Test func successorsFollowTheRule() throws {
    let often: Settings = [
      "policy.centralHouseholds.reviewShare": "1", "policy.centralHouseholds.replacementProbability": "1",
    ]
    let step = Stepper(try World.model([Self.by(.diffusion), often], arms: [World.linkage]))
    step.quarter(0)
    let (banner, central) = (step.model.banner, step.context.state.central)
    for (g, grid) in banner.places.grids.enumerated() {
      let rest = grid.candidates.filter { $0 != grid.centralHousehold }
      let next = rest.max { banner.households.candidacy[$0] < banner.households.candidacy[$1] }
      let wanted = Double(next ?? grid.centralHousehold)
      #expect(numbers(central.holder[g]) == Array(repeating: wanted, count: laneCount))
    }
  }

  /// First test of every lever: the same choice has no effect; and an arm is the same whoever holds offices in others.
  @Test func whatIsNoOtherChoiceChangesNothing() throws {
    func trace(_ arms: [Settings]) throws -> Trace {
      Trace(try World.model(Self.place, arms: arms, years: 3))
    }
    let alone = try trace([World.none, World.linkage])
    let beside = try trace(
      [World.none, World.linkage] + [SelectionRule.criteria, .degree, .chance, .degree].map { Self.by($0) })
    for arm in 0..<2 { #expect(beside.bits(arm: arm) == alone.bits(arm: arm)) }
    #expect(beside.bits(arm: 2) == alone.bits(arm: 1))
    #expect(beside.bits(arm: 3) == beside.bits(arm: 5))
    #expect(Set([1, 3, 4].map { beside.bits(arm: $0) }).count == 3, "others hold the office")
    // Grids are places that all arms have.
    #expect(beside.model.layout.places.map(\.id) == alone.model.layout.places.map(\.id))
    #expect(beside.model.gridDivisions.map(\.arms) == [["arm0", "arm1", "arm2"], ["arm3", "arm5"], ["arm4"]])
    #expect(beside.model.placeDivisions.map(\.arms) == [["arm0", "arm1", "arm2", "arm3", "arm4", "arm5"]])
    for ledger in 0..<3 { #expect(beside.residual(ledger) < 1e-4) }
  }

  /// Households, ties and grids are shared; who holds an office, and what hangs on it, is the arm's.
  @Test func onlyHoldersDiffer() throws {
    let choice = World.values([World.small, Self.many, Self.by(.degree)])
    let base = try World.banner(World.values(World.small, Self.many), arms: [choice])
    let other = base.inGrids(of: choice)
    #expect(other.places.grids.map(\.id) == base.places.grids.map(\.id))
    #expect(other.places.grids.map(\.households) == base.places.grids.map(\.households))
    #expect(other.places.cooperatives == base.places.cooperatives)
    #expect(other.households.herdAtStart == base.households.herdAtStart)
    #expect(other.households.ability == base.households.ability)
    #expect(other.households.partyMembers.reduce(0, +) == base.households.partyMembers.reduce(0, +))
    #expect(other.households.distanceKm != base.households.distanceKm)
    // As when the scenario itself says it.
    let own = try World.banner(choice)
    #expect(other.places.grids.map(\.centralHousehold) == own.places.grids.map(\.centralHousehold))
    #expect(other.network.weights == own.network.weights)
  }

  /// Weights too differ by arm: who weighs ability alone gets it.
  @Test func weightsByArm() throws {
    var able: Settings = [:]
    for name in ["political", "standing", "neighbour"] { able["institution.selection.\(name)Weight"] = "0" }
    for name in ["committee", "respected", "doubleLead"] { able["institution.selection.\(name)Bonus"] = "0" }
    let choice = World.values([World.small, Self.many, able])
    let base = try World.banner(World.values(World.small, Self.many), arms: [choice])
    func ability(_ banner: Banner) -> Double {
      banner.places.grids.reduce(0) { $0 + Double(banner.households.ability[$1.centralHousehold]) } / 40
    }
    #expect(ability(base.inGrids(of: choice)) > ability(base) + 0.02)
  }

  /// The same households are chosen whatever grids number them: measures are of the roster.
  @Test func theNumberingOfHouseholdsDoesNotMatter() throws {
    let grids: Settings = ["places.rosterGridCount": "40", "places.gridCount": "25"]
    let one: Settings = ["institution.selection.pool": "all"]
    for rule in [SelectionRule.degree, .diffusion] {
      let (a, b) = (try banner(rule, one), try banner(rule, grids.merging(one) { $1 }))
      func order(_ banner: Banner) -> [Int] {
        banner.places.gacha[0].households.sorted {
          banner.households.candidacy[$0] < banner.households.candidacy[$1]
        }.map { banner.households.rosterNumber[$0] }
      }
      #expect(order(a) == order(b), "\(rule)")
    }
  }
}
