import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 5.3: a young couple takes over a place that was left.
@Suite struct HouseholdSplitAnalytic {
  @Test func itTakesPartOfTheHerdAndCash() throws {
    let settings: Settings = [
      "turnover.enabled": "true", "turnover.splittingPerYear": "1", "turnover.splittingShare": "0.25",
      "turnover.leavingPerYear": "0", "turnover.retiringPerYear": "0", "turnover.leavingPoorRatio": "0",
    ]
    let step = Stepper(try World.model([World.calm, settings], arms: [World.none], years: 2))
    let (state, banner, classes) = (step.context.state, step.model.banner, step.classCount)
    let range = banner.places.gacha[0].households
    let (parents, place) = (range.lowerBound, range.lowerBound + 5)
    for time in 0..<4 { step.quarter(time) }
    var herd: [Double] = []
    step.quarter(4) { name, gacha in
      guard gacha == 0 else { return }
      switch name {
      case "HouseholdLuck":
        state.hasLeft[place] = Lanes(repeating: 1)
        for k in 0..<classes { state.herd[place * classes + k] = .zero }
        state.debtYuan[place] = .zero
        state.cashYuan[place] = Lanes(repeating: 700)
        state.cashYuan[parents] = Lanes(repeating: 4000)
        herd = (0..<classes).map { Double(state.herd[parents * classes + $0][9]) }
      case "HouseholdSplit":
        #expect(state.hasLeft[place][9] == 0)
        #expect(state.cashYuan[parents][9] == 3000 && state.cashYuan[place][9] == 1000)
        for k in 0..<classes {
          #expect(abs(Double(state.herd[place * classes + k][9]) - 0.25 * herd[k]) < 1e-5 * max(1, herd[k]))
          #expect(abs(Double(state.herd[parents * classes + k][9]) - 0.75 * herd[k]) < 1e-5 * max(1, herd[k]))
        }
        #expect(step.context.flows.money.booked(.emigration)[9] == 700)
        #expect(Double(state.headAge[place][9]) == 28)
        // One place, one new household.
        #expect(range.filter { state.headAge[$0][9] == 28 && $0 != place }.count < range.count / 2)
      case "HouseholdSpending": #expect(step.context.flows.money.residual < 1e-5)
      default: break
      }
    }
  }
}
