import Benchmark
import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios

/// The reference banner: what a quarter of one block costs, and a small whole run on one and two threads.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .peakMemoryResident], timeUnits: .microseconds, warmupIterations: 1,
    maxDuration: .seconds(5), maxIterations: 1000)
  let reference = ReferenceRun()
  yardstickBenchmark()
  startBenchmark()
  sizeBenchmarks()

  // Four quarters, since only whole years can be run: a quarter is a fourth of it.
  Benchmark("four quarters, two arms, 16 replicates") { benchmark in
    if benchmark.currentIteration == 0, let fault = reference.faultOfYear() { return fail(benchmark, fault) }
    benchmark.startMeasurement()
    reference.simulateYear()
    benchmark.stopMeasurement()
  }
  Benchmark(
    "reference run: ten years, one arm, 1,000 replicates",
    configuration: .init(warmupIterations: 0, maxDuration: .seconds(60), maxIterations: 3)
  ) { benchmark in
    benchmark.startMeasurement()
    let statistics = reference.runReference()
    benchmark.stopMeasurement()
    if let fault = reference.fault(ofReference: statistics) { return fail(benchmark, fault) }
  }
  for threads in [1, 2] {
    Benchmark("three years, two arms, 48 replicates, threads \(threads)") { benchmark in
      benchmark.startMeasurement()
      let statistics = reference.run(threads: threads)
      benchmark.stopMeasurement()
      if let fault = reference.fault(of: statistics) { return fail(benchmark, fault) }
    }
  }
}

/// The arms `none` and `linkage` on a banner with the counts of the reference scenario.
private final class ReferenceRun: @unchecked Sendable {
  private let year: LinkageModel
  private let threeYears: LinkageModel
  private let tenYearsOneArm: LinkageModel
  private let workspace: LinkageModel.Workspace
  private let record: BlockRecord
  private let block = ReplicateBlock.all(replicates: laneCount)[0]
  private var expected: UInt64?

  init() {
    do {
      let scenario = try Scenario.resolve(text: ReferenceRun.scenario, path: "benchmark.yaml")
      let banner = try Banner(
        values: scenario.values, speciesNames: scenario.speciesNames, namedSumu: scenario.namedSumu,
        namedGacha: scenario.namedGacha, seed: scenario.run.seed)
      func model(_ years: Int, _ arms: [Arm]) throws -> LinkageModel {
        try LinkageModel(
          banner: banner, values: scenario.values, arms: arms, referenceArm: 0, start: scenario.run.start,
          years: years, seed: scenario.run.seed)
      }
      year = try model(1, scenario.arms)
      threeYears = try model(3, scenario.arms)
      tenYearsOneArm = try model(10, Array(scenario.arms.suffix(1)))
    } catch { fatalError("the benchmark's scenario is refused: \(error)") }
    workspace = year.makeWorkspace()
    record = BlockRecord(layout: year.layout, armCount: year.armNames.count, ledgerCount: year.ledgers.count)
  }

  func simulateYear() { year.simulate(block, in: workspace, into: record) }

  /// Both ledgers close, and the arm without linkage has no members.
  func faultOfYear() -> String? {
    for ledger in year.ledgers.indices { record.ledgerResiduals[ledger] = 0 }
    simulateYear()
    for (ledger, residual) in zip(year.ledgers, record.ledgerResiduals) where !(residual <= ledger.tolerance) {
      return "the \(ledger.name) ledger is open by \(residual)"
    }
    let members = year.layout.outcomes.firstIndex { $0.name == "membershipShare" }
    guard let members, let cell = year.layout.cell(outcome: members, place: 0, time: 3) else {
      return "membershipShare is not recorded"
    }
    let (without, with) = (year.referenceArm, 1 - year.referenceArm)
    guard record.values[without][cell * laneCount] == 0, record.values[with][cell * laneCount] > 0 else {
      return "members: \(record.values[without][cell * laneCount]) without linkage (0), with it none"
    }
    return nil
  }

  func run(threads: Int) -> RunStatistics {
    do { return try MonteCarloRunner(replicates: 48, threads: threads).run(threeYears) } catch {
      fatalError("\(error)")
    }
  }

  /// 182 million household-quarters on all cores.
  func runReference() -> RunStatistics {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    do { return try MonteCarloRunner(replicates: 1000, threads: threads).run(tenYearsOneArm) } catch {
      fatalError("\(error)")
    }
  }

  /// All replicates are there and the ledgers close.
  func fault(ofReference statistics: RunStatistics) -> String? {
    statistics.replicates == 1000 ? openLedger(statistics) : "\(statistics.replicates) of 1000 replicates"
  }

  private func openLedger(_ statistics: RunStatistics) -> String? {
    for (ledger, residual) in zip(statistics.ledgers, statistics.ledgerResiduals) where !(residual <= ledger.tolerance)
    {
      return "the \(ledger.name) ledger is open by \(residual)"
    }
    return nil
  }

  /// Ledgers close, and every run has the bits of the first, whatever its threads.
  func fault(of statistics: RunStatistics) -> String? {
    if let fault = openLedger(statistics) { return fault }
    if expected == nil { expected = checksum(run(threads: 3)) }
    return checksum(statistics) == expected ? nil : "the means of two runs differ in their bits"
  }

  /// FNV-1a over the bits of every mean and every paired difference.
  private func checksum(_ statistics: RunStatistics) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ number: Double) { hash = (hash ^ number.bitPattern) &* 0x0000_0100_0000_01b3 }
    for arm in statistics.arms.indices {
      for cell in statistics.layout.cells.indices {
        add(statistics.summary(arm: arm, cell: cell).mean)
        if arm != statistics.referenceArm { add(statistics.difference(arm: arm, cell: cell).difference) }
      }
    }
    return hash
  }

  private static let scenario = """
    schema: 1
    title: Benchmark
    question: How long does it take?
    arms:
      none:
        policy: {cooperatives: {enabled: false}, centralHouseholds: {enabled: false}}
      linkage: {}
    reference: none
    run: {years: 3, start: 2020Q1, replicates: 48, seed: 2020}
    """
}

/// Says what is wrong, and lets the process end with 70: `benchmark.error` alone would let the command end with 0.
func fail(_ benchmark: Benchmark, _ fault: String) {
  benchmark.error(fault)
  atexit { _exit(70) }
}
