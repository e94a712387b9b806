import KhorshooEngine

/// The tables of the model description, as the declarations say: `make docs` writes them, a test compares.
package struct DeclarationTables {
  /// One table: its headings, and its rows.
  package struct Table {
    let headings: [String]
    let rows: [[String]]

    var heading: String { DeclarationTables.line(headings) }
    var lines: [String] {
      [heading, DeclarationTables.line(headings.map { _ in "---" })] + rows.map(DeclarationTables.line)
    }
  }

  /// In the file of the same name: schedule, state, streams, outcomes.
  package let overview, tables: [Table]

  /// - Parameter speciesNames: species of the ledger, which have an outcome each.
  package init(speciesNames: [String]) {
    overview = [DeclarationTables.schedule]
    tables = [
      DeclarationTables.state, DeclarationTables.streams,
      DeclarationTables.outcomes(ModelOutcomes(speciesNames: speciesNames).definitions),
    ]
  }

  /// A document with each of some tables in the place of the one with the same headings; nil when it has none such.
  package static func updated(_ document: String, _ tables: [Table]) -> String? {
    var lines = document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for table in tables {
      guard let first = lines.firstIndex(of: table.heading) else { return nil }
      let last = lines[first...].firstIndex { !$0.hasPrefix("|") } ?? lines.endIndex
      lines.replaceSubrange(first..<last, with: table.lines)
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  private static var schedule: Table {
    let seasons = ["spring", "summer", "autumn", "winter"]
    var number = 0
    var scope: ModelSchedule.Scope?
    let rows = ModelSchedule.entries.map { entry -> [String] in
      let isBefore = entry.scope == .beforeRun
      if !isBefore { number += 1 }
      let isNew = entry.scope != scope
      scope = entry.scope
      let process = entry.description
      return [
        isBefore ? "before the run" : "\(number)" + (isNew ? ", \(entry.scope.rawValue)" : ""), "`\(process.name)`",
        isBefore
          ? "-" : entry.seasons == 1...4 ? "all" : entry.seasons.map { seasons[$0 - 1] }.joined(separator: ", "),
        process.meaning, process.meaningChinese, process.section,
      ]
    }
    return Table(headings: ["order", "process", "seasons", "what it does", "作用", "section"], rows: rows)
  }

  private static var state: Table {
    Table(
      headings: ["variable", "unit", "rows", "Chinese", "meaning"],
      rows: ModelVariable.state.map { variable in
        // A part of the state has a table of its own in the sources; a name with it would look like a key of the ledger.
        let name = variable.name.split(separator: ".").last ?? ""
        return ["`\(name)`", variable.unit, variable.rows, variable.labelChinese, variable.meaning]
      })
  }

  private static var streams: Table {
    Table(
      headings: ["root", "number", "stream", "what is drawn", "抽取内容"],
      rows: ModelStreams.all.declared.map {
        let stream = $0.wrappedValue
        return ["\(stream.root)", "\(stream.number)", "`\(stream.name)`", $0.meaning, $0.meaningChinese]
      })
  }

  private static func outcomes(_ definitions: [OutcomeDefinition]) -> Table {
    Table(
      headings: ["outcome", "label", "标签", "unit", "recorded each", "levels", "meaning", "含义"],
      rows: definitions.map {
        [
          "`\($0.name)`", $0.label, $0.labelChinese, $0.unit, $0.frequency == .yearly ? "year" : "quarter",
          $0.levels.map(\.rawValue).joined(separator: ", "), $0.meaning, $0.meaningChinese,
        ]
      })
  }
}
