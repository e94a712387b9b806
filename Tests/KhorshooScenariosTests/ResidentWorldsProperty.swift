import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// Worlds that stay while values move: a moved lever meets the worlds that a run of its own would have met.
@Suite struct ResidentWorldsProperty {
  private static func scenario(_ settings: [String] = []) throws(UserError) -> ResolvedScenario {
    try TwoArms.resolve("", settings, households: 60)
  }

  private static let lever = ResidentWorlds.Setting("arms.linkage.policy.centralHouseholds.outreach", "3")

  private static func recorded(_ outcome: OutcomeDefinition, _ place: Place, _ quarter: Quarter) -> Bool {
    place.level == .banner && quarter.number == 4
  }

  private static func base(
    _ resident: ResidentWorlds, _ settings: [ResidentWorlds.Setting]
  ) throws(UserError) -> (scenario: ResolvedScenario, model: LinkageModel) {
    let changed = try resident.scenario(setting: settings, arms: TwoArms.arms)
    return (
      changed, try resident.base(of: changed, setting: settings, recording: recorded, gathering: { _, _, _ in false })
    )
  }

  @Test func aMovedLeverMeetsTheWorldsOfARunOfItsOwn() throws {
    let resident = try ResidentWorlds(Self.scenario(), count: 4)
    // What was asked for before leaves no trace.
    let (first, firstBase) = try Self.base(resident, [])
    _ = try resident.model(1, of: first, setting: [], like: firstBase)
    let (changed, base) = try Self.base(resident, [Self.lever])
    let moved = DrawnWorlds(like: base) { try resident.model($0, of: changed, setting: [Self.lever], like: base) }

    let own = try Self.scenario(["\(Self.lever.key)=3"])
    let ownBase = try own.model(on: own.banner(), recording: Self.recorded)
    let draws = try #require(try WorldDraws(own, replicates: 64))
    let run = DrawnWorlds(like: ownBase) { try draws.model($0, like: ownBase) }
    let runner = MonteCarloRunner(replicates: 64, threads: 2)
    let (found, expected) = (try runner.run(moved), try runner.run(run))
    var differing = 0
    for cell in base.layout.cells.indices {
      for arm in 0...1 {
        let (a, b) = (found.summary(arm: arm, cell: cell).mean, expected.summary(arm: arm, cell: cell).mean)
        #expect(a.bitPattern == b.bitPattern, "cell \(cell) of arm \(arm): \(a) and \(b)")
      }
      if found.difference(arm: 1, cell: cell).difference != 0 { differing += 1 }
    }
    #expect(differing > 10, "the comparison compares nothing")
  }

  /// A value that populations are made from makes new ones, another does not; back at the start, the first ones are there.
  @Test func populationsFollowWhatTheyAreMadeFrom() throws {
    let resident = try ResidentWorlds(Self.scenario(), count: 4)
    func herds(_ settings: [ResidentWorlds.Setting]) throws -> [Float] {
      let (changed, base) = try Self.base(resident, settings)
      return try resident.model(2, of: changed, setting: settings, like: base).banner.households.pastureMu
    }
    let first = try herds([])
    #expect(try herds([Self.lever]) == first)
    #expect(try herds([ResidentWorlds.Setting("market.wageYuanPerDay", "150")]) == first)
    #expect(try herds([ResidentWorlds.Setting("households.pastureMuLogSd", "0.55")]) != first)
    #expect(try herds([]) == first)
  }

  /// What is set is drawn no more, and everything else is drawn as before.
  @Test func whatIsSetIsNotDrawn() throws {
    let resident = try ResidentWorlds(Self.scenario(), count: 4)
    #expect(resident.areDrawn && resident.drawnKeys.contains("market.wageYuanPerDay"))
    let changed = try resident.scenario(
      setting: [ResidentWorlds.Setting("market.wageYuanPerDay", "150")], arms: TwoArms.arms)
    #expect(changed.values.number("market.wageYuanPerDay") == 150)
    #expect(changed.drawn.map(\.key) == resident.drawnKeys.filter { $0 != "market.wageYuanPerDay" })
  }

  /// The page's value counts, whatever the command line said of the key; a wrong one is refused.
  @Test func aSettingCountsOverTheCommandLine() throws {
    let resident = try ResidentWorlds(Self.scenario(["parameters.market.wageYuanPerDay=100"]), count: 2)
    let changed = try resident.scenario(
      setting: [ResidentWorlds.Setting("market.wageYuanPerDay", "150")], arms: TwoArms.arms)
    #expect(changed.values.number("market.wageYuanPerDay") == 150)
    #expect(throws: UserError.self) {
      try resident.scenario(setting: [ResidentWorlds.Setting("market.wageYuanPerDay", "-1")], arms: TwoArms.arms)
    }
  }
}
