import Foundation
import KhorshooEngine
import KhorshooExperiments
import KhorshooNumerics
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// The sets of parameters that a run drew, and what an outcome came to with each.
///
/// - Proof: `RunSensitivityCommandTests`.
struct RunDraws {
  /// Parameters at every set; words of two kinds are 0 and 1.
  let columns: [FactorScreening.Column]
  /// Parameters of three or more words, which have no order.
  let unordered: [String]
  /// Mean over the worlds of each set; NaN where there is none.
  let outcomes: [Double]
  /// Where the variance of the outcome comes from.
  let variance: WorldVariance
  private static let tableName = "draws.csv"

  /// Whether a folder is that of a run, and not of a sweep.
  static func isRun(_ folder: String) -> Bool {
    let files = FileManager.default
    return files.fileExists(atPath: folder + "/" + ResultFolder.manifestName)
      && !files.fileExists(atPath: folder + "/" + SweepPlan.fileName)
  }

  /// Reads a folder.
  ///
  /// - Throws: `UserError` 65, 66 with what is wrong with it; 65 `no-factors` when the run drew no parameters.
  init(_ folder: String, of target: OutcomeTarget) throws(UserError) {
    let result = try StoredResult(folder)
    guard result.manifest.worlds != nil, result.record(of: Self.tableName) != nil else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "no-factors", path: folder,
            message:
              "the run drew no parameters; run it again without --uncertainty none, or name the folder of a sweep")
        ])
    }
    var table = try result.table(Self.tableName, columns: [])
    var cells = [[String]](repeating: [], count: table.header.count)
    while try table.next() {
      for column in cells.indices { cells[column].append(table.text(column)) }
    }
    (columns, unordered) = Self.columns(table.header, cells)
    let values = try Self.values(result, of: target)
    (outcomes, variance) = Self.means(
      values, sets: cells.first?.count ?? 0, isAntithetic: result.manifest.antithetic == true)
  }

  /// Parameters by the group that their key begins with, and those that have no order.
  ///
  /// - Parameter cells: of each key, a text a set.
  static func columns(_ keys: [String], _ cells: [[String]]) -> ([FactorScreening.Column], unordered: [String]) {
    var (columns, unordered): ([FactorScreening.Column], [String]) = ([], [])
    for (key, texts) in zip(keys, cells) {
      guard let values = numbers(texts) else {
        unordered.append(key)
        continue
      }
      columns.append(FactorScreening.Column(key, group: String(key.prefix { $0 != "." }), values))
    }
    return (columns, unordered)
  }

  /// Mean of each set over its worlds, from those of the worlds.
  static func ofSets(_ worlds: [Double], count: Int) -> [Double] {
    var sums = [Moments](repeating: Moments(), count: count)
    for (world, mean) in worlds.enumerated() where mean.isFinite && count > 0 {
      sums[world / WorldMoments.worldsPerSet % count].add(mean)
    }
    return sums.map { $0.count > 0 ? $0.mean : .nan }
  }

  /// Values as numbers, two words by their order; nil of more words.
  private static func numbers(_ texts: [String]) -> [Double]? {
    let numbers = texts.compactMap { Double($0) }
    if numbers.count == texts.count { return numbers }
    let words = Set(texts).sorted()
    return words.count > 2 ? nil : texts.map { $0 == words[0] ? 0 : 1 }
  }

  /// The outcome in each replicate.
  private static func values(_ result: StoredResult, of target: OutcomeTarget) throws(UserError) -> [Double] {
    let manifest = result.manifest
    func fault(_ code: String, _ message: String) -> UserError {
      UserError(.invalidData, [Diagnostic(code: code, path: "--of", message: message)])
    }
    let others = manifest.arms.filter { !target.isUplift || $0 != manifest.reference }
    guard let arm = target.arm.map({ name in others.first { $0 == name } }) ?? others.last else {
      throw fault(
        "unknown-arm", "there is no arm \(quoted(target.arm ?? ""))" + Nearest.hint(target.arm ?? "", among: others))
    }
    var table = try result.table(PairTable.fileName, columns: ["arm", "replicate"])
    let name = "\(target.outcome)\(PairTable.separator)\(target.placeID)"
    let known = table.header.dropFirst(3)
    guard known.contains(name), !target.isUplift || target.placeID == Place.bannerID else {
      let names = known.filter { !target.isUplift || $0.hasSuffix("\(PairTable.separator)\(Place.bannerID)") }
      let missing =
        known.contains(name)
        ? "groups matched with those of the reference; look at the level of one, ARM.OUTCOME@GROUP" : quoted(name)
      throw fault(
        "not-recorded",
        "\(PairTable.fileName) of the run has no \(missing)" + Nearest.hint(name, among: Array(names)))
    }
    let (armColumn, column) = (table.column("arm"), table.column(name))
    var (own, reference): ([Double], [Double]) = ([], [])
    while try table.next() {
      let row = table.text(armColumn)
      if row == arm { own.append(try table.number(column)) }
      if target.isUplift, row == manifest.reference { reference.append(try table.number(column)) }
    }
    return target.isUplift ? zip(own, reference).map { $0 - $1 } : own
  }

  private static func means(
    _ values: [Double], sets: Int, isAntithetic: Bool
  ) -> (outcomes: [Double], WorldVariance) {
    let moments = WorldMoments(cellCount: 1, isAntithetic: isAntithetic)
    var worlds: [Double] = []
    for (world, start) in stride(from: 0, to: values.count, by: laneCount).enumerated() {
      let own = Array(values[start..<min(values.count, start + laneCount)])
      moments.add(own, validLanes: own.count, cells: 0..<1, world: world)
      let defined = Moments(own.filter(\.isFinite))
      worlds.append(defined.count > 0 ? defined.mean : .nan)
    }
    return (ofSets(worlds, count: sets), moments.variance(cell: 0))
  }
}
