import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct GridRefinementProperty {
  private static func bounds(_ households: Int, _ grids: Int) -> ClosedRange<Int> {
    let mean = Double(households) / Double(grids)
    return max(1, Int(mean * 0.9))...Int((mean * 1.1).rounded(.up))
  }

  /// What is wrong with a partition, in words; empty when nothing is.
  private static func faults(
    _ parts: [[Int]], _ graph: NeighbourGraph, _ bounds: ClosedRange<Int>
  ) -> [String] {
    var faults: [String] = []
    if parts.joined().sorted() != Array(graph.neighbours.indices) { faults.append("not every household once") }
    for (p, members) in parts.enumerated() {
      if !bounds.contains(members.count) { faults.append("grid \(p) has \(members.count), not \(bounds)") }
      let pieces = graph.components { members.contains($0) }.count
      if pieces != 1 { faults.append("grid \(p) is in \(pieces) pieces") }
    }
    return faults
  }

  /// Random ties, half of them near.
  private static func ties(_ points: [GridPartition.Point], draw: Int) -> [[Int: Double]] {
    let random = ScalarRandom(seed: 6, stream: ModelStreams.all.kin)
    var rows = [[Int: Double]](repeating: [:], count: points.count)
    for h in points.indices {
      for k in 0..<3 {
        let u = random.uniform(entity: draw * 1000 + h, index: k)
        let other = k == 0 ? Int(u * Double(points.count)) : (h + 1 + Int(u * 6)) % points.count
        guard other != h else { continue }
        rows[h][other, default: 0] += 1
        rows[other][h, default: 0] += 1
      }
    }
    return rows
  }

  @Test(arguments: [(12, 5), (40, 3), (60, 4), (60, 20), (103, 2), (103, 5), (103, 11), (150, 30)], 0..<10)
  func partition(shape: (households: Int, grids: Int), draw: Int) {
    let points = homesteads(shape.households, draw: draw)
    let bounds = Self.bounds(shape.households, shape.grids)
    var refined = GridRefinement(points, into: shape.grids, bounds: bounds)
    #expect(Self.faults(refined.parts, refined.graph, bounds) == [], "start \(shape), draw \(draw)")
    let ties = Self.ties(points, draw: draw)
    let before = refined.cutWeight(ties)
    refined.refine(ties)
    #expect(Self.faults(refined.parts, refined.graph, bounds) == [], "refined \(shape), draw \(draw)")
    #expect(refined.cutWeight(ties) <= before)
    #expect(refined.sizes == refined.parts.map(\.count))
    // No single move that keeps all bounds would cut less: a second call changes nothing.
    var again = refined
    again.refine(ties)
    #expect(again.parts == refined.parts)
  }

  /// Two clans that live apart are found from a start that mixes them, and the optimum is known: one tie cut.
  @Test func findsTheOptimum() {
    // Two rows of ten; ties along each row and one between them.
    let points = (0..<20).map { GridPartition.Point(x: Double($0 % 10), y: $0 < 10 ? 0 : 0.9) }
    var ties = [[Int: Double]](repeating: [:], count: 20)
    for h in 0..<20 where h % 10 < 9 {
      ties[h][h + 1] = 1
      ties[h + 1][h] = 1
    }
    ties[4][14] = 1
    ties[14][4] = 1
    let halves = [Array(0..<5) + Array(10..<15), Array(5..<10) + Array(15..<20)]
    var refined = GridRefinement(NeighbourGraph(points), parts: halves, bounds: 5...15)
    #expect(refined.cutWeight(ties) == 2)
    refined.refine(ties)
    #expect(refined.cutWeight(ties) == 1)
  }

  /// Deliberate faults: a household left out, a grid in two pieces and a grid too large are seen.
  @Test func faultsAreSeen() {
    let points = (0..<8).map { GridPartition.Point(x: Double($0), y: 0) }
    let graph = NeighbourGraph(points)
    #expect(Self.faults([[0, 1, 2, 3], [4, 5, 6, 7]], graph, 3...5) == [])
    #expect(Self.faults([[0, 1, 2, 3], [4, 5, 6]], graph, 3...5).count == 1)
    #expect(Self.faults([[0, 1, 2, 7], [3, 4, 5, 6]], graph, 3...5).count == 1)
    #expect(Self.faults([[0, 1], [2, 3, 4, 5, 6, 7]], graph, 3...5).count == 2)
    // A start in pieces and out of bounds is repaired.
    let repaired = GridRefinement(graph, parts: [[0, 7], [1, 2, 3, 4, 5, 6]], bounds: 3...5)
    #expect(Self.faults(repaired.parts, graph, 3...5) == [])
  }
}
