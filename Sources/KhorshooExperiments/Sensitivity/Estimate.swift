import KhorshooNumerics

/// A number with its 95 % interval.
public struct Estimate: Sendable, Equatable {
  /// The number; NaN when it cannot be computed.
  public let value: Double
  /// Ends of the 95 % interval; NaN when there is none.
  public let low, high: Double

  /// Memberwise.
  public init(_ value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  static let undefined = Estimate(.nan, low: .nan, high: .nan)
}

/// What an analysis had to go on.
public struct AnalysisBasis: Sendable, Equatable {
  /// Blocks (of a Saltelli or Morris design) or points that entered.
  public let used: Int
  /// Those left out because a run of theirs failed or has not been made yet.
  public let leftOut: Int
}

/// Resamples of whole blocks with replacement, the same for the same seed.
///
/// - Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, 13.3 (percentile interval); of blocks of a
///   Saltelli design: Archer, Saltelli and Sobol 1997, doi:10.1080/00949659708811825.
struct Bootstrap {
  let resamples: Int
  let seed: UInt64

  /// Percentile intervals of statistics.
  ///
  /// - Parameters:
  ///   - contributions: what each block adds to each sum. Shape: blocks x sums.
  ///   - statistics: the statistics of the weighted sums, given with the number of blocks.
  /// - Returns: one interval for each statistic.
  func intervals(_ contributions: Matrix<Double>, _ statistics: ([Double]) -> [Double]) -> [(low: Double, high: Double)]
  {
    let blocks = contributions.rowCount
    let width = contributions.columnCount
    var found: [[Double]] = []
    var weights = [Double](repeating: 0, count: blocks)
    for resample in 0..<resamples {
      let random = ScalarRandom(seed: seed, stream: ExperimentStreams.bootstrap, replicate: resample)
      for i in weights.indices { weights[i] = 0 }
      for first in stride(from: 0, to: blocks, by: 4) {
        let words = random.words(entity: first, quad: 0)
        for i in 0..<min(4, blocks - first) { weights[Int((UInt64(words[i]) * UInt64(blocks)) >> 32)] += 1 }
      }
      var sums = [Double](repeating: 0, count: width)
      contributions.values.withUnsafeBufferPointer { rows in
        sums.withUnsafeMutableBufferPointer { sums in
          for block in 0..<blocks where weights[block] > 0 {
            let weight = weights[block]
            for k in 0..<width { sums[k] += weight * rows[block * width + k] }
          }
        }
      }
      found.append(statistics(sums))
    }
    guard let count = found.first?.count else { return [] }
    return (0..<count).map { k in
      let sorted = found.map { $0[k] }.filter { !$0.isNaN }.sorted()
      // A statistic that half of the resamples do not have has no interval.
      guard sorted.count * 2 > resamples else { return (.nan, .nan) }
      return (
        quantileType7(sorted: sorted, probability: 0.025), quantileType7(sorted: sorted, probability: 0.975)
      )
    }
  }
}

/// Sums of columns, in the order of rows.
func columnSums(_ matrix: Matrix<Double>) -> [Double] {
  var sums = [Double](repeating: 0, count: matrix.columnCount)
  for r in 0..<matrix.rowCount { for c in sums.indices { sums[c] += matrix[r, c] } }
  return sums
}
