import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("The simplex walks to the least value")
struct NelderMeadAnalytic {
  @Test("a quadratic, and Rosenbrock's valley")
  func functions() {
    let bowl = nelderMead(from: [3, -2, 1], step: 0.5, evaluations: 400, tolerance: 1e-6) { x -> Double in
      let (a, b, c): (Double, Double, Double) = (x[0] - 1, x[1] + 0.5, x[2] - x[0])
      return a * a + 2 * b * b + c * c
    }
    #expect(zip(bowl, [1, -0.5, 1]).allSatisfy { ($0 - $1).magnitude < 1e-4 }, "\(bowl)")
    let valley = nelderMead(from: [-1.2, 1], step: 0.5, evaluations: 1000, tolerance: 1e-7) { x -> Double in
      let (a, b): (Double, Double) = (1 - x[0], x[1] - x[0] * x[0])
      return a * a + 100 * b * b
    }
    #expect(zip(valley, [1, 1]).allSatisfy { ($0 - $1).magnitude < 1e-4 }, "\(valley)")
  }
}

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

@Suite("Simulated moments find the rates of simulated histories")
struct PassingFitStatistical {
  @Test("95 % intervals hold the truth in most histories")
  func coverage() throws {
    let n = 240
    let random = ScalarRandom(seed: 4, stream: SpreadStreams.sources)
    let ties = (0..<n).flatMap { h in
      (0..<3).compactMap { k -> (Int, Int)? in
        let other = Int(random.uniform(entity: h, index: k) * Double(n))
        return other == h ? nil : (h, other)
      }
    }
    let graph = graph(n, ties)
    let truth = [0.05, 0.25, 0.5]
    let passing = InformationPassing(
      graph, nonParticipants: truth[0], participants: truth[1], participation: Array(repeating: 0.5, count: n))
    let seeds = [0, 30, 60, 90, 120, 150]
    var holds = [0, 0, 0]
    var fitted = 0
    for study in 0..<16 {
      let times = passing.times(seed: 900, replicate: study, seeds: .households(seeds), periods: 8)
        .map { $0.map { Int32($0) } }
      guard
        let fit = PassingFit(
          AdoptionTimes(times, periods: 0...8), graph: graph, seeds: seeds, replicates: 96, seed: 7, threads: 2)
      else { continue }
      fitted += 1
      for (k, estimate) in fit.estimates.enumerated() where estimate.interval.contains(truth[k]) { holds[k] += 1 }
    }
    #expect(fitted >= 14, "\(fitted) of 16 fitted")
    // 95 % of 16 is 15.2, deviation 0.9; the weights are estimated too.
    #expect(holds.allSatisfy { $0 >= fitted - 4 }, "\(holds) of \(fitted)")
  }
}
