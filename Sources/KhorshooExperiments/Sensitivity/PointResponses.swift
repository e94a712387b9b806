import KhorshooNumerics

/// What one outcome was at each point of a design: the mean over replicates, and how uncertain that mean is.
///
/// Points may share the luck of their replicates (common random numbers); given replicate by replicate, analyses see that
/// and take out only the noise that is left in differences.
/// A point whose run failed or has not been made is NaN, so a prefix of a sweep can be analysed while it runs.
public struct PointResponses: Sendable {
  /// Mean at each point; NaN where there is none.
  public let means: [Double]
  /// Monte Carlo variance of each mean: the variance of a replicate over their number; 0 when known exactly.
  public let meanVariances: [Double]
  /// Each point's replicates, when given. Shape: points x replicates.
  let replicates: Matrix<Double>?

  /// Responses without noise.
  public init(exact values: [Double]) {
    self.init(means: values, meanVariances: values.map { _ in 0 })
  }

  /// Means with the Monte Carlo variances of these means, of points with independent luck.
  public init(means: [Double], meanVariances: [Double]) {
    precondition(means.count == meanVariances.count, "\(means.count) means with \(meanVariances.count) variances")
    self.means = zip(means, meanVariances).map { $0.isFinite && $1.isFinite ? $0 : .nan }
    self.meanVariances = zip(self.means, meanVariances).map { $0.isNaN ? .nan : $1 }
    replicates = nil
  }

  /// Replicates, or means of blocks of them: column r is the same luck at every point. Shape: points x replicates.
  ///
  /// A point with a replicate that is not finite counts as failed.
  public init(replicates: Matrix<Double>) {
    let count = replicates.columnCount
    precondition(count >= 2, "\(count) replicates a point have no variance; use init(exact:)")
    let moments = (0..<replicates.rowCount).map { point in
      Moments((0..<count).map { replicates[point, $0] })
    }
    means = moments.map { $0.mean.isFinite ? $0.mean : .nan }
    meanVariances = moments.map { $0.mean.isFinite ? $0.variance / Double(count) : .nan }
    self.replicates = replicates
  }

  /// Points, with and without a response.
  public var count: Int { means.count }

  /// Whether a point has a response.
  func isPresent(_ point: Int) -> Bool { !means[point].isNaN }

  /// The complete blocks of `size` points, each given by its first point.
  func completeBlocks(_ size: Int) -> [Int] {
    stride(from: 0, to: count - count % size, by: size).filter { first in
      (first..<first + size).allSatisfy(isPresent)
    }
  }

  /// Deviations of replicates from their point's mean, without what the points in `reference` have in common; nil of means only.
  ///
  /// Shape: points x replicates, those of `points` filled in.
  func deviations(of points: [Int], commonLuckOf reference: [Int]) -> Matrix<Double>? {
    guard let replicates else { return nil }
    var result = Matrix<Double>(rows: count, columns: replicates.columnCount)
    for r in 0..<replicates.columnCount {
      let common = reference.reduce(0) { $0 + replicates[$1, r] - means[$1] } / Double(reference.count)
      for point in points { result[point, r] = replicates[point, r] - means[point] - common }
    }
    return result
  }

  static func requireFit(_ responses: PointResponses, _ design: Design) {
    precondition(responses.count == design.pointCount, "\(responses.count) responses for \(design.pointCount) points")
  }
}
