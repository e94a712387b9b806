import KhorshooModel
import KhorshooNumerics
import Testing

/// Searches through the tree against comparing all pairs, to the last bit and tie: scattered, crowded, on a lattice, on a
/// line, far from the origin, many at one place.
@Suite struct PointTreeProperty {
  private static let layouts = ["scattered", "crowded", "lattice", "line", "far", "one place", "villages"]

  private static func points(_ layout: String, _ count: Int) -> [GridPartition.Point] {
    let random = ScalarRandom(seed: 11, stream: ModelStreams.all.coordinates)
    return (0..<count).map { k in
      let (u, v) = (random.uniform(entity: count, index: 2 * k), random.uniform(entity: count, index: 2 * k + 1))
      return switch layout {
      case "crowded": GridPartition.Point(x: u * u * u * u * u * u, y: v * v * v * v * v * v)
      case "lattice": GridPartition.Point(x: Double(k % 9), y: Double(k / 9))
      case "line": GridPartition.Point(x: 3 * u, y: -6 * u)
      case "far": GridPartition.Point(x: 4e9 + 1e-6 * u, y: -7e9 + v)
      case "one place": GridPartition.Point(x: 0.25, y: 0.5)
      case "villages": GridPartition.Point(x: (4 * u).rounded(), y: (4 * v).rounded())
      default: GridPartition.Point(x: 40 * u, y: 40 * v)
      }
    }
  }

  private static func squared(_ a: GridPartition.Point, _ b: GridPartition.Point) -> Double {
    let (dx, dy) = (a.x - b.x, a.y - b.y)
    return dx * dx + dy * dy
  }

  @Test(arguments: layouts, [0, 1, 2, 9, 60, 250]) func nearest(layout: String, count: Int) {
    let points = Self.points(layout, count)
    let tree = PointTree(points)
    for a in points.indices {
      let all = points.indices.filter { $0 != a }.map { (Self.squared(points[a], points[$0]), $0) }.sorted { $0 < $1 }
      for k in [0, 1, 3, 12, count] {
        #expect(tree.nearest(k, to: a) == all.prefix(k).map(\.1), "\(layout), \(count): \(k) nearest to \(a)")
      }
    }
  }

  @Test(arguments: layouts, [0, 1, 2, 9, 60, 120]) func unblocked(layout: String, count: Int) {
    let points = Self.points(layout, count)
    let tree = PointTree(points)
    for a in points.indices {
      let expected = points.indices.filter { b in
        guard b > a else { return false }
        let line = Self.squared(points[a], points[b])
        return !points.contains { c in
          let near = Self.squared(points[a], c)
          return near > 0 && near + Self.squared(points[b], c) < line
        }
      }
      #expect(tree.unblocked(from: a) == expected, "\(layout), \(count): from \(a)")
    }
  }
}
