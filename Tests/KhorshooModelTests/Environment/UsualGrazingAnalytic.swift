import KhorshooModel
import KhorshooNumerics
import Testing

/// The pasture of the start is in balance with the herd of the start, and moves when grazing does.
@Suite struct UsualGrazingAnalytic {
  /// Mean weather, and pastures that the herds of the start graze harder than is proper; hay and money enough.
  private static let crowded: Settings = World.calm.merging([
    "forage.yieldKgPerHectare": "500", "income.transfersYuanPerPersonYear": "100000",
    "households.cashYuanPerSheepUnit": "5000", "husbandry.restockingShare": "0", "rental.participationShare": "0",
    "husbandry.distressSaleResponse": "0", "herds.*.deficitResponse": "0", "herds.*.parturitionDeficitResponse": "0",
  ]) { $1 }

  /// Mean pasture condition after each summer, with the herds of the start times a ratio.
  private func path(_ ratio: Float, _ settings: Settings...) throws -> [Double] {
    let model = try World.model([Self.crowded] + settings, arms: [World.none], years: 8)
    let stepper = Stepper(model)
    for row in 0..<60 * stepper.classCount { stepper.context.state.herd[row] *= ratio }
    return (0..<32).compactMap { time in
      stepper.quarter(time)
      guard time % 4 == 1 else { return nil }
      return (0..<60).reduce(0) { $0 + Double(stepper.context.state.pastureCondition[$1][0]) } / 60
    }
  }

  @Test func staysWhereItIs() throws {
    let path = try path(1)
    #expect(path.allSatisfy { abs($0 - 1) < 0.06 }, "\(path)")
    // Deliberate fault: larger herds wear it down.
    let more = try self.path(1, ["husbandry.targetHerdRatio": "1.6"])
    #expect(more[7] < path[7], "\(more)")
  }

  @Test func restMendsItToWhatItWouldBeUngrazed() throws {
    let rested = try path(0.05, ["husbandry.targetHerdRatio": "0.1"])
    #expect(rested[7] > rested[0] && rested[7] > 1.02, "\(rested)")
    // At most usual overuse x degradation / recovery above that of the start.
    #expect(rested.allSatisfy { $0 < 1 + 0.46 * 0.15 / 0.2 }, "\(rested)")
  }
}
