import KhorshooNetworks
import Testing

/// Triangles and pairs of ties that meet, against trying all threes.
@Suite struct AdjacencyProperty {
  /// Every third household is tied to the first, so that it has many more ties than others.
  private static func pairs(_ householdCount: Int, draw: Int) -> [(Int, Int)] {
    var state = UInt64(draw + 1)
    return (0..<householdCount).flatMap { a in
      (0..<a).compactMap { b -> (Int, Int)? in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let isTied = b == 0 && a % 3 == 0 || state >> 33 & 7 < 2
        return isTied ? (b, a) : nil
      }
    }
  }

  @Test(arguments: [0, 1, 3, 12, 30], 0..<6) func allThrees(householdCount: Int, draw: Int) {
    let pairs = Self.pairs(householdCount, draw: draw)
    var isTied = [[Bool]](
      repeating: [Bool](repeating: false, count: householdCount), count: householdCount)
    for (a, b) in pairs { (isTied[a][b], isTied[b][a]) = (true, true) }
    var triangles = [Int](repeating: 0, count: householdCount)
    var triples = 0
    for a in 0..<householdCount {
      for b in 0..<householdCount where isTied[a][b] {
        for c in 0..<householdCount where c > b && isTied[a][c] {
          triples += 1
          if isTied[b][c] { triangles[a] += 1 }
        }
      }
    }
    let adjacency = Adjacency(pairs, householdCount: householdCount)
    #expect(adjacency.triangles == triangles && adjacency.triples == triples)
  }

  @Test func everyGraphOfFourHouseholds() {
    for graph in everyGraphOfFour.map(UndirectedGraph.init) {
      let tied = { (a: Int, b: Int) in graph.neighbours(of: a).contains(UInt32(b)) }
      let triangles = (0..<4).map { h in
        let others = (0..<4).filter { $0 != h && tied(h, $0) }
        return others.indices.reduce(0) { sum, k in sum + others[(k + 1)...].count { tied(others[k], $0) } }
      }
      #expect(graph.triangles == triangles)
    }
  }
}
