import Foundation
import KhorshooReports
import KhorshooText
import Testing

@Suite struct DisplayWidthUnitTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("鄂温克", 6), ("方案 A", 6), ("（元）", 6), ("é", 1), ("e\u{301}", 1), ("ᠮᠣᠩᠭᠣᠯ", 6), ("хоршоо", 6),
    ("–", 1),
    ("한국", 4),
  ])
  func columns(_ text: String, _ width: Int) { #expect(DisplayWidth.of(text) == width) }

  @Test func paddingCountsColumns() {
    #expect(DisplayWidth.padded("旗", to: 4) == "旗  ")
    #expect(DisplayWidth.padded("旗", to: 4, rightAligned: true) == "  旗")
    #expect(DisplayWidth.padded("自治旗", to: 4) == "自治旗")
  }
}
