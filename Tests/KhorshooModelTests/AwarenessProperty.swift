import KhorshooModel
import KhorshooNumerics
import Testing

/// Case 7: with common draws and without exit, more outreach never makes anybody less aware.
@Suite struct AwarenessProperty {
  /// Nobody leaves (log odds of -15 whatever happened), and joining does not depend on gains, which are not monotone.
  private let withoutExit: Settings = [
    "diffusion.gainWeight": "0", "diffusion.exitIntercept": "-15", "diffusion.exitShortfallWeight": "0",
    "diffusion.exitDistressWeight": "0", "cooperatives.dissolutionQuarters": "400",
    "diffusion.passingCentralPerQuarter": "0.1",
    "diffusion.utilityIntercept": "-1",
    "cooperatives.initialMembershipShare": "0.1", "cooperatives.initialAwareShare": "0.1",
    // Incomes and knowledge, which outreach changes through membership, do not decide who is replaced.
    "institution.appraisal.incomeWeight": "0", "institution.appraisal.trainingWeight": "0",
  ]

  /// Households, replicates and quarters in which the arm that does more knows less.
  private func violations(_ settings: [Settings], arms: [Settings], seed: UInt64) throws -> (count: Int, gains: Double)
  {
    let model = try World.model(settings, arms: arms, years: 4, seed: seed)
    let trace = Trace(model)
    var (count, gains) = (0, 0.0)
    for place in trace.places(.grid) {
      for time in 0..<16 {
        for arm in 1..<arms.count {
          let more = trace.values("awareShare", arm: arm, place: place, time: time)
          let less = trace.values("awareShare", arm: arm - 1, place: place, time: time)
          count += zip(more, less).count { $0 < $1 }
          gains += zip(more, less).reduce(0) { $0 + $1.0 - $1.1 }
        }
      }
    }
    return (count, gains)
  }

  private func outreach(_ efforts: [String]) -> [Settings] {
    efforts.map { World.linkage.merging(["policy.centralHouseholds.outreach": $0]) { $1 } }
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func moreOutreach(seed: UInt64) throws {
    let result = try violations([withoutExit], arms: outreach(["0", "0.5", "1", "3"]), seed: seed)
    #expect(result.count == 0, "seed \(seed)")
    #expect(result.gains > 0)
    // Deliberate fault: arms in the wrong order are seen.
    #expect(try violations([withoutExit], arms: outreach(["3", "0"]), seed: seed).count > 0)
  }

  /// A public broadcast likewise.
  @Test func moreBroadcast() throws {
    let arms = ["0", "0.05", "0.5"].map { World.linkage.merging(["policy.broadcastPerQuarter": $0]) { $1 } }
    let result = try violations([withoutExit], arms: arms, seed: 6)
    #expect(result.count == 0)
    #expect(result.gains > 0)
  }

  /// Deliberate fault: where members, of all people, keep silent, outreach that makes members can lower awareness.
  @Test func silentMembersBreakIt() throws {
    let silent: Settings = [
      "diffusion.passingMembersPerQuarter": "0", "diffusion.passingNonMembersPerQuarter": "1",
      "diffusion.considerationPerQuarter": "0.5", "diffusion.utilityIntercept": "5", "diffusion.reachKm": "1",
      "diffusion.passingCentralPerQuarter": "1", "cooperatives.initialMembershipShare": "0",
    ]
    let count = try (1...5).reduce(0) {
      $0 + (try violations([withoutExit, silent], arms: outreach(["0", "0.5", "1", "3"]), seed: UInt64($1)).count)
    }
    #expect(count > 0)
  }

  /// Who is a member is aware, both are 0 or 1, and shells and households without a cooperative have no members.
  @Test func states() throws {
    let model = try World.model(
      [World.lively, ["cooperatives.shellShare": "0.6", "cooperatives.leadShare": "0.1"]], years: 3)
    let stepper = Stepper(model, arm: 1)
    for time in 0..<12 {
      stepper.quarter(time)
      for h in 0..<60 {
        let (aware, member) = (numbers(stepper.context.state.isAware[h]), numbers(stepper.context.state.isMember[h]))
        #expect(zip(aware, member).allSatisfy { [0, 1].contains($0) && [0, 1].contains($1) && $0 >= $1 })
        #expect(model.banner.canJoin[h] || member.allSatisfy { $0 == 0 })
      }
    }
  }

  /// Share of members: entries less exits is the change, in every replicate and quarter.
  @Test func entriesAndExits() throws {
    let trace = Trace(try World.model([World.lively, ["diffusion.exitIntercept": "0"]], years: 3))
    for time in 1..<12 {
      let now = trace.values("membershipShare", arm: 1, time: time)
      let before = trace.values("membershipShare", arm: 1, time: time - 1)
      let entries = trace.values("entries", arm: 1, time: time)
      let exits = trace.values("exits", arm: 1, time: time)
      // Sixtieths of a household are not exact in binary.
      for r in 0..<laneCount { #expect(abs(60 * (now[r] - before[r]) - (entries[r] - exits[r])) < 1e-9) }
      #expect(time % 4 == 0 || exits.allSatisfy { $0 == 0 })
    }
    #expect(trace.values("exits", arm: 1, time: 4).reduce(0, +) > 0)
  }
}
