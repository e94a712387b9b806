import KhorshooEngine
import KhorshooText

/// `codebook.csv`: what every outcome of a run's tables is.
package enum CodebookTable {
  /// The columns.
  package static let definition = TableDefinition(
    name: "codebook", title: "Codebook of outcomes", titleChinese: "指标说明",
    meaning:
      "One row an outcome of outcomes.csv: its label, unit, definition, how a year's value is made, and its levels.",
    meaningChinese: "outcomes.csv 中每个指标一行：名称、单位、定义、年度口径与层级。",
    columns: [
      .outcome,
      TableColumn("label", .string, meaning: "Label in English.", meaningChinese: "英文名称。", mayBeEmpty: true),
      TableColumn("labelChinese", .string, meaning: "Label in Chinese.", meaningChinese: "中文名称。", mayBeEmpty: true),
      .unit,
      TableColumn(
        "ofYear", .string,
        meaning:
          "year: recorded for the whole year; end: value at the end of the year; sum: sum of its quarters; mean: mean of "
          + "its quarters.",
        meaningChinese: "year 为全年记录；end 为年末值；sum 为四季之和；mean 为四季平均。"),
      TableColumn(
        "levels", .string, meaning: "Levels that the run's tables have it for, separated by spaces.",
        meaningChinese: "结果表中的层级，以空格分隔。"),
      TableColumn("meaning", .string, meaning: "Definition in English.", meaningChinese: "英文定义。", mayBeEmpty: true),
      TableColumn(
        "meaningChinese", .string, meaning: "Definition in Chinese.", meaningChinese: "中文定义。", mayBeEmpty: true),
    ],
    primaryKey: ["outcome"])

  /// Writes the rows of the outcomes that have cells.
  ///
  /// - Parameter cells: those of the tables (`OutcomeTables.cells`).
  /// - Throws: `UserError` 73, 74.
  package static func write(_ layout: RecordLayout, _ cells: [Int], to folder: ResultFolder) throws(UserError) {
    var levels: [Int: Set<PlaceLevel>] = [:]
    for index in cells {
      let cell = layout.cells[index]
      levels[cell.outcome, default: []].insert(layout.places[cell.place].level)
    }
    let writer = try folder.table(definition)
    for (index, outcome) in layout.outcomes.enumerated() {
      guard let found = levels[index] else { continue }
      writer.cell(
        CSVCells([
          outcome.name, outcome.label, outcome.labelChinese, outcome.unit,
          outcome.frequency == .yearly ? "year" : outcome.ofYear.rawValue,
          found.sorted().map(\.rawValue).joined(separator: " "), outcome.meaning, outcome.meaningChinese,
        ]))
      try writer.endRow()
    }
  }
}
