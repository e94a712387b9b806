import KhorshooNumerics

/// Who is tied to whom, either way: what size, components, clustering and paths are measured on.
///
/// A directed tie counts as an undirected one; the weight of a pair is the mean of both directions where ties are directed,
/// so that an undirected table and its ties written both ways give the same.
public struct UndirectedGraph: Sendable {
  /// Where the neighbours of each household begin; households + 1 positions.
  public let starts: [Int]
  /// Neighbours of each household, in rising order.
  public let neighbours: [UInt32]
  /// Weight of each.
  public let weights: [Double]

  /// Households.
  public var householdCount: Int { starts.count - 1 }
  /// Ties.
  public var tieCount: Int { neighbours.count / 2 }

  /// Neighbours of a household, in rising order.
  public func neighbours(of h: Int) -> ArraySlice<UInt32> { neighbours[starts[h]..<starts[h + 1]] }
  /// Ties of a household.
  public func degree(of h: Int) -> Int { starts[h + 1] - starts[h] }

  /// A graph without directions.
  public init(_ graph: TieGraph) {
    var (starts, neighbours, weights) = ([0], [UInt32](), [Double]())
    starts.reserveCapacity(graph.householdCount + 1)
    neighbours.reserveCapacity(graph.arcCount)
    weights.reserveCapacity(graph.arcCount)
    for h in 0..<graph.householdCount {
      let (ins, outs) = (graph.incoming, graph.outgoing)
      var (i, o) = (ins.rowStarts[h], outs.rowStarts[h])
      let (iEnd, oEnd) = (ins.rowStarts[h + 1], outs.rowStarts[h + 1])
      while i < iEnd || o < oEnd {
        let a = i < iEnd ? ins.columns[i] : .max
        let b = o < oEnd ? outs.columns[o] : .max
        neighbours.append(min(a, b))
        weights.append(((a <= b ? Double(ins.weights[i]) : 0) + (b <= a ? Double(outs.weights[o]) : 0)) / 2)
        if a <= b { i += 1 }
        if b <= a { o += 1 }
      }
      starts.append(neighbours.count)
    }
    self.starts = starts
    self.neighbours = neighbours
    self.weights = weights
  }

  /// Component of each household, numbered from the largest; of two of one size, that with the first household comes first.
  public var components: (of: [Int], sizes: [Int]) {
    var component = [Int](repeating: -1, count: householdCount)
    var sizes: [Int] = []
    var stack: [Int] = []
    for start in 0..<householdCount where component[start] < 0 {
      component[start] = sizes.count
      sizes.append(0)
      stack.append(start)
      while let h = stack.popLast() {
        sizes[sizes.count - 1] += 1
        for other in neighbours(of: h).lazy.map(Int.init) where component[other] < 0 {
          component[other] = sizes.count - 1
          stack.append(other)
        }
      }
    }
    let order = sizes.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
    var rank = [Int](repeating: 0, count: sizes.count)
    for (place, old) in order.enumerated() { rank[old] = place }
    return (component.map { rank[$0] }, order.map { sizes[$0] })
  }

  /// Triangles that each household is part of.
  public var triangles: [Int] { Adjacency(starts: starts, neighbours: neighbours).triangles }

  /// Lengths of shortest paths, counted in ties, from some households to all others that can be reached.
  ///
  /// Sixty-four searches go through the graph together, one to a bit.
  /// - Source: Then et al. 2014, "The more the merrier: efficient multi-source graph traversal", doi:10.14778/2735496.2735507.
  public func pathLengths(from sources: [Int]) -> (mean: Double, longest: Int) {
    var (sum, count, longest) = (0, 0, 0)
    var seen = [UInt64](repeating: 0, count: householdCount)
    var (front, next) = (seen, seen)
    for first in stride(from: 0, to: sources.count, by: 64) {
      for h in 0..<householdCount { (seen[h], front[h], next[h]) = (0, 0, 0) }
      for (bit, h) in sources[first..<min(first + 64, sources.count)].enumerated() {
        front[h] |= 1 << UInt64(bit)
        seen[h] |= 1 << UInt64(bit)
      }
      var length = 0
      while true {
        length += 1
        var found = 0
        for h in 0..<householdCount {
          var reached: UInt64 = 0
          for k in starts[h]..<starts[h + 1] { reached |= front[Int(neighbours[k])] }
          next[h] = reached & ~seen[h]
          found += next[h].nonzeroBitCount
        }
        guard found > 0 else { break }
        for h in 0..<householdCount { seen[h] |= next[h] }
        swap(&front, &next)
        sum += found * length
        count += found
        longest = max(longest, length)
      }
    }
    return (count == 0 ? .nan : Double(sum) / Double(count), longest)
  }
}
