import KhorshooModel
import KhorshooScenarios
import Testing

/// What a result rests on: which values are listed, and whether those said to set the size of a channel do.
@Suite struct AssumptionsUnit {
  private func scenario(_ arms: String, _ settings: [String] = []) throws -> ResolvedScenario {
    try Scenario.resolve(
      text: """
        schema: 1
        title: Small
        question: What does it rest on?
        arms: \(arms)
        run: {years: 1, start: 2020Q1, replicates: 30, seed: 1}
        """, path: "small.yaml", overrides: ScenarioOverrides(settings: settings))
  }

  private static let none =
    "none: {policy: {cooperatives: {enabled: false}, centralHouseholds: {enabled: false}}}"

  @Test func allUnknownValuesAreListedOnce() throws {
    let found = try scenario("{\(Self.none), linkage: {}}").assumptions
    let unknown = World.ledger.parameters.filter { [.assumed, .recalled].contains($0.trust) }.map(\.key)
    #expect(found.map(\.parameter.key) == unknown)
    #expect(found.allSatisfy { !$0.isChanged && $0.byArm.isEmpty })
    for channel in Channel.ofIncome {
      let main = found.filter { $0.mainRank != nil && $0.channel == channel }
      #expect(main.count == channel.mainPatterns.count && (2...3).contains(main.count), "\(channel)")
    }
  }

  @Test func whatNoArmHasIsNotInForce() throws {
    let keys = { (found: [Assumption]) in Set(found.map(\.parameter.key)) }
    let alone = keys(try scenario("{\(Self.none)}").assumptions)
    #expect(
      !alone.contains { $0.hasPrefix("cooperatives.") || $0.hasPrefix("diffusion.") || $0.hasPrefix("institution.") })
    #expect(alone.contains("forage.yearlyLogSd") && alone.contains("herds.sheep.knowledgeResponse"))
    let central = keys(
      try scenario("{\(Self.none), central: {policy: {cooperatives: {enabled: false}}}}").assumptions)
    #expect(central.contains("institution.knowledgePerYear") && !central.contains("cooperatives.labourSaving"))
    let shut = keys(try scenario("{\(Self.none), linkage: {}}", ["policy.channels.risk=false"]).assumptions)
    #expect(!shut.contains("cooperatives.riskCoverage") && shut.contains("cooperatives.labourSaving"))
  }

  @Test func changesAreSaid() throws {
    let found = try scenario(
      "{\(Self.none), linkage: {policy: {centralHouseholds: {training: 3}}}}", ["cooperatives.labourSaving=0.25"]
    ).assumptions
    let saving = try #require(found.first { $0.parameter.key == "cooperatives.labourSaving" })
    #expect(saving.valueText == "0.25" && saving.isChanged)
    let training = try #require(found.first { $0.parameter.key == "policy.centralHouseholds.training" })
    #expect(training.byArm == "linkage: 3" && training.isChanged)
    #expect(found.count(where: \.isChanged) == 2)
  }

  /// With one channel open, each value that is said to set its size changes what households have.
  @Test(arguments: Channel.ofIncome) func mainValuesMoveTheirChannel(channel: Channel) throws {
    var one = World.linkage
    for other in Channel.ofIncome { one["policy.channels.\(other.rawValue)"] = "\(other == channel)" }
    let settings: Settings = ["dzud.probabilityPerWinter": "0.6", "households.cashYuanPerSheepUnit": "0"]
    func income(_ change: Settings) throws -> [Double] {
      let trace = Trace(try World.model([World.lively, settings, change], arms: [one], years: 3))
      return (0..<12).flatMap { trace.values("quarterCashIncomePerHousehold", arm: 0, time: $0) }
    }
    let base = try income([:])
    for pattern in channel.mainPatterns {
      let key = pattern.replacing("*", with: "sheep")
      let value = World.ledger.defaults.number(key)
      #expect(try income([key: "\(value * 0.5)"]) != base, "\(key) of \(channel)")
    }
    // Deliberate fault: a value of another channel does not.
    let foreign = channel == .labour ? "cooperatives.riskCoverage" : "cooperatives.labourSaving"
    #expect(try income([foreign: "0.3"]) == base)
  }
}
