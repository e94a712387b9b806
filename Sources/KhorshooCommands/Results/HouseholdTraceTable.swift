import KhorshooEngine
import KhorshooModel
import KhorshooText

/// Writes `khorshoo replay`'s table: one row an arm, quarter and household; nothing is held back in memory.
struct HouseholdTraceTable {
  private let trace: HouseholdTrace
  private let writer: CSVWriter
  private let lane: Int
  private let replicate: Int
  // Shape: arms, households.
  private let households: [[CSVCells]]

  /// Names of the columns.
  static func columns(_ trace: HouseholdTrace) -> [String] {
    ["arm", "replicate", "year", "quarter", "household", "sumuID", "gachaID", "gridID", "cooperativeID", "persons"]
      + trace.variables.map(\.name)
  }

  /// - Parameters:
  ///   - lane: place of the replicate in its block.
  ///   - replicate: its number, from 1.
  init(_ trace: HouseholdTrace, _ model: LinkageModel, lane: Int, replicate: Int, to writer: CSVWriter) {
    self.trace = trace
    self.lane = lane
    self.replicate = replicate
    self.writer = writer
    households = model.armNames.indices.map { Self.homes(model.banner(ofArm: $0)) }
  }

  /// Who each household is, and where it lives.
  private static func homes(_ banner: Banner) -> [CSVCells] {
    let (places, traits) = (banner.places, banner.households)
    return places.gridOfHousehold.indices.map { h in
      let gacha = places.gacha[places.gachaOfHousehold[h]]
      let cooperative = traits.cooperative[h]
      return CSVCells([
        "\(traits.rosterNumber[h] + 1)", places.sumu[gacha.sumu].id, gacha.id,
        places.grids[places.gridOfHousehold[h]].id,
        cooperative < 0 ? "" : places.cooperatives[cooperative].id,
      ])
    }
  }

  /// Writes the rows of all households in one quarter of an arm.
  ///
  /// - Throws: `UserError` 74.
  func append(_ context: QuarterContext, arm: Int, named name: String, quarter: Quarter) throws(UserError) {
    let key = CSVCells([name, "\(replicate)", "\(quarter.year)", "\(quarter.number)"])
    for (h, home) in households[arm].enumerated() {
      writer.cell(key)
      writer.cell(home)
      writer.cell(Double(context.banner.households.persons[h]))
      for variable in trace.variables {
        if variable.isYearly, quarter.number != 4 {
          writer.emptyCells(1)
        } else {
          writer.cell(Double(variable.value(context, h)[lane]))
        }
      }
      try writer.endRow()
    }
  }
}
