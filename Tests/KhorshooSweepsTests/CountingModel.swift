import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooSweeps
import KhorshooText

/// Two arms with a banner and a group, whose values say where they belong.
struct CountingModel: BlockModel {
  var bannerValue: @Sendable (_ arm: Int, _ replicate: Int) -> Double = { Double(100 * $0 + $1) }
  var residual = 0.0

  let layout = RecordLayout(
    outcomes: [
      OutcomeDefinition(
        name: "income", unit: "CNY", label: "", labelChinese: "收入", meaning: "Income.", meaningChinese: "",
        frequency: .yearly,
        levels: [.banner, .group])
    ],
    places: [
      Place(level: .banner, id: "banner", name: "Banner", nameChinese: "旗"),
      Place(level: .group, id: "member", name: "Members", nameChinese: "社员"),
    ],
    quarters: (0..<4).map { Quarter(year: 2020, number: 1).advanced(by: $0) })
  let armNames = ["none", "linkage"]
  let referenceArm = 0
  let ledgers = [LedgerDefinition(name: "stock", unit: "head", tolerance: 1e-6)]
  let householdQuartersPerReplicate = 1

  final class Workspace {}

  func makeWorkspace() -> Workspace { Workspace() }

  func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
    for arm in 0..<2 {
      var values = SIMD16<Double>.zero
      for lane in 0..<laneCount { values[lane] = bannerValue(arm, block.firstReplicate + lane) }
      record.set(arm: arm, cell: 0, values)
      record.set(arm: arm, cell: 1, values + SIMD16(repeating: 0.5))
      record.setMatchedReference(arm: arm, cell: 1, values - SIMD16(repeating: 7))
    }
    record.note(ledger: 0, residual: residual)
  }

  /// Replicates of one row.
  func row(point: Int, first: Int, _ count: Int, seconds: Double = 1) -> SweepRow {
    let record = BlockRecord(layout: layout, armCount: 2, ledgerCount: 1)
    var data = Data()
    for block in ReplicateBlock.all(replicates: first + count)[(first / laneCount)...] {
      simulate(block, in: makeWorkspace(), into: record)
      RowValues.append(record, lanes: block.validLanes, referenceArm: 0, to: &data)
    }
    return SweepRow(
      point: point, first: first, replicates: count, seconds: seconds, content: .values(data, RecordedLayout(self)))
  }
}
