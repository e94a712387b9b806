import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite struct TransmissionFitAnalytic {
  /// One seed with 40 neighbours of whom 10 adopt at once, and 200 households without ties who do not: ten of forty chances, with
  /// the interval of the likelihood ratio 2 (10 ln(10 / 40 p) + 30 ln(30 / 40 (1 - p))) = 3.8415.
  @Test func oneStarIsATrial() throws {
    let star = graph(241, (1...40).map { (0, $0) })
    let times = (0...240).map { $0 == 0 ? Int32(0) : $0 <= 10 ? 1 : nil }
    let found = try #require(TransmissionFit(AdoptionTimes(times), graph: star, .cascade))
    let (passing, outside) = (found.estimates[0], found.estimates[1])
    #expect((passing.value - 0.25).magnitude < 1e-9 && found.unexplainedCount == 0 && found.rowCount == 240)
    func ratio(_ p: Double) -> Double {
      2 * (10 * stableLog(0.25 / p) + 30 * stableLog(0.75 / (1 - p)))
    }
    for end in [passing.low, passing.high] { #expect((ratio(end) - 3.841458820694124).magnitude < 1e-6) }
    #expect(passing.low < 0.25 && passing.high > 0.25 && outside.value == 0 && outside.low == 0 && outside.high < 0.02)
  }

  /// Both who passed it on have left at the end of the one period they did: two of two, from the root of 0.025 (Clopper and Pearson).
  @Test func leavingIsATrial() throws {
    let chain = graph(4, [(0, 1), (1, 2), (2, 3)])
    let times: [Int32?] = [0, 1, nil, nil]
    let found = try #require(
      TransmissionFit(AdoptionTimes(times, periods: 0...2), graph: chain, .epidemic(left: [1, 2, nil, nil])))
    let leaving = try #require(found.estimates.first { $0.name == "leaving" })
    #expect(leaving.value == 1 && leaving.high == 1 && (leaving.low - 0.025.squareRoot()).magnitude < 1e-9)
  }

  /// By hand: 0 passes it on to 1 in period 1 and leaves, 1 gives it back in 2 and leaves in 2, so in 3 only 0 passes it on.
  @Test func spellsFollowOneAnother() throws {
    let pair = graph(3, [(0, 1)])
    let spells: [[TransmissionFit.Spell]] = [
      [.init(joined: 0, left: 1), .init(joined: 2, left: nil)], [.init(joined: 1, left: 2)], [],
    ]
    let found = try #require(
      TransmissionFit(AdoptionTimes([0, 1, nil], periods: 0...3), graph: pair, .returning(spells)))
    // At risk: 1 and 2 in period 1, 0 and 2 in 2, 1 and 2 in 3; adoptions: 1 in period 1, 0 again in 2; 1 not again in 3.
    #expect(found.rowCount == 6 && found.adoptionCount == 2 && found.unexplainedCount == 0)
    #expect(found.returningRowCount == 2 && found.returningAdoptionCount == 1)
    // Two of three chances along the tie; two of three periods of passing on ended in leaving.
    #expect((found.estimates[0].value - 2.0 / 3).magnitude < 1e-9 && found.estimates[1].value == 0)
    #expect(found.estimates.last.map { $0.name == "leaving" && ($0.value - 2.0 / 3).magnitude < 1e-12 } == true)
  }

  /// Nobody at risk adopts, or nobody is tied: no estimate.
  @Test func whatSaysNothingHasNoEstimate() {
    let pair = graph(3, [(0, 1)])
    #expect(TransmissionFit(AdoptionTimes([0, nil, nil], periods: 0...3), graph: pair, .cascade) == nil)
    #expect(TransmissionFit(AdoptionTimes([0, nil, 1]), graph: graph(3, []), .cascade) == nil)
  }
}
