import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct ApportionmentUnit {
  /// Hamilton's method on a textbook case: quotas 41.58, 31.02, 27.40 of 100.
  @Test func largestRemainders() {
    #expect(apportion(100, weights: [41.58, 31.02, 27.40]) == [42, 31, 27])
    #expect(apportion(2, weights: [1, 1, 1]) == [1, 1, 0])
    #expect(apportion(0, weights: [3, 4]) == [0, 0])
    #expect(apportion(7, weights: [1, 1], least: 3) == [4, 3])
  }

  @Test func exactAndFair() {
    let random = ScalarRandom(seed: 3, stream: ModelStreams.all.placeSizes)
    for draw in 0..<200 {
      let count = 1 + draw % 17
      let weights = (0..<count).map { 0.01 + random.uniform(entity: draw, index: $0) }
      let least = draw % 3
      let total = least * count + draw * 13
      let shares = apportion(total, weights: weights, least: least)
      #expect(shares.reduce(0, +) == total, "draw \(draw)")
      let sum = weights.reduce(0, +)
      for (share, weight) in zip(shares, weights) {
        #expect(abs(Double(share - least) - weight / sum * Double(total - least * count)) < 1, "draw \(draw)")
      }
    }
  }
}
