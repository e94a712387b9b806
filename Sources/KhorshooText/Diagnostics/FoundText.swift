/// Text that was found in a file or an argument, as messages show it: a terminal obeys control characters, and a reader needs
/// a word, not a page.
///
/// - Proof: `FoundTextUnit`.
package enum FoundText {
  /// Scalars of a found text that a message shows.
  private static let longest = 40

  /// `'text'`, cut after 40 characters, control characters made visible.
  package static func quoted(_ text: String) -> String { "'" + shortened(text) + "'" }

  /// The text, cut after 40 characters, control characters made visible.
  package static func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(longest + 1)
    guard scalars.count > longest else { return visible(text) }
    return visible(String(String.UnicodeScalarView(scalars.prefix(longest)))) + "…"
  }

  /// The text with its control characters, and those that turn the direction of writing, written as `\u{1b}`.
  ///
  /// - Parameter keepingLines: whether lines (that end in LF or CRLF) stay lines and tabs tabs.
  package static func visible(_ text: String, keepingLines: Bool = false) -> String {
    func isShownAsItIs(_ scalar: Unicode.Scalar) -> Bool {
      !isControl(scalar) || keepingLines && (scalar == "\n" || scalar == "\t")
    }
    guard !text.unicodeScalars.allSatisfy(isShownAsItIs) else { return text }
    var shown = String.UnicodeScalarView()
    var isBeforeLineEnd = false
    for scalar in text.unicodeScalars.reversed() {
      if isShownAsItIs(scalar) || keepingLines && isBeforeLineEnd && scalar == "\r" {
        shown.append(scalar)
      } else {
        shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars.reversed())
      }
      isBeforeLineEnd = scalar == "\n"
    }
    return String(String.UnicodeScalarView(shown.reversed()))
  }

  /// C0, DEL, C1, line and paragraph separators, and marks, embeddings, overrides and isolates of direction. The joiners of
  /// Mongolian and Arabic script are none.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
