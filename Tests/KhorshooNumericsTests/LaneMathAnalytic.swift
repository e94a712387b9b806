import Glibc
import KhorshooNumerics
import Testing

@Suite struct LaneMathAnalytic {
  /// Worst relative error over floats from `low` to `high`, sixteen different ones at a time.
  func worstError(
    from low: Float, to high: Float, steps: Int = 400_000, of f: (Lanes) -> Lanes, against g: (Double) -> Double,
    absoluteBelow scale: Double = 0
  ) -> Double {
    var worst = 0.0
    for i in 0..<steps / laneCount {
      var x = Lanes.zero
      for lane in 0..<laneCount { x[lane] = low + (high - low) * Float(i * laneCount + lane) / Float(steps) }
      let y = f(x)
      for lane in 0..<laneCount {
        let truth = g(Double(x[lane]))
        worst = max(worst, abs(Double(y[lane]) - truth) / max(abs(truth), scale))
      }
    }
    return worst
  }

  @Test func exponentialIsWithinItsStatedError() {
    #expect(worstError(from: -87, to: 88, of: expLanes, against: { exp($0) }) < 2.0e-7)
    #expect(worstError(from: -1, to: 1, of: expLanes, against: { exp($0) }) < 2.0e-7)
  }

  @Test func logarithmIsWithinItsStatedError() {
    #expect(worstError(from: 2, to: 1e6, of: logLanes, against: { log($0) }) < 1.5e-7)
    #expect(worstError(from: 1e-30, to: 0.5, of: logLanes, against: { log($0) }) < 1.5e-7)
    #expect(worstError(from: 0.5, to: 2, of: logLanes, against: { log($0) }, absoluteBelow: 1) < 1e-7)
  }

  @Test func logisticIsWithinItsStatedError() {
    #expect(worstError(from: -80, to: 80, of: logisticLanes, against: { 1 / (1 + exp(-$0)) }) < 3.0e-7)
  }

  @Test func rootsAreRoundedCorrectly() {
    for i in 1..<5000 {
      let x = Float(i) * 0.37
      #expect(scalar(sqrtLanes, x) == x.squareRoot())
    }
  }

  /// All 2^23 uniforms: rising, and as far from the true quantile as stated (against the double of AS 241, itself proved
  /// against erfc in ScalarMathAnalytic).
  @Test func normalQuantileRisesOverEveryUniform() {
    var last: Float = -.infinity
    var falls = 0
    var worst = 0.0
    for block in 0..<(1 << 19) {
      var u = Lanes.zero
      for lane in 0..<laneCount { u[lane] = (Float(block * laneCount + lane) * 2 + 1) * 0x1p-24 }
      let z = normalQuantileLanes(u)
      for lane in 0..<laneCount {
        if z[lane] < last { falls += 1 }
        last = z[lane]
      }
      if block % 64 == 0 {
        let truth = stableNormalQuantile(Double(u[3]))
        worst = max(worst, abs(Double(z[3]) - truth) / abs(truth))
      }
    }
    #expect(falls == 0)
    #expect(worst < 1e-6, "worst relative error \(worst)")
    #expect(last > 5.2 && last < 5.6)
  }
}
