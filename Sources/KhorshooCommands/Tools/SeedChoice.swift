import KhorshooModel
import KhorshooNetworks
import KhorshooText

extension NetworkInput {
  /// Households that are named: ids between commas, `column:NAME` for those with a number other than 0 (or a word such as yes)
  /// in a column, `history:PERIOD` for those that had adopted by then.
  ///
  /// - Throws: `UserError` 64 `unknown-household`, 65 `no-adoption-times` and as for columns.
  func named(_ text: String, option: String) throws(UserError) -> [Int] {
    let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    if parts.count == 2, parts[0] == "column" {
      let values = try columns([parts[1]], option: option)[0].values
      return values.indices.filter { !values[$0].isNaN && values[$0] != 0 }
    }
    if parts.count == 2, parts[0] == "history", let period = Int32(parts[1]) {
      guard let joined = roster?.joined else {
        throw .fault(
          "no-adoption-times", .invalidData, inputFiles.first?.path ?? title,
          "found no column joined, which \(option) history: takes adopters from; add it to --households")
      }
      return joined.indices.filter { h in joined[h].map { $0 <= period } ?? false }
    }
    let number = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var households: Set<Int> = []
    for name in MultiplierRequest.names(text) {
      guard let h = number[name] else {
        throw .fault(
          "unknown-household", .usage, option,
          "found \(quoted(name)), expected the id of a household of the network, column:NAME or history:PERIOD"
            + Nearest.hint(name, among: ids))
      }
      households.insert(h)
    }
    return households.sorted()
  }
}

/// One seed at least in each group of a column of households.
struct SeedRule {
  let column: String
  let names: [String]
  let groups: SeedGroups
}

extension NetworkInput {
  /// The groups of a column of households of which each is to have a seed.
  ///
  /// - Throws: `UserError` 64 `unknown-partition`, `too-few-seeds`, 65 `household-without-group`.
  func seedRule(_ column: String, seeds: Int) throws(UserError) -> SeedRule {
    let path = inputFiles.first?.path ?? title
    guard let cells = groupNames(column) else {
      let known = groupColumns
      throw .fault(
        "unknown-partition", .usage, "--one-a",
        known.isEmpty
          ? "found \(quoted(column)), but no table of households was read; add one with --households"
          : "found \(quoted(column)), expected a column of --households: \(known.map { quoted($0) }.joined(separator: ", "))"
            + Nearest.hint(column, among: known, listed: 0))
    }
    let without = cells.indices.filter { NoValue.holds(cells[$0]) }
    if let first = without.first {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "household-without-group", path: path, key: column,
            message: "found nothing for household \(ids[first])"
              + (without.count > 1 ? " and \(without.count - 1) more" : "")
              + ", expected a group for each household; fill the column, or give --one-a another")
        ])
    }
    let names = Set(cells).sorted()
    guard names.count <= seeds else {
      throw .fault(
        "too-few-seeds", .usage, "--count",
        "found \(seeds) seeds for \(names.count) groups of \(column), expected \(names.count) or more: each group has one; "
          + "raise --count, or give --one-a a column of fewer groups")
    }
    let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    return SeedRule(column: column, names: names, groups: SeedGroups(cells.map { place[$0]! }))
  }

  /// Columns that may have groups.
  private var groupColumns: [String] {
    let places = partitions.map(\.name) + (roster?.sumu == nil ? [] : ["sumu"])
    return places + (roster?.numbers.keys.map(\.rawValue).sorted() ?? []) + (roster?.extra.map(\.name) ?? [])
  }

  /// What a column says of each household, empty where it says nothing; nil when there is no such column.
  private func groupNames(_ column: String) -> [String]? {
    func named(_ names: [String], _ index: [Int]) -> [String] { index.map { $0 < 0 ? "" : names[$0] } }
    if let partition = partitions.first(where: { $0.name == column }) { return named(partition.names, partition.index) }
    if column == "sumu", let sumu = roster?.sumu { return named(sumu.names, sumu.index) }
    if let trait = RosterTrait(rawValue: column), let values = roster?.numbers[trait] {
      return values.map { $0.isNaN ? "" : plainNumber($0) }
    }
    return roster?.extra.first { $0.name == column }?.cells
  }
}

/// Two sets of seeds beside each other, with the same draws in every replicate.
struct PairedSpread {
  /// Mean difference of adopters at the end, its Monte Carlo error, and the share of replicates with more.
  let difference, error, shareMore: Double

  /// - Precondition: as many replicates of both, of one seed.
  init(_ one: [Int], _ other: [Int]) {
    precondition(one.count == other.count && !one.isEmpty, "\(one.count) and \(other.count) replicates")
    let n = Double(one.count)
    let differences = zip(one, other).map { Double($0 - $1) }
    let mean = differences.reduce(0, +) / n
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    difference = mean
    error = n > 1 ? (squares / (n - 1) / n).squareRoot() : .nan
    shareMore = Double(differences.count { $0 > 0 }) / n
  }

  var json: OrderedJSON {
    .object([
      ("difference", .number(difference)), ("error", .number(error)), ("shareMore", .number(shareMore)),
    ])
  }
}
