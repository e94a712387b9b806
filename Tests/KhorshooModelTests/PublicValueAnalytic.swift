import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Public cost by item, present values and their ratios, from the recorded quarters by hand.
@Suite struct PublicValueAnalytic {
  private static let grants: Settings = ["policy.cooperatives.grantYuanPerYear": "12000"]

  /// Items sum to the whole at every level; grants are those of cooperatives with members; shares follow effort.
  @Test func itemsSumToTheWhole() throws {
    let arm = World.linkage.merging(Self.grants).merging([
      "policy.centralHouseholds.outreach": "2", "policy.centralHouseholds.training": "0.5",
      "policy.centralHouseholds.slackSeasonShare": "0.5", "policy.centralHouseholds.videoHouseholds": "2",
      "policy.centralHouseholds.payYuanPerYear": "1600",
    ])
    let trace = Trace(try World.model([World.lively], arms: [World.none, arm], years: 2))
    let values = World.values(World.small)
    let cost = values.number("institution.costYuanPerYear") / 4 / 2
    var granted = 0.0
    for time in 0..<8 {
      for place in trace.places(.banner) + trace.places(.sumu) + trace.places(.gacha) {
        func values(_ name: String, arm: Int = 1) -> [Double] {
          trace.values(name, arm: arm, place: place, time: time)
        }
        let items = [
          values("outreachCostYuan"), values("trainingCostYuan"), values("cooperativeGrantsYuan"),
          values("cooperativeSupportYuan"), values("serviceCostYuan"), values("groupSupplyCostYuan"),
          values("courseCostYuan"), values("meritPayYuan"), values("carrierCostYuan"),
        ]
        let levels = ["Banner", "Sumu", "Gacha"].map { values("publicCost\($0)Yuan") }
        for (lane, whole) in values("publicCostYuan").enumerated() {
          #expect(abs(items.reduce(0) { $0 + $1[lane] } - whole) < 1e-2)
          #expect(abs(levels.reduce(0) { $0 + $1[lane] } - whole) < 1e-2)
          // Deliberate fault: no item can be left out.
          #expect(items.allSatisfy { whole - $0[lane] != whole || $0[lane] == 0 })
          #expect(abs(items[2][lane] - 3000 * values("cooperativesActive")[lane]) < 1e-3)
          #expect(abs(items[3][lane] - 500 * values("cooperativesRegistered")[lane]) < 1e-3)
          granted += items[2][lane]
        }
        #expect(values("publicCostYuan", arm: 0).allSatisfy { $0 == 0 })
      }
      // Four grids.
      #expect(trace.values("outreachCostYuan", arm: 1, time: time).allSatisfy { abs($0 - 4 * 2 * cost) < 1e-3 })
      #expect(trace.values("trainingCostYuan", arm: 1, time: time).allSatisfy { abs($0 - 4 * 0.5 * cost) < 1e-3 })
    }
    #expect(granted > 0)
    // By hand, a quarter without successions before it: courses, pay, kit that wears out, materials, two video systems.
    let courses = values.number("institution.courseYuan") * 2 + 12 * values.number("institution.meetingYuan")
    let courseCost = courses + values.number("institution.testYuan")
    let carriers =
      values.number("institution.kitYuan") / values.number("institution.kitLifeYears")
      + values.number("institution.materialsYuanPerYear") + values.number("institution.videoYuanPerYear") / 2
    for (name, perYear) in [("courseCostYuan", courseCost), ("meritPayYuan", 1600), ("carrierCostYuan", carriers)] {
      #expect(trace.values(name, arm: 1, time: 0).allSatisfy { abs($0 - perYear) < 1e-2 }, "\(name)")
    }
  }

  @Test(arguments: [0, 0.08, 0.3]) func presentValues(rate: Double) throws {
    let settings: Settings = ["income.socialDiscountRatePerYear": "\(rate)"]
    let model = try World.model([World.lively, Self.grants, settings], years: 3)
    let trace = Trace(model, replicates: 48)
    let statistics = try MonteCarloRunner(replicates: 48, threads: 2).run(model)
    func present(_ name: String, rate: Double) -> Double {
      (0..<12).reduce(0) { sum, time in
        let difference = zip(trace.values(name, arm: 1, time: time), trace.values(name, arm: 0, time: time)).map(-)
        return sum + pow(1 + rate, -Double(time + 1) / 4) * difference.reduce(0, +) / 48
      }
    }
    let benefit = 60 * present("quarterCashIncomePerHousehold", rate: rate)
    let cost = present("publicCostYuan", rate: rate)
    let ratios = Dictionary(
      uniqueKeysWithValues: model.ratios.indices.map { (model.ratios[$0].name, statistics.ratio(arm: 1, ratio: $0)) })
    let both = try #require(ratios["benefitCostRatio"])
    #expect(abs(both.numerator - benefit) < 1e-6 * abs(benefit) && abs(both.denominator - cost) < 1e-6 * cost)
    #expect(abs(both.estimate - benefit / cost) < 1e-6 * abs(benefit / cost))
    let inverse = try #require(ratios["publicCostPerYuanOfUplift"])
    #expect(abs(inverse.estimate * both.estimate - 1) < 1e-9)
    let poverty = try #require(ratios["publicCostPerPersonOutOfPoverty"])
    let persons = model.banner.households.persons.reduce(0) { $0 + Double($1) }
    let fewer =
      zip(trace.values("povertyShare", arm: 0, time: 11), trace.values("povertyShare", arm: 1, time: 11))
      .reduce(0) { $0 + ($1.0 - $1.1) } / 48 * persons
    #expect(abs(poverty.denominator - fewer) < 1e-9 * max(1, abs(fewer)))
    #expect(abs(poverty.numerator - cost) < 1e-6 * cost)
    // Deliberate fault: another rate is another value.
    #expect(abs(both.denominator - present("publicCostYuan", rate: rate + 0.01)) > 1e-3 * cost)
  }

  /// Arms alike cost nothing more: no ratio, said as undefined. Outcomes that are left out leave no ratio either.
  @Test func whatCannotBeComputed() throws {
    let alike = try World.model([World.lively], arms: [World.linkage, World.linkage], years: 1)
    let statistics = try MonteCarloRunner(replicates: 20, threads: 1).run(alike)
    #expect(alike.ratios.count == 6)
    for index in alike.ratios.indices { #expect(statistics.ratio(arm: 1, ratio: index).interval95 == .undefined) }
    for name in ["quarterCashIncomePerHousehold", "publicCostYuan"] {
      let model = try World.model([World.lively], years: 1) { outcome, _, _ in outcome.name != name }
      #expect(model.ratios.allSatisfy { $0.name.hasPrefix("localMultiplier") })
    }
    let late = try World.model([World.lively], years: 1) { _, place, quarter in
      place.level != .banner || quarter.number > 1
    }
    #expect(late.ratios.map(\.name) == ["localMultiplierNominal", "localMultiplierReal"])
    let noDirect = try World.model([World.lively], years: 1) { outcome, _, _ in
      outcome.name != "directIncomePerHousehold"
    }
    #expect(noDirect.ratios.count == 4)
    let noPoverty = try World.model([World.lively], years: 1) { outcome, _, _ in !outcome.name.hasPrefix("poverty") }
    #expect(
      noPoverty.ratios.map(\.name).filter { !$0.hasPrefix("local") } == [
        "benefitCostRatio", "publicCostPerYuanOfUplift",
      ])
  }
}

extension Dictionary where Key == String, Value == String {
  /// These settings with others on top.
  fileprivate func merging(_ others: Settings) -> Settings { merging(others) { $1 } }
}
