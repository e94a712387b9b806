import Foundation
import KhorshooText
import TestSupport
import Testing

@Suite struct NumberTextUnitTests {
  @Test(arguments: [
    (0.5, "0.5"), (123.456, "123.456"), (0.0001, "0.0001"), (0.00001, "1e-05"), (.leastNonzeroMagnitude, "5e-324"),
    (2.2250738585072014e-308, "2.2250738585072014e-308"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    (9_007_199_254_740_991, "9007199254740991"), (9_007_199_254_740_992, "9007199254740992"),
    (9_007_199_254_740_994, "9.007199254740994e+15"),
    (-4_503_599_627_370_495.5, "-4503599627370495.5"), (1e23, "1e+23"), (9.5e-3, "0.0095"),
  ])
  func edges(_ value: Double, _ expected: String) {
    #expect(text(value) == expected)
    #expect(standard(value) == expected)
  }

  @Test func wholeNumbersReachBothEnds() {
    for value in [Int.min, Int.max, 0, -1, 10, 99_999, 100_000, 9_999_999_999] {
      let written = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberText.maxBytes) { bytes in
        String(decoding: bytes[..<NumberText.write(value, to: bytes.baseAddress!)], as: UTF8.self)
      }
      #expect(written == String(value))
    }
  }

  @Test func thePowersOfTenArePublishedOnes() {
    // Entries of the table printed in Drachennest (schubfach.cc), first, zeroth and last.
    let table = PowersOfTen.table
    #expect(table.count == 617)
    #expect(table[0] == 0xFF77_B1FC_BEBC_DC4F_25E8_E89C_13BB_0F7B)
    #expect(table[292] == 0x8000_0000_0000_0000_0000_0000_0000_0000)
    #expect(table[293] == 0xA000_0000_0000_0000_0000_0000_0000_0000)
    #expect(table[616] == 0x9E19_DB92_B4E3_1BA9_6C07_A2C2_6A83_46D2)
  }
}
