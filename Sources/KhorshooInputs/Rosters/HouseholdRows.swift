import KhorshooModel
import KhorshooText

/// The table of households while it is read.
struct HouseholdRows: RosterRows {
  /// Columns that say where a household is, beside its traits.
  static let placeColumns = ["sumu", "gacha", "grid"]
  /// What follows the name of a species in the name of its column.
  static let headSuffix = "Head"

  private enum Column {
    case id
    case unit(Int)
    case trait(RosterTrait)
    case head(String)
    case joined
    case extra(Int)
  }

  var problems: TableProblems
  let headerExample = "id,gacha,xKm,yKm,persons,sheepUnits"
  let rowLimit = 1_000_000
  let species: [String]
  private(set) var header: [String] = []
  /// Lines of rows that were told as sums without a place.
  var sumLines: Set<Int> = []
  private var columns: [Column] = []
  /// Identifiers that were read.
  private(set) var ids = IdentifierIndex()
  /// Line of each household.
  private(set) var lines: [Int] = []
  /// How periods are written.
  private(set) var calendar: RosterCalendar?
  private var units: [IdentifierIndex] = Array(repeating: IdentifierIndex(), count: 3)
  private var unitOfHousehold: [[Int]] = [[], [], []]
  private var numbers: [[Double]] = []
  private var joined: [Int32?] = []
  private var extra: [[String]] = []
  var form: TableForm
  private var cut = CutIdentifiers()

  init(_ problems: TableProblems, species: [String], form: TableForm) {
    self.problems = problems
    self.species = species
    self.form = form
  }

  var knownColumns: [String] { Self.known(species: species) }
  var requiredColumns: [[String]] { [["id"]] }

  func isNumber(_ name: String) -> Bool {
    RosterTrait(rawValue: name) != nil || species.contains { $0 + Self.headSuffix == name }
  }

  /// Names of all columns that are read.
  static func known(species: [String]) -> [String] {
    ["id"] + placeColumns + RosterTrait.allCases.map(\.rawValue) + species.map { $0 + headSuffix } + ["joined"]
  }

  mutating func begin(_ header: [String], _ scanner: CSVScanner) -> Bool {
    self.header = header
    let known = Self.known(species: species)
    columns = header.map { name in
      if name == "id" { return .id }
      if let unit = Self.placeColumns.firstIndex(of: name) { return .unit(unit) }
      if let trait = RosterTrait(rawValue: name) { return .trait(trait) }
      if let species = species.first(where: { $0 + Self.headSuffix == name }) { return .head(species) }
      if name == "joined" { return .joined }
      extra.append([])
      return .extra(extra.count - 1)
    }
    numbers = header.map { _ in [] }
    form.periods = Set(header.indices.filter { header[$0] == "joined" })
    guard header.contains("id") else {
      problems.report(
        "missing-column", CSVText.Place(line: scanner.line, column: 1), "id",
        "there is no column 'id', by which ties name a household; add it, or name one so"
          + (Nearest.match("id", among: header).map { "; is it \(quoted($0))?" } ?? ""))
      return false
    }
    for (one, other) in [("xKm", "yKm"), ("longitude", "latitude")] {
      for (there, missing) in [(one, other), (other, one)] where header.contains(there) && !header.contains(missing) {
        problems.report(
          "missing-column", CSVText.Place(line: scanner.line, column: 1), missing,
          "there is \(there) but no \(missing); a homestead has both")
      }
    }
    if header.contains("xKm"), header.contains("longitude") {
      problems.report(
        "unneeded-key", CSVText.Place(line: scanner.line, column: 1), "longitude",
        "homesteads are given by xKm and yKm already; keep one of the two")
    }
    warnOfNearNames(header, known: known, scanner)
    return true
  }

  mutating func read(_ scanner: CSVScanner) {
    for (k, column) in columns.enumerated() {
      let cell = scanner.cells[k]
      switch column {
      case .id:
        guard let id = identifier(scanner, k, "id", "the identifier of a household") else {
          // Kept as a row of its own, so that columns stay together.
          _ = ids.insert("\u{0}\(scanner.line)")
          continue
        }
        cut.note(id, line: scanner.line)
        let (number, isNew) = ids.insert(id)
        if !isNew {
          report(
            "duplicate-id", scanner, k, "id",
            "the household \(quoted(id)) is on line \(lines[number]) already; every household is one row")
          _ = ids.insert("\u{0}\(scanner.line)")
        }
      case .unit(let unit):
        let name =
          isSum(scanner, without: k)
          ? nil : identifier(scanner, k, header[k], "the \(header[k]) of the household, or no such column at all")
        unitOfHousehold[unit].append(name.map { units[unit].insert($0).number } ?? -1)
      case .trait(let trait):
        numbers[k].append(number(scanner, k, header[k], trait.kind, unit: trait.unit) ?? .nan)
      case .head:
        numbers[k].append(number(scanner, k, header[k], .number(0...1_000_000), unit: "head") ?? .nan)
      case .joined:
        var known = calendar
        joined.append(period(scanner, k, "joined", &known))
        calendar = known
      case .extra(let index): extra[index].append(scanner.text(cell))
      }
    }
    lines.append(scanner.line)
  }

  mutating func finish() {
    tell(cut, "id")
    let x = header.firstIndex { $0 == "xKm" || $0 == "longitude" }
    guard let x, let y = header.firstIndex(where: { $0 == "yKm" || $0 == "latitude" }) else { return }
    let (xs, ys) = (numbers[x], numbers[y])
    tellUnit(xs, ys, header[x])
    let zeros = xs.indices.filter { xs[$0] == 0 && ys[$0] == 0 }
    // One homestead may be where distances are measured from; on the globe 0, 0 is in the ocean.
    let isGlobe = header[x] == "longitude"
    let isFar = xs.indices.contains { abs(xs[$0]) > 1 || abs(ys[$0]) > 1 }
    guard let first = zeros.first, isFar, isGlobe || zeros.count > 1 else { return }
    problems.warn(
      "missing-code", CSVText.Place(line: lines[first], column: 1), header[x],
      "\(zeros.count) homestead\(zeros.count == 1 ? " is" : "s are") at 0, 0, which looks like a code for not known; leave such cells empty"
    )
  }

  /// Whether every row tells its household, so that ties can be looked at although other cells are wrong.
  var namesEveryHousehold: Bool {
    problems.toldProblems.allSatisfy { $0.code == "duplicate-id" || !$0.key.isEmpty && $0.key != "id" }
  }

  /// What was read; grids and gacha are put in order by `RosterChecks`.
  func roster() -> Roster {
    var roster = Roster(ids: ids.names)
    for (k, column) in columns.enumerated() {
      switch column {
      case .trait(let trait): roster.numbers[trait] = numbers[k]
      case .head(let species): roster.headBySpecies[species] = numbers[k]
      case .joined: roster.joined = joined
      case .unit(let unit):
        let found = Roster.Units(names: units[unit].names, index: unitOfHousehold[unit])
        switch unit {
        case 0: roster.sumu = found
        case 1: roster.gacha = found
        default: roster.grid = found
        }
      case .extra(let index): roster.extra.append(Roster.ExtraColumn(name: header[k], cells: extra[index]))
      case .id: break
      }
    }
    roster.calendar = calendar?.kind ?? .numbers
    return roster
  }
}
