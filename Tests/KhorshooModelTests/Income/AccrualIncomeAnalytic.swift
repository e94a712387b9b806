import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// The three concepts of income against their arithmetic, household by household, in double precision.
@Suite struct AccrualIncomeAnalytic {
  private static let lane = 5
  private let tolerance = 3e-6

  /// Value of a herd at the ledger's mean prices, yuan.
  private func herdYuan(_ step: Stepper, _ h: Int) -> Double {
    let table = step.model.banner.table
    return table.classes.enumerated().reduce(0) { sum, entry in
      let price = World.values(World.small).number("herds.\(table.species[entry.element.species].name).priceYuanPerKg")
      return sum
        + Double(step.context.state.herd[h * step.classCount + entry.offset][Self.lane])
        * Double(entry.element.liveWeightKg) * price
    }
  }

  /// Two years of sixty households: own consumption is what left the herd in `HomeUse`, at the winter's price less transport;
  /// the herd's change is what it is worth at the end less at the start, less what was paid for animals; so is that of what the
  /// cooperative owes; the mean is of both years.
  @Test func conceptsByHand() throws {
    let growing: Settings = ["husbandry.targetHerdRatio": "1.6", "households.cashYuanPerSheepUnit": "3000"]
    let step = Stepper(try World.model([World.lively, growing], arms: [World.linkage], years: 2))
    let (state, flows, banner) = (step.context.state, step.context.flows, step.model.banner)
    let households = 0..<banner.places.householdCount
    func herd(_ h: Int) -> [Double] {
      (0..<step.classCount).map { Double(state.herd[h * step.classCount + $0][Self.lane]) }
    }
    let none = [Double](repeating: 0, count: households.count)
    var (mean, eatenHead, boughtYuan) = (none, 0.0, 0.0)
    for year in 0..<2 {
      let opening = households.map { herdYuan(step, $0) }
      let owed = households.map { Double(state.arrearsYuan[$0][Self.lane]) }
      var (eaten, bought, before) = (none, none, [[Double]]())
      for time in 4 * year..<4 * year + 4 {
        step.quarter(time) { name, gacha in
          let range = banner.places.gacha[gacha].households
          // The last process of households before and after which home use can be told from sales.
          if name == "Offtake" { before = range.map(herd) }
          if name == "HomeUse" {
            for h in range {
              for (k, entry) in banner.table.classes.enumerated() {
                let head = before[h - range.lowerBound][k] - herd(h)[k]
                let species = banner.table.species[entry.species]
                eaten[h] +=
                  head
                  * (Double(entry.liveWeightKg) * Double(step.context.price(entry.species)[Self.lane])
                    - Double(species.transportYuanPerHead))
                eatenHead += head
              }
            }
          }
          if name == "AccrualIncome" {
            for h in range { bought[h] += Double(flows.purchasesYuan[h - range.lowerBound][Self.lane]) }
          }
        }
      }
      for h in households {
        let cash = Double(state.incomeYearYuan[h][Self.lane])
        let claims = Double(state.arrearsYuan[h][Self.lane]) - owed[h]
        let change = herdYuan(step, h) - opening[h] - bought[h] + claims
        let scale = abs(cash) + opening[h] + bought[h] + 1e3
        mean[h] = (mean[h] * Double(year) + cash + eaten[h] + change) / Double(year + 1)
        #expect(abs(Double(state.ownConsumptionYearYuan[h][Self.lane]) - eaten[h]) < 2e-4 * eaten[h] + 0.5)
        #expect(abs(Double(state.disposableIncomeYearYuan[h][Self.lane]) - (cash + eaten[h])) < tolerance * scale + 0.5)
        #expect(
          abs(Double(state.accrualIncomeYearYuan[h][Self.lane]) - (cash + eaten[h] + change)) < tolerance * scale + 0.5,
          "household \(h), year \(year)")
        #expect(abs(Double(state.accrualIncomeMeanYuan[h][Self.lane]) - mean[h]) < tolerance * scale + 0.5)
      }
      boughtYuan += bought.reduce(0, +)
    }
    // Something was eaten and something bought: the test can see both.
    #expect(eatenHead > 1)
    #expect(boughtYuan > 1)
  }

  /// A herd that only changes hands for money at the ledger's price makes no accrual income: sold it is cash and less herd.
  @Test func runningDownTheHerdIsNoIncome() throws {
    let arms: [Settings] = ["1", "0.5"].map { World.none.merging(["husbandry.targetHerdRatio": $0]) { $1 } }
    let steady = World.calm.merging([
      "market.livestockSeasonLogSpring": "0", "market.livestockSeasonLogSummer": "0",
      "market.livestockSeasonLogAutumn": "0",
      "market.livestockSeasonLogWinter": "0", "herds.*.transportYuanPerHead": "0", "spillover.localShare": "0",
      "herds.*.*.offtakeShareSpring": "0.1",
    ]) { $1 }
    let steppers = try [0, 1].map { Stepper(try World.model([steady], arms: [arms[$0]], years: 1)) }
    // One spring: what was sold has left the herd at the price it is valued with.
    for step in steppers { step.quarter(0) }
    for h in 0..<60 {
      let worth = steppers.map { herdYuan($0, h) }
      let cash = steppers.map { Double($0.context.state.incomeYuan[h][Self.lane]) }
      let sold = worth[0] - worth[1]
      #expect(sold > 0)
      // Fewer animals cost less care and labour within the quarter, and hay; cash rises by what they were worth and that.
      #expect(cash[1] - cash[0] > 0.98 * sold)
    }
  }

  /// Shares of income by kind add up to one, and cash income is the sum of the payments that have a kind.
  @Test func kindsAddUp() throws {
    let trace = Trace(try World.model([World.lively, World.paid], years: 2))
    for arm in 0..<2 {
      func values(_ name: String) -> [Double] { trace.values(name, arm: arm, time: 7) }
      let shares = ["Wages", "Business", "Property", "Transfers"].map { values("incomeShare" + $0) }
      let (cash, own, income) = (
        values("cashIncomePerHousehold"), values("ownConsumptionPerHousehold"), values("incomePerHousehold")
      )
      for lane in 0..<laneCount {
        #expect(abs(shares.reduce(0) { $0 + $1[lane] } - 1) < 1e-4)
        #expect(abs(cash[lane] + own[lane] - income[lane]) < 1e-5 * income[lane])
        #expect(own[lane] > 0)
      }
      let wages = zip(values("paymentWagesYuan"), values("paymentMeritPayYuan")).map { $0 + $1 }
      for lane in 0..<laneCount {
        #expect(abs(shares[0][lane] - wages[lane] / (60 * income[lane])) < 1e-5)
      }
    }
  }

  /// In the last year the recorded mean is that of the recorded years.
  @Test func meanOverTheRun() throws {
    let trace = Trace(try World.model([World.lively], years: 3))
    let mean = trace.values("meanIncomePerHousehold", arm: 1, time: 11)
    let years = [3, 7, 11].map { trace.values("accrualIncomePerHousehold", arm: 1, time: $0) }
    for lane in 0..<laneCount {
      #expect(abs(mean[lane] - years.reduce(0) { $0 + $1[lane] } / 3) < 1e-5 * abs(mean[lane]))
    }
  }
}
