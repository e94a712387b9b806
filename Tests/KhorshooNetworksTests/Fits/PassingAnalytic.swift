import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Information passing on small graphs is what enumeration gives")
struct PassingAnalytic {
  /// Expected informed and participants among four households after some periods, household 0 informed: the chain over all
  /// pairs of sets (informed, participants).
  private func exact(_ graph: TieGraph, _ n: Double, _ p: Double, _ share: Double, periods: Int) -> (Double, Double) {
    let sources = (0..<4).map { h in arcs(graph).filter { $0.to == h }.map(\.from) }
    var probability: [Int: Double] = [0b0001: 1 - share, 0b0001_0001: share]
    for _ in 0..<periods {
      var next: [Int: Double] = [:]
      for (state, weight) in probability {
        var states = [state: weight]
        for h in 0..<4 where state >> h & 1 == 0 {
          let none = sources[h].reduce(1.0) { product, j in
            state >> j & 1 == 0 ? product : product * (1 - (state >> (4 + j) & 1 == 1 ? p : n))
          }
          states = states.reduce(into: [:]) { result, pair in
            result[pair.key, default: 0] += pair.value * none
            result[pair.key | 1 << h, default: 0] += pair.value * (1 - none) * (1 - share)
            result[pair.key | 17 << h, default: 0] += pair.value * (1 - none) * share
          }
        }
        next.merge(states) { $0 + $1 }
      }
      probability = next
    }
    return probability.reduce((0, 0)) { sums, pair in
      (
        sums.0 + pair.value * Double((pair.key & 15).nonzeroBitCount),
        sums.1 + pair.value * Double((pair.key >> 4).nonzeroBitCount)
      )
    }
  }

  @Test("expected informed and participants to the error of a million replicates", arguments: [7, 13, 30, 63])
  func enumerated(_ index: Int) {
    let graph = everyGraphOfFour[index]
    let exact = exact(graph, 0.15, 0.5, 0.4, periods: 3)
    let passing = InformationPassing(
      graph, nonParticipants: 0.15, participants: 0.5, participation: [0.4, 0.4, 0.4, 0.4])
    for (countsInformed, expected) in [(true, exact.0), (false, exact.1)] {
      let run = SpreadSimulation(graph, .passing(passing, countsInformed: countsInformed))
        .run(replicates: 1_000_000, seed: 4, seeds: .households([0]), periods: 3, threads: 2)
      let error = (run.variance / 1e6).squareRoot()
      #expect((run.mean - expected).magnitude < 4.5 * error + 2e-6, "\(run.mean), exact \(expected)")
      // Rates exchanged are another process.
      let other = self.exact(graph, 0.5, 0.15, 0.4, periods: 3)
      #expect(((countsInformed ? other.0 : other.1) - expected).magnitude > 20 * error)
    }
  }
}
