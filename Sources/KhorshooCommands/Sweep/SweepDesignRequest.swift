import Foundation
import KhorshooEngine
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps

/// What is varied and how precisely: what `sweep` and `plan` share.
package struct SweepDesignRequest: Checked {
  package var vary: [String]
  package var factors: String?
  /// Whether every parameter that `--factors assumed` does not vary is named.
  package var leftOut: Bool
  package var design: String?
  package var samples: Int?
  /// Whether numbers of the file of points have decimal commas.
  package var decimalComma: Bool
  package var until: String?
  package var maxReplicates: Int?

  package init(
    vary: [String] = [], factors: String? = nil, leftOut: Bool = false, design: String? = nil, samples: Int? = nil,
    decimalComma: Bool = false, until: String? = nil, maxReplicates: Int? = nil
  ) {
    self.vary = vary
    self.factors = factors
    self.leftOut = leftOut
    self.design = design
    self.samples = samples
    self.decimalComma = decimalComma
    self.until = until
    self.maxReplicates = maxReplicates
  }

  package func check() throws(InvalidArgument) {
    if let samples, samples < 1 { throw InvalidArgument("--samples: found \(samples), expected 1 or more.") }
    try Self.checkBudget(maxReplicates, until)
  }

  /// `--max-replicates` beside `--until`.
  static func checkBudget(_ maxReplicates: Int?, _ until: String?) throws(InvalidArgument) {
    if let maxReplicates, !(16...1_000_000).contains(maxReplicates) {
      throw InvalidArgument("--max-replicates: found \(maxReplicates), expected 16 to 1000000.")
    }
    if maxReplicates != nil, until == nil {
      throw InvalidArgument("--max-replicates is the budget of --until; give --until too, or use --replicates.")
    }
  }

  /// Says what `--factors assumed` does not vary: how many for each reason, and which if they are to be named.
  func tellLeftOut(_ sweep: SweepContext, quiet: Bool, _ session: Session) {
    let all = sweep.scenario.design?.leftOut ?? []
    guard !quiet || leftOut, !all.isEmpty else { return }
    let reasons = LeftOutFactor.Reason.allCases.map { reason in
      (words: reason.words, keys: all.filter { $0.reason == reason }.map(\.key))
    }.filter { !$0.keys.isEmpty }
    session.say(
      "khorshoo: \(all.count) assumed parameters are not varied: "
        + reasons.map { "\($0.keys.count) \($0.words)" }.joined(separator: ", ")
        + (leftOut ? "" : "; --left-out names them"))
    guard leftOut else { return }
    for reason in reasons {
      session.say("  \(reason.keys.count) \(reason.words):\n" + reason.keys.map { "    " + $0 }.joined(separator: "\n"))
    }
  }

  /// The sweep that is asked for.
  func sweep(of scenario: ScenarioRequest, shards: Int?) -> SweepRequest {
    var overrides = scenario.overrides
    overrides.design = DesignOverrides(
      vary: vary, factors: factors, method: design, samples: samples, hasDecimalComma: decimalComma)
    return SweepRequest(
      scenario: scenario.scenario, overrides: overrides, until: until, maximumReplicates: maxReplicates,
      shards: shards, version: Program.version)
  }
}

extension RunOptions {
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Says warnings of the scenario and of its points.
  func warn(_ sweep: SweepContext, _ session: Session) {
    warn(sweep.warnings.filter { $0.code != "few-replicates" || sweep.rule == nil }, session)
  }
}
