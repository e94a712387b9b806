import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// The years before the run: one past for all arms, closed ledgers, luck of its own.
@Suite struct PastProperty {
  private static let past: Settings = ["past.years": "3"]

  private func trace(_ settings: Settings..., years: Int = 2) throws -> Trace {
    try Trace(World.model([World.lively, World.paid] + settings, years: years))
  }

  @Test func armsBeginWhereOnePastEnded() throws {
    let model = try World.model([World.lively, World.paid, Self.past], years: 1)
    let stepper = Stepper(model, arm: 1)
    let random = stepper.context.random
    let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: 3)
    model.livePast(stepper.workspace, random, record)
    for arm in 0..<2 { model.begin(arm, stepper.workspace, random) }
    let (one, other) = (stepper.workspace.contexts[0].state, stepper.workspace.contexts[1].state)
    for row in 0..<60 * stepper.classCount { #expect(one.herd[row] == other.herd[row]) }
    for h in 0..<60 { #expect(one.cashYuan[h] == other.cashYuan[h] && one.hayKg[h] == other.hayKg[h]) }
    // Cooperatives are there only where the arm has them, and the herd is no longer the one drawn.
    #expect((0..<60).contains { other.isMember[$0][0] == 1 } && !(0..<60).contains { one.isMember[$0][0] == 1 })
    let drawn = model.banner.households.herdAtStart
    #expect((0..<60 * stepper.classCount).contains { abs(one.herd[$0][0] - drawn[$0]) > 0.5 })
    // Replicates have pasts of their own.
    #expect((0..<60).contains { one.cashYuan[$0][0] != one.cashYuan[$0][1] })
  }

  @Test func ledgersCloseInThePast() throws {
    let model = try World.model([World.lively, Self.past], years: 1)
    let workspace = model.makeWorkspace()
    let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: 3)
    model.livePast(workspace, LaneRandom(seed: 3, firstReplicate: 0), record)
    for (ledger, residual) in zip(model.ledgers, record.ledgerResiduals) {
      #expect(residual <= ledger.tolerance, "\(ledger.name): \(residual)")
    }
    #expect(record.ledgerResiduals[0] > 0, "a ledger of the past was looked at")
  }

  /// What the run meets does not depend on how long the past was.
  @Test func weatherAndPricesStay() throws {
    let (with, without) = (try trace(Self.past), try trace(["past.years": "0"]))
    for time in 0..<8 {
      let seen = [with, without].map { trace in
        numbers(trace.workspace.shocks[0].price(0, time: time))
          + numbers(trace.workspace.shocks[0].forageLog(gacha: 0, year: time / 4))
      }
      #expect(seen[0] == seen[1])
    }
    #expect(with.bits(arm: 0) != without.bits(arm: 0))
  }

  /// A model whose arms alone differ begins from a past that was kept, and gives what it would have given.
  @Test func aPastThatWasKeptIsThatOfOtherArms() throws {
    func bits(_ model: LinkageModel, _ workspace: LinkageModel.Workspace) -> [UInt64] {
      let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: 3)
      model.simulate(ReplicateBlock.all(replicates: 16)[0], in: workspace, into: record)
      return (0..<2).flatMap { arm in
        (0..<model.layout.cells.count * laneCount).map { record.values[arm][$0].bitPattern }
      }
    }
    let block = ReplicateBlock.all(replicates: 16)[0]
    let first = try World.model([World.lively, World.paid, Self.past], years: 1)
    let memory = first.makeWorkspace()
    let before = bits(first, memory)
    let past = try #require(memory.keepPast(of: block))
    let other = try World.model(
      [World.lively, World.paid, Self.past],
      arms: [World.none, World.linkage.merging(["policy.centralHouseholds.outreach": "3"]) { $1 }], years: 1)
    let (own, kept) = (bits(other, other.makeWorkspace()), bits(other, other.makeWorkspace(from: past)))
    #expect(own == kept && own != before)
    // What began from it has left it as it was, also when its memory goes on to another world.
    let next = other.makeWorkspace(from: past)
    _ = bits(other, next)
    _ = bits(other, other.makeWorkspace(after: next))
    #expect(bits(first, first.makeWorkspace(from: past, after: next)) == before)
  }
}
