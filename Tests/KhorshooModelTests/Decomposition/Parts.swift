import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Synchronization

/// A decomposition of the small world, and its records replicate by replicate.
struct Parts {
  let model: ChannelDecomposition
  let records: [BlockRecord]

  static let risky: Settings = ["dzud.probabilityPerWinter": "0.6", "households.cashYuanPerSheepUnit": "0"]

  static func model(
    _ method: ChannelDecomposition.Method, _ settings: Settings..., arm: Settings = World.linkage,
    effect: ChannelDecomposition.Effect = .income, interventions: [Intervention] = [], years: Int = 3
  ) throws -> ChannelDecomposition {
    let common = [World.small, World.lively, risky] + settings
    let values = World.values(common)
    return try ChannelDecomposition(
      banner: World.banner(values), values: values,
      arm: Arm(
        name: "arm", label: "", labelChinese: "", values: World.values(common + [arm]), interventions: interventions),
      start: Quarter(year: 2020, number: 1), years: years, seed: 11, effect: effect, method: method)
  }

  init(_ model: ChannelDecomposition, replicates: Int = laneCount) {
    self.model = model
    let workspace = model.makeWorkspace()
    records = ReplicateBlock.all(replicates: replicates).map { block in
      let record = BlockRecord(layout: model.layout, armCount: model.armNames.count, ledgerCount: model.ledgers.count)
      model.simulate(block, in: workspace, into: record)
      return record
    }
  }

  /// One part of one cell in all replicates.
  func values(_ part: Int, _ cell: Int) -> [Double] {
    records.flatMap { record in (0..<laneCount).map { record.values[part][cell * laneCount + $0] } }
  }

  var parts: Range<Int> { Channel.ofIncome.indices }
  /// Index of the whole, after the parts.
  static let whole = Channel.ofIncome.count

  /// The cell of an outcome at a place in the last winter.
  func cell(_ outcome: String, _ placeID: String = "banner") -> Int {
    let layout = model.layout
    return layout.cell(
      outcome: layout.outcomes.firstIndex { $0.name == outcome }!,
      place: layout.places.firstIndex { $0.id == placeID }!, time: layout.quarters.count - 1)!
  }
}
