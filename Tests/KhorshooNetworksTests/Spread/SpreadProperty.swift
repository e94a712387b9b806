import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Spread is monotone in every replicate and independent of how replicates are split")
struct SpreadProperty {
  /// A graph of 60 households with 90 ties by a fixed stream, in the order they are drawn.
  private static let ties: [(Int, Int)] = {
    let random = ScalarRandom(seed: 8, stream: SpreadStreams.sources)
    var ties: [(Int, Int)] = []
    for k in 0..<120 where ties.count < 90 {
      let (a, b) = (Int(random.uniform(entity: k, index: 0) * 60), Int(random.uniform(entity: k, index: 1) * 60))
      if a != b { ties.append((a, b)) }
    }
    // The last one starts from a seed, so that it matters.
    return ties + [(0, 37)]
  }()

  private static let cases: [(String, SpreadSimulation.Mechanism)] = [
    ("cascade", .cascade(probability: 0.25)),
    ("sources", .adoption(.sources, .threshold(.uniform(low: 0.2, high: 4), noise: 0))),
    ("noise", .adoption(.sum, .threshold(.uniform(low: 1, high: 4), noise: 0.4))),
    ("utility", .adoption(.sum, .utility(intercept: -4, exposureWeight: 1, covariate: Array(repeating: 0, count: 60)))),
    ("bass", .adoption(.sum, .bass(innovation: 0.01, imitation: 0.1, steps: 2))),
  ]

  private func run(_ ties: [(Int, Int)], _ mechanism: SpreadSimulation.Mechanism, _ seeds: [Int]) -> [Int] {
    SpreadSimulation(graph(60, ties), mechanism)
      .run(replicates: 200, seed: 2, seeds: .households(seeds), periods: 8).final
  }

  @Test("a tie more or a seed more never lowers spread in any replicate", arguments: cases.indices)
  func monotone(_ index: Int) {
    let (name, mechanism) = Self.cases[index]
    let base = run(Array(Self.ties.dropLast()), mechanism, [0, 1])
    let moreTies = run(Self.ties, mechanism, [0, 1])
    // Where in the table the tie stands does not matter.
    let inserted = run([Self.ties[Self.ties.count - 1]] + Self.ties.dropLast(), mechanism, [0, 1])
    let moreSeeds = run(Array(Self.ties.dropLast()), mechanism, [0, 1, 2])
    for other in [moreTies, moreSeeds] {
      #expect(zip(base, other).allSatisfy { $0 <= $1 } && base != other, "\(name)")
    }
    #expect(inserted == moreTies, "\(name)")
  }

  /// Draws that depend on the place of a tie in the table would not be monotone: the check notices.
  @Test("replicates of another seed are not ordered")
  func deliberateFault() {
    let mechanism = Self.cases[0].1
    let base = run(Array(Self.ties.dropLast()), mechanism, [0, 1])
    let other = SpreadSimulation(graph(60, Self.ties), mechanism)
      .run(replicates: 200, seed: 3, seeds: .households([0, 1]), periods: 8).final
    #expect(zip(base, other).contains { $0 > $1 })
  }

  @Test("information passing is monotone in its rates and in willingness to take part")
  func passing() {
    func run(_ n: Double, _ p: Double, _ share: Float, informed: Bool) -> [Int] {
      let own = graph(60, Self.ties)
      let passing = InformationPassing(
        own, nonParticipants: n, participants: p, participation: Array(repeating: share, count: 60))
      return SpreadSimulation(own, .passing(passing, countsInformed: informed))
        .run(replicates: 200, seed: 2, seeds: .households([0, 1]), periods: 6).final
    }
    for informed in [false, true] {
      let base = run(0.05, 0.3, 0.3, informed: informed)
      for other in [
        run(0.1, 0.3, 0.3, informed: informed), run(0.05, 0.5, 0.3, informed: informed),
        run(0.05, 0.3, 0.6, informed: informed),
      ] {
        #expect(zip(base, other).allSatisfy { $0 <= $1 } && base != other)
      }
    }
  }

  @Test("the same replicates whatever the threads, and fewer of them are the first ones", arguments: cases.indices)
  func splits(_ index: Int) {
    let simulation = SpreadSimulation(graph(60, Self.ties), Self.cases[index].1)
    let whole = simulation.run(replicates: 150, seed: 9, seeds: .drawn(2), periods: 5, threads: 1)
    let split = simulation.run(replicates: 150, seed: 9, seeds: .drawn(2), periods: 5, threads: 3)
    let few = simulation.run(replicates: 37, seed: 9, seeds: .drawn(2), periods: 5)
    #expect(whole == split && Array(whole.final.prefix(37)) == few.final)
    #expect(Set(whole.final).count > 1)
  }

  @Test("drawn seeds are as many as asked for, each household equally often")
  func drawnSeeds() {
    let run = SpreadSimulation(graph(10, []), .cascade(probability: 0.5))
      .run(replicates: 100_000, seed: 6, seeds: .drawn(3), periods: nil)
    #expect(run.final.allSatisfy { $0 == 3 })
    let error = (0.3 * 0.7 * 1e5).squareRoot()
    #expect(run.adopted.allSatisfy { (Double($0) - 3e4).magnitude < 4.5 * error }, "\(run.adopted)")
  }
}
