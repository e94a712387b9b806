import Foundation
import KhorshooEngine
import KhorshooNumerics
import Synchronization
import Testing

@Suite struct MonteCarloRunnerStatistical {
  private func cell(_ model: ToyModel, _ outcome: Int, _ time: Int) -> Int {
    model.layout.cell(outcome: outcome, place: 0, time: time)!
  }

  /// Stationary AR(1): mean and variance are those of the process in every quarter, the first included.
  /// Five standard errors: one false alarm in 1.7 million checks.
  @Test(arguments: [0, 1, 7, 19]) func firstOrderProcess(time: Int) throws {
    let model = ToyModel()
    let count = 6000
    let tables = try MonteCarloRunner(replicates: count, threads: 2).run(model)
    let summary = tables.summary(arm: 0, cell: cell(model, 0, time))
    #expect(summary.replicates == count)
    #expect(abs(summary.mean - model.mean) < 5 * model.deviation / Double(count).squareRoot())
    let variance = summary.mcse * summary.mcse * Double(count)
    // Standard error of a normal sample's variance: sigma^2 sqrt(2 / (n - 1)).
    let expected = model.deviation * model.deviation
    #expect(abs(variance - expected) < 5 * expected * (2 / Double(count - 1)).squareRoot())
    // Quantiles of a normal: 1.645 deviations; standard error sqrt(p (1 - p) / n) / density = 2.1 sigma / sqrt(n).
    let low = model.mean - 1.6448536 * model.deviation
    #expect(abs(summary.p05 - low) < 5 * 2.1 * model.deviation / Double(count).squareRoot())
  }

  /// A coin of probability 0.3, at five standard errors.
  @Test func coin() throws {
    let model = ToyModel()
    let count = 6000
    let tables = try MonteCarloRunner(replicates: count, threads: 2).run(model)
    let summary = tables.summary(arm: 1, cell: cell(model, 1, 11))
    let error = (0.3 * 0.7 / Double(count)).squareRoot()
    #expect(abs(summary.mean - 0.3) < 5 * error)
    #expect(abs(summary.mcse / error - 1) < 0.05)
    #expect([summary.p05, summary.p50] == [0, 0])
  }

  /// Luck is shared: the paired difference is the shift, with an interval far below the unpaired one.
  @Test func pairing() throws {
    let model = ToyModel()
    let tables = try MonteCarloRunner(replicates: 320, threads: 2).run(model)
    let difference = tables.difference(arm: 1, cell: cell(model, 0, 9))
    // (x + 0.25) - x rounds in the last of 53 bits of a number near 5.
    #expect(abs(difference.difference - model.shift) < 1e-12)
    #expect(difference.ci95High - difference.ci95Low < 1e-12)
    #expect(difference.correlation > 1 - 1e-12)
    let reference = tables.summary(arm: 0, cell: cell(model, 0, 9))
    #expect(abs(difference.relative - model.shift / reference.mean) < 1e-12)
    // Groups are compared with their own households in the reference arm, not with the reference arm's group.
    let group = model.layout.cell(outcome: 0, place: 1, time: 9)!
    #expect(abs(tables.difference(arm: 1, cell: group).difference - 1) < 1e-12)
  }

  /// An outcome that is nowhere defined has no replicates and no mean.
  @Test func undefined() throws {
    let model = ToyModel()
    let tables = try MonteCarloRunner(replicates: 40, threads: 1).run(model)
    let never = tables.summary(arm: 0, cell: cell(model, 2, 3))
    #expect(never.replicates == 0)
    #expect(never.mean.isNaN)
  }
}

@Suite struct MonteCarloRunnerProperty {
  /// Ends late for early blocks, so that without a turnstile the order would be another.
  private let disturbed = ToyModel(delay: { if $0 % 3 == 0 { usleep(3000) } })

  @Test func sameBytesForAnyThreads() throws {
    // 100 = six full blocks and one of four lanes.
    let one = bits(try MonteCarloRunner(replicates: 100, threads: 1).run(ToyModel()))
    for threads in [2, 7] {
      #expect(bits(try MonteCarloRunner(replicates: 100, threads: threads).run(disturbed)) == one)
    }
    // Deliberate fault: another last bit is seen.
    let other = bits(try MonteCarloRunner(replicates: 100, threads: 1).run(ToyModel(mean: 5.0.nextUp)))
    #expect(other != one)
  }

  @Test func fewReplicatesInsideMany() throws {
    let few = try recordsByReplicate(ToyModel(), replicates: 10, threads: 1)
    let many = try recordsByReplicate(disturbed, replicates: 100, threads: 3)
    #expect(few.keys.sorted() == Array(0..<10))
    #expect(many.keys.sorted() == Array(0..<100))
    for (replicate, bits) in few { #expect(many[replicate] == bits, "replicate \(replicate)") }
    #expect(many[0] != many[16])
  }

  /// Blocks arrive one at a time and in their order, whatever the threads.
  @Test(arguments: [1, 2, 7]) func order(threads: Int) throws {
    let blocks = Log<Int>()
    let progress = Log<Int>()
    let inside = Atomic<Int>(0)
    let observer = MonteCarloRunner.Observer(
      progress: { progress.append($0) },
      keep: { _, block in
        #expect(inside.wrappingAdd(1, ordering: .relaxed).newValue == 1)
        blocks.append(block.index)
        inside.wrappingSubtract(1, ordering: .relaxed)
      })
    _ = try MonteCarloRunner(replicates: 16 * 20 + 5, threads: threads).run(disturbed, observer: observer)
    #expect(blocks.all == Array(0..<21))
    #expect(progress.all == (1...20).map { 16 * $0 } + [325])
  }
}

@Suite struct MonteCarloRunnerUnit {
  private struct Full: Error, Equatable {}

  @Test(arguments: [1, 3]) func cancelled(threads: Int) throws {
    let asked = Atomic<Int>(0)
    let observer = MonteCarloRunner.Observer(isCancelled: { asked.wrappingAdd(1, ordering: .relaxed).oldValue >= 4 })
    let tables = try MonteCarloRunner(replicates: 1000, threads: threads).run(ToyModel(), observer: observer)
    // Four blocks were begun; with several workers one asked later may stand before one asked earlier.
    #expect(tables.replicates <= 64)
    #expect(threads > 1 || tables.replicates == 64)
    #expect(tables.replicates % laneCount == 0)
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

  @Test func blocks() {
    let blocks = ReplicateBlock.all(replicates: 37)
    #expect(blocks.map(\.firstReplicate) == [0, 16, 32])
    #expect(blocks.map(\.validLanes) == [16, 16, 5])
    #expect(blocks.map(\.index) == [0, 1, 2])
    #expect(ReplicateBlock.all(replicates: 1).map(\.validLanes) == [1])
  }
}
