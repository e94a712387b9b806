/// Running statistics of many recorded quantities (cells) over replicates: moments, extremes and quantiles.
///
/// Blocks of sixteen replicates come one after another; their order is part of the result, to the last bit, and nothing
/// else is. A cell keeps its first 32 numbers in single precision, from which quantiles are exact (type 7). The 33rd spreads
/// them over 24 bins of equal width between the least and greatest of the 32, with three wider ones and an open one at
/// either side (the 32 may have missed a tail); a bin knows its count and the extremes seen in it to 1/255 of its width. The
/// number that came most often among the 32 is counted apart, so that a mass at zero stays one, and whole numbers have bins
/// of whole width, so that they stay whole. Moments and extremes are in double precision.
/// Memory: 192 bytes a cell.
public final class CellStatistics: @unchecked Sendable {
  /// Cells.
  public let cellCount: Int
  private let storage: UnsafeMutableRawPointer

  /// Of no numbers yet.
  public init(cellCount: Int) {
    precondition(cellCount >= 0, "\(cellCount) cells")
    self.cellCount = cellCount
    storage = .allocate(byteCount: max(1, cellCount) * CellRecord.stride, alignment: 64)
    storage.initializeMemory(as: UInt8.self, repeating: 0, count: cellCount * CellRecord.stride)
  }

  deinit { storage.deallocate() }

  /// Takes in one block for all cells.
  ///
  /// - Parameter values: cells x 16, cell after cell; NaN where a replicate has no outcome.
  /// - Parameter validLanes: replicates in the block; lanes beyond are padding and never looked at.
  public func add(_ values: UnsafePointer<Double>, validLanes: Int) {
    add(values, validLanes: validLanes, cells: 0..<cellCount)
  }

  /// Takes in one block for some cells; different cells may be served from different threads.
  ///
  /// - Parameter values: those cells x 16.
  public func add(_ values: UnsafePointer<Double>, validLanes: Int, cells: Range<Int>) {
    precondition((0...laneCount).contains(validLanes), "\(validLanes) lanes of a block")
    precondition(cells.lowerBound >= 0 && cells.upperBound <= cellCount, "cells \(cells) of \(cellCount)")
    let keep = LaneMaskPair(first: validLanes)
    for (row, cell) in cells.enumerated() {
      // Records outgrow every cache: they are asked for while those before them are worked on.
      if cell + CellRecord.ahead < cells.upperBound { record(cell + CellRecord.ahead).prefetch() }
      record(cell).add(DoubleLanes(values + row * laneCount).keeping(keep))
    }
  }

  /// Numbers taken in.
  public func count(cell: Int) -> Int { Int(record(cell).header.pointee.count) }

  /// Their mean; NaN of none.
  public func mean(cell: Int) -> Double { value(cell, from: 1) { $0.mean } }

  /// Least number; NaN of none.
  public func minimum(cell: Int) -> Double { value(cell, from: 1) { $0.minimum } }

  /// Greatest number; NaN of none.
  public func maximum(cell: Int) -> Double { value(cell, from: 1) { $0.maximum } }

  /// Variance (divisor count - 1); NaN of fewer than two.
  public func variance(cell: Int) -> Double { value(cell, from: 2) { $0.squaredDeviations / Double($0.count - 1) } }

  /// Square root of the variance.
  public func standardDeviation(cell: Int) -> Double { variance(cell: cell).squareRoot() }

  /// Standard deviation of the mean; NaN of fewer than two.
  public func standardError(cell: Int) -> Double { (variance(cell: cell) / Double(count(cell: cell))).squareRoot() }

  /// Half the width of the 95 % t interval of the mean; NaN of fewer than two.
  public func halfWidth95(cell: Int) -> Double {
    let error = standardError(cell: cell)
    return error == 0 ? 0 : studentQuantile975(degreesOfFreedom: Double(count(cell: cell) - 1)) * error
  }

  /// A quantile: type 7, exact up to 32 numbers (in single precision), then interpolated between a bin's extremes; NaN of none.
  public func quantile(cell: Int, probability: Double) -> Double {
    quantiles(cell: cell, probabilities: [probability])[0]
  }

  /// Several quantiles of a cell; the numbers are put in order once.
  public func quantiles(cell: Int, probabilities: [Double]) -> [Double] {
    precondition(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "quantiles at probabilities \(probabilities)")
    return record(cell).quantiles(probabilities)
  }

  private func value(_ cell: Int, from least: UInt32, _ read: (CellHeader) -> Double) -> Double {
    let header = record(cell).header.pointee
    return header.count < least ? .nan : read(header)
  }

  @inline(__always)
  private func record(_ cell: Int) -> CellRecord {
    precondition(cell >= 0 && cell < cellCount, "cell \(cell) of \(cellCount)")
    return CellRecord(storage + cell * CellRecord.stride)
  }
}
