import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct BalancedTableAnalytic {
  /// Without negative amounts it is iterative proportional fitting.
  @Test func withoutNegativesItIsRAS() throws {
    let first = Matrix<Double>([[5, 2, 0], [1, 8, 4], [3, 3, 3]])
    let (rows, columns) = ([9.0, 12, 8], [10.0, 12, 7])
    let found = try BalancedTable(first, rows: rows, columns: columns)
    let fit = try ProportionalFit(
      shape: [3, 3], first: first.values,
      margins: [.init(axes: [0], totals: rows), .init(axes: [1], totals: columns)])
    for (a, b) in zip(found.amounts.values, fit.cells) { #expect((a - b).magnitude < 1e-8) }
  }

  /// One row of p above and n below 0 that is to sum to u: r p - n / r = u, so r = (u + sqrt(u^2 + 4 p n)) / 2 p.
  @Test func oneRowInClosedForm() throws {
    for wanted in [3.0, 0, -2.5] {
      let r = (wanted + (wanted * wanted + 4 * 4 * 1.5).squareRoot()) / 8
      // A second row like the first leaves the columns free to follow.
      let found = try BalancedTable(
        Matrix([[4.0, -1.5], [4.0, -1.5]]), rows: [wanted, wanted], columns: [8 * r, -3 / r])
      for row in 0...1 {
        #expect((found.amounts[row, 0] - 4 * r).magnitude < 1e-9 && (found.amounts[row, 1] + 1.5 / r).magnitude < 1e-9)
      }
    }
  }

  /// A table that meets its sums stays; impossible sums are told with their line.
  @Test func whatCannotBeMetIsTold() throws {
    let first = Matrix<Double>([[5, -2], [1, 8]])
    let same = try BalancedTable(first, rows: [3, 9], columns: [6, 6])
    #expect(same.amounts == first && same.distance < 1e-20 && same.changedShare < 1e-12)
    #expect(throws: BalancedTable.Fault.self) { try BalancedTable(first, rows: [3, 9], columns: [6, 7]) }
    let empty = #expect(throws: BalancedTable.Fault.self) {
      try BalancedTable(Matrix([[0, 0], [1, 8]]), rows: [2, 7], columns: [1, 8])
    }
    #expect(empty?.line == 0 && empty?.isRow == true)
    let sign = #expect(throws: BalancedTable.Fault.self) {
      try BalancedTable(Matrix([[1, 2], [1, 8]]), rows: [-2, 9], columns: [1, 6])
    }
    #expect(sign?.line == 0)
  }
}
