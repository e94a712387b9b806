import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// Writes the banner's outcomes of each replicate to `replicates.csv` while the run goes on.
///
/// Unchecked: the engine calls it in block order and never from two threads at once.
final class ReplicateKeeper: @unchecked Sendable {
  private let table: ReplicateTable
  private let arms: [String]
  private let outcomeCount: Int
  private let cells: [Int?]

  init(_ model: LinkageModel, table: ReplicateTable) {
    self.table = table
    arms = model.armNames
    let layout = model.layout
    outcomeCount = layout.outcomes.count
    let banner = layout.places.firstIndex { $0.level == .banner } ?? 0
    cells = layout.quarters.indices.flatMap { time in
      layout.outcomes.indices.map { layout.cell(outcome: $0, place: banner, time: time) }
    }
  }

  /// Appends the rows of a block: replicate by replicate, arm by arm.
  func append(_ record: BlockRecord, _ block: ReplicateBlock) throws {
    for lane in 0..<block.validLanes {
      for (index, arm) in arms.enumerated() {
        try table.append(arm: arm, replicate: block.firstReplicate + lane) { time, outcome in
          cells[time * outcomeCount + outcome].map { record.values[index][$0 * laneCount + lane] } ?? .nan
        }
      }
    }
  }
}
