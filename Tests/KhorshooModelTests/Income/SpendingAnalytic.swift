import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Sections 4.8 and 6: what is learnt and what a cooperative sells its members can cost more than before, or less.
@Suite struct SpendingAnalytic {
  /// Care of the herds of four households in a quarter, by what each knows above its knowledge at the start.
  @Test(arguments: ["0", "0.5", "-0.2"]) func learntCare(gain: String) throws {
    // Nobody is near the improved regime, which has a cost of its own.
    let settings: Settings = ["husbandry.learntCareCost": gain, "regimes.improved.knowledgeThreshold": "1.01"]
    let above: [Float] = [0, 0.2, 0.4, -0.1]
    func costs(_ above: [Float]) throws -> [Double] {
      let step = Stepper(try World.model([World.calm, settings], arms: [World.none]))
      let (state, flows, traits) = (step.context.state, step.context.flows, step.model.banner.households)
      var (found, sold) = ([Double](), [Double]())
      step.quarter(0) { name, gacha in
        guard gacha == 0 else { return }
        if name == "Offtake" {
          // Transport of what is sold in need is no care.
          sold = above.indices.map { Double(flows.herdCostYuan[$0][7]) }
          for h in above.indices { state.knowledge[h] = Lanes(repeating: traits.knowledge[h] + above[h]) }
        }
        if name == "HerdCensus" { found = above.indices.map { Double(flows.herdCostYuan[$0][7]) - sold[$0] } }
      }
      return found
    }
    let (before, after) = (try costs([0, 0, 0, 0]), try costs(above))
    for h in above.indices {
      let factor = 1 + Double(gain)! * Double(max(0, above[h]))
      #expect(before[h] > 100 && abs(after[h] - before[h] * factor) < 1e-5 * before[h], "household \(h)")
    }
  }

  /// One member that uses services and one that does not: the first pays for more at the cooperative's discount, its
  /// experience is the less for it, and the ledger shows both.
  @Test(arguments: [0.2, -0.1]) func inputsThatACooperativeSells(gain: Double) throws {
    let settings: Settings = [
      "diffusion.considerationPerQuarter": "0", "policy.cooperatives.finishingShare": "0",
      "cooperatives.riskContributionYuan": "0", "cooperatives.labourSaving": "0",
    ]
    struct Quarter {
      var herdCost, benefit, inputs, income, pooled, discount: Double
    }
    func quarter(_ gain: Double) throws -> Quarter {
      let step = try OneCooperative.stepper(
        World.calm.merging(settings) { $1 }.merging(["cooperatives.inputSpendingGain": "\(gain)"]) { $1 })
      let (state, flows) = (step.context.state, step.context.flows)
      for h in 0..<12 { state.isMember[h] = h == 3 ? Lanes(repeating: 1) : .zero }
      var found = Quarter(herdCost: 0, benefit: 0, inputs: 0, income: 0, pooled: 0, discount: 0)
      step.quarter(0) { name, _ in
        guard name == "HouseholdIncome" else { return }
        let money = flows.money
        found = Quarter(
          herdCost: Double(flows.herdCostYuan[3][4]), benefit: Double(flows.benefitYuan[3][4]),
          inputs: money.booked(.inputs)[4] + money.booked(.localInputs)[4],
          income: Double(flows.directIncomeYuan[3][4]),
          pooled: Double(step.context.cooperativeQuarter.inputs[0][4]),
          discount: Double(step.context.cooperativeQuarter.discount[0][4]))
      }
      return found
    }
    let (plain, pushed) = (try quarter(0), try quarter(gain))
    let more = plain.herdCost * gain
    #expect(plain.herdCost > 100 && plain.herdCost == pushed.herdCost)
    // Inputs that are pooled are what the discount rests on.
    #expect(abs(pushed.pooled - plain.pooled - more) < 1e-5 * plain.pooled)
    // Pooled before: all inputs of the member. After: at another discount, more of one of them.
    let paid = (plain.pooled + more) * (1 - pushed.discount) - plain.pooled * (1 - plain.discount)
    #expect(abs(pushed.inputs - plain.inputs - paid) < 0.5)
    #expect(abs(pushed.income - plain.income + paid) < 0.5)
    #expect(abs(pushed.benefit - plain.benefit + paid) < 0.5)
    #expect((pushed.income < plain.income) == (gain > 0))
  }
}
