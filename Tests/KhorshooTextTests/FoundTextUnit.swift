import KhorshooText
import Testing

@Suite struct FoundTextUnit {
  @Test func controlCharactersAreShown() {
    #expect(FoundText.visible("a\u{1b}[31mb") == "a\\u{1b}[31mb")
    #expect(FoundText.visible("a\u{9b}31m\u{7f}\r\u{202e}") == "a\\u{9b}31m\\u{7f}\\u{d}\\u{202e}")
    #expect(FoundText.visible("one\ntwo", keepingLines: true) == "one\ntwo")
    #expect(FoundText.visible("one\ntwo") == "one\\u{a}two")
    #expect(FoundText.visible("a,\u{1b}b\r\nc\rd\r\n", keepingLines: true) == "a,\\u{1b}b\r\nc\\u{d}d\r\n")
    #expect(FoundText.visible("牧户\u{200d}é") == "牧户\u{200d}é", "joiners of Mongolian stay")
  }

  @Test func aWordIsQuotedAndNoPage() {
    #expect(FoundText.quoted("sheep") == "'sheep'")
    #expect(FoundText.quoted(String(repeating: "x", count: 40)) == "'" + String(repeating: "x", count: 40) + "'")
    #expect(FoundText.quoted(String(repeating: "x", count: 41)) == "'" + String(repeating: "x", count: 40) + "…'")
    #expect(FoundText.quoted("\u{7}") == "'\\u{7}'")
  }

  @Test func everyMessageIsSafeToPrint() {
    let told = Diagnostic(
      code: "unknown-key", path: "a\u{1b}c.csv", line: 1, column: 1,
      key: "\u{1b}[31mkey" + String(repeating: "k", count: 500), message: "found \u{7}")
    #expect(told.description.unicodeScalars.allSatisfy { $0.value >= 32 && !(0x7F...0x9F).contains($0.value) })
    #expect(told.description.count < 120, "\(told)")
  }
}
