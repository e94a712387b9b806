import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Single processes against the arithmetic of the model description, done here in double precision.
@Suite struct ProcessesByHandAnalytic {
  /// Single precision of sums of a dozen terms: a few units of 6e-8 of the largest term.
  private let tolerance = 2e-6

  private func stepper(_ settings: Settings = [:], arm: Settings = World.linkage) throws -> Stepper {
    Stepper(try World.model([World.lively, settings], arms: [arm], years: 2))
  }

  /// Section 5: the cash of every household after a summer quarter is what it had, plus income, less spending, plus credit.
  @Test func householdAccounts() throws {
    let step = try stepper(arm: World.none)
    let (state, flows) = (step.context.state, step.context.flows)
    let values = World.values(World.small, World.lively)
    let households = step.model.banner.households
    for time in 0..<2 {
      var (cash, debt): ([Double], [Double]) = ([], [])
      step.quarter(time) { name, gacha in
        let range = step.model.banner.places.gacha[gacha].households
        if name == "HerdCensus" {
          cash = range.map { Double(state.cashYuan[$0][3]) }
          debt = range.map { Double(state.debtYuan[$0][3]) }
        }
        guard name == "HouseholdSpending" else { return }
        let wage = Double(step.context.price(World.species.count + 1)[3])
        let hayPrice = Double(step.context.price(World.species.count)[3])
        for h in range {
          let local = h - range.lowerBound
          let persons = Double(households.persons[h])
          let own = Double(households.labour[h]) * values.number("income.workDaysPerQuarter")
          let spare = own - Double(flows.labourDays[local][3])
          let wages = max(0, spare) * wage * Double(households.offFarmShare[h])
          let hired = max(0, -spare) * wage
          let steady =
            persons
            * (values.number("income.transfersYuanPerPersonYear") + values.number("income.propertyYuanPerPersonYear"))
            / 4
          let interest = debt[local] * values.number("income.interestPerYear") / 4
          let direct =
            Double(flows.salesYuan[local][3]) + wages + steady - Double(flows.hayBoughtKg[local][3]) * hayPrice
            - Double(flows.herdCostYuan[local][3]) - hired - interest
          let localIncome =
            Double(flows.localSalesYuan[local][3]) * values.number("spillover.valueAddedShare")
          let income = direct + localIncome
          let scale = Double(flows.salesYuan[local][3]) + wages + hired + abs(cash[local]) + 1e4
          #expect(abs(Double(state.incomeYuan[h][3]) - income) < tolerance * scale, "household \(h), quarter \(time)")

          let lastYear = Double(state.incomeYearYuan[h][3])
          let lastYearDirect = lastYear - Double(state.localIncomeYearYuan[h][3])
          let consumption =
            max(
              values.number("income.consumptionShare") * lastYearDirect / 4,
              persons * values.number("income.consumptionFloorYuanPerPersonYear") / 4)
            + values.number("income.consumptionShare") * localIncome
          let left = cash[local] + income - consumption - Double(flows.purchasesYuan[local][3])
          let idle = max(0, left - values.number("income.bufferShare") * max(0, lastYear))
          let repaid = min(idle * values.number("income.repaymentShare"), debt[local])
          let after = left - repaid - (idle - repaid) * values.number("income.investmentShare")
          let limit =
            Double(state.sheepUnits[h][3]) * 45 * Double(step.context.price(0)[3])
            * values.number("income.creditShare")
          let borrowed = min(max(0, -after), max(0, limit - debt[local]))
          #expect(abs(Double(state.cashYuan[h][3]) - (after + borrowed)) < tolerance * scale)
          #expect(abs(Double(state.debtYuan[h][3]) - (debt[local] + borrowed - repaid)) < tolerance * scale)
        }
      }
    }
  }

  /// Section 8: one quarter of learning and forgetting.
  @Test func training() throws {
    let step = try stepper()
    let (state, households) = (step.context.state, step.model.banner.households)
    let values = World.values(World.small, World.lively)
    step.quarter(0) { name, gacha in
      guard name == "Training" else { return }
      for h in step.model.banner.places.gacha[gacha].households {
        let before = Double(households.knowledge[h])
        let reach = exp(-Double(households.distanceKm[h]) / values.number("diffusion.reachKm"))
        let advised = Double(state.isMember[h][0] * households.usesServices[h])
        // What central households pass on is proved in `InstitutionAnalytic`.
        let grid = step.model.banner.places.gridOfHousehold[h]
        let rate =
          Double(state.central.passing[grid][0]) * reach
          + values.number("cooperatives.knowledgePerYear") / 4 * advised
        // At the start nothing is forgotten: forgetting counts what was learned since.
        #expect(abs(Double(state.knowledge[h][0]) - (before + rate * (1 - before))) < tolerance)
      }
    }
  }

  /// Section 8: outreach and training of herders cost what policy asks for, in proportion to effort.
  @Test(arguments: [(1.0, 1.0), (2, 1), (0, 0), (0.5, 3)]) func institutionCost(outreach: Double, training: Double)
    throws
  {
    let arm = World.linkage.merging([
      "policy.centralHouseholds.outreach": "\(outreach)", "policy.centralHouseholds.training": "\(training)",
      "policy.cooperatives.grantYuanPerYear": "0", "policy.cooperatives.supportYuanPerYear": "0",
      "policy.centralHouseholds.services.enabled": "false",
      "policy.centralHouseholds.slackSeasonShare": "0.5", "policy.centralHouseholds.bannerCoursesPerYear": "0",
      "policy.centralHouseholds.sumuCoursesPerYear": "0", "policy.centralHouseholds.gachaMeetingsPerYear": "0",
      "policy.centralHouseholds.testsPerYear": "0", "policy.centralHouseholds.kit": "0",
      "policy.centralHouseholds.materials": "0", "policy.centralHouseholds.videoHouseholds": "0",
    ]) { $1 }
    let trace = Trace(try World.model([World.lively], arms: [arm], years: 1))
    let perYear = World.values(World.small).number("institution.costYuanPerYear")
    let expected = 4 * perYear / 4 * (outreach + training) / 2
    for time in 0..<4 {
      for cost in trace.values("publicCostYuan", arm: 0, time: time) { #expect(abs(cost - expected) < 1e-3) }
    }
  }

  /// Section 7: the frequency of joining in a quarter is consideration x logistic(utility), household by household,
  /// within five standard errors over 1,600 replicates (false alarms: 1 in 30,000 for all households together).
  @Test func joining() throws {
    let settings: Settings = [
      "diffusion.gainWeight": "0", "diffusion.utilityIntercept": "-1", "cooperatives.initialAwareShare": "1",
      "cooperatives.initialMembershipShare": "0",
    ]
    let model = try World.model([World.lively, settings], arms: [World.linkage], years: 1)
    let values = World.values([World.small, World.lively, settings])
    let (banner, replicates) = (model.banner, 1600)
    var joined = [Double](repeating: 0, count: banner.places.householdCount)
    var probability = joined
    for first in stride(from: 0, to: replicates, by: laneCount) {
      let step = Stepper(model, firstReplicate: first)
      let state = step.context.state
      step.quarter(0) { name, gacha in
        guard name == "Admission" else { return }
        for h in banner.places.gacha[gacha].households {
          let flows = step.context.flows.joins[h - banner.places.gacha[gacha].households.lowerBound]
          joined[h] += numbers(flows).reduce(0, +)
          probability[h] = expected(h, banner.households, Double(state.exposureMembers[h][0]), values)
        }
      }
    }
    var tested = 0
    for h in joined.indices where banner.households.cooperative[h] >= 0 && !banner.households.isMemberAtStart[h] {
      let p = probability[h]
      let error = (p * (1 - p) / Double(replicates)).squareRoot()
      #expect(abs(joined[h] / Double(replicates) - p) < 5 * error, "household \(h): probability \(p)")
      tested += 1
    }
    #expect(tested > 20)
  }

  /// Section 4: marketing luck has mean 1, herd luck mean 0 and its standard deviation; 60 households x 800 replicates,
  /// five standard errors (false alarms: 1 in 600,000 for each of the three).
  @Test func luckOfTheYear() throws {
    let settings: Settings = ["husbandry.priceLuckLogSd": "0.2", "husbandry.mortalityLuckLogSd": "0.5"]
    let model = try World.model([settings], arms: [World.none], years: 1)
    var (price, herd) = (Moments(), Moments())
    for first in stride(from: 0, to: 800, by: laneCount) {
      let step = Stepper(model, firstReplicate: first)
      step.quarter(0)
      for h in 0..<model.banner.places.householdCount {
        for value in numbers(step.context.state.priceLuck[h]) { price.add(value) }
        for value in numbers(step.context.state.mortalityLuck[h]) { herd.add(value) }
      }
    }
    #expect(abs(price.mean - 1) < 5 * price.standardError)
    #expect(abs(herd.mean) < 5 * herd.standardError)
    // The standard error of a normal standard deviation is sd / sqrt(2 n).
    #expect(abs(herd.standardDeviation - 0.5) < 5 * 0.5 / (2.0 * 48_000).squareRoot())
  }

  private func expected(_ h: Int, _ households: Households, _ members: Double, _ values: ParameterValues) -> Double {
    let utility =
      values.number("diffusion.utilityIntercept") + values.number("diffusion.exposureWeight") * members
      + values.number("diffusion.trustWeight") * Double(households.trust[h])
      + values.number("diffusion.knowledgeWeight") * Double(households.knowledge[h])
      - values.number("diffusion.distanceWeightPer10Km") * Double(households.distanceKm[h]) / 10
      - values.number("diffusion.riskWeight") * Double(households.riskAversion[h])
      + values.number("diffusion.herdWeight") * Double(households.herdLogRatio[h])
    return values.number("diffusion.considerationPerQuarter") / (1 + exp(-utility))
  }
}
