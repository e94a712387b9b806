import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Everything that is counted in yuan doubled: herds are the same, incomes twice as large.
@Suite struct CurrencyProperty {
  @Test(arguments: [World.none, World.linkage]) func doubled(arm: Settings) throws {
    var twice: Settings = [:]
    for parameter in World.ledger.parameters where parameter.unit.contains("CNY") {
      twice[parameter.key] = "\(2 * World.ledger.defaults.number(parameter.key))"
    }
    #expect(twice.count > 20)
    // Pay as in the ledger, as in what is doubled.
    let pay = "policy.centralHouseholds.payYuanPerYear"
    let paid = [pay: "\(World.ledger.defaults.number(pay))"]
    let one = Trace(try World.model([paid], arms: [arm], years: 3))
    let two = Trace(try World.model([twice], arms: [arm], years: 3))
    for time in 0..<12 {
      for name in ["sheepUnits", "herdCattleHead", "deathsHead", "salesHead"] {
        // Doubling is exact; the logarithm of a doubled price is not, and its rounding is carried along for twelve quarters.
        #expect(
          relativeDistance(one.values(name, arm: 0, time: time), two.values(name, arm: 0, time: time)) < 1e-4, "\(name)"
        )
      }
      let income = one.values("quarterCashIncomePerHousehold", arm: 0, time: time)
      let nominal = two.values("quarterCashIncomePerHousehold", arm: 0, time: time)
      let scale = income.reduce(0) { max($0, abs($1)) }
      #expect(zip(income, nominal).allSatisfy { abs(2 * $0 - $1) < 1e-4 * scale }, "quarter \(time)")
    }
    // Deliberate fault: doubling prices alone is no change of currency.
    let prices = twice.filter { $0.key.hasPrefix("market.") }
    let half = Trace(try World.model([paid, prices], arms: [arm], years: 3))
    let distance = relativeDistance(
      one.values("sheepUnits", arm: 0, time: 11), half.values("sheepUnits", arm: 0, time: 11))
    #expect(distance > 1e-3)
  }
}
