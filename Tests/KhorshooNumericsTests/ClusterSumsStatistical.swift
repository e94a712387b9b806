import KhorshooNumerics
import Testing

/// Standard errors of replicates that come in clusters.
@Suite struct ClusterSumsStatistical {
  /// Blocks of 16, dealt over clusters; a cluster has an effect of its own beside the noise of each number.
  private func made(seed: UInt64, clusters: Int, blocks: Int, effect: Double) -> (ClusterSums, CellStatistics) {
    let random = ScalarRandom(seed: seed, stream: RandomStream(root: .network, number: 60_000, name: "test"))
    let sums = ClusterSums(cellCount: 1, clusterCount: clusters)
    let naive = CellStatistics(cellCount: 1)
    for block in 0..<blocks {
      let shift = effect * random.normal(entity: block % clusters, index: 0)
      let values = (0..<laneCount).map { shift + random.normal(entity: 1000 + block, index: $0) }
      sums.add(values, validLanes: laneCount, cells: 0..<sums.cellCount, cluster: block % clusters)
      naive.add(values, validLanes: laneCount)
    }
    return (sums, naive)
  }

  /// Balanced clusters: the variance of the mean is that of the cluster means over their number.
  @Test func itIsTheErrorOfTheMeansOfClusters() {
    let (sums, _) = made(seed: 4, clusters: 5, blocks: 20, effect: 1)
    let random = ScalarRandom(seed: 4, stream: RandomStream(root: .network, number: 60_000, name: "test"))
    var means: [Double] = []
    for cluster in 0..<5 {
      var sum = 0.0
      for block in stride(from: cluster, to: 20, by: 5) {
        for lane in 0..<laneCount { sum += random.normal(entity: 1000 + block, index: lane) }
      }
      means.append(sum / Double(4 * laneCount) + random.normal(entity: cluster, index: 0))
    }
    let mean = means.reduce(0, +) / 5
    var squares = 0.0
    for value in means { squares += (value - mean) * (value - mean) }
    let variance = squares / 4 / 5
    #expect(abs(sums.standardError(cell: 0) - variance.squareRoot()) < 1e-12)
    #expect(abs(sums.halfWidth95(cell: 0) - 2.7764451 * variance.squareRoot()) < 1e-6)
  }

  /// The interval holds the mean (0) in 95 of 100 studies; one that takes replicates for independent does not.
  @Test func intervalsCoverWhereClustersDiffer() {
    var (held, naiveHeld) = (0, 0)
    for study in 0..<2000 {
      let (sums, naive) = made(seed: 900 + UInt64(study), clusters: 10, blocks: 20, effect: 0.5)
      let mean = naive.mean(cell: 0)
      if abs(mean) <= sums.halfWidth95(cell: 0) { held += 1 }
      if abs(mean) <= naive.halfWidth95(cell: 0) { naiveHeld += 1 }
    }
    // Binomial with 2,000 trials at 0.95: 4 standard deviations are 39.
    #expect(abs(held - 1900) < 39, "\(held)")
    #expect(naiveHeld < 1300, "\(naiveHeld)")
  }

  @Test func oneClusterSaysNothing() {
    let (sums, _) = made(seed: 1, clusters: 2, blocks: 1, effect: 1)
    #expect(sums.halfWidth95(cell: 0).isNaN && sums.clusters(cell: 0) == 1)
  }

  @Test func equalNumbersHaveNoError() {
    let sums = ClusterSums(cellCount: 1, clusterCount: 3)
    let ones = [Double](repeating: 2.5, count: laneCount)
    for block in 0..<6 { sums.add(ones, less: ones, validLanes: 16, cells: 0..<1, cluster: block % 3) }
    #expect(sums.standardError(cell: 0) == 0 && sums.halfWidth95(cell: 0) == 0)
  }
}
