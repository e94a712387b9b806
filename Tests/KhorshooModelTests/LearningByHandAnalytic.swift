import Foundation
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 7: of a bad cooperative word goes round as of a good one.
@Suite struct LearningByHandAnalytic {
  private static let settings: Settings = [
    "diffusion.considerationPerQuarter": "0", "diffusion.formerVoice": "0.4",
    "diffusion.formerForgettingPerYear": "0.2",
    "diffusion.announcedGain": "0.05", "diffusion.announcementWeight": "0.3", "diffusion.lossAversion": "2",
    "diffusion.exitIntercept": "-2", "diffusion.exitShortfallWeight": "12", "diffusion.exitGainWeight": "6",
    "diffusion.exitDistressWeight": "0",
  ]
  private static let lane = 9

  private func number(_ lanes: Lanes) -> Double { Double(lanes[Self.lane]) }

  private func stepper() throws -> Stepper {
    Stepper(try World.model([World.lively, Self.settings], arms: [World.linkage]))
  }

  /// A member with a loss leaves: it is heard with 0.4 of its weight, 5 % less each quarter; a household that joins again begins
  /// with what was announced.
  @Test func whoHasLeftIsHeardLess() throws {
    let step = try stepper()
    let (context, state) = (step.context, step.context.state)
    let h = try #require(step.model.banner.canJoin.firstIndex(of: true))
    state.isMember[h] = Lanes(repeating: 1)
    (state.voice[h], state.experiencedGain[h]) = (Lanes(repeating: 1), Lanes(repeating: -0.2))
    func admit(time: Int, joins: Float = 0, leaves: Float = 0) {
      step.quarter(time) { name, gacha in
        guard name == "CooperativeFounding", gacha == 0 else { return }
        context.flows.joins[h] = Lanes(repeating: joins)
        context.flows.leaves[h] = Lanes(repeating: leaves)
      }
    }
    for time in 0..<4 {
      admit(time: time, leaves: time == 0 ? 1 : 0)
      let voice = 0.4 * pow(0.95, Double(time))
      #expect(number(state.isMember[h]) == 0)
      #expect(abs(number(state.voice[h]) - voice) < 1e-6)
      // Winter closes the year of members alone.
      #expect(abs(number(state.experiencedGain[h]) + 0.2 * voice) < 1e-6)
    }
    admit(time: 4, joins: 1)
    #expect(number(state.voice[h]) == 1 && abs(number(state.experiencedGain[h]) - 0.05) < 1e-7)
  }

  /// What a household hears of one tie that is a member with a gain and of one that has left with a loss, and what it expects.
  @Test func perceivedByHand() throws {
    let step = try stepper()
    let (context, state) = (step.context, step.context.state)
    let weights = step.model.banner.network.weights
    let h = try #require((0..<60).first { weights.rowStarts[$0 + 1] - weights.rowStarts[$0] >= 2 })
    let first = weights.rowStarts[h]
    let ties = (0..<2).map { (Int(weights.columns[first + $0]), Double(weights.weights[first + $0])) }
    for other in 0..<60 {
      for rows in [state.isMember, state.voice, state.experiencedGain] { rows[other] = .zero }
    }
    (state.isMember[ties[0].0], state.voice[ties[0].0]) = (Lanes(repeating: 1), Lanes(repeating: 1))
    state.experiencedGain[ties[0].0] = Lanes(repeating: 0.1)
    for loss in [0.02, 0.3, 0.9] {
      state.voice[ties[1].0] = Lanes(repeating: 0.4)
      state.experiencedGain[ties[1].0] = Lanes(repeating: Float(-loss * 0.4))
      step.quarter(0, look: { _, _ in }) {
        let told = ties[0].1 * 0.1 - ties[1].1 * 0.4 * loss
        let expected = (told + 0.3 * 0.05) / (ties[0].1 + ties[1].1 * 0.4 + 0.3)
        let perceived = JoiningDecision.perceivedGain(context, h)
        #expect(abs(number(perceived) - expected) < 1e-6)
        let worth = number(JoiningDecision.worth(context, perceived))
        #expect(abs(worth - log(1 + expected) * (expected < 0 ? 2 : 1)) < 1e-6)
        // Members alone are the example.
        #expect(abs(number(state.exposureMembers[h]) - ties[0].1) < 1e-6)
      }
      for other in [ties[0].0, ties[1].0] { state.isMember[other] = .zero }
      (state.isMember[ties[0].0], state.voice[ties[0].0]) = (Lanes(repeating: 1), Lanes(repeating: 1))
      state.experiencedGain[ties[0].0] = Lanes(repeating: 0.1)
    }
  }

  /// Members leave the more the less they gained, and stay the more the more they gained: frequencies against the logit.
  @Test(arguments: [-0.1, 0.05, 0.25]) func leaving(gain: Double) throws {
    let shortfall = 0.05 - gain
    let odds = -2 + 12 * max(0, shortfall) + 6 * min(0, shortfall)
    let expected = 1 / (1 + exp(-odds))
    var (left, members) = (0.0, 0.0)
    for first in stride(from: 0, to: 320, by: laneCount) {
      let step = Stepper(try World.model([World.lively, Self.settings], arms: [World.linkage]), firstReplicate: first)
      let (context, state, banner) = (step.context, step.context.state, step.model.banner)
      for time in 0..<4 { step.quarter(time) }
      var free: [Int: [Bool]] = [:]
      step.quarter(4) { name, gacha in
        let range = banner.places.gacha[gacha].households
        if name == "FoundingMeeting" {
          for h in range where banner.canJoin[h] && !banner.founds[h] {
            state.experiencedGain[h] = Lanes(repeating: Float(gain))
            free[h] = (0..<laneCount).map {
              state.isMember[h][$0] == 1 && state.hasLeft[h][$0] == 0
                && context.cooperativeQuarter.active[banner.households.cooperative[h]][$0] == 1
            }
          }
        }
        guard name == "Membership" else { return }
        for h in range {
          for lane in 0..<laneCount where free[h]?[lane] == true {
            members += 1
            left += Double(context.flows.leaves[h - range.lowerBound][lane])
          }
        }
      }
    }
    #expect(members > 1000)
    #expect(abs(left / members - expected) < 4.5 * (expected * (1 - expected) / members).squareRoot())
  }
}
