import KhorshooEngine

/// The table of `khorshoo compare --out`: every cell that two result folders share.
package enum ComparisonTable {
  /// The columns.
  package static let definition = TableDefinition(
    name: "comparison", title: "Differences between two result folders", titleChinese: "兩個結果目錄的差異",
    meaning: "Second folder minus first, for every cell that both have.",
    meaningChinese: "第二個目錄減第一個目錄，僅含兩者共有的單元。",
    columns: [.arm] + TableColumn.placeAndTime + [
      .measured("first", "Mean in the first folder; of the common replicates when paired.", "第一個目錄的均值。"),
      .measured("second", "Mean in the second folder.", "第二個目錄的均值。"),
      .measured("difference", "Second minus first.", "第二個減第一個。"),
      .measured("ci95Low", "Lower end of the 95 % interval of the difference.", "差異 95% 區間下限。"),
      .measured("ci95High", "Upper end of that interval.", "差異 95% 區間上限。"),
      TableColumn(
        "relative", .number, unit: "1", meaning: "Difference over the first; empty when that is zero.",
        meaningChinese: "差異除以第一個；為零時為空。", mayBeEmpty: true),
      TableColumn(
        "method", .string, meaning: "paired: replicate by replicate; welch: two independent samples.",
        meaningChinese: "paired 為逐次配對；welch 為兩獨立樣本。"),
      TableColumn(
        "pairs", .integer, unit: "1", meaning: "Pairs of replicates; empty for two samples.",
        meaningChinese: "配對的重複次數；兩樣本時為空。", mayBeEmpty: true),
    ],
    primaryKey: ["arm", "level", "placeID", "year", "quarter", "outcome"])

  /// Adds the row of a cell.
  ///
  /// - Throws: ``UserError`` 74.
  package static func append(_ cell: FolderComparison.Cell, to writer: CSVWriter) throws(UserError) {
    writer.cell(CSVText([cell.arm, cell.level, cell.placeID, cell.place]))
    writer.cell(cell.year)
    writer.cell(cell.quarter)
    writer.cell(CSVText([cell.outcome, cell.unit]))
    for number in [
      cell.first, cell.second, cell.difference, cell.difference - cell.halfWidth, cell.difference + cell.halfWidth,
      cell.relative,
    ] { writer.cell(number) }
    writer.cell(cell.method.rawValue)
    if let pairs = cell.pairs { writer.cell(pairs) } else { writer.emptyCells(1) }
    try writer.endRow()
  }
}
