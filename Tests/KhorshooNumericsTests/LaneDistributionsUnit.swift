import KhorshooNumerics
import Testing

@Suite struct LaneDistributionsUnit {
  @Test func limitsAreExact() {
    let draws = LaneRandom(seed: 3, firstReplicate: 0)
    for entity in 0..<500 {
      let u = draws.uniform(stream, entity: entity, quarter: 0, index: 0)
      let n = Lanes(repeating: Float(entity))
      let one = Lanes(repeating: 1)
      #expect(binomialLanes(count: n, probability: .zero, uniform: u) == .zero)
      #expect(binomialLanes(count: n, probability: one, uniform: u) == n)
      #expect(binomialLanes(count: .zero, probability: u, uniform: u) == .zero)
      #expect(binomialLanes(count: n, probability: -one, uniform: u) == .zero)
      #expect(poissonLanes(mean: .zero, uniform: u) == .zero && poissonLanes(mean: -one, uniform: u) == .zero)
      #expect(bernoulliLanes(probability: .zero, uniform: u) == .zero)
      #expect(bernoulliLanes(probability: one, uniform: u) == one)
    }
    let extremes = Lanes(repeating: 1 - 0x1p-24)
    #expect(binomialLanes(count: Lanes(repeating: 5), probability: extremes * 0.5, uniform: extremes)[0] == 5)
    #expect(poissonLanes(mean: Lanes(repeating: 16), uniform: extremes)[0] < 60)
    let nan = Lanes(repeating: .nan)
    #expect(binomialLanes(count: extremes, probability: nan, uniform: extremes)[0].isNaN)
    #expect(poissonLanes(mean: nan, uniform: extremes)[0].isNaN)
    #expect(bernoulliLanes(probability: nan, uniform: extremes)[0].isNaN)
  }

  /// A lane's draw does not depend on its neighbours, exact and approximate ones mixed.
  @Test func lanesDoNotTouchOneAnother() {
    var n = Lanes.zero
    var p = Lanes.zero
    for lane in 0..<laneCount {
      n[lane] = Float(lane * lane * 3)
      p[lane] = Float(lane) / 15
    }
    let u = LaneRandom(seed: 3, firstReplicate: 0).uniform(stream, entity: 1, quarter: 0, index: 0)
    let together = binomialLanes(count: n, probability: p, uniform: u)
    for lane in 0..<laneCount {
      let alone = binomialLanes(
        count: Lanes(repeating: n[lane]), probability: Lanes(repeating: p[lane]), uniform: Lanes(repeating: u[lane]))
      #expect(alone[0] == together[lane])
    }
  }
}
