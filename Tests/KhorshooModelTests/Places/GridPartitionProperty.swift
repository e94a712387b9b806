import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct GridPartitionProperty {
  /// Sizes as asked, every point once, and each cut separates two groups along a line.
  @Test(arguments: 0..<20) func sizesAndCover(draw: Int) {
    let random = ScalarRandom(seed: 9, stream: ModelStreams.all.coordinates)
    let points = (0..<60).map {
      GridPartition.Point(
        x: random.uniform(entity: draw, index: 2 * $0), y: random.uniform(entity: draw, index: 2 * $0 + 1))
    }
    let sizes = [[60], [30, 30], [7, 20, 33], [15, 15, 15, 15], [1, 2, 3, 54]][draw % 5]
    let parts = GridPartition.bisect(points, into: sizes)
    #expect(parts.map(\.count) == sizes)
    #expect(parts.flatMap { $0 }.sorted() == Array(0..<60))
    guard parts.count == 2 else { return }
    // Two parts are divided at one coordinate.
    func isDivided(_ axis: (GridPartition.Point) -> Double) -> Bool {
      parts[0].map { axis(points[$0]) }.max()! <= parts[1].map { axis(points[$0]) }.min()!
    }
    #expect(isDivided(\.x) || isDivided(\.y))
  }

  /// Compact: households live nearer to their own grid than a random partition would have them.
  @Test func compact() throws {
    let banner = try World.banner(World.values(World.small))
    let households = banner.households
    func spread(_ members: [Int]) -> Double {
      let x = members.reduce(0) { $0 + households.xKm[$1] } / Double(members.count)
      let y = members.reduce(0) { $0 + households.yKm[$1] } / Double(members.count)
      return members.reduce(0) {
        let (dx, dy) = (households.xKm[$1] - x, households.yKm[$1] - y)
        return $0 + dx * dx + dy * dy
      }
    }
    for gacha in banner.places.gacha where gacha.grids.count > 1 {
      let own = gacha.grids.reduce(0) { $0 + spread(Array(banner.places.grids[$1].households)) }
      #expect(own < 0.8 * spread(Array(gacha.households)))
    }
  }
}
