import KhorshooEngine
import KhorshooReports
import KhorshooScenarios
import KhorshooText

extension ResolvedScenario {
  /// Writes `codebook.csv` of a result folder, when everything else but the manifest is there.
  ///
  /// - Parameters:
  ///   - outcomes: layout and cells of the tables of a run.
  ///   - drawn: columns of `draws.csv`; none when the folder has no such file.
  /// - Throws: `UserError` 73, 74.
  package func writeCodebook(
    outcomes: (layout: RecordLayout, cells: [Int])? = nil, drawn: [String] = [], to folder: ResultFolder
  ) throws(UserError) {
    let files = filesOfResult.filter { $0.name.hasSuffix(".csv") }.map { ($0.name, Self.header($0.text)) }
    let texts = (drawn.isEmpty ? [] : [("draws.csv", drawn)]) + files
    try CodebookTable.write(
      outcomes: outcomes, texts: texts.map { CodebookTable.TextFile($0.0, $0.1.map(column)) }, to: folder)
  }

  /// A column that is named by a key of the ledger, or stands in a table of the user's own.
  private func column(_ name: String) -> TableColumn {
    if let parameter = ledger.parameters.first(where: { $0.key == name }) {
      return TableColumn(
        name, .number, unit: parameter.unit, meaning: parameter.meaning,
        meaningChinese: parameter.meaningChinese)
    }
    return name == "weight"
      ? TableColumn(name, .number, unit: "1", meaning: "Weight of the row.", meaningChinese: "该行的权重。")
      : TableColumn(
        name, .string, meaning: "Column of the table that the scenario names, as it stands there.",
        meaningChinese: "情景所引用的表中的列，保持原样。")
  }

  /// Names of the columns of a text of the program's own, or of one that it copied.
  private static func header(_ text: String) -> [String] {
    let line = text.drop { $0 == "\u{FEFF}" }.prefix { !$0.isNewline }
    let separator: Character = [",", ";", "\t"].first { line.contains($0) } ?? ","
    return line.split(separator: separator, omittingEmptySubsequences: false).map { name in
      name.trimming { $0 == "\"" || $0 == " " }
    }
  }
}

extension Substring {
  fileprivate func trimming(_ isDropped: (Character) -> Bool) -> String {
    var text = drop(while: isDropped)
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
