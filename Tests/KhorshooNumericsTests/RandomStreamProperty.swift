import KhorshooNumerics
import Testing

@Suite struct RandomStreamProperty {
  /// Every lane is the scalar generator's word for its absolute replicate.
  @Test(arguments: [0, 16, 4096, 65_536 * 16] as [Int])
  func lanesAreTheScalarWords(firstReplicate: Int) {
    let seed: UInt64 = 0x0123_4567_89ab_cdef
    let lanes = LaneRandom(seed: seed, firstReplicate: firstReplicate)
    for entity in [0, 1, 4649, Int(UInt32.max)] {
      for (quarter, quad) in [(0, 0), (39, 1), (65_535, 65_535)] {
        let four = lanes.uniforms(stream, entity: entity, quarter: quarter, quad: quad)
        for lane in 0..<laneCount {
          let one = ScalarRandom(seed: seed, stream: stream, replicate: firstReplicate + lane, quarter: quarter)
          let words = one.words(entity: entity, quad: quad)
          for (k, u) in [four.0, four.1, four.2, four.3].enumerated() {
            #expect(u[lane] == (Float(words[k] >> 9) * 2 + 1) * 0x1p-24)
            #expect(lanes.uniform(stream, entity: entity, quarter: quarter, index: 4 * quad + k)[lane] == u[lane])
            #expect(abs(one.uniform(entity: entity, index: 4 * quad + k) - Double(u[lane])) < 0x1p-23)
          }
        }
      }
    }
  }

  /// The counter as the model description states it, put together by hand.
  @Test func theCounterIsAsDocumented() {
    let draw = ScalarRandom(seed: 7 << 32 | 5, stream: stream, replicate: 3, quarter: 39).words(entity: 12, quad: 2)
    let byHand = Philox4x32(key: SIMD2(5, 7)).words(SIMD4(3, 12, 39 << 16 | 2, 3 << 16 | 513))
    #expect(draw == byHand)
  }

  @Test func aReplicateDrawsTheSameInEveryBlock() {
    let a = LaneRandom(seed: 9, firstReplicate: 0).uniforms(stream, entity: 5, quarter: 2)
    let b = LaneRandom(seed: 9, firstReplicate: 5).uniforms(stream, entity: 5, quarter: 2)
    for lane in 5..<laneCount { #expect(a.2[lane] == b.2[lane - 5]) }
  }

  @Test func streamsRootsQuartersAndSeedsDiffer() {
    func first(_ seed: UInt64, _ s: RandomStream, _ quarter: Int) -> Lanes {
      LaneRandom(seed: seed, firstReplicate: 0).uniform(s, entity: 0, quarter: quarter, index: 0)
    }
    let base = first(1, stream, 0)
    #expect(base != first(2, stream, 0) && base != first(1 << 32, stream, 0) && base != first(1, stream, 1))
    #expect(base != first(1, RandomStream(root: .network, number: 513, name: "a test"), 0))
    #expect(base != first(1, RandomStream(root: .dynamics, number: 514, name: "a test"), 0))
  }
}
