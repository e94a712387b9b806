import KhorshooScenarios
import KhorshooText

/// What a scenario assumes and how a quarter runs, in plain words: sections of paragraphs, tables and entries.
///
/// Made by `ResolvedScenario.explanation(of:in:isFull:)`; written as text, Markdown or JSON with the same content.
public struct Explanation: Sendable {
  /// How it is written.
  public enum Format: String, Sendable, CaseIterable {
    /// Wrapped, for a terminal.
    case text
    case markdown
    case json
  }

  /// One property of an entry.
  package struct Field: Sendable {
    /// Name in JSON, the same in both languages.
    package let key: String
    package let label: String
    package let value: String
  }

  /// Something with a name, a sentence and properties, such as a step of the quarter.
  package struct Entry: Sendable {
    /// Name in JSON, the same in both languages.
    package let id: String
    package let heading: String
    package let sentence: String
    package let fields: [Field]
  }

  /// A column of a table.
  package struct Column: Sendable {
    /// Name in JSON, the same in both languages.
    package let key: String
    package let label: String
  }

  package enum Block: Sendable {
    case paragraph(String)
    case table([Column], rows: [[String]])
    case entries([Entry])
  }

  package struct Section: Sendable {
    /// Name in JSON, the same in both languages.
    package let id: String
    package let title: String
    package let blocks: [Block]
  }

  package let title: String
  package let language: Language
  package let sections: [Section]

  /// The whole in a format.
  public func written(as format: Format) -> String {
    switch format {
    case .text: text()
    case .markdown: markdown()
    case .json: json()
    }
  }

  private func json() -> String {
    OrderedJSON.object([
      ("title", .text(title)), ("language", .text(language.rawValue)),
      (
        "sections",
        .list(
          sections.map { section in
            .object([
              ("id", .text(section.id)), ("title", .text(section.title)),
              ("blocks", .list(section.blocks.map(Self.json))),
            ])
          })
      ),
    ]).description
  }

  private static func json(_ block: Block) -> OrderedJSON {
    switch block {
    case .paragraph(let text): .object([("text", .text(text))])
    case .table(let columns, let rows):
      .object([
        ("rows", .list(rows.map { row in .object(zip(columns, row).map { ($0.key, .text($1)) }) }))
      ])
    case .entries(let entries):
      .object([
        (
          "entries",
          .list(
            entries.map { entry in
              .object(
                [("id", .text(entry.id)), ("heading", .text(entry.heading)), ("sentence", .text(entry.sentence))]
                  + entry.fields.map { ($0.key, .text($0.value)) })
            })
        )
      ])
    }
  }

  private func markdown() -> String {
    var lines = ["# " + Self.escaped(title)]
    for (index, section) in sections.enumerated() {
      lines += ["", "## \(index + 1) " + section.title]
      for block in section.blocks {
        switch block {
        case .paragraph(let text): lines += ["", Self.escaped(text)]
        case .table(let columns, let rows):
          lines += ["", Self.row(columns.map(\.label)), Self.row(columns.map { _ in "---" })]
          lines += rows.map { Self.row($0.map(Self.escaped)) }
        case .entries(let entries):
          for entry in entries {
            lines += ["", "### " + Self.escaped(entry.heading)]
            if !entry.sentence.isEmpty { lines += ["", Self.escaped(entry.sentence)] }
            if !entry.fields.isEmpty { lines.append("") }
            lines += entry.fields.map { "* \($0.label): " + Self.escaped($0.value) }
          }
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// What Markdown would take for markup is shown as it is.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\*_<|`[".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
