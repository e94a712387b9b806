import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// A model whose other arms alone differ shows the reference arm that was kept, and gives what it would have given.
@Suite struct KeptReferenceProperty {
  private static let block = ReplicateBlock.all(replicates: laneCount)[0]
  private static let outreach: [Settings] = [
    World.none, World.linkage.merging(["policy.centralHouseholds.outreach": "3"]) { $1 },
  ]

  /// Groups in winter, everything else in every quarter.
  private func model(_ arms: [Settings] = [World.none, World.linkage], years: Int = 2) throws -> LinkageModel {
    try World.model(
      [World.lively, World.paid, ["past.years": "1"]], arms: arms, years: years,
      isRecorded: { $1.level != .group || $2.number == 4 }, isGathered: { $1.level == .banner && $2.number == 4 })
  }

  /// Bits of both arms, and of the reference arm for groups of the other.
  private func bits(_ model: LinkageModel, _ workspace: LinkageModel.Workspace) -> [[UInt64]] {
    let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: model.ledgers.count)
    model.simulate(Self.block, in: workspace, into: record)
    return (record.values + record.matchedReference).map { $0.map(\.bitPattern) }
  }

  @Test func aReferenceArmThatWasKeptIsThatOfOtherArms() throws {
    let (first, other) = (try model(), try model(Self.outreach))
    let kept = try #require(first.reference(of: Self.block))
    #expect(!kept.isWhole && !kept.fits(other))
    let memory = first.makeWorkspace()
    memory.enter(kept)
    let before = bits(first, memory)
    // Who keeps it computes what it would have computed.
    #expect(before == bits(first, first.makeWorkspace()) && memory.kept === kept)
    #expect(kept.isWhole && kept.fits(first) && kept.fits(other))
    let own = bits(other, other.makeWorkspace())
    #expect(own != before && own[0] == before[0], "the other arm alone differs")
    // Twice: what is shown stays as it was.
    for _ in 0..<2 {
      let memory = other.makeWorkspace()
      memory.enter(kept)
      #expect(bits(other, memory) == own)
      // The arm was not computed.
      let (shown, computed) = (memory.contexts[0].state, memory.contexts[1].state)
      #expect(
        (0..<60).allSatisfy { shown.cashYuan[$0] == .zero } && !(0..<60).allSatisfy { computed.cashYuan[$0] == .zero })
    }
  }

  @Test func whatCannotBeShownIsNotKept() throws {
    let kept = try #require(try model().reference(of: Self.block))
    let memory = try model().makeWorkspace()
    memory.enter(kept)
    _ = bits(try model(), memory)
    // Other years are other cells.
    let longer = try model(years: 3)
    #expect(kept.isWhole && !kept.fits(longer))
    // An arm with the same history needs the reference arm itself.
    #expect(try model([World.none, World.none]).reference(of: Self.block) == nil)
    // Groups within the year need its state in every quarter.
    let quarterly = try World.model([World.lively], years: 1)
    #expect(quarterly.reference(of: Self.block) == nil)
  }
}
