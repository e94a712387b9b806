import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Synchronization
import Testing

@Suite struct ChannelDecompositionProperty {
  private static let methods = ChannelDecomposition.Method.allCases

  /// The parts sum to the whole in every replicate, cell and method; there is a whole to be shared out.
  @Test(arguments: methods) func partsSumToTheWhole(method: ChannelDecomposition.Method) throws {
    let found = Parts(try Parts.model(method), replicates: 32)
    var largest = 0.0
    for cell in found.model.layout.cells.indices {
      let parts = found.parts.map { found.values($0, cell) }
      for (index, whole) in found.values(Parts.whole, cell).enumerated() {
        let sum = parts.reduce(0) { $0 + $1[index] }
        #expect(whole.isNaN == sum.isNaN && !(abs(sum - whole) > 1e-9), "cell \(cell): \(sum) of \(whole)")
        if !whole.isNaN { largest = max(largest, abs(whole)) }
      }
    }
    #expect(largest > 100)
    for residual in 0..<2 { #expect(found.records.allSatisfy { $0.ledgerResiduals[residual] < 1e-4 }) }
  }

  /// The whole is the paired difference that `run` reports: banner, places, and the same members and non-members.
  @Test func theWholeIsTheUpliftOfARun() throws {
    let found = Parts(try Parts.model(.permutation), replicates: 32)
    let run = Trace(try World.model([World.lively, Parts.risky], years: 3), replicates: 32)
    let (own, other) = (found.model.layout, run.model.layout)
    for (index, cell) in own.cells.enumerated() {
      let name = own.outcomes[cell.outcome].name
      let linked = run.values(name, arm: 1, place: cell.place, time: cell.time)
      let none =
        own.places[cell.place].level == .group
        ? run.matched(name, arm: 1, place: cell.place, time: cell.time)
        : run.values(name, arm: 0, place: cell.place, time: cell.time)
      let expected = zip(linked, none).map { ($0 - $1).bitPattern }
      #expect(own.places[cell.place] == other.places[cell.place])
      #expect(found.values(Parts.whole, index).map(\.bitPattern) == expected, "\(name) in \(own.places[cell.place].id)")
    }
  }

  /// Exact against ordinary arms: every coalition of three channels as an arm of its own, in every replicate.
  @Test func exactIsBruteForceOverArms() throws {
    let open: [Channel] = [.price, .knowledge, .finance]
    func arm(_ coalition: Int) -> Settings {
      var arm = World.linkage
      for channel in Channel.ofIncome { arm["policy.channels.\(channel.rawValue)"] = "false" }
      for (bit, channel) in open.enumerated() where coalition & 1 << bit != 0 {
        arm["policy.channels.\(channel.rawValue)"] = "true"
      }
      return arm
    }
    let found = Parts(try Parts.model(.exact, arm: arm(7)))
    #expect(found.model.players == open && found.model.runCount == 8)
    let run = Trace(try World.model([World.lively, Parts.risky], arms: (0..<8).map(arm), years: 3))
    let cell = found.cell("incomePerHousehold")
    let worth = (0..<8).map { run.values("incomePerHousehold", arm: $0, time: 11) }
    for replicate in 0..<laneCount {
      let game = worth.map { $0[replicate] }
      let expected = shapleyValues(game)
      for (player, channel) in open.enumerated() {
        let part = found.values(Channel.ofIncome.firstIndex(of: channel)!, cell)[replicate]
        #expect(abs(part - expected[player]) < 1e-9)
      }
      // Deliberate fault: another coalition's worth in the place of one is noticed.
      var wrong = game
      wrong.swapAt(1, 2)
      #expect(zip(shapleyValues(wrong), expected).contains { abs($0 - $1) > 1e-9 })
    }
  }

  /// A channel that is opened later, and one that is shut later in one gacha, against ordinary arms.
  @Test func interventionsOpenAndShut() throws {
    let (price, knowledge) = ("policy.channels.price", "policy.channels.knowledge")
    let opens = World.change(price, "true", from: 4)
    let shuts = World.change(knowledge, "false", from: 6, in: ["gacha-01"])
    func arm(knows: Bool) -> Settings {
      var arm = World.linkage
      for channel in World.channels { arm["policy.channels.\(channel)"] = "false" }
      arm[knowledge] = "\(knows)"
      return arm
    }
    let found = Parts(try Parts.model(.exact, arm: arm(knows: true), interventions: [opens, shuts]))
    #expect(found.model.players == [.price, .knowledge])
    let run = Trace(
      try World.model(
        [World.lively, Parts.risky], arms: [false, false, true, true].map(arm),
        interventions: [[], [opens], [shuts], [opens, shuts]]))
    let cell = found.cell("incomePerHousehold")
    let worth = (0..<4).map { run.values("incomePerHousehold", arm: $0, time: 11) }
    for replicate in 0..<laneCount {
      let expected = shapleyValues(worth.map { $0[replicate] })
      #expect(expected.allSatisfy { $0 != 0 })
      for (player, channel) in [Channel.price, .knowledge].enumerated() {
        let part = found.values(Channel.ofIncome.firstIndex(of: channel)!, cell)[replicate]
        #expect(abs(part - expected[player]) < 1e-9)
      }
    }
  }

  /// A channel that is shut, and one whose parameters are zero, contribute exactly nothing; the others do.
  @Test(arguments: methods) func dummies(method: ChannelDecomposition.Method) throws {
    let settings: Settings = [
      "cooperatives.discountMaximum": "0", "cooperatives.inputSpendingGain": "0", "policy.channels.finance": "false",
      "policy.channels.dividend": "false",
    ]
    let found = Parts(try Parts.model(method, settings))
    #expect(!found.model.players.contains(.finance) && found.model.players.contains(.input))
    for (part, channel) in Channel.ofIncome.enumerated() {
      // Offices of the small world bring nothing.
      let isDummy = [.input, .finance, .dividend, .office].contains(channel)
      let seen = found.model.layout.cells.indices.contains { cell in
        found.values(part, cell).contains { $0 != 0 && !$0.isNaN }
      }
      #expect(seen != isDummy, "\(channel)")
    }
  }

  /// Without cooperatives training is left; without central households too, nothing: all parts are zero, none is NaN.
  @Test(arguments: methods) func withoutAnybodyToReach(method: ChannelDecomposition.Method) throws {
    let central = World.linkage.merging(["policy.cooperatives.enabled": "false"]) { $1 }
    let trained = Parts(try Parts.model(method, arm: central))
    #expect(trained.model.players == [.knowledge, .office])
    let cell = trained.cell("incomePerHousehold")
    #expect(trained.values(3, cell).map(\.bitPattern) == trained.values(Parts.whole, cell).map(\.bitPattern))
    #expect(trained.values(Parts.whole, cell).contains { $0 != 0 })
    // Leaving the other channels out changes nothing: with them open by hand, households are the same.
    let all = Trace(
      try World.model([World.lively, Parts.risky], arms: [central, central.merging(Self.onlyKnowledge) { $1 }]))
    for name in ChannelDecomposition.Effect.income.outcomes {
      #expect(all.values(name, arm: 0, time: 11) == all.values(name, arm: 1, time: 11))
    }
    let silent = Dictionary(uniqueKeysWithValues: World.channels.map { ("policy.channels.\($0)", "false") })
    for arm in [World.none, World.linkage.merging(silent) { $1 }] {
      let nothing = Parts(try Parts.model(method, arm: arm))
      #expect(nothing.model.players.isEmpty)
      for part in 0..<8 {
        #expect(nothing.values(part, nothing.cell("incomePerHousehold")).allSatisfy { $0 == 0 })
        #expect(nothing.values(part, nothing.cell("povertyShare", "nonMember")).allSatisfy { $0 == 0 })
      }
    }
  }

  private static let onlyKnowledge = Dictionary(
    uniqueKeysWithValues: World.channels.filter { $0 != "knowledge" }.map { ("policy.channels.\($0)", "false") })

  /// Same bytes for any threads and number of replicates, though orders differ from replicate to replicate.
  @Test(arguments: methods) func sameBytes(method: ChannelDecomposition.Method) throws {
    let model = try Parts.model(method, years: 1)
    func bits(_ replicates: Int, _ threads: Int) throws -> [[[UInt64]]] {
      let kept = Mutex<[[[UInt64]]]>([])
      _ = try MonteCarloRunner(replicates: replicates, threads: threads).run(
        model,
        observer: .init(keep: { record, block in
          let lanes = (0..<block.validLanes).map { lane in
            record.values.map { values in
              model.layout.cells.indices.map { values[$0 * laneCount + lane].bitPattern }
            }
          }
          kept.withLock { $0 += lanes }
        }))
      return kept.withLock { $0 }
    }
    let one = try bits(50, 1)
    #expect(one.count == 50)
    #expect(try bits(50, 4) == one)
    #expect(try bits(20, 1) == Array(one[..<20]))
    #expect(Set(one.map { $0[Parts.whole] }).count == 50)
  }
}
