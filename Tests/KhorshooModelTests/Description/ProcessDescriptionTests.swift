import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

extension World {
  /// All regimes and rules work.
  fileprivate static let busy: Settings = lively.merging(paid, uniquingKeysWith: { $1 }).merging(
    restlessHouseholds, uniquingKeysWith: { $1 }
  ).merging(
    [
      "cooperatives.leadShare": "0.5", "cooperatives.foundShare": "0.5", "policy.centralHouseholds.kit": "0.5",
      "policy.centralHouseholds.materials": "2", "policy.centralHouseholds.videoHouseholds": "2",
      "policy.centralHouseholds.reviewShare": "0.5", "policy.centralHouseholds.replacementProbability": "0.6",
      "policy.broadcastPerQuarter": "0.05", "policy.grassland.balanceEnforced": "true",
      "policy.centralHouseholds.services.effort": "1.5", "institution.services.severalDepartmentsShare": "0.5",
      "institution.services.hoursPerQuarter": "20", "institution.services.sumuHoursPerQuarter": "6",
      "husbandry.demography": "stochastic", "husbandry.targetHerdRatio": "0.9", "forage.yieldKgPerHectare": "700",
      "forage.degradationRate": "0.9", "income.creditShare": "0.1", "credit.rolloverShare": "0.2",
      "policy.cooperatives.jointUseShare": "0.3", "policy.dibao.takeUpShare": "0.8",
    ], uniquingKeysWith: { $1 })
  /// Cooperatives fail and are founded anew.
  fileprivate static let restless: Settings = lively.merging(restlessHouseholds, uniquingKeysWith: { $1 }).merging(
    [
      "cooperatives.leadShare": "0", "cooperatives.foundShare": "1", "cooperatives.fixedCostYuanPerYear": "30000",
      "cooperatives.dissolutionQuarters": "2", "cooperatives.refoundingQuarters": "3", "cooperatives.foundersMin": "4",
      "policy.cooperatives.grantYuanPerYear": "0", "policy.cooperatives.foundingGrantYuan": "500",
      "diffusion.utilityIntercept": "-1", "households.farmerShare": "0.7", "husbandry.targetHerdRatio": "1.2",
      "forage.conditionFloor": "0.98",
      "forage.degradationRate": "0.9",
    ], uniquingKeysWith: { $1 })
}

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
    #expect(ModelStreams.all.declared.count == 32)
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

/// Parameters named for a step are those that it uses.
@Suite struct ProcessParametersProperty {
  /// A world with what all its models share.
  private struct Case {
    let base: ParameterValues
    let banner: Banner

    /// Quarters looked at.
    let times: [Int]

    init(_ settings: Settings, times: [Int]) {
      self.times = times
      base = World.values(World.small, settings)
      do { banner = try World.banner(base) } catch { preconditionFailure("\(error)") }
    }
  }
  private static let cases = [
    Case(World.busy, times: [4, 5, 6, 7]), Case(World.restless, times: [0, 4, 5, 6, 7, 8]),
  ]
  /// Read once for the banner, before there are arms: no arm can have others.
  private static let ofWorld = [
    "herds.*", "market.*", "network.*", "spillover.*", "forage.yieldKgPerHectare", "forage.gachaLogSd",
  ]
  private static let steps = ModelSchedule.entries.filter { $0.scope != .beforeRun }

  /// Whether a step does something else when parameters are moved for it alone.
  private func changes(_ step: String, moving isMoved: (String) -> Bool) throws -> Bool {
    try Self.cases.contains { world in
      var values = world.base
      for parameter in World.ledger.parameters where isMoved(parameter.key) {
        values[parameter.key] = parameter.moved(from: values[parameter.key]!)
      }
      let model = try LinkageModel(
        banner: world.banner, values: world.base,
        arms: [world.base, values].enumerated().map {
          Arm(name: "arm\($0)", label: "", labelChinese: "", values: $1)
        }, referenceArm: 0, start: Quarter(year: 2020, number: 1), years: 3, seed: 11)
      return world.times.contains { time in
        model.banner.places.gacha.indices.contains { gacha in
          print(model, step, time, gacha, arm: 0) != print(model, step, time, gacha, arm: 1)
        }
      }
    }
  }

  /// Everything after a step in a gacha, which is run as in `arm` after all before it was run as in the first arm.
  private func print(_ model: LinkageModel, _ step: String, _ last: Int, _ gacha: Int, arm: Int) -> Int {
    let stepper = Stepper(model)
    let (base, other) = (stepper.context, stepper.workspace.contexts[arm])
    func run(_ name: String, isLast: Bool, _ process: (QuarterContext) -> Void) -> Int? {
      guard isLast, name == step else {
        process(base)
        return nil
      }
      if arm != 0 { Memory.copy(from: base, to: other) }
      (other.time, other.season, other.random) = (base.time, base.season, base.random)
      process(other)
      return Memory.all(other)
    }
    for time in 0...last {
      (base.time, base.season) = (time, time % 4 + 1)
      for process in ModelSchedule.bannerSteps where process.seasons.contains(base.season) {
        if let found = run(process.name, isLast: time == last, process.run) { return found }
      }
      for v in model.banner.places.gacha.indices {
        base.flows.clear(model.banner.places.gacha[v].households.count)
        for process in ModelSchedule.gachaSteps where process.seasons.contains(base.season) {
          let isLast = time == last && v == gacha
          if let found = run(process.name, isLast: isLast, { process.run($0, v) }) { return found }
        }
      }
      for process in ModelSchedule.closingSteps where process.seasons.contains(base.season) {
        if let found = run(process.name, isLast: time == last, process.run) { return found }
      }
    }
    return 0
  }

  @Test(arguments: steps.map(\.description.name)) func noOtherParameterMatters(_ name: String) throws {
    let process = try #require(Self.steps.first { $0.description.name == name }).description
    let isNamed = { (key: String) in process.parameters.contains { key.fits($0) } }
    guard try changes(name, moving: { !isNamed($0) }) else { return }
    let guilty = try Set(World.ledger.parameters.map(\.key)).filter { key in
      try !isNamed(key) && changes(name, moving: { $0 == key })
    }
    Issue.record("\(name) also uses \(guilty.sorted()); add them to its description")
  }

  @Test(arguments: steps.map(\.description.name)) func everyNamedParameterMatters(_ name: String) throws {
    let process = try #require(Self.steps.first { $0.description.name == name }).description
    for pattern in process.parameters where !Self.ofWorld.contains(where: { pattern.fits($0) }) {
      // Weights that are moved together change nothing: then one by one.
      let keys = World.ledger.parameters.map(\.key).filter { $0.fits(pattern) }
      let isUsed =
        try changes(name, moving: keys.contains)
        || keys.count > 1 && keys.contains { key in try changes(name, moving: { $0 == key }) }
      #expect(isUsed, "\(name) does not use \(pattern)")
    }
  }

  @Test func bothChecksNoticeAFault() throws {
    #expect(try changes("Training", moving: { $0 == "institution.forgettingPerYear" }))
    #expect(try !changes("Training", moving: { $0 == "income.bufferShare" }))
  }
}

extension Parameter {
  /// A value moved as far as the range allows, a switch turned over.
  func moved(from value: ParameterValue) -> ParameterValue {
    let range = range ?? -1e9...1e9
    switch value {
    case .number(let number):
      let more = number == 0 ? 0.1 : number * 1.5
      return .number(range.contains(more) ? more : range.contains(number * 0.6) ? number * 0.6 : range.lowerBound)
    case .integer(let number): return .integer(range.contains(Double(number + 1)) ? number + 1 : number - 1)
    case .boolean(let flag): return .boolean(!flag)
    case .text(let text):
      guard case .choice(let options) = kind else { return value }
      return .text(options.first { $0 != text } ?? text)
    }
  }
}
