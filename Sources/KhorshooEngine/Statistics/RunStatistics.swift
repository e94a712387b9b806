import KhorshooNumerics

/// Streaming statistics of a run: nothing here grows with the number of replicates.
///
/// Blocks are added in the order of their index, so sums have one order whatever the threads.
public final class RunStatistics: RunTables, RatioTables, @unchecked Sendable {
  /// Cells, in row order.
  public let layout: RecordLayout
  /// Names of the arms, in scenario order.
  public let arms: [String]
  /// Index of the arm that the others are compared with.
  public let referenceArm: Int
  /// Definitions of the ledgers.
  public let ledgers: [LedgerDefinition]
  /// Ratios that are estimated.
  public let ratios: [RatioDefinition]
  /// Largest residual of each ledger so far.
  public private(set) var ledgerResiduals: [Double]
  /// Replicates added so far.
  public private(set) var replicates = 0

  private let cells: [CellStatistics]
  // Pairs of (reference, arm); group cells are held apart because their reference is matched to the arm's groups.
  private let pairs: [PairStatistics]
  private let groupPairs: [PairStatistics]
  private let ratioPairs: [PairStatistics]
  private let groupCells: Range<Int>
  private let cellsOfQuarters: [[Range<Int>]]
  // Of replicates that share a network with others; nil when each is drawn anew.
  private let clustered: ClusteredErrors?

  /// Empty statistics for a model's layout.
  public init(for model: some BlockModel) {
    layout = model.layout
    arms = model.armNames
    referenceArm = model.referenceArm
    ledgers = model.ledgers
    ratios = model.ratios
    ledgerResiduals = Array(repeating: 0, count: model.ledgers.count)
    groupCells = layout.groupCells
    cellsOfQuarters = layout.cellsOfQuarters
    clustered = model.clusterCount > 1 ? ClusteredErrors(for: model) : nil
    let (count, groupCount) = (layout.cells.count, layout.groupCells.count)
    cells = model.armNames.map { _ in CellStatistics(cellCount: count) }
    pairs = model.armNames.map { _ in PairStatistics(cellCount: count - groupCount) }
    groupPairs = model.armNames.map { _ in PairStatistics(cellCount: groupCount) }
    ratioPairs = model.armNames.map { _ in PairStatistics(cellCount: model.ratios.count) }
  }

  /// Adds a quarter of a block. Call in block order; different quarters may be added from different threads.
  func add(_ record: BlockRecord, quarter: Int, of block: ReplicateBlock) {
    let (lanes, reference) = (block.validLanes, record.values[referenceArm].baseAddress!)
    for run in cellsOfQuarters[quarter] {
      let row = record.row(run.lowerBound) * laneCount
      let plain = run.clamped(to: 0..<groupCells.lowerBound)
      let ofGroups = run.clamped(to: groupCells)
      for arm in arms.indices {
        let values = record.values[arm].baseAddress! + row
        cells[arm].add(values, validLanes: lanes, cells: run)
        guard arm != referenceArm else { continue }
        pairs[arm].add(reference + row, values, validLanes: lanes, cells: plain)
        guard !ofGroups.isEmpty else { continue }
        let offset = groupCells.lowerBound
        groupPairs[arm].add(
          record.matchedReference[arm].baseAddress! + record.groupRow(ofGroups.lowerBound) * laneCount,
          values + plain.count * laneCount, validLanes: lanes,
          cells: ofGroups.lowerBound - offset..<ofGroups.upperBound - offset)
      }
    }
    clustered?.add(record, cellsOfQuarters[quarter], of: block)
  }

  /// Adds what is known at the end of a block. Call in block order.
  func finish(_ record: BlockRecord, _ sums: RatioSums, of block: ReplicateBlock) {
    for arm in arms.indices where arm != referenceArm {
      ratioPairs[arm].add(sums.numerators[arm], sums.denominators[arm], validLanes: block.validLanes)
    }
    clustered?.add(sums, of: block)
    for index in ledgers.indices {
      ledgerResiduals[index] = worseResidual(ledgerResiduals[index], record.ledgerResiduals[index])
    }
    replicates += block.validLanes
  }

  /// Distribution of a cell in an arm.
  public func summary(arm: Int, cell: Int) -> Summary {
    let summary = cells[arm].summary(cell: cell)
    guard let clustered else { return summary }
    return Summary(
      replicates: summary.replicates, mean: summary.mean, mcse: clustered.standardError(arm: arm, cell: cell),
      p05: summary.p05, p25: summary.p25, p50: summary.p50, p75: summary.p75, p95: summary.p95)
  }

  /// Moments of a ratio of paired differences between an arm and the reference.
  public func ratio(arm: Int, ratio index: Int) -> RatioMoments {
    let moments = ratioPairs[arm].ratioMoments(pair: index)
    return clustered?.moments(moments, arm: arm, ratio: index) ?? moments
  }

  /// Paired difference of a cell between an arm and the reference.
  public func difference(arm: Int, cell: Int) -> PairedDifference {
    let paired =
      groupCells.contains(cell)
      ? groupPairs[arm].pairedDifference(cell - groupCells.lowerBound) : pairs[arm].pairedDifference(cell)
    guard let half = clustered?.halfWidth95(arm: arm, cell: cell) else { return paired }
    return PairedDifference(
      replicates: paired.replicates, difference: paired.difference, ci95Low: paired.difference - half,
      ci95High: paired.difference + half, relative: paired.relative, correlation: paired.correlation,
      unpairedReplicates: paired.unpairedReplicates)
  }
}

extension CellStatistics {
  /// Distribution of a cell.
  package func summary(cell: Int) -> Summary {
    let quantiles = quantiles(cell: cell, probabilities: [0.05, 0.25, 0.5, 0.75, 0.95])
    return Summary(
      replicates: count(cell: cell), mean: mean(cell: cell), mcse: standardError(cell: cell), p05: quantiles[0],
      p25: quantiles[1], p50: quantiles[2], p75: quantiles[3], p95: quantiles[4])
  }
}

extension PairStatistics {
  /// Second side less first.
  package func pairedDifference(_ pair: Int) -> PairedDifference {
    let difference = meanDifference(pair: pair)
    let half = halfWidth95(pair: pair)
    let base = firstMean(pair: pair)
    return PairedDifference(
      replicates: count(pair: pair), difference: difference, ci95Low: difference - half, ci95High: difference + half,
      relative: base == 0 ? Double.nan : difference / base, correlation: correlation(pair: pair),
      unpairedReplicates: unpairedReplicates(pair: pair))
  }
}
