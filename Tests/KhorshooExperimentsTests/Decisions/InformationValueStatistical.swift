import KhorshooExperiments
import KhorshooNumerics
import Testing

/// Worth of information against its closed form for two options whose difference is normal.
@Suite struct InformationValueStatistical {
  /// The second option is better by 0.3 on average; two of five parameters, the population and luck move the difference.
  private static let toy = NormalOptions(
    means: [0, 0.3], effects: [[0, 0.6], [-0.1, 0.2], [0.7, 0.7], [0, 0], [0, 0]], population: 0.4 / 2.0.squareRoot(),
    luck: 2)
  private static let ownDeviation = (0.36 + 0.09 + 0.16).squareRoot()

  /// Luck that is left in the means of worlds would make it worth 1.5 times as much.
  @Test func perfectInformationIsNotWorthWhatLuckIs() throws {
    var (found, naive) = (Moments(), Moments())
    var (probability, stated) = (0.0, 0.0)
    for seed in 0..<200 as Range<UInt64> {
      let draws = try Self.toy.draws(seed + 1)
      let analysis = DecisionAnalysis(draws)
      found.add(analysis.perfectInformation.value)
      stated += analysis.perfectInformation.standardError / 200
      probability += analysis.options[1].probabilityBest.value / 200
      let lucky = DecisionDraws(values: draws.values, luck: Matrix(rows: 2, columns: 2), sets: draws.sets)
      naive.add(DecisionAnalysis(lucky).perfectInformation.value)
    }
    let exact = normalInformation(mean: 0.3, deviation: Self.ownDeviation)
    let error = (found.variance / 200).squareRoot()
    #expect(abs(found.mean - exact) < 3 * error + 0.02 * exact, "\(found.mean) against \(exact), error \(error)")
    #expect(naive.mean > 1.25 * exact, "deliberate fault: with luck left in, \(naive.mean)")
    #expect(abs(probability - stableNormalDistribution(0.3 / Self.ownDeviation)) < 0.01, "\(probability)")
    #expect((0.75...1.35).contains(stated / found.standardDeviation), "\(stated) against \(found.standardDeviation)")
  }

  @Test func partsAreWorthWhatTheyAre() throws {
    let keys = ["strong", "weak", "common", "none1", "none2"]
    var found = [String: Moments]()
    var (stated, falseAlarms) = (0.0, 0)
    for seed in 0..<150 as Range<UInt64> {
      let value = InformationValue(
        try Self.toy.draws(seed + 1), keys: keys, sets: Self.toy.sets(seed + 1),
        groups: [("both", [0, 1]), ("all", Array(0..<5)), ("nothing", [2, 3, 4])], seed: seed)
      for part in value.parameters + value.groups { found[part.name, default: Moments()].add(part.value.value) }
      stated += (value.parameters.first { $0.name == "strong" }?.value.standardError ?? .nan) / 150
      let idle = value.parameters.filter { !["strong", "weak"].contains($0.name) }.map(\.value.value).max() ?? 0
      if idle > value.chance { falseAlarms += 1 }
    }
    for (name, deviation) in [("strong", 0.6), ("weak", 0.3), ("both", 0.45.squareRoot()), ("all", 0.45.squareRoot())] {
      let moments = try #require(found[name])
      let exact = normalInformation(mean: 0.3, deviation: deviation)
      let error = (moments.variance / 150).squareRoot()
      #expect(
        abs(moments.mean - exact) < 3 * error + 0.003 + 0.03 * exact,
        "\(name): \(moments.mean) against \(exact), error \(error)")
    }
    let strong = try #require(found["strong"])
    #expect((0.7...1.4).contains(stated / strong.standardDeviation), "\(stated) against \(strong.standardDeviation)")
    // What moves both options alike, and what moves none, is worth nothing.
    for name in ["common", "none1", "none2", "nothing"] {
      // The group has the luck of the best of three.
      let limit = name == "nothing" ? 0.005 : 0.003
      #expect(try #require(found[name]).mean < limit, "\(name): \(found[name]?.mean ?? .nan)")
    }
    #expect(falseAlarms <= 16, "three idle parameters of five beyond chance in \(falseAlarms) of 150")
  }

  /// An effect that does not stand out among twelve parameters: its group is worth no less than it, and no more than the closed
  /// form says; a group that holds another is worth no less than that.
  @Test func aGroupIsWorthItsBestMember() throws {
    let effects = [[0, 0.18]] + Array(repeating: [0.0, 0], count: 11)
    let toy = NormalOptions(means: [0, 0], effects: effects, population: 0.4 / 2.0.squareRoot(), luck: 2)
    let keys = (0..<12).map { "p\($0)" }
    var (member, small, all) = (Moments(), Moments(), Moments())
    for seed in 0..<100 as Range<UInt64> {
      let found = InformationValue(
        try toy.draws(seed + 1), keys: keys, sets: toy.sets(seed + 1),
        groups: [("all", Array(0..<12)), ("small", [0, 1, 2])], seed: seed)
      let value = Dictionary(uniqueKeysWithValues: (found.parameters + found.groups).map { ($0.name, $0.value.value) })
      for name in ["p0", "p1", "p2"] { #expect(value["small"]! >= value[name]!, "\(name), \(seed): \(value)") }
      for name in keys + ["small"] { #expect(value["all"]! >= value[name]!, "\(name), \(seed): \(value)") }
      member.add(value["p0"]!)
      small.add(value["small"]!)
      all.add(value["all"]!)
    }
    let exact = normalInformation(mean: 0, deviation: 0.18)
    for (name, moments) in [("p0", member), ("small", small), ("all", all)] {
      // Drawing in takes a third of an effect that is hardly seen; the best of twelve does not make up for it.
      #expect((0.5...1.1).contains(moments.mean / exact), "\(name): \(moments.mean) against \(exact)")
    }
    #expect(member.mean <= small.mean && small.mean <= all.mean)
  }

  /// A rule by words, and where along a number the choice turns.
  @Test func wordsAndSwitches() throws {
    let sets: [[FactorValue]] = (0..<60).map { [.text($0 % 3 == 0 ? "dry" : "wet"), .number(Double($0))] }
    let draws = ruledDraws(sets: 60, options: 2) { set, option in
      option == 0 ? 0 : (set % 3 == 0 ? -2 : 2) + 0.1 * testNormal(set, 3)
    }
    let byWord = InformationValue(draws, keys: ["season", "place"], sets: sets, groups: [], seed: 1)
    let season = try #require(byWord.parameters.first)
    #expect(season.name == "season" && abs(season.value.value - 2.0 / 3) < 0.05 && season.value.value > byWord.chance)
    #expect(season.switches.isEmpty)
    let rising = ruledDraws(sets: 60, options: 2) { set, option in
      option == 0 ? 0 : 0.1 * (Double(set) - 20.5) + 0.1 * testNormal(set, 4)
    }
    let byNumber = InformationValue(rising, keys: ["season", "place"], sets: sets, groups: [], seed: 1)
    let place = try #require(byNumber.parameters.first)
    #expect(place.name == "place" && place.switches.map(\.option) == [0, 1])
    #expect(abs(place.switches[1].from - 21) <= 1, "\(place.switches)")
    // Sum over 0...20 of what is avoided, over 60 sets.
    #expect(abs(place.value.value - 0.1 * (20.5 * 21 - 210) / 60) < 0.02)
  }
}
