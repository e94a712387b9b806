import KhorshooModel
import KhorshooNumerics

/// Who pays whom in a year: an input-output table or a social accounting matrix.
///
/// Shape: accounts x accounts, row = who receives, column = who pays. An account may have a row alone (imports, taxes) or
/// a column alone (final demand); one that has both receives what it pays.
///
/// - Source: Miller and Blair, *Input-Output Analysis*, 2nd edition 2009, chapters 2 (tables) and 11 (social accounting
///   matrices).
/// - Proof: `AccountingMatrixAnalytic`.
public struct AccountingMatrix: Sendable, Equatable {
  /// What an account stands for.
  public enum Kind: String, Sendable, CaseIterable {
    /// An industry or activity: its output answers to demand.
    case production
    /// Households: their spending answers to income in type II.
    case household
    /// Wages, profits and the like: value added, passed on to households where the account has a column.
    case valueAdded
    /// Final demand, imports, government, capital, rest of the world: does not answer.
    case exogenous
  }

  /// One account.
  public struct Account: Sendable, Equatable {
    /// Name, without the word that marks its kind.
    public let name: String
    /// What it stands for.
    public let kind: Kind
    /// Whether the table says what it receives.
    public let hasRow: Bool
    /// Whether the table says what it pays.
    public let hasColumn: Bool

    /// Memberwise.
    public init(_ name: String, _ kind: Kind, hasRow: Bool = true, hasColumn: Bool = true) {
      self.name = name
      self.kind = kind
      self.hasRow = hasRow
      self.hasColumn = hasColumn
    }

    /// Whether its payments answer to its receipts when households are endogenous.
    public var answers: Bool { kind == .production || (kind != .exogenous && hasRow && hasColumn) }
  }

  /// What keeps a table from having multipliers, with indices of accounts.
  public enum Fault: Sendable, Equatable {
    /// There is no account of production.
    case noProduction
    /// An account of production has no row, or no column.
    case notSquare(account: Int)
    /// A payment between accounts that answer is negative.
    case negativeFlow(row: Int, column: Int, value: Double)
    /// An account that answers pays, or receives, less than nothing in all.
    case negativeTotal(account: Int, total: Double)
    /// An account that answers pays, or receives, nothing: shares of nothing do not exist.
    case zeroTotal(account: Int)
    /// An account receives something else than it pays.
    case unbalanced(account: Int, received: Double, paid: Double)
  }

  /// In the order of the table.
  public let accounts: [Account]
  /// What the row account receives from the column account; 0 where the table has no such row or column.
  public let flows: Matrix<Double>

  /// - Precondition: a row and a column for each account.
  public init(_ accounts: [Account], flows: Matrix<Double>) {
    precondition(
      flows.rowCount == accounts.count && flows.columnCount == accounts.count,
      "\(flows.shape) flows of \(accounts.count) accounts")
    self.accounts = accounts
    self.flows = flows
  }

  /// Receipts of each account: sums of rows.
  public var received: [Double] {
    accounts.indices.map { r in accounts.indices.reduce(0) { $0 + flows[r, $1] } }
  }

  /// Payments of each account: sums of columns.
  public var paid: [Double] {
    accounts.indices.map { c in accounts.indices.reduce(0) { $0 + flows[$1, c] } }
  }

  /// Everything that keeps the table from having multipliers, account by account.
  ///
  /// - Parameter tolerance: greatest difference of receipts and payments, as a share of the larger of both.
  public func faults(tolerance: Double) -> [Fault] {
    guard accounts.contains(where: { $0.kind == .production }) else { return [.noProduction] }
    let (received, paid) = (received, paid)
    var faults: [Fault] = []
    for (a, account) in accounts.enumerated() {
      if account.kind == .production, !(account.hasRow && account.hasColumn) {
        faults.append(.notSquare(account: a))
        continue
      }
      if account.answers {
        for c in accounts.indices where accounts[c].answers && flows[a, c] < 0 {
          faults.append(.negativeFlow(row: a, column: c, value: flows[a, c]))
        }
        let least = min(received[a], paid[a])
        if least < 0 {
          faults.append(.negativeTotal(account: a, total: least))
          continue
        }
        if least == 0, max(received[a], paid[a]) == 0 {
          faults.append(.zeroTotal(account: a))
          continue
        }
      }
      guard account.hasRow, account.hasColumn else { continue }
      let difference = (received[a] - paid[a]).magnitude
      if difference > tolerance * max(received[a].magnitude, paid[a].magnitude) {
        faults.append(.unbalanced(account: a, received: received[a], paid: paid[a]))
      }
    }
    return faults
  }
}
