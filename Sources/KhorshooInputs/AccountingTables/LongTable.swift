import KhorshooText

/// Tables of one row an amount, as statistical offices give them to programs: who receives, who pays, how much, and of which year,
/// country and unit.
///
/// - Source: Eurostat's files of tabs (`.tsv`: keys between commas, a column a year, marks behind amounts) and SDMX-CSV, with labels
///   or without; FIGARO's `rowPi`, `colPi`; OECD.Stat's `ROW`, `COL`.
/// - Proof: `PublishedLayoutsUnit`.
struct LongTable {
  /// Why a table of one row an amount cannot be used.
  struct Fault: Error {
    let code: String
    let place: CSVText.Place
    let name: String
    let message: String
  }

  private let header: CSVText.Record
  private var rows: [CSVText.Record]
  /// Names of columns in lower case, without a label behind a colon.
  private let names: [String]
  /// Columns of who receives, who pays, and how much.
  private let row, column, value: Int
  /// Columns of the countries of both; nil where the table has none.
  private let regions: (row: Int, column: Int)?

  private static let rowNames = [
    "row", "prd_ava", "ind_ava", "prod_na", "rowpi", "icioirow", "icuserow", "from", "row_sector",
  ]
  private static let columnNames = [
    "column", "col", "prd_use", "ind_use", "induse", "colpi", "icioicol", "icusecol", "to", "col_sector",
  ]
  private static let valueNames = ["value", "obs_value", "obsvalue", "values", "amount"]
  private static let regionNames = (row: ["c_orig", "refarea"], column: ["c_dest", "counterpartarea"])

  /// Columns that have to say one and the same in all rows: year, country, unit, kind of flow.
  private static let dimensions = [
    "time_period", "time", "geo", "unit", "stk_flow", "freq", "year", "country", "cou", "var", "ref_area", "unit code",
    "unit_measure", "powercode code", "unit_mult",
  ]

  /// A table of one row an amount as rows and columns; the records themselves when they are no such table.
  ///
  /// - Parameter only: what columns say in the rows that are meant, such as `["geo": "AT"]`.
  /// - Throws: ``Fault`` when it holds several tables, or an amount twice.
  static func wide(_ records: [CSVText.Record], only: [String: String]) throws(Fault) -> [CSVText.Record] {
    guard var table = LongTable(unfolded(records)) else {
      guard let name = only.keys.sorted().first else { return records }
      throw Fault(
        code: "unknown-option", place: CSVText.Place(line: 1, column: 1), name: name,
        message: "--only chooses rows of a table of one row an amount, and this has rows and columns; leave --only out")
    }
    try table.keep(only)
    try table.checkDimensions()
    return try table.pivot()
  }

  private init?(_ records: [CSVText.Record]) {
    guard let header = records.first, records.count > 1 else { return nil }
    let names = header.cells.map { $0.trimmedOfSpace.lowercased() }
    let short = names.map { name in
      // `geo:Geopolitical entity`; the OECD's `From: (sector)` is a label of its own.
      name.firstIndex(of: ":").map { String(name[..<$0]) } ?? name
    }
    func place(_ known: [String]) -> Int? {
      names.firstIndex { known.contains($0) } ?? short.firstIndex { known.contains($0) }
    }
    guard let row = place(Self.rowNames), let column = place(Self.columnNames), let value = place(Self.valueNames)
    else {
      return nil
    }
    self.header = header
    self.names = short
    (self.row, self.column, self.value) = (row, column, value)
    if let from = place(Self.regionNames.row), let to = place(Self.regionNames.column) {
      regions = (from, to)
    } else {
      regions = nil
    }
    // With labels behind colons, codes alone count.
    let labelled = names.indices.filter { names[$0] != short[$0] }
    rows = records.dropFirst().map { record in
      guard !labelled.isEmpty else { return record }
      var cells = record.cells
      for index in labelled where index < cells.count && index != value {
        if let colon = cells[index].firstIndex(of: ":") { cells[index] = String(cells[index][..<colon]) }
      }
      return CSVText.Record(line: record.line, cells: cells, places: record.places)
    }
  }

  /// Eurostat's files of tabs: one row an amount, with the year as a key and without marks behind amounts.
  private static func unfolded(_ records: [CSVText.Record]) -> [CSVText.Record] {
    guard let header = records.first, let last = header.cells.last, last.contains("\t"), last.contains("\\") else {
      return records
    }
    let heads = last.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).trimmedOfSpace }
    let keys = heads[0].split(separator: "\\").map(String.init)
    guard keys.count == 2 else { return records }
    let start = header.places[header.places.count - 1]
    var unfolded = [
      CSVText.Record(
        line: header.line, cells: header.cells.dropLast() + [keys[0], keys[1], "obs_value"],
        places: header.places + [start, start])
    ]
    for record in records.dropFirst() {
      let parts = (record.cells.last ?? "").split(separator: "\t", omittingEmptySubsequences: false)
      for (year, text) in zip(heads.dropFirst(), parts.dropFirst()) {
        let amount = String(text).trimmedOfSpace.prefix { $0 != " " }
        let place = record.places[record.places.count - 1]
        unfolded.append(
          CSVText.Record(
            line: record.line,
            cells: record.cells.dropLast() + [String(parts[0]).trimmedOfSpace, year, String(amount)],
            places: record.places + [place, place]))
      }
    }
    return unfolded
  }

  /// What a cell says; empty where the row is too short.
  private func text(_ record: CSVText.Record, _ index: Int) -> String {
    index < record.cells.count ? record.cells[index].trimmedOfSpace : ""
  }

  /// Leaves the rows that are meant.
  private mutating func keep(_ only: [String: String]) throws(Fault) {
    for (key, wanted) in only.sorted(by: { $0.key < $1.key }) {
      let found = key.lowercased()
      guard let index = names.firstIndex(where: { $0 == found || (found == "time" && $0 == "time_period") }) else {
        throw Fault(
          code: "unknown-option", place: header.places[0], name: key,
          message: "the table has no such column, expected in --only one of \(names.prefix(12).joined(separator: ", "))"
        )
      }
      let said = rows.map { text($0, index) }
      let kept = rows.indices.filter { said[$0] == wanted }
      guard !kept.isEmpty else {
        throw Fault(
          code: "unknown-option", place: header.places[index], name: key,
          message: "found \(quoted(wanted)), expected in --only one of "
            + Set(said).sorted().prefix(12).joined(separator: ", "))
      }
      rows = kept.map { rows[$0] }
    }
  }

  private func checkDimensions() throws(Fault) {
    for (index, name) in names.enumerated() where Self.dimensions.contains(name) {
      try checkOne(index, Set(rows.map { text($0, index) }))
    }
  }

  /// - Throws: ``Fault`` when a column says several things.
  private func checkOne(_ index: Int, _ found: Set<String>) throws(Fault) {
    guard found.count > 1 else { return }
    let some = found.sorted()
    throw Fault(
      code: "several-tables", place: header.places[index], name: names[index],
      message:
        "found \(some.prefix(4).joined(separator: ", ")), expected one: keep the rows of one table, such as --only "
        + "\(names[index])=\(some[some.count - 1])")
  }

  /// Who receives, or pays: with the code of the country before it when there are several.
  private func name(_ record: CSVText.Record, _ index: Int, _ region: Int?, isRegional: Bool) -> String {
    let name = text(record, index)
    guard isRegional, let region else { return name }
    let country = text(record, region)
    return name.hasPrefix(country + "_") ? name : "\(country)_\(name)"
  }

  /// Rows and columns; what a code names as a total of others is left out.
  private func pivot() throws(Fault) -> [CSVText.Record] {
    let isRegional =
      regions.map { regions in Set(rows.map { text($0, regions.column) }).count > 1 } ?? false
    var (rowNames, columnNames) = ([String](), [String]())
    var (rowOf, columnOf) = ([String: Int](), [String: Int]())
    var cells: [[Int?]] = []
    for (place, record) in rows.enumerated() {
      guard record.cells.count > max(row, column, value) else {
        throw Fault(
          code: "ragged-row", place: record.places[0], name: "",
          message: "found \(record.cells.count) cells, expected \(header.cells.count)")
      }
      let receiver = name(record, row, regions?.row, isRegional: isRegional)
      let payer = name(record, column, regions?.column, isRegional: isRegional)
      let amount = text(record, value)
      // Not available: an account that lacks it does not balance.
      guard !amount.isEmpty, amount != ":" else { continue }
      guard !Self.isCodedTotal(receiver), !Self.isCodedTotal(payer) else { continue }
      let r = Self.index(receiver, &rowNames, &rowOf)
      if r == cells.count { cells.append([]) }
      let c = Self.index(payer, &columnNames, &columnOf)
      while cells[r].count <= c { cells[r].append(nil) }
      if let other = cells[r][c] { try checkTwice(record, rows[other], receiver, payer) }
      cells[r][c] = place
    }
    return laid(rowNames, columnNames, cells)
  }

  /// What a code alone says to be a total: in such a table what it sums does not stand together.
  private static func isCodedTotal(_ name: String) -> Bool {
    PublishedLayouts.meaning(name) == .total && !AccountMarks.totals.contains(name.lowercased())
  }

  private static func index(_ name: String, _ names: inout [String], _ places: inout [String: Int]) -> Int {
    if let known = places[name] { return known }
    places[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// - Throws: ``Fault``: the column that tells two amounts apart, or that there are two.
  private func checkTwice(
    _ record: CSVText.Record, _ other: CSVText.Record, _ receiver: String, _ payer: String
  ) throws(Fault) {
    for index in names.indices where ![row, column, value].contains(index) {
      try checkOne(index, [text(record, index), text(other, index)])
    }
    throw Fault(
      code: "duplicate-name", place: record.places[value], name: receiver,
      message: "the amount that \(quoted(payer)) pays to it stands above; keep one")
  }

  /// One record a row account, amounts by column account.
  private func laid(_ rowNames: [String], _ columnNames: [String], _ cells: [[Int?]]) -> [CSVText.Record] {
    let start = header.places[0]
    var wide = [
      CSVText.Record(
        line: header.line, cells: [""] + columnNames, places: [start] + columnNames.map { _ in header.places[column] })
    ]
    for (r, name) in rowNames.enumerated() {
      let filled = columnNames.indices.map { $0 < cells[r].count ? cells[r][$0] : nil }
      let place = filled.compactMap(\.self).first.map { rows[$0].places[value] } ?? start
      wide.append(
        CSVText.Record(
          line: place.line, cells: [name] + filled.map { $0.map { text(rows[$0], value) } ?? "" },
          places: [place] + filled.map { $0.map { rows[$0].places[value] } ?? place }))
    }
    return wide
  }
}
