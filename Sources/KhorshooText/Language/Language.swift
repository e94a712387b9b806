/// A language of the program's words.
public enum Language: String, Sendable, CaseIterable, Codable {
  /// English.
  case english = "en"
  /// Chinese.
  case chinese = "zh"

  /// Whether tables in it begin with a byte order mark, without which spreadsheets misread them.
  package var marksTables: Bool { self == .chinese }
}

/// A text in the two languages of the program.
public struct LocalizedText: Sendable, Hashable {
  /// In English; the same as Chinese when the file gives one text for both.
  public let en: String
  /// In Chinese; the same as English when the file gives one text for both.
  public let zh: String

  /// One text for each language.
  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }

  /// Words that the model has, which knows no texts.
  package init(_ words: (english: String, chinese: String)) { self.init(en: words.english, zh: words.chinese) }

  /// The text in a language.
  public subscript(language: Language) -> String { language == .english ? en : zh }
}
