import KhorshooText

/// Tables as statistical offices publish them: codes of rows and columns that are no production, and tables of one row an amount.
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
    "P3", "P3_S13", "P3_S14", "P3_S15", "P5", "P5G", "P51G", "P52", "P53", "P5M", "P52_P53", "P6", "P6_B0", "P6_D0",
    "P6_S21", "P6_S22", "HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "CONS_ABR", "CONS_NONRES", "EXPO", "IMPO",
    "VALU_ROW",
  ]
  private static let valueAdded: Set<String> = [
    "B1G", "D1", "D11", "D12", "D29", "D29X39", "D39", "P51C", "B2N", "B3N", "B2A3N", "B2A3G", "VALU", "VA", "LABR",
    "OTXS", "GOPS",
  ]
  private static let outside: Set<String> = [
    "P7", "IMP", "D21X31", "OP_RES", "OP_NRES", "TLS", "TXS_INT_FNL", "TXS_IMP_FNL",
  ]
  private static let totals: Set<String> = [
    "P1", "P2", "TS_BP", "TU", "TFU", "TOTAL", "CPA_TOTAL", "OUTPUT", "OUT", "TTL_INT_FNL",
  ]

  /// What a code of a row or column stands for, with the code of a country before it or without; nil of others.
  static func meaning(_ name: String) -> Meaning? {
    let code = name.uppercased()
    for text in [code, withoutCountry(code)].compactMap(\.self) {
      if totals.contains(text) { return .total }
      if finalDemand.contains(text) || outside.contains(text) { return .kind(.exogenous) }
      if valueAdded.contains(text) { return .kind(.valueAdded) }
    }
    return nil
  }

  /// `AUT_HFCE`, `AT_P3_S14`: without the two or three letters of a country.
  private static func withoutCountry(_ code: String) -> String? {
    guard let bar = code.firstIndex(of: "_") else { return nil }
    let country = code[..<bar]
    guard (2...3).contains(country.count), country.allSatisfy({ $0.isLetter || $0.isNumber }) else { return nil }
    return String(code[code.index(after: bar)...])
  }

  /// Names of columns of tables of one row an amount: who receives, who pays, how much.
  private static let long: (rows: [String], columns: [String], values: [String]) = (
    ["row", "prd_ava", "ind_ava", "rowpi", "icioirow", "icuserow", "from", "row_sector"],
    ["column", "col", "prd_use", "ind_use", "colpi", "icioicol", "icusecol", "to", "col_sector"],
    ["value", "obs_value", "obsvalue", "values", "amount"]
  )

  /// Columns of a table of one row an amount that have to be one and the same in all rows: year, country, unit, kind of flow.
  private static let dimensions = ["time_period", "time", "geo", "unit", "stk_flow", "freq", "year", "country"]

  /// A table of one row an amount as rows and columns; the records themselves when they are no such table.
  ///
  /// Rows and columns that a code names as totals become `total`.
  /// - Throws: ``Fault`` when it holds several tables, or an amount twice.
  static func wide(_ records: [CSVText.Record]) throws(Fault) -> [CSVText.Record] {
    guard let header = records.first, records.count > 1 else { return records }
    let names = header.cells.map { $0.trimmedOfSpace.lowercased() }
    func place(_ known: [String]) -> Int? { names.firstIndex { known.contains($0) } }
    guard let row = place(long.rows), let column = place(long.columns), let value = place(long.values) else {
      return records
    }
    for name in dimensions {
      guard let index = names.firstIndex(of: name) else { continue }
      let found = Set(records.dropFirst().compactMap { $0.cells.indices.contains(index) ? $0.cells[index] : nil })
      guard found.count <= 1 else {
        throw Fault(
          code: "several-tables", place: header.places[index], name: name,
          message: "found \(found.sorted().prefix(4).joined(separator: ", ")), expected one: keep the rows of one table"
        )
      }
    }
    return try pivot(records, row, column, value)
  }

  /// Why a table of one row an amount cannot be used.
  struct Fault: Error {
    let code: String
    let place: CSVText.Place
    let name: String
    let message: String
  }

  private static func pivot(
    _ records: [CSVText.Record], _ row: Int, _ column: Int, _ value: Int
  ) throws(Fault) -> [CSVText.Record] {
    var (rows, columns) = ([String](), [String]())
    var (rowOf, columnOf) = ([String: Int](), [String: Int]())
    var cells: [[(text: String, place: CSVText.Place)?]] = []
    let header = records[0]
    for record in records.dropFirst() {
      guard record.cells.count > max(row, column, value) else {
        throw Fault(
          code: "ragged-row", place: record.places[0], name: "",
          message: "found \(record.cells.count) cells, expected \(header.cells.count)")
      }
      let (receiver, payer) = (record.cells[row].trimmedOfSpace, record.cells[column].trimmedOfSpace)
      let r = rowOf[receiver] ?? rows.count
      if r == rows.count {
        rowOf[receiver] = r
        rows.append(receiver)
        cells.append([])
      }
      let c = columnOf[payer] ?? columns.count
      if c == columns.count {
        columnOf[payer] = c
        columns.append(payer)
      }
      while cells[r].count <= c { cells[r].append(nil) }
      guard cells[r][c] == nil else {
        throw Fault(
          code: "duplicate-name", place: record.places[value], name: receiver,
          message: "the amount that \(quoted(payer)) pays to it stands above; keep one")
      }
      cells[r][c] = (record.cells[value], record.places[value])
    }
    let start = header.places[0]
    var wide = [
      CSVText.Record(
        line: header.line, cells: [""] + columns, places: [start] + columns.map { _ in header.places[column] })
    ]
    for (r, name) in rows.enumerated() {
      let place = cells[r].compactMap { $0?.place }.first ?? start
      let filled = columns.indices.map { $0 < cells[r].count ? cells[r][$0] : nil }
      wide.append(
        CSVText.Record(
          line: place.line, cells: [name] + filled.map { $0?.text ?? "" },
          places: [place] + filled.map { $0?.place ?? place }))
    }
    return wide
  }
}
