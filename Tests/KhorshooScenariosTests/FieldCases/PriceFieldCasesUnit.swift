import KhorshooInputs
import KhorshooText
import Testing

/// Price histories as statistical offices and spreadsheets write them.
@Suite struct PriceFieldCasesUnit {
  static let plain = """
    year,quarter,sheep,hay
    2016,1,20.5,1.0
    2016,2,21,1.1
    2016,3,22.25,1.2
    2016,4,20,1.3

    """

  static func read(_ text: String) -> (prices: [[Double]]?, told: [String]) {
    var reader = PriceFileReader(path: "p.csv", goodNames: ["sheep", "cattle", "hay", "wage"])
    let table = reader.read(Array(text.utf8))
    return (table?.goods.map(\.prices), reader.diagnostics.map(\.description))
  }

  static let prices = [[20.5, 21, 22.25, 20], [1.0, 1.1, 1.2, 1.3]]

  @Test func whatProgramsWriteIsRead() {
    let rows = Self.plain.split(separator: "\n")
    let forms = [
      Self.plain, "\u{FEFF}" + rows.map { $0 + ",,," }.joined(separator: "\r\n") + "\r\n,,,,,\r\n",
      Self.plain.replacing("year,quarter,sheep,hay", with: "年份,季度,羊（元/公斤）,饲草"), Self.plain.replacing(",", with: " , "),
      Self.plain.replacing("20.5", with: "２０.5"),
    ]
    for text in forms {
      let (prices, told) = Self.read(text)
      #expect(prices == Self.prices && told.isEmpty, "\(text)\(told)")
    }
  }

  @Test func decimalCommasAreAdvised() {
    let quoted = Self.plain.replacing("20.5", with: "\"20,5\"").replacing("22.25", with: "\"1.022,25\"")
    #expect(
      Self.read(quoted).told.map {
        $0.prefix { $0 != ";" } + ($0.contains("write 20.5,") || $0.contains("write 1022.25,") ? " ok" : "")
      }
        == [
          "p.csv:2:8: sheep: found '20,5', expected a price above 0 (yuan a kg of live weight) ok",
          "p.csv:4:8: sheep: found '1.022,25', expected a price above 0 (yuan a kg of live weight) ok",
        ])
  }

  @Test(arguments: ["NA", "n/a", "NULL", ".", "NaN", "#N/A", ""])
  func noValueIsAMissingPrice(word: String) {
    let told = Self.read(Self.plain.replacing("22.25", with: word)).told
    #expect(
      told == [
        "p.csv:4:8: sheep: found nothing, expected a price above 0 (yuan a kg of live weight); every quarter has a price [missing-value]"
      ])
  }

  @Test func codesAndSeparatorsAreTold() {
    let codes = Self.plain.replacing(",21,", with: ",9999,").replacing(",20,1.3", with: ",9999,1.3")
    #expect(
      Self.read(codes).told == [
        "p.csv:3:1: sheep: 9999 (2 times) stand apart from the other values and look like codes for no answer; every quarter has a price [missing-code]"
      ])
    let points = "year,quarter,sheep\n2016,1,950\n2016,2,1.200\n2016,3,980\n2016,4,1.100\n"
    #expect(Self.read(points).told.map { $0.suffix(18) } == ["[malformed-number]"])
  }

  @Test func rowsAboveTheNamesAndOrderAreOneMessage() {
    #expect(Self.read("Prices 2016,,,\n" + Self.plain).told.map { $0.suffix(13) } == ["[header-rows]"])
    let units = Self.plain.replacing("\n", with: "\n,,yuan,yuan\n", maxReplacements: 1)
    #expect(Self.read(units).told.map { $0.suffix(13) } == ["[header-rows]"])
    let rows = Self.plain.split(separator: "\n")
    let falling = ([rows[0]] + rows.dropFirst().reversed()).joined(separator: "\n")
    #expect(
      Self.read(falling).told == [
        "p.csv:3:1: the rows run from the last quarter to the first; sort them by year and quarter [quarter-order]"
      ])
    let words = "year,quarter,sheep\n" + (0..<200).map { "\(2000 + $0 / 4),\($0 % 4 + 1),dear\n" }.joined()
    #expect(Self.read(words).told.count == 11)
  }
}
