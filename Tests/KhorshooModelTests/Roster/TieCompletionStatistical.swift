import KhorshooEngine
import KhorshooModel
import KhorshooNetworks
import KhorshooNumerics
import Testing

/// A survey's ties completed, and networks over which replicates are dealt.
@Suite struct TieCompletionStatistical {
  /// Two gacha of 150, ties within each and between them.
  private static func roster() -> Roster {
    var roster = Roster(ids: (0..<300).map { "\($0)" })
    roster.gacha = Roster.Units(names: ["a", "b"], index: (0..<300).map { $0 / 150 })
    var ties = TieTable(householdCount: 300, layers: ["kin", "other"])
    for h in 0..<300 { for step in [1, 7] where (h + step) / 150 == h / 150 { ties.append(h, h + step, weight: 2) } }
    for h in 0..<40 { ties.append(h, 150 + h, layer: 1) }
    roster.ties = ties
    return roster
  }

  private static func banner(_ draws: NetworkDraws, seed: UInt64 = 3) throws -> Banner {
    let values = World.values(World.small, ["places.householdCount": "300"])
    return try Banner(
      values: values, speciesNames: World.species,
      namedSumu: [NamedSumu(id: "s", name: "s", nameChinese: "s", isPastoral: true)],
      namedGacha: ["a", "b"].map { NamedGacha(id: $0, name: $0, nameChinese: $0, sumuID: "s", products: []) },
      seed: seed, roster: roster(), draws: draws)
  }

  private static func mean(_ banner: Banner, _ layer: Int) -> Double {
    banner.network.summary.meanDegreeByLayer[layer] * 300 / 2
  }

  @Test func nothingIsAddedToACompleteList() throws {
    let one = try Self.banner(NetworkDraws(networks: 3))
    #expect(Self.mean(one, 1) == Double(Self.roster().ties!.layer.count { $0 == 0 }))
    #expect(one.others.count == 2 && one.others.allSatisfy { $0.network.weights == one.network.weights })
  }

  /// Ties that were kept with probability 1 - s: the completed number is n / (1 - s) in mean.
  @Test func theListIsAThinnedOne() throws {
    let share = 0.3
    let banner = try Self.banner(NetworkDraws(networks: 60, missingTieShare: share))
    let observed = Double(Self.roster().ties!.layer.count { $0 == 0 })
    let counts = ([banner] + banner.others).map { Self.mean($0, TieLayer.kin.rawValue) }
    let moments = counts.reduce(0, +) / 60
    // Negative binomial: variance n s / (1 - s)^2.
    let sd = (observed * share).squareRoot() / (1 - share)
    #expect(abs(moments - observed / (1 - share)) < 4 * sd / 60.0.squareRoot())
    let spread = (counts.reduce(0) { $0 + ($1 - moments) * ($1 - moments) } / 59).squareRoot()
    #expect(spread > 0.6 * sd && spread < 1.5 * sd)
    // Ties between the gacha are completed between them, and those within stay within.
    let kin = ([banner] + banner.others).map { $0.network.summary.acrossGachaShareByLayer }
    #expect(kin.allSatisfy { $0[TieLayer.kin.rawValue] == 0 && $0[TieLayer.allCases.count] == 1 })
  }

  @Test func theSameSeedGivesTheSameNetworks() throws {
    let draws = NetworkDraws(networks: 2, missingTieShare: 0.2)
    let (one, two) = (try Self.banner(draws), try Self.banner(draws))
    #expect(
      one.network.weights == two.network.weights && one.others[0].network.weights == two.others[0].network.weights)
    #expect(one.network.weights != one.others[0].network.weights)
    #expect(try Self.banner(draws, seed: 4).network.weights != one.network.weights)
  }

  /// A drawn population has other kin, and the households stay as they are.
  @Test func drawnNetworksDifferInTies() throws {
    let values = World.values(World.small)
    func banner(_ networks: Int) throws -> Banner {
      try Banner(
        values: values, speciesNames: World.species, namedSumu: [], namedGacha: [], seed: 5,
        draws: NetworkDraws(networks: networks))
    }
    let (one, several) = (try banner(1), try banner(3))
    #expect(one.network.weights == several.network.weights && several.others.count == 2)
    #expect(
      several.others.allSatisfy {
        $0.network.weights != several.network.weights && $0.households === several.households
      })
    let degrees = ([several] + several.others).map(\.network.summary.meanDegree)
    #expect((degrees.max()! - degrees.min()!) / degrees[0] < 0.1)
  }
}
