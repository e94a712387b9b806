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
