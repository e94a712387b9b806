import KhorshooNumerics

/// Places in the plane where tied households stand near each other and all have room: for a picture.
///
/// Ties pull with d^2 / k, households within 4 k push with k^2 / d, and all are drawn a little to the middle; steps shrink. Where
/// they begin is a spiral in which those of one group follow each other. The same network gives the same picture.
/// - Source: Fruchterman and Reingold 1991, doi:10.1002/spe.4380211102 (with their grid for the push); spiral: Vogel 1979.
/// - Proof: `NetworkLayoutProperty`.
public struct NetworkLayout: Sendable, Equatable {
  /// Most households and ties of a picture that can still be read.
  public static let (householdLimit, tieLimit) = (10_000, 60_000)

  /// Places, about 0, in units of the room of a household.
  public let x, y: [Double]

  /// - Parameters:
  ///   - groups: of each household, for where it begins.
  ///   - rounds: steps.
  public init(_ graph: UndirectedGraph, groups: [Int], rounds: Int = 150) {
    let n = graph.householdCount
    precondition(groups.count == n)
    var (x, y) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    let order = (0..<n).sorted { (groups[$0], $0) < (groups[$1], $1) }
    // Each stands a golden angle further round than the one before.
    let (cosine, sine) = (-0.7373688780783197, 0.6754902942615238)
    var (u, v) = (1.0, 0.0)
    for (place, h) in order.enumerated() {
      let radius = 0.6 * Double(place).squareRoot()
      (x[h], y[h]) = (radius * u, radius * v)
      (u, v) = (u * cosine - v * sine, u * sine + v * cosine)
    }
    for round in 0..<rounds {
      let reach = 0.1 * max(4, Double(n).squareRoot()) * (1 - Double(round) / Double(rounds)) + 0.02
      let (forceX, forceY) = Self.forces(graph, x, y)
      for h in 0..<n {
        let size = (forceX[h] * forceX[h] + forceY[h] * forceY[h]).squareRoot()
        guard size > 0 else { continue }
        let step = min(size, reach) / size
        x[h] += forceX[h] * step
        y[h] += forceY[h] * step
      }
    }
    (self.x, self.y) = (x, y)
  }

  private static func forces(_ graph: UndirectedGraph, _ x: [Double], _ y: [Double]) -> ([Double], [Double]) {
    let n = x.count
    var (forceX, forceY) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    // Cells of the distance at which the push ends: only neighbouring cells are looked at.
    let cell = 4.0
    let (left, low) = (x.min() ?? 0, y.min() ?? 0)
    let wide = Int(((x.max() ?? 0) - left) / cell) + 1
    let high = Int(((y.max() ?? 0) - low) / cell) + 1
    var starts = [Int](repeating: 0, count: wide * high + 1)
    let cells = (0..<n).map { Int((y[$0] - low) / cell) * wide + Int((x[$0] - left) / cell) }
    for c in cells { starts[c + 1] += 1 }
    for c in 0..<(wide * high) { starts[c + 1] += starts[c] }
    var (members, next) = ([Int](repeating: 0, count: n), starts)
    for h in 0..<n {
      members[next[cells[h]]] = h
      next[cells[h]] += 1
    }
    for h in 0..<n {
      let (column, row) = (cells[h] % wide, cells[h] / wide)
      for r in max(0, row - 1)...min(high - 1, row + 1) {
        for c in max(0, column - 1)...min(wide - 1, column + 1) {
          for other in members[starts[r * wide + c]..<starts[r * wide + c + 1]] where other != h {
            let (dx, dy) = (x[h] - x[other], y[h] - y[other])
            let square = dx * dx + dy * dy
            guard square < cell * cell else { continue }
            // Two at one place part along their numbers.
            let (ux, uy) = square > 1e-6 ? (dx, dy) : (h < other ? 1e-3 : -1e-3, 0)
            forceX[h] += ux / max(square, 1e-6)
            forceY[h] += uy / max(square, 1e-6)
          }
        }
      }
      for other in graph.neighbours(of: h).lazy.map(Int.init) {
        let (dx, dy) = (x[other] - x[h], y[other] - y[h])
        let distance = (dx * dx + dy * dy).squareRoot()
        forceX[h] += dx * distance
        forceY[h] += dy * distance
      }
      forceX[h] -= 0.02 * x[h]
      forceY[h] -= 0.02 * y[h]
    }
    return (forceX, forceY)
  }
}
