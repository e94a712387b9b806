import KhorshooEngine

/// Income, consumption and credit of households (`income.*`, `policy.grassland.*`).
struct IncomeParameters {
  /// Transfers other than grassland reward, yuan a person and year.
  let transfersYuanPerPersonYear: Float
  /// Property income, yuan a person and year.
  let propertyYuanPerPersonYear: Float
  /// Income other than transfers and rent before the start, yuan a sheep unit and year.
  let initialYuanPerSheepUnit: Float
  /// Working days of an adult in a quarter.
  let workDaysPerQuarter: Float
  /// Least consumption, yuan a person and year.
  let consumptionFloorYuan: Float
  /// Share of last year's income that is consumed.
  let consumptionShare: Float
  /// Share of cash above the buffer that is consumed or invested in a quarter.
  let investmentShare: Float
  /// Cash buffer, share of a year's income.
  let bufferShare: Float
  /// Credit limit, share of the herd's value.
  let creditShare: Float
  /// Interest, a year.
  let interestPerYear: Float
  /// Share of cash above the buffer that repays debt in a quarter.
  let repaymentShare: Float
  /// Poverty line, yuan a person and year.
  let povertyLineYuan: Float
  /// Share of its mean income without the policy that a household lacks before it counts as a loser.
  let loserThreshold: Float
  /// Grassland ecological reward, yuan a mu and year, for those who comply.
  let grasslandRewardYuanPerMu: Float
  /// Whether stocking is capped by the grass-livestock balance.
  let isBalanceEnforced: Bool
  /// Cap on stocking relative to the proper-use capacity of a normal year.
  let balanceCapRatio: Float
  /// Share of the surplus over the cap that is given up (compliance).
  let balanceCompliance: Float

  init(_ values: ParameterValues) {
    transfersYuanPerPersonYear = values.float("income.transfersYuanPerPersonYear")
    propertyYuanPerPersonYear = values.float("income.propertyYuanPerPersonYear")
    initialYuanPerSheepUnit = values.float("income.initialYuanPerSheepUnit")
    workDaysPerQuarter = values.float("income.workDaysPerQuarter")
    consumptionFloorYuan = values.float("income.consumptionFloorYuanPerPersonYear")
    consumptionShare = values.float("income.consumptionShare")
    investmentShare = values.float("income.investmentShare")
    bufferShare = values.float("income.bufferShare")
    creditShare = values.float("income.creditShare")
    interestPerYear = values.float("income.interestPerYear")
    repaymentShare = values.float("income.repaymentShare")
    povertyLineYuan = values.float("income.povertyLineYuanPerPersonYear")
    loserThreshold = values.float("income.loserThreshold")
    grasslandRewardYuanPerMu = values.float("policy.grassland.rewardYuanPerMu")
    isBalanceEnforced = values.boolean("policy.grassland.balanceEnforced")
    balanceCapRatio = values.float("policy.grassland.capRatio")
    balanceCompliance = values.float("policy.grassland.compliance")
  }
}
