import KhorshooModel
import KhorshooNumerics
import KhorshooText

/// The table of published margins while it is read: counts of households by gacha and classes of traits.
///
/// Rows with the same columns filled are one margin.
struct MarginRows: RosterRows {
  private struct Row {
    let place: CSVText.Place
    /// Place of the gacha and label of each trait's class; nil where the cell is empty.
    let gacha: Int?
    let labels: [String?]
    let households: Double
  }

  var problems: TableProblems
  let headerExample = "gacha,sumu,sheepUnits,households"
  let rowLimit = 100_000
  private static let traits = MarginTable.Trait.allCases
  private var columns: [String: Int] = [:]
  private var gacha = IdentifierIndex()
  private var sumu: [String?] = []
  private var rows: [Row] = []
  private var classes: [[String: MarginTable.Class]] = traits.map { _ in [:] }

  var form: TableForm

  init(_ problems: TableProblems, form: TableForm) {
    self.problems = problems
    self.form = form
  }

  var knownColumns: [String] { ["gacha", "sumu", "households"] + Self.traits.map(\.rawValue) }
  var requiredColumns: [[String]] { [["gacha"], ["households"]] }
  func isNumber(_ name: String) -> Bool { name == "households" }

  mutating func begin(_ header: [String], _ scanner: CSVScanner) -> Bool {
    let known = knownColumns
    for name in known { columns[name] = header.firstIndex(of: name) }
    for name in ["gacha", "households"] where columns[name] == nil {
      problems.report(
        "missing-column", CSVText.Place(line: scanner.line, column: 1), name,
        "there is no column '\(name)'; add it, or name one so")
    }
    warnOfNearNames(header, known: known, scanner)
    return columns["gacha"] != nil && columns["households"] != nil
  }

  mutating func read(_ scanner: CSVScanner) {
    let place = CSVText.Place(line: scanner.line, column: 1)
    var home: Int?
    if let column = columns["gacha"], !isEmpty(scanner, column) {
      home = identifier(scanner, column, "gacha", "the name of a gacha").map { gacha.insert($0).number }
    }
    readSumu(scanner, home)
    var isWrong = false
    let labels = Self.traits.indices.map { trait -> String? in
      guard let column = columns[Self.traits[trait].rawValue], !isEmpty(scanner, column) else { return nil }
      let label = readClass(scanner, column, trait)
      isWrong = isWrong || label == nil
      return label
    }
    guard let column = columns["households"] else { return }
    if isEmpty(scanner, column) {
      return report("missing-value", scanner, column, "households", "found nothing, expected a number of households")
    }
    guard
      let count = number(scanner, column, "households", .number(0...1_000_000), unit: "households")
    else { return }
    // A class that was told as wrong is not missing as well.
    guard !isWrong else { return }
    guard home != nil || labels.contains(where: { $0 != nil }) else {
      return problems.report(
        "missing-value", place, "", "the row names neither gacha nor class, so it is a count of everything; delete it")
    }
    if let first = rows.first(where: { $0.gacha == home && $0.labels == labels }) {
      return problems.report(
        "duplicate-id", place, "", "the same households are counted on line \(first.place.line) already; keep one row")
    }
    rows.append(Row(place: place, gacha: home, labels: labels, households: count))
  }

  private func isEmpty(_ scanner: CSVScanner, _ column: Int) -> Bool {
    NoValue.holds(scanner.text(scanner.cells[column]))
  }

  private mutating func readSumu(_ scanner: CSVScanner, _ home: Int?) {
    while sumu.count < gacha.count { sumu.append(nil) }
    guard let home, let column = columns["sumu"], !isEmpty(scanner, column),
      let name = identifier(scanner, column, "sumu", "the name of a sumu")
    else { return }
    if let other = sumu[home], other != name {
      report(
        "two-sumu", scanner, column, "sumu",
        "the gacha \(quoted(gacha.name(home))) is in the sumu \(quoted(other)) above; put one right")
    }
    sumu[home] = name
  }

  /// `50-200`, `200-`, `3`: the label of a class, which is noted.
  private mutating func readClass(_ scanner: CSVScanner, _ column: Int, _ trait: Int) -> String? {
    let text = scanner.text(scanner.cells[column])
    if classes[trait][text] != nil { return text }
    let isPersons = Self.traits[trait] == .persons
    let bounds = Self.bounds(text, form.mark)
    guard let (low, high) = bounds, low >= 0, low.isFinite, high > low || (isPersons && high == low),
      !isPersons || (low == low.rounded() && high == high.rounded())
    else {
      report(
        "malformed-class", scanner, column, Self.traits[trait].rawValue,
        "found \(quoted(text)), expected "
          + (isPersons ? "persons such as 3, 4-5 or 6-" : "a range such as 50-200 (to below 200) or 200-"))
      return nil
    }
    if isPersons, low < 1 || max(low, high.isFinite ? high : low) > 100 {
      let isDate = DoubtfulNumbers.dateSerials.contains(low)
      report(
        "out-of-range", scanner, column, Self.traits[trait].rawValue,
        "found \(quoted(text)), expected from 1 to 100 persons"
          + (isDate ? "; a spreadsheet may have made a date of a class such as 4-5: format the cells as text" : ""))
      return nil
    }
    classes[trait][text] = MarginTable.Class(label: text, from: low, below: isPersons ? high + 1 : high)
    return text
  }

  /// First and last number of a class: a hyphen, a dash, a tilde or 至 stands between, nothing, a plus or 以上 after an open one.
  private static func bounds(_ text: String, _ mark: DecimalMark) -> (low: Double, high: Double)? {
    func number(_ text: String) -> Double? {
      let readings = NumberReadings(text)
      return mark == .comma ? readings.comma : readings.isDoubtful ? nil : readings.point
    }
    var plain = text.replacing("以上", with: "-").replacing("+", with: "-").replacing(" ", with: "")
    for dash in ["–", "—", "~", "～", "－", "至", "−"] { plain = plain.replacing(dash, with: "-") }
    let parts = plain.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let low = number(parts[0]) else { return nil }
    if parts.count == 1 { return (low, low) }
    return parts[1].isEmpty ? (low, .infinity) : number(parts[1]).map { (low, $0) }
  }

  /// The margins; nil when something is wrong, which is noted.
  mutating func table() -> MarginTable? {
    guard problems.isEmpty else { return nil }
    guard gacha.count > 0 else {
      problems.report("no-rows", nil, "gacha", "no row names a gacha; give the number of households of each")
      return nil
    }
    checkSums()
    guard problems.isEmpty else { return nil }
    let used = Self.traits.indices.filter { !classes[$0].isEmpty }
    let axes = used.map { trait in
      (
        trait: Self.traits[trait],
        classes: classes[trait].values.sorted {
          ($0.from, $0.below, $0.label) < ($1.from, $1.below, $1.label)
        }
      )
    }
    for (trait, classes) in axes {
      for (one, next) in zip(classes, classes.dropFirst()) where next.from < one.below {
        problems.report(
          "malformed-class", nil, trait.rawValue,
          "the classes \(quoted(one.label)) and \(quoted(next.label)) overlap; a household is in one of them")
      }
    }
    let shape = [gacha.count] + axes.map(\.classes.count)
    guard shape.reduce(1, { $0.multipliedReportingOverflow(by: $1).overflow ? .max : $0 * $1 }) <= 1_000_000 else {
      problems.report("too-many-values", nil, "", "the classes have more than a million combinations; take fewer")
      return nil
    }
    var margins: [[Int]: [Double]] = [:]
    var order: [[Int]] = []
    for row in rows {
      let filled = (row.gacha == nil ? [] : [0]) + used.indices.filter { row.labels[used[$0]] != nil }.map { $0 + 1 }
      if margins[filled] == nil {
        margins[filled] = Array(repeating: .nan, count: filled.reduce(1) { $0 * shape[$1] })
        order.append(filled)
      }
      let cell = filled.reduce(0) { cell, axis in
        let place =
          axis == 0
          ? row.gacha! : axes[axis - 1].classes.firstIndex { $0.label == row.labels[used[axis - 1]] }!
        return cell * shape[axis] + place
      }
      margins[filled]![cell] = row.households
    }
    checkComplete(order, margins, axes)
    guard problems.isEmpty else { return nil }
    return MarginTable(
      gachaNames: gacha.names, sumuNames: sumu.map { $0 ?? "sumu" }, axes: axes,
      margins: order.map { ProportionalFit.Margin(axes: $0, totals: margins[$0]!) },
      titles: order.map { $0.map { $0 == 0 ? "gacha" : axes[$0 - 1].trait.rawValue }.joined(separator: " by ") })
  }

  mutating func finish() {
    let names = gacha.names
    let counts = names.indices.map { place in rows.count { $0.gacha == place } }
    let first = names.indices.map { place in rows.first { $0.gacha == place }?.place.line ?? 0 }
    tellSpellings(names, counts: counts, "gacha", isPlace: true) { first[$0] }
  }

  /// A gacha that is the sum of the others, or of those of its sumu, would count every household twice.
  private mutating func checkSums() {
    let names = gacha.names
    let kinds = rows.filter { $0.gacha != nil }.reduce(into: [[String?]]()) {
      if !$0.contains($1.labels) { $0.append($1.labels) }
    }
    guard kinds.count <= 1000 else { return }
    var columns = kinds.map { _ in [Double](repeating: .nan, count: names.count) }
    for row in rows {
      guard let place = row.gacha, let kind = kinds.firstIndex(of: row.labels) else { continue }
      columns[kind][place] = row.households
    }
    let sumuNames = sumu.compactMap(\.self).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let finder = SumRows(
      isNamed: names.map { SumRows.isName($0) || SumRows.isMeanName($0) }, columns: columns,
      groups: [("sumu", sumu.map { $0.flatMap(sumuNames.firstIndex) ?? -1 }, sumuNames)], fewest: 2, noun: "gacha")
    for finding in finder.findings {
      let place = rows.first { $0.gacha == finding.row }?.place
      guard let equals = finding.equals else {
        problems.warn(
          "sum-row", place, "gacha",
          "\(quoted(names[finding.row])) has the name of a \(SumRows.isMeanName(names[finding.row]) ? "mean" : "sum"), and its numbers are not those of one; is it a gacha?"
        )
        continue
      }
      let message =
        "\(plainNumber(finding.value)) of \(quoted(names[finding.row])) is \(equals); delete its rows if it is a sum"
      if finding.isNamed {
        problems.report("sum-row", place, "gacha", message)
      } else {
        problems.warn("sum-row", place, "gacha", message)
      }
    }
  }

  /// Every gacha and class has a count of its own or in a combination: what nobody counted cannot be fitted to.
  private mutating func checkComplete(
    _ order: [[Int]], _ margins: [[Int]: [Double]], _ axes: [(trait: MarginTable.Trait, classes: [MarginTable.Class])]
  ) {
    for filled in order where filled.count == 1 {
      guard let cell = margins[filled]!.firstIndex(where: \.isNaN) else { continue }
      let name = filled == [0] ? gacha.name(cell) : axes[filled[0] - 1].classes[cell].label
      problems.report(
        "missing-row", nil, filled == [0] ? "gacha" : axes[filled[0] - 1].trait.rawValue,
        "there is no count of \(quoted(name)), and one of others; add a row")
    }
    if !order.contains(where: { $0.contains(0) && !margins[$0]!.contains(where: \.isNaN) }) {
      problems.report(
        "missing-row", nil, "gacha", "there is no margin with a count of every gacha; give the households of each")
    }
  }
}

extension MarginTable {
  /// Why no population has these margins, in words.
  package func message(_ fault: ProportionalFit.Fault) -> (code: String, message: String) {
    func cellName(_ axes: [Int], _ cell: [Int]) -> String {
      let names = zip(axes, cell).map { axis, place in
        axis == 0
          ? gachaNames[place] : "\(self.axes[axis - 1].trait.rawValue) \(self.axes[axis - 1].classes[place].label)"
      }
      return names.isEmpty ? "all households" : names.joined(separator: ", ")
    }
    switch fault {
    case .contradicting(let first, let second, let cell, let totals):
      let shared = margins[first].axes.filter { margins[second].axes.contains($0) }
      return (
        "contradicting-margins",
        "the margins by \(titles[first]) and by \(titles[second]) count \(plainNumber(totals[0])) and "
          + "\(plainNumber(totals[1])) of \(cellName(shared, cell)); make them agree"
      )
    case .impossible(let margin, let cell):
      return (
        "impossible-margins",
        "the margin by \(titles[margin]) has households of \(cellName(margins[margin].axes, cell)), which other margins "
          + "say are none; correct one of them"
      )
    case .diverging(let margin, let miss):
      return (
        "impossible-margins",
        "no population has all of these margins: counts of 0 leave no room; the margin by \(titles[margin]) is missed by "
          + "\(plainNumber((miss * 100).rounded() / 100)) households"
      )
    }
  }
}
