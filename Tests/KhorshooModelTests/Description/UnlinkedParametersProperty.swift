import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// What is kept of households without linkage, the years before the run and a reference arm, depends on no parameter that is said to
/// decide linkage alone.
@Suite struct UnlinkedParametersProperty {
  private static let worlds: [Settings] = [World.busy, World.restless]
  /// Of the banner, and what says whether there is linkage.
  private static let fixed = Set(OfficeChoice.keys + ModelSwitch.allCases.flatMap(\.keys))
  private static let block = ReplicateBlock.all(replicates: laneCount)[0]

  /// An arm without linkage, and one with it, after two years without it, with some keys moved.
  private static func model(_ world: Settings, moving isMoved: (String) -> Bool) throws -> LinkageModel {
    let base = World.values(World.small, world, ["past.years": "2"])
    var values = base
    for parameter in World.ledger.parameters
    where isMoved(parameter.key) && !fixed.contains(parameter.key) {
      values[parameter.key] = parameter.moved(from: values[parameter.key]!)
    }
    var alone = values
    for key in ModelSwitch.cooperatives.keys + ModelSwitch.centralHouseholds.keys { alone[key] = .boolean(false) }
    return try LinkageModel(
      banner: World.banner(base), values: values,
      arms: [alone, values].enumerated().map { Arm(name: "arm\($0)", label: "", labelChinese: "", values: $1) },
      referenceArm: 0, start: Quarter(year: 2020, number: 1), years: 2, seed: 11,
      isRecorded: { $1.level != .group || $2.number == 4 })
  }

  private static func record(_ model: LinkageModel, _ memory: LinkageModel.Workspace) -> [[UInt64]] {
    let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: model.ledgers.count)
    model.simulate(block, in: memory, into: record)
    return (record.values + record.matchedReference).map { $0.map(\.bitPattern) }
  }

  /// Whether a model with moved keys gives something else than its own when it begins with what another model keeps.
  private static func isStale(_ world: Settings, moving isMoved: (String) -> Bool) throws -> Bool {
    let (base, moved) = (try model(world) { _ in false }, try model(world, moving: isMoved))
    let memory = base.makeWorkspace()
    memory.enter(base.reference(of: block))
    _ = record(base, memory)
    let (past, kept) = (try #require(memory.keepPast(of: block)), try #require(memory.kept))
    let next = moved.makeWorkspace(from: past)
    next.enter(kept)
    return record(moved, next) != record(moved, moved.makeWorkspace())
  }

  @Test(arguments: worlds) func noOtherParameterMatters(_ world: Settings) throws {
    guard try Self.isStale(world, moving: { !ModelSchedule.isReadWithoutLinkage($0) }) else { return }
    let guilty = try World.ledger.parameters.map(\.key).filter { key in
      try !ModelSchedule.isReadWithoutLinkage(key) && Self.isStale(world) { $0 == key }
    }
    Issue.record("households without linkage also depend on \(guilty)")
  }

  /// Deliberate fault: keys that they do depend on, and what moved keys change at all.
  @Test func whatIsStaleIsNoticed() throws {
    #expect(try Self.isStale(World.busy) { $0 == "institution.forgettingPerYear" })
    #expect(try Self.isStale(World.busy) { $0 == "market.wageYuanPerDay" })
    let (base, moved) = (
      try Self.model(World.busy) { _ in false }, try Self.model(World.busy) { !ModelSchedule.isReadWithoutLinkage($0) }
    )
    let (own, other) = (Self.record(base, base.makeWorkspace()), Self.record(moved, moved.makeWorkspace()))
    #expect(own[0] == other[0] && own[1] != other[1])
  }
}
