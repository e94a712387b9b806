import KhorshooNumerics
import KhorshooText

/// Differences replicate by replicate between two tables `pairs.csv` of one seed; memory does not grow with their rows. Where the
/// replicates of either are antithetic pairs, intervals are those of the pairs.
package struct PairedReplicates {
  /// One outcome of one arm in one year.
  struct Moments {
    /// Pairs in which both sides are defined.
    var count: Int { difference.count }
    /// Means over these pairs.
    var first: Double { firstMoments.mean }
    var second: Double { firstMoments.mean + difference.mean }
    /// Half the width of the 95 % interval of the difference.
    var halfWidth: Double { antithetic?.halfWidth95(cell: 0) ?? difference.halfWidth95 }
    private var firstMoments = KhorshooNumerics.Moments()
    private var difference = KhorshooNumerics.Moments()
    // Differences of the block that is being read, and those of all before; nil when replicates are independent.
    private var lanes = [Double](repeating: .nan, count: laneCount)
    private let antithetic: AntitheticSums?

    fileprivate init(isAntithetic: Bool) { antithetic = isAntithetic ? AntitheticSums(cellCount: 1) : nil }

    /// - Parameter number: of the replicate, from 1.
    fileprivate mutating func add(_ before: Double, _ after: Double, number: Int) {
      guard !before.isNaN, !after.isNaN else { return }
      firstMoments.add(before)
      difference.add(after - before)
      lanes[(number - 1) % laneCount] = after - before
    }

    /// Ends a block.
    fileprivate mutating func close() {
      antithetic?.add(lanes, cells: 0..<1)
      lanes = Array(repeating: .nan, count: laneCount)
    }
  }

  private struct Key: Hashable {
    let arm: String
    let time: Int
  }

  /// Replicates that both tables have.
  package private(set) var replicates = 0
  private let outcomes: [String: Int]
  private var rows: [Key: [Moments]] = [:]

  /// Pairs the replicates of two folders.
  ///
  /// - Throws: `UserError` 65, 66: what is wrong with the tables.
  package init(_ first: StoredResult, _ second: StoredResult) throws(UserError) {
    var left = try Replicates(first)
    var right = try Replicates(second)
    let common = left.outcomes.filter(right.outcomes.contains)
    outcomes = Dictionary(uniqueKeysWithValues: common.enumerated().map { ($1, $0) })
    let (leftColumns, rightColumns) = (common.map { left.column($0) }, common.map { right.column($0) })
    var (before, after) = (try left.next(leftColumns), try right.next(rightColumns))
    let isAntithetic = [first, second].contains { $0.manifest.antithetic == true }
    var block = 0
    while let one = before, let other = after {
      if one.number < other.number {
        before = try left.next(leftColumns)
      } else if one.number > other.number {
        after = try right.next(rightColumns)
      } else {
        replicates += 1
        if isAntithetic, (one.number - 1) / laneCount != block {
          closeBlock()
          block = (one.number - 1) / laneCount
        }
        for (key, values) in one.rows {
          guard let others = other.rows[key] else { continue }
          var moments = rows[key] ?? common.map { _ in Moments(isAntithetic: isAntithetic) }
          rows[key] = nil
          for index in values.indices { moments[index].add(values[index], others[index], number: one.number) }
          rows[key] = moments
        }
        (before, after) = (try left.next(leftColumns), try right.next(rightColumns))
      }
    }
    if isAntithetic { closeBlock() }
  }

  private mutating func closeBlock() {
    for key in rows.keys {
      for index in rows[key]!.indices { rows[key]![index].close() }
    }
  }

  /// The pairs of a cell; nil when a table leaves it out.
  func moments(_ names: CellNames, _ key: CellKey) -> Moments? {
    guard let outcome = outcomes[names.outcomes.texts[key.outcome] + "\(PairTable.separator)" + names.place(key).id],
      let row = rows[Key(arm: names.arms.texts[key.arm], time: key.time)], row[outcome].count > 0
    else { return nil }
    return row[outcome]
  }

  /// The rows of one replicate.
  private struct Replicate {
    let number: Int
    var rows: [Key: [Double]] = [:]
  }

  /// Reads a table replicate by replicate.
  private struct Replicates {
    let outcomes: [String]
    private var table: CSVReader
    private let arm, replicate, year: Int
    /// Number of the replicate of the row that was read ahead; nil at the end.
    private var pending: Int?

    init(_ folder: StoredResult) throws(UserError) {
      let keys = ["arm", "replicate", "year"]
      table = try folder.table(PairTable.fileName, columns: keys)
      outcomes = table.header.filter { !keys.contains($0) }
      (arm, replicate) = (table.column("arm"), table.column("replicate"))
      year = table.column("year")
      try advance()
    }

    private mutating func advance() throws(UserError) {
      pending = try table.next() ? try table.integer(replicate) : nil
    }

    func column(_ outcome: String) -> Int { table.column(outcome) }

    /// The next replicate with the values of some columns; nil at the end.
    mutating func next(_ columns: [Int]) throws(UserError) -> Replicate? {
      guard let number = pending else { return nil }
      var found = Replicate(number: number)
      while pending == number {
        let key = Key(arm: table.text(arm), time: try table.integer(year) * 4 + 3)
        var values: [Double] = []
        values.reserveCapacity(columns.count)
        for column in columns { values.append(try table.number(column)) }
        found.rows[key] = values
        try advance()
      }
      return found
    }
  }
}
