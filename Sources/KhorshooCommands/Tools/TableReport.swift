import KhorshooReports
import KhorshooText

/// An answer of facts and tables: a few lines and tables for people, the first table for spreadsheets, all of it for programs.
struct TableReport: HerdReport {
  /// Something that is no table: its name for programs, and how it is said.
  struct Fact {
    let name: String
    let value: OrderedJSON
    let words: LocalizedText
  }

  /// One of the tables.
  struct Part {
    let name: String
    let heading: LocalizedText
    let table: ResultTable
  }

  /// Rows of a table on the screen.
  static let rowLimit = 60

  let heading: LocalizedText
  var facts: [Fact] = []
  let parts: [Part]

  var table: ResultTable { parts[0].table }

  func text(_ language: Language) -> String {
    var lines = [heading[language]]
    lines += facts.map { $0.words[language] }.filter { !$0.isEmpty }
    for part in parts {
      let shown = ResultTable(columns: part.table.columns, rows: Array(part.table.rows.prefix(Self.rowLimit)))
      lines += ["", part.heading[language], String(Self.named(shown).aligned(language).dropLast())]
      let rest = part.table.rows.count - shown.rows.count
      if rest > 0 {
        lines.append(
          LocalizedText(en: "  \(rest) more rows: --format csv or json", zh: "  另有 \(rest) 行：--format csv 或 json")[
            language])
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Steps in the first column are names and not rounded; other numbers are.
  private static func named(_ table: ResultTable) -> ResultTable {
    let areSteps = table.rows.allSatisfy { row in
      if case .number(let number?) = row[0] { number == number.rounded() } else { true }
    }
    return areSteps ? table.namingRows : table
  }

  var json: String {
    OrderedJSON.object(facts.map { ($0.name, $0.value) } + parts.map { ($0.name, $0.table.json) }).description
  }
}
