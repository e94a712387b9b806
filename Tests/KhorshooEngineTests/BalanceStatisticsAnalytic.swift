import KhorshooEngine
import KhorshooNumerics
import Testing

/// Items of balances and their sums against values that are computed from every replicate.
@Suite struct BalanceStatisticsAnalytic {
  /// Two quarters whose cells are known functions of the replicate.
  private struct Known: BlockModel {
    let balances: [BalanceDefinition]
    var ratios: [RatioDefinition] = []
    let armNames = ["a", "b"]
    let referenceArm = 0
    let ledgers: [LedgerDefinition] = []
    let householdQuartersPerReplicate = 1
    let layout = RecordLayout(
      outcomes: ["gain", "cost"].map { toyOutcome($0, .quarterly, [.banner]) }, places: [toyPlace(.banner, "banner")],
      quarters: [Quarter(year: 2020, number: 1), Quarter(year: 2020, number: 2)])

    final class Workspace {}

    func makeWorkspace() -> Workspace { Workspace() }

    /// Difference between the arms.
    static func difference(_ cell: Int, replicate: Int) -> Double {
      Double((replicate &* 7919 &+ cell &* 31) % 101) / 7 - Double(cell)
    }

    func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
      for cell in layout.cells.indices {
        var lanes = SIMD16<Double>.zero
        for lane in 0..<laneCount { lanes[lane] = Self.difference(cell, replicate: block.firstReplicate + lane) }
        record.set(arm: 0, cell: cell, SIMD16(repeating: 0))
        record.set(arm: 1, cell: cell, lanes)
      }
    }
  }

  private static func balance(_ name: String, _ items: [[(Int, Double)]]) -> BalanceDefinition {
    BalanceDefinition(
      name: name, label: "", labelChinese: "", unit: "CNY",
      items: items.enumerated().map { index, terms in
        BalanceDefinition.Item(
          name: "item\(index)", label: "", labelChinese: "", meaning: "", meaningChinese: "",
          terms: terms.map { .init(cell: $0.0, weight: $0.1) })
      }, perHouseholdYear: 0.5)
  }

  private static let balances = [
    balance("first", [[(0, 0.3), (2, 1.7)], [(1, -0.9)], [], [(3, 0.1)]]), balance("second", [[(2, 1)]]),
  ]

  @Test(arguments: [(70, 1), (70, 3), (5, 1)]) func areThoseOfTheDifferences(replicates: Int, threads: Int) throws {
    let model = Known(balances: Self.balances)
    let statistics = try MonteCarloRunner(replicates: replicates, threads: threads).run(model)
    for (index, balance) in Self.balances.enumerated() {
      for item in balance.items.indices.map({ Optional($0) }) + [nil] {
        let terms = item.map { balance.items[$0].terms } ?? balance.items.flatMap(\.terms)
        let values = (0..<replicates).map { replicate in
          terms.reduce(0) { $0 + $1.weight * Known.difference($1.cell, replicate: replicate) }
        }
        let mean = values.reduce(0, +) / Double(replicates)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(replicates - 1)
        let half =
          studentQuantile975(degreesOfFreedom: Double(replicates - 1)) * (variance / Double(replicates)).squareRoot()
        let found = statistics.balance(arm: 1, balance: index, item: item)
        #expect(found.count == replicates && abs(found.mean - mean) < 1e-9)
        #expect(abs(found.ci95High - mean - half) < 1e-9 && abs(mean - half - found.ci95Low) < 1e-9)
      }
    }
  }

  /// Who receives the records of blocks has their sums, totals included.
  @Test func recordsHaveTheirSums() throws {
    let (model, totals) = (Known(balances: Self.balances), Log<Double>())
    let definitions = SumDefinitions(ratios: [], balances: Self.balances)
    let statistics = try MonteCarloRunner(replicates: 70, threads: 3).run(
      model,
      observer: MonteCarloRunner.Observer(keep: { record, block in
        let sums = try #require(record.sums)
        let row = definitions.row(balance: 0, item: nil)
        for lane in 0..<block.validLanes { totals.append(sums.numerators[1][row * laneCount + lane]) }
      }))
    let mean = totals.all.reduce(0, +) / 70
    #expect(totals.all.count == 70)
    #expect(abs(mean - statistics.balance(arm: 1, balance: 0, item: nil).mean) < 1e-12 * abs(mean) && mean != 0)
  }

  /// Not nearly: the sum is added up from the items.
  @Test func itemsAddUpExactlyInEveryReplicate() {
    let model = Known(balances: Self.balances)
    let (sums, record) = (RatioSums(model), BlockRecord(layout: model.layout, armCount: 2, ledgerCount: 0))
    model.simulate(ReplicateBlock.all(replicates: 16)[0], in: model.makeWorkspace(), into: record)
    for quarter in 0..<2 { sums.add(record, quarter: quarter) }
    sums.total()
    for lane in 0..<laneCount {
      let row = { sums.numerators[1][$0 * laneCount + lane] }
      #expect(row(4) == row(0) + row(1) + row(2) + row(3) && row(2) == 0 && row(0) != 0)
      #expect(row(6) == row(5))
    }
  }
}
