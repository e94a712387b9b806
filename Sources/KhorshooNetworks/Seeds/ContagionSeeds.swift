import KhorshooNumerics

/// Seeds for a complex contagion: a household adopts when it hears from `sources` adopters, and one seed alone moves nobody.
///
/// Greedy choice: the household that brings most adopters; of those that bring as many, the one after which others are nearest
/// to adopting (sum over them of the square of adopters heard from, up to what it takes), which gathers seeds in one place. Spread
/// is not submodular here, so there is no bound; small graphs are held against all choices in the tests.
/// - Source: Centola and Macy 2007, doi:10.1086/521848; seeds in one place: Centola 2018, *How Behavior Spreads*, chapter 7;
///   greedy for thresholds: Kempe, Kleinberg and Tardos 2003, doi:10.1145/956750.956769.
/// - Proof: `ContagionSeedsAnalytic`.
public struct ContagionSeeds: Sendable {
  /// Most households times seeds times ties that are looked at.
  public static let workLimit = 20_000_000_000.0

  /// Chosen households, the best first.
  public let seeds: [Int]
  /// Adopters at rest from the first 1, 2 ... of them.
  public let spread: [Int]

  /// - Parameter groups: each is to have a seed.
  /// - Precondition: 1 to all households as seeds, at least as many as groups, one source or more.
  public init(_ graph: TieGraph, count: Int, sources: Int, groups: SeedGroups? = nil) {
    precondition((1...graph.householdCount).contains(count) && sources >= 1, "\(count) seeds, \(sources) sources")
    var state = Contagion(graph, sources: sources)
    var plan = SeatPlan(groups, seats: count)
    var (seeds, spread) = ([Int](), [Int]())
    for _ in 0..<count {
      var best: (household: Int, adopters: Int, pressure: Int) = (-1, -1, -1)
      for h in 0..<graph.householdCount where !state.adopted[h] && plan.admits(h) {
        let found = state.tried(h)
        if (found.adopters, found.pressure) > (best.adopters, best.pressure) {
          best = (h, found.adopters, found.pressure)
        }
      }
      // All who may be chosen have adopted: who comes next adds nothing.
      let chosen =
        best.household >= 0
        ? best.household : (0..<graph.householdCount).first { !seeds.contains($0) && plan.admits($0) } ?? 0
      state.add(chosen)
      plan.take(chosen)
      seeds.append(chosen)
      spread.append(state.adoptedCount)
    }
    (self.seeds, self.spread) = (seeds, spread)
  }

  /// Adopters at rest.
  public static func reach(_ graph: TieGraph, seeds: [Int], sources: Int) -> Int {
    var state = Contagion(graph, sources: sources)
    for h in seeds { state.add(h) }
    return state.adoptedCount
  }
}

/// Who has adopted, and how many adopters each of the others hears from.
private struct Contagion {
  private let outgoing: SparseRows
  private let sources: Int
  private(set) var adopted: [Bool]
  private(set) var adoptedCount = 0
  private var heard: [Int]
  private var pressure = 0

  init(_ graph: TieGraph, sources: Int) {
    outgoing = graph.outgoing
    self.sources = sources
    adopted = Array(repeating: false, count: graph.householdCount)
    heard = Array(repeating: 0, count: graph.householdCount)
  }

  /// Adds a seed with all that follow; returns who has adopted since.
  @discardableResult
  mutating func add(_ seed: Int) -> [Int] {
    guard !adopted[seed] else { return [] }
    var (joined, next) = ([seed], 0)
    adopted[seed] = true
    while next < joined.count {
      let h = joined[next]
      next += 1
      for k in outgoing.rowStarts[h]..<outgoing.rowStarts[h + 1] {
        let other = Int(outgoing.columns[k])
        let before = min(heard[other], sources)
        heard[other] += 1
        let after = min(heard[other], sources)
        pressure += after * after - before * before
        if !adopted[other], heard[other] >= sources {
          adopted[other] = true
          joined.append(other)
        }
      }
    }
    adoptedCount += joined.count
    return joined
  }

  /// What a seed would bring; the state is as before.
  mutating func tried(_ seed: Int) -> (adopters: Int, pressure: Int) {
    let before = pressure
    let joined = add(seed)
    let found = (joined.count, pressure - before)
    for h in joined {
      adopted[h] = false
      for k in outgoing.rowStarts[h]..<outgoing.rowStarts[h + 1] { heard[Int(outgoing.columns[k])] -= 1 }
    }
    adoptedCount -= joined.count
    pressure = before
    return found
  }
}
