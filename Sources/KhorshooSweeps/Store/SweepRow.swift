import Foundation
import KhorshooEngine
import KhorshooNumerics

/// One recorded quantity of a row.
public struct RecordedCell: Codable, Hashable, Sendable {
  /// Where: level of the place or group.
  public let level: PlaceLevel
  /// Its identifier.
  public let placeID: String
  /// When: calendar year and quarter.
  public let year, quarter: Int
  /// What: name of the outcome and its unit.
  public let outcome, unit: String
}

/// What the values of a row mean: the same for all points, unless places or years are varied.
public struct RecordedLayout: Codable, Hashable, Sendable {
  /// Quantities, those of groups last.
  public let cells: [RecordedCell]
  /// How many of the cells are of groups.
  public let groupCellCount: Int
  /// Names of the arms, in scenario order.
  public let arms: [String]
  /// Index of the arm that the others are compared with.
  public let referenceArm: Int

  /// Layout of a model.
  public init(_ model: some BlockModel) {
    let layout = model.layout
    cells = layout.cells.map { cell in
      let (place, quarter) = (layout.places[cell.place], layout.quarters[cell.time])
      return RecordedCell(
        level: place.level, placeID: place.id, year: quarter.year, quarter: quarter.number,
        outcome: layout.outcomes[cell.outcome].name, unit: layout.outcomes[cell.outcome].unit)
    }
    groupCellCount = layout.groupCells.count
    arms = model.armNames
    referenceArm = model.referenceArm
  }

  /// Of blocks that are kept whole: the plan of their run says what their values are.
  init(ofBlocks model: some BlockModel) {
    (cells, groupCellCount) = ([], 0)
    arms = model.armNames
    referenceArm = model.referenceArm
  }

  /// Numbers of one replicate: every cell of every arm, and of each arm but the reference what the reference arm shows for
  /// the households of its groups.
  var valuesPerReplicate: Int { cells.count * arms.count + groupCellCount * (arms.count - 1) }
}

/// Some replicates of all arms at one point: what is computed and kept together.
public struct SweepRow: Sendable, Equatable {
  /// What came of it.
  public enum Content: Sendable, Equatable {
    /// Every recorded value, see ``RowValues``.
    case values(Data, RecordedLayout)
    /// Why there is none: a stable code and its message.
    case failed(code: String, message: String)
  }

  /// Point of the design, from 0.
  public let point: Int
  /// First replicate.
  public let first: Int
  /// Replicates.
  public let replicates: Int
  /// Time that it took, s.
  public let seconds: Double
  /// What came of it.
  public let content: Content

  /// Memberwise.
  public init(point: Int, first: Int, replicates: Int, seconds: Double, content: Content) {
    self.point = point
    self.first = first
    self.replicates = replicates
    self.seconds = seconds
    self.content = content
  }
}

/// The values of a row as bytes: Float64, least byte first.
///
/// Shape: blocks of up to 16 replicates; in each, arm by arm, cells x lanes; then for each arm but the reference its group
/// cells x lanes as the reference arm has them for the same households. Undefined values are NaN.
package enum RowValues {
  /// Adds the recorded lanes of a block.
  package static func append(_ record: BlockRecord, lanes: Int, referenceArm: Int, to data: inout Data) {
    for arm in record.values.indices { append(record.values[arm], lanes, to: &data) }
    for arm in record.values.indices where arm != referenceArm {
      append(record.matchedReference[arm], lanes, to: &data)
    }
  }

  private static func append(_ buffer: UnsafeMutableBufferPointer<Double>, _ lanes: Int, to data: inout Data) {
    for row in stride(from: 0, to: buffer.count, by: laneCount) {
      for lane in 0..<lanes {
        withUnsafeBytes(of: buffer[row + lane].bitPattern.littleEndian) { data.append(contentsOf: $0) }
      }
    }
  }

  /// Calls `body` for each block with its values, cells x 16 an arm, and the matched references.
  ///
  /// - Returns: false when the bytes are not as many as the layout says.
  static func forEachBlock(
    _ row: SweepRow, _ data: Data, _ layout: RecordedLayout,
    _ body: (_ values: [[Double]], _ matched: [[Double]], _ lanes: Int) -> Void
  ) -> Bool {
    guard data.count == 8 * layout.valuesPerReplicate * row.replicates else { return false }
    let bytes = Array(data)
    var position = 0
    func read(_ cells: Int, _ lanes: Int) -> [Double] {
      var values = [Double](repeating: .nan, count: cells * laneCount)
      bytes.withUnsafeBytes { bytes in
        for cell in 0..<cells {
          for lane in 0..<lanes {
            let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            values[cell * laneCount + lane] = Double(bitPattern: UInt64(littleEndian: word))
            position += 8
          }
        }
      }
      return values
    }
    for block in ReplicateBlock.all(replicates: row.replicates) {
      let lanes = block.validLanes
      let values = layout.arms.map { _ in read(layout.cells.count, lanes) }
      let matched = layout.arms.indices.map { $0 == layout.referenceArm ? [] : read(layout.groupCellCount, lanes) }
      body(values, matched, lanes)
    }
    return true
  }
}
