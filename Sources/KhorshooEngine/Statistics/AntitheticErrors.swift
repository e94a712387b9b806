import KhorshooNumerics

/// Standard errors of a run whose replicates are antithetic pairs: what ``RunStatistics`` uses in the place of its own.
///
/// - Proof: `AntitheticErrorsStatistical`.
final class AntitheticErrors {
  private let cells, pairs, groupPairs, ratios: [AntitheticSums]
  private let groupCells: Range<Int>
  private let referenceArm: Int

  init(for model: some BlockModel) {
    let layout = model.layout
    groupCells = layout.groupCells
    referenceArm = model.referenceArm
    func sums(_ count: Int, isCrossed: Bool = false) -> [AntitheticSums] {
      model.armNames.map { _ in AntitheticSums(cellCount: count, isCrossed: isCrossed) }
    }
    cells = sums(layout.cells.count)
    pairs = sums(layout.cells.count - layout.groupCells.count)
    groupPairs = sums(layout.groupCells.count)
    ratios = sums(2 * model.sums.rowCount, isCrossed: true)
  }

  /// Takes in a quarter of a whole block.
  func add(_ record: BlockRecord, _ runs: [Range<Int>]) {
    record.forEachRows(of: runs, against: referenceArm) { rows in
      cells[rows.arm].add(rows.values, cells: rows.cells)
      guard let reference = rows.reference else { return }
      let sums = rows.isOfGroups ? groupPairs[rows.arm] : pairs[rows.arm]
      sums.add(
        rows.values, less: reference,
        cells: rows.isOfGroups ? rows.cells.counted(from: groupCells.lowerBound) : rows.cells)
    }
  }

  /// Takes in the ratios of a whole block.
  func add(_ sums: RatioSums) {
    for arm in ratios.indices where arm != referenceArm {
      ratios[arm].add(crossing: sums.numerators[arm], sums.denominators[arm])
    }
  }

  func standardError(arm: Int, cell: Int) -> Double { cells[arm].standardError(cell: cell) }

  /// Half the width of the 95 % interval of a paired difference, and the standard error of that.
  func difference(arm: Int, cell: Int) -> (halfWidth: Double, error: Double) {
    let isOfGroups = groupCells.contains(cell)
    let (sums, at) = isOfGroups ? (groupPairs[arm], cell - groupCells.lowerBound) : (pairs[arm], cell)
    return (sums.halfWidth95(cell: at), sums.standardError(cell: at))
  }

  /// Moments of a ratio with variances between pairs; its count is that of the pairs, which the t interval goes by.
  func moments(_ naive: RatioMoments, arm: Int, ratio: Int) -> RatioMoments {
    let sums = ratios[arm]
    return RatioMoments(
      count: Double(sums.pairs(cell: ratio)), numerator: naive.numerator, denominator: naive.denominator,
      numeratorVariance: sums.varianceOfMean(cell: ratio),
      denominatorVariance: sums.varianceOfMean(cell: sums.cellCount / 2 + ratio),
      covariance: sums.covarianceOfMeans(ratio))
  }
}
