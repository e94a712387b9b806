import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooScenarios
import KhorshooText

/// What computes units: one for each worker.
protocol UnitComputing: AnyObject {
  /// Computes a unit.
  ///
  /// - Parameters:
  ///   - helpers: threads that may help; nil where all have units of their own.
  ///   - isGivenUp: asked between blocks of replicates.
  /// - Returns: the row, and the households times quarters that were simulated; nil when the unit was given up.
  func row(
    _ unit: SweepUnit, _ helpers: SpareThreads?, isGivenUp: () -> Bool
  ) -> (row: SweepRow, householdQuarters: Double)?
}

extension UnitRunner: UnitComputing {}

/// One worker of a planned run: a unit is a block, kept whole.
final class BlockUnits<Model: BlockModel>: UnitComputing {
  private let model: Model
  private let workspace: Model.Workspace
  private let record: BlockRecord

  init(_ model: Model) {
    self.model = model
    workspace = model.makeWorkspace()
    record = BlockRecord(
      layout: model.layout, armCount: model.armNames.count, ledgerCount: model.ledgers.count)
  }

  func row(
    _ unit: SweepUnit, _ helpers: SpareThreads?, isGivenUp: () -> Bool
  ) -> (row: SweepRow, householdQuarters: Double)? {
    record.helpers = helpers
    let clock = ContinuousClock()
    let begin = clock.now
    let block = ReplicateBlock.all(replicates: unit.first + unit.replicates)[unit.first / laneCount]
    var content: SweepRow.Content
    var householdQuarters = 0.0
    do {
      try model.prepare(block, in: workspace)
      for ledger in model.ledgers.indices { record.ledgerResiduals[ledger] = 0 }
      model.simulate(block, in: workspace, into: record)
      let data = KeptBlock.data(
        record, lanes: block.validLanes, referenceArm: model.referenceArm, sums: model.sums(in: workspace))
      content = .values(data, RecordedLayout(ofBlocks: model))
      householdQuarters = Double(model.householdQuartersPerReplicate) * Double(block.validLanes)
    } catch {
      let error = error as? UserError
      content = .failed(code: error?.diagnostics.first?.code ?? "", message: error?.reason ?? "no answer")
    }
    let time = (clock.now - begin).components
    let seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
    return (
      SweepRow(point: unit.point, first: unit.first, replicates: unit.replicates, seconds: seconds, content: content),
      householdQuarters
    )
  }
}

extension RunJob {
  /// What makes a worker.
  ///
  /// - Throws: `UserError` 65 when the scenario has no answer.
  static func workers(
    _ base: Base, _ scenario: ResolvedScenario, replicates: Int
  ) throws(UserError) -> @Sendable () -> any UnitComputing {
    let isDrawn = scenario.run.uncertainty != .none
    // A world is drawn by itself: to draw all of a run takes longer than a shard.
    @Sendable func draws(_ world: Int) throws(UserError) -> WorldDraws {
      guard let found = try WorldDraws(scenario, replicates: replicates, ofWorld: world) else {
        preconditionFailure("a world of a run without draws")
      }
      return found
    }
    switch base {
    case .run(let base, _), .decision(let base):
      guard isDrawn else { return { BlockUnits(base) } }
      return { BlockUnits(DrawnWorlds(like: base) { try draws($0).model($0, like: base) }) }
    case .decomposition(let arm, let base):
      guard isDrawn else { return { BlockUnits(base) } }
      return { BlockUnits(DrawnWorlds(like: base) { try draws($0).decomposition($0, arm: arm.name, like: base) }) }
    }
  }
}
