/// Sums of many quantities over groups (clusters) of replicates that share something drawn once for the group, such as a network.
///
/// Replicates of one cluster are alike, so that their number overstates what is known of the mean. With the sums S_d and counts
/// n_d of D clusters, n in all:
///
///     variance of the mean = D / (D - 1)  sum_d (S_d - n_d mean)^2 / n^2,   t with D - 1 degrees of freedom
///
/// - Source: Liang and Zeger 1986 (doi:10.1093/biomet/73.1.13), the mean as a regression on a constant, with the small-sample
///   factor of MacKinnon and White 1985 (doi:10.1016/0304-4076(85)90158-7).
/// - Proof: `ClusterSumsStatistical`.
///
/// Memory: 16 bytes a quantity and cluster. Unchecked: a quantity is filled by one thread at a time.
public final class ClusterSums: @unchecked Sendable {
  /// Quantities and clusters.
  public let cellCount, clusterCount: Int
  // Shape of each: clusters x quantities.
  private let sums, counts: UnsafeMutablePointer<Double>

  /// Of no replicates yet.
  public init(cellCount: Int, clusterCount: Int) {
    precondition(cellCount >= 0 && clusterCount > 1, "\(cellCount) quantities in \(clusterCount) clusters")
    self.cellCount = cellCount
    self.clusterCount = clusterCount
    sums = .allocate(capacity: max(1, 2 * cellCount * clusterCount))
    sums.initialize(repeating: 0, count: 2 * cellCount * clusterCount)
    counts = sums + cellCount * clusterCount
  }

  deinit { sums.deallocate() }

  /// Takes in one block of a cluster for some quantities; different ones may be served from different threads.
  ///
  /// - Parameters:
  ///   - values: those quantities x 16; not a number where a replicate has none.
  ///   - base: what is taken away from them, in the same shape; nil for nothing.
  public func add(
    _ values: UnsafePointer<Double>, less base: UnsafePointer<Double>? = nil, validLanes: Int, cells: Range<Int>,
    cluster: Int
  ) {
    precondition((0..<clusterCount).contains(cluster) && (0...laneCount).contains(validLanes))
    precondition(cells.lowerBound >= 0 && cells.upperBound <= cellCount, "quantities \(cells) of \(cellCount)")
    for cell in cells {
      var (sum, count) = (0.0, 0.0)
      for lane in 0..<validLanes {
        let at = (cell - cells.lowerBound) * laneCount + lane
        let value = base.map { values[at] - $0[at] } ?? values[at]
        guard value == value else { continue }
        sum += value
        count += 1
      }
      sums[cluster * cellCount + cell] += sum
      counts[cluster * cellCount + cell] += count
    }
  }

  /// Clusters that have a number of the quantity.
  public func clusters(cell: Int) -> Int { (0..<clusterCount).count { counts[$0 * cellCount + cell] > 0 } }

  /// Covariance of the means of two quantities; their variance when they are the same. Not a number of fewer than two clusters.
  public func covariance(_ first: Int, _ second: Int) -> Double {
    let (a, b) = (moments(first), moments(second))
    let clusters = Double(min(self.clusters(cell: first), self.clusters(cell: second)))
    guard clusters > 1 else { return .nan }
    var product = 0.0
    for d in 0..<clusterCount {
      let (x, y) = (d * cellCount + first, d * cellCount + second)
      product += (sums[x] - counts[x] * a.mean) * (sums[y] - counts[y] * b.mean)
    }
    return clusters / (clusters - 1) * product / (a.count * b.count)
  }

  /// Standard deviation of the mean of a quantity.
  public func standardError(cell: Int) -> Double { max(0, covariance(cell, cell)).squareRoot() }

  /// Half the width of its 95 % t interval; not a number of fewer than two clusters.
  public func halfWidth95(cell: Int) -> Double {
    let variance = covariance(cell, cell)
    guard !variance.isNaN else { return .nan }
    return variance <= 0
      ? 0 : studentQuantile975(degreesOfFreedom: Double(clusters(cell: cell) - 1)) * variance.squareRoot()
  }

  private func moments(_ cell: Int) -> (count: Double, mean: Double) {
    var (sum, count) = (0.0, 0.0)
    for d in 0..<clusterCount {
      sum += sums[d * cellCount + cell]
      count += counts[d * cellCount + cell]
    }
    return (count, sum / count)
  }
}
