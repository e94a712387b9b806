/// Running statistics of many recorded quantities (cells) over replicates: moments, extremes and quantiles.
///
/// Blocks of sixteen replicates come one after another; their order is part of the result, to the last bit, and nothing
/// else is. Moments and extremes are in double precision. Memory: 192 bytes a cell.
///
/// Quantiles are of type 7. A cell keeps its first 32 numbers in single precision, from which they are exact. The 33rd
/// spreads these over a histogram: a grid of 24 bins of equal width between the least and the greatest of the 32, which are
/// the pilot sample, with three bins of 4, 8 and 16 times the width and an open one beyond either end, since 32 numbers may
/// miss a tail; an order statistic is interpolated within its bin. Three things make it sharper: a bin keeps the extremes
/// seen in it, to 1/255 of its width; the number that came most often among the 32 is counted apart, so that a mass at zero
/// stays one; and whole numbers have bins of whole width, so that among the 32 they stay whole.
///
/// Counts are exact and bins stand in the order of numbers, so the bin of an order statistic is certain. A quantile is
/// therefore wrong by no more than the distance of the extremes in its bin, at most a 24th of the range of the first 32
/// numbers where it lies among them; ``quantileBounds(cell:probability:)`` says between which numbers it lies. Beyond 65,535
/// numbers in one bin all counts are halved, and a rank is uncertain by a thousandth of the count.
///
/// - Source: quantiles from counts over a grid that a pilot sample sets: Chen and Kelton 2001, doi:10.1109/WSC.2001.977322;
///   type 7: Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566. Bound: own derivation, above.
/// - Proof: `CellStatisticsAnalytic`, `QuantileBoundsProperty`.
public final class CellStatistics: @unchecked Sendable {
  /// Cells.
  public let cellCount: Int
  private let storage: UnsafeMutableRawPointer

  /// Of no numbers yet.
  public init(cellCount: Int) {
    precondition(cellCount >= 0, "\(cellCount) cells")
    self.cellCount = cellCount
    storage = LargePages.allocate(byteCount: cellCount * CellRecord.stride, alignment: 64)
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

  /// Bounds between which a quantile of all numbers lies for certain, and its estimate with it; nil of none.
  public func quantileBounds(cell: Int, probability: Double) -> ClosedRange<Double>? {
    precondition(probability >= 0 && probability <= 1, "bounds of a quantile at probability \(probability)")
    return record(cell).quantileBounds(probability)
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
