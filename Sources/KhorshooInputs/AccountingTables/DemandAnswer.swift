import KhorshooNumerics

/// What accounts produce for a given outside demand, some of them with an output that is fixed.
///
/// Without fixed outputs x = (I - A)^-1 f. An account with fixed output F supplies no more: the demand for it that can be met is
/// the answer, and the others (U) produce
///
///     x_U = (I - A_UU)^-1 (f_U + A_UF x_F),   f_F = (I - A_FF) x_F - A_FU x_U
///
/// Amounts may be those of a year, or changes.
/// - Source: Miller and Blair 2009, sections 2.3 and 13.2 (mixed models).
/// - Proof: `DemandAnswerAnalytic`.
public struct DemandAnswer: Sendable, Equatable {
  /// What is given of an account.
  public enum Given: Sendable, Equatable {
    /// Outside demand.
    case demand(Double)
    /// Output.
    case output(Double)
  }

  /// Indices in ``AccountingMatrix/accounts``.
  public let accounts: [Int]
  /// Outside demand that is met, and output, by account.
  public let demand, output: [Double]

  /// - Parameters:
  ///   - isTypeTwo: whether households answer too.
  ///   - given: by account; outside demand 0 where nothing is given.
  /// - Throws: `NumericsError` when LAPACK has no answer.
  public init(_ analysis: InputOutputAnalysis, isTypeTwo: Bool, given: [Int: Given]) throws {
    guard let inverse = isTypeTwo ? analysis.typeTwo : analysis.typeOne else {
      preconditionFailure("the table has no household that answers")
    }
    accounts = inverse.accounts
    let n = accounts.count
    let shares = analysis.shares(accounts)
    var (demand, output) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    var free: [Int] = []
    for (k, account) in accounts.enumerated() {
      switch given[account] {
      case .output(let amount): output[k] = amount
      case .demand(let amount):
        demand[k] = amount
        free.append(k)
      case nil: free.append(k)
      }
    }
    let fixed = (0..<n).filter { !free.contains($0) }
    if !free.isEmpty {
      var rest = Matrix<Double>.identity(free.count)
      for (r, a) in free.enumerated() { for (c, b) in free.enumerated() { rest[r, c] -= shares[a, b] } }
      let asked = free.map { a in fixed.reduce(demand[a]) { $0 + shares[a, $1] * output[$1] } }
      for (k, amount) in zip(free, try LUFactorization(rest).solve(asked)) { output[k] = amount }
    }
    for k in fixed { demand[k] = (0..<n).reduce(output[k]) { $0 - shares[k, $1] * output[$1] } }
    (self.demand, self.output) = (demand, output)
  }
}

/// How far a multiplier stays in the region of its account: names of accounts are `region/account`.
///
/// Spill-over is production called forth in other regions; feedback what they send back: the part within the own region beyond
/// the inverse of that region alone.
/// - Source: Miller and Blair 2009, sections 3.3 and 6.3.
/// - Proof: `RegionalEffectsAnalytic`.
public struct RegionalEffects: Sendable, Equatable {
  /// One account of production.
  public struct Row: Sendable, Equatable {
    /// Index in ``AccountingMatrix/accounts``.
    public let account: Int
    /// Its region.
    public let region: String
    /// Output called forth by a unit of outside demand: in all, in its region, and in the region if it traded with no other.
    public let whole, within, alone: Double

    /// Output called forth in other regions.
    public var spillOver: Double { whole - within }
    /// Output that other regions call forth in the own one.
    public var feedback: Double { within - alone }
  }

  /// By account of production.
  public let rows: [Row]

  /// Regions of names: what stands before the slash, or where no name has one, before the underscore, as in the OECD's `AUS_01T02`
  /// and FIGARO's `AT_A01`, when that makes several; nil where a name has none.
  package static func regions(_ names: [String]) -> [String?] {
    func part(_ name: String, _ mark: Character, last: Bool) -> String? {
      (last ? name.lastIndex(of: mark) : name.firstIndex(of: mark)).map { String(name[..<$0]) }
    }
    let slashed = names.map { part($0, "/", last: true) }
    guard slashed.allSatisfy({ $0 == nil }) else { return slashed }
    let coded = names.map { part($0, "_", last: false).flatMap { PublishedLayouts.isCountry($0[...]) ? $0 : nil } }
    return Set(coded).count > 1 && coded.allSatisfy { $0 != nil } ? coded : slashed
  }

  /// - Precondition: every account of production has a region.
  /// - Throws: `NumericsError` when LAPACK has no answer.
  public init(_ analysis: InputOutputAnalysis) throws {
    let (inverse, accounts) = (analysis.typeOne.matrix, analysis.typeOne.accounts)
    let names = accounts.map { analysis.table.accounts[$0].name }
    let regions = zip(names, Self.regions(names)).map { name, region in
      guard let region else { preconditionFailure("account \(name) has no region") }
      return region
    }
    let shares = analysis.shares(accounts)
    var alone = [Double](repeating: 0, count: accounts.count)
    for region in Set(regions) {
      let own = accounts.indices.filter { regions[$0] == region }
      var rest = Matrix<Double>.identity(own.count)
      for (r, a) in own.enumerated() { for (c, b) in own.enumerated() { rest[r, c] -= shares[a, b] } }
      let isolated = try LUFactorization(rest).inverse()
      for (c, b) in own.enumerated() { alone[b] = own.indices.reduce(0) { $0 + isolated[$1, c] } }
    }
    rows = accounts.indices.map { c in
      let column = accounts.indices.map { inverse[$0, c] }
      return Row(
        account: accounts[c], region: regions[c], whole: column.reduce(0, +),
        within: accounts.indices.reduce(0) { regions[$1] == regions[c] ? $0 + column[$1] : $0 }, alone: alone[c])
    }
  }
}
