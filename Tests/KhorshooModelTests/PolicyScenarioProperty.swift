import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import Testing

/// A scenario of `scenarios/policies/` that changes one lever, and what that lever is for.
struct PolicyCase: Sendable, CustomTestStringConvertible {
  /// File name without extension.
  let file: String
  /// The lever that its arms change.
  let lever: String
  /// What rises with the lever in mean, or falls with it.
  let outcome: String
  let rises: Bool
  /// Settings under which the lever has nothing to work on, if there are any.
  let silence: Settings?
  /// Outcomes (beginnings of names) that say the lever itself or its cost, and so change all the same.
  let own: [String]

  var testDescription: String { file }

  init(_ file: String, _ lever: String, raises outcome: String, silence: Settings?, own: [String] = []) {
    (self.file, self.lever, self.outcome, rises) = (file, lever, outcome, true)
    (self.silence, self.own) = (silence, own)
  }

  init(_ file: String, _ lever: String, lowers outcome: String, silence: Settings?, own: [String] = []) {
    (self.file, self.lever, self.outcome, rises) = (file, lever, outcome, false)
    (self.silence, self.own) = (silence, own)
  }

  private static let central = "policy.centralHouseholds."
  private static let untrained: Settings = [
    central + "training": "0", "institution.appraisal.trainingWeight": "0",
  ]
  private static let trustless: Settings = [
    "institution.services.trustLossPerYear": "0", "institution.appraisal.servicesWeight": "0",
  ]
  private static let services = [
    "service", "requests", "disputes", "policyQuestions", "agencyErrands", "assistanceRequests", "opinions",
    "trainingRequests", "publicWorks", "suggestions", "goodDeedsReported", "groupSupply", "publicCost",
    "paymentInstitutionCost",
  ]
  private static let cost = ["publicCost", "courseCost", "carrierCost", "paymentInstitutionCost"]
  private static let noCooperatives: Settings = ["policy.cooperatives.enabled": "false"]

  static let all = [
    PolicyCase(
      "outreach", central + "outreach", raises: "awareShare", silence: ["diffusion.passingCentralPerQuarter": "0"],
      own: cost + ["outreachCost"]),
    PolicyCase(
      "training", central + "training", raises: "householdKnowledge", silence: ["institution.knowledgePerYear": "0"],
      own: cost + ["trainingCost", "trainingCoverage"]),
    PolicyCase(
      "review", central + "reviewShare", raises: "centralTurnover",
      silence: [central + "replacementProbability": "0"], own: ["centralWarnedShare"]),
    PolicyCase(
      "replacement", central + "replacementProbability", raises: "centralTurnover",
      silence: [central + "reviewShare": "0"]),
    PolicyCase(
      "pay", central + "payYuanPerYear", raises: "centralEffort",
      silence: ["institution.effort.payResponse": "0", "policy.channels.office": "false"]),
    // Effort rises with pay ever less, so that the same budget brings more effort when all have the same.
    PolicyCase(
      "bonus", central + "bonusShare", lowers: "centralEffort", silence: [central + "payYuanPerYear": "0"]),
    PolicyCase(
      "season", central + "slackSeasonShare", raises: "householdKnowledge", silence: untrained,
      own: cost + ["centralKnowledge"]),
    PolicyCase(
      "courses-banner", central + "bannerCoursesPerYear", raises: "centralKnowledge", silence: untrained,
      own: cost + ["centralKnowledge"]),
    PolicyCase(
      "courses-sumu", central + "sumuCoursesPerYear", raises: "centralKnowledge", silence: untrained,
      own: cost + ["centralKnowledge"]),
    PolicyCase(
      "meetings", central + "gachaMeetingsPerYear", raises: "centralKnowledge", silence: untrained,
      own: cost + ["centralKnowledge"]),
    PolicyCase(
      "tests", central + "testsPerYear", raises: "centralKnowledge", silence: untrained,
      own: cost + ["centralKnowledge"]),
    PolicyCase(
      "kit", central + "kit", raises: "awareShare", silence: ["institution.kitReachGain": "0"], own: cost),
    PolicyCase(
      "materials", central + "materials", raises: "centralKnowledge",
      silence: ["institution.materialsReachGain": "0", "institution.materialsGain": "0"], own: cost),
    PolicyCase(
      "video", central + "videoHouseholds", raises: "centralKnowledge",
      silence: ["institution.videoReachGain": "0", "institution.videoGain": "0"], own: cost),
    PolicyCase(
      "services-off", central + "services.enabled", raises: "serviceCoverageYear", silence: trustless, own: services),
    PolicyCase(
      "services-effort", central + "services.effort", raises: "serviceCoverageYear", silence: trustless,
      own: services),
    PolicyCase(
      "services-sumu", central + "services.sumuEffort", lowers: "requestsAtSumu", silence: trustless, own: services),
    PolicyCase(
      "services-remote", central + "services.remoteShare", lowers: "serviceCostYuan", silence: trustless,
      own: services),
    PolicyCase(
      "services-last-mile", central + "services.lastMile", raises: "serviceCoverageFarthestTenth",
      silence: ["institution.services.nearFirstShare": "0"]),
    PolicyCase(
      "broadcast", "policy.broadcastPerQuarter", raises: "awareShare",
      silence: ["cooperatives.initialAwareShare": "1"]),
    PolicyCase(
      "cooperative-grant", "policy.cooperatives.grantYuanPerYear", raises: "cooperativeReservesYuan",
      silence: noCooperatives),
    PolicyCase(
      "cooperative-founding", "policy.cooperatives.foundingGrantYuan", raises: "cooperativeGrantsYuan",
      silence: noCooperatives),
    PolicyCase(
      "cooperative-support", "policy.cooperatives.supportYuanPerYear", raises: "publicCostYuan",
      silence: noCooperatives),
    PolicyCase(
      "cooperative-finishing", "policy.cooperatives.finishingShare", raises: "incomePerHousehold",
      silence: noCooperatives),
    PolicyCase(
      "cooperative-prompt-payment", "policy.cooperatives.promptPayment", lowers: "arrearsPerHousehold",
      silence: ["cooperatives.latePaymentShare": "0"]),
    PolicyCase(
      "cooperative-audit", "policy.cooperatives.audit", lowers: "paymentCaptureYuan",
      silence: ["cooperatives.captureShare": "0"]),
    // A transfer between members: who trades most gains what holders of shares lose.
    PolicyCase(
      "cooperative-patronage", "policy.cooperatives.patronageShare", raises: "upliftP90", silence: noCooperatives),
    PolicyCase(
      "grassland-reward", "policy.grassland.rewardYuanPerMu", raises: "transfersPerHousehold",
      silence: nil),
    PolicyCase(
      "grassland-balance", "policy.grassland.balanceEnforced", lowers: "sheepUnitsPerHousehold",
      silence: ["policy.grassland.compliance": "0"]),
    PolicyCase(
      "grassland-cap", "policy.grassland.capRatio", raises: "sheepUnitsPerHousehold",
      silence: ["policy.grassland.compliance": "0"]),
    PolicyCase(
      "grassland-compliance", "policy.grassland.compliance", lowers: "sheepUnitsPerHousehold",
      silence: ["policy.grassland.balanceEnforced": "false"]),
    PolicyCase(
      "grassland-rental", "policy.grassland.rentalAllowed", raises: "rentedMuPerHousehold",
      silence: ["rental.participationShare": "0"]),
    PolicyCase(
      "cooperative-rental", "policy.cooperatives.rentalService", raises: "rentedMuPerHousehold",
      silence: ["policy.channels.input": "false"]),
    PolicyCase(
      "cooperative-joint-use", "policy.cooperatives.jointUseShare", lowers: "hayCostPerHousehold",
      silence: ["forage.jointUseGain": "0"]),
    PolicyCase("dibao", "policy.dibao.enabled", raises: "dibaoShare", silence: ["policy.dibao.takeUpShare": "0"]),
    PolicyCase(
      "dibao-line", "policy.dibao.lineYuanPerPersonYear", raises: "transfersPerHousehold",
      silence: ["policy.dibao.takeUpShare": "0"]),
    PolicyCase(
      "dibao-take-up", "policy.dibao.takeUpShare", raises: "dibaoShare", silence: ["policy.dibao.enabled": "false"]),
  ]
}

/// Every lever alone: its scenario moves what it should, and nothing where the lever has nothing to work on.
@Suite struct PolicyScenarioProperty {
  private static let folder = URL(filePath: World.ewenki).deletingLastPathComponent().appending(path: "policies")
  private static let years = 3

  /// A scenario, and its arms from the least to the greatest value of its lever.
  private func scenario(_ policy: PolicyCase) throws -> (ResolvedScenario, [Arm]) {
    let scenario = try Scenario.resolve(
      path: Self.folder.appending(path: policy.file + ".yaml").path, overrides: ScenarioOverrides(years: Self.years))
    return (scenario, scenario.arms.sorted { $0.values.size(policy.lever) < $1.values.size(policy.lever) })
  }

  /// Each changes the lever that it is for and no other, and says what it asks.
  @Test(arguments: PolicyCase.all) func changesItsLeverAlone(policy: PolicyCase) throws {
    let (scenario, arms) = try scenario(policy)
    #expect(scenario.question[.english].contains("?") && scenario.question[.chinese].contains("？"))
    for (low, high) in zip(arms, arms.dropFirst()) {
      #expect(low.values.keys.filter { low.values[$0] != high.values[$0] } == [policy.lever])
    }
  }

  /// In the reference scenario, in mean over 16 replicates and three years.
  @Test(arguments: PolicyCase.all) func movesWhatItShould(policy: PolicyCase) throws {
    let (scenario, arms) = try scenario(policy)
    let banner = try Banner(
      values: scenario.values, speciesNames: scenario.speciesNames, namedSumu: scenario.namedSumu,
      namedGacha: scenario.namedGacha, seed: scenario.run.seed)
    let trace = Trace(
      try LinkageModel(
        banner: banner, values: scenario.values, arms: arms, referenceArm: 0, start: scenario.run.start,
        years: Self.years, seed: scenario.run.seed,
        isRecorded: { outcome, place, _ in outcome.name == policy.outcome && place.level == .banner }))
    let cells = trace.model.layout.cells.indices
    let sums = arms.indices.map { arm in
      cells.reduce(0.0) { sum, cell in
        sum + trace.lanes(arm: arm, cell: cell).map(Double.init(bitPattern:)).reduce(0, +)
      }
    }
    for (low, high) in zip(sums, sums.dropFirst()) {
      #expect(policy.rises ? low < high : low > high, "\(policy.outcome) of \(arms.map(\.name)): \(sums)")
    }
    for ledger in 0..<3 { #expect(trace.residual(ledger) < 1e-5) }
  }

  /// With nothing to work on, not a bit changes but the lever's own cost.
  @Test(arguments: PolicyCase.all.filter { $0.silence != nil }) func nothingToWorkOn(policy: PolicyCase) throws {
    let silent = World.linkage.merging(try #require(policy.silence)) { $1 }
    let levers = try scenario(policy).1.map { arm in
      silent.merging([policy.lever: "\(try #require(arm.values[policy.lever]))"]) { $1 }
    }
    let trace = Trace(try World.model([World.lively, World.paid, silent], arms: levers, years: 4))
    let free = trace.model.layout.cells.enumerated().filter { _, cell in
      !policy.own.contains(where: trace.model.layout.outcomes[cell.outcome].name.hasPrefix)
    }
    #expect(free.count > 1000)
    for (index, cell) in free {
      for arm in levers.indices.dropFirst()
      where trace.lanes(arm: arm, cell: index) != trace.lanes(arm: 0, cell: index) {
        Issue.record("\(policy.lever) changes \(trace.model.layout.outcomes[cell.outcome].name) of \(levers[arm])")
        return
      }
    }
  }

  /// Every lever has a scenario here; whether the two institutions are there at all is asked by the reference scenario.
  @Test func everyLeverHasAScenario() {
    let asked = ["policy.cooperatives.enabled", "policy.centralHouseholds.enabled"]
    let levers = World.ledger.parameters.map(\.key).filter {
      $0.hasPrefix("policy.") && !$0.hasPrefix("policy.channels.") && !asked.contains($0)
    }
    #expect(Set(levers) == Set(PolicyCase.all.map(\.lever)))
  }
}

extension ParameterValues {
  /// A lever as a number: switches are 0 or 1.
  fileprivate func size(_ key: String) -> Double {
    if case .boolean(let isOn) = self[key] { return isOn ? 1 : 0 }
    return number(key)
  }
}
