import KhorshooEngine
import KhorshooNumerics

/// The roster: where households live and which units they belong to, with the scenario's exact totals at every level.
///
/// Its grids are those of the reference date; ``GridDrawing`` draws others over the same households.
///
/// - Source: model description 1; counts `places.*` (Wang Meng 2020), spread of grid sizes assumed.
/// - Proof: `EwenkiAnalytic`, `GridPartitionProperty`.
struct PlaceSynthesis {
  let values: ParameterValues
  let namedSumu: [NamedSumu]
  let namedGacha: [NamedGacha]
  let seed: UInt64

  /// Coordinates of each household in kilometres, in the order of households.
  var xKm: [Double] = []
  var yKm: [Double] = []

  init(values: ParameterValues, namedSumu: [NamedSumu], namedGacha: [NamedGacha], seed: UInt64) {
    self.values = values
    self.namedSumu = namedSumu
    self.namedGacha = namedGacha
    self.seed = seed
  }

  /// Sumu, gacha and grids with their households; central households and cooperatives are appointed later.
  mutating func places() -> Places {
    let names = PlaceNames(values, namedSumu: namedSumu, namedGacha: namedGacha)
    let gachaCount = names.gacha.count
    let sizes = ScalarRandom(seed: seed, stream: ModelStreams.all.placeSizes)
    let shape = values.number("places.gridSizeShape")
    let gachaWeights = (0..<gachaCount).map { sizes.gamma(shape: 2 * shape, entity: $0, index: 0) }
    let gridsPerGacha = apportion(rosterGridCount(gachaCount), weights: gachaWeights, least: 1)
    let gridWeights = (0..<gridsPerGacha.reduce(0, +)).map {
      sizes.gamma(shape: shape, entity: $0, index: 1)
    }
    let householdCount = values.integer("places.householdCount")
    let least = min(values.integer("places.gridHouseholdsMin"), householdCount / gridWeights.count)
    let gridSizes = apportion(householdCount, weights: gridWeights, least: least)
    return assemble(names, gridsPerGacha: gridsPerGacha, gridSizes: gridSizes)
  }

  /// Grids that the roster is drawn in: one a gacha at least, one a household at most.
  private func rosterGridCount(_ gachaCount: Int) -> Int {
    let stated = values.integer("places.rosterGridCount")
    let count = stated == 0 ? values.integer("places.gridCount") : stated
    return min(max(count, gachaCount), values.integer("places.householdCount"))
  }

  /// Sumu are spread over the banner by a Halton sequence (Halton 1960).
  private func sumuWithoutGacha(_ names: PlaceNames) -> [Sumu] {
    let sideKm = values.number("places.areaKm2").squareRoot()
    return names.sumu.enumerated().map { index, unit in
      Sumu(
        id: unit.id, name: unit.name, nameChinese: unit.nameChinese, isPastoral: unit.isPastoral,
        xKm: sideKm * halton(index + 1, base: 2), yKm: sideKm * halton(index + 1, base: 3), gacha: 0..<0)
    }
  }

  mutating func assemble(_ names: PlaceNames, gridsPerGacha: [Int], gridSizes: [Int]) -> Places {
    let sumu = sumuWithoutGacha(names)
    var places = Places(
      sumu: sumu, gacha: [], grids: [], cooperatives: [],
      gachaOfHousehold: gachaIndices(gridsPerGacha, gridSizes),
      gridOfHousehold: gridSizes.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) })
    let usableKm2 = values.number("places.usableGrasslandKm2")
    let radiusKm = (usableKm2 / Double(gridsPerGacha.count) / .pi).squareRoot()
    var household = 0
    for (s, unit) in sumu.enumerated() {
      let firstGacha = places.gacha.count
      let gachaCount = names.gacha.count { $0.sumuID == unit.id }
      let sumuRadiusKm = radiusKm * Double(gachaCount).squareRoot()
      for number in 0..<gachaCount {
        let index = places.gacha.count
        let firstGrid = places.grids.count
        let sizes = Array(gridSizes[firstGrid..<firstGrid + gridsPerGacha[index]])
        let (x, y) = spiral(number, of: gachaCount, radius: sumuRadiusKm)
        let label = names.gacha[index]
        for (k, size) in sizes.enumerated() {
          let first = household + sizes[..<k].reduce(0, +)
          places.grids.append(
            Grid(
              id: "\(label.id)-g\(k + 1)", number: k + 1, gacha: index, households: Array(first..<first + size),
              centralHousehold: first))
        }
        let households = household..<household + sizes.reduce(0, +)
        places.gacha.append(
          Gacha(
            id: label.id, name: label.name, nameChinese: label.nameChinese, sumu: s, xKm: unit.xKm + x,
            yKm: unit.yKm + y, grids: firstGrid..<places.grids.count, households: households, cooperatives: 0..<0))
        settle(places.gacha[index], gridSizes: sizes, radiusKm: radiusKm)
        household = households.upperBound
      }
      places.sumu[s].gacha = firstGacha..<places.gacha.count
    }
    return places
  }

  /// Puts a gacha's households at random in its disc and cuts it into contiguous grids of given sizes.
  private mutating func settle(_ gacha: Gacha, gridSizes: [Int], radiusKm: Double) {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.coordinates)
    let points = gacha.households.map { household in
      let (x, y) = pointInUnitDisc(random, entity: household)
      return GridPartition.Point(x: gacha.xKm + radiusKm * x, y: gacha.yKm + radiusKm * y)
    }
    for point in GridPartition.bisect(points, into: gridSizes).joined() {
      xKm.append(points[point].x)
      yKm.append(points[point].y)
    }
  }

  private func gachaIndices(_ gridsPerGacha: [Int], _ gridSizes: [Int]) -> [Int] {
    var grid = 0
    return gridsPerGacha.enumerated().flatMap { gacha, count in
      defer { grid += count }
      return Array(repeating: gacha, count: gridSizes[grid..<grid + count].reduce(0, +))
    }
  }
}

/// Number with leading zeros.
package func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Element `index` of the van der Corput sequence in `base`.
private func halton(_ index: Int, base: Int) -> Double {
  var (rest, fraction, value) = (index, 1.0, 0.0)
  while rest > 0 {
    fraction /= Double(base)
    value += fraction * Double(rest % base)
    rest /= base
  }
  return value
}

/// A uniform point in the unit disc, by rejection from the square around it.
private func pointInUnitDisc(_ random: ScalarRandom, entity: Int) -> (Double, Double) {
  for pair in 0..<1000 {
    let x = 2 * random.uniform(entity: entity, index: 2 * pair) - 1
    let y = 2 * random.uniform(entity: entity, index: 2 * pair + 1) - 1
    if x * x + y * y <= 1 { return (x, y) }
  }
  preconditionFailure("no point of 1000 lies in the disc: the generator is broken")
}

/// Point `number` of a sunflower arrangement of `count` points in a disc (Vogel 1979, doi:10.1016/0025-5564(79)90080-4).
private func spiral(_ number: Int, of count: Int, radius: Double) -> (Double, Double) {
  let r = radius * ((Double(number) + 0.5) / Double(count)).squareRoot()
  // Turned `number` times by the golden angle; repeated rotation keeps to exactly rounded operations.
  let (cosine, sine) = (-0.7373688780783197, 0.6754902942615238)
  var (x, y) = (1.0, 0.0)
  for _ in 0..<number { (x, y) = (x * cosine - y * sine, x * sine + y * cosine) }
  return (r * x, r * y)
}
