import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

extension World {
  /// Word of joining goes from tie to tie.
  fileprivate static let cascading: Settings = lively.merging(["diffusion.mechanism": "cascade"]) { $1 }
  /// No cooperative is there at first: central households that have not heard of one found it.
  fileprivate static let unserved: Settings = lively.merging(
    [
      "places.cooperativeCount": "0", "cooperatives.initialAwareShare": "0.3", "cooperatives.foundersMin": "2",
      "cooperatives.foundersFarmerShareMin": "0", "cooperatives.leadShare": "0", "cooperatives.foundShare": "0",
      "diffusion.utilityIntercept": "3",
    ], uniquingKeysWith: { $1 })
}

/// What is said of a process is what it does: its words exist, it writes what it is said to write, and the parameters said to
/// decide it do, and no others.
@Suite struct ProcessDescriptionProperty {
  private static let descriptions = ModelSchedule.descriptions
  private static let steps = ModelSchedule.entries.filter { $0.scope != .beforeRun }.map(\.description)

  @Test func everyStepHasWordsInBothLanguages() {
    let scheduled =
      (ModelSchedule.bannerSteps + ModelSchedule.closingSteps).map(\.name) + ModelSchedule.gachaSteps.map(\.name)
    #expect(Set(Self.descriptions.map(\.name)) == Set(scheduled + ["Banner", "BlockShocks", "InitialState"]))
    #expect(Self.descriptions.count == Set(Self.descriptions.map(\.name)).count)
    let keys = World.ledger.parameters.map(\.key)
    let names = Set(ModelVariable.all.map(\.name))
    for process in Self.descriptions {
      #expect(process.meaning.last == "." && process.meaning.count > 20, "\(process.name)")
      #expect(process.meaningChinese.last == "。" && process.meaningChinese.count > 8, "\(process.name)")
      #expect(!process.meaningChinese.contains { $0.isLetter && $0.isASCII }, "\(process.name): not Chinese")
      for name in process.reads + process.writes where name != "cooperatives.*" {
        #expect(names.contains(name), "\(process.name) names \(name), which ModelVariable has not")
      }
      for pattern in process.parameters {
        #expect(keys.contains { $0.fits(pattern) }, "\(process.name): no key is \(pattern)")
      }
    }
  }

  @Test func everyVariableIsInMemoryAndEveryStreamHasWords() throws {
    let stepper = Stepper(try World.model([]))
    #expect(ModelVariable.state.map(\.name).sorted() == Memory.names(stepper.context).sorted())
    let flows = Set(Mirror(reflecting: stepper.context.flows).children.compactMap { $0.label.map { "flows." + $0 } })
    let named = Set(ModelVariable.flows.map(\.name)).subtracting([
      "flows.meeting", "flows.payments", "flows.yearPayments",
    ])
    #expect(named.isSubset(of: flows), "gone: \(named.subtracting(flows).sorted())")
    for variable in ModelVariable.all {
      #expect(!variable.label.isEmpty && variable.labelChinese.contains { !$0.isASCII }, "\(variable.name)")
    }
    #expect(ModelStreams.all.declared.allSatisfy { $0.meaning.last == "." && $0.meaningChinese.last == "。" })
  }

  /// Names of the state variables that each step changes within three years, in any of the worlds; `*` when it changes any flow.
  private func changes(_ settings: [Settings], arm: Settings = World.linkage) throws -> [String: Set<String>] {
    var changes: [String: Set<String>] = [:]
    for world in settings {
      let context = Stepper(try World.model([world], arms: [arm])).context
      func look(_ step: String, _ run: (QuarterContext) -> Void) {
        let (before, all) = (Memory.state(context), Memory.all(context))
        run(context)
        let after = Memory.state(context)
        changes[step, default: []].formUnion(after.filter { before[$0.key] != $0.value }.map(\.key))
        if Memory.all(context) != all { changes[step, default: []].insert("*") }
      }
      for time in 0..<12 {
        (context.time, context.season) = (time, time % 4 + 1)
        for step in ModelSchedule.bannerSteps where step.seasons.contains(context.season) { look(step.name, step.run) }
        for gacha in context.banner.places.gacha.indices {
          context.flows.clear(context.banner.places.gacha[gacha].households.count)
          for step in ModelSchedule.gachaSteps where step.seasons.contains(context.season) {
            look(step.name) { step.run($0, gacha) }
          }
        }
        for step in ModelSchedule.closingSteps where step.seasons.contains(context.season) { look(step.name, step.run) }
      }
    }
    return changes
  }

  /// Variables that a step changes though its words do not say so, and the other way round.
  private func wrongWrites(_ changes: [String: Set<String>], _ writes: [String: [String]]) -> [String] {
    writes.flatMap { step, said -> [String] in
      let done = changes[step] ?? []
      let unsaid = done.subtracting(["*"]).filter { name in !said.contains { name.fits($0) } }
      let undone = said.filter { pattern in
        !pattern.hasPrefix("flows.") && !done.contains { $0.fits(pattern) }
      }
      return unsaid.map { "\(step) changes \($0) unsaid" } + undone.map { "\(step) never changes \($0)" }
    }.sorted()
  }

  @Test func stepsWriteWhatIsSaid() throws {
    let changes = try changes([World.busy, World.restless, World.cascading, World.unserved])
    var writes = Dictionary(uniqueKeysWithValues: Self.steps.map { ($0.name, $0.writes) })
    #expect(wrongWrites(changes, writes) == [])
    // Deliberate faults: one variable too few, one too many.
    writes["Training"] = []
    writes["HomeUse"] = ["herd", "cashYuan"]
    #expect(
      wrongWrites(changes, writes) == ["HomeUse never changes cashYuan", "Training changes knowledge unsaid"])
  }

  @Test func whatIsSwitchedOffDoesNothingAndAllElseGoesOn() throws {
    let off: [(switches: [ModelSwitch], settings: Settings)] = [
      ([.cooperatives], ["policy.cooperatives.enabled": "false"]),
      ([.centralHouseholds, .services], ["policy.centralHouseholds.enabled": "false"]),
      ([.services], ["policy.centralHouseholds.services.enabled": "false"]),
    ]
    for (switches, settings) in off {
      let changes = try changes([World.busy], arm: settings)
      for step in Self.steps {
        let done = changes[step.name] ?? []
        if let needs = step.needs, switches.contains(needs) {
          #expect(done.subtracting(["*"]).isEmpty, "\(step.name) works without \(needs)")
        } else {
          #expect(!done.isEmpty, "\(step.name) does nothing without \(switches); say what it needs")
        }
      }
    }
  }
}
