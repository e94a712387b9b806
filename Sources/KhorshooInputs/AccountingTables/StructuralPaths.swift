import KhorshooNumerics

/// Along which paths an injection travels from one account to another.
///
/// An elementary path passes no account twice. Its direct influence is the product of the shares along it; its total influence
/// that times the path multiplier, which counts the circuits that touch it: the ratio of two determinants, that of I - A without
/// the path's accounts over that of I - A, equal to the determinant of the inverse on the path's accounts. The total influences
/// of all paths sum to the multiplier.
/// - Source: Defourny and Thorbecke 1984, doi:10.2307/2232220; the determinant by Jacobi's complementary minors.
/// - Proof: `StructuralPathsAnalytic` (all paths sum to the multiplier), `StructuralPathsGolden` (networkx and NumPy).
public struct StructuralPaths: Sendable, Equatable {
  /// One path.
  public struct Path: Sendable, Equatable {
    /// Indices in ``AccountingMatrix/accounts``, from where the injection is.
    public let accounts: [Int]
    /// Product of the shares along it.
    public let direct: Double
    /// How much circuits along it add.
    public let multiplier: Double

    /// Direct influence times multiplier.
    public var total: Double { direct * multiplier }
  }

  /// Longest path that is looked for, in steps; least direct influence; most paths that are followed.
  public static let (longest, leastDirect, mostSteps) = (12, 1e-5, 5_000_000)

  /// Paths from the greatest total influence down.
  public let paths: [Path]
  /// The multiplier of the two accounts.
  public let whole: Double
  /// Whether paths were left out because there are too many.
  public let isCut: Bool

  /// Share of the multiplier that the paths explain; nil where it is 0.
  public var coverage: Double? { whole > 0 ? paths.reduce(0) { $0 + $1.total } / whole : nil }

  /// Paths between two different accounts that answer.
  ///
  /// - Throws: `NumericsError` when LAPACK has no answer.
  public init(_ analysis: InputOutputAnalysis, from: Int, to: Int, longest: Int = StructuralPaths.longest) throws {
    let inverse = analysis.typeTwo ?? analysis.typeOne
    let shares = analysis.shares(inverse.accounts)
    guard let start = inverse.accounts.firstIndex(of: from), let end = inverse.accounts.firstIndex(of: to), start != end
    else { preconditionFailure("accounts \(from) and \(to) do not answer, or are one") }
    whole = inverse.matrix[end, start]
    var search = Search(shares: shares, end: end, longest: longest)
    search.visit(start)
    search.follow(1)
    isCut = search.stepCount >= Self.mostSteps
    var found: [Path] = []
    for (accounts, direct) in search.found {
      let minor = Matrix(
        rows: accounts.count, columns: accounts.count,
        values: accounts.flatMap { r in accounts.map { inverse.matrix[r, $0] } })
      found.append(
        Path(
          accounts: accounts.map { inverse.accounts[$0] }, direct: direct,
          multiplier: stableExp(try LUFactorization(minor).logDeterminant)))
    }
    paths = found.enumerated().sorted { (-$0.element.total, $0.offset) < (-$1.element.total, $1.offset) }.map(\.element)
  }

  /// Depth first from the last account of a path.
  private struct Search {
    let shares: Matrix<Double>
    let end: Int
    let longest: Int
    var path: [Int] = []
    var isOn: [Bool]
    var found: [(accounts: [Int], direct: Double)] = []
    var stepCount = 0

    init(shares: Matrix<Double>, end: Int, longest: Int) {
      (self.shares, self.end, self.longest) = (shares, end, longest)
      isOn = Array(repeating: false, count: shares.rowCount)
    }

    mutating func visit(_ account: Int) {
      path.append(account)
      isOn[account] = true
    }

    mutating func follow(_ direct: Double) {
      guard let last = path.last, path.count <= longest else { return }
      for next in 0..<shares.rowCount where !isOn[next] && shares[next, last] > 0 {
        let influence = direct * shares[next, last]
        guard influence >= StructuralPaths.leastDirect, stepCount < StructuralPaths.mostSteps else { continue }
        stepCount += 1
        visit(next)
        if next == end { found.append((path, influence)) } else { follow(influence) }
        path.removeLast()
        isOn[next] = false
      }
    }
  }
}
