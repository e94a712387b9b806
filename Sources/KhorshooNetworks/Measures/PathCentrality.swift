import KhorshooEngine
import KhorshooNumerics

/// How near a household is to all others, and how many shortest paths lead through it; ties are read without direction and each
/// is one step.
///
///     closeness    c_h = (r - 1) / (n - 1) * (r - 1) / (sum of distances to the r - 1 that h reaches)
///     betweenness  b_h = share of shortest paths between two others that pass h, summed over pairs, over the (n - 1)(n - 2) / 2 pairs
///
/// In a large network both are estimated from searches that begin at a sample of households.
/// - Source: closeness over parts Wasserman and Faust 1994, 5.3; betweenness Freeman 1977, doi:10.2307/3033543, by the algorithm
///   of Brandes 2001, doi:10.1080/0022250X.2001.9990249; sample: Brandes and Pich 2007, doi:10.1142/S0218127407018403.
/// - Proof: `PathCentralityGolden` (networkx), `PathCentralityAnalytic`.
public struct PathCentrality: Sendable {
  /// By household.
  public let closeness, betweenness: [Double]
  /// Households that searches began at: all, or a sample.
  public let sourceCount: Int
  /// Greatest standard error of a household's betweenness by the draw of the sample; nil when searches began at all.
  public let betweennessError: Double?

  /// Steps along ties that may be taken in all.
  public static let workLimit = 400_000_000
  private static let leastSources = 64

  /// Searches whose sums are kept together, so that these are the same for any number of threads.
  private static func block(_ sources: Int) -> Int { sources >= 1024 ? 256 : 32 }

  /// - Parameters:
  ///   - seed: draws the sample.
  ///   - threads: that search at once.
  public init(
    _ graph: UndirectedGraph, seed: UInt64 = 0, workLimit: Int = PathCentrality.workLimit, threads: Int = 1
  ) {
    let n = graph.householdCount
    let affordable = max(Self.leastSources, workLimit / max(1, graph.neighbours.count))
    let sources = affordable >= n ? Array(0..<n) : Self.sample(n, affordable, seed)
    let components = graph.components
    var sums = PathSums(n)
    let size = Self.block(sources.count)
    ParallelBlocks.run(
      count: (sources.count + size - 1) / size, threads: threads, into: &sums,
      makeMemory: { PathSearch(graph) },
      compute: { block, search in
        search.sums(from: sources[block * size..<min(sources.count, (block + 1) * size)])
      }, add: { $0.add($1) })
    sourceCount = sources.count
    let scale =
      n > 2 && !sources.isEmpty
      ? Double(n) / Double(sources.count) / (Double(n - 1) * Double(n - 2)) : 0
    betweenness = sums.dependency.map { $0 * scale }
    // Drawn without putting back: of all households the sample would have no error.
    let (count, drawn) = (Double(sources.count), Double(sources.count) / Double(max(1, n)))
    betweennessError =
      sources.count == n || sources.count < 2
      ? nil
      : sums.dependency.indices.reduce(0.0) { most, h in
        let (sum, squares) = (sums.dependency[h], sums.squares[h])
        let variance = max(0, squares - sum * sum / count) / (count - 1)
        return max(most, scale * (count * variance * (1 - drawn)).squareRoot())
      }
    closeness = (0..<n).map { h in
      // Those of its part but itself; of a sample, their mean distance.
      let others = Double(components.sizes[components.of[h]] - 1)
      guard sums.reached[h] > 0, sums.distances[h] > 0 else { return 0 }
      return others / Double(n - 1) * Double(sums.reached[h]) / Double(sums.distances[h])
    }
  }

  private static func sample(_ n: Int, _ count: Int, _ seed: UInt64) -> [Int] {
    let random = ScalarRandom(seed: seed, stream: SpreadStreams.sources)
    let keys = (0..<n).map { (random.uniform(entity: $0, index: 1), $0) }.sorted { $0 < $1 }
    return keys.prefix(count).map(\.1)
  }
}

/// What searches add up to, by household.
private struct PathSums: Sendable {
  /// Shares of shortest paths that pass it.
  var dependency: [Double]
  /// Squares of these shares, by search.
  var squares: [Double]
  /// Distances from the households that reach it, and how many they are.
  var distances, reached: [Int]

  init(_ n: Int) {
    dependency = [Double](repeating: 0, count: n)
    squares = dependency
    distances = [Int](repeating: 0, count: n)
    reached = distances
  }

  mutating func add(_ other: PathSums) {
    for h in dependency.indices {
      dependency[h] += other.dependency[h]
      squares[h] += other.squares[h]
      distances[h] += other.distances[h]
      reached[h] += other.reached[h]
    }
  }
}

/// Searches in breadth from one household after another, with the memory that they share.
private final class PathSearch {
  /// What a search knows of a household, together so that one look at memory has it.
  private struct Place {
    /// Steps from the source; -1 of who was not reached yet.
    var depth = -1
    /// Shortest paths from the source, and the share of all shortest paths that pass.
    var (paths, share) = (0.0, 0.0)
  }

  private let graph: UndirectedGraph
  private let places: UnsafeMutablePointer<Place>
  private let order: UnsafeMutablePointer<UInt32>

  init(_ graph: UndirectedGraph) {
    self.graph = graph
    let n = graph.householdCount
    places = .allocate(capacity: n)
    places.initialize(repeating: Place(), count: n)
    order = .allocate(capacity: n)
    order.initialize(repeating: 0, count: n)
  }

  deinit {
    places.deallocate()
    order.deallocate()
  }

  func sums(from sources: ArraySlice<Int>) -> PathSums {
    var sums = PathSums(graph.householdCount)
    graph.starts.withUnsafeBufferPointer { starts in
      graph.neighbours.withUnsafeBufferPointer { neighbours in
        for source in sources {
          let count = spread(from: source, starts, neighbours)
          gather(count, starts, neighbours)
          add(count, to: &sums)
        }
      }
    }
    return sums
  }

  /// Who is reached, nearest first, with the number of shortest paths to each; how many they are.
  private func spread(
    from source: Int, _ starts: UnsafeBufferPointer<Int>, _ neighbours: UnsafeBufferPointer<UInt32>
  ) -> Int {
    (places[source].depth, places[source].paths, order[0]) = (0, 1, UInt32(source))
    var (head, count) = (0, 1)
    while head < count {
      let h = Int(order[head])
      head &+= 1
      let (next, ways) = (places[h].depth &+ 1, places[h].paths)
      for k in starts[h]..<starts[h &+ 1] {
        let other = Int(neighbours[k])
        if places[other].depth < 0 {
          places[other].depth = next
          places[other].paths = ways
          order[count] = UInt32(truncatingIfNeeded: other)
          count &+= 1
        } else if places[other].depth == next {
          places[other].paths += ways
        }
      }
    }
    return count
  }

  /// Shares of the shortest paths from the source that pass each of those that were reached.
  private func gather(_ count: Int, _ starts: UnsafeBufferPointer<Int>, _ neighbours: UnsafeBufferPointer<UInt32>) {
    for place in stride(from: count - 1, through: 1, by: -1) {
      let h = Int(order[place])
      let (before, ways, credit) = (places[h].depth &- 1, places[h].paths, 1 + places[h].share)
      for k in starts[h]..<starts[h &+ 1] {
        let other = Int(neighbours[k])
        if places[other].depth == before { places[other].share += places[other].paths / ways * credit }
      }
    }
  }

  /// Adds what one search has found, and forgets it.
  private func add(_ count: Int, to sums: inout PathSums) {
    sums.dependency.withUnsafeMutableBufferPointer { dependency in
      sums.squares.withUnsafeMutableBufferPointer { squares in
        sums.distances.withUnsafeMutableBufferPointer { distances in
          sums.reached.withUnsafeMutableBufferPointer { reached in
            for place in 0..<count {
              let h = Int(order[place])
              if place > 0 {
                distances[h] &+= places[h].depth
                reached[h] &+= 1
                dependency[h] += places[h].share
                squares[h] += places[h].share * places[h].share
              }
              places[h] = Place()
            }
          }
        }
      }
    }
  }
}

extension UndirectedGraph {
  /// Core of each household: the greatest k such that it is in a part in which everybody has k ties.
  ///
  /// - Source: Seidman 1983, doi:10.1016/0378-8733(83)90028-X, by the algorithm of Batagelj and Zaversnik 2003, arXiv:cs/0310049.
  /// - Proof: `PathCentralityGolden` (networkx).
  public var cores: [Int] {
    let n = householdCount
    var degree = (0..<n).map(degree(of:))
    let most = degree.max() ?? 0
    // Households by degree, with where each degree begins.
    var begin = [Int](repeating: 0, count: most + 2)
    for d in degree { begin[d + 1] += 1 }
    for d in 0...most { begin[d + 1] += begin[d] }
    var (order, place, next) = ([Int](repeating: 0, count: n), [Int](repeating: 0, count: n), begin)
    for h in 0..<n {
      place[h] = next[degree[h]]
      order[place[h]] = h
      next[degree[h]] += 1
    }
    for i in 0..<n {
      let h = order[i]
      for other in neighbours(of: h).lazy.map(Int.init) where degree[other] > degree[h] {
        // It moves to the front of its degree, which then begins behind it.
        let front = begin[degree[other]]
        let first = order[front]
        (order[front], order[place[other]]) = (other, first)
        (place[first], place[other]) = (place[other], front)
        begin[degree[other]] += 1
        degree[other] -= 1
      }
    }
    return degree
  }
}

extension TieGraph {
  /// Share of directed ties that are answered; 1 of an undirected graph, nil without ties.
  ///
  /// - Source: Wasserman and Faust 1994, 13.3; networkx `overall_reciprocity`.
  public var reciprocity: Double? {
    guard arcCount > 0 else { return nil }
    var answered = 0
    for h in 0..<householdCount {
      var (i, o) = (incoming.rowStarts[h], outgoing.rowStarts[h])
      while i < incoming.rowStarts[h + 1], o < outgoing.rowStarts[h + 1] {
        let (a, b) = (incoming.columns[i], outgoing.columns[o])
        if a == b { answered += 1 }
        if a <= b { i += 1 }
        if b <= a { o += 1 }
      }
    }
    return Double(answered) / Double(arcCount)
  }

  /// Households that one hears from.
  public func inDegree(of h: Int) -> Int { incoming.rowStarts[h + 1] - incoming.rowStarts[h] }
  /// Households that hear from one.
  public func outDegree(of h: Int) -> Int { outgoing.rowStarts[h + 1] - outgoing.rowStarts[h] }
}
