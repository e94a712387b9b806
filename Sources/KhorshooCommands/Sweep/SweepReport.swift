import Foundation
import KhorshooNumerics
import KhorshooReports
import KhorshooSweeps
import KhorshooText
import Synchronization

/// Progress of a sweep on standard error.
final class SweepProgress: Sendable {
  private let line: Mutex<ProgressLine>
  private let begin = ContinuousClock().now
  private let isChinese: Bool

  init(_ options: RunOptions, _ session: Session) {
    isChinese = options.language == .chinese
    line = Mutex(
      ProgressLine(style: session.progress(quiet: options.quiet), language: options.language, start: 0))
  }

  func update(_ progress: SweepRunner.Progress) {
    line.withLock {
      $0.update(
        done: progress.unitsDone, total: progress.unitCount, unitsDone: progress.householdQuarters,
        note: note(progress), at: (ContinuousClock().now - begin).seconds)
    }
  }

  func finish(_ progress: SweepRunner.Progress) {
    guard progress.unitCount > 0 else { return }
    line.withLock {
      $0.finish(
        done: progress.unitsDone, total: progress.unitCount, unitsDone: progress.householdQuarters,
        note: note(progress), at: (ContinuousClock().now - begin).seconds)
    }
  }

  private func note(_ progress: SweepRunner.Progress) -> String {
    progress.failed == 0 ? "" : isChinese ? "失败 \(progress.failed)" : "\(progress.failed) failed"
  }
}

/// What a sweep leaves: tables, manifest, summary and exit code.
struct SweepReport {
  let study: SweepContext
  let path: String
  let options: RunOptions
  let begin: ContinuousClock.Instant
  /// What was computed now; nil when shards were put together.
  let found: SweepRunner.Progress?

  /// Writes the tables, says what was found, and ends with 0, 75 (points failed) or 130 (interrupted).
  func finish(_ store: SweepStore, _ folder: ResultFolder) throws -> CommandReport {
    let results = SweepResults(study, store)
    let counts = try results.write(to: folder) { manifest($0) }
    try store.close()
    let said = options.json ? json(counts) + "\n" : options.quiet ? "" : text(counts)
    return CommandReport(said, problem: problem(counts))
  }

  private func problem(_ counts: SweepResults.Counts) -> UserError? {
    if let found, found.unitsDone < found.unitCount {
      return UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: path,
            message:
              "interrupted; \(counts.done) of \(study.design.pointCount) points are complete, all that was computed "
              + "is kept; the same command goes on")
        ])
    }
    if counts.failed > 0 {
      let list = counts.failures.map { "point \($0.point): \($0.message) [\($0.code)]" }
      let more = counts.failed > list.count ? ["… \(counts.failed - list.count) more in failures.csv"] : []
      return UserError(
        .partial,
        [
          Diagnostic(
            code: "points-failed", path: path,
            message:
              "\(counts.failed) of \(study.design.pointCount) points failed, the others are complete; change their "
              + "values, or try again with --retry-failed\n  " + (list + more).joined(separator: "\n  "))
        ])
    }
    return nil
  }

  private func manifest(_ counts: SweepResults.Counts) -> Manifest {
    let scenario = study.scenario
    var manifest = Manifest(
      version: study.plan.basis.program,
      scenario: Manifest.Scenario(
        title: scenario.title[.english], path: scenario.path, sha256: scenario.inputFiles.first?.sha256,
        resolvedSha256: scenario.hash.description),
      arms: study.plan.basis.arms)
    manifest.created = ISO8601DateFormatter().string(from: Date())
    manifest.seed = scenario.run.seed
    manifest.replicates = study.plan.basis.replicates
    manifest.years = scenario.run.years
    manifest.start = scenario.run.start.description
    manifest.reference = study.plan.basis.reference
    manifest.inputFiles = scenario.inputFiles.map { Manifest.InputFile(path: $0.path, sha256: $0.sha256) }
    manifest.blockWidth = laneCount
    manifest.kernelFamily = study.plan.basis.kernelFamily
    manifest.arithmetic = study.plan.basis.arithmetic
    manifest.instructionLevel = ProcessorLevel.name
    manifest.threads = options.threadCount
    manifest.secondsElapsed = (ContinuousClock().now - begin).seconds
    manifest.peakMemoryBytes = Manifest.peakMemory
    manifest.sweep = Manifest.Sweep(
      identity: study.plan.identity, method: study.design.method.rawValue, points: study.design.pointCount,
      pointsDone: counts.done, pointsFailed: counts.failed)
    return manifest
  }

  private func json(_ counts: SweepResults.Counts) -> String {
    OrderedJSON.object([
      ("points", .integer(study.design.pointCount)), ("done", .integer(counts.done)),
      ("failed", .integer(counts.failed)), ("replicates", .integer(counts.replicates)),
      ("reached", study.rule == nil ? .null : .integer(counts.reached)),
      ("computeSeconds", .number(counts.seconds)),
      ("uplift", counts.uplift.map { .list([.number($0.low), .number($0.high)]) } ?? .null),
      ("identity", .text(study.plan.identity)), ("folder", .text(path)),
    ]).description.trimmingCharacters(in: .newlines)
  }

  private func text(_ counts: SweepResults.Counts) -> String {
    let isChinese = options.language == .chinese
    let keys = study.design.keys
    let shown = keys.prefix(4).joined(separator: ", ") + (keys.count > 4 ? ", … (\(keys.count))" : "")
    var lines = [
      isChinese
        ? "\(study.design.pointCount) 个试验点（\(study.design.method.rawValue)）：\(shown)"
        : "\(study.design.pointCount) points (\(study.design.method.rawValue)) of \(shown)",
      isChinese
        ? "完成 \(counts.done)，失败 \(counts.failed)；共 \(counts.replicates) 次重复"
        : "\(counts.done) complete, \(counts.failed) failed; \(counts.replicates) replicates in all",
    ]
    if let rule = study.rule {
      lines.append(
        isChinese
          ? "目标 \(rule.text)：\(counts.reached) 个点达到，\(counts.done - counts.reached) 个点用尽预算"
          : "Goal \(rule.text): reached at \(counts.reached) points, budget spent at \(counts.done - counts.reached)")
    }
    if let uplift = counts.uplift {
      let range = "\(ReadableNumber.short(uplift.low)) … \(ReadableNumber.short(uplift.high)) CNY"
      lines.append(
        isChinese ? "户均增收（\(uplift.arm)）：\(range)" : "Uplift of income a household (\(uplift.arm)): \(range)")
    }
    let seconds = (ContinuousClock().now - begin).seconds
    lines.append(String(format: isChinese ? "用时 %.3g 秒" : "Computed in %.3g s", seconds))
    lines.append((isChinese ? "结果：" : "Results: ") + path)
    return lines.joined(separator: "\n") + "\n"
  }
}
