import Foundation
import FoundationXML
import KhorshooEngine
import KhorshooReports
import KhorshooText
import TestSupport
import Testing

/// Two channels and their whole, with numbers that can be checked by hand.
private struct MadeUpParts: RunTables {
  let layout = RecordLayout(
    outcomes: [
      OutcomeDefinition(
        name: "income", unit: "yuan", label: "", labelChinese: "收入", meaning: "", meaningChinese: "",
        frequency: .yearly, levels: [.banner, .group])
    ],
    places: [
      Place(level: .banner, id: "b", name: "Banner", nameChinese: "全旗"),
      Place(level: .group, id: "member", name: "Members <&>", nameChinese: "社员户"),
      Place(level: .group, id: "nonMember", name: "Nobody", nameChinese: "无"),
    ],
    quarters: (0..<4).map { Quarter(year: 2020, number: 1).advanced(by: $0) })
  let arms = ["up", "down", "total"]
  let referenceArm = 2
  static let parts = [("up", "Up"), ("down", "Down & out"), ("total", "All")].map {
    DecompositionTable.Part(name: $0.0, label: $0.1)
  }

  func summary(arm: Int, cell: Int) -> Summary {
    let isDefined = layout.places[layout.cells[cell].place].id != "nonMember"
    let mean = [300.0, -100, 200][arm] * (cell == 1 ? 2 : 1)
    return Summary(
      replicates: isDefined ? 301 : 0, mean: isDefined ? mean : .nan, mcse: isDefined ? 10 : .nan, p05: 0, p25: 0,
      p50: 0, p75: 0, p95: 0)
  }

  func difference(arm: Int, cell: Int) -> PairedDifference { preconditionFailure("not asked for") }

  func summary(_ language: Language) -> DecompositionSummary {
    DecompositionSummary(
      self,
      of: .init(arm: "linkage", armLabel: "L & M", effect: .income, method: "exact", runsPerReplicate: 4),
      outcome: "income", outcomeLabel: "Income", parts: Self.parts, language: language)
  }
}

@Suite struct DecompositionReportUnitTests {
  @Test func theTableHasIntervalAndShare() throws {
    let scratch = Scratch()
    let folder = try ResultFolder(path: scratch.path("d"))
    try DecompositionTable.write(
      MadeUpParts(), arm: "linkage", parts: MadeUpParts.parts, language: .english, to: folder)
    try folder.commit(Manifest(version: "0.1.0"))
    // A cell can hold Chinese, so the table has a mark that spreadsheets need.
    let text = content(scratch.path("d/decomposition.csv"))
    #expect(text.hasPrefix("\u{FEFF}arm"))
    let rows = try #require(parseCSV(String(text.unicodeScalars.dropFirst())))
    #expect(rows[0] == DecompositionTable.decomposition.columns.map(\.name))
    #expect(rows.count == 1 + 3 * 3)
    #expect(rows[1][..<11] == ["linkage", "up", "Up", "banner", "b", "Banner", "2020", "4", "income", "yuan", "300"])
    // 300 degrees of freedom: t = 1.9679.
    #expect(abs(Double(rows[1][12])! - (300 - 19.679)) < 0.001 && abs(Double(rows[1][13])! - (300 + 19.679)) < 0.001)
    #expect(rows[1][14] == "1.5" && rows[4][14] == "-0.5" && rows[7][14] == "1")
    #expect(rows[3][10...] == ["", "", "", "", "", "0"], "what is undefined is empty")
  }

  @Test func theTextAddsUp() {
    let text = MadeUpParts().summary(.english).text
    for line in [
      "Uplift of \"L & M\" by channel (Shapley value): Income (yuan), 2020; 301 replicates of 4 runs each (exact)",
      "  Up                  +300  +280 to +320  +150 %  ████████████████████████",
      "  Down & out          -100   -120 to -80  -50.0 %  ▒▒▒▒▒▒▒▒",
      "  All                 +200  +180 to +220   +100 %",
    ] {
      let words = line.split(separator: " ").joined(separator: " ")
      #expect(
        text.split(separator: "\n").contains { $0.split(separator: " ").joined(separator: " ") == words },
        "\(line) is missing in\n\(text)")
    }
    #expect(MadeUpParts().summary(.chinese).text.contains("渠道"))
  }

  /// Bars are as long as contributions, each begins where the last one ends, and the whole begins at zero.
  @Test func thePictureIsAWaterfall() throws {
    final class Reader: NSObject, XMLParserDelegate {
      var bars: [(x: Double, width: Double)] = []
      var texts = ""
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
      ) {
        guard name == "rect", let x = attributes["x"].flatMap(Double.init) else { return }
        bars.append((x, Double(attributes["width"]!)!))
      }
      func parser(_ parser: XMLParser, foundCharacters string: String) { texts += string }
    }
    let reader = Reader()
    let parser = XMLParser(data: Data(DecompositionFigure.svg(MadeUpParts().summary(.english)).utf8))
    parser.delegate = reader
    #expect(parser.parse(), "not well-formed: \(String(describing: parser.parserError))")
    #expect(reader.bars.count == 6, "a place without numbers has no panel")
    let (up, down, all) = (reader.bars[0], reader.bars[1], reader.bars[2])
    #expect(abs(up.width / down.width - 3) < 0.01 && abs(all.width / down.width - 2) < 0.01)
    #expect(abs(down.x + down.width - (up.x + up.width)) < 0.02 && abs(all.x - up.x) < 0.02)
    #expect(abs(all.x + all.width - down.x) < 0.02)
    #expect(reader.texts.contains("Members <&>") && reader.texts.contains("+300"))
    // Deliberate fault: an unescaped name is no XML.
    #expect(!XMLParser(data: Data("<svg><text>Members <&></text></svg>".utf8)).parse())
  }
}
