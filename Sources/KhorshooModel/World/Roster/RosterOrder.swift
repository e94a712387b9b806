import KhorshooNetworks

extension Roster {
  /// The same households in the natural order of their identifiers (`h2` before `h10`), with everything that counts them.
  ///
  /// What a survey does not say is drawn by a household's number, so that a run of this roster does not depend on the order of
  /// the rows: a spreadsheet that was sorted gives the same results.
  ///
  /// - Proof: `RosterOrderProperty`.
  package func inOrderOfIdentifiers() -> Roster {
    let keys = ids.map(NaturalOrder.init)
    let rows = ids.indices.sorted { keys[$0] < keys[$1] }
    guard rows != Array(ids.indices) else { return self }
    var number = [Int](repeating: 0, count: count)
    for (new, row) in rows.enumerated() { number[row] = new }
    func sorted<Element>(_ column: [Element]) -> [Element] { rows.map { column[$0] } }
    var roster = self
    roster.ids = sorted(ids)
    roster.sumu = sumu.map { $0.reordered(rows).units }
    let (gacha, grid) = (gacha?.reordered(rows), grid?.reordered(rows))
    (roster.gacha, roster.grid) = (gacha?.units, grid?.units)
    roster.numbers = numbers.mapValues(sorted)
    roster.headBySpecies = headBySpecies.mapValues(sorted)
    roster.joined = joined.map(sorted)
    roster.extra = extra.map { ExtraColumn(name: $0.name, cells: sorted($0.cells)) }
    roster.ties = ties.map { ties in
      TieTable(
        householdCount: ties.householdCount, layers: ties.layers, isDirected: ties.isDirected,
        source: ties.source.map { UInt32(number[Int($0)]) }, target: ties.target.map { UInt32(number[Int($0)]) },
        weight: ties.weight, layer: ties.layer, since: ties.since, until: ties.until)
    }
    roster.grids = grids?.map { row in
      GridRow(grid: grid?.place[row.grid] ?? row.grid, central: row.central.map { number[$0] })
    }
    roster.cooperatives = cooperatives?.map { row in
      CooperativeRow(
        id: row.id, gacha: gacha?.place[row.gacha] ?? row.gacha, grid: row.grid.map { grid?.place[$0] ?? $0 },
        mode: row.mode, product: row.product, isShell: row.isShell)
    }
    return roster
  }
}

extension Roster.Units {
  /// The units of households in another order: names as they then appear, those that no household has last; and the new place of
  /// each name.
  fileprivate func reordered(_ rows: [Int]) -> (units: Roster.Units, place: [Int]) {
    var place = [Int](repeating: -1, count: names.count)
    var order: [Int] = []
    for row in rows where index[row] >= 0 && place[index[row]] < 0 {
      place[index[row]] = order.count
      order.append(index[row])
    }
    for name in names.indices where place[name] < 0 {
      place[name] = order.count
      order.append(name)
    }
    let units = Roster.Units(
      names: order.map { names[$0] }, index: rows.map { index[$0] < 0 ? -1 : place[index[$0]] })
    return (units, place)
  }
}

/// A text by its runs of digits and of other characters: numbers by their size, the rest by code point.
private struct NaturalOrder: Comparable {
  private enum Run: Comparable {
    case number(length: Int, digits: String)
    case text(String)
  }

  private let runs: [Run]
  private let text: String

  init(_ text: String) {
    self.text = text
    var runs: [Run] = []
    var rest = Substring(text)
    while let first = rest.unicodeScalars.first {
      let isDigit = ("0"..."9").contains(first)
      let run = rest.unicodeScalars.prefix { ("0"..."9").contains($0) == isDigit }
      if isDigit {
        let digits = String(Substring(run).drop { $0 == "0" })
        runs.append(.number(length: digits.utf8.count, digits: digits))
      } else {
        runs.append(.text(String(Substring(run))))
      }
      rest = Substring(rest.unicodeScalars.dropFirst(run.count))
    }
    self.runs = runs
  }

  static func < (one: NaturalOrder, other: NaturalOrder) -> Bool {
    for (a, b) in zip(one.runs, other.runs) where a != b { return a < b }
    return one.runs.count != other.runs.count ? one.runs.count < other.runs.count : one.text < other.text
  }
}
