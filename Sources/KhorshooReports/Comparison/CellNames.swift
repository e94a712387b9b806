import KhorshooText

/// Which outcome of which arm, where and when, by numbers that two tables share.
struct CellKey: Hashable {
  let arm, place, time, outcome: Int
}

/// The numbers of arms, places and outcomes.
struct CellNames {
  /// Columns that both tables need.
  static let columns = ["arm", "level", "placeID", "place", "year", "outcome", "unit", "mean", "mcse"]

  /// Where the columns stand in one table.
  struct Columns {
    let arm, level, placeID, place, year, outcome, unit, mean, mcse: Int

    init(_ table: CSVReader) {
      arm = table.column("arm")
      level = table.column("level")
      placeID = table.column("placeID")
      place = table.column("place")
      year = table.column("year")
      outcome = table.column("outcome")
      unit = table.column("unit")
      mean = table.column("mean")
      mcse = table.column("mcse")
    }
  }

  /// What was met since this was last emptied.
  struct Used {
    var arms: Set<Int> = []
    var places: Set<Int> = []
    var outcomes: Set<Int> = []
  }

  private(set) var arms = TextIndex()
  private(set) var outcomes = TextIndex()
  /// Level and identifier, with a line end between them.
  private var places = TextIndex()
  var used = Used()

  /// The key of the row read last.
  ///
  /// - Throws: `UserError` 65 `malformed-number`.
  mutating func key(_ table: CSVReader, _ columns: Columns) throws(UserError) -> CellKey {
    let key = CellKey(
      arm: arms.index(of: table.text(columns.arm)),
      place: places.index(of: table.text(columns.level) + "\n" + table.text(columns.placeID)),
      time: try table.integer(columns.year) * 4 + 3,
      outcome: outcomes.index(of: table.text(columns.outcome)))
    used.arms.insert(key.arm)
    used.places.insert(key.place)
    used.outcomes.insert(key.outcome)
    return key
  }

  /// Level and identifier of a place.
  func place(_ key: CellKey) -> (level: String, id: String) { place(key.place) }

  private func place(_ index: Int) -> (level: String, id: String) {
    let parts = places.texts[index].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), String(parts[1]))
  }

  /// What one table has and the other has not.
  func leftOut(_ used: Used, without other: Used, cells: Int) -> FolderComparison.LeftOut {
    func only(_ mine: Set<Int>, _ others: Set<Int>) -> [Int] { mine.subtracting(others).sorted() }
    return FolderComparison.LeftOut(
      arms: only(used.arms, other.arms).map { arms.texts[$0] },
      outcomes: only(used.outcomes, other.outcomes).map { outcomes.texts[$0] },
      places: only(used.places, other.places).map { place($0).level + " " + place($0).id }, cells: cells)
  }
}

/// Means and standard errors of one folder, found by key; a row of a table of the same layout is found without searching.
struct CellMeans {
  private(set) var keys: [CellKey] = []
  private(set) var means: [Double] = []
  private(set) var errors: [Double] = []

  init(_ reader: CSVReader, _ names: inout CellNames) throws(UserError) {
    var table = reader
    let columns = CellNames.Columns(table)
    while try table.next() {
      keys.append(try names.key(table, columns))
      means.append(try table.number(columns.mean))
      errors.append(try table.number(columns.mcse))
    }
  }

  /// Walks along the keys; where the other table has another order, a dictionary is made once.
  struct Cursor {
    fileprivate let keys: [CellKey]
    private var next = 0
    private var positions: [CellKey: Int]?

    fileprivate init(_ keys: [CellKey]) { self.keys = keys }

    mutating func index(of key: CellKey) -> Int? {
      if next < keys.count, keys[next] == key {
        next += 1
        return next - 1
      }
      let found = position(of: key)
      if let found { next = found + 1 }
      return found
    }

    private mutating func position(of key: CellKey) -> Int? {
      if let positions { return positions[key] }
      let made = Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
      positions = made
      return made[key]
    }
  }

  var cursor: Cursor { Cursor(keys) }
}
