import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// What central households do, shared out over information, trust, example, services and the income of the office.
@Suite struct InstitutionDecompositionProperty {
  private static let methods = ChannelDecomposition.Method.allCases

  /// Few have heard of the cooperative, central households found it anew, requests are left undone, and the office pays.
  private static let open: Settings = World.paid.merging([
    "cooperatives.initialAwareShare": "0.2", "cooperatives.initialMembershipShare": "0.1",
    "institution.services.hoursPerQuarter": "10", "cooperatives.leadShare": "1",
    "policy.centralHouseholds.replacementProbability": "1", "policy.centralHouseholds.reviewShare": "0.5",
    "institution.successionLossShare": "0.9", "diffusion.trustWeight": "2",
  ]) { $1 }
  private static let without: Settings = ["policy.centralHouseholds.enabled": "false"]

  private func parts(
    _ method: ChannelDecomposition.Method, arm: Settings = World.linkage, replicates: Int = laneCount
  ) throws -> Parts {
    Parts(try Parts.model(method, Self.open, arm: arm, effect: .institution), replicates: replicates)
  }

  private func run(_ arms: [Settings], replicates: Int = laneCount) throws -> Trace {
    Trace(try World.model([World.lively, Parts.risky, Self.open], arms: arms), replicates: replicates)
  }

  /// With all ways shut every number is that of the arm without central households, bit for bit: the whole is what they do.
  @Test func theWholeIsTheArmLessTheArmWithoutThem() throws {
    let found = try parts(.permutation, replicates: 32)
    let arms = try run([World.linkage.merging(Self.without) { $1 }, World.linkage], replicates: 32)
    let (own, whole) = (found.model.layout, Channel.ofInstitution.count)
    #expect(found.model.armNames == ["information", "trust", "example", "services", "office", "total"])
    var largest = 0.0
    for (index, cell) in own.cells.enumerated() where own.places[cell.place].level != .group {
      let name = own.outcomes[cell.outcome].name
      let (none, all) = (0..<2).map { arms.values(name, arm: $0, place: cell.place, time: cell.time) }.pair
      let expected = zip(all, none).map { $0 - $1 }
      #expect(found.values(whole, index).map(\.bitPattern) == expected.map(\.bitPattern), "\(name)")
      if name == "membershipShare" { largest = max(largest, expected.map(\.magnitude).max()!) }
    }
    #expect(largest > 0.05, "they move membership")
  }

  /// The parts sum to the whole in every replicate, cell and method.
  @Test(arguments: methods) func partsSumToTheWhole(method: ChannelDecomposition.Method) throws {
    let found = try parts(method, replicates: 32)
    #expect(found.model.players == Channel.ofInstitution)
    for cell in found.model.layout.cells.indices {
      let parts = Channel.ofInstitution.indices.map { found.values($0, cell) }
      for (index, whole) in found.values(Channel.ofInstitution.count, cell).enumerated() {
        let sum = parts.reduce(0) { $0 + $1[index] }
        #expect(whole.isNaN == sum.isNaN && !(abs(sum - whole) > 1e-9), "cell \(cell): \(sum) of \(whole)")
      }
    }
    // Each of the four ways does something to membership; the income of the office is no reason to join.
    let cell = found.cell("membershipShare")
    for (part, channel) in Channel.ofInstitution.enumerated() {
      #expect(found.values(part, cell).contains { $0 != 0 } || channel == .office, "\(channel)")
    }
    let income = found.cell("incomePerHousehold")
    #expect(found.values(4, income).contains { $0 != 0 })
  }

  /// Exact against ordinary arms: every coalition of the four ways as an arm of its own, in every replicate.
  @Test func exactIsBruteForceOverArms() throws {
    let ways: [Channel] = [.information, .trust, .example, .services]
    func arm(_ coalition: Int) -> Settings {
      var arm = World.linkage.merging(["policy.channels.office": "false"]) { $1 }
      for (bit, way) in ways.enumerated() { arm[way.key] = "\(coalition & 1 << bit != 0)" }
      return arm
    }
    let found = try parts(.exact, arm: arm(15))
    #expect(found.model.players == ways && found.model.runCount == 16)
    let arms = try run((0..<16).map(arm))
    let cell = found.cell("membershipShare")
    let worth = (0..<16).map { arms.values("membershipShare", arm: $0, time: 11) }
    for replicate in 0..<laneCount {
      let game = worth.map { $0[replicate] }
      let expected = shapleyValues(game)
      for player in ways.indices { #expect(abs(found.values(player, cell)[replicate] - expected[player]) < 1e-9) }
    }
    // Deliberate fault: another coalition's worth in the place of one is noticed.
    let mean = worth.map { $0.reduce(0, +) }
    var wrong = mean
    wrong.swapAt(1, 2)
    #expect(zip(shapleyValues(wrong), shapleyValues(mean)).contains { abs($0 - $1) > 1e-9 })
  }

  /// Where a way has no parameter to act by it contributes exactly nothing.
  @Test func aWayWithoutSizeIsNothing() throws {
    let silent: Settings = ["diffusion.trustWeight": "0", "diffusion.passingCentralPerQuarter": "0"]
    let model = try Parts.model(.exact, Self.open, silent, effect: .institution)
    let found = Parts(model)
    for cell in found.model.layout.cells.indices {
      for part in [0, 1] { #expect(found.values(part, cell).allSatisfy { $0 == 0 || $0.isNaN }) }
    }
  }

  /// Without cooperatives training and the income of the office are left; without central households nothing is.
  @Test func whoReachesNobodyIsNoPlayer() throws {
    let alone = World.linkage.merging(["policy.cooperatives.enabled": "false"]) { $1 }
    #expect(try Parts.model(.exact, arm: alone, effect: .institution).players == [.services, .office])
    let none = try Parts.model(.exact, arm: World.linkage.merging(Self.without) { $1 }, effect: .institution)
    #expect(none.players.isEmpty)
  }
}

extension Channel {
  fileprivate var key: String { "policy.channels.\(rawValue)" }
}

extension [[Double]] {
  /// The first two.
  fileprivate var pair: ([Double], [Double]) { (self[0], self[1]) }
}
