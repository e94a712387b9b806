import KhorshooEngine
import KhorshooNumerics

/// Random networks in which every household has as many ties as in a given one: what of a network follows from degrees alone.
///
/// Two ties drawn by lot exchange ends, unless that would tie somebody to himself or twice; ten tries a tie. Directions and
/// weights are not kept.
/// - Source: Maslov and Sneppen 2002, doi:10.1126/science.1065103; number of swaps: Milo et al. 2003, arXiv:cond-mat/0312028.
/// - Proof: `SwappedTiesProperty` (degrees), `SwappedTiesStatistical` (all graphs of a sequence alike often; networkx).
public struct SwappedTies: Sendable {
  /// Tries a tie.
  public static let triesPerTie = 10

  private let householdCount: Int
  private let ends: [(UInt32, UInt32)]

  /// The network whose degrees are kept.
  public init(_ graph: UndirectedGraph) {
    householdCount = graph.householdCount
    ends = (0..<graph.householdCount).flatMap { h in
      graph.neighbours(of: h).filter { $0 > h }.map { (UInt32(h), $0) }
    }
  }

  /// A network of the same degrees.
  public func graph(seed: UInt64, replicate: Int) -> UndirectedGraph {
    var ties = ends
    let random = ScalarRandom(seed: seed, stream: SpreadStreams.swaps, replicate: replicate)
    func key(_ a: UInt32, _ b: UInt32) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }
    var present = Set<UInt64>(minimumCapacity: ties.count)
    for (a, b) in ties { present.insert(key(a, b)) }
    if ties.count > 1 {
      for attempt in 0..<(Self.triesPerTie * ties.count) {
        let i = min(ties.count - 1, Int(random.uniform(entity: attempt, index: 0) * Double(ties.count)))
        let j = min(ties.count - 1, Int(random.uniform(entity: attempt, index: 1) * Double(ties.count)))
        let (a, b) = ties[i]
        let isTurned = random.uniform(entity: attempt, index: 2) < 0.5
        let (c, d) = isTurned ? (ties[j].1, ties[j].0) : ties[j]
        guard i != j, a != d, c != b, a != c, b != d else { continue }
        let (first, second) = (key(a, d), key(c, b))
        guard !present.contains(first), !present.contains(second) else { continue }
        present.remove(key(a, b))
        present.remove(key(c, d))
        present.insert(first)
        present.insert(second)
        ties[i] = (a, d)
        ties[j] = (c, b)
      }
    }
    var table = TieTable(householdCount: householdCount)
    table.reserveCapacity(ties.count)
    for (a, b) in ties { table.append(Int(a), Int(b)) }
    return UndirectedGraph(TieGraph(table))
  }

  /// A measure of the network, and of random ones of the same degrees.
  public struct Comparison: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Of the network.
    public let observed: Double?
    /// Mean and standard deviation over random ones; nil where a measure is not defined in two of them.
    public let mean, deviation: Double?
    /// Share of random ones with at least, and at most, the observed value, the observed one among them.
    public let shareAbove, shareBelow: Double?

    /// Standard deviations of the observed value from the mean.
    public var score: Double? {
      guard let observed, let mean, let deviation, deviation > 0 else { return nil }
      return (observed - mean) / deviation
    }
  }

  /// Names of the measures that are compared.
  public static let measures = [
    "transitivity", "clustering", "meanPathLength", "degreeAssortativity", "communityModularity",
  ]

  /// The network beside random ones of the same degrees, ties counted alike.
  public func comparisons(count: Int, seed: UInt64, threads: Int = 1) -> [Comparison] {
    precondition(count >= 2, "\(count) random networks")
    var table = TieTable(householdCount: householdCount)
    for (a, b) in ends { table.append(Int(a), Int(b)) }
    let own = Self.values(UndirectedGraph(TieGraph(table)), seed: seed)
    var drawn: [[Double?]] = []
    ParallelBlocks.run(
      count: count, threads: threads, into: &drawn, makeMemory: {},
      compute: { replicate, _ in [Self.values(graph(seed: seed, replicate: replicate), seed: seed)] }, add: { $0 += $1 }
    )
    return Self.measures.indices.map { k in
      let known = drawn.compactMap { $0[k] }
      guard known.count >= 2 else {
        return Comparison(
          name: Self.measures[k], observed: own[k], mean: nil, deviation: nil, shareAbove: nil, shareBelow: nil)
      }
      let moments = Moments(known)
      func share(_ isMore: (Double, Double) -> Bool) -> Double? {
        own[k].map { value in Double(1 + known.count { isMore($0, value) }) / Double(known.count + 1) }
      }
      return Comparison(
        name: Self.measures[k], observed: own[k], mean: moments.mean, deviation: moments.variance.squareRoot(),
        shareAbove: share { $0 >= $1 - 1e-12 }, shareBelow: share { $0 <= $1 + 1e-12 })
    }
  }

  private static func values(_ graph: UndirectedGraph, seed: UInt64) -> [Double?] {
    let measures = NetworkMeasures(graph, seed: seed)
    return [
      measures.transitivity, measures.clustering, measures.meanPathLength, measures.degreeAssortativity,
      Communities(graph, restarts: 1, seed: seed).modularity,
    ]
  }
}
