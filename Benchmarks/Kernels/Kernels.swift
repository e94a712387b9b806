import Benchmark

/// Kernels of the engine, each on a working set of the size a run has.
///
/// The names say how many of what one iteration computes, so that a time per item follows by division.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], timeUnits: .microseconds, warmupIterations: 3, maxDuration: .milliseconds(700),
    maxIterations: 100_000)
  randomBenchmarks()
  functionBenchmarks()
  exposureBenchmarks()
  shockBenchmarks()
  tableBenchmarks()
}

/// Times `body` after `check` has found nothing wrong with what it leaves behind.
///
/// The check runs once, before the first timed iteration: a fast wrong answer fails the benchmark.
func checked(_ name: String, check: @escaping @Sendable () -> String?, body: @escaping @Sendable () -> Void) {
  Benchmark(name) { benchmark in
    if benchmark.currentIteration == 0, let fault = check() {
      benchmark.error("\(name): \(fault)")
      return
    }
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { body() }
    benchmark.stopMeasurement()
  }
}
