import KhorshooNetworks
import KhorshooNumerics
import Testing

/// Probabilities of every state of a small graph, period by period: 0 never adopted, 1 adopter, 2 left for good.
private func chain(
  _ graph: TieGraph, passing: Double, leaving: Double, returns: Bool, seeds: [Int], periods: Int
) -> (adopters: [Double], ever: [Double]) {
  let n = graph.householdCount
  // A state with who has ever adopted, which of those who return the state alone does not say.
  struct State: Hashable { var now: [Int]; var ever: [Bool] }
  var states: [State: Double] = [
    State(now: (0..<n).map { seeds.contains($0) ? 1 : 0 }, ever: (0..<n).map { seeds.contains($0) }): 1
  ]
  var adopters = [Double(seeds.count)]
  for _ in 0..<periods {
    var next: [State: Double] = [:]
    for (state, p) in states {
      var branches: [(State, Double)] = [(state, p)]
      for h in 0..<n {
        let rows = graph.incoming
        let weight = (rows.rowStarts[h]..<rows.rowStarts[h + 1]).reduce(0.0) {
          $0 + (state.now[Int(rows.columns[$1])] == 1 ? Double(rows.weights[$1]) : 0)
        }
        let (chance, to): (Double, Int) =
          state.now[h] == 0
          ? (1 - stableExp(weight * stableLog(1 - passing)), 1)
          : state.now[h] == 1 ? (leaving, returns ? 0 : 2) : (0, 2)
        branches = branches.flatMap { branch, q -> [(State, Double)] in
          var moved = branch
          moved.now[h] = to
          if to == 1 { moved.ever[h] = true }
          return [(branch, q * (1 - chance)), (moved, q * chance)].filter { $0.1 > 0 }
        }
      }
      for (branch, q) in branches { next[branch, default: 0] += q }
    }
    states = next
    adopters.append(states.reduce(0) { $0 + $1.value * Double($1.key.now.count { $0 == 1 }) })
  }
  return (adopters, (0..<n).map { h in states.reduce(0) { $0 + ($1.key.ever[h] ? $1.value : 0) } })
}

@Suite("Adoption that is given up is its exact chain")
struct EpidemicAnalytic {
  @Test("adopters after each period, and who ever adopted", arguments: [false, true], [0, 3, 5, 7])
  func exact(returns: Bool, graph number: Int) throws {
    let graph = smallGraphs[number].graph
    let (passing, leaving, periods, replicates) = (0.3, 0.4, 5, 20_000)
    let known = chain(graph, passing: passing, leaving: leaving, returns: returns, seeds: [0], periods: periods)
    let simulation = SpreadSimulation(
      graph, .epidemic(Epidemic(graph, passing: passing, leaving: leaving, returns: returns)))
    let found = simulation.run(replicates: replicates, seed: 3, seeds: .households([0]), periods: periods)
    for period in 0...periods {
      let counts = found.adopters[period].map(Double.init)
      let mean = counts.reduce(0, +) / Double(replicates)
      let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(replicates - 1)
      let error = max(1e-4, (variance / Double(replicates)).squareRoot())
      #expect((mean - known.adopters[period]).magnitude < 4.5 * error, "period \(period): \(mean), \(known.adopters)")
    }
    for h in 0..<graph.householdCount {
      let share = Double(found.adopted[h]) / Double(replicates)
      let error = max(1e-4, (known.ever[h] * (1 - known.ever[h]) / Double(replicates)).squareRoot())
      #expect((share - known.ever[h]).magnitude < 4.5 * error, "household \(h): \(share) for \(known.ever[h])")
    }
  }

  @Test("without leaving it is information passing at one rate")
  func noLeaving() {
    let graph = smallGraphs[6].graph
    let stays = SpreadSimulation(graph, .epidemic(Epidemic(graph, passing: 0.2, leaving: 0, returns: false)))
    let counts = stays.run(replicates: 64, seed: 1, seeds: .households([0]), periods: 30)
    // Nobody leaves: never fewer adopters, and in the end nearly all.
    for replicate in 0..<64 {
      for period in 1...30 { #expect(counts.adopters[period][replicate] >= counts.adopters[period - 1][replicate]) }
    }
    #expect(counts.mean > 7.5)
  }
}
