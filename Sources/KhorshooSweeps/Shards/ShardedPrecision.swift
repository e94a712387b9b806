import KhorshooEngine
import KhorshooExperiments
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// A run in shards that stops by precision: its blocks are judged in their order, as one machine judges them, as far as shards are
/// there one after another from the first on.
///
/// - Proof: `RunShardCommandTests`.
package final class ShardedPrecision {
  private let sharded: ShardedSweep
  private let model: LinkageModel
  private let record: BlockRecord
  private var watch: PrecisionWatch
  private let all: [ReplicateBlock]
  /// Blocks that were judged.
  private var seen = 0
  /// Replicates before the next look; none when there are enough.
  private var pending: Int

  /// Nil when the run does not stop by precision.
  ///
  /// - Throws: `UserError` 65 when the run has no answer.
  package init?(_ sharded: ShardedSweep) throws {
    guard let rule = sharded.sweep.rule, let job = sharded.sweep.plan.request.run,
      case .run(let model, _) = try sharded.sweep.base(of: job)
    else { return nil }
    (self.sharded, self.model) = (sharded, model)
    watch = try PrecisionWatch(rule, model)
    pending = watch.wanted
    all = ReplicateBlock.all(replicates: sharded.sweep.plan.basis.replicates)
    record = BlockRecord(layout: model.layout, armCount: model.armNames.count, ledgerCount: model.ledgers.count)
  }

  /// Replicates of the blocks that were judged.
  package var replicates: Int { seen > 0 ? all[seen - 1].firstReplicate + all[seen - 1].validLanes : 0 }

  /// Judges the blocks that have come since, and says whether more are wanted.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep`, or the reason when a block has no answer.
  package func isEnough() throws -> Bool {
    let leading = sharded.leading
    let blocks = ShardedBlocks(sharded, leading)
    let available = leading.isEmpty ? 0 : sharded.units(leading.count).upperBound
    while pending > 0, seen < available {
      let block = all[seen]
      try blocks.block(block, of: model).write(to: record, referenceArm: model.referenceArm)
      watch.add(record, of: block)
      seen += 1
      pending -= block.validLanes
      if pending <= 0 { pending = watch.wanted }
    }
    return pending <= 0
  }

  /// The blocks that are enough, after every shard with one of them was looked at.
  ///
  /// - Throws: `UserError` 76 `shards-missing` when more are wanted; 65 `shards-conflict`, `damaged-sweep`.
  package func blocks() throws -> ShardedBlocks {
    guard try isEnough() else {
      try sharded.requireNoConflicts()
      throw wanting
    }
    let used = sharded.shard(ofUnit: max(0, seen - 1))
    let found = try sharded.check(Array(1...used))
    guard found.problems.isEmpty else { throw UserError(.invalidData, found.problems) }
    return ShardedBlocks(sharded, sharded.leading)
  }

  /// What more is wanted.
  private var wanting: UserError {
    let states = sharded.states
    let next = sharded.leading.count + 1
    let last = max(next, sharded.shard(ofUnit: min(all.count, seen + (pending + laneCount - 1) / laneCount) - 1))
    let missing = (next...last).filter { states[$0 - 1] == .missing }
    let (found, numbers) = (watch.assessment, ShardedSweep.ranges(missing))
    let width = found.halfWidth.isFinite ? ", half width \(ReadableNumber.short(found.halfWidth))" : ""
    return ShardedSweep.fault(
      "shards-missing", sharded.folder,
      "the goal of --until is not reached after \(replicates) replicates\(width); \(pending) more are wanted before the next "
        + "look; compute them with khorshoo shard \(sharded.folder) --shards \(numbers)", .incomplete)
  }
}

extension ShardedSweep {
  /// Files of the shards that are there one after another from the first on.
  var leading: [String] {
    states.prefix(while: { if case .done = $0 { true } else { false } }).flatMap(\.files)
  }
}
