import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// Dated changes of levers in a run.
@Suite struct InterventionProperty {
  /// A change to the present value, and one that lies after the run, are none: not a bit differs.
  @Test func thePresentValueChangesNothing() throws {
    let values = World.values(World.small, World.lively, TwoSumu.places, World.linkage)
    let present = LeverReachProperty.levers.map { lever in
      World.change(lever.key, values[lever.key]!.description, from: 2, to: 6)
    }
    let ramps = LeverReachProperty.levers.filter { !["true", "false"].contains($0.value) }.map { lever in
      World.change(lever.key, values[lever.key]!.description, .ramp, from: 7, to: 9)
    }
    let late = World.change("policy.centralHouseholds.outreach", "5", from: 12)
    let early = World.change("policy.centralHouseholds.outreach", "5", from: 11)
    let trace = Trace(
      try World.model(
        [World.lively, TwoSumu.places], arms: Array(repeating: World.linkage, count: 4),
        interventions: [[], present + ramps, [late], [early]]))
    #expect(TwoSumu.difference(trace, 0, 1) { _ in true } == nil)
    #expect(TwoSumu.difference(trace, 0, 2) { _ in true } == nil)
    // Deliberate fault: the last quarter of the run is not after it.
    #expect(TwoSumu.difference(trace, 0, 3) { _ in true } != nil)
  }

  /// A change from the first to the last quarter is the arm that has the value, where the first morning does not depend on it.
  @Test func aChangeOfTheWholeRunIsTheLeverItself() throws {
    let lever = "policy.centralHouseholds.outreach"
    let trace = Trace(
      try World.model(
        [World.lively], arms: [World.linkage, World.linkage.merging([lever: "3"]) { $1 }, World.linkage],
        interventions: [[], [], [World.change(lever, "3", from: 0)]]))
    #expect(trace.bits(arm: 1) == trace.bits(arm: 2))
    #expect(trace.bits(arm: 0) != trace.bits(arm: 2))
  }

  /// Support of cooperatives from 2,000 to 6,000 yuan in four quarters, then as it is; its cost moves nobody.
  @Test func publicCostFollowsTheRamp() throws {
    let ramp = World.change("policy.cooperatives.supportYuanPerYear", "6000", .ramp, from: 4, to: 7)
    let trace = Trace(
      try World.model([World.lively], arms: [World.linkage, World.linkage], interventions: [[], [ramp]]))
    let factors = [1, 1, 1, 1, 1.5, 2, 2.5, 3, 3, 3, 3, 3]
    for (time, factor) in factors.enumerated() {
      let own = trace.values("cooperativeSupportYuan", arm: 0, time: time)
      let ramped = trace.values("cooperativeSupportYuan", arm: 1, time: time)
      #expect(own.allSatisfy { $0 > 0 })
      #expect(relativeDistance(own.map { $0 * factor }, ramped) < 1e-6, "quarter \(time)")
    }
  }

  /// Pay is awarded at the end of a quarter for the next one, and yet paid in the quarters that the scenario says.
  @Test func payFollowsItsDates() throws {
    let step = World.change("policy.centralHouseholds.payYuanPerYear", "3600", from: 4, to: 6)
    let trace = Trace(
      try World.model(
        [World.paid], arms: [World.linkage, World.linkage], interventions: [[], [step]]))
    for time in 0..<12 {
      let factor = (4...6).contains(time) ? 1.5 : 1
      let own = trace.values("meritPayYuan", arm: 0, time: time)
      let changed = trace.values("meritPayYuan", arm: 1, time: time)
      #expect(own.allSatisfy { $0 > 0 } && relativeDistance(own.map { $0 * factor }, changed) < 1e-6, "quarter \(time)")
    }
  }

  /// A step ends with its last quarter: what it cost is no longer paid.
  @Test func aStepReturns() throws {
    let step = World.change("policy.cooperatives.supportYuanPerYear", "4000", from: 4, to: 6, in: ["gacha-01"])
    let trace = Trace(
      try World.model(
        [World.lively, TwoSumu.places], arms: [World.linkage, World.linkage], interventions: [[], [step]]))
    let gacha = trace.places(.gacha)
    for time in 0..<12 {
      for (number, place) in gacha.enumerated() {
        let factor = number == 0 && (4...6).contains(time) ? 2.0 : 1
        let own = trace.values("cooperativeSupportYuan", arm: 0, place: place, time: time)
        let changed = trace.values("cooperativeSupportYuan", arm: 1, place: place, time: time)
        #expect(own.allSatisfy { $0 > 0 } && relativeDistance(own.map { $0 * factor }, changed) < 1e-6)
      }
    }
  }

  /// The policy scenario that changes outreach, and the same written out with everything in it, give the same bytes.
  @Test func theResolvedScenarioRunsTheSame() throws {
    let path = World.ewenki.replacing("ewenki.yaml", with: "policies/intervention-outreach.yaml")
    let first = try Scenario.resolve(path: path, overrides: ScenarioOverrides(replicates: 16, years: 5))
    let second = try Scenario.resolve(text: first.resolvedYAML(besideTables: false), path: "resolved.yaml")
    let traces = [Trace(try first.model()), Trace(try second.model())]
    let arms = first.arms.indices
    for arm in arms { #expect(traces[0].bits(arm: arm) == traces[1].bits(arm: arm)) }
    let linkage = first.referenceArm
    for arm in arms where !first.arms[arm].interventions.isEmpty {
      #expect(TwoSumu.difference(traces[0], linkage, arm) { $0.time < 12 } == nil)
      #expect(TwoSumu.difference(traces[0], linkage, arm) { $0.time == 12 } != nil)
    }
  }

  /// A worker's second block begins with the arm's own levers, not with those the first one ended with.
  @Test func blocksDoNotSeeEachOther() throws {
    let change = World.change("policy.grassland.rewardYuanPerMu", "90", .ramp, from: 2, to: 3, in: ["gacha-02"])
    let model = try World.model([World.lively], arms: [World.linkage], interventions: [[change]])
    let both = Trace(model, replicates: 2 * laneCount)
    let workspace = model.makeWorkspace()
    let record = BlockRecord(layout: model.layout, armCount: 1, ledgerCount: model.ledgers.count)
    model.simulate(ReplicateBlock.all(replicates: 2 * laneCount)[1], in: workspace, into: record)
    #expect(both.records[1].values[0].map(\.bitPattern) == record.values[0].map(\.bitPattern))
  }
}
