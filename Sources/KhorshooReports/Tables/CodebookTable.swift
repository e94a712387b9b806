import KhorshooEngine
import KhorshooText

/// `codebook.csv`: what every outcome of a result folder is, and every column of its tables.
///
/// - Proof: `CodebookCommandTests`.
package enum CodebookTable {
  /// A file of columns that is written as a text, not row by row.
  package struct TextFile {
    let name: String
    let columns: [TableColumn]

    /// Memberwise.
    package init(_ name: String, _ columns: [TableColumn]) { (self.name, self.columns) = (name, columns) }
  }

  /// The columns.
  package static let definition = TableDefinition(
    name: "codebook", title: "Codebook of outcomes and columns", titleChinese: "指标与列说明",
    meaning:
      "One row an outcome of outcomes.csv: its label, unit, definition, how a year's value is made, and its levels. Then one row a "
      + "column of the files of the folder.",
    meaningChinese: "先是 outcomes.csv 中的指标，每个一行：名称、单位、定义、年度口径与层级；随后是本文件夹各文件的列，每列一行。",
    columns: [
      TableColumn(
        "kind", .string, meaning: "outcome, or column of a file.", meaningChinese: "outcome 为指标，column 为文件的列。"),
      TableColumn(
        "name", .string, meaning: "Name of the outcome or of the column.", meaningChinese: "指标或列的代码。"),
      TableColumn(
        "files", .string, meaning: "Files that have it, separated by spaces.", meaningChinese: "所在文件，以空格分隔。"),
      TableColumn(
        "label", .string, meaning: "Label of the outcome in English.", meaningChinese: "指标的英文名称。",
        mayBeEmpty: true),
      TableColumn(
        "labelChinese", .string, meaning: "Label of the outcome in Chinese.", meaningChinese: "指标的中文名称。",
        mayBeEmpty: true),
      TableColumn(
        "unit", .string, meaning: "Unit; 1 for a share or an index, empty for a text.",
        meaningChinese: "单位；比例或指数为 1，文本为空。", mayBeEmpty: true),
      TableColumn(
        "ofYear", .string,
        meaning:
          "year: recorded for the whole year; end: value at the end of the year; sum: sum of its quarters; mean: mean of "
          + "its quarters.",
        meaningChinese: "year 为全年记录；end 为年末值；sum 为四季之和；mean 为四季平均。", mayBeEmpty: true),
      TableColumn(
        "levels", .string, meaning: "Levels that the run's tables have the outcome for, separated by spaces.",
        meaningChinese: "结果表中该指标的层级，以空格分隔。", mayBeEmpty: true),
      TableColumn("meaning", .string, meaning: "Definition in English.", meaningChinese: "英文定义。", mayBeEmpty: true),
      TableColumn(
        "meaningChinese", .string, meaning: "Definition in Chinese.", meaningChinese: "中文定义。", mayBeEmpty: true),
    ],
    primaryKey: ["kind", "name", "files"])

  /// Writes the rows: of the outcomes that have cells, then of the columns of everything that the folder has so far.
  ///
  /// - Parameters:
  ///   - cells: those of the run's tables (`OutcomeTables.cells`).
  ///   - texts: files of the folder that are not its tables.
  /// - Throws: `UserError` 73, 74.
  package static func write(
    outcomes: (layout: RecordLayout, cells: [Int])? = nil, texts: [TextFile], to folder: ResultFolder
  ) throws(UserError) {
    let known = folder.definitions + [definition]
    let writer = try folder.table(definition)
    if let outcomes { try write(outcomes.layout, outcomes.cells, to: writer) }
    var (columns, files): ([TableColumn], [[String]]) = ([], [])
    for (file, own) in known.map({ ($0.fileName, $0.columns) }) + texts.map({ ($0.name, $0.columns) }) {
      for column in own {
        let place = columns.firstIndex {
          $0.name == column.name && $0.unit == column.unit && $0.meaning == column.meaning
        }
        if let place {
          files[place].append(file)
        } else {
          columns.append(column)
          files.append([file])
        }
      }
    }
    for (column, names) in zip(columns, files) {
      writer.cell(
        CSVCells([
          "column", column.name, names.joined(separator: " "), "", "", column.unit ?? "", "", "", column.meaning,
          column.meaningChinese,
        ]))
      try writer.endRow()
    }
  }

  private static func write(_ layout: RecordLayout, _ cells: [Int], to writer: CSVWriter) throws(UserError) {
    var levels: [Int: Set<PlaceLevel>] = [:]
    for index in cells {
      let cell = layout.cells[index]
      levels[cell.outcome, default: []].insert(layout.places[cell.place].level)
    }
    for (index, outcome) in layout.outcomes.enumerated() {
      guard let found = levels[index] else { continue }
      writer.cell(
        CSVCells([
          "outcome", outcome.name, OutcomeTables.outcomes.fileName, outcome.label, outcome.labelChinese, outcome.unit,
          outcome.frequency == .yearly ? "year" : outcome.ofYear.rawValue,
          found.sorted().map(\.rawValue).joined(separator: " "), outcome.meaning, outcome.meaningChinese,
        ]))
      try writer.endRow()
    }
  }
}
