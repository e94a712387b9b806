import KhorshooEngine

/// Names of all sumu and gacha of a banner: those that a scenario gives, and numbers for the others.
///
/// Known before any household is drawn, so that a scenario can be checked without its banner.
/// - Precondition: the counts of places agree with the names: scenarios are checked first.
/// - Proof: `EwenkiAnalytic`, `PlaceNamesProperty`.
package struct PlaceNames {
  /// Named sumu first, unnamed ones after.
  package let sumu: [NamedSumu]
  /// Sumu by sumu, named gacha first.
  package let gacha: [NamedGacha]

  package init(_ values: ParameterValues, namedSumu: [NamedSumu], namedGacha: [NamedGacha]) {
    let count = values.integer("places.sumuCount")
    let unnamedPastoral = values.integer("places.pastoralSumuCount") - namedSumu.count { $0.isPastoral }
    let sumu =
      namedSumu
      + (namedSumu.count..<max(count, namedSumu.count)).map { number in
        NamedSumu(
          id: "sumu-\(padded(number + 1, 2))", name: "Sumu \(number + 1)", nameChinese: "苏木\(number + 1)",
          isPastoral: number - namedSumu.count < unnamedPastoral)
      }
    // As even as the named gacha allow.
    var counts = sumu.map { unit in namedGacha.count { $0.sumuID == unit.id } }
    let pastoral = sumu.indices.filter { sumu[$0].isPastoral }
    for _ in counts.reduce(0, +)..<values.integer("places.gachaCount") {
      counts[pastoral.min { (counts[$0], $0) < (counts[$1], $1) }!] += 1
    }
    var gacha: [NamedGacha] = []
    for (unit, count) in zip(sumu, counts) {
      let named = namedGacha.filter { $0.sumuID == unit.id }
      gacha += named
      for index in gacha.count..<gacha.count + count - named.count {
        gacha.append(
          NamedGacha(
            id: "gacha-\(padded(index + 1, 2))", name: "Gacha \(index + 1)", nameChinese: "嘎查\(index + 1)",
            sumuID: unit.id, products: []))
      }
    }
    self.sumu = sumu
    self.gacha = gacha
  }
}
