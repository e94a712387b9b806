import KhorshooModel
import KhorshooNumerics
import Testing

/// Herds that nothing disturbs stay at their target, and come back to it from above and below.
@Suite struct StationaryHerdProperty {
  /// Pasture and money enough, mean weather, no luck.
  private static let ample: Settings = World.calm.merging([
    "forage.yieldKgPerHectare": "5000", "households.knowledgeMean": "0.02",
    "regimes.improved.knowledgeThreshold": "1.01",
    "income.transfersYuanPerPersonYear": "50000", "households.cashYuanPerSheepUnit": "2000",
    "husbandry.restockingShare": "0", "forage.grazingShareSpring": "1", "forage.grazingShareWinter": "1",
  ]) { $1 }

  private func path(_ settings: Settings..., from ratio: Float = 1, years: Int = 12) throws -> [Double] {
    let model = try World.model([Self.ample] + settings, arms: [World.none], years: years)
    let stepper = Stepper(model)
    for row in 0..<60 * stepper.classCount { stepper.context.state.herd[row] *= ratio }
    func head() -> Double {
      model.banner.table.species.indices.reduce(0) { $0 + stepper.head(species: $1).reduce(0, +) }
    }
    let start = head() / Double(ratio)
    return (0..<4 * years).compactMap { time in
      stepper.quarter(time)
      return time % 4 == 3 ? head() / start : nil
    }
  }

  @Test func staysAtItsTarget() throws {
    let path = try path()
    #expect(path.allSatisfy { abs($0 - 1) < 0.03 }, "\(path)")
  }

  @Test func comesBackFromLossAndFromPlenty() throws {
    let (low, high) = (try path(from: 0.6), try path(from: 1.2))
    #expect(low[0] > 0.6 && low[11] > 0.95 && low[11] < 1.08, "\(low)")
    #expect(high[0] < 1.2 && high[11] < 1.1 && high[11] > 0.98, "\(high)")
  }

  /// Deliberate fault: shares as they stand let it fall.
  @Test func withoutBalanceItFalls() throws {
    let fallen = try path([
      "husbandry.offtakeElasticity": "0", "husbandry.offtakeRule": "rates", "herds.*.*.offtakeShareAutumn": "0.6",
    ])
    #expect(fallen[11] < 0.8, "\(fallen)")
  }

  @Test func followsTheTrendOfItsTarget() throws {
    let path = try path(["husbandry.targetGrowthPerYear": "0.03"])
    // It lags behind by growth over response.
    let growth = (path[11] / path[5] - 1) / 6
    #expect(abs(growth - 0.036) < 0.012, "\(path)")
  }
}
