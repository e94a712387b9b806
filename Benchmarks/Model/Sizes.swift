import Benchmark
import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios

/// What grows with the banner: reading a scenario, drawing a banner, a year of one block, at three sizes.
func sizeBenchmarks() {
  Benchmark("scenario: read and resolved") { benchmark in
    for _ in benchmark.scaledIterations {
      guard let scenario = try? Scenario.resolve(text: SizedBanner.scenario(tenths: 10), path: "benchmark.yaml"),
        scenario.values.integer("places.householdCount") == 4540
      else { return fail(benchmark, "the scenario is refused") }
      blackHole(scenario)
    }
  }
  for (tenths, name) in [(1, "454"), (10, "4,540"), (100, "45,400")] {
    Benchmark("banner: \(name) households drawn") { benchmark in
      for _ in benchmark.scaledIterations {
        let banner = SizedBanner(tenths: tenths).banner
        guard banner.places.householdCount == 454 * tenths, banner.places.grids.count == 11 * tenths else {
          return fail(benchmark, "\(banner.places.householdCount) households, \(banner.places.grids.count) grids")
        }
      }
    }
    let sized = Later { SizedBanner(tenths: tenths).year() }
    Benchmark("year: \(name) households, two arms, 16 replicates") { benchmark in
      let year = sized.value
      benchmark.startMeasurement()
      year.simulate()
      benchmark.stopMeasurement()
      if let fault = year.fault { return fail(benchmark, fault) }
    }
  }
}

/// How fast this machine is at the moment: a chain of products and sums that has nothing to do with Khorshoo. Ratios to it
/// compare runs on a machine that others share.
func yardstickBenchmark() {
  Benchmark("yardstick") { benchmark in
    var x = 0.5
    for _ in 0..<5_000_000 { x = x * 0.999_999 + 0.000_001 }
    guard abs(x - 0.996_63) < 1e-5 else { return fail(benchmark, "the yardstick ends with \(x)") }
  }
}

/// The command from its start to its end, as a shell sees it; needs the command's path in `KHORSHOO`.
func startBenchmark() {
  guard let path = ProcessInfo.processInfo.environment["KHORSHOO"] else { return }
  Benchmark("command: --help") { benchmark in
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["--help"]
    process.standardOutput = FileHandle.nullDevice
    do { try process.run() } catch { return fail(benchmark, "\(path): \(error)") }
    process.waitUntilExit()
    if process.terminationStatus != 0 { return fail(benchmark, "\(path) ends with \(process.terminationStatus)") }
  }
}

/// A banner of so many tenths of the reference's size.
private struct SizedBanner {
  let scenario: ResolvedScenario
  let banner: Banner

  init(tenths: Int) {
    do {
      scenario = try Scenario.resolve(text: SizedBanner.scenario(tenths: tenths), path: "benchmark.yaml")
      banner = try scenario.banner()
    } catch { fatalError("the benchmark's scenario is refused: \(error)") }
  }

  /// One year of one block on it.
  func year() -> Year {
    do { return Year(try scenario.model(on: banner) { outcome, place, _ in place.level == .banner }) } catch {
      fatalError("the benchmark's scenario is refused: \(error)")
    }
  }

  static func scenario(tenths: Int) -> String {
    """
    schema: 1
    title: Benchmark
    question: How long does it take?
    places:
      gachaCount: \(max(8, 44 * tenths / 10))
      gridCount: \(11 * tenths)
      rosterGridCount: \(11 * tenths)
      householdCount: \(454 * tenths)
      partyMemberCount: \(100 * tenths)
      cooperativeCount: \(8 * tenths)
    arms:
      none:
        policy: {cooperatives: {enabled: false}, centralHouseholds: {enabled: false}}
      linkage: {}
    reference: none
    run: {years: 1, start: 2020Q1, replicates: 16, seed: 2020}
    """
  }
}

/// Made when it is first asked for: a benchmark that is not run costs nothing.
private final class Later<Value>: @unchecked Sendable {
  private(set) lazy var value = make()
  private let make: () -> Value

  init(_ make: @escaping () -> Value) { self.make = make }
}

/// A model with the memory to compute one block of it.
private final class Year: @unchecked Sendable {
  private let model: LinkageModel
  private let workspace: LinkageModel.Workspace
  private let record: BlockRecord

  init(_ model: LinkageModel) {
    self.model = model
    workspace = model.makeWorkspace()
    record = BlockRecord(layout: model.layout, armCount: model.armNames.count, ledgerCount: model.ledgers.count)
  }

  func simulate() { model.simulate(ReplicateBlock.all(replicates: laneCount)[0], in: workspace, into: record) }

  /// The ledger that is open, nil when all close.
  var fault: String? {
    for (ledger, residual) in zip(model.ledgers, record.ledgerResiduals) where !(residual <= ledger.tolerance) {
      return "the \(ledger.name) ledger is open by \(residual)"
    }
    return nil
  }
}
