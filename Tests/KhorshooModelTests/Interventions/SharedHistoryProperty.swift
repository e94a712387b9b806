import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Arms that part later: a past that is taken over has the bits of one that is computed.
@Suite struct SharedHistoryProperty {
  private static let grant = "policy.cooperatives.grantYuanPerYear"
  private static let pay = "policy.centralHouseholds.payYuanPerYear"

  /// Every arm alone beside the reference, whose past it cannot share, against all arms together.
  @Test("together as alone, whatever the order of dates", arguments: [0, 1, 2])
  func together(_ order: Int) throws {
    let changes: [[Intervention]] = [
      [World.change(Self.grant, "90000", from: 5)], [World.change(Self.pay, "9000", from: 3)],
      [World.change(Self.grant, "90000", from: 5), World.change(Self.pay, "9000", from: 8)], [],
      [World.change("policy.centralHouseholds.outreach", "2", from: 7, in: ["gacha-01"])],
    ]
    let rotated = Array(changes[(2 * order % 5)...] + changes[..<(2 * order % 5)])
    let settings = [World.lively, World.paid]
    let all = try Trace(
      World.model(
        settings, arms: [World.none] + rotated.map { _ in World.linkage }, interventions: [[]] + rotated, years: 3))
    for (index, interventions) in rotated.enumerated() {
      let alone = try Trace(
        World.model(settings, arms: [World.none, World.linkage], interventions: [[], interventions], years: 3))
      #expect(alone.bits(arm: 1) == all.bits(arm: index + 1), "arm \(index + 1)")
      let matched = { (trace: Trace, arm: Int) in
        trace.records.flatMap { $0.matchedReference[arm].map(\.bitPattern) }
      }
      #expect(matched(alone, 1) == matched(all, index + 1), "arm \(index + 1) beside the reference")
    }
    // The check can fail: arms do differ.
    #expect(Set((1...5).map { all.bits(arm: $0) }).count == 5)
  }

  /// The reference itself is an arm whose past is shared.
  @Test("before the date an arm is its reference, to the bit, and differs after it")
  func reference() throws {
    let change = [World.change(Self.grant, "90000", from: 6)]
    let trace = try Trace(
      World.model([World.lively], arms: [World.linkage, World.linkage], interventions: [[], change], years: 3))
    let layout = trace.model.layout
    var (same, other) = (0, 0)
    for (index, cell) in layout.cells.enumerated() where !layout.groupCells.contains(index) {
      let isSame = trace.lanes(arm: 0, cell: index) == trace.lanes(arm: 1, cell: index)
      if cell.time < 6 { #expect(isSame, "\(layout.outcomes[cell.outcome].name) at \(cell.time)") }
      if isSame { same += 1 } else { other += 1 }
    }
    #expect(same > 1000 && other > 100)
  }
}
