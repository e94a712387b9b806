import Foundation
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// `khorshoo compare`: what differs between two result folders.
package struct CompareRequest: Request {
  package var first: String
  package var second: String
  package var paired: Bool
  package var out: String?
  package var language: Language
  package var quiet: Bool
  package var json: Bool

  package init(
    first: String, second: String, paired: Bool = false, out: String? = nil, language: Language = .english,
    quiet: Bool = false, json: Bool = false
  ) {
    self.first = first
    self.second = second
    self.paired = paired
    self.out = out
    self.language = language
    self.quiet = quiet
    self.json = json
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let (left, right) = try open()
    for folder in [left.result, right.result] { folder.warnOfDamages(session) }
    if left.manifest.sweep != nil { return try compareSweeps(left, right) }
    try StoredRun.refuse(out, among: [left.result, right.result])
    let obstacles = PairingObstacle.all(left, right)
    if paired, !obstacles.isEmpty {
      throw UserError(.invalidData, obstacles.map { $0.diagnostic(left, right) })
    }
    let pairs = obstacles.isEmpty ? try PairedReplicates(left.result, right.result) : nil
    let whole = try out.map { try WholeFile($0) }
    let columns = ComparisonTable.definition.columns.map(\.name)
    let writer = try whole.map { try CSVWriter($0.output, columns: columns, byteOrderMark: language.marksTables) }
    var headlines = ComparisonHeadlines()
    let comparison = try FolderComparison(left.result, right.result, pairs: pairs) { (cell) throws(UserError) in
      headlines.take(cell)
      if let writer { try ComparisonTable.append(cell, to: writer) }
    }
    guard comparison.commonCells > 0 else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "nothing-in-common", path: right.result.path,
            message:
              "shares no outcome of an arm, place and year with \(left.result.path); compare runs of the same "
              + "arms and years")
        ])
    }
    try writer?.finish()
    try whole?.finish()
    let report = CompareReport(
      first: left, second: right, differences: left.scenario.differences(to: right.scenario), comparison: comparison,
      pairs: pairs?.replicates, obstacles: obstacles, headlines: headlines.cells, language: language)
    return CommandReport(json ? report.json : quiet ? "" : report.text)
  }

  /// Both folders, or everything that is wrong with either.
  private func open() throws(UserError) -> (StoredRun, StoredRun) {
    var stored: [StoredRun] = []
    var problems: [Diagnostic] = []
    var exit: UserError.Exit?
    for path in [first, second] {
      do throws(UserError) {
        let result = try StoredResult(path)
        guard result.record(of: "outcomes.csv") != nil || result.manifest.sweep != nil else {
          throw UserError(
            .invalidData,
            [
              Diagnostic(
                code: "not-a-run", path: result.path,
                message: "holds no outcomes of arms; name a folder of khorshoo run or khorshoo sweep")
            ])
        }
        stored.append(try StoredRun(result))
      } catch {
        problems += error.diagnostics
        exit = exit ?? error.exit
      }
    }
    if let exit { throw UserError(exit, problems) }
    if (stored[0].manifest.sweep == nil) != (stored[1].manifest.sweep == nil) {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "not-a-run", path: second,
            message: "one of the two folders is a run and the other a sweep; compare two of a kind")
        ])
    }
    return (stored[0], stored[1])
  }

  /// Two sweeps, point by point.
  private func compareSweeps(_ left: StoredRun, _ right: StoredRun) throws -> CommandReport {
    try StoredRun.refuse(out, among: [left.result, right.result])
    let (before, after) = (try SweepResults(folder: left.result.path), try SweepResults(folder: right.result.path))
    let whole = try out.map { try WholeFile($0) }
    let columns = SweepComparisonTable.definition(after.sweep.design).columns.map(\.name)
    let writer = try whole.map { try CSVWriter($0.output, columns: columns, byteOrderMark: language.marksTables) }
    var report = SweepCompareReport()
    let comparison = try SweepComparison(before, after) { cell in
      report.take(cell)
      if let writer { try SweepComparisonTable.append(cell, to: writer) }
    }
    if paired, !comparison.isPaired {
      throw UserError(.invalidData, [PairingObstacle.seeds.diagnostic(left, right)])
    }
    try writer?.finish()
    try whole?.finish()
    let paths = [left.result.path, right.result.path]
    return CommandReport(
      json
        ? report.json(comparison, paths)
        : quiet ? "" : report.text(comparison, paths, left.scenario.differences(to: right.scenario), language))
  }
}

/// Why two folders cannot be compared replicate by replicate.
enum PairingObstacle {
  case noReplicates(isFirst: Bool)
  case seeds

  static func all(_ left: StoredRun, _ right: StoredRun) -> [PairingObstacle] {
    var found: [PairingObstacle] = []
    for (stored, isFirst) in [(left, true), (right, false)]
    where stored.result.record(of: PairTable.fileName) == nil {
      found.append(.noReplicates(isFirst: isFirst))
    }
    if left.scenario.run.seed != right.scenario.run.seed { found.append(.seeds) }
    return found
  }

  func diagnostic(_ left: StoredRun, _ right: StoredRun) -> Diagnostic {
    switch self {
    case .noReplicates(let isFirst):
      let path = (isFirst ? left : right).result.path
      return Diagnostic(
        code: "no-replicates", path: path,
        message: "has no \(PairTable.fileName): its scenario selects outcomes without headlines; run it again without "
          + "'outcomes:' (khorshoo run \(path)/\(StoredRun.scenarioName) --out DIR)")
    case .seeds:
      return Diagnostic(
        code: "other-seed", path: right.result.path, key: "run.seed",
        message:
          "found \(right.scenario.run.seed), \(left.result.path) has \(left.scenario.run.seed); replicates of two "
          + "seeds are two worlds: run one again with the other's --seed")
    }
  }

  var words: LocalizedText {
    switch self {
    case .noReplicates(true): CompareWords.firstWithoutReplicates
    case .noReplicates(false): CompareWords.secondWithoutReplicates
    case .seeds: CompareWords.otherSeeds
    }
  }
}
