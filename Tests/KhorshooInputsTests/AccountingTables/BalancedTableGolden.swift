import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct BalancedTableGolden {
  /// SciPy's least distance under the same sums (SLSQP), to what that search reaches.
  @Test func isTheNearestTable() throws {
    let rows = try Fixture.numbers("gras.csv")
    var (first, known) = (Matrix<Double>(rows: 4, columns: 4), Matrix<Double>(rows: 4, columns: 4))
    for row in rows { (first[Int(row[0]), Int(row[1])], known[Int(row[0]), Int(row[1])]) = (row[2], row[3]) }
    let wanted = (0..<4).map { k in rows.first { Int($0[0]) == k }![4] }
    let columns = (0..<4).map { k in rows.first { Int($0[1]) == k }![5] }
    let found = try BalancedTable(first, rows: wanted, columns: columns)
    for i in known.values.indices {
      #expect((found.amounts.values[i] - known.values[i]).magnitude < 2e-5, "\(i)")
      #expect(found.amounts.values[i] * first.values[i] >= 0, "signs stay")
    }
    #expect((found.distance - rows[0][6]).magnitude < 1e-8 && found.distance <= rows[0][6] + 1e-10)
    for k in 0..<4 {
      #expect(((0..<4).reduce(0) { $0 + found.amounts[k, $1] } - wanted[k]).magnitude < 1e-9)
      #expect(((0..<4).reduce(0) { $0 + found.amounts[$1, k] } - columns[k]).magnitude < 1e-9)
    }
  }
}
