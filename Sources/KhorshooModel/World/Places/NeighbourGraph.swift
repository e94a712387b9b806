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
    for a in points.indices {
      let byDistance = points.indices.filter { $0 != a }
        .map { (squared: points[a].squaredDistance(to: points[$0]), index: $0) }
        .sorted { ($0.squared, $0.index) < ($1.squared, $1.index) }
      for (rank, b) in byDistance.enumerated() where b.index > a {
        // Only a point nearer to a than b can lie inside the circle; by Thales' theorem it sees the line at an obtuse angle.
        let isBlocked = byDistance[..<rank].contains { c in
          c.squared > 0 && c.squared + points[b.index].squaredDistance(to: points[c.index]) < b.squared
        }
        if !isBlocked {
          found[a].append(b.index)
          found[b.index].append(a)
        }
      }
    }
    neighbours = found.map { $0.sorted() }
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
