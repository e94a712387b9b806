import Foundation
import KhorshooText

/// What commands say of themselves and of their options, in the language that the command line asks for.
///
/// The texts are declared in English, with the commands; their Chinese stands beside each in `Resources/help.zh.txt`.
/// - Proof: `ChineseHelpCommandTests`.
package enum Help {
  /// Columns that the parser breaks its help at; nil for those of the terminal.
  ///
  /// In another language the lines are broken after they are said.
  package static var columns: Int? { Messages.isTranslated ? 1_000_000 : nil }

  /// Help as the parser wrote it, unbroken; unchanged when it is no help (a version, a script of completions).
  package static func said(_ help: String) -> String {
    guard Messages.isTranslated, help.hasPrefix("OVERVIEW: ") else { return help }
    return said(help, columns: terminalColumns)
  }

  /// Help in Chinese.
  /// - Parameter columns: columns of the terminal, in which a Chinese character takes two.
  static func said(_ help: String, columns: Int) -> String {
    // An option too long for its column has its text on a line of its own.
    let lines = help.replacing("\n" + indent, with: "\t").split(separator: "\n", omittingEmptySubsequences: false)
    var isList = false
    return lines.map { line in
      if let heading = line.wholeMatch(of: #/([A-Z]+):( .*)?/#) {
        isList = heading.2 == nil
        let (name, rest) = (phrases.said(String(heading.1)) + "：", String((heading.2 ?? "").dropFirst()))
        // A usage is one line in English too.
        guard heading.1 != "USAGE" else { return name + named(rest) }
        return broken(name + phrases.said(rest), at: columns).joined(separator: "\n")
      }
      return isList && !line.isEmpty && !line.hasPrefix("  See ") ? element(line, columns) : paragraph(line, columns)
    }.joined(separator: "\n")
  }

  /// A line beside an error that says an option, or how the command is used; nil for any other.
  static func said(beside line: Substring) -> String? {
    if line.hasPrefix("Usage: ") { return phrases.said("USAGE") + "：" + named(line.dropFirst(7)) }
    return line.wholeMatch(of: #/Help:  (.+?)  (.*)/#).map { "说明：" + named($0.1) + "  " + phrases.said(String($0.2)) }
  }

  /// Usage with its `<values>` in Chinese; those that only repeat their option are called a value.
  static func named(_ usage: some StringProtocol) -> String {
    String(usage).replacing(#/--([a-z0-9-]+) <\1>/#) { "--\($0.1) <值>" }
      .replacing(#/<('[^']+'|[^<>]+)>/#) { phrases.said(String($0.0)) }
  }

  private static let phrases = MessagePhrases(Program.help)
  private static let indent = String(repeating: " ", count: 26)

  private static func element(_ line: Substring, _ columns: Int) -> String {
    let parts = line.split(separator: "\t", maxSplits: 1)
    let (label, text) = parts.count == 2 ? (parts[0], parts[1]) : (line.prefix(26), line.dropFirst(26))
    let match = String(text).wholeMatch(of: #/(.*?)(?: \(((?:values|default): .*)\))?/#)
    guard let match else { return String(line) }
    let values = match.2.map { "（" + phrases.said(String($0)).replacing(", ", with: "、") + "）" } ?? ""
    let lines = broken(phrases.said(String(match.1)) + values, at: max(20, columns - indent.count))
    let head = DisplayWidth.padded("  " + named(label.trimmingCharacters(in: .whitespaces)), to: indent.count)
    return (head.hasSuffix(" ") ? head : head + "\n" + indent) + lines.joined(separator: "\n" + indent)
  }

  private static func paragraph(_ line: Substring, _ columns: Int) -> String {
    let blanks = line.prefix { $0 == " " }
    let text = String(line.dropFirst(blanks.count))
    let said = named(phrases.said(text))
    guard said != text else { return String(line) }
    return blanks + broken(said, at: columns - blanks.count).joined(separator: "\n" + blanks)
  }

  /// Lines of at most so many columns: between words, and between Chinese characters, but no line begins with what closes
  /// or ends with what opens.
  private static func broken(_ text: String, at columns: Int) -> [String] {
    var lines = [""]
    for piece in pieces(text) {
      let line = lines[lines.count - 1]
      let isFull = DisplayWidth.of(line + piece.trimmingCharacters(in: .whitespaces)) > columns
      if isFull, !line.isEmpty { lines.append(piece) } else { lines[lines.count - 1] += piece }
    }
    return lines.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static func pieces(_ text: String) -> [String] {
    var (pieces, last): ([String], Character?) = ([], nil)
    for next in text {
      let isWide = [last, next].compactMap(\.self).contains { DisplayWidth.of(String($0)) > 1 }
      let isHeld = " ，。；：、）”？".contains(next) || last.map { "（“".contains($0) } ?? false
      if pieces.isEmpty || (isWide || last == " ") && !isHeld {
        pieces.append(String(next))
      } else {
        pieces[pieces.count - 1].append(next)
      }
      last = next
    }
    return pieces
  }

  /// Columns of the terminal; 80 where there is none.
  private static var terminalColumns: Int {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}
