import KhorshooNetworks
import Testing

@Suite struct OpinionAveragingAnalytic {
  /// Undirected ties of weight 1: opinions become the mean weighted by degree.
  @Test func consensusIsTheMeanByDegree() throws {
    let star = graph(5, [(0, 1), (0, 2), (0, 3), (0, 4), (1, 2)])
    let first = [10.0, 0, 0, 5, 20]
    let found = OpinionAveraging(star, first: first, own: 0.5, stubborn: 0)
    let degrees = [4.0, 2, 2, 1, 1]
    let consensus = zip(degrees, first).reduce(0) { $0 + $1.0 * $1.1 } / 10
    #expect(found.isSettled && found.opinions.allSatisfy { ($0 - consensus).magnitude < 1e-7 })
    #expect(zip(found.influence, degrees).allSatisfy { ($0 - $1 / 10).magnitude < 1e-7 })
    #expect((found.influence.reduce(0, +) - 1).magnitude < 1e-12)
  }

  /// Two who only hear each other swap opinions for ever, unless they keep a part of their own.
  @Test func aPairGoesRoundForEver() {
    let pair = graph(2, [(0, 1)])
    let found = OpinionAveraging(pair, first: [0, 1], own: 0, stubborn: 0, most: 101)
    #expect(!found.isSettled && found.rounds.count == 102 && found.opinions == [1, 0])
    #expect(OpinionAveraging(pair, first: [0, 1], own: 0.2, stubborn: 0).isSettled)
    // Who holds on to the first opinion alone moves nowhere; who hears nobody keeps it.
    #expect(OpinionAveraging(pair, first: [0, 1], own: 0, stubborn: 1).opinions == [0, 1])
    let lone = OpinionAveraging(graph(3, [(0, 1)]), first: [0, 1, 7], own: 0.5, stubborn: 0)
    #expect(lone.opinions[2] == 7 && lone.isSettled)
  }
}
