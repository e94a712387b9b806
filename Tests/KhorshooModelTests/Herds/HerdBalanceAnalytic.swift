import KhorshooModel
import KhorshooNumerics
import Testing

/// The balanced offtake makes each species stand still in a mean year, whatever the shares that the ledger lists.
@Suite struct HerdBalanceAnalytic {
  private func balance(_ settings: Settings...) throws -> (HerdBalance, HerdTable) {
    let values = World.values(settings)
    let table = HerdTable(values, speciesNames: World.species)
    return (try HerdBalance(table, values), table)
  }

  @Test(arguments: 0..<4) func growthIsOne(species: Int) throws {
    // Without luck, knowledge and dzud the mean year is the normal one, whose matrix is at hand.
    let (balance, table) = try balance(HerdBalanceAnalytic.normal)
    var projection = HerdProjection(table, species: species, seasonShares: SIMD4(0.4, 0.1, 0.1, 0.4))
    projection.offtakeRatio = balance.species[species].offtakeRatio
    // No more can be sold than all of every class that is sold at all; nothing in the ledger grows even then.
    let ratio = projection.offtakeRatio
    let smallest = table.classes.filter { $0.species == species }.flatMap(\.offtakeShare).filter { $0 > 0 }.min()!
    projection.offtakeRatio = 1 / Double(smallest)
    #expect(try projection.growthPerYear(sells: true) < 1)
    projection.offtakeRatio = ratio
    #expect(abs(try projection.stable(sells: true).growthPerYear - 1) < 1e-9)
    // Deliberate fault: a hundredth more offtake is seen.
    projection.offtakeRatio *= 1.01
    #expect(try projection.stable(sells: true).growthPerYear < 1 - 1e-4)
  }

  @Test func onlyProportionsOfSharesMatter() throws {
    let (one, table) = try balance([:])
    let half = try balance(
      Dictionary(
        uniqueKeysWithValues: table.classes.flatMap { entry in
          zip(["Spring", "Summer", "Autumn", "Winter"], entry.offtakeShare).map { season, share in
            ("herds.\(table.species[entry.species].name).\(entry.name).offtakeShare" + season, "\(share / 2)")
          }
        })
    ).0
    for (a, b) in zip(one.species, half.species) {
      #expect(abs(b.offtakeRatio / a.offtakeRatio / 2 - 1) < 1e-5)
      for season in 0..<4 { #expect(abs(a.after[season] / b.after[season] - 1) < 1e-5) }
    }
  }

  /// A mean year kills more than a normal one: of luck, exp(sd^2 / 2), and of dzud; so less is sold.
  @Test func harderYearsSellLess() throws {
    let normal = try balance(HerdBalanceAnalytic.normal).0
    let lucky = try balance(HerdBalanceAnalytic.normal, ["husbandry.mortalityLuckLogSd": "0.8"]).0
    let snow = try balance(
      HerdBalanceAnalytic.normal,
      ["dzud.probabilityPerWinter": "0.3", "herds.*.dzudResponse": "3", "husbandry.shelter": "0"]
    ).0
    for s in 0..<4 {
      #expect(lucky.species[s].offtakeRatio <= normal.species[s].offtakeRatio)
      #expect(snow.species[s].offtakeRatio <= normal.species[s].offtakeRatio)
    }
  }

  @Test func ratesAsTheyStand() throws {
    #expect(try balance(["husbandry.offtakeRule": "rates"]).0.species.allSatisfy { $0.offtakeRatio == 1 })
  }

  private static let normal: Settings = [
    "husbandry.mortalityLuckLogSd": "0", "herds.*.knowledgeResponse": "0", "herds.*.dzudResponse": "0",
  ]
}
