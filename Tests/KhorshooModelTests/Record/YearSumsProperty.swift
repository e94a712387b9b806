import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// What is gathered over a year is the sum or the mean of the year's quarters, whatever else is recorded.
@Suite struct YearSumsProperty {
  private static let change = [World.change("policy.cooperatives.grantYuanPerYear", "90000", from: 6)]

  private func trace(
    quarters: Bool, gathered: Bool = true, arms: [Settings] = [World.none, World.linkage, World.linkage]
  ) throws -> Trace {
    // The last arm shares the past of the second up to the middle of the second year.
    try Trace(
      World.model(
        [World.lively, World.paid], arms: arms, interventions: [[], [], Self.change], years: 3,
        isRecorded: { outcome, _, quarter in quarters || quarter.number == 4 && !outcome.isGathered },
        isGathered: { _, _, _ in gathered }))
  }

  @Test func quartersAddUpToTheirYear() throws {
    let trace = try trace(quarters: true)
    let layout = trace.model.layout
    var (sums, means, moved) = (Set<String>(), Set<String>(), 0)
    for (index, cell) in layout.cells.enumerated() where cell.isGathered {
      let outcome = layout.outcomes[cell.outcome]
      let weight = outcome.ofYear == .mean ? 0.25 : 1
      for arm in trace.model.armNames.indices {
        let year = trace.lanes(arm: arm, cell: index).map(Double.init(bitPattern:))
        let quarters = (0..<4).map { trace.values(outcome.name, arm: arm, place: cell.place, time: cell.time - $0) }
        for lane in year.indices {
          let expected = quarters.reduce(0) { $0 + $1[lane] } * weight
          let isSame = year[lane].isNaN && expected.isNaN || abs(year[lane] - expected) <= 1e-9 * max(1, abs(expected))
          #expect(isSame, "\(outcome.name) of \(layout.places[cell.place].id): \(year[lane]), \(expected)")
          if year[lane] != quarters[0][lane] { moved += 1 }
        }
      }
      if outcome.ofYear == .mean { means.insert(outcome.name) } else { sums.insert(outcome.name) }
    }
    #expect(sums.isSuperset(of: ["birthsHead", "publicCostYuan", "entries", "salesSheepUnitsPerHousehold"]))
    #expect(means.contains("forageDeficitShare") && sums.count > 30 && moved > 1000)
  }

  @Test("a year is the same to the bit without its quarters, and costs nothing else")
  func aloneAsWithQuarters() throws {
    let (with, without) = (try trace(quarters: true), try trace(quarters: false))
    let layout = without.model.layout
    #expect(layout.cells.count < with.model.layout.cells.count)
    for (index, cell) in layout.cells.enumerated() {
      let other = try #require(
        cell.isGathered
          ? with.model.layout.yearCell(outcome: cell.outcome, place: cell.place, time: cell.time)
          : with.model.layout.cell(outcome: cell.outcome, place: cell.place, time: cell.time))
      for arm in 0..<3 { #expect(without.lanes(arm: arm, cell: index) == with.lanes(arm: arm, cell: other)) }
    }
  }

  /// Households of a group are the same on both sides of a pair, in every quarter that is added.
  @Test func matchedReferenceIsGatheredToo() throws {
    let trace = try trace(quarters: true)
    let layout = trace.model.layout
    var compared = 0
    for (index, cell) in layout.cells.enumerated() where cell.isGathered && layout.groupCells.contains(index) {
      let row = index - layout.groupCells.lowerBound
      let quarters = (0..<4).map {
        trace.matched(layout.outcomes[cell.outcome].name, arm: 1, place: cell.place, time: cell.time - $0)
      }
      for lane in 0..<laneCount {
        let expected = quarters.reduce(0) { $0 + $1[lane] }
        let found = trace.records[0].matchedReference[1][row * laneCount + lane]
        #expect(found.isNaN && expected.isNaN || abs(found - expected) <= 1e-9 * max(1, abs(expected)))
        compared += 1
      }
    }
    #expect(compared > 100)
  }
}
