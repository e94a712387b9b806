import Foundation
import KhorshooExperiments
import KhorshooNumerics
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// What `khorshoo calibrate` says.
struct CalibrationReport {
  let problem: CalibrationProblem
  let outcome: CalibrationOutcome
  let plan: CalibrationPlan
  let path: String
  let options: RunOptions

  private var language: Language { options.language }
  /// Parameters that are shown.
  private static let shown = 8

  var text: String {
    let last = outcome.waves[outcome.waves.count - 1]
    let fitted = problem.judged.count
    let held = outcome.targets.count - fitted
    let effective = Int(outcome.posterior.effectiveCount.rounded())
    var lines = [
      CalibrationWords.calibrated(
        fitted, heldOut: held, arm: problem.arm, waves: outcome.waves.count, draws: outcome.posterior.weights.count,
        worth: effective)[language],
      CalibrationWords.left(
        ReadableShare.text(last.shareLeft), active: last.active, factors: problem.space.factors.count)[language],
      CalibrationWords.targets[language], targetTable.aligned(language).trimmed,
      CalibrationWords.implausibility[language],
    ]
    let learnt = learntRanges
    if !learnt.rows.isEmpty {
      lines += [CalibrationWords.narrowedMost[language], learnt.aligned(language).trimmed]
    }
    lines += remarks
    let use = "khorshoo run \(problem.request.scenario) --uncertainty \(path)/posterior.csv"
    lines += [CalibrationWords.use(use)[language], SweepWords.results(path)[language]]
    return lines.joined(separator: "\n") + "\n"
  }

  private var targetTable: ResultTable {
    ResultTable(
      columns: [
        .init("name", "target", "目标"), .init("observed", "observed", "观测"), .init("before", "before", "校准前"),
        .init("after", "after", "校准后"), .init("implausibilityBefore", "implausible", "不合理度"),
        .init("implausibilityAfter", "after", "校准后"), .init("verdict", "", ""),
      ],
      rows: outcome.targets.map { found in
        [.text(found.target.name)]
          + [found.target.value, found.before, found.after].map { .text(Self.number($0)) }
          + [found.implausibilityBefore, found.implausibilityAfter].map { .text(Self.decimal($0)) }
          + [.text(CalibrationWords.verdict(found.verdict)[language])]
      })
  }

  private static func number(_ value: Double) -> String { ReadableNumber(for: [value], digits: 4).text(value) }

  static func decimal(_ value: Double) -> String { value.isFinite ? String(format: "%.1f", value) : "–" }

  private var learntRanges: ResultTable {
    let best = outcome.ranges.filter { $0.isActive && $0.narrowed > 0.05 }.sorted { $0.narrowed > $1.narrowed }
      .prefix(Self.shown)
    func range(_ values: [Double?]) -> String {
      guard let low = values[0], let high = values[2] else { return "–" }
      return "\(Self.number(low)) … \(Self.number(high))"
    }
    return ResultTable(
      columns: [
        .init("key", "parameter", "参数"), .init("before", "90 % before", "校准前 90%"),
        .init("after", "90 % after", "校准后 90%"),
      ],
      rows: best.map { [.text($0.key), .text(range($0.before)), .text(range($0.after))] })
  }

  /// What a reader has to know before using the draws.
  private var remarks: [String] {
    var lines: [String] = []
    for (index, found) in outcome.targets.enumerated() {
      for other in found.conflicts {
        guard let place = outcome.targets.firstIndex(where: { $0.target.name == other }), place > index else {
          continue
        }
        lines.append(CalibrationWords.notTogether(found.target.name, other)[language])
      }
    }
    for found in outcome.targets {
      let least = Self.decimal(found.least ?? .nan)
      if found.verdict == .outOfReach {
        lines.append(CalibrationWords.outOfReach(found.target.name, least: least)[language])
      } else if found.verdict == .notMet, found.conflicts.isEmpty {
        lines.append(CalibrationWords.notTogetherWithTheOthers(found.target.name, least: least)[language])
      }
    }
    let mute = outcome.targets.filter { !$0.target.isHeldOut && $0.factors.isEmpty }.map(\.target.name)
    if !mute.isEmpty {
      lines.append(CalibrationWords.taughtNothing(mute.joined(separator: ", "))[language])
    }
    let failed = outcome.waves.reduce(0) { $0 + $1.failed }
    if failed > 0 {
      lines.append(CalibrationWords.withoutAnswer(failed)[language])
    }
    let unordered = problem.space.unordered
    if !unordered.isEmpty {
      let list = unordered.prefix(3).joined(separator: ", ")
      lines.append(CalibrationWords.notToldApart(unordered.count, list)[language])
    }
    if outcome.posterior.effectiveCount < 50 {
      lines.append(CalibrationWords.fewDraws[language])
    }
    return lines
  }

  var json: String {
    OrderedJSON.object([
      ("arm", .text(problem.arm)), ("waves", .integer(outcome.waves.count)),
      ("draws", .integer(outcome.posterior.weights.count)),
      ("effectiveDraws", .number(outcome.posterior.effectiveCount)),
      ("factors", .integer(problem.space.factors.count)),
      ("spaceLeft", .number(outcome.waves[outcome.waves.count - 1].shareLeft)),
      (
        "targets",
        .list(
          outcome.targets.map { found in
            .object([
              ("name", .text(found.target.name)), ("observed", .number(found.target.value)),
              ("after", .number(found.after)), ("implausibility", .number(found.implausibilityAfter)),
              ("verdict", .text(found.verdict.rawValue)),
            ])
          })
      ), ("folder", .text(path)),
    ]).description
  }

  func manifest(_ targets: String, seconds: Double) -> Manifest {
    let scenario = problem.scenario
    var manifest = Manifest(
      version: Program.version,
      scenario: Manifest.Scenario(
        title: scenario.title[.english], path: scenario.path, sha256: scenario.inputFiles.first?.sha256,
        resolvedSha256: scenario.hash.description),
      arms: scenario.arms.map(\.name))
    manifest.created = ISO8601DateFormatter().string(from: Date())
    manifest.seed = scenario.run.seed
    manifest.replicates = problem.replicates
    manifest.years = scenario.run.years
    manifest.start = scenario.run.start.description
    manifest.inputFiles =
      scenario.inputFiles.map { Manifest.InputFile(path: $0.path, sha256: $0.sha256) } + [
        Manifest.InputFile(path: targets, sha256: SHA256Digest(of: problem.targets.bytes).description)
      ]
    manifest.blockWidth = laneCount
    manifest.kernelFamily = BLASLibrary.kernelFamily
    manifest.arithmetic = Arithmetic.fingerprint
    manifest.instructionLevel = ProcessorLevel.name
    manifest.threads = options.threadCount
    manifest.secondsElapsed = seconds
    manifest.peakMemoryBytes = Manifest.peakMemory
    return manifest
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
