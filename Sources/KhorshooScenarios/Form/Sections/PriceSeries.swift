import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

// `series: {firstYear: 2016, prices: {sheep: [20, 21, 22, 23]}}`: prices that a scenario states itself.

extension Field where Value == PriceTable {
  /// What is wrong in a series is told, and the series then has no goods.
  static func prices(_ name: String) -> Field {
    Field(
      name, LocalizedText(en: "Prices stated here instead of in a file.", zh: "直接写在此处的价格，代替文件。"), schema: [],
      written: { _ in "" }
    ) { reader, node, key in reader.priceTable(node, key) ?? PriceTable(firstYear: 0, goods: []) }
  }
}

extension PriceTable {
  private static let yearField: Field<Int> = .wholeNumber(
    "firstYear", 1...9999, "calendar year", "Calendar year of the first four prices.", "前四个价格所在的日历年。")

  static func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    let prices = OrderedJSON.object([
      ("type", .text("array")), ("minItems", .integer(4)), ("maxItems", .integer(4 * yearLimit)),
      ("items", .object([("type", .text("number")), ("exclusiveMinimum", .integer(0))])),
    ])
    // Added species can have prices too.
    let goods = described(
      "Four prices a year of species (yuan a kg of live weight), hay (yuan a kg) and wage (yuan a day).",
      [
        ("type", .text("object")), ("minProperties", .integer(1)),
        ("properties", .object(goodNames(ledger).map { ($0, prices) })), ("additionalProperties", prices),
      ])
    return object(
      [(yearField.name, yearField.schema), ("prices", goods)], required: ["firstYear", "prices"],
      "Prices stated here instead of in a file.")
  }
}

extension ScenarioFileReader {
  /// Nil when something is wrong, which is told.
  fileprivate mutating func priceTable(_ node: YamlNode, _ key: String) -> PriceTable? {
    let count = diagnostics.count
    let fields = entries(node, key, known: ["firstYear", "prices"])
    var firstYear: Int?
    var goods: [PriceHistory.Good] = []
    for field in fields {
      let fieldKey = "\(key).\(field.key)"
      if field.key == "firstYear" {
        firstYear = value(field.value, PriceTable.year, fieldKey)?.whole
      } else {
        for entry in entries(field.value, fieldKey, known: PriceTable.goodNames(ledger)) {
          goods.append(PriceHistory.Good(name: entry.key, prices: prices(entry, "\(fieldKey).\(entry.key)")))
        }
        if goods.isEmpty, diagnostics.count == count {
          report(
            "missing-value", field.value.place, fieldKey,
            "there is no good; give its prices, such as 'hay: [1, 1, 1, 1]'")
        }
      }
    }
    for name in ["firstYear", "prices"] where !fields.contains(where: { $0.key == name }) {
      report("missing-key", node.place, "\(key).\(name)", "the key is missing; give it a value")
    }
    for good in goods.dropFirst() where good.prices.count != goods[0].prices.count && diagnostics.count == count {
      report(
        "ragged-row", node.place, key,
        "\(good.name) has \(good.prices.count) prices and \(goods[0].name) \(goods[0].prices.count); give all the same years"
      )
    }
    guard diagnostics.count == count, let firstYear else { return nil }
    return PriceTable(firstYear: firstYear, goods: goods)
  }

  private mutating func prices(_ entry: YamlEntry, _ key: String) -> [Double] {
    let items = items(entry.value, key)
    var prices: [Double] = []
    for (index, item) in items.enumerated() {
      let price = taking(item, "\(key)[\(index)]") { item throws(ValueFault) in
        guard case .scalar(let scalar) = item.content else { throw ValueReader.missing(item, "a price") }
        return try PriceTable.price(scalar, of: entry.key)
      }
      if let price { prices.append(price) }
    }
    if case .list = entry.value.content, items.isEmpty || items.count % 4 != 0 {
      report(
        "partial-year", entry.value.place, key, "found \(items.count) prices, expected four a year in whole years")
    } else if items.count > 4 * PriceTable.yearLimit {
      report(
        "series-too-long", entry.value.place, key,
        "found \(items.count / 4) years, expected at most \(PriceTable.yearLimit): no run is longer")
    }
    return prices
  }
}
