import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// How a price history is used.
enum HistoryMethod: String, CaseIterable {
  case replay, bootstrap
}

/// `market: {history: …}`: prices of a file, or stated here, that are replayed or resampled instead of the process.
/// A derived file replaces key by key; `history: none` takes the history of the base out.
struct HistoryForm: FieldForm {
  let file: Field<String> = .path(
    "file", remedy: "give the path of a CSV file, relative to the file that states it",
    "CSV file, relative to this one: year, quarter, then goods.", "CSV 文件（路径相对本文件）：年、季，然后是各商品。")
  let series: Field<PriceTable> = .prices("series")
  let method: Field<HistoryMethod> = .choice(
    "market.history.method", remedy: "write replay or bootstrap",
    "replay: year y of the run is year y of the series; bootstrap: blocks of years drawn with replacement.",
    "replay：运行的第 y 年即序列的第 y 年；bootstrap：有放回地抽取年份区段。")
  let blockYears: Field<Int> = .wholeNumber(
    "market.history.blockYears", 1...100, "years",
    remedy: "give the consecutive years that are drawn together, such as 2", isVaried: true,
    "Consecutive years that are drawn together; only with bootstrap.", "一起抽取的连续年数；只用于 bootstrap。")

  let decimal: Field<DecimalMark> = .choice(
    "market.history.decimal", standard: .point,
    "Sign before the fraction of a number in the file; with comma, columns may be separated by semicolons or tabs.",
    "文件中小数的符号：point 为小数点，comma 为小数逗号（列可用分号或制表符分隔）。")

  static let list = FieldList(HistoryForm())

  /// What can be set on the command line: all but whole series.
  static let settable = ["file", "method", "blockYears", "decimal"]
}

struct MarketSection: FormSection {
  let name = "market"
  var fields: [(key: String, field: any FormField)] { HistoryForm.list.keyed(Self.historyKey) }
  static let historyKey = "market.history"

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    let parameters = reader.tree(name)
    if case .mapping(let entries) = node.content {
      for entry in entries where entry.key != "history" && parameters.children[entry.key] != nil {
        reader.report(
          "unknown-key", entry.place, "market.\(entry.key)",
          "parameters of the market stand below 'parameters:'; write 'parameters: {market: {\(entry.key): …}}'")
      }
    }
    for entry in reader.entries(node, name, known: ["history"] + parameters.order) where entry.key == "history" {
      Self.readHistory(entry.value, &reader)
    }
  }

  static func readHistory(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    guard case .mapping = node.content else {
      if node.isNone {
        reader.draft.history = nil
      } else {
        reader.report(
          ValueReader.missing(node, "'none' (to do without) or the keys file, method"), node.place, historyKey)
      }
      return
    }
    let fields = reader.entries(node, historyKey, known: HistoryForm.list.fields.map(\.name))
    if let file = fields.first(where: { $0.key == "file" }), let series = fields.first(where: { $0.key == "series" }) {
      reader.report(
        "duplicate-key", series.place, "\(historyKey).series",
        "prices are given by 'file' on line \(file.place.line) already; keep one"
      )
    }
    for field in fields { readHistory(field.key, field.value, &reader) }
    if reader.draft.history == nil { reader.draft.history = Statements(place: node.place) }
  }

  /// One field, from a file or from the command line.
  static func readHistory(_ field: String, _ node: YamlNode, _ reader: inout ScenarioFileReader) {
    var history = reader.draft.history ?? Statements(place: node.place)
    history.place = node.place
    history.take(field, node, "\(historyKey).\(field)", &reader)
    // Prices have one source, and a base's block is of no use to a replay that another file asks for.
    if field == "file", history.file?.place == node.place { history.series = nil }
    if field == "series" { (history.file, history.decimal) = (nil, nil) }
    if field == "method", history.method?.value == .replay, history.blockYears?.place.path != node.place.path {
      history.blockYears = nil
    }
    reader.draft.history = history
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    guard let history = scenario.priceHistory else { return }
    let origin = { (name: String) in scenario.origins["\(Self.historyKey).\(name)"]?.description }
    writer.line(0, name)
    writer.line(1, "history")
    switch history.method {
    case .replay: writer.line(2, "method", "replay", comment: origin("method"))
    case .bootstrap(let blockYears):
      writer.line(2, "method", "bootstrap", comment: origin("method"))
      writer.line(2, "blockYears", "\(blockYears)", comment: origin("blockYears"))
    }
    let file = origin("file").flatMap { origin in
      scenario.inputFiles.dropLast(scenario.roster?.tables.count ?? 0).last.map { "\(origin), from \($0.path)" }
    }
    writer.line(2, "series", comment: file ?? origin("series"))
    writer.line(3, "firstYear", "\(history.firstYear)")
    writer.line(3, "prices")
    for good in history.goods { writer.years(4, good.name, good.prices) }
  }

  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] {
    guard let history = scenario.priceHistory else { return [] }
    let (told, hashed) =
      switch history.method {
      case .replay: ("replay", "replay")
      case .bootstrap(let blockYears): ("bootstrap of \(blockYears) years", "bootstrap \(blockYears)")
      }
    return [Fact("\(Self.historyKey).method", told, ["\(Self.historyKey)=\(hashed)"])]
      + history.goods.map { good in
        let prices = good.prices.map { "\($0)" }
        return Fact(
          "\(Self.historyKey).\(good.name)", prices.joined(separator: ", "),
          ["price \(good.name)=\(prices.joined(separator: ","))"])
      }
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    let fields = HistoryForm.list.fields.map { field in
      (field.name, field.name == "series" ? PriceTable.schema(ledger) : field.schema)
    }
    return object(
      [
        (
          "history",
          described(
            "Prices to be met instead of the process.",
            [("oneOf", .list([noneSchema("Does without the history of the base."), object(fields)]))])
        )
      ], "Where prices come from, if not from the process.")
  }
}
