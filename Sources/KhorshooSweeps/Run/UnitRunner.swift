import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooText

/// One worker: computes units, and keeps the model of the last point for the next unit of it.
final class UnitRunner {
  private struct Prepared {
    let point: Int
    let model: LinkageModel
    let workspace: LinkageModel.Workspace
    let record: BlockRecord
    let layout: RecordedLayout
    let check: RunCheck
  }

  private let sweep: SweepContext
  private var prepared: Prepared?

  init(_ sweep: SweepContext) { self.sweep = sweep }

  /// Computes a unit. A point without an answer, an open ledger or a number that is none gives a failed row.
  ///
  /// - Parameters:
  ///   - helpers: threads that may help; nil where all have units of their own.
  ///   - isGivenUp: asked after each block of replicates.
  /// - Returns: the row, and the households times quarters that were simulated; nil when the unit was given up.
  func row(
    _ unit: SweepUnit, _ helpers: SpareThreads?, isGivenUp: () -> Bool
  ) -> (row: SweepRow, householdQuarters: Double)? {
    let clock = ContinuousClock()
    let begin = clock.now
    var content: SweepRow.Content
    var replicates = unit.replicates
    var householdQuarters = 0.0
    do {
      let prepared = try prepare(unit.point)
      prepared.record.helpers = helpers
      var data = Data()
      data.reserveCapacity(8 * prepared.layout.valuesPerReplicate * min(unit.replicates, SweepContext.unitReplicates))
      guard let found = try compute(unit, prepared, &data, isGivenUp) else { return nil }
      (content, replicates) = found
      householdQuarters = Double(prepared.model.householdQuartersPerReplicate) * Double(replicates)
    } catch {
      content = .failed(code: error.diagnostics.first?.code ?? "", message: error.reason)
    }
    let time = (clock.now - begin).components
    let seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
    return (
      SweepRow(point: unit.point, first: unit.first, replicates: replicates, seconds: seconds, content: content),
      householdQuarters
    )
  }

  private func prepare(_ point: Int) throws(UserError) -> Prepared {
    if let prepared, prepared.point == point { return prepared }
    let last = prepared?.workspace
    prepared = nil
    let model = try sweep.model(point: point)
    let new = Prepared(
      point: point, model: model, workspace: model.makeWorkspace(after: last),
      record: BlockRecord(layout: model.layout, armCount: model.armNames.count, ledgerCount: model.ledgers.count),
      layout: RecordedLayout(model), check: RunCheck(model))
    prepared = new
    return new
  }

  private func compute(
    _ unit: SweepUnit, _ prepared: Prepared, _ data: inout Data, _ isGivenUp: () -> Bool
  ) throws(UserError) -> (SweepRow.Content, replicates: Int)? {
    let (model, record) = (prepared.model, prepared.record)
    var watch: PrecisionWatch?
    if let rule = sweep.rule { watch = try PrecisionWatch(rule, model) }
    let blocks = ReplicateBlock.all(replicates: unit.first + unit.replicates)[(unit.first / laneCount)...]
    var pending = watch.map { min(unit.replicates, $0.wanted) } ?? unit.replicates
    var done = 0
    for block in blocks where pending > 0 {
      for ledger in model.ledgers.indices { record.ledgerResiduals[ledger] = 0 }
      model.simulate(block, in: prepared.workspace, into: record)
      if let problem = prepared.check.problem(record, block) { return (problem, unit.replicates) }
      RowValues.append(record, lanes: block.validLanes, referenceArm: model.referenceArm, to: &data)
      done += block.validLanes
      pending -= block.validLanes
      watch?.add(record, of: block)
      if pending <= 0, let watch { pending = watch.wanted }
      if pending > 0, isGivenUp() { return nil }
    }
    return (.values(data, prepared.layout), done)
  }
}

/// What makes a block's record unusable: a ledger that does not close, a number that is none where there has to be one.
package struct RunCheck: Sendable {
  private let ledgers: [LedgerDefinition]
  private let arms: [String]
  /// Cells of the banner, with the outcome's name and whether it is always defined.
  private let cells: [(cell: Int, name: String, isAlwaysDefined: Bool)]

  init(_ model: LinkageModel) {
    self.init(model, alwaysDefined: model.outcomes.alwaysDefined)
  }

  /// - Parameter alwaysDefined: outcomes that may not be NaN at the banner.
  package init(_ model: some BlockModel, alwaysDefined: Set<String>) {
    ledgers = model.ledgers
    arms = model.armNames
    let layout = model.layout
    cells = layout.cells.enumerated().compactMap { index, cell in
      guard layout.places[cell.place].level == .banner else { return nil }
      let name = layout.outcomes[cell.outcome].name
      return (index, name, alwaysDefined.contains(name))
    }
  }

  /// The failure, nil when the record can be used.
  package func problem(_ record: BlockRecord, _ block: ReplicateBlock) -> SweepRow.Content? {
    for (ledger, residual) in zip(ledgers, record.ledgerResiduals) where !(residual <= ledger.tolerance) {
      return .failed(
        code: "open-ledger",
        message:
          "the \(ledger.name) ledger does not close: residual \(residual) \(ledger.unit), tolerance \(ledger.tolerance)"
      )
    }
    for arm in arms.indices {
      for (cell, name, isAlwaysDefined) in cells {
        for lane in 0..<block.validLanes {
          let value = record.values[arm][cell * laneCount + lane]
          guard value.isInfinite || isAlwaysDefined && value.isNaN else { continue }
          return .failed(
            code: "non-finite-outcome",
            message: "\(name) of the banner is \(value) in arm \(arms[arm]), replicate \(block.firstReplicate + lane)")
        }
      }
    }
    return nil
  }
}

extension UserError {
  /// What is wrong, without the file it was read from.
  var reason: String {
    diagnostics.map { $0.key.isEmpty ? $0.message : "\($0.key): \($0.message)" }.joined(separator: "; ")
  }
}
