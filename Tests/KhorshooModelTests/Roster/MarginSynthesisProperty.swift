import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Households made from margins have them, and are like those of the scenario's distributions where no margin says otherwise.
@Suite struct MarginSynthesisProperty {
  private static func table(_ small: Double, _ large: Double) -> MarginTable {
    MarginTable(
      gachaNames: ["A", "B"], sumuNames: ["S", "S"],
      axes: [
        (
          .sheepUnits,
          [
            MarginTable.Class(label: "0-190", from: 0, below: 190),
            MarginTable.Class(label: "190-", from: 190, below: .infinity),
          ]
        )
      ],
      margins: [
        ProportionalFit.Margin(axes: [0], totals: [600, 400]),
        ProportionalFit.Margin(axes: [1], totals: [small, large]),
      ], titles: ["gacha", "sheepUnits"])
  }

  private static func made(_ small: Double, _ large: Double, seed: UInt64 = 3) throws -> MarginSynthesis {
    try MarginSynthesis(
      table(small, large), values: World.values(), speciesNames: World.species, seed: seed)
  }

  @Test(arguments: [(500.0, 500.0), (900, 100), (0, 1000)]) func marginsAreMet(small: Double, large: Double) throws {
    let made = try Self.made(small, large)
    #expect(made.largestMiss < 1e-8 && made.largestRounding <= 1)
    #expect(made.roster.count == 1000 && made.roster.gacha?.index.count { $0 == 0 } == 600)
    let units = try #require(made.roster.numbers[.sheepUnits])
    #expect(abs(Double(units.count { $0 < 190 }) - small) <= 1)
  }

  /// Where the margins are those of the distributions, so are the traits: mean pasture of 1,000 against the sample's.
  @Test func traitsWithinAClassAreThoseOfTheDistribution() throws {
    let even = try Self.made(500, 500)
    let (units, mu) = (even.roster.numbers[.sheepUnits]!, even.roster.numbers[.pastureMu]!)
    let poor = units.indices.filter { units[$0] < 190 }.map { mu[$0] }
    let rich = units.indices.filter { units[$0] >= 190 }.map { mu[$0] }
    // Herd and pasture go together in the distributions, and no margin breaks that.
    let richMean: Double = rich.reduce(0, +) / Double(rich.count)
    let poorMean: Double = poor.reduce(0, +) / Double(poor.count)
    #expect(richMean > 1.5 * poorMean)
    #expect(units.allSatisfy { $0 > 0 } && mu.allSatisfy { $0 > 0 })
  }

  @Test func theSameSeedGivesTheSameHouseholds() throws {
    #expect(try Self.made(700, 300).roster == Self.made(700, 300).roster)
    #expect(try Self.made(700, 300).roster != Self.made(700, 300, seed: 4).roster)
  }
}
