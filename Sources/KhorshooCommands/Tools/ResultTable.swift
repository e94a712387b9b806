import Foundation
import KhorshooText

/// A table of results for people (aligned), spreadsheets (CSV) and programs (JSON).
struct ResultTable {
  /// One column: the name that scripts use, and the heading that people read.
  struct Column {
    let name: String
    let words: LocalizedText

    init(_ name: String, _ heading: String, _ headingChinese: String) {
      self.name = name
      words = LocalizedText(en: heading, zh: headingChinese)
    }
  }

  /// A text, or a number that may be undefined.
  enum Cell {
    case text(String)
    case number(Double?)
  }

  let columns: [Column]
  let rows: [[Cell]]

  /// Columns and rows with the columns of these names alone.
  func selecting(_ names: [String]) -> ResultTable {
    let kept = names.compactMap { name in columns.firstIndex { $0.name == name } }
    return ResultTable(columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }

  /// Aligned columns with headings in a language; each column rounded to four digits of its largest number, counts whole.
  func aligned(_ language: Language) -> String {
    let texts = columns.indices.map { column -> [String] in
      let numbers = rows.compactMap { if case .number(let number) = $0[column] { number } else { nil } }
      let format = ReadableNumber(for: numbers, digits: 4)
      let areCounts = numbers.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e15 }
      return [columns[column].words[language]]
        + rows.map { row in
          switch row[column] {
          case .text(let text): columns[column].shown(text, language)
          case .number(let number?) where areCounts: ReadableNumber.count(Int(number))
          case .number(let number): format.text(number ?? .nan)
          }
        }
    }
    let widths = texts.map { column in column.map(DisplayWidth.of).max() ?? 0 }
    return (0...rows.count).map { line in
      let cells = texts.indices.map {
        DisplayWidth.padded(texts[$0][line], to: widths[$0], rightAligned: isNumeric($0))
      }
      let text = "  " + cells.joined(separator: "  ")
      return String(text.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  /// RFC 4180, numbers in full, undefined ones empty; the names of columns are the same in every language.
  var csv: String {
    let header = columns.map(\.name).joined(separator: ",")
    let lines = rows.map { row in
      row.map { cell in
        switch cell {
        case .text(let text): CSVCells.cell(text)
        case .number(let number): number.map(plainNumber) ?? ""
        }
      }.joined(separator: ",")
    }
    return ([header] + lines).joined(separator: "\r\n") + "\r\n"
  }

  /// One object a row, undefined numbers null.
  var json: OrderedJSON {
    .list(
      rows.map { row in
        .object(
          zip(columns, row).map { column, cell in
            switch cell {
            case .text(let text): (column.name, .text(text))
            case .number(let number): (column.name, number.map { .number($0) } ?? .null)
            }
          })
      })
  }

  private func isNumeric(_ column: Int) -> Bool {
    rows.contains { if case .number = $0[column] { true } else { false } }
  }
}

extension OrderedJSON {
  /// Null where there is no number.
  static func optional(_ number: Double?) -> OrderedJSON { number.map { .number($0) } ?? .null }
}
