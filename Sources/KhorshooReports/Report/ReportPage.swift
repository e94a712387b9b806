import KhorshooText

/// The frame of every report: one HTML file that opens without a network and prints on paper.
///
/// Question and answer first, then pictures, then sections; behind them an annex that is closed until it is opened, and on paper
/// only then. The same content gives the same bytes.
/// - Proof: `ReportPageUnit`.
package struct ReportPage: Sendable {
  /// What stands below a heading.
  package enum Part: Sendable {
    /// A paragraph.
    case text(String)
    /// A list of sentences.
    case list([String])
    /// A table.
    case table(ReportTable)
    /// Pictures as SVG, side by side.
    case figures([String])
    /// A picture as SVG over the whole width.
    case wide(String)
    /// A heading below that of the section.
    case heading(String)
    /// What is HTML already.
    case html(String)

    fileprivate var html: String {
      switch self {
      case .text(let text): "<p>\(Markup.escaped(text))</p>"
      case .list(let items):
        items.isEmpty ? "" : "<ul>\(items.map { "<li>\(Markup.escaped($0))</li>" }.joined(separator: "\n"))</ul>"
      case .table(let table): table.html
      case .figures(let pictures):
        pictures.isEmpty
          ? ""
          : "<div class=\"figures\">"
            + pictures.map { "<figure>\($0)</figure>" }.joined(separator: "\n") + "</div>"
      case .wide(let picture): "<figure>\(picture)</figure>"
      case .heading(let text): "<h3>\(Markup.escaped(text))</h3>"
      case .html(let text): text
      }
    }
  }

  /// A heading with what stands below it.
  package struct Section: Sendable {
    let heading: String
    let parts: [Part]

    /// Memberwise.
    package init(_ heading: String, _ parts: [Part]) { (self.heading, self.parts) = (heading, parts) }

    fileprivate var html: String {
      (["<h2>\(Markup.escaped(heading))</h2>"] + parts.map(\.html)).joined(separator: "\n")
    }
  }

  private let title, question, answer: String
  private let opening: [Part]
  private let sections: [Section]
  private let annex: [Section]
  private let language: Language

  /// - Parameters:
  ///   - answer: one sentence with its interval.
  ///   - opening: what stands between the answer and the sections.
  ///   - annex: what the answer can do without.
  package init(
    title: String, question: String, answer: String, opening: [Part], sections: [Section],
    annex: [Section] = [], language: Language
  ) {
    (self.title, self.question, self.answer) = (title, question, answer)
    (self.opening, self.sections) = (opening, sections)
    (self.annex, self.language) = (annex, language)
  }

  /// The annex: a line that opens it, and names what is in it.
  private var folded: String {
    guard !annex.isEmpty else { return "" }
    let names = annex.map(\.heading).joined(separator: LocalizedText(en: "; ", zh: "；")[language])
    let opener = LocalizedText(
      en: "Annex (opens on a click, and is printed when it is open): ", zh: "附件（点击展开，展开后才打印）：")[language]
    return """
      <details class="annex">
      <summary>\(Markup.escaped(opener + names))</summary>
      \(annex.map(\.html).joined(separator: "\n"))
      </details>
      """
  }

  /// What a result can be repeated from and cited by: name and value.
  package static func origin(_ rows: [(name: String, value: String)], _ language: Language) -> Section {
    Section(
      LocalizedText(en: "How to repeat and cite", zh: "如何复现与引用")[language],
      [.table(ReportTable(rows: rows.map { [.init($0.name), .init($0.value, isCode: true)] }))])
  }

  /// The file.
  package var html: String {
    """
    <!DOCTYPE html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(Markup.escaped(title))</title>
    <style>\(HTMLReport.style)</style>
    </head>
    <body>
    <header>
    <h1>\(Markup.escaped(title))</h1>
    <p class="question">\(Markup.escaped(question))</p>
    </header>
    <main>
    <p class="answer">\(Markup.escaped(answer))</p>
    \(opening.map(\.html).joined(separator: "\n"))
    <section>
    \(sections.map(\.html).joined(separator: "\n"))
    </section>
    \(folded)
    </main>
    </body>
    </html>

    """
  }
}
