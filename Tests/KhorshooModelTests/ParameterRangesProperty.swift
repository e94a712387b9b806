import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Whatever the parameters within their ranges: no stock below zero, no number that is none, ledgers closed.
@Suite struct ParameterRangesProperty {
  /// Outcomes that are undefined where nobody is there to be measured, or (inequality) where the sum of incomes is not
  /// positive.
  private static let ratios = Set(
    ["forageDeficitShare", "cooperativeSize", "incomeGini", "incomeTheil", "incomePalma", "memberMatchedShare"]
      + (1...9).map { "incomeLorenz\($0)0" } + [
        "memberEffect", "memberEffectRelative", "membershipEffect", "memberServiceShare", "memberSellingShare",
        "requestsServedShare",
        "serviceCoverageFarthestTenth",
      ]
      + ["Naive", "Matched", "Adjusted"].flatMap { ["memberGap\($0)", "memberGap\($0)Relative"] }
      // Undefined without central households.
      + ["Turnover", "WarnedShare", "Tenure", "Ability", "Effort", "Knowledge"].map { "central\($0)" })

  /// Ledger values drawn between default and either bound, near the default more often than near the bound.
  private func drawn(_ seed: UInt64) -> Settings {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.householdTraits)
    var settings: Settings = [:]
    for (index, parameter) in World.ledger.parameters.enumerated() where !parameter.key.hasPrefix("places.") {
      // The herd's order of stages is a matter of structure, not of degree.
      guard !parameter.key.hasSuffix(".stage"), !parameter.key.hasSuffix(".sex") else { continue }
      let u = random.uniform(entity: index, index: 0)
      let far = random.uniform(entity: index, index: 1)
      switch (parameter.kind, parameter.value) {
      case (.number, .number(let value)):
        guard let range = parameter.range else { continue }
        let bound = u < 0.5 ? range.lowerBound : range.upperBound
        settings[parameter.key] = "\(value + (bound - value) * far * far * far)"
      case (.integer, .integer(let value)):
        guard let range = parameter.range else { continue }
        let bound = u < 0.5 ? range.lowerBound : min(range.upperBound, Double(4 * value + 4))
        settings[parameter.key] = "\(Int((Double(value) + (bound - Double(value)) * far * far).rounded()))"
      case (.boolean, _): settings[parameter.key] = u < 0.3 ? "false" : "true"
      case (.choice(let options), _): settings[parameter.key] = options[Int(u * Double(options.count))]
      default: continue
      }
    }
    return settings
  }

  /// Lowest head and number of states that are not numbers, after each quarter.
  private func faults(_ model: LinkageModel, seed: UInt64) -> (lowest: Double, notNumbers: Int) {
    let stepper = Stepper(model, arm: 1, seed: seed)
    let state = stepper.context.state
    var (lowest, notNumbers) = (0.0, 0)
    for time in 0..<12 {
      stepper.quarter(time)
      for row in 0..<60 * stepper.classCount {
        for head in numbers(state.herd[row]) {
          if head.isFinite { lowest = min(lowest, head) } else { notNumbers += 1 }
        }
      }
      for h in 0..<60 {
        let rows = [
          state.cashYuan, state.debtYuan, state.knowledge, state.hayKg, state.standingKg, state.pastureCondition,
          state.incomeYuan, state.isAware, state.isMember, state.experiencedGain,
        ]
        notNumbers += rows.reduce(0) { $0 + numbers($1[h]).count { !$0.isFinite } }
        lowest = [state.debtYuan, state.hayKg, state.standingKg].reduce(lowest) { min($0, numbers($1[h]).min()!) }
      }
    }
    return (lowest, notNumbers)
  }

  @Test func thirtyDraws() throws {
    var computed = 0
    for seed in UInt64(0)..<120 where computed < 30 {
      let model: LinkageModel
      do {
        model = try World.model([drawn(seed)], arms: [World.none, World.linkage], years: 3, seed: seed)
      } catch is NumericsError {
        // Births and deaths without a stable herd: refused before a run, as documented.
        continue
      } catch is UnsolvableParameters {
        continue
      }
      computed += 1
      let faults = faults(model, seed: seed)
      #expect(faults.lowest >= 0, "seed \(seed): \(faults.lowest) head")
      #expect(faults.notNumbers == 0, "seed \(seed)")
      let trace = Trace(model)
      for (index, ledger) in model.ledgers.enumerated() {
        #expect(trace.residual(index) <= ledger.tolerance, "seed \(seed): \(ledger.name) \(trace.residual(index))")
      }
      for cell in model.layout.cells {
        let outcome = model.layout.outcomes[cell.outcome].name
        let level = model.layout.places[cell.place].level
        guard level != .group, !Self.ratios.contains(outcome) else { continue }
        for arm in 0..<2 {
          let values = trace.values(outcome, arm: arm, place: cell.place, time: cell.time)
          if !values.allSatisfy(\.isFinite) {
            Issue.record("seed \(seed): \(outcome) at \(level) in quarter \(cell.time) of arm \(arm)")
          }
        }
      }
    }
    #expect(computed == 30)
  }

  /// Deliberate fault: a herd that is not a number is seen by both checks.
  @Test func faultsAreSeen() throws {
    let model = try World.model([])
    let stepper = Stepper(model, arm: 1)
    stepper.context.state.herd[5] = Lanes(repeating: .nan)
    var residual: Float = 0
    stepper.quarter(0) { step, gacha in
      if step == "InstitutionCost" && gacha == 0 { residual = stepper.context.flows.stock.residual }
    }
    #expect(residual.isNaN)
  }
}
