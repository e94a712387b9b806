import KhorshooInputs
import Testing

@Suite struct StructuralPathsGolden {
  /// Simple paths of networkx with determinants by NumPy, to 1e-10.
  @Test func agreesWithNetworkx() throws {
    let found = try StructuralPaths(try socialAccounts(), from: 0, to: 5)
    let rows = try Fixture.numbers("sam_paths.csv").filter { $0[2] >= StructuralPaths.leastDirect }
    #expect(found.paths.count == rows.count && rows.count > 3 && !found.isCut)
    for (path, row) in zip(found.paths, rows) {
      let code = path.accounts.enumerated().reduce(0) { sum, account in
        sum + account.element * (0..<account.offset).reduce(1) { power, _ in power * 10 }
      }
      #expect(path.accounts.count == Int(row[0]) && code == Int(row[1]), "\(row)")
      #expect((path.direct - row[2]).magnitude < 1e-12 && (path.multiplier - row[3]).magnitude < 1e-10)
    }
  }
}
