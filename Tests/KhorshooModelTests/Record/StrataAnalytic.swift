import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Estimands by hand: three households whose membership, knowledge and income are set, and a run against its own states.
@Suite struct StrataAnalytic {
  private static let lane = 3
  private let sizes = StateSizes(households: 3, classes: 1, gacha: 1, grids: 1, cooperatives: 1)

  /// Household 0 joins in both arms, 1 in this arm only and has left, 2 in neither and was trained.
  @Test func threeHouseholds() {
    let (own, reference) = (ModelState.make(sizes), ModelState.make(sizes))
    let one = Lanes(repeating: 1)
    (own.wasMember[0], own.isMember[0], reference.wasMember[0]) = (one, one, one)
    own.wasMember[1] = one
    own.knowledge[2] = Lanes(repeating: 0.25)
    reference.knowledge[2] = Lanes(repeating: 0.125)
    func of(_ h: Int, _ gain: Float) -> [Float] {
      let w = GroupFormation.weights(h, own: own, reference: reference, trainedGain: gain)
      return [w.0, w.1, w.2, w.3, w.4, w.5, w.6].map { $0[Self.lane] }
    }
    // In the order of `Stratum`: both, here only, reference only, neither, ever, trained, untrained.
    #expect(of(0, 0.1) == [1, 0, 0, 0, 1, 0, 0])
    #expect(of(1, 0.1) == [0, 1, 0, 0, 1, 0, 1])
    #expect(of(2, 0.1) == [0, 0, 0, 1, 0, 1, 0])
    #expect(of(2, 0.125) == [0, 0, 0, 1, 0, 1, 0])
    #expect(of(2, 0.13) == [0, 0, 0, 1, 0, 0, 1])
    // The other way round: who joins here only joins in the reference only.
    let back = GroupFormation.weights(1, own: reference, reference: own, trainedGain: 0.1)
    #expect(back.2[Self.lane] == 1 && back.1[Self.lane] == 0)
  }

  /// Recorded shares and incomes of every stratum, and the effect of membership, from the states of both arms.
  @Test func recordedFromTheStates() throws {
    let arms = [World.linkage.merging(["policy.centralHouseholds.enabled": "false"]) { $1 }, World.linkage]
    let trace = Trace(try World.model([World.lively, ["diffusion.utilityIntercept": "-1"]], arms: arms, years: 3))
    let states = trace.workspace.contexts.map(\.state)
    let places = trace.places(.group)
    func place(_ id: String) -> Int { places.first { trace.model.layout.places[$0].id == id }! }
    var found = Set<String>()
    for lane in 0..<laneCount {
      func was(_ arm: Int, _ h: Int) -> Bool { states[arm].wasMember[h][lane] == 1 }
      func income(_ arm: Int, _ h: Int) -> Double { Double(states[arm].accrualIncomeMeanYuan[h][lane]) }
      func isTrained(_ h: Int) -> Bool { states[1].knowledge[h][lane] - states[0].knowledge[h][lane] >= 0.02 }
      func isOut(_ h: Int) -> Bool { states[1].isMember[h][lane] == 0 }
      let strata: [String: [Int]] = [
        "joinsInBoth": (0..<60).filter { was(1, $0) && was(0, $0) },
        "joinsHereOnly": (0..<60).filter { was(1, $0) && !was(0, $0) },
        "joinsInReferenceOnly": (0..<60).filter { !was(1, $0) && was(0, $0) },
        "joinsInNeither": (0..<60).filter { !was(1, $0) && !was(0, $0) },
        "everMember": (0..<60).filter { was(1, $0) },
        "trainedNonMember": (0..<60).filter { isOut($0) && isTrained($0) },
        "untrainedNonMember": (0..<60).filter { isOut($0) && !isTrained($0) },
        "memberAtStart": (0..<60).filter { trace.model.banner.households.isMemberAtStart[$0] },
      ]
      for (id, households) in strata {
        #expect(trace.values("groupShare", arm: 1, place: place(id), time: 11)[lane] == Double(households.count) / 60)
        guard !households.isEmpty else { continue }
        found.insert(id)
        for (arm, value) in [(0, trace.matched), (1, trace.values)] as [(Int, (String, Int, Int, Int) -> [Double])] {
          let mean = households.reduce(0) { $0 + income(arm, $1) } / Double(households.count)
          #expect(
            abs(value("meanIncomePerHousehold", 1, place(id), 11)[lane] - mean) < 1e-5 * abs(mean) + 1e-2,
            "\(id), arm \(arm), lane \(lane)")
        }
      }
      func gain(_ id: String) -> Double? {
        let households = strata[id]!
        return households.isEmpty
          ? nil : households.reduce(0) { $0 + income(1, $1) - income(0, $1) } / Double(households.count)
      }
      let effect = trace.values("membershipEffect", arm: 1, time: 11)[lane]
      if let joiners = gain("joinsHereOnly"), let others = gain("joinsInNeither") {
        #expect(abs(effect - (joiners - others)) < 0.1)
      } else {
        #expect(effect.isNaN)
      }
    }
    #expect(found.isSuperset(of: ["joinsInBoth", "joinsHereOnly", "joinsInNeither", "trainedNonMember"]), "\(found)")
  }
}
