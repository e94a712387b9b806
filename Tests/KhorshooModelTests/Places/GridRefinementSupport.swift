import KhorshooModel
import KhorshooNumerics

/// `count` homesteads at random in a unit square.
func homesteads(_ count: Int, draw: Int) -> [GridPartition.Point] {
  let random = ScalarRandom(seed: 5, stream: ModelStreams.all.coordinates)
  return (0..<count).map {
    GridPartition.Point(
      x: random.uniform(entity: draw, index: 2 * $0), y: random.uniform(entity: draw, index: 2 * $0 + 1))
  }
}
