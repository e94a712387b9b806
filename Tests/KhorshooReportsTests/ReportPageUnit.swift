import KhorshooReports
import KhorshooText
import Testing

/// The frame: everything within, everything escaped, in the order it was given.
@Suite struct ReportPageUnit {
  @Test func partsStandInTheirOrderAndAreEscaped() throws {
    let page = ReportPage(
      title: "T & t", question: "Q?", answer: "A < B",
      opening: [.list(["one <1>"]), .figures(["<svg id=\"f\"></svg>"])],
      sections: [
        .init(
          "First & last",
          [
            .text("a > b"), .heading("H"), .wide("<svg></svg>"),
            .table(
              ReportTable(
                columns: ["", "x<y"],
                rows: [
                  [.init("row"), .init(1329, low: 1259, high: 1398, language: .english)], [.init("key", isCode: true)],
                ])),
          ]), ReportPage.origin([("Seed", "1 < 2")], .english),
      ], language: .english
    ).html
    var rest = page[...]
    for words in [
      "lang=\"en\"", "<title>T &amp; t</title>", "<h1>T &amp; t</h1>", "Q?", "A &lt; B", "<li>one &lt;1&gt;</li>",
      "<figure><svg id=\"f\"></svg></figure>", "<h2>First &amp; last</h2>", "<p>a &gt; b</p>", "<h3>H</h3>", "x&lt;y",
      "<td>+1,329<br><small>(+1,259 to +1,398)</small></td>", "<code>key</code>", "How to repeat and cite",
      "<code>1 &lt; 2</code>", "</html>",
    ] {
      let range = try #require(rest.range(of: words), "\(words) is missing, or not in its place")
      rest = rest[range.upperBound...]
    }
    #expect(!page.contains("<script") && !page.contains("<details"))
  }

  /// What the answer can do without is closed, and not on paper, until somebody opens it.
  @Test func theAnnexIsClosedAndNamesWhatIsInIt() throws {
    let page = ReportPage(
      title: "T", question: "Q", answer: "A", opening: [], sections: [.init("Answer", [.text("first")])],
      annex: [.init("More & more", [.text("behind")]), .init("Other", [])], language: .english
    ).html
    let parts = page.split(separator: "<details class=\"annex\">")
    try #require(parts.count == 2)
    #expect(parts[0].contains("<p>first</p>") && !parts[0].contains("behind"))
    #expect(parts[1].contains("More &amp; more; Other</summary>") && parts[1].contains("<p>behind</p>"))
    #expect(page.contains(".annex:not([open])"))
  }

  @Test func numbersWithoutEndsHaveNoInterval() {
    let cell = ReportTable(rows: [[.init(12, low: .nan, high: 3, language: .chinese)]]).html
    #expect(cell.contains("<td>+12.0</td>"), "\(cell)")
  }
}
