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
