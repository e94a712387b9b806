import KhorshooModel
import KhorshooNetworks
import KhorshooText

/// Puts the tables of a roster together and finds what no single row shows.
struct RosterAssembly {
  private var households: HouseholdRows?
  private var ties: TieRows?
  private var grids: PlainRows?
  private var cooperatives: PlainRows?
  /// Ties that both ends named.
  private(set) var mergedTies = 0
  /// Grids of a name as written, each with its gacha.
  private var gridsByName: [String: [(gacha: Int, grid: Int)]] = [:]
  private var gachaByName: [String: Int] = [:]
  private var gachaOfGrid: [Int] = []

  init(households: HouseholdRows?, ties: TieRows?, grids: PlainRows?, cooperatives: PlainRows?) {
    self.households = households
    self.ties = ties
    self.grids = grids
    self.cooperatives = cooperatives
  }

  /// Of each file, in the order households, ties, grids, cooperatives.
  var problems: [TableProblems] {
    [households?.problems, ties?.problems, grids?.problems, cooperatives?.problems].compactMap { $0 }
  }

  /// The roster; what is wrong with it is noted in ``problems``.
  mutating func roster(isDirected: Bool) -> Roster {
    var roster = households?.roster() ?? Roster(ids: ties?.ids.names ?? [])
    checkSumu(roster)
    nameGrids(&roster)
    checkCentral(roster)
    if let ties { roster.calendar = ties.calendar?.kind ?? roster.calendar }
    roster.ties = tieTable(roster, isDirected: isDirected)
    if grids != nil { roster.grids = gridRows(roster) }
    if cooperatives != nil { roster.cooperatives = cooperativeRows(roster) }
    if problems.allSatisfy(\.isEmpty) {
      warn(roster)
      households?.tellNames(roster)
      households?.tellSums(roster)
    }
    return roster
  }

  /// A gacha lies in one sumu.
  private mutating func checkSumu(_ roster: Roster) {
    guard let gacha = roster.gacha, let sumu = roster.sumu, let lines = households?.lines else { return }
    var first = [Int](repeating: -1, count: gacha.names.count)
    var isTold = [Bool](repeating: false, count: gacha.names.count)
    for (h, (g, s)) in zip(gacha.index, sumu.index).enumerated() {
      if first[g] < 0 {
        first[g] = h
      } else if sumu.index[first[g]] != s, !isTold[g] {
        isTold[g] = true
        households?.problems.report(
          "two-sumu", CSVText.Place(line: lines[h], column: 1), "gacha",
          "the gacha \(quoted(gacha.names[g])) is in the sumu \(quoted(sumu.names[s])) here and in "
            + "\(quoted(sumu.names[sumu.index[first[g]]])) on line \(lines[first[g]]); put one right, or name two gacha differently"
        )
      }
    }
  }

  /// Two gacha may each have a grid 1: such grids are named after their gacha too.
  private mutating func nameGrids(_ roster: inout Roster) {
    for (g, name) in (roster.gacha?.names ?? []).enumerated() { gachaByName[name] = g }
    guard let written = roster.grid else { return }
    let gacha = roster.gacha ?? Roster.Units(all: "", count: roster.count)
    var keys: [(gacha: Int, name: Int)] = []
    var number: [[Int]: Int] = [:]
    let index = zip(gacha.index, written.index).map { g, name -> Int in
      if let known = number[[g, name]] { return known }
      keys.append((g, name))
      number[[g, name]] = keys.count - 1
      return keys.count - 1
    }
    let isUnique = keys.count == written.names.count
    for (k, key) in keys.enumerated() { gridsByName[written.names[key.name], default: []].append((key.gacha, k)) }
    gachaOfGrid = keys.map(\.gacha)
    let names = keys.map { isUnique ? written.names[$0.name] : "\(gacha.names[$0.gacha])-\(written.names[$0.name])" }
    roster.grid = Roster.Units(names: names, index: index)
  }

  /// A grid has one central household.
  private mutating func checkCentral(_ roster: Roster) {
    guard let column = roster.numbers[.isCentral], let lines = households?.lines else { return }
    var first: [Int: Int] = [:]
    for (h, value) in column.enumerated() where value == 1 {
      guard let grid = roster.grid else {
        households?.problems.report(
          "missing-column", CSVText.Place(line: lines[h], column: 1), "isCentral",
          "the household \(quoted(roster.ids[h])) is central, and there is no column 'grid' that says of whom; add it")
        return
      }
      guard let other = first.updateValue(h, forKey: grid.index[h]) else { continue }
      households?.problems.report(
        "two-central", CSVText.Place(line: lines[h], column: 1), "isCentral",
        "the grid \(quoted(grid.names[grid.index[h]])) has the central household \(quoted(roster.ids[other])) on line "
          + "\(lines[other]) already; keep one")
    }
  }

  // MARK: Ties

  private mutating func tieTable(_ roster: Roster, isDirected: Bool) -> TieTable? {
    guard let rows = ties else { return nil }
    let dropped = repeated(rows, isDirected: isDirected)
    mergedTies = dropped.count
    let keeps = dropped.isEmpty ? nil : (0..<rows.source.count).map { !dropped.contains($0) }
    func kept<Value>(_ column: [Value]) -> [Value] {
      guard let keeps else { return column }
      return zip(column, keeps).filter(\.1).map(\.0)
    }
    return TieTable(
      householdCount: roster.count, layers: rows.layerNames, isDirected: isDirected, source: kept(rows.source),
      target: kept(rows.target), weight: kept(rows.weight), layer: kept(rows.layer), since: kept(rows.since),
      until: kept(rows.until))
  }

  /// Rows that say again from the other end what an earlier row says; a row that repeats another is noted.
  private mutating func repeated(_ rows: TieRows, isDirected: Bool) -> Set<Int> {
    let sorted = rows.source.indices.map { k -> (key: UInt64, row: UInt32) in
      let (a, b) = (UInt64(rows.source[k]), UInt64(rows.target[k]))
      let (first, second) = isDirected || a < b ? (a, b) : (b, a)
      return (UInt64(rows.layer[k]) << 56 | first << 28 | second, UInt32(k))
    }.sorted { $0.key == $1.key ? $0.row < $1.row : $0.key < $1.key }
    var dropped: Set<Int> = []
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].key == sorted[start].key { end += 1 }
      for (k, later) in (start..<end).enumerated() where k > 0 {
        let row = Int(sorted[later].row)
        for earlier in (start..<later).map({ Int(sorted[$0].row) }).suffix(8) where !dropped.contains(earlier) {
          guard rows.since[row] <= rows.until[earlier], rows.since[earlier] <= rows.until[row] else { continue }
          let isSame =
            rows.weight[row] == rows.weight[earlier] && rows.since[row] == rows.since[earlier]
            && rows.until[row] == rows.until[earlier]
          if !isDirected, rows.source[row] == rows.target[earlier], isSame {
            dropped.insert(row)
          } else {
            reportRepeated(rows, row, earlier)
          }
          break
        }
      }
      start = end
    }
    return dropped
  }

  private mutating func reportRepeated(_ rows: TieRows, _ row: Int, _ earlier: Int) {
    let pair = "\(quoted(rows.ids.name(Int(rows.source[row])))) and \(quoted(rows.ids.name(Int(rows.target[row]))))"
    let isReturned = rows.source[row] != rows.source[earlier]
    let line = Int(rows.lines[earlier])
    ties?.problems.report(
      "duplicate-tie", CSVText.Place(line: Int(rows.lines[row]), column: 1), "",
      isReturned
        ? "the tie of \(pair) is on line \(line) from the other end, with another weight or other dates; make them agree"
        : "the tie of \(pair) is on line \(line) already, in the same layer and time; keep one, and give its strength as weight"
    )
  }

  // MARK: Grids and cooperatives

  private mutating func gridRows(_ roster: Roster) -> [Roster.GridRow] {
    guard var rows = grids else { return [] }
    defer { grids = rows }
    guard let grid = roster.grid else {
      rows.problems.report(
        "missing-column", CSVText.Place(line: 1, column: 1), "grid",
        "the table of households has no column 'grid', so nothing says who lives in these")
      return []
    }
    var lineOfGrid: [Int: Int] = [:]
    let found = rows.rows.compactMap { row -> Roster.GridRow? in
      guard let g = self.grid(row, &rows.problems) else { return nil }
      if let line = lineOfGrid.updateValue(row.line, forKey: g) {
        rows.problems.report(
          "duplicate-id", row.cells["grid"]?.place, "grid",
          "the grid \(quoted(grid.names[g])) is on line \(line) already; every grid is one row")
        return nil
      }
      var central: Int?
      if let cell = row.cells["central"] {
        central = households?.ids.find(cell.text)
        if let central, grid.index[central] != g {
          rows.problems.report(
            "not-in-grid", cell.place, "central",
            "the household \(quoted(cell.text)) lives in the grid \(quoted(grid.names[grid.index[central]])); a central household lives in its grid"
          )
        } else if central == nil {
          rows.problems.report(
            "unknown-id", cell.place, "central",
            "found \(quoted(cell.text)), expected the id of a household of the roster"
              + (households.map { IdentifierSuggestions($0.ids).hint(cell.text) } ?? ""))
        }
      }
      return Roster.GridRow(grid: g, central: central)
    }
    for (g, name) in grid.names.enumerated() where lineOfGrid[g] == nil && rows.problems.isEmpty {
      rows.problems.report(
        "missing-row", nil, "grid", "the grid \(quoted(name)) has households but no row; add one")
    }
    return found
  }

  /// The grid that a row names by its name and, where that is needed, its gacha.
  private func grid(_ row: PlainRows.Row, _ problems: inout TableProblems) -> Int? {
    guard let cell = row.cells["grid"] else { return nil }
    var gacha: Int?
    if let named = row.cells["gacha"] {
      gacha = self.gacha(named, &problems)
      if gacha == nil { return nil }
    }
    let found = (gridsByName[cell.text] ?? []).filter { gacha == nil || $0.gacha == gacha }
    if found.count == 1 { return found[0].grid }
    problems.report(
      "unknown-place", cell.place, "grid",
      found.isEmpty
        ? "found \(quoted(cell.text)), expected a grid in which a household lives"
          + Nearest.hint(cell.text, among: gridsByName.keys.sorted())
        : "found \(quoted(cell.text)), which is a grid in \(found.count) gacha; name the gacha in a column 'gacha'")
    return nil
  }

  private func gacha(_ cell: PlainRows.Cell, _ problems: inout TableProblems) -> Int? {
    if let index = gachaByName[cell.text] { return index }
    problems.report(
      "unknown-place", cell.place, "gacha",
      "found \(quoted(cell.text)), expected a gacha in which a household lives"
        + Nearest.hint(cell.text, among: gachaByName.keys.sorted()))
    return nil
  }

  private mutating func cooperativeRows(_ roster: Roster) -> [Roster.CooperativeRow] {
    guard var rows = cooperatives else { return [] }
    defer { cooperatives = rows }
    var lineOfID: [String: Int] = [:]
    return rows.rows.compactMap { row in
      guard let id = row.cells["id"] else { return nil }
      if let line = lineOfID.updateValue(row.line, forKey: id.text) {
        rows.problems.report(
          "duplicate-id", id.place, "id",
          "the cooperative \(quoted(id.text)) is on line \(line) already; every cooperative is one row")
      }
      let grid = self.grid(row, &rows.problems)
      var gacha: Int?
      if let grid { gacha = gachaOfGrid[grid] }
      if gacha == nil { gacha = row.cells["gacha"].flatMap { self.gacha($0, &rows.problems) } }
      if gacha == nil, roster.gacha?.names.count ?? 1 == 1 { gacha = 0 }
      if gacha == nil, row.cells["gacha"] == nil, row.cells["grid"] == nil {
        rows.problems.report(
          "missing-value", id.place, "gacha", "the cooperative \(quoted(id.text)) has neither gacha nor grid; give one")
      }
      let mode = word(row.cells["mode"], "mode", LinkageMode.allCases.map(\.rawValue), &rows.problems)
      let product = word(row.cells["product"], "product", ["beef", "mutton", "mixed"], &rows.problems)
      let shell = flag(row.cells["isShell"], "isShell", &rows.problems)
      guard let gacha else { return nil }
      return Roster.CooperativeRow(
        id: id.text, gacha: gacha, grid: grid, mode: mode.flatMap(LinkageMode.init), product: product,
        isShell: shell)
    }
  }

  private func flag(_ cell: PlainRows.Cell?, _ key: String, _ problems: inout TableProblems) -> Bool? {
    guard let cell else { return nil }
    if let value = SwitchWord.value(cell.text) { return value }
    problems.report("unknown-option", cell.place, key, "found \(quoted(cell.text)), expected \(SwitchWord.expectation)")
    return nil
  }

  private func word(
    _ cell: PlainRows.Cell?, _ key: String, _ words: [String], _ problems: inout TableProblems
  ) -> String? {
    guard let cell else { return nil }
    if words.contains(cell.text) { return cell.text }
    problems.report(
      "unknown-option", cell.place, key,
      "found \(quoted(cell.text)), expected one of \(words.joined(separator: ", "))"
        + Nearest.hint(cell.text, among: words, listed: 0))
    return nil
  }

  // MARK: What is doubtful

  private mutating func warn(_ roster: Roster) {
    guard let table = roster.ties else { return }
    var degree = [UInt32](repeating: 0, count: roster.count)
    let gacha = roster.gacha
    var isReached = [Bool](repeating: false, count: gacha?.names.count ?? 0)
    for (a, b) in zip(table.source, table.target) {
      degree[Int(a)] += 1
      degree[Int(b)] += 1
      guard let gacha else { continue }
      let (one, other) = (gacha.index[Int(a)], gacha.index[Int(b)])
      guard one != other else { continue }
      isReached[other] = true
      if !table.isDirected { isReached[one] = true }
    }
    guard let rows = households else { return }
    for (h, count) in degree.enumerated() where count == 0 {
      households?.problems.warn(
        "isolated-household", CSVText.Place(line: rows.lines[h], column: 1), "",
        "the household \(quoted(roster.ids[h])) has no tie, so no word reaches it but by other ways; is a tie missing?")
    }
    guard let gacha, gacha.names.count > 1 else { return }
    for (g, name) in gacha.names.enumerated() where !isReached[g] {
      let first = gacha.index.firstIndex(of: g).map { rows.lines[$0] } ?? 0
      households?.problems.warn(
        "unreachable-gacha", CSVText.Place(line: first, column: 1), "gacha",
        "no tie leads into the gacha \(quoted(name)) from another, so no word reaches it from there; were such ties asked for?"
      )
    }
  }
}
