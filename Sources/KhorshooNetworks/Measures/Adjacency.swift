/// Who is tied to whom, without weights: the neighbours of each household one after another.
///
/// - Proof: `AdjacencyProperty`.
package struct Adjacency: Sendable {
  /// Where the neighbours of each household begin; households + 1 positions.
  package let starts: [Int]
  /// Neighbours of each household.
  package let neighbours: [UInt32]

  /// Memberwise; every tie stands with both households.
  package init(starts: [Int], neighbours: [UInt32]) {
    self.starts = starts
    self.neighbours = neighbours
  }

  /// Of pairs, each once and of two households.
  package init(_ pairs: [(Int, Int)], householdCount: Int) {
    var starts = [Int](repeating: 0, count: householdCount + 1)
    for (a, b) in pairs {
      starts[a + 1] += 1
      starts[b + 1] += 1
    }
    for h in 0..<householdCount { starts[h + 1] += starts[h] }
    var next = starts
    var neighbours = [UInt32](repeating: 0, count: 2 * pairs.count)
    for (a, b) in pairs {
      neighbours[next[a]] = UInt32(b)
      neighbours[next[b]] = UInt32(a)
      next[a] += 1
      next[b] += 1
    }
    self.init(starts: starts, neighbours: neighbours)
  }

  /// Pairs of ties that meet in a household.
  package var triples: Int {
    starts.indices.dropLast().reduce(0) { sum, h in
      let degree = starts[h + 1] - starts[h]
      return sum + degree * (degree - 1) / 2
    }
  }

  /// Triangles that each household is part of.
  ///
  /// A triangle is found at the household of its three with fewest ties, so that one with very many costs no more than
  /// others: steps grow with ties to the power of 1.5 at most (Latapy 2008, doi:10.1016/j.tcs.2008.07.017).
  package var triangles: [Int] {
    let householdCount = starts.count - 1
    func order(_ h: Int) -> (Int, Int) { (starts[h + 1] - starts[h], h) }
    var (upStarts, up) = ([0], [UInt32]())
    upStarts.reserveCapacity(starts.count)
    up.reserveCapacity(neighbours.count / 2)
    for h in 0..<householdCount {
      for other in neighbours[starts[h]..<starts[h + 1]] where order(h) < order(Int(other)) { up.append(other) }
      upStarts.append(up.count)
    }
    var count = [Int](repeating: 0, count: householdCount)
    var isNear = [Bool](repeating: false, count: householdCount)
    for h in 0..<householdCount {
      let own = upStarts[h]..<upStarts[h + 1]
      for place in own { isNear[Int(up[place])] = true }
      for place in own {
        let second = Int(up[place])
        for next in upStarts[second]..<upStarts[second + 1] where isNear[Int(up[next])] {
          count[h] += 1
          count[second] += 1
          count[Int(up[next])] += 1
        }
      }
      for place in own { isNear[Int(up[place])] = false }
    }
    return count
  }
}
