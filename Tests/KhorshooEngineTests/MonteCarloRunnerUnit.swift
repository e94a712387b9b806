import Foundation
import KhorshooEngine
import KhorshooNumerics
import Synchronization
import Testing

@Suite struct MonteCarloRunnerUnit {
  private struct Full: Error, Equatable {}

  @Test(arguments: [1, 3]) func cancelled(threads: Int) throws {
    let asked = Atomic<Int>(0)
    let observer = MonteCarloRunner.Observer(isCancelled: { asked.wrappingAdd(1, ordering: .relaxed).oldValue >= 4 })
    let tables = try MonteCarloRunner(replicates: 1000, threads: threads).run(ToyModel(), observer: observer)
    // Four blocks were begun; with several workers one asked later may stand before one asked earlier.
    #expect(tables.replicates <= 64)
    #expect(threads > 1 || tables.replicates == 64)
    #expect(tables.replicates % laneCount == 0 && tables.worldCount == 0)
    #expect(tables.summary(arm: 0, cell: 0).replicates == tables.replicates)
  }

  @Test func cancelledAtOnce() throws {
    let tables = try MonteCarloRunner(replicates: 100, threads: 2).run(
      ToyModel(), observer: .init(isCancelled: { true }))
    #expect(tables.replicates == 0)
  }

  @Test(arguments: [1, 3]) func aThrowingKeepEndsTheRun(threads: Int) {
    let kept = Log<Int>()
    let observer = MonteCarloRunner.Observer(keep: { _, block in
      kept.append(block.index)
      if block.index == 2 { throw Full() }
    })
    #expect(throws: Full()) {
      try MonteCarloRunner(replicates: 10_000, threads: threads).run(ToyModel(), observer: observer)
    }
    #expect(kept.all == [0, 1, 2])
  }

  /// The largest residual of all blocks; NaN is kept wherever it stands, for a ledger that cannot be computed is not closed.
  @Test func residuals() throws {
    func residual(_ of: @escaping @Sendable (Int) -> Double) throws -> Double {
      try MonteCarloRunner(replicates: 100, threads: 2).run(ToyModel(residual: of)).ledgerResiduals[0]
    }
    #expect(try residual { $0 == 3 ? 0.5 : 0.1 } == 0.5)
    for bad in [0, 3, 6] { #expect(try residual { $0 == bad ? .nan : 0.1 }.isNaN, "NaN in block \(bad)") }
  }

  @Test func residualsWithinABlock() {
    let record = BlockRecord(layout: ToyModel().layout, armCount: 2, ledgerCount: 2)
    record.note(ledger: 1, residual: 0.2)
    record.note(ledger: 1, residual: 0.1)
    #expect(record.ledgerResiduals == [0, 0.2])
    record.note(ledger: 1, residual: .nan)
    record.note(ledger: 1, residual: 0.3)
    #expect(record.ledgerResiduals[1].isNaN)
  }

  /// What is left out is that of another run: its blocks go on where they end, and are counted from zero.
  @Test(arguments: [1, 3]) func replicatesThatAreLeftOut(threads: Int) throws {
    let (whole, part) = (Log<[UInt64]>(), Log<[UInt64]>())
    let firsts = Log<Int>()
    _ = try MonteCarloRunner(replicates: 100, threads: threads).run(
      ToyModel(), observer: .init(keep: { record, _ in whole.append(record.values[0].map(\.bitPattern)) }))
    let rest = try MonteCarloRunner(replicates: 68, threads: threads, skipping: 32).run(
      ToyModel(),
      observer: .init(keep: { record, block in
        part.append(record.values[0].map(\.bitPattern))
        firsts.append(block.firstReplicate)
      }))
    #expect(firsts.all == [32, 48, 64, 80, 96] && rest.replicates == 68)
    #expect(part.all.dropLast() == whole.all[2..<6], "whole blocks to the bit")
    #expect(part.all[0] != whole.all[0], "deliberate fault: other replicates differ")
    #expect(ReplicateBlock.all(replicates: 20, skipping: 16).map(\.index) == [0, 1])
  }

  @Test func blocks() {
    let blocks = ReplicateBlock.all(replicates: 37)
    #expect(blocks.map(\.firstReplicate) == [0, 16, 32])
    #expect(blocks.map(\.validLanes) == [16, 16, 5])
    #expect(blocks.map(\.index) == [0, 1, 2])
    #expect(ReplicateBlock.all(replicates: 1).map(\.validLanes) == [1])
    for replicates in [0, 1, 15, 16, 17, 37, 48] {
      #expect(ReplicateBlock.count(replicates: replicates) == ReplicateBlock.all(replicates: replicates).count)
    }
  }
}
