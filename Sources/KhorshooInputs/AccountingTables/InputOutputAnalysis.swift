import KhorshooNumerics

/// What one unit of demand brings about: multipliers and linkages of an accounting matrix.
///
/// With the shares A = flows / payments of the column account, the total effect of a unit of outside demand is a column of
/// the inverse of I - A (Leontief). Type I lets production answer. Type II lets households and the value added that is
/// passed on to them answer as well, so that income is spent again.
///
/// - Output multiplier: production that a unit calls forth, sum over production accounts (in type II without the income of
///   households, Miller and Blair's *truncated* multiplier).
/// - Income and value-added multiplier: what of it households receive, and what is value added. Households are paid by
///   production, or by value-added accounts that pass it on; what production pays to both is value added.
/// - Backward linkage (Rasmussen's power of dispersion): mean of a column of the type I inverse over the mean of all.
/// - Forward linkage (Rasmussen's sensitivity of dispersion): mean of a row over the mean of all; and the same of the Ghosh
///   inverse of I - B, B = flows / receipts of the row account, which measures it by supply.
///
/// - Source: Miller and Blair 2009, sections 2.2, 2.5, 6.2, 12.1 and 12.2; Rasmussen, *Studies in Inter-sectoral
///   Relations*, 1956.
/// - Proof: `InputOutputAnalysisAnalytic`.
public struct InputOutputAnalysis: Sendable {
  /// Effects of one unit of outside demand for the output of one account, or of outside income of a household.
  public struct Effect: Sendable, Equatable {
    /// Production called forth.
    public let output: Double
    /// Receipts of households; nil when the table has none.
    public let income: Double?
    /// Value added; nil when the table has no row for it.
    public let valueAdded: Double?
  }

  /// One account that answers.
  public struct Row: Sendable, Equatable {
    /// Index in ``AccountingMatrix/accounts``.
    public let account: Int
    /// In the first round: what a unit of its own output pays. Production only.
    public let direct: Effect?
    /// Production answers. Production only.
    public let typeOne: Effect?
    /// Households answer too; nil when no household account has a row and a column.
    public let typeTwo: Effect?
    /// Rasmussen's power of dispersion, 1 on average. Production only.
    public let backward: Double?
    /// Rasmussen's sensitivity of dispersion, 1 on average. Production only.
    public let forward: Double?
    /// Forward linkage by the Ghosh inverse, 1 on average. Production only.
    public let forwardGhosh: Double?

    package init(
      account: Int, direct: Effect?, typeOne: Effect?, typeTwo: Effect?, backward: Double?, forward: Double?,
      forwardGhosh: Double?
    ) {
      self.account = account
      self.direct = direct
      self.typeOne = typeOne
      self.typeTwo = typeTwo
      self.backward = backward
      self.forward = forward
      self.forwardGhosh = forwardGhosh
    }
  }

  /// Why a table without faults has no multipliers: its accounts together need at least as much as they produce.
  public struct NotProductive: Error, Sendable, Equatable {
    /// 1 or 2: the type of multiplier that does not exist.
    public let type: Int
    /// Greatest modulus of an eigenvalue of A; not below 1.
    public let spectralRadius: Double
    /// Account at which the first pivot of I - A is not positive (Hawkins and Simon 1949): with those before it, it needs
    /// all that they produce.
    public let account: Int
  }

  /// An inverse with the accounts of its rows and columns.
  public struct Inverse: Sendable, Equatable {
    /// Indices in ``AccountingMatrix/accounts``.
    public let accounts: [Int]
    /// Total effect on the row account of a unit of the column account.
    public let matrix: Matrix<Double>
    /// Greatest modulus of an eigenvalue of the shares; below 1.
    public let spectralRadius: Double
  }

  /// The table.
  public let table: AccountingMatrix
  /// Leontief inverse of production.
  public let typeOne: Inverse
  /// Leontief inverse with households; nil when no household account has a row and a column.
  public let typeTwo: Inverse?
  /// Ghosh inverse of production.
  public let ghosh: Matrix<Double>
  /// One row an account that answers, in the order of the table.
  public let rows: [Row]

  /// - Precondition: the table has no ``AccountingMatrix/faults(tolerance:)`` at some tolerance.
  /// - Throws: ``NotProductive``, or `NumericsError` when LAPACK has no answer.
  public init(_ table: AccountingMatrix) throws {
    self.table = table
    let (paid, received) = (table.paid, table.received)
    let all = table.accounts.indices
    let production = all.filter { table.accounts[$0].kind == .production }
    let hasHouseholds = table.accounts.contains { $0.kind == .household && $0.answers }
    let answering = all.filter {
      table.accounts[$0].kind == .production || (hasHouseholds && table.accounts[$0].answers)
    }
    /// Share of its payments that the column account gives to the row account.
    func share(_ row: Int, _ column: Int) -> Double { table.flows[row, column] / paid[column] }

    typeOne = try Self.inverse(production, type: 1, share)
    typeTwo = hasHouseholds ? try Self.inverse(answering, type: 2, share) : nil
    ghosh = try Self.leontief(production) { table.flows[$0, $1] / received[$0] }
    rows = Self.rows(
      table, answering, first: FirstRound(table, share), typeOne: typeOne, typeTwo: typeTwo, ghosh: ghosh)
  }

  /// What a unit of output of an account pays in the first round.
  private struct FirstRound {
    let income: [Double]?
    let valueAdded: [Double]?

    init(_ table: AccountingMatrix, _ share: (Int, Int) -> Double) {
      let all = table.accounts.indices
      let households = all.filter { table.accounts[$0].kind == .household && table.accounts[$0].hasRow }
      let factors = all.filter { table.accounts[$0].kind == .valueAdded && table.accounts[$0].hasRow }
      // What a unit of value added passes on to households.
      let passed = all.map { f in
        factors.contains(f) && table.accounts[f].answers ? households.reduce(0) { $0 + share($1, f) } : 0
      }
      let production = all.map { table.accounts[$0].kind == .production }
      income =
        households.isEmpty
        ? nil
        : all.map { c in
          guard production[c] else { return 0 }
          return households.reduce(0) { $0 + share($1, c) } + factors.reduce(0) { $0 + passed[$1] * share($1, c) }
        }
      valueAdded =
        households.isEmpty && factors.isEmpty
        ? nil : all.map { c in production[c] ? (households + factors).reduce(0) { $0 + share($1, c) } : 0 }
    }
  }

  private static func rows(
    _ table: AccountingMatrix, _ answering: [Int], first: FirstRound, typeOne: Inverse, typeTwo: Inverse?,
    ghosh: Matrix<Double>
  ) -> [Row] {
    let n = typeOne.accounts.count
    let columnSums = (0..<n).map { c in (0..<n).reduce(0) { $0 + typeOne.matrix[$1, c] } }
    let rowSums = (0..<n).map { r in (0..<n).reduce(0) { $0 + typeOne.matrix[r, $1] } }
    let ghoshSums = (0..<n).map { r in (0..<n).reduce(0) { $0 + ghosh[r, $1] } }
    /// Relative to the mean.
    func relative(_ sums: [Double], _ index: Int) -> Double { sums[index] * Double(n) / sums.reduce(0, +) }
    return answering.map { account in
      let own = typeOne.accounts.firstIndex(of: account)
      return Row(
        account: account,
        direct: own.map { _ in
          Effect(output: 1, income: first.income?[account], valueAdded: first.valueAdded?[account])
        },
        typeOne: own.map { column in
          /// A first-round payment over all that the unit calls forth.
          func total(_ shares: [Double]) -> Double {
            (0..<n).reduce(0) { $0 + shares[typeOne.accounts[$1]] * typeOne.matrix[$1, column] }
          }
          return Effect(
            output: columnSums[column], income: first.income.map(total), valueAdded: first.valueAdded.map(total))
        },
        typeTwo: typeTwo.map { inverse in
          let column = inverse.accounts.firstIndex(of: account)!
          func total(_ share: (Int) -> Double) -> Double {
            inverse.accounts.indices.reduce(0) { $0 + share(inverse.accounts[$1]) * inverse.matrix[$1, column] }
          }
          return Effect(
            output: total { table.accounts[$0].kind == .production ? 1 : 0 },
            income: total { table.accounts[$0].kind == .household ? 1 : 0 },
            valueAdded: first.valueAdded.map { shares in total { shares[$0] } })
        },
        backward: own.map { relative(columnSums, $0) }, forward: own.map { relative(rowSums, $0) },
        forwardGhosh: own.map { relative(ghoshSums, $0) })
    }
  }

  /// The inverse of I - shares, when the accounts are productive together.
  private static func inverse(
    _ accounts: [Int], type: Int, _ share: (Int, Int) -> Double
  ) throws -> Inverse {
    let shares = square(accounts, share)
    let radius = try spectralRadius(shares)
    // A table that spends all it has on itself has radius 1 up to the rounding of its sums.
    guard radius < 1 - 1e-9 else {
      // Shares are not negative, so the radius of the first k accounts rises with k: halving finds the first that fails.
      var (low, high) = (0, accounts.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        let leading = try spectralRadius(square(Array(accounts[..<middle]), share))
        if leading < 1 - 1e-9 { low = middle } else { high = middle }
      }
      throw NotProductive(type: type, spectralRadius: radius, account: accounts[high - 1])
    }
    return Inverse(accounts: accounts, matrix: try leontief(accounts, share), spectralRadius: radius)
  }

  private static func leontief(_ accounts: [Int], _ share: (Int, Int) -> Double) throws -> Matrix<Double> {
    let shares = square(accounts, share)
    var difference = Matrix<Double>.identity(accounts.count)
    for i in difference.values.indices { difference.values[i] -= shares.values[i] }
    return try LUFactorization(difference).inverse()
  }

  private static func spectralRadius(_ shares: Matrix<Double>) throws -> Double {
    try eigenvalues(shares)[0].modulus
  }

  private static func square(_ accounts: [Int], _ share: (Int, Int) -> Double) -> Matrix<Double> {
    Matrix(
      rows: accounts.count, columns: accounts.count, values: accounts.flatMap { r in accounts.map { share(r, $0) } })
  }
}
