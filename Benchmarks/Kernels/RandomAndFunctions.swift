import Benchmark
import KhorshooNumerics

/// Philox: 4,620 calls, each four times 16 uniforms. The bits are the same on every processor, so they are stored.
func randomBenchmarks() {
  let fill: @Sendable () -> Void = {
    let y = resultRows.base
    for unit in 0..<unitCount {
      let four = benchmarkRandom.uniforms(benchmarkStream, entity: unit, quarter: 7)
      y[4 * unit] = four.0
      y[4 * unit + 1] = four.1
      y[4 * unit + 2] = four.2
      y[4 * unit + 3] = four.3
    }
    blackHole(y)
  }
  checked(
    "philox uniforms 18480x16",
    check: {
      fill()
      return mismatch(resultRows.checksum, 0xb38e_5959_0d1a_64c0)
    }, body: fill)
}

/// Elementary functions of 4,620 x 16 lanes. Their polynomials are never fused, so their bits are stored too.
func functionBenchmarks() {
  function(Exponential.self, "exp 4620x16", checksum: 0xfb5d_83be_e315_fec7)
  function(Logarithm.self, "log 4620x16", checksum: 0xb62e_8b07_b5cc_7518)
  function(Logistic.self, "logistic 4620x16", checksum: 0xa691_a10d_cef9_ec27)
  function(NormalQuantile.self, "normal quantile 4620x16", checksum: 0x861c_bb2c_8c92_8a87)
}

/// A function of uniforms: a type, not a closure, so that it is inlined into the timed loop as it is in the model.
private protocol LaneFunction: SendableMetatype { static func value(_ u: Lanes) -> Lanes }
private enum Exponential: LaneFunction { static func value(_ u: Lanes) -> Lanes { expLanes((u - 0.5) * 20) } }
private enum Logarithm: LaneFunction { static func value(_ u: Lanes) -> Lanes { logLanes(u) } }
private enum Logistic: LaneFunction { static func value(_ u: Lanes) -> Lanes { logisticLanes((u - 0.5) * 20) } }
private enum NormalQuantile: LaneFunction { static func value(_ u: Lanes) -> Lanes { normalQuantileLanes(u) } }

private func function<Function: LaneFunction>(_: Function.Type, _ name: String, checksum: UInt64) {
  let apply: @Sendable () -> Void = {
    let (x, y) = (uniformRows.base, resultRows.base)
    for unit in 0..<unitCount { y[unit] = Function.value(x[unit]) }
    blackHole(y)
  }
  checked(
    name,
    check: {
      for row in 0..<resultRows.count { resultRows.base[row] = .zero }
      apply()
      return mismatch(resultRows.checksum, checksum)
    }, body: apply)
}
