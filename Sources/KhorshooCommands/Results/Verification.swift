import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// Computes a run, or a sample of it, again and compares the bytes.
struct Verification {
  let stored: StoredRun
  /// Blocks of replicates of a run that is too large to be computed again.
  let sample: Int
  let sampleSeed: UInt64
  let isFull: Bool
  let threads: Int
  let quiet: Bool
  let session: Session

  /// Runs of up to so many households x quarters are computed again without being asked for: seconds.
  private static let smallRun = 20_000_000

  /// What was compared, and what differs.
  ///
  /// - Throws: `UserError`: what cannot be computed or compared.
  func run() throws(UserError) -> ([Finding], UserError?) {
    let scratch = try TemporaryFolder()
    guard stored.replicates > 0 else {
      return ([.notChecked("the manifest names no replicates", "清单未记录重复次数")], nil)
    }
    do {
      if stored.manifest.sweep != nil { return try points(scratch) }
      if stored.manifest.decomposition != nil {
        return isFull
          ? try all(scratch) : ([.notChecked("a decomposition: --full computes it again", "分解结果：用 --full 重算")], nil)
      }
      if stored.manifest.decision != nil {
        return ([.notChecked("a decision: khorshoo decide computes it again", "决策结果：用 khorshoo decide 重算")], nil)
      }
      let model = try stored.scenario.model(stored.recording)
      if isFull || model.householdQuartersPerReplicate * stored.replicates <= Self.smallRun { return try all(scratch) }
      return try part(model, scratch)
    } catch let error as UserError {
      throw error
    } catch {
      preconditionFailure("a re-run ends with what is no UserError: \(error)")
    }
  }

  private func all(_ scratch: TemporaryFolder) throws -> ([Finding], UserError?) {
    let differences = try stored.rerunAll(threads: threads, quiet: quiet, session, in: scratch)
    let tables = stored.manifest.outputFiles.count { $0.path.hasSuffix(".csv") }
    let rows = stored.manifest.outputFiles.reduce(0) { $0 + ($1.rows ?? 0) }
    let finding = Finding(
      name: "re-run", labelChinese: "重算", outcome: differences.isEmpty ? .passed : .failed,
      detail: differences.isEmpty
        ? "all \(stored.replicates) replicates: \(tables) tables with \(rows) rows are byte for byte the same"
        : "all \(stored.replicates) replicates: \(differences.count) files differ",
      detailChinese: differences.isEmpty
        ? "全部 \(stored.replicates) 次重复：\(tables) 个表共 \(rows) 行逐字节一致"
        : "全部 \(stored.replicates) 次重复：\(differences.count) 个文件不一致")
    return ([finding], stored.error(for: differences))
  }

  private func part(_ model: LinkageModel, _ scratch: TemporaryFolder) throws -> ([Finding], UserError?) {
    var (names, differences) = try stored.rerunWorld(in: scratch)
    var findings = [
      Finding(
        name: "world", labelChinese: "地点与假设", outcome: differences.isEmpty ? .passed : .failed,
        detail: "\(names.joined(separator: ", ")) \(differences.isEmpty ? "are byte for byte the same" : "differ")",
        detailChinese: "\(names.joined(separator: "、"))\(differences.isEmpty ? "逐字节一致" : "不一致")")
    ]
    if stored.result.record(of: ReplicateTable.fileName) != nil {
      let (finding, found) = try sampledReplicates(model, scratch)
      names.append(ReplicateTable.fileName)
      differences += found
      findings.append(finding)
    }
    let others = stored.manifest.outputFiles.map(\.path).filter { $0.hasSuffix(".csv") && !names.contains($0) }
    let seconds = stored.manifest.householdQuartersPerSecond.map {
      Double(model.householdQuartersPerReplicate * stored.replicates) / $0
    }
    let time = seconds.map { String(format: " (about %.0f s)", max(1, $0)) } ?? ""
    let replicates =
      names.contains(ReplicateTable.fileName)
      ? LocalizedText(en: "", zh: "")
      : LocalizedText(
        en: "; with replicates.csv (khorshoo run --keep replicates) a sample could be computed again",
        zh: "；若有 replicates.csv（khorshoo run --keep replicates）可抽样重算")
    findings.append(
      .notChecked(
        "\(others.joined(separator: ", ")): made of all \(stored.replicates) replicates; --full computes them again\(time)"
          + replicates.en,
        "\(others.joined(separator: "、"))：由全部 \(stored.replicates) 次重复得出，用 --full 重算\(time)" + replicates.zh))
    return (findings, stored.error(for: differences))
  }

  private func sampledReplicates(
    _ model: LinkageModel, _ scratch: TemporaryFolder
  ) throws -> (Finding, [FileDifference]) {
    BLASLibrary.prepare()
    let blocks = Self.choose(sample, of: ReplicateBlock.all(replicates: stored.replicates), seed: sampleSeed)
    let record = BlockRecord(layout: model.layout, armCount: model.armNames.count, ledgerCount: model.ledgers.count)
    let worlds = try WorldDraws(stored.scenario, replicates: stored.replicates)
    let file = try MappedFile(stored.result.path(of: ReplicateTable.fileName))
    let rerun = try ReplicateRerun(model, in: scratch, byteOrderMark: file.hasByteOrderMark)
    for block in blocks {
      let world = try worlds?.model(DrawnWorlds<LinkageModel>.number(of: block), like: model) ?? model
      world.simulate(block, in: world.makeWorkspace(), into: record)
      try rerun.append(record, block)
    }
    let differences = try rerun.differences(from: stored)
    let spans = blocks.map { "\($0.firstReplicate + 1) to \($0.firstReplicate + $0.validLanes)" }
    let words = differences.isEmpty ? "are byte for byte the same" : "are not all the same"
    let finding = Finding(
      name: "replicates", labelChinese: "抽样重算", outcome: differences.isEmpty ? .passed : .failed,
      detail: "\(spans.joined(separator: ", ")) of \(stored.replicates): \(rerun.rows) rows of replicates.csv \(words)",
      detailChinese: "\(stored.replicates) 次重复中的 \(spans.joined(separator: "、"))：replicates.csv 的 \(rerun.rows) 行"
        + (differences.isEmpty ? "逐字节一致" : "不全一致"))
    return (finding, differences)
  }

  /// Rows of a sweep computed again, and its tables made of its rows again.
  private func points(_ scratch: TemporaryFolder) throws -> ([Finding], UserError?) {
    let recheck = try SweepRecheck(folder: stored.result.path, version: Program.version)
    let kept = try recheck.unitsKept()
    let units = isFull ? kept : Self.choose(sample, of: kept, seed: sampleSeed)
    let session = session
    session.watch(.finishes)
    let progress = SweepProgress(RunOptions(threads: threads, quiet: quiet), session)
    let differences = try recheck.differences(
      units, threads: threads, isCancelled: { session.isCancelled() }, progress: { progress.update($0) })
    if session.isCancelled() { throw stored.interrupted("interrupted; nothing was compared") }
    let points = Set(units.map { recheck.results.sweep.unit($0).point }).sorted().map(String.init)
    let named = points.prefix(12).joined(separator: ", ") + (points.count > 12 ? ", …" : "")
    let rows = Finding(
      name: "rows", labelChinese: "抽样重算", outcome: differences.isEmpty ? .passed : .failed,
      detail: "\(units.count) of \(kept.count) rows computed again (points \(named)): "
        + (differences.isEmpty ? "every value is the same" : "\(differences.count) are not the same"),
      detailChinese: "\(kept.count) 行中重算 \(units.count) 行（设计点 \(named)）："
        + (differences.isEmpty ? "逐字节一致" : "\(differences.count) 行不一致"))
    let tables = try stored.tablesThatDiffer(from: recheck, in: scratch)
    let names = stored.manifest.outputFiles.map(\.path).filter { $0.hasSuffix(".csv") }
    let made = Finding(
      name: "tables", labelChinese: "结果表", outcome: tables.isEmpty ? .passed : .failed,
      detail: "\(names.joined(separator: ", ")) \(tables.isEmpty ? "are" : "are not all") what the rows give",
      detailChinese: "\(names.joined(separator: "、"))\(tables.isEmpty ? "与各行一致" : "与各行不全一致")")
    let problems = differences.map {
      Diagnostic(
        code: "different-results", path: stored.result.path(of: SweepStore.fileName), key: "point \($0.point)",
        message: $0.message + StoredRun.storeRemedy)
    }
    let error = stored.error(for: tables)
    let all = problems + (error?.diagnostics ?? [])
    return ([rows, made], all.isEmpty ? nil : UserError(.invalidData, all))
  }

  /// Some of a list in their order, drawn without replacement.
  static func choose<Element>(_ count: Int, of blocks: [Element], seed: UInt64) -> [Element] {
    var left = Array(blocks.indices)
    var chosen: [Int] = []
    while chosen.count < count, !left.isEmpty {
      // A few draws, apart from the streams of the model.
      let word = RandomNumbers.independent.seed(seed, branch: chosen.count)
      chosen.append(left.remove(at: Int(word % UInt64(left.count))))
    }
    return chosen.sorted().map { blocks[$0] }
  }
}

extension Finding {
  static func notChecked(_ detail: String, _ detailChinese: String) -> Finding {
    Finding(
      name: "not checked", labelChinese: "未检查", outcome: .notChecked, detail: detail, detailChinese: detailChinese)
  }
}
