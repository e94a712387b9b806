import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooSweeps
import Testing

/// A block that is kept in a shard is the block that was computed, bit for bit.
@Suite struct KeptBlockUnit {
  private typealias Term = RatioDefinition.Term

  /// Sums over the banner's cell, with the weights of a world.
  private func sums(_ weights: [Double]) -> SumDefinitions {
    func terms(_ weight: Double) -> [Term] { weight == 0 ? [] : [Term(cell: 0, weight: weight)] }
    func side(_ weight: Double) -> RatioDefinition.Side {
      RatioDefinition.Side(label: "", labelChinese: "", terms: terms(weight))
    }
    let ratio = RatioDefinition(
      name: "worth", unit: "1", label: "", labelChinese: "", meaning: "", meaningChinese: "",
      numerator: side(weights[0]), denominator: side(weights[1]))
    let item = BalanceDefinition.Item(
      name: "gain", label: "", labelChinese: "", meaning: "", meaningChinese: "", terms: terms(weights[2]))
    return SumDefinitions(
      ratios: [ratio],
      balances: [
        BalanceDefinition(
          name: "all", label: "", labelChinese: "", unit: "CNY", items: [item], perHouseholdYear: 0.5)
      ])
  }

  /// A counting model with sums, in a world where they have other weights.
  private struct Summed: BlockModel {
    var counting = CountingModel(
      bannerValue: { $0 == 1 && $1 == 3 ? .nan : Double($0) - 1.0 / Double(3 + $1) }, residual: 2e-7)
    let base, own: SumDefinitions

    var layout: RecordLayout { counting.layout }
    var armNames: [String] { counting.armNames }
    var referenceArm: Int { counting.referenceArm }
    var ledgers: [LedgerDefinition] { counting.ledgers }
    var ratios: [RatioDefinition] { base.ratios }
    var balances: [BalanceDefinition] { base.balances }
    var householdQuartersPerReplicate: Int { 1 }
    var drawsWorlds: Bool { true }

    func makeWorkspace() -> CountingModel.Workspace { counting.makeWorkspace() }
    func sums(in workspace: CountingModel.Workspace) -> SumDefinitions { own }
    func simulate(_ block: ReplicateBlock, in workspace: CountingModel.Workspace, into record: BlockRecord) {
      counting.simulate(block, in: workspace, into: record)
    }
  }

  private func kept(_ model: Summed, _ block: ReplicateBlock) -> Data {
    let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: 1)
    model.simulate(block, in: model.makeWorkspace(), into: record)
    return KeptBlock.data(record, lanes: block.validLanes, referenceArm: 0, sums: model.own)
  }

  @Test func statisticsOfWhatIsPlayedBackAreThoseOfTheRun() throws {
    let model = Summed(base: sums([1, 2, 0.5]), own: sums([0.25, 3, -7]))
    // Forty replicates: two whole blocks, and one with eight lanes.
    let bytes = ReplicateBlock.all(replicates: 40).map { kept(model, $0) }
    let played = PlayedBlocks(like: model, drawsWorlds: true) { block in
      try #require(KeptBlock(bytes[block.index], of: model, lanes: block.validLanes))
    }
    let direct = try MonteCarloRunner(replicates: 40, threads: 1).run(model)
    for threads in [1, 3] {
      let again = try MonteCarloRunner(replicates: 40, threads: threads).run(played)
      #expect(again.replicates == 40 && again.worldCount == direct.worldCount)
      #expect(again.ledgerResiduals == direct.ledgerResiduals && direct.ledgerResiduals == [2e-7])
      for cell in model.layout.cells.indices {
        for arm in 0..<2 {
          #expect("\(again.summary(arm: arm, cell: cell))" == "\(direct.summary(arm: arm, cell: cell))")
        }
        #expect("\(again.difference(arm: 1, cell: cell))" == "\(direct.difference(arm: 1, cell: cell))")
      }
      #expect("\(again.ratio(arm: 1, ratio: 0))" == "\(direct.ratio(arm: 1, ratio: 0))")
      // By its text: an interval of one world is not a number.
      let (found, own) = (again.balance(arm: 1, balance: 0, item: 0), direct.balance(arm: 1, balance: 0, item: 0))
      #expect("\(found)" == "\(own)")
      #expect(direct.balance(arm: 1, balance: 0, item: 0).mean != 0)
    }
    // With the weights of the scenario's own values it is another balance: the world's are what is kept.
    let other = try MonteCarloRunner(replicates: 40, threads: 1).run(Summed(base: model.base, own: model.base))
    #expect(other.balance(arm: 1, balance: 0, item: 0) != direct.balance(arm: 1, balance: 0, item: 0))
  }

  @Test func bytesOfAnotherBlockAreNone() {
    let model = Summed(base: sums([1, 2, 0.5]), own: sums([0.25, 0, -7]))
    let block = ReplicateBlock.all(replicates: 20)[1]
    let bytes = kept(model, block)
    #expect(KeptBlock(bytes, of: model, lanes: 4) != nil)
    #expect(KeptBlock(bytes, of: model, lanes: 5) == nil)
    #expect(KeptBlock(bytes.dropLast(8), of: model, lanes: 4) == nil)
    #expect(KeptBlock(bytes.dropLast(1), of: model, lanes: 4) == nil)
    #expect(KeptBlock(bytes + Data(count: 8), of: model, lanes: 4) == nil)
    #expect(KeptBlock(Data(), of: model, lanes: 4) == nil)
  }
}
