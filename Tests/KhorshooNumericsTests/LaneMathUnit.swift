import Glibc
import KhorshooNumerics
import Testing

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

  @Test func nearZeroTheExponentialIsTheSameToTheBit() {
    var x: Float = -0.34
    while x <= 0.34 {
      #expect(areNearZero(Lanes(repeating: x)))
      #expect(scalar(expLanesNearZero, x).bitPattern == scalar(expLanes, x).bitPattern, "\(x)")
      x += 0.000_13
    }
    for x: Float in [0, -0.0, 1e-30, -1e-30, 0.34, -0.34] {
      #expect(scalar(expLanesNearZero, x).bitPattern == scalar(expLanes, x).bitPattern, "\(x)")
    }
    var one = Lanes.zero
    one[7] = -0.341
    #expect(!areNearZero(one) && !areNearZero(-one))
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
