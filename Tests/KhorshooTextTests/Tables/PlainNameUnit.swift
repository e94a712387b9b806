import KhorshooText
import Testing

/// Names that differ only in how they were typed, and identifiers that a spreadsheet cut.
@Suite struct PlainNameUnit {
  @Test(arguments: [
    ("Bayan", "Bayan"), (" Bayan\u{A0}", "Bayan"), ("\u{3000}巴彦\u{3000}嘎查", "巴彦 嘎查"), ("Bayan\u{200B}", "Bayan"),
    ("Sa\u{308}rs", "S\u{E4}rs"), ("Bayan\u{A0}Tohoi", "Bayan Tohoi"), ("\u{418}\u{306}", "\u{419}"),
  ])
  func oneForm(text: String, form: String) {
    #expect(Array(PlainName.canonical(text).unicodeScalars) == Array(form.unicodeScalars))
  }

  @Test func spellingsAreTold() {
    func told(_ names: [String: Int]) -> [String] {
      let sorted = names.sorted { $0.key < $1.key }
      return PlainName.spellings(sorted.map(\.key), counts: sorted.map(\.value)).map {
        "\(sorted[$0.rare].key) > \(sorted[$0.meant].key)"
      }
    }
    #expect(told(["Bayan": 29, "bayan": 1, "Hudag": 30]) == ["bayan > Bayan"])
    #expect(told(["Bayan": 29, "Ｂayan": 1]) == ["Ｂayan > Bayan"])
    #expect(told(["Bayan Tohoi": 2, "Bayan-Tohoi": 9]) == ["Bayan Tohoi > Bayan-Tohoi"])
    #expect(told(["第1嘎查": 9, "第１嘎查": 2]) == ["第１嘎查 > 第1嘎查"])
    #expect(told(["Bayan": 29, "Bayam": 1]) == ["Bayam > Bayan"])
    #expect(told(["Bayan": 29, "Baayn": 2]) == ["Baayn > Bayan"])
    // Two villages, numbered ones, short ones, common ones.
    #expect(told(["Hudag-1": 29, "Hudag-2": 1, "巴彦": 20, "巴音": 1, "Bayan": 20, "Hudag": 20, "Bayar": 18]) == [])
  }

  @Test func cutIdentifiersAreTold() {
    func told(_ ids: [String]) -> [String] {
      var cut = CutIdentifiers()
      for (row, id) in ids.enumerated() { cut.note(id, line: row + 2) }
      return cut.doubts.map { "\($0.line) \($0.isLost) \($0.message.prefix { $0 != ";" })" }
    }
    #expect(
      told(["A1", "1.23E+11", "1.24E+11"])
        == ["3 true 2 identifiers such as '1.23E+11' were made a number by a spreadsheet, which cut its digits"])
    #expect(
      told(["152104198001010000", "152104198001020000"])
        == [
          "2 false 2 identifiers such as '152104198001010000' end in zeros after 15 digits, as if cut by a spreadsheet"
        ])
    #expect(told(["152104198001010013", "152104198001020024", "152104198001020000"]) == [])
    #expect(told(["1E5", "12E+3x", "E+11", "2014", "H-1.5"]) == [])
  }
}
