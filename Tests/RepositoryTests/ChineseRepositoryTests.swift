import Foundation
import Testing

/// One script of Chinese: simplified, in whatever a user or a reader meets.
@Suite struct ChineseRepositoryTests {
  private static let endings = ["swift", "md", "csv", "yaml", "ipynb", "py", "sh", "svg", "c", "h", "txt"]
  /// What is printed elsewhere stays as it is printed: titles, and the statements of the source row by row.
  private static let quotations = ["CITATION.cff", "SourceDocument.md", "TraditionalCharacters.swift"]
  private static let corners = Set<Character>("\u{300C}\u{300D}\u{300E}\u{300F}")

  @Test("no traditional form and no corner bracket outside quotations")
  func script() {
    for path in Repository.files where Self.endings.contains((path as NSString).pathExtension) {
      guard !Self.quotations.contains((path as NSString).lastPathComponent) else { continue }
      for (line, found) in Self.faults(in: Repository.text(path), of: path) {
        Issue.record(
          "\(path):\(line): \(found) is not simplified Chinese; write the simplified form, and “ ” for quotation marks")
      }
    }
  }

  @Test("each of these checks notices a fault, and a quotation of the source is none")
  func deliberateFaults() {
    #expect(Self.faults(in: "合作社\n社\u{54E1}", of: "README.md").map(\.line) == [2])
    #expect(Self.faults(in: "\u{300C}六个一\u{300D}", of: "scenarios/a.yaml").map(\.found) == ["\u{300C}", "\u{300D}"])
    let row = "| party members | 党员 | \u{9EE8}\u{54E1} | 996 persons. | `places.partyMemberCount` |"
    #expect(Self.faults(in: row, of: "GLOSSARY.md").isEmpty)
    #expect(Self.faults(in: row, of: "README.md").count == 2)
    #expect(Self.faults(in: "| member | 社\u{54E1} |  | A household. | `Cooperative` |", of: "GLOSSARY.md").count == 1)
  }

  /// A branch on the language, as in `isChinese ? … : …`; there is one, in `LocalizedText`.
  private static let branch = "isChinese|[!=]= \\.(?:chinese|english)\\b|switch language|case \\.chinese:"

  @Test("texts of both languages stand side by side, in no branch on the language")
  func noBranches() {
    for path in Repository.swiftFiles(below: "Sources") where path != "Sources/KhorshooText/Language/Language.swift" {
      let found = matches("(\(Self.branch))", in: Repository.text(path))
      #expect(
        found.isEmpty, "\(path) has \(found.count) branches on the language; write LocalizedText(en:zh:)[language]")
    }
    #expect(matches("(\(Self.branch))", in: "isChinese ? \"户\" : \"households\"").count == 1)
    #expect(matches("(\(Self.branch))", in: "(language == .chinese)\n  ? \"户\" : \"households\"").count == 1)
    #expect(matches("(\(Self.branch))", in: "switch language {\ncase .chinese: \"户\"").count == 2)
    #expect(matches("(\(Self.branch))", in: "LocalizedText(en: \"households\", zh: \"户\")[language]").isEmpty)
  }

  /// Faulty characters with their lines; the glossary's column of the source is a quotation.
  private static func faults(in text: String, of path: String) -> [(line: Int, found: String)] {
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, whole in
      var line = String(whole)
      if path == "GLOSSARY.md" {
        let cells = line.components(separatedBy: "|")
        if cells.count == 7 { line = (cells[..<3] + cells[4...]).joined() }
      }
      return line.filter { traditionalCharacters.contains($0) || corners.contains($0) }
        .map { (line: index + 1, found: String($0)) }
    }
  }
}
