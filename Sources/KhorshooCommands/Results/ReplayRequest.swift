import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// `khorshoo replay`: one replicate again, with every household in every quarter.
package struct ReplayRequest: Request {
  package var folder: String
  package var replicate: Int
  package var arm: String?
  package var point: Int?
  package var out: String?
  package var language: Language
  package var quiet: Bool

  package init(
    folder: String, replicate: Int, arm: String? = nil, point: Int? = nil, out: String? = nil,
    language: Language = .english, quiet: Bool = false
  ) {
    self.folder = folder
    self.replicate = replicate
    self.arm = arm
    self.point = point
    self.out = out
    self.language = language
    self.quiet = quiet
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let stored = try StoredRun(folder)
    try check(stored)
    try StoredRun.refuse(out, among: [stored.result])
    let replay = try point.map { point in
      try PointReplay(
        SweepRecheck(folder: stored.result.path, version: Program.version), point: point, replicate: replicate - 1)
    }
    if let replay { try check(replay) }
    let block = ReplicateBlock.all(replicates: replicate).last!
    let model =
      try replay?.model
      ?? stored.scenario.model(
        of: block, stored.scenario.model(stored.recording), replicates: stored.replicates)
    let whole = try out.map { try WholeFile($0) }
    let trace = HouseholdTrace(model.banner)
    let columns = HouseholdTraceTable.columns(trace)
    let writer =
      if let whole {
        try CSVWriter(whole.output, columns: columns, byteOrderMark: language.marksTables)
      } else {
        try CSVWriter(descriptor: session.output, name: "standard output", columns: columns)
      }
    let record = try compute(model, trace, writer)
    try writer.finish()
    try whole?.finish()
    if let replay { try compare(record, replay, stored) } else { try compare(record, model, stored) }
    if !quiet { session.say(said(writer.rows)) }
    return CommandReport("")
  }

  /// Everything that is wrong with what was asked for.
  private func check(_ stored: StoredRun) throws(UserError) {
    var problems = stored.contradictions
    func report(_ code: String, _ option: String, _ message: String) -> Diagnostic {
      Diagnostic(code: code, path: option, message: message)
    }
    let points = stored.manifest.sweep?.points
    if let point, points == nil {
      problems.append(
        report(
          "no-points", "--point",
          "found \(point), but \(stored.result.path) is the folder of one run, without a design; leave --point out"))
    }
    if let points, !(0..<points).contains(point ?? -1) {
      problems.append(
        report(
          "no-points", "--point",
          "found \(point.map(String.init) ?? "none"), the design has points 0 to \(points - 1); choose one of these"))
    }
    if stored.manifest.decomposition != nil {
      problems.append(
        report(
          "not-a-run", stored.result.path,
          "is no folder of one run of each arm but of a decomposition; name a folder of khorshoo run or sweep"))
    }
    if !(1...max(1, stored.replicates)).contains(replicate) {
      problems.append(
        report(
          "unknown-replicate", "--replicate",
          "found \(replicate), the folder has replicates 1 to \(stored.replicates); choose one of these"))
    }
    let arms = stored.scenario.arms.map(\.name)
    if let arm, !arms.contains(arm) {
      problems.append(
        report(
          "unknown-arm", "--arm", "there is no arm \(quoted(arm)); expected one of \(arms.joined(separator: ", "))"))
    }
    if !problems.isEmpty { throw UserError(.invalidData, problems) }
  }

  /// Whether the point has the replicate.
  private func check(_ replay: PointReplay) throws(UserError) {
    guard let row = replay.row, replicate > row.first + row.replicates else { return }
    throw UserError(
      .invalidData,
      [
        Diagnostic(
          code: "unknown-replicate", path: "--replicate",
          message:
            "found \(replicate), the point has replicates 1 to \(row.first + row.replicates); choose one of these")
      ])
  }

  /// Runs the block in which the replicate stands.
  private func compute(_ model: LinkageModel, _ trace: HouseholdTrace, _ writer: CSVWriter) throws(UserError)
    -> BlockRecord
  {
    BLASLibrary.prepare()
    let block = ReplicateBlock.all(replicates: replicate).last!
    let record = BlockRecord(layout: model.layout, armCount: model.armNames.count, ledgerCount: model.ledgers.count)
    let table = HouseholdTraceTable(
      trace, model, lane: replicate - 1 - block.firstReplicate, replicate: replicate, to: writer)
    try model.simulate(block, in: model.makeWorkspace(), into: record) { (index, time, context) throws(UserError) in
      let name = model.armNames[index]
      if arm == nil || arm == name {
        try table.append(context, arm: index, named: name, quarter: model.layout.quarters[time])
      }
    }
    return record
  }

  /// Compares the outcomes of the replicate with those that the folder keeps.
  ///
  /// - Throws: `UserError` 65, 69 `different-results`.
  private func compare(_ record: BlockRecord, _ model: LinkageModel, _ stored: StoredRun) throws {
    guard stored.result.record(of: ReplicateTable.fileName) != nil else { return }
    let scratch = try TemporaryFolder()
    let block = ReplicateBlock.all(replicates: replicate).last!
    let rerun = try ReplicateRerun(model, in: scratch, byteOrderMark: language.marksTables)
    try rerun.append(record, block)
    let differences = try rerun.differences(from: stored)
    if let error = stored.error(for: differences) { throw error }
  }

  /// Compares the outcomes of the replicate with the point's row.
  ///
  /// - Throws: `UserError` 65 `different-results`.
  private func compare(_ record: BlockRecord, _ replay: PointReplay, _ stored: StoredRun) throws(UserError) {
    let block = ReplicateBlock.all(replicates: replicate).last!
    guard let found = replay.difference(record, block, lane: replicate - 1 - block.firstReplicate) else { return }
    throw UserError(
      .invalidData,
      [
        Diagnostic(
          code: "different-results", path: stored.result.path(of: SweepStore.fileName), key: "point \(point ?? 0)",
          message: found + StoredRun.storeRemedy)
      ])
  }

  private func said(_ rows: Int) -> String {
    let place = out.map { LocalizedText(en: $0, zh: $0) } ?? LocalizedText(en: "standard output", zh: "标准输出")
    let words = LocalizedText(
      en: "Replicate \(replicate): \(rows) rows to \(place.en)", zh: "第 \(replicate) 次重复：\(rows) 行写入 \(place.zh)")
    return words[language]
  }
}
