import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

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
    // An arm's own is made with the banner.
    "institution.selection.noiseSd",
  ]
  private static let steps = ModelSchedule.entries.filter { $0.scope != .beforeRun }

  /// Whether a step does something else when parameters are moved for it alone.
  private func changes(_ step: String, moving isMoved: (String) -> Bool) throws -> Bool {
    try Self.cases.contains { world in
      var values = world.base
      // Grids and office holders of an arm are made with the banner.
      for parameter in World.ledger.parameters
      where isMoved(parameter.key) && !OfficeChoice.keys.contains(parameter.key) {
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
