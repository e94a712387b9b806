import Foundation
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// How the commands on a network say what they found: on the screen, as JSON, and in a folder.
package struct FolderOutput {
  package var language: Language
  package var json: Bool
  package var out: String?
  package var bom: Bool

  package init(language: Language = .english, json: Bool = false, out: String? = nil, bom: Bool = false) {
    self.language = language
    self.json = json
    self.out = out
    self.bom = bom
  }

  /// A table for the folder.
  struct Table {
    let definition: TableDefinition
    let rows: [[ResultTable.Cell]]
  }

  /// Says the text or the JSON, after the tables and pictures are in the folder, if there is to be one.
  ///
  /// - Throws: `UserError` 73, 74.
  func write(
    text: String, json object: OrderedJSON, tables: [Table], pictures: [(name: String, svg: String)],
    inputs: [Manifest.InputFile], title: String, seed: UInt64? = nil, replicates: Int? = nil
  ) throws -> CommandReport {
    if let out {
      let folder = try ResultFolder(path: out, byteOrderMark: bom || language.marksTables)
      for table in tables { try Self.write(table, to: folder) }
      for picture in pictures { try folder.write(picture.svg, as: picture.name) }
      var manifest = Manifest(version: Program.version, scenario: Manifest.Scenario(title: title))
      manifest.created = ISO8601DateFormatter().string(from: Date())
      manifest.language = language.rawValue
      manifest.inputFiles = inputs
      manifest.seed = seed
      manifest.replicates = replicates
      manifest.instructionLevel = ProcessorLevel.name
      try folder.commit(manifest)
    }
    let place = out.map { NetworkWords.folder($0)[language] } ?? ""
    return CommandReport(json ? object.description : text + place)
  }

  private static func write(_ table: Table, to folder: ResultFolder) throws {
    let writer = try folder.table(table.definition)
    for row in table.rows {
      for cell in row {
        switch cell {
        case .text(let text): writer.cell(text)
        case .number(let number): writer.cell(number ?? .nan)
        }
      }
      try writer.endRow()
    }
  }
}

extension ResultTable {
  /// With the numbers of the first column as names, such as years, which are not rounded.
  var namingRows: ResultTable {
    ResultTable(
      columns: columns,
      rows: rows.map { row in
        guard case .number(let number?) = row[0] else { return row }
        return [.text(plainNumber(number))] + row.dropFirst()
      })
  }
}
