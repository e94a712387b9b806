// Words for the accounts of households and of the gacha's market.

extension ModelSchedule {
  static let economyProcesses = [
    ProcessDescription(
      name: "YearOpening", titleChinese: "年度开账",
      meaning: "The banner's account of the year's payments begins anew.",
      meaningChinese: "全旗当年收支账重新开始。",
      reads: [], writes: ["flows.yearPayments"], section: "5", parameters: []),
    ProcessDescription(
      name: "YearPayments", titleChinese: "收支入账",
      meaning: "What was paid in the gacha is added to the banner's payments of the year.",
      meaningChinese: "将嘎查本季各项收支计入全旗当年收支。",
      reads: ["flows.payments"], writes: ["flows.yearPayments"], section: "5", parameters: []),
    ProcessDescription(
      name: "Dibao", titleChinese: "低保",
      meaning:
        "Government makes up the income of who stays below the line and has no means, as far as it is taken up; it is paid "
        + "in each quarter of the year.",
      meaningChinese: "政府按季补足收入低于低保线且无较多牲畜者的差额；部分符合条件者未得到。",
      reads: ["incomeYearYuan", "sheepUnits", "dibaoYuan"], writes: ["dibaoYuan"],
      streams: [ModelStreams.all.dibao], section: "5.1", source: "State Council 2014",
      parameters: ["policy.dibao.*", "income.dibaoHerdSheepUnitsPerPerson"]),
    ProcessDescription(
      name: "HouseholdIncome", titleChinese: "家庭收入",
      meaning:
        "Every household adds up what it earns outside the gacha's own market and what that costs: sales, wages, "
        + "transfers, rent of pasture, pay of the office, hay, care, interest, and its trade with the cooperative.",
      meaningChinese: "各户计算来自嘎查市场之外的收入与成本：售畜、工资、转移、草场租金、任职报酬、购草、饲养、利息及与合作社的往来。",
      reads: [
        "isMember", "debtYuan", "dibaoYuan", "hasLeft", "headAge", "patronageYearYuan", "shareQuarters",
        "arrearsYuan", "arrearsChangeYearYuan",
        "incomeYearYuan",
        "localIncomeYearYuan", "flows.rentYuan", "flows.salesYuan", "flows.tradableYuan", "flows.hayBoughtKg",
        "flows.herdCostYuan", "flows.labourDays",
        "flows.openingSheepUnits", "flows.deathsYuan", "central.holder", "central.payYuan", "world.prices",
      ],
      writes: [
        "patronageYearYuan", "shareQuarters", "arrearsYuan", "arrearsChangeYearYuan", "flows.directIncomeYuan",
        "flows.benefitYuan", "flows.consumptionYuan",
        "flows.localDemandYuan", "flows.labourDays", "flows.capitalYuan", "flows.payments",
      ],
      section: "5",
      parameters: [
        "income.transfersYuanPerPersonYear", "income.propertyYuanPerPersonYear", "income.workDaysPerQuarter",
        "income.consumptionFloorYuanPerPersonYear", "income.consumptionShare", "income.interestPerYear",
        "turnover.retirementAgeYears", "turnover.labourLossPerYear", "turnover.townWorkShare",
        "policy.grassland.rewardYuanPerMu", "policy.cooperatives.enabled", "policy.cooperatives.finishingShare",
        "regimes.feedlot.*", "cooperatives.commissionShare", "cooperatives.feeYuanPerYear",
        "cooperatives.inputSpendingGain", "policy.channels.input", "cooperatives.latePaymentShare",
        "policy.cooperatives.promptPayment", "cooperatives.coreShare",
        "cooperatives.labourSaving", "cooperatives.interestReduction", "cooperatives.risk*", "policy.channels.price",
        "policy.channels.labour", "policy.channels.risk", "policy.channels.finance", "policy.channels.dividend",
        "spillover.localShare", "spillover.localInputShare", "policy.centralHouseholds.enabled",
        "policy.channels.office",
        "institution.officePremiumShare", "income.initialYuanPerSheepUnit",
      ]),
    ProcessDescription(
      name: "LocalTrade", titleChinese: "本地交易",
      meaning: "Households of a gacha earn from what their neighbours spend there, and spend part of it again.",
      meaningChinese: "嘎查内各户从邻里的消费中获得收入，并再花出一部分。",
      reads: ["flows.localDemandYuan", "localSalesYearYuan"],
      writes: ["flows.localSalesYuan", "localSalesYearYuan", "flows.payments"], section: "9",
      parameters: ["spillover.*"]),
    ProcessDescription(
      name: "HouseholdSpending", titleChinese: "家庭支出",
      meaning:
        "Every household consumes, invests idle cash, borrows up to its limit and repays, in autumn what is due; in winter its year is closed.",
      meaningChinese: "各户消费、投资闲置现金、在限额内借款并还款，秋季偿还到期债务；冬季结算全年。",
      reads: [
        "cashYuan", "debtYuan", "sheepUnits", "isMember", "incomeToDateYuan", "incomeYearYuan",
        "localIncomeToDateYuan", "benefitToDateYuan", "flows.directIncomeYuan", "flows.localSalesYuan",
        "flows.consumptionYuan", "flows.purchasesYuan", "flows.capitalYuan", "flows.benefitYuan", "flows.dueYuan",
        "world.prices",
      ],
      writes: [
        "cashYuan", "debtYuan", "incomeYuan", "incomeToDateYuan", "incomeYearYuan", "localIncomeToDateYuan",
        "localIncomeYearYuan", "benefitToDateYuan", "experiencedGain", "flows.payments",
      ],
      section: "5",
      parameters: [
        "income.consumptionShare", "income.consumptionFloorYuanPerPersonYear", "income.investmentShare",
        "income.bufferShare", "income.repaymentShare", "income.creditShare", "cooperatives.creditGain",
        "policy.channels.finance", "spillover.localShare", "spillover.valueAddedShare",
      ]),
    ProcessDescription(
      name: "AccrualIncome", titleChinese: "收入核算",
      meaning:
        "Animals eaten at home, and in winter the change of the herd at constant prices and of what the cooperative owes, are "
        + "added to the cash income of every household.",
      meaningChinese: "将自食牲畜折价计入各户收入，冬季再计入按不变价格的畜群增减和待收货款增减。",
      reads: [
        "herd", "incomeYearYuan", "ownConsumptionYearYuan", "herdBasisYuan", "accrualIncomeMeanYuan",
        "arrearsChangeYearYuan", "flows.homeUseYuan",
        "flows.purchasesYuan",
      ],
      writes: [
        "ownConsumptionYearYuan", "herdBasisYuan", "disposableIncomeYearYuan", "accrualIncomeYearYuan",
        "accrualIncomeMeanYuan",
      ],
      section: "5", parameters: ["herds.*.priceYuanPerKg", "herds.*.*.liveWeightKg"]),
  ]
}
