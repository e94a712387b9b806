import KhorshooNumerics
import Synchronization

/// Statistics of a run whose worlds are drawn: what ``RunStatistics`` tells in the place of Monte Carlo error alone.
///
/// Memory: 80 bytes a cell and arm twice, and 4 bytes a cell, arm and world.
final class WorldStatistics: Sendable {
  private let cells, pairs: [WorldMoments]
  private let referenceArm: Int
  private let ratioCount: Int
  private let means = Mutex<[WorldMeans]>([])
  // Both sides of every ratio in each world. Shape: arms x worlds x (2 x ratios).
  private let ratioSides: Mutex<[[[Double]]]>

  init(for model: some BlockModel) {
    let count = model.layout.cells.count
    referenceArm = model.referenceArm
    ratioCount = model.sums.rowCount
    func moments(_ count: Int) -> WorldMoments { WorldMoments(cellCount: count, isAntithetic: model.isAntithetic) }
    cells = model.armNames.map { _ in moments(count) }
    pairs = model.armNames.indices.map { moments($0 == model.referenceArm ? 0 : count) }
    ratioSides = Mutex(model.armNames.map { _ in [] })
  }

  /// Takes in a quarter of a block, whose place in the run is the number of its world.
  func add(_ record: BlockRecord, _ runs: [Range<Int>], of block: ReplicateBlock) {
    let (lanes, world) = (block.validLanes, block.index)
    let found = means.withLock { means in
      while means.count <= world { means.append(WorldMeans(arms: cells.count, cells: cells[0].cellCount)) }
      return means[world]
    }
    record.forEachRows(of: runs, against: referenceArm) { rows in
      cells[rows.arm].add(rows.values, validLanes: lanes, cells: rows.cells, world: world)
      guard let reference = rows.reference else { return }
      pairs[rows.arm].add(
        rows.values, less: reference, validLanes: lanes, cells: rows.cells, world: world,
        means: found[rows.arm] + rows.cells.lowerBound)
    }
  }

  /// Takes in both sides of the ratios of a block.
  func add(_ sums: RatioSums, of block: ReplicateBlock) {
    ratioSides.withLock { sides in
      for arm in sides.indices where arm != referenceArm {
        let rows = sums.numerators[arm] + sums.denominators[arm]
        sides[arm].append(
          (0..<2 * ratioCount).map { row in
            (0..<block.validLanes).reduce(0) { $0 + rows[row * laneCount + $1] } / Double(block.validLanes)
          })
      }
    }
  }

  func standardError(arm: Int, cell: Int) -> Double { cells[arm].variance(cell: cell).standardError }

  /// Mean difference of each world; NaN where a side is undefined.
  func differences(arm: Int, cell: Int) -> [Double] { means.withLock { $0.map { Double($0[arm][cell]) } } }

  func spread(arm: Int, cell: Int) -> WorldSpread {
    let values = differences(arm: arm, cell: cell)
    return WorldSpread(values.filter { $0 == $0 }, pairs[arm].variance(cell: cell))
  }

  /// Moments of a ratio over worlds: the variances are those of one further world, so that the set of ratios is what is believed.
  ///
  /// Where the denominators of many worlds are all of one sign, every world has a ratio, and the interval is that of the ratios;
  /// Fieller's would take both sides for normal, which benefits and costs over the ledger's ranges are not.
  func moments(_ naive: RatioMoments, arm: Int, ratio: Int) -> RatioMoments {
    let sides = ratioSides.withLock { $0[arm] }
    let count = Double(sides.count)
    func covariance(_ a: Int, _ b: Int) -> Double {
      let (meanA, meanB) = (sides.reduce(0) { $0 + $1[a] } / count, sides.reduce(0) { $0 + $1[b] } / count)
      return sides.reduce(0) { $0 + ($1[a] - meanA) * ($1[b] - meanB) } / (count - 1)
    }
    let (numerator, denominator) = (ratio, ratioCount + ratio)
    let hasOneSign = sides.allSatisfy { $0[denominator] > 0 } || sides.allSatisfy { $0[denominator] < 0 }
    var interval: RatioInterval?
    if sides.count >= WorldSpread.leastWorlds, hasOneSign {
      let ends = WorldSpread.orderInterval(sorted: sides.map { $0[numerator] / $0[denominator] }.sorted(), 0.95)
      interval = .bounded(low: ends.lowerBound, high: ends.upperBound)
    }
    return RatioMoments(
      count: count, numerator: naive.numerator, denominator: naive.denominator,
      numeratorVariance: covariance(numerator, numerator), denominatorVariance: covariance(denominator, denominator),
      covariance: covariance(numerator, denominator), interval: interval)
  }
}

/// Mean differences of one world, arm by arm. Unchecked: each cell is written once, and read when the run is over.
private final class WorldMeans: @unchecked Sendable {
  private let values: UnsafeMutablePointer<Float>
  private let cellCount: Int

  init(arms: Int, cells: Int) {
    cellCount = cells
    values = .allocate(capacity: max(1, arms * cells))
    values.initialize(repeating: .nan, count: arms * cells)
  }

  deinit { values.deallocate() }

  subscript(arm: Int) -> UnsafeMutablePointer<Float> { values + arm * cellCount }
}
