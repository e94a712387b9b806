import KhorshooEngine
import KhorshooModel
import KhorshooText

/// Writes `khorshoo replay`'s table: one row an arm, quarter and household; nothing is held back in memory.
struct HouseholdTraceTable {
  private let trace: HouseholdTrace
  private let banner: Banner
  private let writer: CSVWriter
  private let lane: Int
  private let replicate: Int
  private let households: [CSVCells]

  /// Names of the columns.
  static func columns(_ trace: HouseholdTrace) -> [String] {
    ["arm", "replicate", "year", "quarter", "household", "sumuID", "gachaID", "gridID", "cooperativeID", "persons"]
      + trace.variables.map(\.name)
  }

  /// - Parameters:
  ///   - lane: place of the replicate in its block.
  ///   - replicate: its number, from 1.
  init(_ trace: HouseholdTrace, _ banner: Banner, lane: Int, replicate: Int, to writer: CSVWriter) {
    self.trace = trace
    self.banner = banner
    self.lane = lane
    self.replicate = replicate
    self.writer = writer
    let (places, traits) = (banner.places, banner.households)
    households = places.gridOfHousehold.indices.map { h in
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
  func append(_ context: QuarterContext, arm: String, quarter: Quarter) throws(UserError) {
    let key = CSVCells([arm, "\(replicate)", "\(quarter.year)", "\(quarter.number)"])
    for h in households.indices {
      writer.cell(key)
      writer.cell(households[h])
      writer.cell(Double(banner.households.persons[h]))
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
