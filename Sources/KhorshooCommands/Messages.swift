import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// What the program says on standard error, in the language that its command line asks for.
///
/// Messages are made in English, where they are thrown; the phrases of another language stand together in
/// `Resources/messages.zh.txt`. A message without a phrase is said in English: codes, keys, names and values stay as they are.
/// - Proof: `ChineseMessagesCommandTests`.
package enum Messages {
  /// That of `--lang`; English without it.
  package static let language: Language = {
    let words = Program.allArguments ?? []
    return words.indices.reversed().lazy.compactMap { index -> Language? in
      if words[index].hasPrefix("--lang=") { return Language(rawValue: String(words[index].dropFirst(7))) }
      return words[index] == "--lang" && index + 1 < words.count ? Language(rawValue: words[index + 1]) : nil
    }.first ?? .english
  }()

  /// Whether that is another language than the one messages are made in.
  static var isTranslated: Bool { phrases != nil }

  private static let phrases = [Language.chinese: Program.phrases][language].map { MessagePhrases($0 + units) }

  /// Units of parameters, as they stand in brackets behind what is expected; those of places are their names, without a classifier.
  private static var units: String {
    Set(ParameterLedger.standard().parameters.map(\.unit)).subtracting(["1", "cooperative"]).sorted().map { unit in
      let words = ReportUnits.words(unit, .chinese)
      return "\n{} (\(unit)) => {1}（\(words.hasPrefix("个") && words.count > 1 ? String(words.dropFirst()) : words)）"
    }.joined()
  }

  /// A text of one or several lines.
  package static func said(_ text: String) -> String {
    guard let phrases else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let said = Help.said(beside: line) ?? phrases.said(String(line))
      return line.hasPrefix("Error: ") ? Help.named(said) : said
    }.joined(separator: "\n")
  }
}
