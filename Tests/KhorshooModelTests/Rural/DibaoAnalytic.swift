import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 5.1: who is poor, has no means and takes it up is brought up to the line; nobody else is.
@Suite struct DibaoAnalytic {
  /// Three households by hand: one poor, one above the line, one poor with a herd; the poor one again in the next year.
  @Test func householdsUnderAndOverTheLine() throws {
    let settings: Settings = ["policy.dibao.takeUpShare": "1", "policy.dibao.lineYuanPerPersonYear": "6000"]
    let step = Stepper(try World.model([World.lively, settings], arms: [World.none], years: 2))
    let (state, households) = (step.context.state, step.model.banner.households)
    let limit = Float(World.values(World.small).number("income.dibaoHerdSheepUnitsPerPerson"))
    func prepare(_ name: String, _ gacha: Int, granted: Float) {
      guard name == "HerdCensus", gacha == 0 else { return }
      for h in 0..<3 {
        let line = 6000 * households.persons[h]
        // What it got last year is in its income and is not counted.
        state.incomeYearYuan[h] = Lanes(repeating: h == 1 ? line + 1 : line - 4000 + (h == 0 ? granted : 0))
        state.sheepUnits[h] = Lanes(repeating: (h == 2 ? limit + 1 : 1) * households.persons[h])
      }
    }
    var cash = 0.0
    step.quarter(0) { name, gacha in
      prepare(name, gacha, granted: 0)
      guard name == "Dibao", gacha == 0 else { return }
      #expect(numbers(state.dibaoYuan[0]) == [Double](repeating: 1000, count: laneCount))
      #expect(numbers(state.dibaoYuan[1]) + numbers(state.dibaoYuan[2]) == [Double](repeating: 0, count: 2 * laneCount))
      cash = 0
      for h in step.model.banner.places.gacha[0].households { cash += Double(state.dibaoYuan[h][4]) }
    }
    for time in 1..<4 {
      step.quarter(time) { name, gacha in
        guard name == "HouseholdSpending", gacha == 0 else { return }
        // Government pays it in every quarter of the year.
        #expect(abs(step.context.flows.money.booked(.dibao)[4] - cash) < 1e-5 * cash)
        #expect(step.context.flows.money.residual < 1e-5)
      }
    }
    step.quarter(4) { name, gacha in
      prepare(name, gacha, granted: 4000)
      if name == "Dibao", gacha == 0 { #expect(numbers(state.dibaoYuan[0])[7] == 1000) }
    }
  }

  /// The share that takes it up, of 60 households x 320 replicates that are all entitled: five standard errors.
  @Test func takeUp() throws {
    let settings: Settings = [
      "policy.dibao.takeUpShare": "0.3", "policy.dibao.lineYuanPerPersonYear": "100000",
      "income.dibaoHerdSheepUnitsPerPerson": "10000",
    ]
    let model = try World.model([settings], arms: [World.none], years: 1)
    var (count, getting) = (0.0, 0.0)
    for first in stride(from: 0, to: 320, by: laneCount) {
      let step = Stepper(model, firstReplicate: first)
      step.quarter(0)
      for h in 0..<model.banner.places.householdCount {
        count += Double(laneCount)
        getting += numbers(step.context.state.dibaoYuan[h]).filter { $0 > 0 }.map { _ in 1 }.reduce(0, +)
      }
    }
    #expect(abs(getting / count - 0.3) < 5 * (0.3 * 0.7 / count).squareRoot())
  }

  /// A floor: it raises the poorest and changes nothing where it is not paid.
  @Test func switchedOff() throws {
    let off: Settings = ["policy.dibao.enabled": "false"]
    let line: Settings = ["policy.dibao.lineYuanPerPersonYear": "30000"]
    let trace = Trace(
      try World.model(
        [World.lively], arms: [off, off.merging(line) { $1 }, line]))
    #expect(trace.bits(arm: 0) == trace.bits(arm: 1))
    #expect(trace.values("paymentDibaoYuan", arm: 0, time: 11).allSatisfy { $0 == 0 })
    #expect(trace.values("paymentDibaoYuan", arm: 2, time: 11).contains { $0 > 0 })
  }
}
