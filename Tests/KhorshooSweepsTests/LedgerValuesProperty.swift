import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText
import Synchronization
import Testing

/// Whatever values of the ledger a scenario states, it runs or is refused with a key: no trap, no negative stock, no ledger
/// that stays open, no number that is none.
///
/// A few values here; all ends alone and `KHORSHOO_LEDGER_SAMPLES` random samples when that variable is set.
@Suite struct LedgerValuesProperty {
  private static let ledger = ParameterLedger.standard()
  private static let samples = ProcessInfo.processInfo.environment["KHORSHOO_LEDGER_SAMPLES"].flatMap { Int($0) }
  private static let text = """
    schema: 1
    title: Small banner
    question: Does every value of the ledger run?
    places: {sumuCount: 1, pastoralSumuCount: 1, gachaCount: 2, gridCount: 4, householdCount: 40, partyMemberCount: 12, cooperativeCount: 3}
    arms:
      none: {policy: {cooperatives: {enabled: false}, centralHouseholds: {enabled: false}}}
      linkage: {}
    run: {years: 1, start: 2020Q1, replicates: 16, seed: 1}
    """

  /// Greatest counts of places are a matter of memory, not of values.
  private static func isVaried(_ parameter: Parameter) -> Bool {
    !(parameter.key.hasPrefix("places.") && parameter.key.hasSuffix("Count"))
  }

  /// Both ends of a range, or every option.
  private static func ends(_ parameter: Parameter) -> [String] {
    switch parameter.kind {
    case .boolean: ["true", "false"]
    case .choice(let options): options
    case .integer, .number:
      (parameter.range.map { [$0.lowerBound, $0.upperBound] } ?? []).map { text($0, parameter.kind) }
    }
  }

  private static func text(_ value: Double, _ kind: Parameter.Kind) -> String {
    kind == .integer ? "\(Int(value))" : "\(value)"
  }

  private enum Outcome { case ran, refused }

  /// Runs the small banner with some values.
  ///
  /// - Throws: what is wrong with the run.
  private func run(_ settings: [String]) throws -> Outcome {
    let model: LinkageModel
    do throws(UserError) {
      model = try Scenario.resolve(
        text: Self.text, path: "values.yaml", overrides: ScenarioOverrides(settings: settings), ledger: Self.ledger
      ).model()
    } catch {
      for problem in error.diagnostics {
        try #require(!problem.message.isEmpty && !problem.code.isEmpty, "\(settings): \(error)")
        try #require(!problem.key.isEmpty || problem.message.contains("."), "\(settings): \(error)")
      }
      return .refused
    }
    let check = RunCheck(model, alwaysDefined: model.outcomes.alwaysDefined)
    let stocks = Set(
      model.layout.outcomes.map(\.name).filter {
        $0.hasSuffix("Head") && !$0.contains("Per") || $0.hasPrefix("sheepUnits")
      })
    #expect(stocks.count > 5)
    let problem = Mutex<String?>(nil)
    let keep: @Sendable (BlockRecord, ReplicateBlock) throws -> Void = { record, block in
      var found = check.problem(record, block).map { "\($0)" }
      for (index, cell) in model.layout.cells.enumerated() {
        let name = model.layout.outcomes[cell.outcome].name
        guard stocks.contains(name) else { continue }
        for values in record.values {
          let least = (0..<block.validLanes).map { values[index * laneCount + $0] }.filter { !$0.isNaN }.min() ?? 0
          if least < 0 { found = "\(name) is \(least)" }
        }
      }
      problem.withLock { $0 = found }
    }
    _ = try MonteCarloRunner(replicates: 16, threads: 1).run(model, observer: .init(keep: keep))
    let found = problem.withLock { $0 }
    #expect(found == nil, "\(settings): \(found ?? "")")
    return .ran
  }

  @Test func everyEndAloneRunsOrIsRefused() throws {
    let all = Self.ledger.parameters.filter(Self.isVaried).flatMap { parameter in
      Self.ends(parameter).map { "\(parameter.key)=\($0)" }
    }
    // Those that once ended in a trap, and every fortieth.
    let known = all.filter { setting in
      [".stage=", ".sex=", "Ties="].contains { setting.contains($0) }
    }
    let chosen = Self.samples == nil ? known + stride(from: 0, to: all.count, by: 40).map { all[$0] } : all
    var counts = (ran: 0, refused: 0)
    for setting in chosen {
      switch try run([setting]) {
      case .ran: counts.ran += 1
      case .refused: counts.refused += 1
      }
    }
    #expect(counts.ran > chosen.count / 4 && counts.refused > 20)
    if Self.samples != nil { print("ends alone: \(counts.ran) ran, \(counts.refused) were refused") }
  }

  /// A share of the ledger at once, each value at an end or anywhere between.
  @Test func randomSamplesRunOrAreRefused() throws {
    // Stages and sexes belong together, and males bear no young: nearly all samples of them are refused.
    let varied = Self.ledger.parameters.filter { parameter in
      Self.isVaried(parameter) && ![".stage", ".sex"].contains { parameter.key.hasSuffix($0) }
        && !(parameter.key.contains(".male") && parameter.key.hasSuffix(".fertilityRatio"))
    }
    let stream = RandomStream(root: .dynamics, number: 60_900, name: "ledgerValues")
    var counts = (ran: 0, refused: 0)
    for sample in 0..<(Self.samples ?? 24) {
      let random = ScalarRandom(seed: 15, stream: stream, replicate: sample)
      let share = [0.02, 0.1, 0.3, 1][sample % 4]
      let atEnd = [0, 0.2, 1][sample / 4 % 3]
      let settings = varied.enumerated().compactMap { entity, parameter -> String? in
        guard random.uniform(entity: entity, index: 0) < share else { return nil }
        let ends = Self.ends(parameter)
        let u = random.uniform(entity: entity, index: 1)
        if let range = parameter.range, random.uniform(entity: entity, index: 2) >= atEnd {
          let value = range.lowerBound + u * (range.upperBound - range.lowerBound)
          return "\(parameter.key)=\(Self.text(value, parameter.kind))"
        }
        return "\(parameter.key)=\(ends[Int(u * Double(ends.count))])"
      }
      switch try run(settings) {
      case .ran: counts.ran += 1
      case .refused: counts.refused += 1
      }
    }
    #expect(counts.ran > 0)
    if Self.samples != nil { print("random samples: \(counts.ran) ran, \(counts.refused) were refused") }
  }
}
