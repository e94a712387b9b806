import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooText
import Synchronization

/// The blocks of a planned run, read one at a time from whatever shard has them.
package final class ShardedBlocks: Sendable {
  private let sharded: ShardedSweep
  private let files: [String]
  private let open = Mutex<(shard: Int, store: SweepStore)?>(nil)

  /// - Parameter files: of the shards from the first on.
  init(_ sharded: ShardedSweep, _ files: [String]) { (self.sharded, self.files) = (sharded, files) }

  deinit { open.withLock { try? $0?.store.close() } }

  /// What was kept of a block of a model.
  ///
  /// - Throws: `UserError` 65 with the reason when its world had no answer, `damaged-sweep` when it is not there.
  package func block(_ block: ReplicateBlock, of model: some BlockModel) throws -> KeptBlock {
    let row = try open.withLock { open -> SweepRow? in
      let shard = sharded.shard(ofUnit: block.index)
      if open?.shard != shard {
        try open?.store.close()
        open = nil
        guard files.indices.contains(shard - 1) else { return nil }
        open = (
          shard,
          try SweepStore(path: files[shard - 1], identity: sharded.sweep.plan.identity, isReadOnly: true)
        )
      }
      return try open?.store.row(point: 0, first: block.firstReplicate)
    }
    switch row?.content {
    case .failed(let code, let message):
      throw ShardedSweep.fault(code, sharded.sweep.scenario.path, message)
    case .values(let data, _):
      if let kept = KeptBlock(data, of: model, lanes: block.validLanes) { return kept }
    case nil: break
    }
    throw SweepStore.damaged(sharded.folder, "replicates \(block.firstReplicate) and following are not there")
  }
}

extension ShardedSweep {
  /// The blocks of a planned run, after every shard was looked at.
  ///
  /// - Throws: `UserError` 76 `shards-missing`; 65 `shards-conflict`, `damaged-sweep` with every shard that is wrong.
  package func blocks() throws -> ShardedBlocks {
    let files = try completeFiles()
    let found = try check(Array(1...count))
    guard found.problems.isEmpty else { throw UserError(.invalidData, found.problems) }
    return ShardedBlocks(self, files)
  }

  /// The shard that a unit belongs to.
  func shard(ofUnit unit: Int) -> Int {
    var shard = min(count, unit * count / sweep.unitCount + 1)
    while units(shard).lowerBound > unit { shard -= 1 }
    while units(shard).upperBound <= unit { shard += 1 }
    return shard
  }
}
