import KhorshooModel
import KhorshooText

// What only all households together show: places spelt in two ways, and rows that are sums of others.
extension HouseholdRows {
  /// Numbers of households that can be added.
  private static let addable: [RosterTrait] = [
    .persons, .labour, .pastureMu, .sheepUnits, .cashYuan, .partyMembers,
  ]

  /// Says of places and identifiers that are spelt like another.
  mutating func tellNames(_ roster: Roster) {
    let places = [("sumu", roster.sumu), ("gacha", roster.gacha)]
    for (key, units) in places {
      guard let units, units.names.count > 1 else { continue }
      var (counts, first) = (
        [Int](repeating: 0, count: units.names.count), [Int](repeating: 0, count: units.names.count)
      )
      for (h, unit) in units.index.enumerated() where unit >= 0 {
        counts[unit] += 1
        if counts[unit] == 1 { first[unit] = lines[h] }
      }
      tellSpellings(units.names, counts: counts, key, isPlace: true) { first[$0] }
      tellCodes(units.names, counts: counts, first: first, key)
    }
    let lines = self.lines
    tellSpellings(roster.ids, counts: roster.ids.map { _ in 1 }, "id", isPlace: false) { lines[$0] }
  }

  /// Says of homesteads that are all in one place, or whose kilometres look like degrees of longitude and latitude.
  mutating func tellUnit(_ xs: [Double], _ ys: [Double], _ name: String) {
    let (xs, ys) = (xs.filter(\.isFinite), ys.filter(\.isFinite))
    guard xs.count > 5, ys.count > 5, let west = xs.min(), let east = xs.max(), let south = ys.min(),
      let north = ys.max()
    else { return }
    let place = CSVText.Place(line: lines[0], column: 1)
    if west == east, south == north {
      problems.warn(
        "missing-code", place, name,
        "all homesteads are at \(plainNumber(west)), \(plainNumber(south)); leave the two columns out when they are not known"
      )
    } else if name == "xKm", west >= 60, east <= 150, south >= 20, north <= 70, east - west < 5, north - south < 5 {
      problems.warn(
        "other-unit", place, name,
        "from \(shortNumber(west)) to \(shortNumber(east)) and from \(shortNumber(south)) to \(shortNumber(north)) look like "
          + "degrees; name the columns longitude and latitude when they are")
    }
  }

  /// Says of numbers among the names of places that look like codes for no answer.
  private mutating func tellCodes(_ names: [String], counts: [Int], first: [Int], _ key: String) {
    guard names.contains(where: { Double($0) == nil }) else { return }
    for (unit, name) in names.enumerated() where Double(name).map({ !DoubtfulNumbers.remedy($0).isEmpty }) ?? false {
      problems.warn(
        "missing-code", CSVText.Place(line: first[unit], column: 1), key,
        "\(quoted(name)) (\(counts[unit]) time\(counts[unit] == 1 ? "" : "s")) looks like a code for no answer and is taken for a "
          + "\(key); write the name of the place, or delete such rows")
    }
  }

  /// Whether the row names a sum or a mean and leaves a place empty, as no household does, which is told once a row.
  mutating func isSum(_ scanner: CSVScanner, without place: Int) -> Bool {
    guard NoValue.holds(scanner.text(scanner.cells[place])), let column = header.firstIndex(of: "id") else {
      return false
    }
    let name = scanner.text(scanner.cells[column])
    guard SumRows.isName(name) || SumRows.isMeanName(name) else { return false }
    if sumLines.insert(scanner.line).inserted {
      report(
        "sum-row", scanner, column, "",
        "\(quoted(name)) is the name of a sum or a mean, and the row has no \(header[place]); delete the row")
    }
    return true
  }

  /// Says of rows that equal the sum of others, or have the name of a sum.
  mutating func tellSums(_ roster: Roster) {
    var columns: [(name: String, values: [Double])] = Self.addable.compactMap { trait in
      roster.numbers[trait].map { (trait.rawValue, $0) }
    }
    columns += roster.headBySpecies.sorted { $0.key < $1.key }.map { ($0.key + Self.headSuffix, $0.value) }
    let places = [("gacha", roster.gacha), ("sumu", roster.sumu), ("grid", roster.grid)].compactMap { name, units in
      units.map { (name: name, index: $0.index, units: $0.names) }
    }
    var isNamed = roster.ids.map { SumRows.isName($0) || SumRows.isMeanName($0) }
    for place in places {
      let named = place.units.map(SumRows.isName)
      guard named.contains(true) else { continue }
      for (h, unit) in place.index.enumerated() where unit >= 0 && named[unit] { isNamed[h] = true }
    }
    for finding in SumRows(isNamed: isNamed, columns: columns.map(\.values), groups: places).findings
    where !sumLines.contains(lines[finding.row]) {
      let place = CSVText.Place(line: lines[finding.row], column: 1)
      let household = "the household \(quoted(roster.ids[finding.row]))"
      guard let equals = finding.equals, let column = finding.column else {
        problems.warn(
          "sum-row", place, "",
          "\(household) has the name of a \(SumRows.isMeanName(roster.ids[finding.row]) ? "mean" : "sum"); delete the row, or give "
            + "it another name")
        continue
      }
      let message = "\(household) has \(columns[column].name) \(plainNumber(finding.value)), \(equals)"
      if finding.isNamed {
        problems.report("sum-row", place, "", "\(message); delete the row")
      } else {
        problems.warn("sum-row", place, "", "\(message); delete the row if it is one")
      }
    }
  }
}
