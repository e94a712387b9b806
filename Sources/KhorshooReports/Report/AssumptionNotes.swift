import KhorshooText

/// What results rest on: the assumptions of a scenario, in a sentence and in a list.
///
/// - Proof: `FindingsUnit`.
package struct AssumptionNotes: Sendable {
  private let rows: [AssumptionTable.Row]
  private let parameterCount: Int
  private let language: Language

  /// - Parameter parameterCount: parameters of the scenario.
  package init(_ rows: [AssumptionTable.Row], of parameterCount: Int, language: Language) {
    (self.rows, self.parameterCount, self.language) = (rows, parameterCount, language)
  }

  private func word(_ english: String, _ chinese: String) -> String {
    LocalizedText(en: english, zh: chinese)[language]
  }

  /// The assumptions that set the size of the channels, one of each channel.
  private var main: [AssumptionTable.Row] {
    var channels: Set<String> = []
    return rows.filter { $0.mainRank != nil }.sorted { $0.mainRank! < $1.mainRank! }
      .filter { channels.insert($0.channel).inserted }
  }

  /// How many values are not known, and the first of them.
  package var sentence: String {
    let named = main.prefix(3).map { row -> String in
      let meaning = word(row.meaning, row.meaningChinese)
      let words = meaning.prefix { $0 != ";" && $0 != "；" && $0 != ":" }.trimmingSuffix()
      return "\(words) = \(row.value)\(ReportUnits.suffix(row.unit, language))"
    }
    let count = word(
      "\(rows.count) of \(parameterCount) values are assumed or recalled",
      "\(parameterCount) 个取值中有 \(rows.count) 个为假设或凭记忆")
    guard !named.isEmpty else { return word("Rests on: \(count).", "依赖：\(count)。") }
    return word("Rests on: \(count), such as ", "依赖：\(count)，如") + named.joined(separator: word("; ", "；"))
      + word(".", "。")
  }

  /// The section of a report.
  package var section: ReportPage.Section {
    let items = main.map { row -> String in
      let meaning = Markup.escaped(word(row.meaning, row.meaningChinese))
      let value = Markup.escaped(row.value + ReportUnits.suffix(row.unit, language))
      return
        "<li>\(Markup.escaped(row.channelLabel)): \(meaning) <code>\(Markup.escaped(row.key))</code> = \(value)</li>"
    }
    let list = items.isEmpty ? [] : [ReportPage.Part.html("<ul>\(items.joined(separator: "\n"))</ul>")]
    return ReportPage.Section(word("What it rests on", "依据的假设"), [.text(sentence)] + list)
  }
}

extension Substring {
  /// Without the stop and blanks at its end.
  fileprivate func trimmingSuffix() -> String {
    var text = self
    while let last = text.last, last == "." || last == "。" || last == " " { text.removeLast() }
    return String(text)
  }
}
