import KhorshooEngine
import Foundation
import KhorshooNumerics
import KhorshooText

/// The differences between two result folders, cell by cell: second minus first.
///
/// A headline of the last year, of the banner or of a group, of which both folders keep every replicate, computed from one seed,
/// is compared pair by pair: the two replicates of one number meet the same weather, prices and luck. All other cells are
/// compared as two samples.
///
/// - Proof: `CompareCommandTests`.
package struct FolderComparison {
  /// How an interval was made.
  package enum Method: String, Sendable {
    /// Student's t of the differences replicate by replicate.
    case paired
    /// Two independent samples of unequal variance (Welch 1947, doi:10.1093/biomet/34.1-2.28).
    case welch
  }

  /// One outcome of an arm at a place in a year, in both folders.
  package struct Cell: Sendable {
    /// What identifies it.
    package let arm, level, placeID, place: String
    /// When.
    package let year: Int
    /// Name and unit.
    package let outcome, unit: String
    /// Mean in each folder; of the common replicates when paired.
    package let first, second: Double
    /// Half the width of the 95 % interval of the difference.
    package let halfWidth: Double
    /// How it was made.
    package let method: Method
    /// Pairs; nil for two samples.
    package let pairs: Int?

    /// Second minus first.
    package var difference: Double { second - first }
    /// Difference over the first; NaN when that is zero.
    package var relative: Double { first == 0 ? .nan : difference / first }
  }

  /// What only one of the folders has.
  package struct LeftOut: Sendable, Equatable {
    /// Arms, outcomes and places (level and identifier) that the other folder has nothing of.
    package var arms: [String] = []
    package var outcomes: [String] = []
    package var places: [String] = []
    /// Cells that the other folder has not, those of the above included.
    package var cells = 0
  }

  /// What only the first and only the second folder has.
  package private(set) var leftOutOfFirst = LeftOut(), leftOutOfSecond = LeftOut()
  /// Cells that both have, and how many of them were compared pair by pair.
  package private(set) var commonCells = 0, pairedCells = 0

  /// Compares two folders.
  ///
  /// - Parameters:
  ///   - pairs: the paired replicates, when there are any.
  ///   - visit: receives each common cell in the order of the second folder.
  /// - Throws: `UserError` 65, 66: what is wrong with the tables; what `visit` throws.
  package init(
    _ first: StoredResult, _ second: StoredResult, pairs: PairedReplicates?,
    visit: (Cell) throws(UserError) -> Void
  ) throws(UserError) {
    var names = CellNames()
    let base = try CellMeans(Self.outcomes(first), &names)
    let inFirst = names.used
    names.used = CellNames.Used()
    var table = try Self.outcomes(second)
    let columns = CellNames.Columns(table)
    var cursor = base.cursor
    while try table.next() {
      let key = try names.key(table, columns)
      guard let index = cursor.index(of: key) else {
        leftOutOfSecond.cells += 1
        continue
      }
      commonCells += 1
      let sample = Sample(
        mean: try table.number(columns.mean), error: try table.number(columns.mcse),
        replicates: second.manifest.independentReplicates ?? 0)
      let before = Sample(
        mean: base.means[index], error: base.errors[index], replicates: first.manifest.independentReplicates ?? 0)
      let level = names.place(key).level
      let canPair = level == PlaceLevel.banner.rawValue || level == PlaceLevel.group.rawValue
      let pair = canPair ? pairs?.moments(names, key) : nil
      if pair != nil { pairedCells += 1 }
      try visit(
        Cell(
          arm: names.arms.texts[key.arm], level: names.place(key).level, placeID: names.place(key).id,
          place: table.text(columns.place), year: key.time / 4,
          outcome: names.outcomes.texts[key.outcome], unit: table.text(columns.unit),
          first: pair?.first ?? before.mean,
          second: pair?.second ?? sample.mean,
          halfWidth: pair?.halfWidth ?? sample.halfWidth(against: before), method: pair == nil ? .welch : .paired,
          pairs: pair?.count))
    }
    leftOutOfFirst = names.leftOut(inFirst, without: names.used, cells: base.means.count - commonCells)
    leftOutOfSecond = names.leftOut(names.used, without: inFirst, cells: leftOutOfSecond.cells)
  }
}

extension FolderComparison {
  /// The outcomes of a folder.
  ///
  /// - Throws: `UserError` 65 `other-version` when they are by quarter, as those of versions before 0.5 are; 65, 66.
  private static func outcomes(_ folder: StoredResult) throws(UserError) -> CSVReader {
    let table = try folder.table("outcomes.csv", columns: CellNames.columns)
    guard table.header.contains("quarter") else { return table }
    throw UserError(
      .invalidData,
      [
        Diagnostic(
          code: "other-version", path: folder.path(of: "outcomes.csv"),
          message:
            "found outcomes by quarter, written by khorshoo \(folder.manifest.version); expected outcomes by year: "
            + "run its scenario again")
      ])
  }
}

/// Mean of a sample with its standard error.
package struct Sample {
  let mean, error: Double
  let replicates: Int

  package init(mean: Double, error: Double, replicates: Int) {
    self.mean = mean
    self.error = error
    self.replicates = replicates
  }

  /// Half width of Welch's 95 % interval of the difference of two means; NaN when a sample has fewer than two.
  package func halfWidth(against other: Sample) -> Double {
    guard replicates > 1, other.replicates > 1 else { return .nan }
    let (a, b) = (error * error, other.error * other.error)
    guard a + b > 0 else { return a + b }  // zero for two constants, NaN for what is undefined
    let freedom = (a + b) * (a + b) / (a * a / Double(replicates - 1) + b * b / Double(other.replicates - 1))
    return studentQuantile975(degreesOfFreedom: freedom) * (a + b).squareRoot()
  }
}
