import KhorshooNumerics

/// Sixteen consecutive replicates that are computed side by side, one a lane.
///
/// The last block of a run is padded: its surplus lanes are computed and not recorded, so that a replicate
/// has the same bits whatever stands beside it.
public struct ReplicateBlock: Sendable, Hashable {
  /// Position in the run, from zero.
  public let index: Int
  /// Number of the replicate in lane 0.
  public let firstReplicate: Int
  /// Lanes that are recorded, 1 to `laneCount`.
  public let validLanes: Int

  /// How many blocks hold so many replicates.
  public static func count(replicates: Int) -> Int { (replicates + laneCount - 1) / laneCount }

  /// The blocks that hold so many replicates, from number `skipped` on.
  public static func all(replicates: Int, skipping skipped: Int = 0) -> [ReplicateBlock] {
    stride(from: 0, to: replicates, by: laneCount).enumerated().map { index, first in
      ReplicateBlock(index: index, firstReplicate: skipped + first, validLanes: min(laneCount, replicates - first))
    }
  }
}
