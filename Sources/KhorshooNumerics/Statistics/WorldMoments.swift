/// Where the variance of a quantity comes from when worlds are drawn: from their parameters, their population, or luck.
///
/// Worlds come in pairs that share their parameters and differ in population; each is met by a block of replicates with luck of
/// its own. With m_d the mean over the n_d replicates of world d, s_d^2 their variance, and bars for means over worlds or pairs:
///
///     luck of a world's mean   l = bar(s_d^2 / n_d),      luck of one replicate = bar(s_d^2)
///     population               p = bar((m_2k - m_2k+1)^2 / 2) - l
///     parameters               q = var((m_2k + m_2k+1) / 2) - (p + l) / 2
///
/// negative estimates of a variance are zero. Where replicates i and i + 8 of a world are an antithetic pair, the variance of a
/// world's mean is that of its pairs, with sums S_k and counts n_k of D pairs, and replicates vary about the mean less than they
/// would by what the mean itself varies:
///
///     luck of a world's mean   l = bar(D / (D - 1)  sum_k (S_k - n_k m_d)^2 / n_d^2)
///     luck of one replicate      = bar((n_d - 1) s_d^2 / n_d) + l
///
/// - Source: analysis of variance of a nested design, Searle, Casella and McCulloch, *Variance Components*, 1992, chapter 3.
/// - Proof: `WorldMomentsStatistical`.
public struct WorldVariance: Sendable, Equatable {
  /// Worlds in which the quantity is defined.
  public let worlds: Int
  /// Mean over worlds.
  public let mean: Double
  /// Standard error of that mean; not a number of fewer than two pairs.
  public let standardError: Double
  /// Of parameters, of population, and of one replicate's luck.
  public let parameters, population, luck: Double
  /// Luck that is left in the mean of one world.
  public let luckOfWorld: Double

  /// How much of the deviation of a world's mean is its own and not luck: the root of the reliability.
  public var shrinkage: Double {
    let own = parameters + population
    return own + luckOfWorld > 0 ? (own / (own + luckOfWorld)).squareRoot() : 1
  }

  /// Share of a variance among those of parameters, population and one replicate's luck; not a number when nothing varies.
  public func share(_ variance: Double) -> Double { variance / (parameters + population + luck) }
}

/// Running moments of many quantities over drawn worlds.
///
/// Memory: 80 bytes a quantity. Unchecked: a quantity is filled by one thread at a time, in the order of worlds.
public final class WorldMoments: @unchecked Sendable {
  private struct Cell {
    var worlds = 0.0
    var sum = 0.0
    // Of worlds with two replicates at least.
    var lucky = 0.0
    var luck = 0.0
    var luckOfWorld = 0.0
    // Mean of the first of a pair, until the second is there.
    var first = Double.nan
    // Of whole pairs, by Welford's recursion.
    var pairs = 0.0
    var pairMean = 0.0
    var squaredPairs = 0.0
    var halfSquares = 0.0
  }

  /// Worlds with the same parameters, one after the other.
  public static let worldsPerSet = 2

  /// Quantities.
  public let cellCount: Int
  private let cells: UnsafeMutablePointer<Cell>
  private let isAntithetic: Bool

  /// Of no worlds yet.
  ///
  /// - Parameter isAntithetic: whether replicates i and i + 8 of a world are a pair.
  public init(cellCount: Int, isAntithetic: Bool = false) {
    precondition(cellCount >= 0, "\(cellCount) quantities")
    self.cellCount = cellCount
    self.isAntithetic = isAntithetic
    cells = .allocate(capacity: max(1, cellCount))
    cells.initialize(repeating: Cell(), count: cellCount)
  }

  deinit { cells.deallocate() }

  /// Takes in the replicates of one world for some quantities; different ones may be served from different threads.
  ///
  /// - Parameters:
  ///   - values: those quantities x 16; not a number where a replicate has none.
  ///   - base: what is taken away from them, in the same shape; nil for nothing.
  ///   - world: its number, from 0; worlds come in their order.
  ///   - means: where the mean of each of the quantities in this world goes; nil for nowhere.
  public func add(
    _ values: UnsafePointer<Double>, less base: UnsafePointer<Double>? = nil, validLanes: Int, cells range: Range<Int>,
    world: Int, means: UnsafeMutablePointer<Float>? = nil
  ) {
    precondition((0...laneCount).contains(validLanes) && world >= 0 && (!isAntithetic || validLanes == laneCount))
    precondition(range.lowerBound >= 0 && range.upperBound <= cellCount, "quantities \(range) of \(cellCount)")
    for (row, cell) in range.enumerated() {
      var (count, sum, squares) = (0.0, 0.0, 0.0)
      for lane in row * laneCount..<row * laneCount + validLanes {
        let value = base.map { values[lane] - $0[lane] } ?? values[lane]
        guard value == value else { continue }
        count += 1
        sum += value
      }
      let mean = sum / count
      for lane in row * laneCount..<row * laneCount + validLanes where count > 1 {
        let value = base.map { values[lane] - $0[lane] } ?? values[lane]
        if value == value { squares += (value - mean) * (value - mean) }
      }
      let ofMean =
        isAntithetic
        ? PairLanes(values + row * laneCount, less: base.map { $0 + row * laneCount }).varianceOfMean(
          mean, count: count)
        : count > 1 ? squares / (count - 1) / count : nil
      let luck = ofMean.map { (replicate: isAntithetic ? squares / count + $0 : squares / (count - 1), mean: $0) }
      add(mean, luck, count: count, cell, isFirst: world % Self.worldsPerSet == 0)
      means?[row] = Float(mean)
    }
  }

  private func add(
    _ mean: Double, _ luck: (replicate: Double, mean: Double)?, count: Double, _ index: Int, isFirst: Bool
  ) {
    var cell = cells[index]
    defer { cells[index] = cell }
    let first = cell.first
    cell.first = isFirst ? mean : .nan
    guard count > 0 else { return }
    cell.worlds += 1
    cell.sum += mean
    if let luck {
      cell.lucky += 1
      cell.luck += luck.replicate
      cell.luckOfWorld += luck.mean
    }
    guard !isFirst, first == first else { return }
    cell.pairs += 1
    let step = (mean + first) / 2 - cell.pairMean
    cell.pairMean += step / cell.pairs
    cell.squaredPairs += step * ((mean + first) / 2 - cell.pairMean)
    cell.halfSquares += (mean - first) * (mean - first) / 2
  }

  /// Where the variance of a quantity comes from; its parts are not numbers of fewer than two whole pairs.
  public func variance(cell index: Int) -> WorldVariance {
    precondition(index >= 0 && index < cellCount, "quantity \(index) of \(cellCount)")
    let cell = cells[index]
    let (luck, luckOfWorld) = cell.lucky > 0 ? (cell.luck / cell.lucky, cell.luckOfWorld / cell.lucky) : (0, 0)
    let mean = cell.worlds > 0 ? cell.sum / cell.worlds : .nan
    guard cell.pairs > 1 else {
      return WorldVariance(
        worlds: Int(cell.worlds), mean: mean, standardError: .nan, parameters: .nan, population: .nan, luck: luck,
        luckOfWorld: luckOfWorld)
    }
    let (ofPairs, within) = (cell.squaredPairs / (cell.pairs - 1), cell.halfSquares / cell.pairs)
    return WorldVariance(
      worlds: Int(cell.worlds), mean: mean, standardError: (ofPairs / cell.pairs).squareRoot(),
      parameters: max(0, ofPairs - within / 2), population: max(0, within - luckOfWorld), luck: luck,
      luckOfWorld: luckOfWorld)
  }
}
