import Foundation
import KhorshooReports
import KhorshooText
import Testing

@Suite struct ReadableNumberUnitTests {
  @Test func roundingFollowsTheLargestOfAColumn() {
    let large = ReadableNumber(for: [42_310.4, 3.2, .nan], digits: 4)
    #expect([42_310.4, 3.2, -1234.5, .nan, 0].map { large.text($0) } == ["42,310", "3", "-1,234", "–", "0"])
    let small = ReadableNumber(for: [0.0123, 0.001], digits: 3)
    #expect(small.text(0.0123, signed: true) == "+0.0123")
    #expect(ReadableNumber(for: [2.5e20], digits: 3).text(2.5e20) == "2.50e+20")
    #expect(ReadableNumber(for: [], digits: 3).text(.infinity) == "∞")
  }

  @Test func shortCountsAndShares() {
    #expect(
      [0, 950, 999.6, 12_345, 4.56e6, 99.96e6, 7.891e9].map(ReadableNumber.short) == [
        "0", "950", "1.00 k", "12.3 k", "4.56 M", "100 M", "7.89 G",
      ])
    #expect(
      [0.029, -0.5, 0, 12.345, .nan].map(ReadableNumber.percent) == ["+2.9 %", "-50.0 %", "0 %", "+1,234 %", "–"])
    #expect(ReadableNumber.count(-1_234_567) == "-1,234,567")
  }
}
