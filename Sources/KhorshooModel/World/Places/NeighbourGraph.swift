/// Which homesteads are next to each other: the Gabriel graph (Gabriel and Sokal 1969, Systematic Zoology 18:259,
/// doi:10.2307/2412323). Two are neighbours when no third lies inside the circle whose diameter is the line between them.
///
/// It holds the minimum spanning tree, so homesteads at distinct places are always connected, and it crosses no third
/// homestead, so a connected part is contiguous land.
///
/// - Proof: `NeighbourGraphAnalytic`.
package struct NeighbourGraph {
  /// The neighbours of each point, ascending.
  package let neighbours: [[Int]]

  /// The graph of `points`.
  package init(_ points: [GridPartition.Point]) {
    var found = [[Int]](repeating: [], count: points.count)
    let tree = PointTree(points)
    for a in points.indices {
      for b in tree.unblocked(from: a) {
        found[a].append(b)
        found[b].append(a)
      }
    }
    neighbours = found.map { $0.sorted() }
  }

  /// Whether some points are connected without the others; no points are not.
  package func isConnected(_ members: some Collection<Int>) -> Bool {
    guard let start = members.first else { return false }
    var isOpen = [Bool](repeating: false, count: neighbours.count)
    for member in members { isOpen[member] = true }
    var reached = [start]
    isOpen[start] = false
    var next = 0
    while next < reached.count {
      for other in neighbours[reached[next]] where isOpen[other] {
        isOpen[other] = false
        reached.append(other)
      }
      next += 1
    }
    return reached.count == members.count
  }

  /// Connected pieces of the members for which `isMember` holds, each ascending, in the order of their first member.
  package func components(where isMember: (Int) -> Bool) -> [[Int]] {
    var isOpen = neighbours.indices.map(isMember)
    var pieces: [[Int]] = []
    for start in neighbours.indices where isOpen[start] {
      var piece = [start]
      isOpen[start] = false
      var next = 0
      while next < piece.count {
        for other in neighbours[piece[next]] where isOpen[other] {
          isOpen[other] = false
          piece.append(other)
        }
        next += 1
      }
      pieces.append(piece.sorted())
    }
    return pieces
  }
}

extension GridPartition.Point {
  /// Square of the distance, km2.
  func squaredDistance(to other: GridPartition.Point) -> Double {
    let (dx, dy) = (x - other.x, y - other.y)
    return dx * dx + dy * dy
  }
}
