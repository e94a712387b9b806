import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Single offices against the arithmetic of section 8.
@Suite struct InstitutionAnalytic {
  /// The first quarter of work: effort, knowledge, and what is passed on.
  @Test(arguments: ["0.5", "0.7", "1"]) func work(slack: String) throws {
    let settings: Settings = [
      "policy.centralHouseholds.payYuanPerYear": "900", "policy.centralHouseholds.slackSeasonShare": slack,
      "policy.centralHouseholds.videoHouseholds": "2", "policy.centralHouseholds.training": "0.8",
      "policy.centralHouseholds.kit": "0.5", "policy.centralHouseholds.materials": "3",
    ]
    let step = Stepper(try World.model([settings], arms: [World.linkage], years: 1))
    let values = World.values(World.small, settings)
    func i(_ name: String) -> Double { values.number("institution." + name) }
    let (places, households) = (step.model.banner.places, step.model.banner.households)
    let central = step.context.state.central
    let share = Double(slack)! / 2
    var videos = 0
    step.quarter(0) { name, gacha in
      guard name == "Training", gacha == 0 else { return }
      for g in places.grids.indices {
        let (grid, h) = (places.grids[g], places.grids[g].centralHousehold)
        let span = pow(Double(grid.households.count) / i("effort.spanReferenceHouseholds"), -i("effort.spanElasticity"))
        let paid = 1 + i("effort.payResponse") * (1 - exp(-900 / i("effort.payScaleYuanPerYear")))
        let threat = 0.22 * min(1, 0.2 / 0.5)
        let effort =
          i("effort.level") * Double(households.ability[h]) * span * paid * (1 + i("effort.threatResponse") * threat)
        #expect(abs(Double(central.effort[g][5]) - effort) < 1e-5)
        let video = grid.videoRank < 2
        videos += video ? 1 : 0
        let gain =
          share
          * (2 * i("courseGain") + 12 * i("meetingGain") + i("testGain") + 2 * i("materialsGain")
            + (video ? i("videoGain") : 0))
        let own = Double(households.knowledge[h])
        let start = max(own, i("initialKnowledge"))
        let knowledge = start + gain * (1 - start) - i("centralForgettingPerYear") / 4 * (start - own)
        #expect(abs(Double(central.knowledge[g][5]) - knowledge) < 1e-6)
        let carriers =
          (1 - 0.5 * i("kitReachGain")) * (1 + i("materialsReachGain")) * (video ? 1 + i("videoReachGain") : 1)
        #expect(abs(Double(central.outreach[g][5]) - effort * carriers) < 1e-5)
        let passing = 0.8 * i("knowledgePerYear") / 4 * effort * knowledge / i("knowledgeReference") * 4 * share
        #expect(abs(Double(central.passing[g][5]) - passing) < 1e-6)
        #expect(abs(Double(central.coverage[g][5]) - min(1, 0.8 * effort * 4 * share)) < 1e-5)
      }
    }
    #expect(videos == 2)
  }

  /// The holder's income is higher by pay and premium, nobody else's is, before the money is spent.
  @Test func incomeOfTheOffice() throws {
    let shut: Settings = ["policy.channels.knowledge": "false", "policy.cooperatives.enabled": "false"]
    let arms = [World.linkage.merging(shut) { $1 }, World.linkage.merging(World.paid) { $1 }.merging(shut) { $1 }]
    let model = try World.model([], arms: arms, years: 1)
    let (unpaid, paid) = (Stepper(model, arm: 0), Stepper(model, arm: 1))
    let values = World.values(World.small)
    unpaid.quarter(0)
    paid.quarter(0)
    let households = model.banner.households
    for h in 0..<60 {
      let gain = Double(paid.context.state.incomeYuan[h][2]) - Double(unpaid.context.state.incomeYuan[h][2])
      let usual =
        Double(households.persons[h])
        * (values.number("income.transfersYuanPerPersonYear") + values.number("income.propertyYuanPerPersonYear"))
        + Double(households.sheepUnitsAtStart[h]) * values.number("income.initialYuanPerSheepUnit")
      let expected = households.isCentral[h] ? 600 + 0.08 / 4 * usual : 0
      #expect(abs(gain - expected) < 0.1, "household \(h)")
      #expect(households.isCentral[h] || gain == 0)
    }
  }

  /// A cooperative that the office leads loses a fifth of the trade its bargaining rests on, where the leader is replaced,
  /// and the successor is a member in the next quarter.
  @Test func handingOver() throws {
    let settings: Settings = [
      "cooperatives.leadShare": "1", "cooperatives.foundShare": "0", "policy.centralHouseholds.reviewShare": "1",
      "policy.centralHouseholds.replacementProbability": "0.5", "cooperatives.dissolutionQuarters": "400",
    ]
    let step = Stepper(try World.model([World.lively, settings], arms: [World.linkage], years: 3))
    let (places, state) = (step.model.banner.places, step.context.state)
    for time in 0..<4 { step.quarter(time) }
    let before = places.cooperatives.indices.map { state.cooperatives.volumeLastYearYuan[$0] }
    step.quarter(4)
    var counts = [0, 0]
    for (c, cooperative) in places.cooperatives.enumerated() where cooperative.mode == .lead {
      for lane in 0..<laneCount where before[c][lane] > 0 {
        let replaced = state.central.isReplaced[cooperative.grid][lane] == 1
        counts[replaced ? 1 : 0] += 1
        #expect(abs(state.cooperatives.volumeLastYearYuan[c][lane] / before[c][lane] - (replaced ? 0.8 : 1)) < 1e-6)
      }
    }
    #expect(counts[0] > 5 && counts[1] > 5)
    let holders = places.grids.indices.map { numbers(state.central.holder[$0]) }
    step.quarter(5)
    for cooperative in places.cooperatives where cooperative.mode == .lead {
      for lane in 0..<laneCount {
        let leader = Int(holders[cooperative.grid][lane])
        let own = places.cooperatives[step.model.banner.households.cooperative[leader]]
        guard own.grid == cooperative.grid else { continue }
        #expect(state.isMember[leader][lane] == 1)
      }
    }
  }
}
