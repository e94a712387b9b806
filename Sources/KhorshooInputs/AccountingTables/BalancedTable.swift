import KhorshooNumerics

/// A table nearest to a first one whose rows and columns sum to what is wanted: RAS, and GRAS where amounts are negative.
///
///     x_ij = r_i p_ij s_j - n_ij / (r_i s_j),   p = amounts above 0, n = those below 0 without their sign
///
/// Every amount keeps its sign, and what is 0 stays 0. Without negative amounts it is RAS. The distance is
/// sum |a| (z ln z - z + 1) with z = x / a, which the answer makes as small as the sums allow.
/// - Source: Stone 1961; Junius and Oosterhaven 2003, doi:10.1080/0953531022000056954, as put right by Lenzen, Wood and Gallego
///   2007, doi:10.1080/09535310701698613; distance: Huang, Kobayashi and Tanji 2008, doi:10.1080/09535310801892032.
/// - Proof: `BalancedTableGolden` (SciPy's minimum of the distance), `BalancedTableAnalytic`.
public struct BalancedTable: Sendable, Equatable {
  /// Why there is no such table.
  public struct Fault: Error, Sendable, Equatable {
    /// Row or column that cannot be met; nil when both together cannot.
    public let line: Int?
    /// Whether it is a row.
    public let isRow: Bool
    /// What was found.
    public let reason: String
  }

  /// Amounts.
  public let amounts: Matrix<Double>
  /// Distance from the first table, in its unit.
  public let distance: Double
  /// Sum of absolute changes over the sum of absolute amounts.
  public let changedShare: Double
  /// Where the change is greatest, in amount.
  public let largestChange: (row: Int, column: Int, from: Double, to: Double)
  /// Rounds over rows and columns.
  public let rounds: Int

  /// - Parameters:
  ///   - first: amounts.
  ///   - rows, columns: sums that are wanted; the two have one total.
  /// - Precondition: as many sums as rows and columns.
  /// - Throws: ``Fault``.
  public init(_ first: Matrix<Double>, rows: [Double], columns: [Double], most: Int = 20_000) throws(Fault) {
    precondition(rows.count == first.rowCount && columns.count == first.columnCount, "\(first.shape)")
    let (all, other) = (rows.reduce(0, +), columns.reduce(0, +))
    let scale = max(rows.reduce(0) { $0 + $1.magnitude }, columns.reduce(0) { $0 + $1.magnitude }, 1e-300)
    guard (all - other).magnitude <= 1e-9 * scale else {
      throw Fault(line: nil, isRow: true, reason: "rows sum to \(all) and columns to \(other) in all")
    }
    var (r, s) = ([Double](repeating: 1, count: rows.count), [Double](repeating: 1, count: columns.count))
    var (miss, round) = (Double.infinity, 0)
    while miss > 1e-12 * scale {
      guard round < most else {
        throw Fault(
          line: nil, isRow: true,
          reason: "zeros stand in the way: sums are still missed by \(miss) after \(round) rounds")
      }
      round += 1
      for i in rows.indices {
        r[i] = try Self.factor(rows[i], line: i, isRow: true, columns.indices.map { (first[i, $0], s[$0]) })
      }
      for j in columns.indices {
        s[j] = try Self.factor(columns[j], line: j, isRow: false, rows.indices.map { (first[$0, j], r[$0]) })
      }
      // Columns are met by the last factors; rows may be missed.
      miss = 0
      for i in rows.indices {
        let sum = columns.indices.reduce(0.0) { $0 + Self.scaled(first[i, $1], r[i] * s[$1]) }
        miss = max(miss, (sum - rows[i]).magnitude)
      }
    }
    var amounts = first
    for i in rows.indices { for j in columns.indices { amounts[i, j] = Self.scaled(first[i, j], r[i] * s[j]) } }
    self.amounts = amounts
    rounds = round
    var (distance, changed, before) = (0.0, 0.0, 0.0)
    var largest = (row: 0, column: 0, from: first[0, 0], to: amounts[0, 0])
    for i in rows.indices {
      for j in columns.indices where first[i, j] != 0 {
        let z = amounts[i, j] / first[i, j]
        distance += first[i, j].magnitude * ((z > 0 ? z * stableLog(z) : 0) - z + 1)
        changed += (amounts[i, j] - first[i, j]).magnitude
        before += first[i, j].magnitude
        if (amounts[i, j] - first[i, j]).magnitude > (largest.to - largest.from).magnitude {
          largest = (i, j, first[i, j], amounts[i, j])
        }
      }
    }
    (self.distance, changedShare, largestChange) = (distance, before > 0 ? changed / before : 0, largest)
  }

  /// What becomes of an amount whose row and column have a factor.
  private static func scaled(_ amount: Double, _ factor: Double) -> Double {
    amount > 0 ? amount * factor : amount < 0 ? amount / factor : 0
  }

  /// Factor of a line whose amounts, with the factors of the other direction, are to sum to `wanted`.
  private static func factor(
    _ wanted: Double, line: Int, isRow: Bool, _ amounts: [(amount: Double, other: Double)]
  ) throws(Fault) -> Double {
    var (above, below) = (0.0, 0.0)
    for (amount, other) in amounts {
      if amount > 0 { above += amount * other } else if amount < 0 { below -= amount / other }
    }
    if above == 0, below == 0 {
      guard wanted == 0 else {
        throw Fault(line: line, isRow: isRow, reason: "it holds nothing, and is to sum to \(wanted)")
      }
      return 1
    }
    let root = (wanted * wanted + 4 * above * below).squareRoot()
    // The form without cancellation where the wanted sum is negative.
    let factor = wanted >= 0 && above > 0 ? (wanted + root) / (2 * above) : 2 * below / (root - wanted)
    guard factor.isFinite, factor > 0 || below == 0, wanted >= 0 || below > 0, wanted <= 0 || above > 0 else {
      throw Fault(
        line: line, isRow: isRow, reason: "its amounts cannot sum to \(wanted), of another sign than all of them")
    }
    return factor
  }

  /// The same table.
  public static func == (a: BalancedTable, b: BalancedTable) -> Bool {
    a.amounts == b.amounts && a.rounds == b.rounds
  }
}

extension AccountingMatrix {
  /// Sums that make every account with a row and a column receive what it pays: the mean of both. Accounts with a row alone
  /// together keep up with those with a column alone, as if they were one.
  public var balancingSums: (rows: [Double], columns: [Double]) {
    let (received, paid) = (received, paid)
    let (rowsOnly, columnsOnly) = (
      accounts.indices.filter { !accounts[$0].hasColumn }, accounts.indices.filter { !accounts[$0].hasRow }
    )
    let (left, right) = (rowsOnly.reduce(0) { $0 + received[$1] }, columnsOnly.reduce(0) { $0 + paid[$1] })
    var (rows, columns) = (received, paid)
    for a in accounts.indices where accounts[a].hasRow && accounts[a].hasColumn {
      let mean = (received[a] + paid[a]) / 2
      (rows[a], columns[a]) = (mean, mean)
    }
    let middle = (left + right) / 2
    if left != 0 { for a in rowsOnly { rows[a] *= middle / left } }
    if right != 0 { for a in columnsOnly { columns[a] *= middle / right } }
    return (rows, columns)
  }
}
