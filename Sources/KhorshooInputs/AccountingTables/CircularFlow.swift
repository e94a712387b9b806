import KhorshooNumerics

/// Why an injection somewhere raises incomes elsewhere: within its own group of accounts, across groups, and round the circle.
///
/// Accounts that answer fall into groups: production, value added, households. With A0 the shares within groups and
/// A* = (I - A0)^-1 (A - A0), the multipliers are a product M = M3 M2 M1 and, after Stone, a sum:
///
///     M1 = (I - A0)^-1,   M2 = I + A* + ... + A*^(k-1),   M3 = (I - A*^k)^-1,   k = groups
///     M = I + (M1 - I) + (M2 - I) M1 + (M3 - I) M2 M1
///
/// transfers within the group, open-loop effects on other groups, closed-loop effects of what comes back.
/// - Source: Pyatt and Round 1979, doi:10.2307/2231930; the sum: Stone 1985; Miller and Blair 2009, section 11.4.
/// - Proof: `CircularFlowAnalytic`, `CircularFlowGolden` (NumPy).
public struct CircularFlow: Sendable, Equatable {
  /// What a unit from outside for one account brings to another.
  public struct Effect: Sendable, Equatable {
    /// Indices in ``AccountingMatrix/accounts``.
    public let from, to: Int
    /// 1 where both are the same.
    public let injection: Double
    /// Within the group.
    public let transfer: Double
    /// On other groups, once round at most.
    public let openLoop: Double
    /// What comes back.
    public let closedLoop: Double

    /// All of it: the multiplier.
    public var total: Double { injection + transfer + openLoop + closedLoop }
  }

  /// All pairs of accounts that answer, by the account of the injection.
  public let effects: [Effect]
  /// Groups that there are.
  public let groupCount: Int

  /// - Throws: `NumericsError` when LAPACK has no answer; a productive table has one.
  public init(_ analysis: InputOutputAnalysis) throws {
    let inverse = analysis.typeTwo ?? analysis.typeOne
    let (table, accounts) = (analysis.table, inverse.accounts)
    let n = accounts.count
    let shares = analysis.shares(accounts)
    let groups = accounts.map { table.accounts[$0].kind }
    groupCount = Set(groups).count
    let one = Matrix<Double>.identity(n)
    var (rest, between) = (one, shares)
    for r in 0..<n {
      for c in 0..<n where groups[r] == groups[c] {
        rest[r, c] -= shares[r, c]
        between[r, c] = 0
      }
    }
    let within = try LUFactorization(rest).inverse()
    let step = try gemm(within, between)
    var (open, power) = (one, step)
    for _ in 1..<max(1, groupCount) {
      for i in open.values.indices { open.values[i] += power.values[i] }
      power = try gemm(step, power)
    }
    // With one group nothing goes round: the power of it is nought.
    var left = one
    for i in left.values.indices { left.values[i] -= power.values[i] }
    let closed = try LUFactorization(left).inverse()
    let opened = try gemm(open, within)
    let whole = try gemm(closed, opened)
    effects = (0..<n).flatMap { c in
      (0..<n).map { r in
        Effect(
          from: accounts[c], to: accounts[r], injection: one[r, c], transfer: within[r, c] - one[r, c],
          openLoop: opened[r, c] - within[r, c], closedLoop: whole[r, c] - opened[r, c])
      }
    }
  }
}

extension InputOutputAnalysis {
  /// What the row account is given of a unit that the column account pays. Shape: accounts x accounts.
  package func shares(_ accounts: [Int]) -> Matrix<Double> {
    let paid = table.paid
    return Matrix(
      rows: accounts.count, columns: accounts.count,
      values: accounts.flatMap { r in accounts.map { table.flows[r, $0] / paid[$0] } })
  }
}
