import KhorshooText

/// The table of `khorshoo compare --out`: every cell that two result folders share.
package enum ComparisonTable {
  /// The columns.
  package static let definition = TableDefinition(
    name: "comparison", title: "Differences between two result folders", titleChinese: "两个结果目录的差异",
    meaning: "Second folder minus first, for every cell that both have.",
    meaningChinese: "第二个目录减第一个目录，仅含两者共有的单元。",
    columns: [.arm, .level, .placeID, .place, .year, .outcome, .unit] + [
      .measured("first", "Mean in the first folder; of the common replicates when paired.", "第一个目录的均值。"),
      .measured("second", "Mean in the second folder.", "第二个目录的均值。"),
      .measured("difference", "Second minus first.", "第二个减第一个。"),
      .measured("ci95Low", "Lower end of the 95 % interval of the difference.", "差异 95% 区间下限。"),
      .measured("ci95High", "Upper end of that interval.", "差异 95% 区间上限。"),
      TableColumn(
        "relative", .number, unit: "1", meaning: "Difference over the first; empty when that is zero.",
        meaningChinese: "差异除以第一个；为零时为空。", mayBeEmpty: true),
      TableColumn(
        "method", .string, meaning: "paired: replicate by replicate; welch: two independent samples.",
        meaningChinese: "paired 为逐次配对；welch 为两独立样本。"),
      TableColumn(
        "pairs", .integer, unit: "1", meaning: "Pairs of replicates; empty for two samples.",
        meaningChinese: "配对的重复次数；两样本时为空。", mayBeEmpty: true),
    ],
    primaryKey: ["arm", "level", "placeID", "year", "outcome"])

  /// Adds the row of a cell.
  ///
  /// - Throws: `UserError` 74.
  package static func append(_ cell: FolderComparison.Cell, to writer: CSVWriter) throws(UserError) {
    writer.cell(CSVCells([cell.arm, cell.level, cell.placeID, cell.place]))
    writer.cell(cell.year)
    writer.cell(CSVCells([cell.outcome, cell.unit]))
    for number in [
      cell.first, cell.second, cell.difference, cell.difference - cell.halfWidth, cell.difference + cell.halfWidth,
      cell.relative,
    ] { writer.cell(number) }
    writer.cell(cell.method.rawValue)
    if let pairs = cell.pairs { writer.cell(pairs) } else { writer.emptyCells(1) }
    try writer.endRow()
  }
}
