import KhorshooNumerics

/// One term of a regression over inputs from -1 to 1.
public enum TrendTerm: Sendable, Hashable {
  /// 1.
  case constant
  /// x_j.
  case linear(Int)
  /// (3 x_j^2 - 1) / 2, Legendre's second polynomial.
  case square(Int)
  /// x_j x_k.
  case product(Int, Int)

  /// The inputs it has.
  public var inputs: [Int] {
    switch self {
    case .constant: []
    case .linear(let j), .square(let j): [j]
    case .product(let j, let k): [j, k]
    }
  }

  /// Its value at a row of inputs.
  package func value(_ inputs: Matrix<Double>, _ row: Int) -> Double {
    switch self {
    case .constant: return 1
    case .linear(let j): return inputs[row, j]
    case .square(let j):
      let x = inputs[row, j]
      return 1.5 * x * x - 0.5
    case .product(let j, let k): return inputs[row, j] * inputs[row, k]
    }
  }
}

/// Chooses the terms that matter, the strongest first, among all inputs: which factors are active is its finding.
///
/// Orthogonal forward selection: in each turn the term whose part at right angles to those chosen is correlated most with what
/// is unexplained, as long as that correlation is none of chance among as many candidates (5 %, Bonferroni, by Fisher's z).
/// First lines and squares of all inputs, then products of those that were chosen.
/// - Source: Chen, Billings and Luo 1989, doi:10.1080/00207178908953472; active inputs of emulators: Vernon, Goldstein and
///   Bower 2010, doi:10.1214/10-BA524, 4.2.
/// - Proof: `EmulatorAnalytic`.
struct TrendSelection {
  /// What was chosen, the constant first.
  private(set) var terms: [TrendTerm] = [.constant]
  /// Share of the variance that each term added; of the constant 0.
  private(set) var shares: [Double] = [0]
  private var residual: [Double]
  private let total: Double
  private let inputs: Matrix<Double>
  /// Chosen columns, of length one and at right angles.
  private var basis: [[Double]] = []

  /// - Parameters:
  ///   - values: one a row of `inputs`.
  ///   - isQuadratic: whether squares and products are candidates.
  init(_ inputs: Matrix<Double>, _ values: [Double], isQuadratic: Bool = true) {
    self.inputs = inputs
    let n = values.count
    let mean = values.reduce(0, +) / Double(n)
    residual = values.map { $0 - mean }
    total = residual.reduce(0) { $0 + $1 * $1 }
    basis = [[Double](repeating: 1 / Double(n).squareRoot(), count: n)]
    guard total > 0, n >= 8 else { return }
    let columns = 0..<inputs.columnCount
    choose(columns.map { .linear($0) } + (isQuadratic ? columns.map { .square($0) } : []))
    guard isQuadratic else { return }
    let active = Set(terms.flatMap(\.inputs)).sorted()
    choose(active.indices.flatMap { a in active[(a + 1)...].map { .product(active[a], $0) } })
  }

  private mutating func choose(_ terms: [TrendTerm]) {
    let n = residual.count
    var candidates = terms.compactMap { term -> (term: TrendTerm, column: [Double], size: Double)? in
      let column = (0..<n).map { term.value(inputs, $0) }
      let size = dot(column, column)
      return size > 0 ? (term, column, size) : nil
    }
    for direction in basis { candidates.indices.forEach { Self.remove(direction, from: &candidates[$0].column) } }
    // A fourth of the points at most: the rest says how good the fit is.
    while self.terms.count < max(2, n / 4), !candidates.isEmpty {
      let unexplained = dot(residual, residual)
      guard unexplained > 1e-24 * total else { return }
      var best = (index: -1, correlation: 0.0)
      for (index, candidate) in candidates.enumerated() {
        let length = dot(candidate.column, candidate.column)
        // What lies within the chosen terms but for rounding.
        guard length > 1e-8 * candidate.size else { continue }
        let correlation = dot(candidate.column, residual) / (length * unexplained).squareRoot()
        if correlation.magnitude > best.correlation.magnitude { best = (index, correlation) }
      }
      guard best.index >= 0, isBeyondChance(best.correlation, among: candidates.count) else { return }
      let chosen = candidates.remove(at: best.index)
      let length = dot(chosen.column, chosen.column).squareRoot()
      let direction = chosen.column.map { $0 / length }
      basis.append(direction)
      self.terms.append(chosen.term)
      Self.remove(direction, from: &residual)
      shares.append((unexplained - dot(residual, residual)) / total)
      candidates.indices.forEach { Self.remove(direction, from: &candidates[$0].column) }
    }
  }

  private func isBeyondChance(_ correlation: Double, among candidates: Int) -> Bool {
    let freedom = Double(residual.count - terms.count - 3)
    let r = min(correlation.magnitude, 1 - 1e-15)
    guard freedom > 0 else { return false }
    let z = 0.5 * stableLog((1 + r) / (1 - r)) * freedom.squareRoot()
    return 2 * stableNormalDistribution(-z) * Double(candidates) < 0.05
  }

  private static func remove(_ direction: [Double], from column: inout [Double]) {
    let part = dot(direction, column)
    for i in column.indices { column[i] -= part * direction[i] }
  }
}

/// The sum of products.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}
