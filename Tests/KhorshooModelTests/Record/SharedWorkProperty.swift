import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// What is done once for several worlds, arms or cells gives the bytes that doing it for each would give.
@Suite struct SharedWorkProperty {
  private func world(_ settings: Settings = [:], seed: UInt64) throws -> LinkageModel {
    try World.model([World.lively, ["past.years": "2"], settings], years: 2, seed: seed)
  }

  /// Bits of every arm of the first block.
  private func bits(_ model: LinkageModel, in workspace: LinkageModel.Workspace) -> [[UInt64]] {
    let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: model.ledgers.count)
    model.simulate(ReplicateBlock.all(replicates: laneCount)[0], in: workspace, into: record)
    return record.values.map { $0.map(\.bitPattern) }
  }

  /// A worker goes from world to world with the memory that it has.
  @Test func statesThatAnotherWorldLeftHaveNoEffect() throws {
    let (one, other) = (try world(seed: 11), try world(seed: 12))
    let last = one.makeWorkspace()
    let before = bits(one, in: last)
    let next = other.makeWorkspace(after: last)
    // They are taken over, and not made anew.
    #expect(zip(next.contexts, last.contexts).allSatisfy { $0.state === $1.state })
    let found = bits(other, in: next)
    #expect(found == bits(other, in: other.makeWorkspace()))
    #expect(found != before)
  }

  /// A state of another shape is made in the memory of one that was left, where it has room, and has none of its numbers.
  @Test func statesOfABannerOfAnotherSizeTakeItsMemoryWhereTheyFit() throws {
    let (large, small) = (try world(["places.gridCount": "6"], seed: 11), try world(seed: 11))
    #expect(small.banner.places.grids.count < large.banner.places.grids.count)
    for (one, other, fits) in [(large, small, true), (small, large, false)] {
      let last = one.makeWorkspace()
      _ = bits(one, in: last)
      let next = other.makeWorkspace(after: last)
      #expect(zip(next.contexts, last.contexts).allSatisfy { $0.state !== $1.state })
      #expect(zip(next.contexts, last.contexts).allSatisfy { ($0.state.herd == $1.state.herd) == fits })
      #expect(bits(other, in: next) == bits(other, in: other.makeWorkspace()))
    }
  }

  /// Only what recorded cells are made of is summed.
  @Test func cellsAreTheSameWhateverElseIsRecorded() throws {
    let all = Trace(try World.model([World.lively], years: 2, isGathered: { $1.level != .group && $2.number == 4 }))
    let few = Trace(
      try World.model(
        [World.lively], years: 2, isRecorded: { $0.name.count % 3 == 0 && $1.level != .gacha && $2.number != 2 },
        isGathered: { $0.name.count % 2 == 0 && $1.level == .sumu && $2.year == 2021 }))
    let cells = few.model.layout.cells
    let places = Dictionary(uniqueKeysWithValues: all.model.layout.cells.enumerated().map { ($1, $0) })
    #expect(cells.count > 200 && cells.count < places.count / 2 && cells.contains { $0.isGathered })
    for (index, cell) in cells.enumerated() {
      for arm in 0..<2 {
        let own = few.lanes(arm: arm, cell: index)
        #expect(own == all.lanes(arm: arm, cell: places[cell]!), "cell \(cell) of arm \(arm)")
      }
    }
  }
}
