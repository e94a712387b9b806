import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Arms that differ in the number and rule of their grids: one population, one past, one luck; what differs is grids, central
/// households and what hangs on them.
@Suite struct ArmGridsProperty {
  /// A population of two gacha in four grids, with members, pay and two years before the run.
  private static let place: [Settings] = [
    World.paid, World.lively, ["places.partyMemberCount": "30", "past.years": "2", "places.gridHouseholdsMin": "1"],
  ]

  private static func grids(_ count: Int, _ rule: String = "sized", _ arm: Settings = World.linkage) -> Settings {
    arm.merging(["places.gridCount": "\(count)", "places.gridRule": rule]) { $1 }
  }

  /// Who is tied to whom in a layer.
  private static func ties(_ banner: Banner, _ layer: String) -> [[UInt32]] {
    let table = banner.network.ties
    return (0..<table.count).filter { table.layers[Int(table.layer[$0])] == layer }.map {
      [table.source[$0], table.target[$0]]
    }
  }

  /// Everything but grids is recorded, so that runs with other grids have the same cells.
  private static func trace(_ arms: [Settings], years: Int = 3) throws -> Trace {
    Trace(try World.model(place, arms: arms, years: years, isRecorded: { _, place, _ in place.level != .grid }))
  }

  @Test func theFirstMorningIsTheSameInAllArms() throws {
    let arms = [World.none, World.linkage, Self.grids(2), Self.grids(9, "ties"), Self.grids(20, "balanced")]
    let model = try World.model(Self.place, arms: arms, years: 1)
    let workspace = model.makeWorkspace()
    let record = BlockRecord(layout: model.layout, armCount: arms.count, ledgerCount: model.ledgers.count)
    let random = LaneRandom(seed: 11, firstReplicate: 0)
    model.livePast(workspace, random, record)
    func bytes(_ arm: Int) -> [[UInt32]] {
      model.begin(arm, workspace, random)
      let context = workspace.contexts[arm]
      let (state, households) = (context.state, context.banner.households)
      let classes = model.banner.table.classes.count
      func rows(_ rows: Rows, _ count: Int) -> [UInt32] {
        (0..<count).flatMap { row in (0..<laneCount).map { rows[row][$0].bitPattern } }
      }
      return [
        rows(state.herd, 60 * classes), rows(state.cashYuan, 60), rows(state.debtYuan, 60), rows(state.hayKg, 60),
        rows(state.pastureCondition, 60), households.pastureMu.map(\.bitPattern),
        households.persons.map(\.bitPattern),
      ]
    }
    let known = bytes(0)
    #expect(Set(known[0]).count > 100, "herds differ between households and replicates")
    for arm in 1..<arms.count { #expect(bytes(arm) == known, "arm \(arm)") }
    #expect(workspace.contexts.map(\.banner.places.grids.count) == [4, 4, 2, 9, 20])
  }

  @Test func anArmIsTheSameWhateverGridsOthersHave() throws {
    let alone = try Self.trace([World.none, World.linkage])
    for other in [Self.grids(2), Self.grids(9, "ties"), Self.grids(20)] {
      let beside = try Self.trace([World.none, World.linkage, other])
      #expect(beside.bits(arm: 0) == alone.bits(arm: 0))
      #expect(beside.bits(arm: 1) == alone.bits(arm: 1))
      #expect(beside.bits(arm: 2) != alone.bits(arm: 1), "other grids change an arm")
    }
  }

  /// First test of every lever: what is no other choice has no effect.
  @Test func theSameGridsGiveNoDifference() throws {
    let trace = try Self.trace([Self.grids(4), World.linkage, Self.grids(9), Self.grids(9)])
    #expect(trace.bits(arm: 0) == trace.bits(arm: 1))
    #expect(trace.bits(arm: 2) == trace.bits(arm: 3))
    #expect(trace.model.gridDivisions.map(\.arms) == [["arm0", "arm1"], ["arm2", "arm3"]])
    // Drawn for themselves, not taken over from a twin.
    let apart = try World.model(
      Self.place, arms: [Self.grids(9), Self.grids(9)],
      interventions: [[], [World.change("policy.centralHouseholds.outreach", "3", from: 8)]])
    let late = Trace(apart)
    #expect(late.values("membershipShare", arm: 0, time: 7) == late.values("membershipShare", arm: 1, time: 7))
    #expect(late.values("membershipShare", arm: 0, time: 11) != late.values("membershipShare", arm: 1, time: 11))
  }

  @Test func numbersAndRulesOfGridsMatter() throws {
    let trace = try Self.trace([Self.grids(2), Self.grids(9), Self.grids(9, "ties"), Self.grids(20)])
    let income = (0..<4).map { trace.values("incomePerHousehold", arm: $0, time: 11) }
    #expect(Set(income).count == 4)
    // Each central household is paid.
    let cost = (0..<4).map { trace.values("publicCostYuan", arm: $0, time: 11).reduce(0, +) }
    #expect(cost[0] < cost[1] && cost[1] < cost[3])
  }

  @Test func householdsTiesAndCooperativesAreShared() throws {
    let choice = World.values(World.small, ["places.gridCount": "9", "places.gridRule": "ties"])
    let base = try World.banner(World.values(World.small), arms: [choice])
    let other = base.inGrids(of: choice)
    let (own, all) = (other.households, base.households)
    #expect(own.rosterNumber == all.rosterNumber && own.trust == all.trust && own.herdAtStart == all.herdAtStart)
    #expect(own.isMemberAtStart.count == 60 && own.distanceKm != all.distanceKm && own.isCentral != all.isCentral)
    for layer in ["neighbour", "kin", "business"] {
      #expect(Self.ties(other, layer) == Self.ties(base, layer) && !Self.ties(base, layer).isEmpty, "\(layer)")
    }
    #expect(other.network.weights != base.network.weights, "organisation and hub ties follow the grids")
    #expect(other.places.cooperatives.map(\.id) == base.places.cooperatives.map(\.id))
    for (a, b) in zip(other.places.cooperatives, base.places.cooperatives) {
      #expect(a.gacha == b.gacha && a.product == b.product && a.mode == b.mode && a.isShell == b.isShell)
      #expect(other.places.gacha[a.gacha].grids.contains(a.grid))
      #expect(other.places.grids[a.grid].households.contains(base.places.grids[b.grid].centralHousehold))
    }
    for (g, grid) in other.places.grids.enumerated() {
      #expect(grid.households.allSatisfy { other.places.gridOfHousehold[$0] == g })
      #expect(grid.households.filter { own.isCentral[$0] } == [grid.centralHousehold])
      #expect(Set(base.places.grids.map(\.id)).isDisjoint(with: [grid.id]))
    }
    #expect(other.places.grids.flatMap(\.households).sorted() == Array(0..<60))
    #expect(own.partyMembers.reduce(0, +) == all.partyMembers.reduce(0, +))
  }

  /// Grids of an arm have values in it alone, and add up to its banner; ledgers close.
  @Test func gridsOfAnArmAddUp() throws {
    let arms = [World.linkage, Self.grids(9)]
    let model = try World.model(
      Self.place + [World.restless], arms: arms, years: 2,
      isRecorded: { outcome, place, _ in
        place.level == .banner || place.level == .grid && outcome.name == "sheepUnits"
      })
    let trace = Trace(model)
    let grids = trace.places(.grid)
    #expect(grids.count == 13)
    for (arm, own) in [grids.prefix(4), grids.suffix(9)].enumerated() {
      let whole = trace.values("sheepUnits", arm: arm, time: 7)
      var sum = [Double](repeating: 0, count: laneCount)
      for place in own {
        for (lane, value) in trace.values("sheepUnits", arm: arm, place: place, time: 7).enumerated() {
          sum[lane] += value
        }
      }
      #expect(relativeDistance(sum, whole) < 1e-5)
      for place in grids where !own.contains(place) {
        #expect(trace.values("sheepUnits", arm: arm, place: place, time: 7).allSatisfy { $0.isNaN })
      }
    }
    for (index, ledger) in model.ledgers.enumerated() {
      #expect(trace.residual(index) <= ledger.tolerance, "\(ledger.name)")
    }
  }

  /// Each of several networks has the ties of place, kin and trade of its own draw in all grids.
  @Test func severalNetworks() throws {
    let choice = World.values(World.small, ["places.gridCount": "9"])
    let base = try Banner(
      values: World.values(World.small), arms: [choice], speciesNames: World.species, namedSumu: [], namedGacha: [],
      seed: 11, draws: NetworkDraws(networks: 2))
    let other = base.inGrids(of: choice)
    #expect(Self.ties(other, "kin") == Self.ties(base, "kin"))
    #expect(Self.ties(other.others[0], "kin") == Self.ties(base.others[0], "kin"))
    #expect(Self.ties(other.others[0], "kin") != Self.ties(other, "kin"))
  }
}
