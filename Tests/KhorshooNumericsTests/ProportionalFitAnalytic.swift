import KhorshooNumerics
import Testing

/// Iterative proportional fitting against closed forms and published tables.
@Suite struct ProportionalFitAnalytic {
  private func fit(_ shape: [Int], _ first: [Double], _ margins: [ProportionalFit.Margin]) throws -> ProportionalFit {
    try ProportionalFit(shape: shape, first: first, margins: margins, tolerance: 1e-13)
  }

  /// A table of two by two with odds ratio k and margins: its first cell solves a quadratic.
  @Test(arguments: [0.2, 1, 3.5, 40]) func twoByTwoIsTheRootOfAQuadratic(odds: Double) throws {
    let (row, column, total) = (30.0, 45.0, 100.0)
    let found = try fit(
      [2, 2], [odds, 1, 1, 1],
      [.init(axes: [0], totals: [row, total - row]), .init(axes: [1], totals: [column, total - column])])
    let x = found.cells[0]
    // x (total - row - column + x) = k (row - x)(column - x)
    #expect(abs(x * (total - row - column + x) - odds * (row - x) * (column - x)) < 1e-7)
    #expect(found.largestMiss < 1e-9)
  }

  /// Marginal standardisation of attitudes by schooling (Agresti, Categorical Data Analysis, 2002, 8.7, data of the General
  /// Social Survey): every margin 100; the fitted table as numpy computes it.
  @Test func schoolingByAttitude() throws {
    let hundred = [100.0, 100, 100]
    let first: [Double] = [209, 101, 237, 151, 126, 426, 16, 21, 138]
    let found = try fit([3, 3], first, [.init(axes: [0], totals: hundred), .init(axes: [1], totals: hundred)])
    let expected = [49.428, 32.019, 18.554, 32.761, 36.645, 30.594, 17.811, 31.337, 50.852]
    for (a, b) in zip(found.cells, expected) { #expect(abs(a - b) < 5.1e-4) }
  }

  @Test func oddsRatiosAreKeptAndMarginsMet() throws {
    let first = (0..<24).map { Double(1 + ($0 * 7) % 11) }
    let margins = [
      ProportionalFit.Margin(axes: [0, 1], totals: [20, 30, 25, 40, 15, 50]),
      .init(axes: [2], totals: [50, 40, 60, 30]),
    ]
    let found = try fit([2, 3, 4], first, margins)
    for margin in margins {
      let sums = ProportionalFit.totals(of: found.cells, shape: [2, 3, 4], axes: margin.axes)
      for (sum, total) in zip(sums, margin.totals) { #expect(abs(sum - total) < 1e-9) }
    }
    func odds(_ x: [Double], _ a: Int, _ b: Int) -> Double { x[a] * x[b + 1] / (x[a + 1] * x[b]) }
    for cell in 0..<5 {
      for last in 0..<3 {
        let (a, b) = (4 * cell + last, 4 * cell + 4 + last)
        #expect(abs(odds(found.cells, a, b) / odds(first, a, b) - 1) < 1e-9)
      }
    }
    // The check sees a table that meets the margins with other odds: independence.
    let flat = try fit([2, 3, 4], Array(repeating: 1, count: 24), margins)
    #expect(abs(odds(flat.cells, 0, 4) / odds(first, 0, 4) - 1) > 0.05)
  }

  @Test func whatIsFittedStaysAsItIs() throws {
    let first: [Double] = [4, 6, 5, 5]
    let found = try fit([2, 2], first, [.init(axes: [0], totals: [10, 10]), .init(axes: [1], totals: [9, 11])])
    #expect(found.cells == first && found.rounds == 1)
  }

  @Test func structuralZerosStayZero() throws {
    let found = try fit(
      [2, 2], [1, 0, 1, 1], [.init(axes: [0], totals: [3, 7]), .init(axes: [1], totals: [5, 5])])
    #expect(found.cells[1] == 0 && abs(found.cells[0] - 3) < 1e-9 && abs(found.cells[2] - 2) < 1e-9)
  }

  @Test func unknownTotalsAreFree() throws {
    let found = try fit(
      [2, 2], [1, 1, 1, 3], [.init(axes: [0], totals: [8, 8]), .init(axes: [0, 1], totals: [.nan, 2, .nan, .nan])])
    #expect(abs(found.cells[1] - 2) < 1e-9 && abs(found.cells[0] - 6) < 1e-9 && abs(found.cells[2] - 2) < 1e-9)
  }

  @Test func contradictionsAreNamed() {
    #expect(throws: ProportionalFit.Fault.contradicting(first: 0, second: 1, cell: [], totals: [10, 11])) {
      try fit([2, 2], [1, 1, 1, 1], [.init(axes: [0], totals: [5, 5]), .init(axes: [1], totals: [5, 6])])
    }
    #expect(throws: ProportionalFit.Fault.impossible(margin: 0, cell: [1])) {
      try fit([2, 2], [1, 1, 0, 0], [.init(axes: [0], totals: [5, 5])])
    }
    // Row 0 has only column 0 and asks for 8, of which column 0 has 5.
    let error = #expect(throws: ProportionalFit.Fault.self) {
      try fit([2, 2], [1, 0, 1, 1], [.init(axes: [0], totals: [8, 2]), .init(axes: [1], totals: [5, 5])])
    }
    guard case .diverging = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
