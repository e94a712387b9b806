import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct NeighbourGraphAnalytic {
  /// A square with a homestead a little above its middle, which lies between the upper two: the other sides and all
  /// spokes, no diagonal. On a line only the next one.
  @Test func smallGraphs() {
    let square = [(0.0, 0.0), (2, 0), (2, 2), (0, 2), (1, 1.1)].map { GridPartition.Point(x: $0.0, y: $0.1) }
    #expect(NeighbourGraph(square).neighbours == [[1, 3, 4], [0, 2, 4], [1, 4], [0, 4], [0, 1, 2, 3]])
    let line = [0.0, 3, 1, 7].map { GridPartition.Point(x: $0, y: 0) }
    #expect(NeighbourGraph(line).neighbours == [[2], [2, 3], [0, 1], [1]])
    #expect(NeighbourGraph(line).components { $0 != 2 } == [[0], [1, 3]])
    #expect(NeighbourGraph([]).neighbours.isEmpty)
  }

  /// Against the definition, all pairs and third points; connected, and homesteads at one place too.
  @Test(arguments: 0..<10) func definition(draw: Int) {
    var points = homesteads(40, draw: draw)
    points.append(points[draw])
    let graph = NeighbourGraph(points)
    for a in points.indices {
      for b in points.indices where a != b {
        let (x, y) = ((points[a].x + points[b].x) / 2, (points[a].y + points[b].y) / 2)
        let radius = ((points[a].x - x) * (points[a].x - x) + (points[a].y - y) * (points[a].y - y)).squareRoot()
        let isBlocked = points.contains { c in
          ((c.x - x) * (c.x - x) + (c.y - y) * (c.y - y)).squareRoot() < radius * (1 - 1e-9)
        }
        #expect(graph.neighbours[a].contains(b) == !isBlocked, "draw \(draw): \(a), \(b)")
      }
    }
    #expect(graph.components { _ in true }.count == 1)
  }
}
