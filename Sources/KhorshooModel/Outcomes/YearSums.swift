import KhorshooNumerics

/// Sums over the four quarters of a year, by arm: cells come in the same order in each of them, so that a cell's place among
/// those of its quarter is where its sum stands.
///
/// - Proof: `YearSumsProperty`.
final class YearSums {
  /// Shape: arms, cells x 16.
  private var sums: [[AccountLanes]]
  private let means: Set<Int>

  /// - Parameters:
  ///   - cells: most cells of a year.
  ///   - means: cells that are divided by four.
  init(arms: Int, cells: Int, means: Set<Int>) {
    sums = Array(repeating: Array(repeating: .zero, count: cells), count: arms)
    self.means = means
  }

  /// Adds one cell of one quarter of one arm.
  ///
  /// - Parameters:
  ///   - time: quarters since the start, which is a spring.
  ///   - slot: place of the cell among those of its quarter.
  /// - Returns: at the end of winter, what is gathered over the year.
  func add(_ value: AccountLanes, of cell: Int, slot: Int, arm: Int, time: Int) -> AccountLanes? {
    let sum = time % 4 == 0 ? value : sums[arm][slot] + value
    sums[arm][slot] = sum
    guard time % 4 == 3 else { return nil }
    return means.contains(cell) ? sum / 4 : sum
  }

  /// Takes over the sums of another arm.
  func copy(from source: Int, to arm: Int) { sums[arm] = sums[source] }
}
