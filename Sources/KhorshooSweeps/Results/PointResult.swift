import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooText

/// What a sweep found at one point: every recorded value, and its statistics.
public final class PointResult {
  /// Whether a point can be used.
  public enum Status: Sendable, Equatable {
    /// Replicates are missing.
    case incomplete
    /// All are there.
    case done
    /// Why there are none.
    case failed(code: String, message: String)
  }

  /// Point of the design, from 0.
  public let point: Int
  /// Whether it can be used.
  public let status: Status
  /// Replicates of each arm.
  public private(set) var replicates = 0
  /// What the values mean; nil of a point without any.
  public let layout: RecordedLayout?
  /// Time that it took, s.
  public let seconds: Double
  // Shape: arms, blocks, cells x 16.
  private var values: [[[Double]]] = []
  private var matched: [[[Double]]] = []
  private var lanes: [Int] = []
  private var cells: [CellStatistics] = []
  private var pairs: [PairStatistics] = []
  private var groupPairs: [PairStatistics] = []

  /// Puts the rows of a point together.
  ///
  /// - Parameter wanted: replicates of a complete point; nil when a row is a complete point.
  /// - Throws: `UserError` 65 `damaged-sweep` when bytes are missing.
  public init(_ point: Int, _ rows: [SweepRow], wanted: Int?) throws(UserError) {
    self.point = point
    seconds = rows.reduce(0) { $0 + $1.seconds }
    var failure: Status?
    var layout: RecordedLayout?
    var usable: [(SweepRow, Data)] = []
    for row in rows {
      switch row.content {
      case .failed(let code, let message): failure = failure ?? .failed(code: code, message: message)
      case .values(let data, let found):
        layout = found
        usable.append((row, data))
      }
    }
    self.layout = layout
    let count = usable.reduce(0) { $0 + $1.0.replicates }
    status = failure ?? (count > 0 && count == wanted ?? count ? .done : .incomplete)
    guard status == .done, let layout else { return }
    let plain = layout.cells.count - layout.groupCellCount
    cells = layout.arms.map { _ in CellStatistics(cellCount: layout.cells.count) }
    pairs = layout.arms.map { _ in PairStatistics(cellCount: plain) }
    groupPairs = layout.arms.map { _ in PairStatistics(cellCount: layout.groupCellCount) }
    values = layout.arms.map { _ in [] }
    matched = values
    for (row, data) in usable {
      let isWhole = RowValues.forEachBlock(row, data, layout) { add($0, $1, $2, layout) }
      guard isWhole else { throw SweepStore.damaged("point \(point)", "a row has lost some of its values") }
    }
  }

  private func add(_ values: [[Double]], _ matched: [[Double]], _ lanes: Int, _ layout: RecordedLayout) {
    let offset = (layout.cells.count - layout.groupCellCount) * laneCount
    for arm in layout.arms.indices {
      self.values[arm].append(values[arm])
      self.matched[arm].append(matched[arm])
      values[arm].withUnsafeBufferPointer { side in
        guard let side = side.baseAddress else { return }
        cells[arm].add(side, validLanes: lanes)
        guard arm != layout.referenceArm else { return }
        values[layout.referenceArm].withUnsafeBufferPointer {
          pairs[arm].add($0.baseAddress!, side, validLanes: lanes)
        }
        matched[arm].withUnsafeBufferPointer { reference in
          guard let reference = reference.baseAddress else { return }
          groupPairs[arm].add(reference, side + offset, validLanes: lanes)
        }
      }
    }
    self.lanes.append(lanes)
    replicates += lanes
  }

  /// Distribution of a cell in an arm.
  /// - Precondition: ``status`` is `done`.
  public func summary(arm: Int, cell: Int) -> Summary { cells[arm].summary(cell: cell) }

  /// Paired difference of a cell between an arm and the reference arm; of groups, of the same households.
  /// - Precondition: ``status`` is `done`; the arm is not the reference.
  public func difference(arm: Int, cell: Int) -> PairedDifference {
    guard let group = groupIndex(cell) else { return pairs[arm].pairedDifference(cell) }
    return groupPairs[arm].pairedDifference(group)
  }

  /// A cell in each replicate; NaN where it is undefined.
  public func values(arm: Int, cell: Int) -> [Double] { series(values[arm], cell) }

  /// The paired difference of a cell in each replicate; NaN where a side is undefined.
  public func differences(arm: Int, cell: Int) -> [Double] {
    guard let layout else { return [] }
    let reference =
      groupIndex(cell).map { series(matched[arm], $0) } ?? series(values[layout.referenceArm], cell)
    return zip(values(arm: arm, cell: cell), reference).map { $0 - $1 }
  }

  private func groupIndex(_ cell: Int) -> Int? {
    guard let layout else { return nil }
    let index = cell - (layout.cells.count - layout.groupCellCount)
    return index >= 0 ? index : nil
  }

  private func series(_ blocks: [[Double]], _ cell: Int) -> [Double] {
    zip(blocks, lanes).flatMap { block, lanes in (0..<lanes).map { block[cell * laneCount + $0] } }
  }
}
