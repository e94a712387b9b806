import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

// `market: {history: …}`: prices of a file, or stated here, that are replayed or resampled instead of the process.
// A derived file replaces key by key; `history: none` takes the history of the base out.
extension ScenarioFileReader {
  static let historyKeys = ["file", "series", "method", "blockYears"]

  mutating func readMarket(_ node: YamlNode) {
    if case .mapping(let entries) = node.content {
      for entry in entries where entry.key != "history" && tree("market").children[entry.key] != nil {
        report(
          "unknown-key", entry.place, "market.\(entry.key)",
          "parameters of the market stand below 'parameters:', as 'parameters: {market: {\(entry.key): …}}'")
      }
    }
    for entry in entries(node, "market", known: ["history"] + tree("market").order) where entry.key == "history" {
      readHistory(entry.value)
    }
  }

  mutating func readHistory(_ node: YamlNode) {
    let key = "market.history"
    guard case .mapping = node.content else {
      if case .scalar(let scalar) = node.content, scalar.text == "none" {
        draft.history = nil
      } else {
        report(ValueReader.missing(node, "'none' (to do without) or the keys file, method"), node.place, key)
      }
      return
    }
    let fields = entries(node, key, known: Self.historyKeys)
    if let file = fields.first(where: { $0.key == "file" }), let series = fields.first(where: { $0.key == "series" }) {
      report(
        "duplicate-key", series.place, "\(key).series",
        "prices are given by 'file' on line \(file.place.line) already; keep one"
      )
    }
    for field in fields { readHistorySetting(field.key, field.value, "\(key).\(field.key)") }
    if draft.history == nil { draft.history = ScenarioDraft.History(place: node.place) }
  }

  /// One setting, from a file or from the command line.
  mutating func readHistorySetting(_ name: String, _ node: YamlNode, _ key: String) {
    var history = draft.history ?? ScenarioDraft.History(place: node.place)
    history.place = node.place
    switch name {
    case "file":
      if let file = text(node, key, "the path of a CSV file") {
        history.source = .file(Stated(value: ScenarioChain.join(file.place.path, file.value), place: file.place))
      }
    case "series": history.source = .series(Stated(value: priceTable(node, key), place: node.place))
    case "method":
      if let method = value(node, RunSettings.historyMethod, key) {
        history.method = Stated(value: method.description, place: node.place)
        // A base's block is of no use to a replay that another file asks for.
        if method == .text("replay"), history.blockYears?.place.path != node.place.path { history.blockYears = nil }
      }
    default:
      if case .integer(let years) = value(node, RunSettings.blockYears, key) {
        history.blockYears = Stated(value: years, place: node.place)
      }
    }
    draft.history = history
  }

  mutating func value(_ node: YamlNode, _ parameter: Parameter, _ key: String) -> ParameterValue? {
    switch ValueReader.value(node, for: parameter) {
    case .success(let value): return value
    case .failure(let fault):
      report(fault, node.place, key)
      return nil
    }
  }

  /// `series: {firstYear: 2016, prices: {sheep: [20, 21, 22, 23]}}`; nil when something is wrong, which is told.
  private mutating func priceTable(_ node: YamlNode, _ key: String) -> PriceTable? {
    let count = diagnostics.count
    let fields = entries(node, key, known: ["firstYear", "prices"])
    var firstYear: Int?
    var goods: [PriceHistory.Good] = []
    for field in fields {
      let fieldKey = "\(key).\(field.key)"
      if field.key == "firstYear" {
        if case .integer(let year) = value(field.value, PriceTable.year, fieldKey) { firstYear = year }
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
      do throws(ValueFault) {
        guard case .scalar(let scalar) = item.content else { throw ValueReader.missing(item, "a price") }
        prices.append(try PriceTable.price(scalar, of: entry.key))
      } catch { report(error, item.place, "\(key)[\(index)]") }
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
