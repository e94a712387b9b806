/// Points of the plane in a k-d tree, each node the smallest box around its points: searches that leave out what is far.
///
/// Bentley 1975, doi:10.1145/361002.361007; boxes are halved across their longer side, so coincident points end in one leaf.
/// A node is left out by a bound from the same rounded operations as the distance itself, each of which keeps order, so
/// results are those of comparing all pairs, to the last tie.
///
/// - Proof: `PointTreeProperty`.
package struct PointTree {
  /// A box and its points.
  private struct Node {
    /// Corners, kilometres.
    var west, east, south, north: Double
    /// Where its points stand in ``order``.
    var range: Range<Int>
    /// Numbers of its halves; nil in a leaf.
    var halves: (Int, Int)?

    /// Square of the distance from a point to the nearest place of the box, km2.
    func squaredDistance(from p: GridPartition.Point) -> Double {
      let (dx, dy) = (max(west - p.x, p.x - east, 0), max(south - p.y, p.y - north, 0))
      return dx * dx + dy * dy
    }
  }

  /// What the tree is of.
  package let points: [GridPartition.Point]
  /// Their numbers, leaf by leaf.
  private var order: [Int]
  private var nodes: [Node] = []

  /// Points that are no longer divided.
  private static let leafSize = 8

  /// A tree of `points`.
  package init(_ points: [GridPartition.Point]) {
    self.points = points
    order = Array(points.indices)
    guard !points.isEmpty else { return }
    nodes.append(box(order.indices))
    var next = 0
    while next < nodes.count {
      let node = nodes[next]
      let (width, height) = (node.east - node.west, node.north - node.south)
      if node.range.count > Self.leafSize, max(width, height) > 0 {
        let isWide = width >= height
        let middle = isWide ? node.west + width / 2 : node.south + height / 2
        let top = isWide ? node.east : node.north
        // The farthest point goes to the second half even where the middle is rounded up to it.
        let border = order[node.range].partition {
          let value = isWide ? points[$0].x : points[$0].y
          return value > middle || value == top
        }
        nodes[next].halves = (nodes.count, nodes.count + 1)
        nodes.append(box(node.range.lowerBound..<border))
        nodes.append(box(border..<node.range.upperBound))
      }
      next += 1
    }
  }

  private func box(_ range: Range<Int>) -> Node {
    let first = points[order[range.lowerBound]]
    var node = Node(west: first.x, east: first.x, south: first.y, north: first.y, range: range)
    for place in range {
      let p = points[order[place]]
      (node.west, node.east) = (min(node.west, p.x), max(node.east, p.x))
      (node.south, node.north) = (min(node.south, p.y), max(node.north, p.y))
    }
    return node
  }

  /// Visits leaves, the half nearer to point `a` first, and leaves out the nodes for which `isOut` holds.
  private func visit(from a: Int, isOut: (Node) -> Bool, leaf: (ArraySlice<Int>) -> Void) {
    guard !nodes.isEmpty else { return }
    var stack = [0]
    while let number = stack.popLast() {
      let node = nodes[number]
      if isOut(node) { continue }
      guard let (one, other) = node.halves else {
        leaf(order[node.range])
        continue
      }
      let isFirst = nodes[one].squaredDistance(from: points[a]) <= nodes[other].squaredDistance(from: points[a])
      stack.append(isFirst ? other : one)
      stack.append(isFirst ? one : other)
    }
  }

  /// The `k` points nearest to point `a`, nearest first, of two equally near the one with the lower number; fewer when
  /// there are no more.
  package func nearest(_ k: Int, to a: Int) -> [Int] {
    guard k > 0 else { return [] }
    var found: [(squared: Double, index: Int)] = []
    visit(from: a) { node in
      found.count == k && node.squaredDistance(from: points[a]) > found[k - 1].squared
    } leaf: { members in
      for b in members where b != a {
        let new = (squared: points[a].squaredDistance(to: points[b]), index: b)
        guard found.count < k || new < found[k - 1] else { continue }
        found.insert(new, at: found.firstIndex { new < $0 } ?? found.count)
        if found.count > k { found.removeLast() }
      }
    }
    return found.map(\.index)
  }

  /// Points with a higher number than `a` to which no third point lies between: none is inside the circle whose diameter is
  /// the line to them. Ascending.
  package func unblocked(from a: Int) -> [Int] {
    let here = points[a]
    // Points met so far that are not behind another: what lies behind one of them is left out.
    var witnesses: [(point: GridPartition.Point, squared: Double)] = []
    var candidates: [Int] = []
    visit(from: a) { node in
      witnesses.contains { Self.isBehind(node, $0.point, $0.squared, from: here) }
    } leaf: { members in
      for b in members where b != a {
        let squared = here.squaredDistance(to: points[b])
        if witnesses.contains(where: { $0.squared + points[b].squaredDistance(to: $0.point) < squared }) { continue }
        if b > a { candidates.append(b) }
        if squared > 0 { witnesses.append((points[b], squared)) }
      }
    }
    return candidates.filter { !isBlocked(a, $0) }.sorted()
  }

  /// Whether a point lies inside the circle over the line from `a` to `b`; by Thales' theorem it sees the line at an obtuse
  /// angle. A point at the place of `a` or `b` does not.
  private func isBlocked(_ a: Int, _ b: Int) -> Bool {
    let (one, other) = (points[a], points[b])
    let squared = one.squaredDistance(to: other)
    var isFound = false
    visit(from: a) { node in
      isFound || node.squaredDistance(from: one) + node.squaredDistance(from: other) >= squared
    } leaf: { members in
      isFound = members.contains { c in
        let near = one.squaredDistance(to: points[c])
        return near > 0 && near + other.squaredDistance(to: points[c]) < squared
      }
    }
    return isFound
  }

  /// Whether `witness` is inside the circle over the line to any place of the box: all of it lies beyond the line through
  /// the witness across the way to it, by more than rounding.
  private static func isBehind(
    _ node: Node, _ witness: GridPartition.Point, _ squared: Double, from a: GridPartition.Point
  ) -> Bool {
    let (ux, uy) = (witness.x - a.x, witness.y - a.y)
    let (west, east, south, north) = (node.west - a.x, node.east - a.x, node.south - a.y, node.north - a.y)
    let least = min(ux * west, ux * east) + min(uy * south, uy * north)
    guard least > squared else { return false }
    let (farX, farY) = (max(abs(west), abs(east)), max(abs(south), abs(north)))
    let rounding = 1e-9 * (squared + abs(ux) * farX + abs(uy) * farY) + 1e-14 * (farX * farX + farY * farY)
    return least - squared > rounding
  }
}
