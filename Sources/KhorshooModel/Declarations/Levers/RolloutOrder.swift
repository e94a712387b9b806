import KhorshooEngine

/// When each gacha begins in a roll-out: wave by wave, in the order that is asked for.
///
/// Of n gacha, that of rank r (0 the first) begins in wave floor(r waves / n), wave w so many times w quarters after the first. Equal
/// ranks go by the number of the gacha.
///
/// - Source: stepped roll-outs, Hemming and others 2015, doi:10.1136/bmj.h391; the orders are what a banner may choose.
/// - Proof: `RolloutOrderProperty`.
enum RolloutOrder {
  /// Quarters after the first that each gacha waits, by gacha.
  ///
  /// - Parameters:
  ///   - gacha: those that have a part.
  ///   - listed: identifiers of sumu and gacha as the intervention lists them.
  static func delays(_ rollout: Intervention.Rollout, of gacha: [Int], listed: [String], in banner: Banner) -> [Int:
    Int]
  {
    let places = banner.places
    func rank(_ v: Int) -> Double {
      let own = places.gacha[v]
      let sumu = places.sumu[own.sumu]
      switch rollout.order {
      case .largest: return -Double(own.households.count)
      case .smallest: return Double(own.households.count)
      case .farthest:
        let (dx, dy) = (own.xKm - sumu.xKm, own.yKm - sumu.yKm)
        return -(dx * dx + dy * dy)
      case .lot: return banner.gachaLot[v]
      case .listed: return Double(listed.firstIndex { $0 == own.id || $0 == sumu.id } ?? listed.count)
      }
    }
    let order = gacha.map { (rank($0), $0) }.sorted { $0 < $1 }.map(\.1)
    return Dictionary(
      uniqueKeysWithValues: order.enumerated().map { place, v in
        (v, place * rollout.waves / order.count * rollout.quarters)
      })
  }
}
