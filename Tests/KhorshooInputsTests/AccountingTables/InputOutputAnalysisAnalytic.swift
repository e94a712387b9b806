import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct InputOutputAnalysisAnalytic {
  private func expect(_ found: Matrix<Double>, _ published: [[Double]], within tolerance: Double) {
    for (r, row) in published.enumerated() {
      for (c, value) in row.enumerated() { #expect(abs(found[r, c] - value) < tolerance, "row \(r), column \(c)") }
    }
  }

  /// Miller and Blair (2009, 2.3, 2.5 and 6.2): both inverses, output multipliers 1.518 and 1.452 (with the income of
  /// households 2.462 and 2.262), income multipliers of type I 1.47 and 1.52 and of type II 1.90 and 1.96.
  @Test func twoSectors() throws {
    let own = try InputOutputAnalysis(TextbookTables.twoSectors)
    expect(own.typeOne.matrix, [[1.25412541, 0.330033], [0.2640264, 1.12211221]], within: 5e-8)
    let closed = try #require(own.typeTwo)
    #expect(closed.accounts == [0, 1, 2])
    expect(
      closed.matrix, [[1.365, 0.425, 0.251], [0.527, 1.348, 0.595], [0.570, 0.489, 1.289]], within: 5e-4)
    let total = [2.462, 2.262]
    for (k, output) in [1.518, 1.452].enumerated() {
      let row = own.rows[k]
      #expect(abs((row.typeOne?.output ?? 0) - output) < 5e-4)
      #expect(abs((row.typeTwo?.output ?? 0) + (row.typeTwo?.income ?? 0) - total[k]) < 5e-4)
      let direct = [0.3, 0.25][k]
      #expect(row.direct?.income == direct)
      #expect(abs((row.typeOne?.income ?? 0) / direct - [1.47, 1.52][k]) < 5e-3)
      #expect(abs((row.typeTwo?.income ?? 0) / direct - [1.90, 1.96][k]) < 5e-3)
      // Value added: wages and profits, in the first round 55 in 100 of both sectors.
      #expect(abs((row.typeOne?.valueAdded ?? 0) - 0.55 * (row.typeOne?.output ?? 0)) < 1e-14)
      #expect(abs((row.typeTwo?.valueAdded ?? 0) - 0.55 * (row.typeTwo?.output ?? 0)) < 1e-14)
    }
    // Deliberate fault: income that leaks instead of being spent (the household's column emptied) is seen.
    let table = TextbookTables.twoSectors
    var flows = table.flows
    (flows[0, 2], flows[5, 2]) = (0, 550)
    let leaking = try InputOutputAnalysis(AccountingMatrix(table.accounts, flows: flows))
    #expect(abs((leaking.rows[0].typeTwo?.output ?? 0) - (own.rows[0].typeTwo?.output ?? 0)) > 0.01)
    #expect(leaking.rows[0].typeOne?.output == own.rows[0].typeOne?.output)
  }

  /// Linkages of the two sectors by hand: with L = ((0.95, 0.25), (0.20, 0.85)) / 0.7575 and Ghosh's inverse
  /// ((0.95, 0.50), (0.10, 0.85)) / 0.7575.
  @Test func linkages() throws {
    let rows = try InputOutputAnalysis(TextbookTables.twoSectors).rows
    for (k, (backward, forward, ghosh)) in [
      (1.15 / 1.125, 1.20 / 1.125, 1.45 / 1.2), (1.10 / 1.125, 1.05 / 1.125, 0.95 / 1.2),
    ].enumerated() {
      #expect(abs((rows[k].backward ?? 0) - backward) < 1e-14)
      #expect(abs((rows[k].forward ?? 0) - forward) < 1e-14)
      #expect(abs((rows[k].forwardGhosh ?? 0) - ghosh) < 1e-14)
    }
    #expect(rows[2].backward == nil && rows[2].typeOne == nil && rows[2].typeTwo != nil)
  }

  /// Miller and Blair (2009, 3.3.2): inverse of three sectors of one region.
  @Test func threeSectors() throws {
    let own = try InputOutputAnalysis(TextbookTables.threeSectors)
    expect(
      own.typeOne.matrix, [[1.3651, 0.4253, 0.2509], [0.5273, 1.3481, 0.5954], [0.5698, 0.4890, 1.2885]], within: 5e-5)
    #expect(own.typeTwo == nil && own.rows[0].typeOne?.income == nil && own.rows[0].typeOne?.valueAdded == nil)
    for (k, output) in [2.4623, 2.2624, 2.1348].enumerated() {
      #expect(abs((own.rows[k].typeOne?.output ?? 0) - output) < 2e-4)
    }
  }

  /// Both inverses of six sectors as another program has them, with a negative value added in one.
  @Test func sixSectors() throws {
    let own = try InputOutputAnalysis(TextbookTables.sixSectors)
    expect(
      own.typeOne.matrix,
      [
        [1.3387146304736708, 0.9689762471208287, 0.05036622549592462, 0.17820960407435948],
        [0.02200779585580331, 1.3716472861392823, 0.0076800357678581885, 0.006557415453762468],
      ], within: 1e-14)
    expect(
      own.ghosh,
      [
        [1.33871463, 0.28499301, 0.05727924, 0.1747153, 0.58648041, 0.38121958],
        [0.07482651, 1.37164729, 0.02969614, 0.02185805, 0.93542302, 0.41222074],
      ], within: 5e-9)
  }

  /// The closed form 1 / (1 - c l v): 1.35 for spending 0.79, of it local 0.55, value added 0.6 (`domain.md`, 9).
  @Test(arguments: [(0.79, 0.55, 0.6), (0.6, 0.25, 0.5), (0.9, 0.7, 0.9)])
  func localMultiplier(spending: Double, local: Double, valueAdded: Double) throws {
    let table = TextbookTables.localTrade(spending: spending, local: local, valueAdded: valueAdded)
    #expect(table.faults(tolerance: 1e-12).isEmpty)
    let own = try InputOutputAnalysis(table)
    let expected = 1 / (1 - spending * local * valueAdded)
    let multiplier = try #require(own.rows[1].typeTwo?.income)
    #expect(abs(multiplier - expected) < 1e-14)
    if spending == 0.79 { #expect((multiplier * 100).rounded() == 135) }
  }

  /// Type II income is type I income times the household's own multiplier, in every sector (Sandoval 1967).
  @Test func ratioOfTypesIsOneNumber() throws {
    let own = try InputOutputAnalysis(TextbookTables.twoSectors)
    let household = try #require(own.rows[2].typeTwo?.income)
    for row in own.rows.prefix(2) {
      #expect(abs((row.typeTwo?.income ?? 0) / (row.typeOne?.income ?? 1) - household) < 1e-14)
    }
  }

  /// Wages through a labour account that pays households are the same income as wages paid to them.
  @Test func incomeThroughAnAccountOfValueAdded() throws {
    let through = AccountingMatrix(
      [
        TableAccount("trade", .production), TableAccount("labour", .valueAdded), TableAccount("households", .household),
        TableAccount("world", .exogenous),
      ],
      flows: Matrix([[0, 0, 434.5, 65.5], [300, 0, 0, 0], [0, 300, 0, 700], [200, 0, 565.5, 0]]))
    let straight = try InputOutputAnalysis(TextbookTables.localTrade(spending: 0.79, local: 0.55, valueAdded: 0.6))
    let own = try InputOutputAnalysis(through)
    let (a, b) = (own.rows[0], straight.rows[0])
    #expect(a.direct == b.direct && a.typeOne == b.typeOne)
    #expect(abs((a.typeTwo?.income ?? 0) - (b.typeTwo?.income ?? 1)) < 1e-14)
    #expect(abs((a.typeTwo?.valueAdded ?? 0) - (b.typeTwo?.valueAdded ?? 1)) < 1e-14)
  }

  /// Leontief's closed economy: with households outside 1.457 and 1.242 on the diagonal; with households inside nothing
  /// leaks, the radius is 1, and the last pivot is zero.
  @Test func aClosedEconomyIsNotProductive() throws {
    let open = try InputOutputAnalysis(TextbookTables.closedEconomy(.exogenous))
    #expect(abs(open.typeOne.matrix[0, 0] - 1.457) < 5e-4 && abs(open.typeOne.matrix[1, 1] - 1.2417) < 5e-5)
    do {
      _ = try InputOutputAnalysis(TextbookTables.closedEconomy(.household))
      Issue.record("a closed economy has no type II multipliers")
    } catch let error as InputOutputAnalysis.NotProductive {
      #expect(error.type == 2 && abs(error.spectralRadius - 1) < 1e-12 && error.account == 2)
    }
  }

  /// The pivot that fails is at the account that closes a circle, wherever it stands.
  @Test func theFailingPivotIsNamed() throws {
    // Accounts 1 and 3 spend everything on each other.
    let table = AccountingMatrix(
      (0..<4).map { TableAccount("\($0)", .production) } + [TableAccount("x", .exogenous)],
      flows: Matrix([
        [1, 0, 2, 0, 7], [0, 0, 0, 5, 0], [3, 0, 1, 0, 6], [0, 5, 0, 0, 0], [6, 0, 7, 0, 0],
      ]))
    #expect(table.faults(tolerance: 0).isEmpty)
    do {
      _ = try InputOutputAnalysis(table)
      Issue.record("a circle without leakage is not productive")
    } catch let error as InputOutputAnalysis.NotProductive {
      #expect(error.type == 1 && abs(error.spectralRadius - 1) < 1e-12 && error.account == 3)
    }
  }
}
