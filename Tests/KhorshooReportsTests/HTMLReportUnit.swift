import KhorshooReports
import KhorshooText
import Testing

/// The page: everything within, everything escaped.
@Suite struct HTMLReportUnit {
  @Test func textsAreEscapedAndPicturesAreWithin() {
    let page = HTMLReport(FindingsUnit.findings(.english), origin: [("Seed", "1 < 2")]).html
    #expect(page.contains("No &lt;linkage&gt;") && page.contains("1 &lt; 2"))
    #expect(!page.contains("No <linkage>"))
    #expect(page.contains("<svg ") && !page.contains("<script"))
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("lang=\"en\""))
  }

  /// A band below zero stays within the picture.
  @Test func intervalsBelowZeroAreDrawnWithinThePicture() throws {
    let page = HTMLReport(FindingsUnit.findings(.chinese), origin: []).html
    let svg = try #require(page.firstMatch(of: #/<svg [\s\S]*?<\/svg>/#)).output
    let heights = svg.matches(of: #/[ML](-?[\d.]+) (-?[\d.]+)/#).compactMap { Double($0.2) }
    #expect(heights.count > 4 && heights.allSatisfy { (0...500).contains($0) }, "\(heights)")
    #expect(page.contains("谁受益") && !page.contains("Who gains"))
  }

  /// A tornado: a bar from the answer as it is to either end, the longer one to the side of the greater distance.
  @Test func whatMovesTheAnswerIsDrawn() throws {
    let figure = TornadoFigure(
      title: "What moves", subtitle: "both ends", center: 100,
      bars: [
        TornadoFigure.Bar(name: "a<b", low: 50, high: 200), TornadoFigure.Bar(name: "c", low: 120, high: 90),
        TornadoFigure.Bar(name: "none", low: .nan, high: 1),
      ])
    let svg = figure.svg
    let widths = svg.matches(of: #/width="([\d.]+)" height="16"/#).compactMap { Double($0.1) }
    #expect(widths.count == 4 && !svg.contains("none") && svg.contains("a&lt;b"))
    // 50, 100, 20 and 10 of a range of 150.
    for (width, share) in zip(widths, [50.0, 100, 20, 10]) {
      #expect(abs(width - share / 150 * 410) < 0.02, "\(widths)")
    }
    let findings = FindingsUnit.findings(.english)
    let drivers = HTMLReport.Drivers(sentences: ["Few < draws."], figure: figure)
    let page = HTMLReport(findings, origin: [], drivers: drivers).html
    #expect(page.contains("Few &lt; draws.") && page.contains("both ends"))
    #expect(!HTMLReport(findings, origin: []).html.contains("both ends"))
  }
}
