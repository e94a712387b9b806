import KhorshooNumerics

/// Streaming statistics of a run: nothing here grows with the number of replicates.
///
/// Blocks are added in the order of their index, so sums have one order whatever the threads.
public final class RunStatistics: RunTables, RatioTables, BalanceTables, @unchecked Sendable {
  /// Cells, in row order.
  public let layout: RecordLayout
  /// Names of the arms, in scenario order.
  public let arms: [String]
  /// Index of the arm that the others are compared with.
  public let referenceArm: Int
  /// Definitions of the ledgers.
  public let ledgers: [LedgerDefinition]
  /// Ratios and balances that are estimated.
  public let sums: SumDefinitions
  /// Ratios that are estimated.
  public var ratios: [RatioDefinition] { sums.ratios }
  /// Balances that are estimated.
  public var balances: [BalanceDefinition] { sums.balances }
  /// Largest residual of each ledger so far.
  public private(set) var ledgerResiduals: [Double]
  /// Replicates added so far.
  public private(set) var replicates = 0
  /// Worlds that these are in; 0 where no worlds are drawn.
  public var worldCount: Int { worlds == nil ? 0 : ReplicateBlock.count(replicates: replicates) }

  private let cells: [CellStatistics]
  // Pairs of (reference, arm); group cells are held apart because their reference is matched to the arm's groups.
  private let pairs: [PairStatistics]
  private let groupPairs: [PairStatistics]
  private let ratioPairs: [PairStatistics]
  private let groupCells: Range<Int>
  private let cellsOfQuarters: [[Range<Int>]]
  // Of replicates that share a network with others; nil when each is drawn anew.
  private let clustered: ClusteredErrors?
  // Of antithetic pairs; nil when replicates are independent, or something larger than a pair is what varies.
  private let antithetic: AntitheticErrors?
  // Of blocks with worlds of their own; nil when all have the same.
  private let worlds: WorldStatistics?

  /// Empty statistics for a model's layout.
  public init(for model: some BlockModel) {
    layout = model.layout
    arms = model.armNames
    referenceArm = model.referenceArm
    ledgers = model.ledgers
    sums = model.sums
    ledgerResiduals = Array(repeating: 0, count: model.ledgers.count)
    groupCells = layout.groupCells
    cellsOfQuarters = layout.cellsOfQuarters
    clustered = model.clusterCount > 1 ? ClusteredErrors(for: model) : nil
    worlds = model.drawsWorlds ? WorldStatistics(for: model) : nil
    antithetic =
      model.isAntithetic && worlds == nil && clustered == nil ? AntitheticErrors(for: model) : nil
    let (count, groupCount) = (layout.cells.count, layout.groupCells.count)
    cells = model.armNames.map { _ in CellStatistics(cellCount: count) }
    pairs = model.armNames.map { _ in PairStatistics(cellCount: count - groupCount) }
    groupPairs = model.armNames.map { _ in PairStatistics(cellCount: groupCount) }
    ratioPairs = model.armNames.map { _ in PairStatistics(cellCount: model.sums.rowCount) }
  }

  /// Adds a quarter of a block. Call in block order; different quarters may be added from different threads.
  func add(_ record: BlockRecord, quarter: Int, of block: ReplicateBlock) {
    let lanes = block.validLanes
    record.forEachRows(of: cellsOfQuarters[quarter], against: referenceArm) { rows in
      cells[rows.arm].add(rows.values, validLanes: lanes, cells: rows.cells)
      guard let reference = rows.reference else { return }
      if rows.isOfGroups {
        groupPairs[rows.arm].add(
          reference, rows.values, validLanes: lanes, cells: rows.cells.counted(from: groupCells.lowerBound))
      } else {
        pairs[rows.arm].add(reference, rows.values, validLanes: lanes, cells: rows.cells)
      }
    }
    clustered?.add(record, cellsOfQuarters[quarter], of: block)
    antithetic?.add(record, cellsOfQuarters[quarter])
    worlds?.add(record, cellsOfQuarters[quarter], of: block)
  }

  /// Adds what is known at the end of a block. Call in block order.
  func finish(_ record: BlockRecord, _ sums: RatioSums, of block: ReplicateBlock) {
    for arm in arms.indices where arm != referenceArm {
      ratioPairs[arm].add(sums.numerators[arm], sums.denominators[arm], validLanes: block.validLanes)
    }
    clustered?.add(sums, of: block)
    antithetic?.add(sums)
    worlds?.add(sums, of: block)
    for index in ledgers.indices {
      ledgerResiduals[index] = worseResidual(ledgerResiduals[index], record.ledgerResiduals[index])
    }
    replicates += block.validLanes
  }

  /// Distribution of a cell in an arm.
  public func summary(arm: Int, cell: Int) -> Summary {
    let summary = cells[arm].summary(cell: cell)
    guard
      let error = worlds?.standardError(arm: arm, cell: cell) ?? clustered?.standardError(arm: arm, cell: cell)
        ?? antithetic?.standardError(arm: arm, cell: cell)
    else { return summary }
    return Summary(
      replicates: summary.replicates, mean: summary.mean, mcse: error,
      p05: summary.p05, p25: summary.p25, p50: summary.p50, p75: summary.p75, p95: summary.p95)
  }

  /// Whether a cell has a value in some replicate of an arm.
  public func isDefined(arm: Int, cell: Int) -> Bool { cells[arm].count(cell: cell) > 0 }

  /// Moments of a ratio of paired differences between an arm and the reference.
  public func ratio(arm: Int, ratio index: Int) -> RatioMoments {
    let moments = ratioPairs[arm].ratioMoments(pair: index)
    return worlds?.moments(moments, arm: arm, ratio: index) ?? clustered?.moments(moments, arm: arm, ratio: index)
      ?? antithetic?.moments(moments, arm: arm, ratio: index) ?? moments
  }

  /// Paired difference of a cell in each world, luck averaged out; empty where no worlds are drawn.
  public func worldDifferences(arm: Int, cell: Int) -> [Double] { worlds?.differences(arm: arm, cell: cell) ?? [] }

  /// An item of a balance, or the sum of all.
  public func balance(arm: Int, balance: Int, item: Int?) -> BalanceEstimate {
    BalanceEstimate(ratio(arm: arm, ratio: sums.row(balance: balance, item: item)))
  }

  /// Paired difference of a cell between an arm and the reference.
  public func difference(arm: Int, cell: Int) -> PairedDifference {
    let paired =
      groupCells.contains(cell)
      ? groupPairs[arm].pairedDifference(cell - groupCells.lowerBound) : pairs[arm].pairedDifference(cell)
    if let spread = worlds?.spread(arm: arm, cell: cell) {
      let ends = spread.interval95.map { ($0.lowerBound, $0.upperBound) } ?? (Double.nan, Double.nan)
      return PairedDifference(
        replicates: paired.replicates, difference: paired.difference, ci95Low: ends.0, ci95High: ends.1,
        relative: paired.relative, correlation: paired.correlation, unpairedReplicates: paired.unpairedReplicates,
        worlds: spread)
    }
    if let (half, error) = antithetic?.difference(arm: arm, cell: cell) {
      let own = groupCells.contains(cell) ? groupPairs[arm] : pairs[arm]
      let naive = own.standardError(pair: groupCells.contains(cell) ? cell - groupCells.lowerBound : cell)
      // As many as would reach the error of the pairs.
      let gain = error > 0 ? naive / error : .nan
      return paired.with(halfWidth: half, unpairedReplicates: (paired.unpairedReplicates * gain * gain).rounded(.up))
    }
    return clustered.map { paired.with(halfWidth: $0.halfWidth95(arm: arm, cell: cell)) } ?? paired
  }
}

extension PairedDifference {
  /// The same with another interval of the mean.
  fileprivate func with(halfWidth half: Double, unpairedReplicates: Double? = nil) -> PairedDifference {
    PairedDifference(
      replicates: replicates, difference: difference, ci95Low: difference - half, ci95High: difference + half,
      relative: relative, correlation: correlation, unpairedReplicates: unpairedReplicates ?? self.unpairedReplicates)
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
