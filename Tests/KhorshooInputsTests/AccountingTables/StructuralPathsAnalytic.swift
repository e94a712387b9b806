import KhorshooInputs
import Testing

@Suite struct StructuralPathsAnalytic {
  /// Total influences of all paths sum to the multiplier, for every pair of accounts.
  @Test func allPathsSumToTheMultiplier() throws {
    let analysis = try socialAccounts()
    let accounts = try #require(analysis.typeTwo).accounts
    for from in accounts {
      for to in accounts where from != to {
        let found = try StructuralPaths(analysis, from: from, to: to)
        #expect((found.paths.reduce(0) { $0 + $1.total } - found.whole).magnitude < 1e-9, "\(from) to \(to)")
      }
    }
  }

  /// Shorter paths alone explain less.
  @Test func longPathsAreLeftOut() throws {
    let analysis = try socialAccounts()
    let (short, all) = (
      try StructuralPaths(analysis, from: 0, to: 5, longest: 3), try StructuralPaths(analysis, from: 0, to: 5)
    )
    #expect(short.paths.count < all.paths.count && short.paths.allSatisfy { $0.accounts.count <= 4 })
    #expect(try #require(short.coverage) < 0.99 && abs(try #require(all.coverage) - 1) < 1e-9)
  }
}
