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
  private let language: Language

  init(_ options: RunOptions, _ session: Session) {
    language = Messages.language
    line = Mutex(ProgressLine(style: session.progress(quiet: options.quiet), language: language, start: 0))
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
    progress.failed == 0 ? "" : SweepWords.failed(progress.failed)[language]
  }
}

/// What a sweep leaves: report, tables, manifest, summary and exit code.
struct SweepReport {
  let sweep: SweepContext
  let path: String
  let options: RunOptions
  let begin: ContinuousClock.Instant
  /// What was computed now; nil when shards were put together.
  let found: SweepRunner.Progress?

  /// Writes the tables, says what was found, and ends with 0, 75 (points failed) or 130 (interrupted).
  func finish(_ store: SweepStore, _ folder: ResultFolder) throws -> CommandReport {
    let results = SweepResults(sweep, store)
    try folder.write(SweepPage(results, options.language).html, as: HTMLReport.fileName)
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
              "interrupted; \(counts.done) of \(sweep.design.pointCount) points are complete, all that was computed "
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
              "\(counts.failed) of \(sweep.design.pointCount) points failed, the others are complete; change their "
              + "values, or try again with --retry-failed\n  " + (list + more).joined(separator: "\n  "))
        ])
    }
    return nil
  }

  private func manifest(_ counts: SweepResults.Counts) -> Manifest {
    let scenario = sweep.scenario
    var manifest = Manifest(
      version: sweep.plan.basis.program,
      scenario: Manifest.Scenario(
        title: scenario.title[.english], path: scenario.path, sha256: scenario.inputFiles.first?.sha256,
        resolvedSha256: scenario.hash.description),
      arms: sweep.plan.basis.arms)
    manifest.created = ISO8601DateFormatter().string(from: Date())
    manifest.seed = scenario.run.seed
    manifest.replicates = sweep.plan.basis.replicates
    manifest.years = scenario.run.years
    manifest.start = scenario.run.start.description
    manifest.reference = sweep.plan.basis.reference
    manifest.inputFiles = scenario.inputFiles.map { Manifest.InputFile(path: $0.path, sha256: $0.sha256) }
    manifest.blockWidth = laneCount
    manifest.kernelFamily = sweep.plan.basis.kernelFamily
    manifest.arithmetic = sweep.plan.basis.arithmetic
    manifest.instructionLevel = ProcessorLevel.name
    manifest.threads = options.threadCount
    manifest.secondsElapsed = (ContinuousClock().now - begin).seconds
    manifest.peakMemoryBytes = Manifest.peakMemory
    manifest.sweep = Manifest.Sweep(
      identity: sweep.plan.identity, method: sweep.design.method.rawValue, points: sweep.design.pointCount,
      pointsDone: counts.done, pointsFailed: counts.failed)
    return manifest
  }

  private func json(_ counts: SweepResults.Counts) -> String {
    OrderedJSON.object([
      ("points", .integer(sweep.design.pointCount)), ("done", .integer(counts.done)),
      ("failed", .integer(counts.failed)), ("replicates", .integer(counts.replicates)),
      ("reached", sweep.rule == nil ? .null : .integer(counts.reached)),
      ("computeSeconds", .number(counts.seconds)),
      ("uplift", counts.uplift.map { .list([.number($0.low), .number($0.high)]) } ?? .null),
      ("identity", .text(sweep.plan.identity)), ("folder", .text(path)),
    ]).description.trimmingCharacters(in: .newlines)
  }

  private func text(_ counts: SweepResults.Counts) -> String {
    let (language, keys) = (options.language, sweep.design.keys)
    let shown = keys.prefix(4).joined(separator: ", ") + (keys.count > 4 ? ", … (\(keys.count))" : "")
    var lines = [
      SweepWords.points(sweep.design.pointCount, sweep.design.method, keys: shown)[language],
      SweepWords.computed(done: counts.done, failed: counts.failed, replicates: counts.replicates)[language],
    ]
    if let rule = sweep.rule {
      let goal = SweepWords.goal(rule.text, reached: counts.reached, spent: counts.done - counts.reached)
      lines.append(goal[language])
    }
    if let uplift = counts.uplift {
      let range =
        "\(ReadableNumber.short(uplift.low)) … \(ReadableNumber.short(uplift.high))"
        + ReportUnits.suffix("CNY", options.language)
      lines.append(SweepWords.uplift(sweep.scenario.arms.label(of: uplift.arm)[language], range)[language])
    }
    let seconds = (ContinuousClock().now - begin).seconds
    lines += [SweepWords.time(seconds: String(format: "%.3g", seconds))[language], SweepWords.results(path)[language]]
    return lines.joined(separator: "\n") + "\n"
  }
}
