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

  private static let phrases = MessagePhrases(Program.phrases)

  /// A text of one or several lines.
  package static func said(_ text: String) -> String { LocalizedText(en: text, zh: phrases.said(text))[language] }
}
