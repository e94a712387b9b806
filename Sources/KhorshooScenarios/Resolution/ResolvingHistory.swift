import KhorshooInputs
import KhorshooModel
import KhorshooText

// The price history: its file read, its method checked against the series and the run.
extension ScenarioBuilder {
  private static let historyKey = MarketSection.historyKey

  /// Reads the file and reports what is wrong with it and with how it is used.
  mutating func resolveHistory() {
    guard let history = draft.history else { return }
    let key = Self.historyKey
    checkRequired(history)
    if history.method?.value == .replay, let blockYears = history.blockYears {
      report(
        "unneeded-key", blockYears.place, "\(key).blockYears",
        "a replay has no blocks; delete the line, or write 'method: bootstrap'")
    }
    if history.file == nil, let decimal = history.decimal {
      report(
        "unneeded-key", decimal.place, "\(key).decimal",
        "prices that stand in the scenario have decimal points; delete the line")
    }
    guard let table = table(history), let method = history.method else { return }
    let goods = PriceTable.goodNames(ledger).compactMap { name in table.goods.first { $0.name == name } }
    guard !goods.isEmpty else {
      report(
        "missing-column", history.place, key,
        "the series has no good of this scenario; known: \(PriceTable.goodNames(ledger).joined(separator: ", "))")
      return
    }
    if method.value == .replay {
      guard let years = draft.run.years else { return }
      guard years.value <= table.years else {
        report(
          "series-too-short", method.place, "\(key).method",
          "found a series of \(table.years) year\(table.years == 1 ? "" : "s"), expected at least run.years = \(years.value) for a replay; "
            + "shorten the run, lengthen the series or write 'method: bootstrap'")
        return
      }
      priceHistory = PriceHistory(firstYear: table.firstYear, goods: goods, method: .replay)
    } else if let blockYears = history.blockYears {
      guard blockYears.value <= table.years else {
        report(
          "series-too-short", blockYears.place, "\(key).blockYears",
          "found \(blockYears.value), expected at most \(table.years), the years of the series")
        return
      }
      priceHistory = PriceHistory(
        firstYear: table.firstYear, goods: goods, method: .bootstrap(blockYears: blockYears.value))
    }
  }

  private mutating func checkRequired(_ history: Statements<HistoryForm>) {
    for field in HistoryForm.list.fields where history.stated[field.name] == nil {
      let isNeeded =
        switch field.name {
        case "file": history.series == nil
        case "blockYears": history.method?.value == .bootstrap
        default: true
        }
      let key = "\(Self.historyKey).\(field.name)"
      guard let help = field.remedy, isNeeded, !isUnreadable(key) else { continue }
      report("missing-key", history.place, key, "neither the file nor its bases state it; \(help)")
    }
  }

  private mutating func table(_ history: Statements<HistoryForm>) -> PriceTable? {
    if let series = history.series { return series.value.goods.isEmpty ? nil : series.value }
    guard let file = history.file else { return nil }
    switch source.table(file.value, YamlText.byteLimit + 1) {
    case .failure(let fault):
      report(fault.code, file.place, "\(Self.historyKey).file", "\(quoted(file.value)): \(fault.message)")
      return nil
    case .success(let bytes):
      // Species that the scenario removes may stand in the file of a base.
      var priceReader = PriceFileReader(
        path: file.value, goodNames: PriceTable.goodNames(reader.ledger), decimal: history.decimal?.value ?? .point)
      let table = priceReader.read(bytes)
      diagnostics += priceReader.diagnostics
      historyFile = InputFile(path: file.value, sha256: SHA256Digest(of: bytes).description)
      return table
    }
  }

  /// Mean prices that a scenario changes and that the history hides.
  func hiddenMeanPrices() -> [Diagnostic] {
    guard let priceHistory else { return [] }
    return priceHistory.goods.compactMap { good in
      let key =
        switch good.name {
        case PriceHistory.wage: "market.wageYuanPerDay"
        case PriceHistory.hay: "market.hayYuanPerKg"
        default: "herds.\(good.name).priceYuanPerKg"
        }
      guard let stated = draft.values[key], stated.value != ledger[key]?.value else { return nil }
      return Diagnostic(
        .warning, code: "price-replaced", path: stated.place.path, line: stated.place.line, column: stated.place.column,
        key: key, message: "no effect: the price of \(good.name) comes from market.history")
    }
  }
}

extension PriceTable {
  /// Every name that a good can have.
  static func goodNames(_ ledger: ParameterLedger) -> [String] {
    ledger.speciesNames + [PriceHistory.hay, PriceHistory.wage]
  }
}
