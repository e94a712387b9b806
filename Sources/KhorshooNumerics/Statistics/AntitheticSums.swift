/// Running sums of many quantities over antithetic pairs of replicates, which are what varies independently.
///
/// Replicates i and i + 8 of a block are a pair. With the sums S_k and counts n_k (2, or fewer where a replicate has no number) of D
/// pairs, n in all:
///
///     variance of the mean = D / (D - 1)  sum_k (S_k - n_k mean)^2 / n^2,   t with D - 1 degrees of freedom
///
/// as of clusters (`ClusterSums`), but in memory that does not grow with the pairs: sums are taken about the first pair's mean.
/// Equal numbers have a variance of exactly zero.
///
/// - Source: Law 2015, *Simulation Modeling and Analysis*, section 11.3, for pairs that are whole; Liang and Zeger 1986
///   (doi:10.1093/biomet/73.1.13) for others.
/// - Proof: `AntitheticSumsStatistical`.
///
/// Memory: 56 bytes a quantity. Unchecked: a quantity is filled by one thread at a time, block after block.
package final class AntitheticSums: @unchecked Sendable {
  private struct Record {
    var pairs = 0.0
    var count = 0.0
    var squaredCounts = 0.0
    // What sums are taken about.
    var center = 0.0
    // Of S, S^2 and n S.
    var sum = 0.0
    var squares = 0.0
    var weighted = 0.0
  }

  /// Quantities.
  package let cellCount: Int
  private let records: UnsafeMutablePointer<Record>
  // Of the products of S in quantities i and i + half of them; none where no covariance is asked for.
  private var products: [Double]

  /// Of no pairs yet.
  ///
  /// - Parameter isCrossed: whether the covariance of quantities i and i + half of them is asked for.
  package init(cellCount: Int, isCrossed: Bool = false) {
    precondition(cellCount >= 0 && (!isCrossed || cellCount % 2 == 0), "\(cellCount) quantities")
    self.cellCount = cellCount
    records = .allocate(capacity: max(1, cellCount))
    records.initialize(repeating: Record(), count: cellCount)
    products = isCrossed ? Array(repeating: 0, count: cellCount / 2) : []
  }

  deinit { records.deallocate() }

  /// Takes in a whole block for some quantities; different ones may be served from different threads.
  ///
  /// - Parameters:
  ///   - values: those quantities x 16; not a number where a replicate has none.
  ///   - base: what is taken away from them, in the same shape; nil for nothing.
  package func add(_ values: UnsafePointer<Double>, less base: UnsafePointer<Double>? = nil, cells: Range<Int>) {
    precondition(cells.lowerBound >= 0 && cells.upperBound <= cellCount, "quantities \(cells) of \(cellCount)")
    for (row, cell) in cells.enumerated() {
      add(PairLanes(values + row * laneCount, less: base.map { $0 + row * laneCount }), cell)
    }
  }

  /// Takes in both sides of every covariance: in replicates in which one of them is not a number, neither counts.
  ///
  /// - Parameters:
  ///   - first: half of the quantities x 16.
  ///   - second: the other half, in the same shape.
  package func add(crossing first: UnsafePointer<Double>, _ second: UnsafePointer<Double>) {
    for index in products.indices {
      var (a, b) = (PairLanes(first + index * laneCount), PairLanes(second + index * laneCount))
      a.leaveOut(b)
      b.leaveOut(a)
      let (x, y) = (add(a, index), add(b, products.count + index))
      products[index] += (x * y).fixedSum
    }
  }

  /// - Returns: S about the center, of each of the eight pairs.
  @discardableResult
  private func add(_ pairs: PairLanes, _ cell: Int) -> SIMD8<Double> {
    let counts = pairs.counts
    var record = records[cell]
    if record.count == 0, let center = pairs.firstNumber { record.center = center }
    let sums = pairs.sums(about: record.center)
    let count = counts.fixedSum
    guard count > 0 else { return .zero }
    record.pairs += SIMD8<Double>.zero.replacing(with: 1, where: counts .> 0).fixedSum
    record.count += count
    record.squaredCounts += (counts * counts).fixedSum
    record.sum += sums.fixedSum
    record.squares += (sums * sums).fixedSum
    record.weighted += (counts * sums).fixedSum
    records[cell] = record
    return sums
  }

  /// Pairs of which one at least has a number.
  package func pairs(cell: Int) -> Int { Int(record(cell).pairs) }

  /// Replicates that have a number.
  package func count(cell: Int) -> Int { Int(record(cell).count) }

  /// Mean over replicates; not a number of none.
  package func mean(cell: Int) -> Double {
    let r = record(cell)
    return r.center + r.sum / r.count
  }

  /// Variance of the mean; not a number of fewer than two pairs.
  package func varianceOfMean(cell: Int) -> Double {
    let r = record(cell)
    return variance(r, r, r.squares)
  }

  /// Covariance of the means of quantity `index` and of that half of the quantities further on.
  package func covarianceOfMeans(_ index: Int) -> Double {
    variance(record(index), record(products.count + index), products[index])
  }

  private func variance(_ a: Record, _ b: Record, _ product: Double) -> Double {
    guard a.pairs > 1 else { return .nan }
    let (x, y) = (a.sum / a.count, b.sum / b.count)
    let sum = product - x * b.weighted - y * a.weighted + x * y * a.squaredCounts
    return a.pairs / (a.pairs - 1) * sum / (a.count * b.count)
  }

  /// Standard deviation of the mean; not a number of fewer than two pairs.
  package func standardError(cell: Int) -> Double {
    let variance = varianceOfMean(cell: cell)
    return variance.isNaN ? variance : max(0, variance).squareRoot()
  }

  /// Half the width of its 95 % t interval; not a number of fewer than two pairs.
  package func halfWidth95(cell: Int) -> Double {
    let error = standardError(cell: cell)
    return error == 0 ? 0 : studentQuantile975(degreesOfFreedom: record(cell).pairs - 1) * error
  }

  private func record(_ cell: Int) -> Record {
    precondition(cell >= 0 && cell < cellCount, "quantity \(cell) of \(cellCount)")
    return records[cell]
  }
}
