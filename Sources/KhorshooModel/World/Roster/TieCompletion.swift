import KhorshooEngine
import KhorshooNetworks
import KhorshooNumerics

/// Ties that a survey has probably missed: a list of which each tie was asked for with probability 1 - s is completed.
///
///     missing of a layer within a gacha, or between two = Poisson(Gamma(n, s / (1 - s))),   n those in the list:
///     the number of failures before n successes, so that the list is a thinned one of the completed
///
/// Each missing tie joins two households of these gacha that have none in the layer, all pairs alike, and is as strong and as lasting
/// as one of the list, drawn at random. A survey that misses ties of some households more than of others is not described by it.
///
/// - Source: assumption, missing at random (Kossinets 2006, doi:10.1016/j.socnet.2005.07.002, on what misses do); parameter
///   `places.roster.missingTieShare`.
/// - Random: ``ModelStreams/missingTies``, replicate = number of the network.
/// - Proof: `TieCompletionStatistical`.
struct TieCompletion {
  /// Probability that a tie was missed.
  let share: Double
  let seed: UInt64
  /// Which of several completions.
  let draw: Int

  private struct Cell: Hashable {
    let layer: UInt8
    let first, second: Int
  }

  /// - Parameter gacha: of each household of the table.
  func completed(_ table: TieTable, gacha: [Int]) -> TieTable {
    guard share > 0 else { return table }
    // A stream has 131,072 draws an entity: trials go on under further quarters.
    let perQuarter = 10_000
    func random(_ quarter: Int) -> ScalarRandom {
      ScalarRandom(seed: seed, stream: ModelStreams.all.missingTies, replicate: draw, quarter: quarter)
    }
    let first = random(0)
    var households = [[Int]](repeating: [], count: (gacha.max() ?? -1) + 1)
    for (h, g) in gacha.enumerated() { households[g].append(h) }
    var rows: [Cell: [Int]] = [:]
    var order: [Cell] = []
    var joined: Set<UInt64> = []
    for k in 0..<table.count {
      let (a, b) = (Int(table.source[k]), Int(table.target[k]))
      var (g, v) = (gacha[a], gacha[b])
      if !table.isDirected, g > v { swap(&g, &v) }
      let cell = Cell(layer: table.layer[k], first: g, second: v)
      if rows[cell] == nil { order.append(cell) }
      rows[cell, default: []].append(k)
      joined.insert(key(table.layer[k], a, b, table.isDirected))
    }
    var complete = table
    for (entity, cell) in order.enumerated() {
      let list = rows[cell]!
      let mean = first.gamma(shape: Double(list.count), scale: share / (1 - share), entity: entity, index: 0)
      var missing = first.poisson(mean: mean, entity: entity, index: 1)
      let (from, to) = (households[cell.first], households[cell.second])
      // A gacha in which nearly all are tied has no room for more.
      var trials = 0
      while missing > 0, trials < min(100 * (list.count + missing), 60_000 * perQuarter) {
        let (quarter, number) = trials.quotientAndRemainder(dividingBy: perQuarter)
        let generator = random(quarter)
        let u = { generator.uniform(entity: entity, index: 8 + 3 * number + $0) }
        let a = from[min(from.count - 1, Int(u(0) * Double(from.count)))]
        let b = to[min(to.count - 1, Int(u(1) * Double(to.count)))]
        let like = list[min(list.count - 1, Int(u(2) * Double(list.count)))]
        trials += 1
        guard a != b, joined.insert(key(cell.layer, a, b, table.isDirected)).inserted else { continue }
        complete.append(
          a, b, weight: table.weight[like], layer: Int(cell.layer), since: table.since[like], until: table.until[like])
        missing -= 1
      }
    }
    return complete
  }

  private func key(_ layer: UInt8, _ a: Int, _ b: Int, _ isDirected: Bool) -> UInt64 {
    let (first, second) = isDirected || a < b ? (a, b) : (b, a)
    return UInt64(layer) << 56 | UInt64(first) << 28 | UInt64(second)
  }
}
