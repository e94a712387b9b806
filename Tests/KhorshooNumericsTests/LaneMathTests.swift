import Glibc
import KhorshooNumerics
import Testing

/// Applies a lane function to one number, in all lanes at once, and checks that the lanes agree.
func scalar(_ f: (Lanes) -> Lanes, _ x: Float) -> Float {
  let y = f(Lanes(repeating: x))
  for lane in 1..<laneCount where y[lane].bitPattern != y[0].bitPattern {
    Issue.record("lane \(lane) of f(\(x)) is \(y[lane]), lane 0 is \(y[0])")
  }
  return y[0]
}

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

@Suite struct LaneMathUnit {
  @Test func endsSaturateAndStayNormal() {
    #expect(scalar(expLanes, -.infinity) == scalar(expLanes, -87))
    #expect(scalar(expLanes, 1e30) == scalar(expLanes, 88))
    #expect(scalar(expLanes, -1000).isNormal)
    #expect(scalar(logisticLanes, -.greatestFiniteMagnitude).isNormal)
    #expect(scalar(logisticLanes, .greatestFiniteMagnitude) == 1)
    for x: Float in [0, -0.0, -1, .leastNonzeroMagnitude] { #expect(abs(scalar(logLanes, x) + 87.3365) < 1e-3) }
    #expect(scalar(logLanes, .infinity).isFinite)
    #expect(scalar(sqrtLanes, 0) == 0 && scalar(sqrtLanes, -4) == 0)
    for u: Float in [-1, 0, 1, 2] { #expect(abs(abs(scalar(normalQuantileLanes, u)) - 5.4) < 0.2) }
  }

  @Test func exactValues() {
    #expect(scalar(expLanes, 0) == 1)
    #expect(scalar(logLanes, 1) == 0)
    #expect(scalar(logisticLanes, 0) == 0.5)
    #expect(scalar(normalQuantileLanes, 0.5) == 0)
  }

  @Test func notANumberPassesOn() {
    for f in [expLanes, logLanes, logisticLanes, normalQuantileLanes] as [(Lanes) -> Lanes] {
      #expect(scalar(f, .nan).isNaN)
    }
  }

  @Test func floorsAgreeWithTheLibrary() {
    for x: Float in [-3.5, -3, -0.5, -0.0, 0, 0.49, 0.5, 1, 1.5, 2.5, 999_999.5, -4_194_303, 4_194_303] {
      #expect(scalar(floorLanes, x) == x.rounded(.down), "\(x)")
    }
  }

  /// A hash of function values written down once: any processor and any level of vector code must repeat these bits.
  @Test func bitsAreTheSameOnEveryProcessor() {
    var hash: UInt32 = 2_166_136_261
    let draws = LaneRandom(seed: 1, firstReplicate: 0)
    let stream = RandomStream(root: .dynamics, number: 1, name: "canary")
    for entity in 0..<200 {
      let u = draws.uniforms(stream, entity: entity, quarter: 0)
      let values = [
        expLanes(u.0 * 20 - 10), logLanes(u.1), logisticLanes(u.2 * 8 - 4), normalQuantileLanes(u.3), sqrtLanes(u.0),
        binomialLanes(count: floorLanes(u.0 * 60), probability: u.1, uniform: u.2),
        poissonLanes(mean: u.2 * 30, uniform: u.3), u.0 / u.1 - u.2 * u.3,
      ]
      for value in values {
        for lane in 0..<laneCount { hash = (hash ^ value[lane].bitPattern) &* 16_777_619 }
      }
    }
    #expect(hash == 1_681_138_686)
  }
}

@Suite struct LaneOperatorsUnit {
  @Test func operatorsAgreeWithScalars() {
    var x = Lanes.zero
    var y = Lanes.zero
    for lane in 0..<laneCount {
      x[lane] = Float(lane) * 1.7 - 9
      y[lane] = Float(lane * lane) * 0.3 + 0.1
    }
    var sum = x
    sum += y
    sum -= 1
    sum *= y
    sum /= 3
    for i in 0..<laneCount {
      #expect(sum[i] == (x[i] + y[i] - 1) * y[i] / 3)
      #expect((-x)[i] == -x[i])
      #expect((2 - x)[i] == 2 - x[i] && (2 / y)[i] == 2 / y[i] && (2 * x + 1)[i] == 2 * x[i] + 1)
      #expect(x.atMost(y)[i] == min(x[i], y[i]) && x.atLeast(0)[i] == max(x[i], 0))
      #expect(choose((x .> 0) .& (y .< 5), x, y)[i] == (x[i] > 0 && y[i] < 5 ? x[i] : y[i]))
      #expect(x.masked(by: (x .> 3) .| (x .< -3))[i] == (abs(x[i]) > 3 ? x[i] : 0))
      #expect(x.masked(by: .!(x .> 0))[i] == (x[i] > 0 ? 0 : x[i]))
    }
    #expect(hasAny(x .> 16) && !hasAny(x .> 17))
  }
}
