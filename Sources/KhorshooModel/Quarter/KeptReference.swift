import KhorshooEngine
import KhorshooNumerics

/// What the reference arm of one block went through: its recorded cells, and its state at the end of each winter, which the groups
/// and comparisons of the other arms are held against. A model that differs from this one by other arms alone shows it again
/// and saves the arm.
///
/// Herds are not kept, half of a state: households are compared by everything but their herds. Unchecked: it is written by the
/// block that goes through it, and looked at by one at a time since.
///
/// - Proof: `KeptReferenceProperty`.
package final class KeptReference: @unchecked Sendable {
  fileprivate let firstReplicate: Int
  fileprivate let layout: RecordLayout
  // Of each cell of the layout; and whether it was recorded.
  private var values: [AccountLanes]
  private var winters: [QuarterContext] = []
  fileprivate var residuals: [Double] = []

  fileprivate init(_ layout: RecordLayout, of block: ReplicateBlock) {
    (self.layout, firstReplicate) = (layout, block.firstReplicate)
    values = Array(repeating: AccountLanes(repeating: .nan), count: layout.cells.count)
  }

  /// Notes a cell.
  func note(_ cell: Int, _ value: AccountLanes) { values[cell] = value }

  /// Keeps the state of the end of a winter.
  func keep(_ context: QuarterContext) { winters.append(context.keptWithoutHerds()) }

  /// The arm at the end of the year of a quarter.
  func winter(_ time: Int) -> QuarterContext { winters[time / 4] }

  /// Shows the cells of a quarter again.
  fileprivate func show(_ cells: RecordPlan.QuarterCells, _ time: Int, arm: Int, in record: BlockRecord) {
    func show(_ cell: Int) { record.set(arm: arm, cell: cell, values[cell]) }
    for place in cells.places { for entry in place.cells { show(entry.cell) } }
    for place in cells.groups { for entry in place.cells { show(entry.cell) } }
    for entry in cells.comparisons { show(entry.cell) }
    if time % 4 == 3 { for place in cells.yearPlaces { for entry in place.cells { show(entry.cell) } } }
  }
}

extension LinkageModel.Workspace {
  /// Keeps the reference arm of the next block, or shows again what was kept; nil for neither.
  package func enter(_ kept: KeptReference?) { reference = kept }

  /// What was kept of the last block.
  package var kept: KeptReference? { reference.flatMap { $0.isWhole ? $0 : nil } }
}

extension LinkageModel {
  /// What the reference arm of a block is kept in: given to ``Workspace/enter(_:)``, it is filled by the next block.
  ///
  /// - Returns: nil when it cannot be: where another arm has a part of its history, groups or comparisons are recorded beyond
  ///   winters, or arms do not share their luck or have several networks.
  package func reference(of block: ReplicateBlock) -> KeptReference? {
    let arms = armNames.indices.filter { $0 != referenceArm }
    let isAlone =
      history.source(referenceArm, quarter: 0) == referenceArm
      && !(0..<layout.quarters.count).contains { time in
        arms.contains { history.source($0, quarter: time) == referenceArm }
      }
    let isOfWinters = record.quarters.enumerated().allSatisfy { time, cells in
      cells.yearGroups.isEmpty && (time % 4 == 3 || cells.groups.isEmpty && cells.comparisons.isEmpty)
    }
    guard isAlone, isOfWinters, sharesLuck, clusterCount == 1 else { return nil }
    return KeptReference(layout, of: block)
  }

  /// What was kept, if it can be shown in the place of this model's reference arm in a block.
  func shown(_ kept: KeptReference?, _ block: ReplicateBlock) -> KeptReference? {
    guard let kept, kept.isWhole else { return nil }
    precondition(
      kept.firstReplicate == block.firstReplicate && kept.layout.cells == layout.cells,
      "the reference arm of another block or layout")
    return kept
  }

  /// Records a quarter of the reference arm as it was.
  func show(_ kept: KeptReference, _ time: Int, _ record: BlockRecord) {
    kept.show(self.record.quarters[time], time, arm: referenceArm, in: record)
    for (ledger, residual) in kept.residuals.enumerated() { record.note(ledger: ledger, residual: residual) }
  }
}

extension KeptReference {
  /// Whether a block went through to its end, and can be shown.
  package var isWhole: Bool { !residuals.isEmpty }

  /// Whether it can be shown in a model in the place of that one's reference arm, if the two differ by other arms alone.
  package func fits(_ model: LinkageModel) -> Bool {
    isWhole && layout.cells == model.layout.cells && model.reference(of: ReplicateBlock.all(replicates: 1)[0]) != nil
  }

  /// The block is at its end.
  func close(_ record: BlockRecord) { residuals = record.ledgerResiduals }
}
