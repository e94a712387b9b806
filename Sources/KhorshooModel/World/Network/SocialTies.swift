import KhorshooEngine
import KhorshooNumerics

/// Ties that people have before anyone draws a grid: of place, kin and trade. Households are named by their roster number.
///
/// - Source: model description 2; ties of place, trade and kin (Wang Meng 2020), numbers assumed (`network.*`).
/// - Random: network streams, entity = roster number.
/// - Proof: `NetworkSynthesisProperty`.
struct SocialTies {
  let values: ParameterValues
  /// Gacha and sumu; grids are not read.
  let places: Places
  /// Homesteads by roster number, kilometres.
  let xKm, yKm: [Double]
  /// Herds by roster number.
  let sheepUnits: [Float]
  let seed: UInt64
  /// Which of several networks of the same households.
  var draw = 0

  /// The k nearest households of the gacha, either way.
  func neighbourTies() -> Set<Tie> {
    let k = values.integer("network.neighbourTies")
    var ties: Set<Tie> = []
    guard k > 0 else { return ties }
    for gacha in places.gacha {
      let tree = PointTree(gacha.households.map { GridPartition.Point(x: xKm[$0], y: yKm[$0]) })
      let first = gacha.households.lowerBound
      for h in gacha.households {
        for near in tree.nearest(k, to: h - first) { ties.insert(Tie(h, first + near)) }
      }
    }
    return ties
  }

  /// Members of a clan, drawn nearer ones first; a share goes to another gacha of the sumu.
  func kinTies() -> Set<Tie> {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.kin, replicate: draw)
    let clanSize = values.integer("network.clanSize")
    let across = values.number("network.kinAcrossGachaShare")
    var clans = [[Int]](repeating: [], count: places.householdCount)
    for gacha in places.gacha {
      let order = gacha.households.map { (random.uniform(entity: $0, index: 0), $0) }.sorted { $0 < $1 }.map(\.1)
      for start in stride(from: 0, to: order.count, by: clanSize) {
        let clan = Array(order[start..<min(order.count, start + clanSize)])
        for h in clan { clans[h] = clan }
      }
    }
    var ties: Set<Tie> = []
    let boxes = places.gacha.map { $0.households.count > Self.listed ? box($0.households) : Box(households: 0..<0) }
    for h in 0..<places.householdCount {
      // Each household names about half of its ties; the other half name it.
      for draw in 0..<(values.integer("network.kinTies") + 1) / 2 {
        let u = { random.uniform(entity: h, index: 4 + 3 * draw + $0) }
        let other: Int?
        if u(0) < across {
          other = nearbyGacha(h, u(2)).flatMap { gacha in
            places.gacha[gacha].households.count > Self.listed
              ? lot(h, boxes[gacha], u(1)) { random.uniform(entity: h, index: 4096 + 8192 * draw + $0) }
              : nearest(h, Array(places.gacha[gacha].households), u(1))
          }
        } else {
          other = nearest(h, clans[h], u(1))
        }
        guard let other else { continue }
        ties.insert(Tie(h, other))
      }
    }
    return ties
  }

  /// Households of a gacha from which one is drawn by listing all; of more, by lot.
  private static let listed = 4096

  /// Households with the rectangle about their homesteads.
  private struct Box {
    let households: Range<Int>
    var x = 0.0...0.0
    var y = 0.0...0.0

    /// No household is nearer to a point.
    func squaredKm(_ px: Double, _ py: Double) -> Double {
      let (dx, dy) = (
        max(0, x.lowerBound - px, px - x.upperBound), max(0, y.lowerBound - py, py - y.upperBound)
      )
      return dx * dx + dy * dy
    }
  }

  private func box(_ households: Range<Int>) -> Box {
    let (xs, ys) = (households.map { xKm[$0] }, households.map { yKm[$0] })
    return Box(
      households: households, x: (xs.min() ?? 0)...(xs.max() ?? 0), y: (ys.min() ?? 0)...(ys.max() ?? 0))
  }

  /// The law of ``nearest(_:_:_:)`` without a look at everybody: any household is proposed, and taken with its probability over
  /// the greatest that one could have (rejection, von Neumann 1951).
  private func lot(_ h: Int, _ pool: Box, _ u: Double, _ uniform: (Int) -> Double) -> Int? {
    let decayKm = values.number("network.tieDecayKm")
    let least = pool.squaredKm(xKm[h], yKm[h]).squareRoot()
    for attempt in 0..<2048 {
      let other = pool.households.lowerBound + Int(uniform(2 * attempt) * Double(pool.households.count))
      if uniform(2 * attempt + 1) < stableExp((least - squaredKm(h, other).squareRoot()) / decayKm) { return other }
    }
    // Nearly all are far away beside a few: listed after all.
    return nearest(h, Array(pool.households), u)
  }

  /// One of `pool` with probability falling as exp(-distance / `network.tieDecayKm`).
  private func nearest(_ h: Int, _ pool: [Int], _ u: Double) -> Int? {
    let candidates = pool.filter { $0 != h }
    return pick(candidates.map { squaredKm(h, $0) }, u).map { candidates[$0] }
  }

  /// Another gacha of the sumu, a near one more likely.
  private func nearbyGacha(_ h: Int, _ u: Double) -> Int? {
    let own = places.gacha[places.gachaOfHousehold[h]]
    let others = places.sumu[own.sumu].gacha.filter { $0 != places.gachaOfHousehold[h] }
    let distances = others.map { g in
      let (dx, dy) = (places.gacha[g].xKm - own.xKm, places.gacha[g].yKm - own.yKm)
      return dx * dx + dy * dy
    }
    return pick(distances, u).map { others[$0] }
  }

  /// An index with probability falling as exp(-distance / `network.tieDecayKm`); nil when there is none.
  private func pick(_ squaredKm: [Double], _ u: Double) -> Int? {
    let decayKm = values.number("network.tieDecayKm")
    let weights = squaredKm.map { stableExp(-$0.squareRoot() / decayKm) }
    var rest = u * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest <= 0 { return index }
    }
    return weights.indices.last
  }

  /// Neighbours in the order of herd size, blurred: those who trade and keep herds alike.
  func businessTies() -> Set<Tie> {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.business, replicate: draw)
    let count = values.integer("network.businessTies")
    let blur = values.number("network.businessBlur")
    var ties: Set<Tie> = []
    for gacha in places.gacha {
      let order = gacha.households.map { h in
        (stableLog(Double(sheepUnits[h])) + blur * random.normal(entity: h, index: 0), h)
      }.sorted { $0 < $1 }.map(\.1)
      for (rank, h) in order.enumerated() {
        for step in 1...max(1, (count + 1) / 2) where rank + step < order.count && count > 0 {
          ties.insert(Tie(h, order[rank + step]))
        }
      }
    }
    return ties
  }

  private func squaredKm(_ a: Int, _ b: Int) -> Double {
    let (dx, dy) = (xKm[a] - xKm[b], yKm[a] - yKm[b])
    return dx * dx + dy * dy
  }
}
