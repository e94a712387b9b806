import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// What holds for offices, pay and levers in every quarter and replicate.
@Suite struct InstitutionProperty {
  private static let often: Settings = [
    "policy.centralHouseholds.reviewShare": "0.5", "policy.centralHouseholds.replacementProbability": "0.6",
  ]

  /// Pay of all offices is the budget in every quarter and replicate, however it is split.
  @Test(arguments: ["0", "0.5", "1"]) func payIsTheBudget(bonusShare: String) throws {
    let step = Stepper(
      try World.model(
        [World.lively, World.paid, Self.often, ["policy.centralHouseholds.bonusShare": bonusShare]],
        arms: [World.linkage], years: 3))
    let central = step.context.state.central
    for time in 0..<12 {
      var booked = [Double](repeating: 0, count: laneCount)
      step.quarter(time) { name, _ in
        guard name == "InstitutionCost" else { return }
        for lane in 0..<laneCount { booked[lane] += step.context.flows.money.booked(.meritPay)[lane] }
      }
      for lane in 0..<laneCount {
        // Four offices at 2,400 yuan a year: received by households in the quarter, and awarded for the next.
        #expect(abs(booked[lane] - 2400) < 1e-2)
        #expect(abs((0..<4).reduce(0) { $0 + Double(central.payYuan[$1][lane]) } - 2400) < 1e-2)
        let (best, worst) = (
          (0..<4).first { central.rank[$0][lane] == 3 }!, (0..<4).first { central.rank[$0][lane] == 0 }!
        )
        #expect((central.payYuan[best][lane] > central.payYuan[worst][lane]) == (bonusShare != "0"))
      }
    }
  }

  /// Who is replaced does not stay, who is not stays; the successor is a candidate of the grid without a record.
  @Test(arguments: [1, 2, 3] as [UInt64]) func replacedDoNotStay(seed: UInt64) throws {
    let step = Stepper(
      try World.model([World.lively, Self.often], arms: [World.linkage], years: 4, seed: seed), seed: seed)
    let central = step.context.state.central
    var replaced = 0
    for time in 0..<16 {
      let before = (0..<4).map { numbers(central.holder[$0]) }
      step.quarter(time)
      for g in 0..<4 {
        let candidates = step.model.banner.places.grids[g].candidates
        for lane in 0..<laneCount {
          let holder = Int(central.holder[g][lane])
          #expect(candidates.contains(holder))
          let isReplaced = central.isReplaced[g][lane] == 1
          #expect((Double(holder) != before[g][lane]) == isReplaced)
          guard isReplaced else { continue }
          replaced += 1
          #expect(central.tenureQuarters[g][lane] == 0 && central.warnings[g][lane] == 0)
          #expect(central.position[g][lane] == 0.5 && central.isWarned[g][lane] == 0)
          #expect(central.knowledge[g][lane] == step.context.state.knowledge[holder][lane])
        }
      }
    }
    #expect(replaced > 50)
  }

  /// Ledgers close with pay, successions and failing cooperatives.
  @Test(arguments: [1, 2] as [UInt64]) func ledgersClose(seed: UInt64) throws {
    let failing: Settings = ["cooperatives.fixedCostYuanPerYear": "9000", "cooperatives.leadShare": "0.8"]
    let model = try World.model([World.lively, World.paid, Self.often, failing], years: 5, seed: seed)
    let trace = Trace(model, replicates: 32)
    for (index, ledger) in model.ledgers.enumerated() { #expect(trace.residual(index) <= ledger.tolerance) }
  }

  /// What households have and do.
  private static let households = [
    "sheepUnits", "deathsHead", "salesHead", "quarterCashIncomePerHousehold", "cashPerHousehold", "membershipShare",
    "awareShare", "forageDeficitShare",
  ]

  private func differs(_ common: [Settings], _ a: Settings, _ b: Settings) throws -> Bool {
    let arms = [a, b].map { World.linkage.merging($0) { $1 } }
    let trace = Trace(try World.model([World.lively] + common, arms: arms, years: 4))
    return trace.model.layout.quarters.indices.contains { time in
      Self.households.contains { trace.values($0, arm: 0, time: time) != trace.values($0, arm: 1, time: time) }
    }
  }

  /// A lever that has nothing to work on changes nothing, not in the last bit; with something to work on it does.
  @Test func leversWithoutEffect() throws {
    let p = "policy.centralHouseholds."
    #expect(try !differs([], [p + "reviewShare": "0"], [p + "replacementProbability": "0"]))
    #expect(try differs([], [p + "reviewShare": "0"], [:]))
    #expect(try !differs([], [p + "bonusShare": "0"], [p + "bonusShare": "1"]))
    #expect(try differs([World.paid], [p + "bonusShare": "0"], [p + "bonusShare": "1"]))
    let deaf: Settings = ["institution.effort.payResponse": "0", "institution.officePremiumShare": "0"]
    #expect(try differs([deaf], [p + "payYuanPerYear": "0"], [p + "payYuanPerYear": "2400"]))
    // Training of central households works through what they pass on and through their score.
    let untrained: Settings = [p + "training": "0", "institution.appraisal.trainingWeight": "0"]
    for lever in ["bannerCoursesPerYear", "sumuCoursesPerYear", "gachaMeetingsPerYear", "testsPerYear"] {
      #expect(try !differs([untrained], [p + lever: "0"], [p + lever: "8"]), "\(lever)")
      #expect(try differs([], [p + lever: "0"], [p + lever: "8"]), "\(lever)")
    }
    #expect(try !differs([untrained], [p + "slackSeasonShare": "0.5"], [p + "slackSeasonShare": "1"]))
    let useless: Settings = [
      "institution.kitReachGain": "0", "institution.materialsReachGain": "0", "institution.videoReachGain": "0",
      "institution.materialsGain": "0", "institution.videoGain": "0",
    ]
    for (lever, few, many) in [("kit", "0", "1"), ("materials", "0", "9"), ("videoHouseholds", "0", "4")] {
      #expect(try !differs([useless], [p + lever: few], [p + lever: many]), "\(lever)")
      #expect(try differs([], [p + lever: few], [p + lever: many]), "\(lever)")
    }
  }

  /// Without central households no lever of theirs changes anything that is recorded.
  @Test func leversOfNobody() throws {
    let off = World.linkage.merging(["policy.centralHouseholds.enabled": "false"]) { $1 }
    let levers: Settings = [
      "reviewShare": "0.5", "replacementProbability": "0.9", "payYuanPerYear": "9000", "bonusShare": "1",
      "slackSeasonShare": "1", "bannerCoursesPerYear": "5", "kit": "0", "materials": "4", "videoHouseholds": "3",
    ]
    var other = off
    for (lever, value) in levers { other["policy.centralHouseholds." + lever] = value }
    let trace = Trace(try World.model([World.lively], arms: [off, other], years: 3))
    #expect(trace.bits(arm: 0) == trace.bits(arm: 1))
  }

  /// Each lever alone moves what it should, in mean over 32 replicates in the last winter.
  @Test func directions() throws {
    let p = "policy.centralHouseholds."
    let cases: [(lever: String, low: String, high: String, outcome: String)] = [
      ("payYuanPerYear", "0", "3000", "centralEffort"), ("bannerCoursesPerYear", "0", "6", "centralKnowledge"),
      ("gachaMeetingsPerYear", "0", "24", "centralKnowledge"), ("videoHouseholds", "0", "4", "centralKnowledge"),
      ("materials", "0", "5", "centralKnowledge"), ("training", "0.2", "0.4", "trainingCoverage"),
      ("reviewShare", "0.25", "0.5", "centralTurnover"), ("replacementProbability", "0.1", "0.9", "centralTurnover"),
      ("kit", "0", "1", "carrierCostYuan"), ("videoHouseholds", "1", "3", "publicCostBannerYuan"),
      ("sumuCoursesPerYear", "1", "4", "publicCostSumuYuan"),
      ("gachaMeetingsPerYear", "6", "24", "publicCostGachaYuan"),
    ]
    for (lever, low, high, outcome) in cases {
      let arms = [low, high].map { World.linkage.merging([p + lever: $0]) { $1 } }
      let trace = Trace(try World.model([World.lively], arms: arms, years: 3), replicates: 32)
      let sums = (0..<2).map { arm in (0..<12).flatMap { trace.values(outcome, arm: arm, time: $0) }.reduce(0, +) }
      #expect(sums[1] > sums[0], "\(lever) on \(outcome)")
    }
  }
}
