import KhorshooEngine
import KhorshooText

/// `pairs.csv`: the headline outcomes of the last year in every replicate, so that two folders of one seed can be compared pair
/// by pair. One column a cell, named `outcome@place`.
package final class PairTable {
  /// Name of the file.
  package static let fileName = "pairs.csv"
  /// What stands between an outcome and its place in the name of a column.
  package static let separator: Character = "@"

  /// The cells of the columns.
  package let cells: [Int]
  private let year: Int
  private let writer: CSVWriter

  /// Creates the table in a result folder; nil when none of its cells is recorded.
  ///
  /// - Throws: `UserError` 73.
  package init?(_ layout: RecordLayout, headlines: [SummaryTable.Headline], in folder: ResultFolder) throws(UserError) {
    var seen: Set<Int> = []
    let cells = headlines.compactMap { headline -> Int? in
      let place = layout.places.firstIndex { place in
        headline.placeID.map { place.level == .group && place.id == $0 } ?? (place.level == .banner)
      }
      guard let place, let outcome = layout.outcomes.firstIndex(where: { $0.name == headline.outcome }) else {
        return nil
      }
      return layout.yearCell(outcome: outcome, place: place, time: layout.quarters.count - 1)
    }.filter { seen.insert($0).inserted }
    guard !cells.isEmpty else { return nil }
    self.cells = cells
    year = layout.quarters.last?.year ?? 0
    writer = try folder.table(Self.definition(layout, cells))
  }

  /// Adds the row of one replicate of an arm.
  ///
  /// - Parameters:
  ///   - replicate: the engine's index, from 0; the file says one more.
  ///   - value: of a cell; not-a-number when undefined.
  /// - Throws: `UserError` 74.
  package func append(arm: String, replicate: Int, value: (_ cell: Int) -> Double) throws(UserError) {
    writer.cell(arm)
    writer.cell(replicate + 1)
    writer.cell(year)
    for cell in cells { writer.cell(value(cell), digits: OutcomeTables.digits) }
    try writer.endRow()
  }

  private static func definition(_ layout: RecordLayout, _ cells: [Int]) -> TableDefinition {
    TableDefinition(
      name: "pairs", title: "Headline outcomes of every replicate, last year", titleChinese: "逐次重复的主要指标（末年）",
      meaning:
        "One row a replicate of an arm; equal numbers are equal worlds in all arms, and in all runs of one seed.",
      meaningChinese: "每个方案、每次重复一行；编号相同即同一模拟世界，随机种子相同的各次运行亦然。",
      columns: [
        .arm,
        TableColumn(
          "replicate", .integer, meaning: "Number of the replicate, from 1.", meaningChinese: "重复编号，从 1 开始。"),
        .year,
      ]
        + cells.map { index in
          let (outcome, place) = (
            layout.outcomes[layout.cells[index].outcome], layout.places[layout.cells[index].place]
          )
          return TableColumn(
            "\(outcome.name)\(separator)\(place.id)", .number, unit: outcome.unit,
            meaning: "\(outcome.meaning) \(place.name).",
            meaningChinese: "\(outcome.meaningChinese)（\(place.nameChinese)）",
            mayBeEmpty: true)
        },
      primaryKey: ["arm", "replicate"])
  }
}
