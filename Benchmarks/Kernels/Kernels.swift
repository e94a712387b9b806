import Benchmark
import Foundation

/// Kernels of the engine, each on a working set of the size a run has.
///
/// The names say how many of what one iteration computes, so that a time per item follows by division.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], timeUnits: .nanoseconds, warmupIterations: 3, maxDuration: .milliseconds(700),
    maxIterations: 100_000)
  randomBenchmarks()
  functionBenchmarks()
  exposureBenchmarks()
  shockBenchmarks()
  marketBenchmarks()
  tableBenchmarks()
}

/// Times `body` after `check` has found nothing wrong with what it leaves behind.
///
/// The check runs once, before the first timed iteration: a fast wrong answer fails the benchmark.
func checked(_ name: String, check: @escaping @Sendable () -> String?, body: @escaping @Sendable () -> Void) {
  Benchmark(name) { benchmark in
    if benchmark.currentIteration == 0, let fault = check() { return fail(benchmark, "\(name): \(fault)") }
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { body() }
    benchmark.stopMeasurement()
  }
}

/// Says what is wrong, and lets the process end with 70: `benchmark.error` alone would let the command end with 0.
func fail(_ benchmark: Benchmark, _ fault: String) {
  benchmark.error(fault)
  atexit { _exit(70) }
}
