/// A partition of one gacha's households into connected grids of nearly equal size, improved step by step.
///
/// Every step moves one household to an adjacent grid and leaves both grids connected. Improvement is by Fiduccia and
/// Mattheyses (1982, 19th Design Automation Conference, 175-181, doi:10.1109/DAC.1982.1585498) for any number of parts
/// (Sanchis 1989, doi:10.1109/12.8730): in a pass each household moves at most once, best gain first even when it is a
/// loss, and the best state met is kept.
///
/// - Proof: `GridRefinementProperty`.
package struct GridRefinement {
  /// Households next to each other: what contiguity means.
  package let graph: NeighbourGraph
  /// Fewest and most households of a grid.
  package let bounds: ClosedRange<Int>
  /// Grid of each household.
  package private(set) var part: [Int]
  /// Households of each grid.
  package private(set) var sizes: [Int]

  /// Moves without a better state after which a pass ends.
  private static let patience = 50
  /// Directions of the first cuts that are tried until sizes fit.
  private static let directions = 12

  /// Starts from equal parts by recursive coordinate bisection, cut in the first direction from which sizes come inside
  /// `bounds`; from the last one tried when none does.
  package init(_ points: [GridPartition.Point], into count: Int, bounds: ClosedRange<Int>) {
    let graph = NeighbourGraph(points)
    let equal = apportion(points.count, weights: Array(repeating: 1, count: count))
    var turned = points
    self.init(graph, parts: GridPartition.bisect(turned, into: equal), bounds: bounds)
    for _ in 1..<Self.directions where !sizes.allSatisfy(bounds.contains) {
      // By the angle of the triangle 3, 4, 5.
      turned = turned.map { GridPartition.Point(x: 0.8 * $0.x - 0.6 * $0.y, y: 0.6 * $0.x + 0.8 * $0.y) }
      self.init(graph, parts: GridPartition.bisect(turned, into: equal), bounds: bounds)
    }
  }

  /// Starts from `parts`, made contiguous and, as far as contiguity allows, brought inside `bounds`.
  package init(_ graph: NeighbourGraph, parts: [[Int]], bounds: ClosedRange<Int>) {
    self.graph = graph
    self.bounds = bounds
    part = Array(repeating: 0, count: graph.neighbours.count)
    for (index, members) in parts.enumerated() { for h in members { part[h] = index } }
    sizes = parts.map(\.count)
    connect()
    balance()
  }

  /// The households of each grid, ascending.
  package var parts: [[Int]] {
    var members = [[Int]](repeating: [], count: sizes.count)
    for (h, p) in part.enumerated() { members[p].append(h) }
    return members
  }

  /// Total weight of ties between grids.
  package func cutWeight(_ ties: [[Int: Double]]) -> Double {
    ties.enumerated().reduce(0) { sum, row in
      row.element.sorted { $0.key < $1.key }.reduce(sum) {
        $0 + (row.offset < $1.key && part[row.offset] != part[$1.key] ? $1.value : 0)
      }
    }
  }

  /// Lowers the weight of ties that are cut until a pass finds nothing better.
  package mutating func refine(_ ties: [[Int: Double]]) {
    let rows = ties.map { $0.sorted { $0.key < $1.key } }
    while improve(rows) {}
  }

  /// One pass; whether it lowered the cut.
  private mutating func improve(_ ties: [[(key: Int, value: Double)]]) -> Bool {
    var isLocked = [Bool](repeating: false, count: part.count)
    var moves: [(household: Int, from: Int)] = []
    var (gain, bestGain, bestCount) = (0.0, 0.0, 0)
    while moves.count - bestCount < Self.patience, let move = bestMove(ties, isLocked) {
      moves.append((move.household, part[move.household]))
      isLocked[move.household] = true
      shift(move.household, to: move.target)
      gain += move.gain
      // A gain below the rounding of sums is none: passes come to an end.
      if gain > bestGain + 1e-9 { (bestGain, bestCount) = (gain, moves.count) }
    }
    for move in moves[bestCount...].reversed() { shift(move.household, to: move.from) }
    return bestCount > 0
  }

  private func bestMove(
    _ ties: [[(key: Int, value: Double)]], _ isLocked: [Bool]
  ) -> (household: Int, target: Int, gain: Double)? {
    var best: (household: Int, target: Int, gain: Double)?
    for h in part.indices where !isLocked[h] && sizes[part[h]] > bounds.lowerBound {
      for target in adjacentParts(h) where sizes[target] < bounds.upperBound {
        let gain = ties[h].reduce(0.0) {
          $0 + (part[$1.key] == target ? $1.value : part[$1.key] == part[h] ? -$1.value : 0)
        }
        if let best, gain <= best.gain { continue }
        if canLeave(h) { best = (h, target, gain) }
      }
    }
    return best
  }

  /// Other grids with a household next to `h`.
  private func adjacentParts(_ h: Int) -> [Int] {
    var found: [Int] = []
    for other in graph.neighbours[h] where part[other] != part[h] && !found.contains(part[other]) {
      found.append(part[other])
    }
    return found
  }

  /// Whether the grid of `h` is not empty and connected without it.
  private func canLeave(_ h: Int) -> Bool {
    let own = graph.neighbours[h].filter { part[$0] == part[h] }
    guard sizes[part[h]] > 1, let start = own.first else { return false }
    guard own.count > 1 else { return true }
    var isSeen = [Bool](repeating: false, count: part.count)
    isSeen[h] = true
    isSeen[start] = true
    var reached = [start]
    var next = 0
    while next < reached.count {
      for other in graph.neighbours[reached[next]] where part[other] == part[h] && !isSeen[other] {
        isSeen[other] = true
        reached.append(other)
      }
      next += 1
    }
    return own.allSatisfy { isSeen[$0] }
  }

  private mutating func shift(_ h: Int, to target: Int) {
    sizes[part[h]] -= 1
    sizes[target] += 1
    part[h] = target
  }

  /// Keeps the largest piece of each grid and gives the other pieces, household by household, to the smallest grid beside.
  private mutating func connect() {
    var strays: [Int] = []
    for p in sizes.indices {
      let pieces = graph.components { part[$0] == p }
      guard let largest = pieces.map(\.count).max(), let kept = pieces.firstIndex(where: { $0.count == largest })
      else { continue }
      for (index, piece) in pieces.enumerated() where index != kept { strays += piece }
    }
    var isStray = [Bool](repeating: false, count: part.count)
    for h in strays { isStray[h] = true }
    for h in strays { sizes[part[h]] -= 1 }
    while !strays.isEmpty {
      let place = strays.indices.first { k in graph.neighbours[strays[k]].contains { !isStray[$0] } }
      guard let place else { preconditionFailure("homesteads \(strays) touch no other: the graph is not connected") }
      let h = strays.remove(at: place)
      let beside = Set(graph.neighbours[h].filter { !isStray[$0] }.map { part[$0] }).sorted()
      part[h] = beside.min { (sizes[$0], $0) < (sizes[$1], $1) }!
      sizes[part[h]] += 1
      isStray[h] = false
    }
  }

  /// Passes households along chains of adjacent grids, from too large ones and to too small ones.
  private mutating func balance() {
    for _ in 0..<(4 * part.count) {
      let outside = sizes.indices.filter { !bounds.contains(sizes[$0]) }
      var isDone = false
      for p in outside where !isDone {
        let chain =
          sizes[p] > bounds.upperBound
          ? chain(from: [p]) { sizes[$0] < bounds.upperBound }
          : chain(from: sizes.indices.filter { sizes[$0] > bounds.lowerBound }) { $0 == p }
        isDone = pass(along: chain)
      }
      guard isDone else { return }
    }
  }

  /// Moves one household along each link of a chain of grids, the last link first so that no grid grows in between; all
  /// links or none.
  private mutating func pass(along chain: [Int]) -> Bool {
    var moves: [(household: Int, from: Int)] = []
    for (from, to) in zip(chain, chain.dropFirst()).reversed() {
      let mover = part.indices.first { part[$0] == from && adjacentParts($0).contains(to) && canLeave($0) }
      guard let mover else {
        for move in moves.reversed() { shift(move.household, to: move.from) }
        return false
      }
      moves.append((mover, from))
      shift(mover, to: to)
    }
    return !moves.isEmpty
  }

  /// The shortest chain of adjacent grids from one of `sources` to a sink, over households that can leave; empty if none.
  private func chain(from sources: [Int], to isSink: (Int) -> Bool) -> [Int] {
    var chains = sources.map { [$0] }
    var isSeen = sizes.indices.map(sources.contains)
    var next = 0
    while next < chains.count {
      let chain = chains[next]
      next += 1
      if chain.count > 1, isSink(chain[chain.count - 1]) { return chain }
      for h in part.indices where part[h] == chain[chain.count - 1] {
        for target in adjacentParts(h) where !isSeen[target] && canLeave(h) {
          isSeen[target] = true
          chains.append(chain + [target])
        }
      }
    }
    return []
  }
}
