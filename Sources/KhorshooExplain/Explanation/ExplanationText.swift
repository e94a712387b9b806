import KhorshooScenarios
import KhorshooText

// The explanation for a terminal: wrapped by display width, since Chinese characters take two columns.

extension Explanation {
  private static let width = 100

  package func text() -> String {
    var lines = [title]
    for (index, section) in sections.enumerated() {
      lines += ["", "\(index + 1) " + section.title]
      for block in section.blocks {
        switch block {
        case .paragraph(let text): lines += text.wrapped(to: Self.width, indent: 2)
        case .table(let columns, let rows): lines += Self.aligned(columns, rows)
        case .entries(let entries): lines += entries.flatMap(lines(of:))
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let colon = LocalizedText(en: ": ", zh: "：")
  private static let stop = LocalizedText(en: ".", zh: "。")
  private static let space = LocalizedText(en: " ", zh: "")

  private func lines(of entry: Entry) -> [String] {
    // Properties follow one another like sentences: a line for each would be a wall.
    let (colon, stop, space) = (Self.colon[language], Self.stop[language], Self.space[language])
    let fields = entry.fields.map { $0.label + colon + $0.value + stop }.joined(separator: space)
    return entry.heading.wrapped(to: Self.width, indent: 2)
      + (entry.sentence + (entry.sentence.isEmpty ? "" : space) + fields).wrapped(to: Self.width, indent: 5)
  }

  /// Columns as wide as their widest cell; the last one is wrapped.
  private static func aligned(_ columns: [Column], _ rows: [[String]]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let table = [columns.map(\.label)] + rows
    let widths = columns.indices.dropLast().map { column in table.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    let indent = 2 + widths.reduce(0) { $0 + $1 + 2 }
    // Where little room is left beside the other columns, they follow one another and the last one goes below them.
    let isStacked = indent > 60
    return table.flatMap { row in
      let last = row[row.count - 1]
      if isStacked {
        return row.dropLast().joined(separator: " · ").wrapped(to: width, indent: 2)
          + last.wrapped(to: width, indent: 6)
      }
      var start = "  "
      for (cell, width) in zip(row, widths) {
        start += cell + String(repeating: " ", count: width - DisplayWidth.of(cell) + 2)
      }
      let rest = last.wrapped(to: width, indent: indent)
      return [(start + (rest.first ?? "").dropFirst(indent)).withoutTrailingSpaces] + rest.dropFirst()
    }
  }
}

extension String {
  /// Lines of at most `width` columns, each behind `indent` spaces; none for an empty text.
  ///
  /// Breaks at spaces and between Chinese characters, but not before a closing mark. A longer word has a line of its own.
  func wrapped(to width: Int, indent: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces {
      if !line.isEmpty, indent + DisplayWidth.of(line + piece.withoutTrailingSpaces) > width {
        lines.append(line.withoutTrailingSpaces)
        line = ""
      }
      line += piece
    }
    if !line.withoutTrailingSpaces.isEmpty { lines.append(line.withoutTrailingSpaces) }
    return lines.map { String(repeating: " ", count: indent) + $0 }
  }

  /// What is never broken, each with the spaces behind it.
  private var pieces: [String] {
    var pieces: [String] = []
    var mayBreak = true
    for character in self {
      let isWide = DisplayWidth.of(String(character)) > 1
      let isClosing = "，。；：、）”’％".contains(character)
      if character == " " || isClosing {
        pieces.append((pieces.popLast() ?? "") + String(character))
        mayBreak = true
      } else if isWide {
        // An opening mark stays with what follows.
        if pieces.last?.last.map({ "（“‘".contains($0) }) == true {
          pieces[pieces.count - 1].append(character)
        } else {
          pieces.append(String(character))
        }
        mayBreak = true
      } else if mayBreak, pieces.last?.last.map({ "（“‘".contains($0) }) != true {
        pieces.append(String(character))
        mayBreak = false
      } else {
        pieces[pieces.count - 1].append(character)
        mayBreak = false
      }
    }
    return pieces
  }

  fileprivate var withoutTrailingSpaces: String { String(reversed().drop { $0 == " " }.reversed()) }
}
