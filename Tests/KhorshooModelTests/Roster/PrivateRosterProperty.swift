import KhorshooInputs
import KhorshooModel
import KhorshooNetworks
import Testing

/// Nobody is told from fewer than k others, and what names a household is gone.
@Suite struct PrivateRosterProperty {
  private struct Words: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 31)
    }
  }

  /// Three gacha of 40, 17 and 3 households.
  private static func open() -> Roster {
    var roster = Roster(ids: (0..<60).map { "name-\($0)" })
    roster.gacha = Roster.Units(names: ["A", "B", "C"], index: (0..<60).map { $0 < 40 ? 0 : $0 < 57 ? 1 : 2 })
    roster.numbers[.persons] = (0..<60).map { Double(1 + ($0 * 7) % 5) }
    roster.numbers[.sheepUnits] = (0..<60).map { Double(($0 * 37) % 401) }
    roster.numbers[.pastureMu] = (0..<60).map { Double(($0 * 91) % 5003) }
    roster.numbers[.xKm] = (0..<60).map { Double($0) * 0.73 }
    roster.numbers[.yKm] = (0..<60).map { Double($0) * 0.31 }
    roster.numbers[.partyMembers] = (0..<60).map { Double($0 % 2) }
    roster.extra = [Roster.ExtraColumn(name: "phone", cells: (0..<60).map { "\($0)" })]
    roster.joined = (0..<60).map { Int32($0) }
    var ties = TieTable(householdCount: 60)
    for h in 0..<59 { ties.append(h, h + 1, weight: Float(h + 1)) }
    roster.ties = ties
    return roster
  }

  /// Households that share gacha, persons, herd and pasture, for each such combination that has them.
  private static func groups(_ roster: Roster) -> [Int] {
    let keys = roster.ids.indices.compactMap { h -> String? in
      let values = [RosterTrait.persons, .sheepUnits, .pastureMu].map { roster.numbers[$0]![h] }
      return values.contains(where: \.isNaN) ? nil : "\(roster.gacha!.index[h]) \(values)"
    }
    return Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: +).values.sorted()
  }

  @Test(arguments: [2, 5, 10]) func everyGroupHasKHouseholds(k: Int) throws {
    var generator = Words(state: 9)
    let closed = PrivateRoster(Self.open(), k: k, cellKm: 4, keepsTies: true, using: &generator)
    let groups = Self.groups(closed.roster)
    #expect(try #require(groups.first) >= k && closed.smallestGroup ?? 0 >= k)
    #expect(closed.suppressed == (k > 3 ? 3 : 0) && groups.reduce(0, +) == 60 - closed.suppressed)
    // The open roster is what the check rejects.
    #expect(try #require(Self.groups(Self.open()).first) == 1)
  }

  @Test func meansStayAndNamesGo() throws {
    var generator = Words(state: 3)
    let open = Self.open()
    let roster = PrivateRoster(open, k: 5, cellKm: 4, keepsTies: true, using: &generator).roster
    #expect(roster.extra.isEmpty && roster.joined == nil && roster.numbers[.partyMembers] == nil)
    #expect(!roster.ids.contains { $0.hasPrefix("name") } && Set(roster.ids).count == 60)
    #expect(roster.gacha?.names.sorted() == ["gacha-1", "gacha-2", "gacha-3"])
    let large = (0..<60).filter { roster.gacha!.index[$0] == 0 }
    #expect(large.count == 40)
    let mean = large.reduce(0) { $0 + roster.numbers[.sheepUnits]![$1] } / 40
    let before = (0..<40).reduce(0) { $0 + open.numbers[.sheepUnits]![$1] } / 40
    #expect(abs(mean - before) < 1)
  }

  @Test func homesteadsMoveWithinTheirCellAndTiesStay() throws {
    var generator = Words(state: 5)
    let open = Self.open()
    let roster = PrivateRoster(open, k: 5, cellKm: 4, keepsTies: true, using: &generator).roster
    let cells = { (x: [Double]) in x.map { Int(($0 / 4).rounded(.down)) }.sorted() }
    #expect(cells(roster.numbers[.xKm]!) == cells(open.numbers[.xKm]!) && roster.numbers[.xKm] != open.numbers[.xKm])
    let ties = try #require(roster.ties)
    // Weights say which tie was which: the path through all households is a path still.
    #expect(ties.weight.sorted() == open.ties?.weight.sorted())
    var degree = [Int](repeating: 0, count: 60)
    for (a, b) in zip(ties.source, ties.target) {
      degree[Int(a)] += 1
      degree[Int(b)] += 1
    }
    #expect(degree.count { $0 == 1 } == 2 && degree.count { $0 == 2 } == 58)
    let without = PrivateRoster(open, k: 5, cellKm: 4, keepsTies: false, using: &generator).roster
    #expect(without.ties == nil)
  }
}
