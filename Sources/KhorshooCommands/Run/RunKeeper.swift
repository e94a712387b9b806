import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// Writes what a run keeps of each replicate while it goes on: `pairs.csv`, and `replicates.csv` when it is asked for.
///
/// Unchecked: the engine calls it in block order and never from two threads at once.
final class RunKeeper: @unchecked Sendable {
  private let pairs: PairTable?
  private let arms: [String]
  private let replicates: ReplicateKeeper?

  private init(_ model: LinkageModel, in folder: ResultFolder, keepsReplicates: Bool) throws(UserError) {
    arms = model.armNames
    replicates =
      keepsReplicates ? ReplicateKeeper(model, table: try ReplicateTable(model.layout, in: folder)) : nil
    pairs = try PairTable(model.layout, headlines: RunReport.paired, in: folder)
  }

  /// Starts the tables in a folder; gives what takes each block's record.
  static func keep(_ model: LinkageModel, in folder: ResultFolder, keepsReplicates: Bool) throws(UserError)
    -> @Sendable (BlockRecord, ReplicateBlock) throws -> Void
  {
    let keeper = try RunKeeper(model, in: folder, keepsReplicates: keepsReplicates)
    return { record, block in try keeper.append(record, block) }
  }

  private func append(_ record: BlockRecord, _ block: ReplicateBlock) throws {
    try replicates?.append(record, block)
    guard let pairs else { return }
    for lane in 0..<block.validLanes {
      for (index, arm) in arms.enumerated() {
        try pairs.append(arm: arm, replicate: block.firstReplicate + lane) {
          record.values[index][$0 * laneCount + lane]
        }
      }
    }
  }
}
