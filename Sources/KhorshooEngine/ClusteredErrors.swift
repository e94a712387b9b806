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
    ratios = sums(2 * model.ratios.count)
  }

  /// Takes in a block. Its cluster is its place in the run, counted round.
  func add(_ record: BlockRecord, of block: ReplicateBlock, ratioSides: (_ arm: Int) -> [Double]) {
    let (lanes, cluster) = (block.validLanes, block.index % clusterCount)
    let reference = record.values[referenceArm].baseAddress!
    for arm in cells.indices {
      let values = record.values[arm].baseAddress!
      cells[arm].add(UnsafePointer(values), validLanes: lanes, cluster: cluster)
      guard arm != referenceArm else { continue }
      pairs[arm].add(UnsafePointer(values), less: UnsafePointer(reference), validLanes: lanes, cluster: cluster)
      groupPairs[arm].add(
        UnsafePointer(values + groupCells.lowerBound * laneCount),
        less: UnsafePointer(record.matchedReference[arm].baseAddress!), validLanes: lanes, cluster: cluster)
      ratios[arm].add(ratioSides(arm), validLanes: lanes, cluster: cluster)
    }
  }

  func standardError(arm: Int, cell: Int) -> Double { cells[arm].standardError(cell: cell) }

  func halfWidth95(arm: Int, cell: Int) -> Double {
    groupCells.contains(cell)
      ? groupPairs[arm].halfWidth95(cell: cell - groupCells.lowerBound) : pairs[arm].halfWidth95(cell: cell)
  }

  /// Moments of a ratio with variances between clusters; its count is that of the clusters, which the t interval goes by.
  func moments(_ naive: RatioMoments, arm: Int, ratio: Int) -> RatioMoments {
    let (sums, side) = (ratios[arm], 2 * ratio)
    return RatioMoments(
      count: Double(sums.clusters(cell: side)), numerator: naive.numerator, denominator: naive.denominator,
      numeratorVariance: sums.covariance(side, side), denominatorVariance: sums.covariance(side + 1, side + 1),
      covariance: sums.covariance(side, side + 1))
  }
}
