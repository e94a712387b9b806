import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooText
import Synchronization

/// Parts of a sweep computed anew, to be compared with the rows that are kept.
///
/// - Proof: `SweepRecheckCommandTests`.
public struct SweepRecheck {
  /// A row that is not what was computed again.
  public struct Difference: Sendable {
    /// Point of the design.
    public let point: Int
    /// Arm, outcome and replicate with both values, or both states.
    public let message: String
  }

  /// Plan, points and rows.
  public let results: SweepResults

  /// Opens a sweep that this program and this machine can compute.
  ///
  /// - Throws: `UserError` 66 `no-sweep`; 65 `sweep-differs`, `damaged-sweep`; 69 `other-kernel`.
  public init(folder: String, version: String) throws(UserError) {
    _ = try SweepContext(folder: folder, version: version)
    results = try SweepResults(folder: folder)
  }

  /// Units of which there is a row, by their places in the order in which they run.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep`.
  public func unitsKept() throws(UserError) -> [Int] {
    let missing = Set(try results.sweep.pendingUnits(results.store, retryingFailed: false))
    return (0..<results.sweep.unitCount).filter { !missing.contains($0) }
  }

  /// Computes units again.
  ///
  /// - Returns: what differs, by point.
  /// - Throws: `UserError` 65 `damaged-sweep`.
  public func differences(
    _ units: [Int], threads: Int, isCancelled: @Sendable () -> Bool,
    progress: @Sendable (SweepRunner.Progress) -> Void
  ) throws -> [Difference] {
    let found = Mutex<[Difference]>([])
    let store = results.store
    _ = try SweepRunner(results.sweep, threads: threads).run(units, isCancelled: isCancelled, progress: progress) {
      again in
      guard let kept = try store.row(point: again.point, first: again.first) else {
        throw SweepStore.damaged(store.path, "a row of point \(again.point) disappeared")
      }
      if let message = Self.difference(kept, again) {
        found.withLock { $0.append(Difference(point: again.point, message: message)) }
      }
    }
    return found.withLock { $0.sorted { $0.point < $1.point } }
  }

  /// In what two rows of a unit differ; nil when they are equal to the last bit.
  private static func difference(_ kept: SweepRow, _ again: SweepRow) -> String? {
    switch (kept.content, again.content) {
    case (.failed(let code, let message), .failed(let codeAgain, let messageAgain)):
      return code == codeAgain && message == messageAgain
        ? nil : "found the failure \(code) (\(message)), computed again \(codeAgain) (\(messageAgain))"
    case (.failed(let code, _), .values): return "found the failure \(code), computed again without one"
    case (.values, .failed(let code, let message)): return "found values, computed again it fails: \(code) (\(message))"
    case (.values(let data, let layout), .values(let dataAgain, let layoutAgain)):
      guard layout == layoutAgain, kept.replicates == again.replicates else {
        return "found \(kept.replicates) replicates of \(layout.cells.count) outcomes, computed again "
          + "\(again.replicates) of \(layoutAgain.cells.count)"
      }
      guard data != dataAgain else { return nil }
      return RowValues.firstDifference(kept, data, dataAgain, layout)
        ?? "found \(data.count) bytes, computed again \(dataAgain.count)"
    }
  }
}

extension RowValues {
  /// The first value in which two rows of one layout differ; nil when a row is shorter than it should be.
  static func firstDifference(_ row: SweepRow, _ data: Data, _ again: Data, _ layout: RecordedLayout) -> String? {
    var (kept, computed): ([[[Double]]], [[[Double]]]) = ([], [])
    guard
      forEachBlock(
        row, data, layout,
        {
          kept.append($0 + $1); _ = $2
        }),
      forEachBlock(
        row, again, layout,
        {
          computed.append($0 + $1); _ = $2
        })
    else { return nil }
    for (block, pair) in zip(kept, computed).enumerated() {
      for (arm, side) in zip(pair.0, pair.1).enumerated() {
        for (index, value) in zip(side.0, side.1).enumerated() where value.0.bitPattern != value.1.bitPattern {
          let isMatched = arm >= layout.arms.count
          let offset = isMatched ? layout.cells.count - layout.groupCellCount : 0
          let cell = layout.cells[index / laneCount + offset]
          let replicate = row.first + block * laneCount + index % laneCount + 1
          return "\(cell.outcome) of \(cell.placeID) in \(cell.year)Q\(cell.quarter), arm "
            + "\(layout.arms[arm % layout.arms.count])\(isMatched ? " (reference)" : ""), replicate \(replicate): "
            + "found \(value.0), computed again \(value.1)"
        }
      }
    }
    return nil
  }
}

/// One replicate of a point, computed again for its trace.
public struct PointReplay {
  /// The point's model.
  public let model: LinkageModel
  /// The row that is kept of the replicate; nil when there is none.
  public let row: SweepRow?

  /// Finds a point and a replicate, from 0.
  ///
  /// - Throws: `UserError` 65 when the point has no answer; `damaged-sweep`.
  public init(_ recheck: SweepRecheck, point: Int, replicate: Int) throws {
    let sweep = recheck.results.sweep
    model = try sweep.model(point: point)
    let first = sweep.rule != nil ? 0 : replicate / SweepContext.unitReplicates * SweepContext.unitReplicates
    row = try recheck.results.store.row(point: point, first: first)
  }

  /// In what the row differs from the replicate in a lane of a block; nil when it does not, or holds no values of it.
  public func difference(_ record: BlockRecord, _ block: ReplicateBlock, lane: Int) -> String? {
    guard let row, case .values(let data, let layout) = row.content else { return nil }
    let index = (block.firstReplicate - row.first) / laneCount
    var (position, found): (Int, String?) = (0, nil)
    _ = RowValues.forEachBlock(row, data, layout) { values, _, lanes in
      defer { position += 1 }
      guard position == index, lane < lanes else { return }
      for (arm, cells) in values.enumerated() {
        for (cell, what) in layout.cells.enumerated() where found == nil {
          let (kept, again) = (cells[cell * laneCount + lane], record.values[arm][cell * laneCount + lane])
          guard kept.bitPattern != again.bitPattern else { continue }
          found =
            "\(what.outcome) of \(what.placeID) in \(what.year)Q\(what.quarter), arm \(layout.arms[arm]): found \(kept), "
            + "computed again \(again)"
        }
      }
    }
    return found
  }
}
