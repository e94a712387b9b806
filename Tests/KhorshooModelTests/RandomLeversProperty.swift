import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Whatever a policy sets, the accounts close and no state leaves its bounds.
@Suite struct RandomLeversProperty {
  /// A bound of the range (three in ten), else anywhere in it, in wide ranges by magnitude.
  private static func value(in range: ClosedRange<Double>, _ how: Double, _ u: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    if how < 0.3 { return how < 0.15 ? low : high }
    let inside = high - low > 100 ? low + stableExp(u * stableLog(1 + high - low)) - 1 : low + u * (high - low)
    return min(high, max(low, inside))
  }

  /// Every lever at a value of its range, four in five switches on.
  private func settings(_ number: Int) -> Settings {
    let random = ScalarRandom(seed: 2_020, stream: ModelStreams.all.householdTraits)
    var settings: Settings = [:]
    for (index, parameter) in World.ledger.parameters.enumerated() where parameter.key.hasPrefix("policy.") {
      let (how, u) = (
        random.uniform(entity: number, index: 2 * index), random.uniform(entity: number, index: 2 * index + 1)
      )
      switch parameter.kind {
      case .boolean: settings[parameter.key] = how < 0.8 ? "true" : "false"
      case .number, .integer:
        guard let range = parameter.range else { continue }
        let value = Self.value(in: range, how, u)
        settings[parameter.key] = parameter.kind == .integer ? "\(Int(value.rounded()))" : "\(value)"
      case .choice: break
      }
    }
    // Other numbers of grids too: from one a gacha to nearly a grid a household.
    settings["places.gridCount"] = ["2", "4", "7", "20", "55"][number % 5]
    return settings
  }

  @Test(arguments: 0..<20) func nothingBreaks(group: Int) throws {
    for number in 25 * group..<25 * (group + 1) {
      let settings = settings(number)
      let model = try World.model([World.lively, settings], arms: [[:]], years: 4, seed: UInt64(number))
      let trace = Trace(model)
      for ledger in 0..<3 { #expect(trace.residual(ledger) < 1e-4, "ledger \(ledger), setting \(number)") }
      expectBounds(trace.workspace.contexts[0], number)
      // What is undefined is so by its definition (a share of none); nothing is infinite.
      let values = trace.records.flatMap { $0.values[0] }
      #expect(values.allSatisfy { !$0.isInfinite }, "setting \(number)")
      for name in [
        "herdSheepHead", "sheepUnitsPerHousehold", "incomePerHousehold", "publicCostYuan", "membershipShare",
      ] {
        let last = trace.values(name, arm: 0, time: 15)
        #expect(last.allSatisfy { $0.isFinite }, "\(name), setting \(number)")
      }
    }
  }

  /// The same when levers come to random values at random dates, in all places or in one gacha, at once or by steps.
  @Test(arguments: 0..<4) func nothingBreaksFromADateOn(group: Int) throws {
    for number in 1000 + 10 * group..<1000 + 10 * (group + 1) {
      let random = ScalarRandom(seed: 77, stream: ModelStreams.all.householdTraits)
      let changes = settings(number).sorted { $0.key < $1.key }.enumerated().compactMap {
        index, lever -> Intervention? in
        guard let reach = LeverReach(of: lever.key) else { return nil }
        let draws = (0..<4).map { random.uniform(entity: number, index: 4 * index + $0) }
        let from = Int(draws[0] * 12)
        let isSwitch = ["true", "false"].contains(lever.value)
        return World.change(
          lever.key, lever.value, draws[1] < 0.5 || isSwitch ? .set : .ramp, from: from, to: from + Int(draws[2] * 6),
          in: reach == .gacha && draws[3] < 0.5 ? ["gacha-02"] : [])
      }
      #expect(changes.count > 30)
      let model = try World.model(
        [World.lively], arms: [World.linkage], interventions: [changes], years: 4, seed: UInt64(number))
      let trace = Trace(model)
      for ledger in 0..<3 { #expect(trace.residual(ledger) < 1e-4, "ledger \(ledger), setting \(number)") }
      expectBounds(trace.workspace.contexts[0], number)
      #expect(trace.records.allSatisfy { $0.values[0].allSatisfy { !$0.isInfinite } }, "setting \(number)")
    }
  }

  /// Stocks are not negative, shares are shares, and numbers are numbers.
  private func expectBounds(_ context: QuarterContext, _ number: Int) {
    let state = context.state
    func all(_ rows: Rows, _ count: Int, _ holds: (Float) -> Bool) -> Bool {
      (0..<count).allSatisfy { row in (0..<laneCount).allSatisfy { holds(rows[row][$0]) } }
    }
    let (households, grids) = (context.banner.places.householdCount, context.banner.places.grids.count)
    let classes = context.banner.table.classes.count
    #expect(all(state.herd, households * classes) { $0 >= 0 && $0.isFinite }, "herd, setting \(number)")
    #expect(all(state.hayKg, households) { $0 >= 0 && $0.isFinite }, "hay, setting \(number)")
    #expect(all(state.debtYuan, households) { $0 >= 0 && $0.isFinite }, "debt, setting \(number)")
    for (name, rows) in [("member", state.isMember), ("aware", state.isAware), ("knowledge", state.knowledge)] {
      #expect(all(rows, households) { (0...1).contains($0) }, "\(name), setting \(number)")
    }
    for (name, rows) in [("trust", state.services.serviceTrust), ("central knowledge", state.central.knowledge)] {
      #expect(all(rows, grids) { (0...1).contains($0) }, "\(name), setting \(number)")
    }
    #expect(all(state.central.effort, grids) { (0...5).contains($0) }, "effort, setting \(number)")
    #expect(
      all(state.services.requestsWaiting, grids * 7) { $0 >= 0 && $0 == $0.rounded() }, "waiting, setting \(number)")
  }
}
