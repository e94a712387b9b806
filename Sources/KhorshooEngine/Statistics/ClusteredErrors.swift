import KhorshooNumerics

/// Standard errors of a run whose replicates share a drawn network with others: what ``RunStatistics`` uses in the place of its own.
///
/// - Proof: `ClusteredErrorsStatistical`.
final class ClusteredErrors {
  private let cells, pairs, groupPairs, ratios: [ClusterSums]
  private let groupCells: Range<Int>
  private let referenceArm: Int
  private let clusterCount: Int

  init(for model: some BlockModel) {
    let (layout, count) = (model.layout, model.clusterCount)
    clusterCount = count
    groupCells = layout.groupCells
    referenceArm = model.referenceArm
    func sums(_ cellCount: Int) -> [ClusterSums] {
      model.armNames.map { _ in ClusterSums(cellCount: cellCount, clusterCount: count) }
    }
    cells = sums(layout.cells.count)
    pairs = sums(layout.cells.count - layout.groupCells.count)
    groupPairs = sums(layout.groupCells.count)
    ratios = sums(2 * model.sums.rowCount)
  }

  /// Takes in a quarter of a block. Its cluster is its place in the run, counted round.
  func add(_ record: BlockRecord, _ runs: [Range<Int>], of block: ReplicateBlock) {
    let (lanes, cluster) = (block.validLanes, block.index % clusterCount)
    record.forEachRows(of: runs, against: referenceArm) { rows in
      cells[rows.arm].add(rows.values, validLanes: lanes, cells: rows.cells, cluster: cluster)
      guard let reference = rows.reference else { return }
      let sums = rows.isOfGroups ? groupPairs[rows.arm] : pairs[rows.arm]
      sums.add(
        rows.values, less: reference, validLanes: lanes,
        cells: rows.isOfGroups ? rows.cells.counted(from: groupCells.lowerBound) : rows.cells, cluster: cluster)
    }
  }

  /// Takes in the ratios of a block.
  func add(_ sums: RatioSums, of block: ReplicateBlock) {
    let cluster = block.index % clusterCount
    for arm in ratios.indices where arm != referenceArm {
      let sides = sums.numerators[arm] + sums.denominators[arm]
      ratios[arm].add(sides, validLanes: block.validLanes, cells: 0..<ratios[arm].cellCount, cluster: cluster)
    }
  }

  func standardError(arm: Int, cell: Int) -> Double { cells[arm].standardError(cell: cell) }

  func halfWidth95(arm: Int, cell: Int) -> Double {
    groupCells.contains(cell)
      ? groupPairs[arm].halfWidth95(cell: cell - groupCells.lowerBound) : pairs[arm].halfWidth95(cell: cell)
  }

  /// Moments of a ratio with variances between clusters; its count is that of the clusters, which the t interval goes by.
  func moments(_ naive: RatioMoments, arm: Int, ratio: Int) -> RatioMoments {
    let sums = ratios[arm]
    let (numerator, denominator) = (ratio, sums.cellCount / 2 + ratio)
    return RatioMoments(
      count: Double(sums.clusters(cell: numerator)), numerator: naive.numerator, denominator: naive.denominator,
      numeratorVariance: sums.covariance(numerator, numerator),
      denominatorVariance: sums.covariance(denominator, denominator),
      covariance: sums.covariance(numerator, denominator))
  }
}
