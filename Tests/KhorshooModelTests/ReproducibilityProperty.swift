import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Synchronization
import Testing

/// Case 6: same seed, same bytes, for any threads, order of arms, and number of replicates.
@Suite struct ReproducibilityProperty {
  private static let third = World.linkage.merging(["policy.cooperatives.grantYuanPerYear": "9000"]) { $1 }

  /// Bits of every arm and cell, replicate by replicate.
  private func records(_ model: LinkageModel, replicates: Int, threads: Int) throws -> [[[UInt64]]] {
    let cells = model.layout.cells.count
    let kept = Mutex<[[[UInt64]]]>([])
    let keep: @Sendable (BlockRecord, ReplicateBlock) throws -> Void = { record, block in
      let bits = (0..<block.validLanes).map { lane in
        record.values.map { values in (0..<cells).map { values[$0 * laneCount + lane].bitPattern } }
      }
      kept.withLock { $0 += bits }
    }
    _ = try MonteCarloRunner(replicates: replicates, threads: threads).run(model, observer: .init(keep: keep))
    return kept.withLock { $0 }
  }

  @Test(arguments: ["expected", "stochastic"]) func threadsAndReplicates(demography: String) throws {
    let model = try World.model(
      [World.lively, ["husbandry.demography": demography]], arms: [World.none, World.linkage], years: 2)
    let one = try records(model, replicates: 100, threads: 1)
    #expect(one.count == 100)
    #expect(try records(model, replicates: 100, threads: 4) == one)
    #expect(try records(model, replicates: 10, threads: 1) == Array(one[..<10]))
    // Replicates differ from one another.
    #expect(Set(one.map { $0[0] }).count == 100)
    // Deliberate fault: another seed gives other bits.
    let other = try World.model([World.lively, ["husbandry.demography": demography]], years: 2, seed: 12)
    #expect(try records(other, replicates: 10, threads: 1) != Array(one[..<10]))
  }

  /// One block on several threads, each with an arm: one has the past of another, and groups and comparisons are recorded.
  @Test func armsSideBySide() throws {
    let model = try World.model(
      [World.lively, World.paid, ["past.years": "1"]], arms: [World.none, World.linkage, World.linkage, Self.third],
      interventions: [[], [], [World.change("policy.centralHouseholds.outreach", "3", from: 5)], []], years: 3)
    for replicates in [16, 40] {
      let one = try records(model, replicates: replicates, threads: 1)
      for threads in [2, 9] { #expect(try records(model, replicates: replicates, threads: threads) == one) }
      // Arms differ from one another, and no number is of another arm.
      #expect(Set(one[0]).count == 4)
    }
  }

  /// A worker that has computed other blocks before gives the same numbers.
  @Test func blocksDoNotRemember() throws {
    let model = try World.model([World.lively], years: 2)
    let fresh = Trace(model, replicates: 48)
    let workspace = model.makeWorkspace()
    let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: model.ledgers.count)
    for index in [2, 0, 1, 0] {
      model.simulate(ReplicateBlock.all(replicates: 48)[index], in: workspace, into: record)
      for arm in 0..<2 {
        #expect(record.values[arm].map(\.bitPattern) == fresh.records[index].values[arm].map(\.bitPattern))
      }
    }
  }

  /// The tests that look between processes run the same quarters as the model does, which lets a part of a gacha's
  /// households go ahead of the others.
  @Test(arguments: [0, 1], ["expected", "stochastic"]) func stepperIsTheModel(arm: Int, demography: String) throws {
    let model = try World.model([World.lively, ["husbandry.demography": demography]], years: 2)
    #expect(model.banner.places.gacha.contains { $0.households.count % 16 > 0 && $0.households.count > 16 })
    let own = Trace(model).workspace.contexts[arm].state
    func agrees(_ stepper: Stepper) -> Bool {
      for time in 0..<8 { stepper.quarter(time) }
      let stepped = stepper.context.state
      return (0..<60 * stepper.classCount).allSatisfy { own.herd[$0] == stepped.herd[$0] }
        && (0..<60).allSatisfy { own.cashYuan[$0] == stepped.cashYuan[$0] && own.isMember[$0] == stepped.isMember[$0] }
    }
    #expect(agrees(Stepper(model, arm: arm)))
    // Deliberate fault: another seed.
    #expect(!agrees(Stepper(model, arm: arm, seed: 12)))
  }

  /// Cells of outcomes that need no other arm.
  private func isRecordedAlone(_ layout: RecordLayout) -> [Int] {
    let compared = ["loserShare", "uplift", "memberEffect", "membershipEffect", "realIncome", "localPrice"]
    // Strata, and who was trained, go by the reference arm.
    return layout.cells.indices.filter { cell in
      !layout.places[layout.cells[cell].place].id.hasPrefix("joins")
        && !layout.places[layout.cells[cell].place].id.hasSuffix("trainedNonMember")
        && !compared.contains { layout.outcomes[layout.cells[cell].outcome].name.hasPrefix($0) }
    }
  }

  @Test func orderOfArms() throws {
    let arms = [World.none, World.linkage, Self.third]
    let straight = Trace(try World.model([World.lively], arms: arms, years: 2))
    let turned = Trace(try World.model([World.lively], arms: [arms[0], arms[2], arms[1]], years: 2))
    let alone = Trace(try World.model([World.lively], arms: [arms[2]], years: 2))
    #expect(straight.bits(arm: 1) == turned.bits(arm: 2))
    #expect(straight.bits(arm: 2) == turned.bits(arm: 1))
    // What compares an arm with the reference arm has another one here.
    let own = isRecordedAlone(straight.model.layout)
    #expect(own.count > 1000)
    #expect(own.allSatisfy { straight.lanes(arm: 2, cell: $0) == alone.lanes(arm: 0, cell: $0) })
    #expect(
      !straight.model.layout.cells.indices.allSatisfy {
        straight.lanes(arm: 2, cell: $0) == alone.lanes(arm: 0, cell: $0)
      })
    #expect(straight.bits(arm: 1) != straight.bits(arm: 2))
  }
}
