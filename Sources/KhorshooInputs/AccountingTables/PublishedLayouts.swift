import KhorshooText

/// Tables as statistical offices publish them: codes of rows and columns that are no production, codes that are sums of others,
/// and rows and columns that name an industry each in its own way.
///
/// - Source: codes of final use, value added and balances: European system of accounts 2010, chapter 23, as in Eurostat's
///   symmetric tables (`naio_10_cp1700`) and FIGARO; OECD harmonised input-output tables and ICIO, whose read-me files name them.
/// - Proof: `PublishedLayoutsUnit`.
enum PublishedLayouts {
  /// What a code stands for.
  enum Meaning: Equatable {
    case kind(AccountingMatrix.Kind)
    /// Sum of others.
    case total
  }

  private static let finalDemand: Set<String> = [
    "P3", "P3_S13", "P3_S14", "P3_S15", "P5", "P5G", "P51", "P51G", "P52", "P53", "P5M", "P52_P53", "P6", "P6_B0",
    "P6_D0",
    "P6_S21", "P6_S22", "HFCE", "NPISH", "NPS", "GGFC", "GFCF", "INVNT", "INV", "DPABR", "DIRP", "P33", "FD", "DISC",
    "CONS_ABR", "CONS_NONRES", "EXPO", "IMPO", "VALU_ROW",
  ]
  private static let valueAdded: Set<String> = [
    "B1G", "D1", "D11", "D12", "D29", "D29X39", "D39", "P51C", "K1", "B2N", "B3N", "B3G", "B2A3N", "B2A3G", "VALU",
    "VA", "VA+TAXSUB", "LABR", "OTXS", "GOPS",
  ]
  private static let outside: Set<String> = [
    "P7", "P7_S21", "P7_S22", "IMP", "D21X31", "OP_RES", "OP_NRES", "TLS", "TAXSUB", "TXS_INT_FNL", "TXS_IMP_FNL",
  ]
  private static let totals: Set<String> = [
    "P1", "P2", "P2PP", "TS_BP", "TU", "TFU", "TOTAL", "CPA_TOTAL", "OUTPUT", "OUT", "TTL_INT_FNL",
  ]

  /// Codes that are sums, each with those that it may be the sum of, the innermost first.
  private static let sums: [(whole: String, parts: [String])] = [
    ("P52_P53", ["P52", "P53"]), ("P5M", ["P52", "P53", "P52_P53"]),
    ("P5", ["P51G", "P51", "P5M", "P52", "P53", "P52_P53"]), ("P5G", ["P51G", "P51", "P5M", "P52", "P53", "P52_P53"]),
    ("P3", ["P3_S13", "P3_S14", "P3_S15"]), ("P6", ["P6_S21", "P6_S22"]), ("P7", ["P7_S21", "P7_S22"]),
    ("D1", ["D11", "D12"]), ("B2A3N", ["B2N", "B3N"]), ("B2A3G", ["P51C", "K1", "B2A3N", "B2N", "B3N"]),
    ("B1G", ["D1", "D11", "D12", "D29X39", "D29", "D39", "P51C", "K1", "B2A3G", "B2A3N", "B2N", "B3N"]),
    ("VALU", ["LABR", "OTXS", "GOPS"]),
  ]

  /// What a code of a row or column stands for, with the code of a country before or after it or without; nil of others.
  static func meaning(_ name: String) -> Meaning? {
    let code = name.uppercased()
    for text in [code, withoutCountry(code), withoutCountryBehind(code)].compactMap(\.self) {
      if totals.contains(text) { return .total }
      if finalDemand.contains(text) || outside.contains(text) { return .kind(.exogenous) }
      if valueAdded.contains(text) { return .kind(.valueAdded) }
    }
    return nil
  }

  /// `AUT_HFCE`, `AT_P3_S14`: without the two or three letters of a country.
  private static func withoutCountry(_ code: String) -> String? {
    guard let bar = code.firstIndex(of: "_"), isCountry(code[..<bar]) else { return nil }
    return String(code[code.index(after: bar)...])
  }

  /// `HFCE_AUT`, as in the ICIO of 2016.
  private static func withoutCountryBehind(_ code: String) -> String? {
    guard let bar = code.lastIndex(of: "_"), isCountry(code[code.index(after: bar)...]) else { return nil }
    return String(code[..<bar])
  }

  /// Two or three letters or digits, as of a country.
  static func isCountry(_ text: Substring) -> Bool {
    (2...3).contains(text.count) && text.allSatisfy { $0.isLetter || $0.isNumber }
  }

  /// Rows and columns of a table of names and amounts as accounts: rows named after the columns of their industry, sums and
  /// parts of sums left out.
  static func accounts(_ records: [CSVText.Record], _ mark: DecimalMark) -> [CSVText.Record] {
    guard let header = records.first, records.count > 1 else { return records }
    let columns = header.cells.map(\.trimmedOfSpace)
    let rows = renamed(records.map { $0.cells[0].trimmedOfSpace }, columns)
    /// Amounts of a row; nil where a cell is no number.
    func amounts(_ record: CSVText.Record) -> [Double?] {
      record.cells.map { cell in
        let text = cell.trimmedOfSpace
        return text.isEmpty ? 0 : Double(mark == .comma ? text.replacing(",", with: ".") : text)
      }
    }
    let codes = Set(sums.flatMap { $0.parts + [$0.whole] })
    guard rows.contains(where: codes.contains) || columns.contains(where: codes.contains) else {
      return records.indices.map { records[$0].named(rows[$0]) }
    }
    let cells = records.map(amounts)
    let inRows = Set(rows).subtracting(columns)
    let inColumns = Set(columns).subtracting(rows)
    let decimals = records.dropFirst().reduce(0) { most, record in
      record.cells.dropFirst().reduce(most) { most, cell in
        max(most, cell.split(separator: mark == .comma ? "," : ".").dropFirst().last?.count ?? 0)
      }
    }
    let unit = (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
    let left = leftOut(rows, among: inRows, unit: unit) { cells[$0] }
    let leftColumns = leftOut(columns, among: inColumns, unit: unit) { column in
      cells.map { $0.indices.contains(column) ? $0[column] : 0 }
    }
    return records.indices.filter { !left.contains($0) }.map {
      records[$0].named(rows[$0]).without(leftColumns)
    }
  }

  /// Without columns and a second row that hold labels: text in every cell.
  static func withoutLabels(_ records: [CSVText.Record]) -> [CSVText.Record] {
    guard records.count > 2, let header = records.first else { return records }
    func isLabel(_ cell: String?) -> Bool {
      guard let text = cell?.trimmedOfSpace, let first = text.first else { return false }
      return (first.isLetter || first == "(") && !NoValue.holds(text)
    }
    let below = records[1].cells.dropFirst()
    let isLabelled = below.count > 1 && below.count == header.cells.count - 1 && below.allSatisfy { isLabel($0) }
    let rows = records.dropFirst(isLabelled ? 2 : 1)
    let labels = Set(
      header.cells.indices.dropFirst().filter { column in
        rows.count > 1 && rows.allSatisfy { isLabel($0.cells.indices.contains(column) ? $0.cells[column] : nil) }
      })
    return ([header] + rows).map { $0.without(labels) }
  }

  /// Lines that are sums of others by their code, or parts that do not make up a sum: *of which*.
  private static func leftOut(
    _ names: [String], among single: Set<String>, unit: Double, _ amounts: (Int) -> [Double?]
  ) -> Set<Int> {
    var places: [String: Int] = [:]
    for (index, name) in names.enumerated() where single.contains(name) { places[name] = index }
    var left: Set<Int> = []
    for (whole, parts) in sums {
      guard let sum = places[whole] else { continue }
      let lines = parts.compactMap { places[$0] }.filter { !left.contains($0) }
      guard !lines.isEmpty else { continue }
      let (total, each) = (amounts(sum), lines.map(amounts))
      // The first cell is the name.
      let isSum = total.indices.dropFirst().allSatisfy { k in
        guard let amount = total[k] else { return true }
        let whole = each.reduce(0) { $0 + ($1[k] ?? 0) }
        return (whole - amount).magnitude <= max(0.005 * amount.magnitude, 0.5 * unit * Double(lines.count + 1)) + 1e-9
      }
      if isSum { left.insert(sum) } else { left.formUnion(lines) }
    }
    return left
  }

  /// Names of rows, those of an industry as its column is named: the OECD's `TTL_01T02`, or `DOM_01T02` beside `IMP_01T02`, of
  /// `D01T02`.
  private static func renamed(_ rows: [String], _ columns: [String]) -> [String] {
    let across = Set(columns.dropFirst())
    guard rows.contains(where: { row in origins.contains { row.hasPrefix($0) } }) else { return rows }
    var columnOf: [Substring: String] = [:]
    for column in across where !rows.contains(column) {
      columnOf[column[...]] = column
      if let first = column.first, first.isLetter { columnOf[column.dropFirst()] = column }
    }
    return rows.map { row in
      guard !across.contains(row), let origin = origins.first(where: { row.hasPrefix($0) }) else { return row }
      let code = row.dropFirst(origin.count)
      guard let column = columnOf[code] ?? columnOf[code.dropFirst()] else { return row }
      return origin == "IMP_" ? "import:\(row)" : column
    }
  }

  /// What stands before the code of an industry in a row of the OECD's national tables.
  private static let origins = ["TTL_", "DOM_", "IMP_"]
}

extension CSVText.Record {
  /// The same with another first cell.
  fileprivate func named(_ name: String) -> CSVText.Record {
    cells[0] == name ? self : CSVText.Record(line: line, cells: [name] + cells.dropFirst(), places: places)
  }

  /// The same without some cells.
  fileprivate func without(_ columns: Set<Int>) -> CSVText.Record {
    guard !columns.isEmpty else { return self }
    let kept = cells.indices.filter { !columns.contains($0) }
    return CSVText.Record(line: line, cells: kept.map { cells[$0] }, places: kept.map { places[$0] })
  }
}
