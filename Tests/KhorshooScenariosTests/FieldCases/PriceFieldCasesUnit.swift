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

  static func read(_ text: String, decimal: DecimalMark = .point) -> (prices: [[Double]]?, told: [String]) {
    var reader = PriceFileReader(path: "p.csv", goodNames: ["sheep", "cattle", "hay", "wage"], decimal: decimal)
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

  @Test func decimalCommasAreReadWhereDeclared() {
    let semicolons = Self.plain.replacing(",", with: ";").replacing(".", with: ",")
    for text in [semicolons, semicolons.replacing(";", with: "\t"), semicolons.replacing("20,5", with: "２０,5")] {
      let (prices, told) = Self.read(text, decimal: .comma)
      #expect(prices == Self.prices && told.isEmpty, "\(told)")
    }
    let thousands = Self.read(semicolons.replacing("22,25", with: "1.022,25"), decimal: .comma)
    #expect(thousands.prices?[0] == [20.5, 21, 1022.25, 20], "\(thousands)")
    #expect(
      Self.read(semicolons).told == [
        "p.csv:1:1: columns are separated by semicolons; save the file with commas, or declare decimal commas (market.history.decimal: comma) [csv-syntax]"
      ])
  }

  /// A point between thousands where the column has decimal commas, and neither where nothing decides.
  @Test func theColumnDecides() {
    let rows = Self.plain.replacing("20.5,", with: "\"20,5\",").replacing(",21,", with: ",1.020,")
    let told = Self.read(rows).told
    #expect(told.contains { $0.contains("found '20,5'") && $0.contains("declare decimal commas") }, "\(told)")
    let doubtful = Self.read(Self.plain.replacing("22.25", with: "\"1,022\"").replacing("20.5", with: "20")).told
    #expect(
      doubtful.count == 1
        && doubtful[0].contains("write 1022 if the comma stands between thousands, 1.022 if before a fraction"),
      "\(doubtful)")
  }

  @Test(arguments: ["Total", "2016 Mean", "平均", "合计", "Summe", "Итого", "Durchschnitt", "Нийт дүн"])
  func sumsAndMeansAreNoQuarter(word: String) {
    let rows = Self.plain + "\(word),,83.75,4.6\n"
    let told = Self.read(rows).told
    #expect(told.count == 1 && told[0].hasPrefix("p.csv:6:1: year: '\(word)'"), "\(told)")
    #expect(told[0].hasSuffix("a row is a quarter; delete the row [sum-row]"), "\(told)")
  }

  @Test func datesAreNoYears() {
    let told = Self.read(Self.plain.replacing("2016", with: "42370")).told
    #expect(told.count == 4 && told.allSatisfy { $0.contains("write the year") }, "\(told)")
  }

  @Test func fullWidthCommasAreNamed() {
    #expect(
      Self.read(Self.plain.replacing(",", with: "，")).told == [
        "p.csv:1:1: columns are separated by full-width commas; save the file with commas [csv-syntax]"
      ])
  }

  @Test func datesAreNoPrices() {
    let told = Self.read(Self.plain.replacing("22.25", with: "45752")).told
    #expect(told.map { $0.suffix(13) } == ["[date-serial]"], "\(told)")
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
