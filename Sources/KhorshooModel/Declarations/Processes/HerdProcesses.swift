// Words for pasture and herds.

extension ModelSchedule {
  static let herdProcesses = [
    ProcessDescription(
      name: "HouseholdLuck", titleChinese: "年度运气",
      meaning: "Each household draws its luck of the year, in the deaths of its animals and in the prices it gets.",
      meaningChinese: "各户抽取全年运气：牲畜死亡的运气和售价的运气。",
      reads: [], writes: ["mortalityLuck", "priceLuck"], streams: [ModelStreams.all.householdLuck], section: "4",
      parameters: ["husbandry.mortalityLuckLogSd", "husbandry.priceLuckLogSd"]),
    ProcessDescription(
      name: "PastureCondition", titleChinese: "草场状况",
      meaning:
        "Grazing above proper use in the past year, beyond that of the herd at the start, lowers the condition of pasture, "
        + "whoever used it; rest restores it.",
      meaningChinese: "上年放牧超过期初畜群的过牧程度时草场状况下降（不论由谁使用），休养使其恢复。",
      reads: ["standingKg", "grazedKg", "letMu", "rentedMu", "pastureCondition"], writes: ["pastureCondition"],
      section: "4.1",
      parameters: [
        "forage.properUseShare", "forage.maximumUseShare", "forage.degradationRate", "forage.recoveryPerYear",
        "forage.conditionFloor", "forage.hayAreaShare", "forage.grazingShare*", "forage.intakeKgPerSheepUnitDay",
        "forage.yearlyLogSd",
      ]),
    ProcessDescription(
      name: "GrasslandRental", titleChinese: "草场流转",
      meaning:
        "Who has more pasture than its herd needs lets it for a year to who has less, within the gacha, at a rent that rises "
        + "with what is wanted over what is offered.",
      meaningChinese: "草场多于畜群所需的牧户将其租给本嘎查草场不足者，为期一年；求大于供时租金上升。",
      reads: [
        "sheepUnits", "pastureCondition", "cashYuan", "debtYuan", "isMember", "hasLeft", "letMu", "rentedMu",
        "world.prices",
      ],
      writes: ["letMu", "rentedMu", "inheritedSheepUnits", "flows.rentYuan"], streams: [ModelStreams.all.rental],
      section: "4.1",
      source: "doi:10.1016/j.landusepol.2017.07.006",
      parameters: [
        "rental.*", "policy.grassland.rentalAllowed", "policy.cooperatives.rentalService", "policy.channels.input",
        "forage.properUseShare", "forage.intakeKgPerSheepUnitDay", "forage.yieldKgPerHectare", "forage.gachaLogSd",
        "income.creditShare", "cooperatives.creditGain", "policy.channels.finance",
      ]),
    ProcessDescription(
      name: "ForageGrowth", titleChinese: "牧草生长",
      meaning:
        "The pasture that a household uses, own and rented, grows in summer with the year's weather and its condition; "
        + "hay is made in autumn.",
      meaningChinese: "牧户使用的自有和租入草场，夏季随当年天气和草场状况生长；秋季打草。",
      reads: ["world.forage", "pastureCondition", "letMu", "rentedMu", "isMember", "grazedKg", "standingKg", "hayKg"],
      writes: ["standingKg", "grazedKg", "hayKg"], section: "4.1",
      parameters: [
        "forage.maximumUseShare", "policy.cooperatives.jointUseShare", "forage.jointUseGain", "policy.channels.input",
        "forage.hayAreaShare", "forage.hayHarvestShare", "forage.hayLossPerYear",
        "forage.yieldKgPerHectare", "forage.gachaLogSd",
      ]),
    ProcessDescription(
      name: "HouseholdSplit", titleChinese: "分户",
      meaning:
        "A young couple sets up its own household on a place of the gacha that was left, with part of its parents' herd and "
        + "cash; where none is free it stays.",
      meaningChinese: "年轻夫妇带走父母部分畜群和现金，在本嘎查已退出牧户处立户；无空闲处则不分户。",
      reads: [
        "herd", "cashYuan", "debtYuan", "hasLeft", "knowledge", "isAware", "incomeYearYuan", "localIncomeYearYuan",
        "herdBasisYuan",
      ],
      writes: [
        "herd", "herdBasisYuan", "cashYuan", "incomeYearYuan", "localIncomeYearYuan", "knowledge", "isAware", "hasLeft",
        "headAge",
        "dibaoYuan", "deficitMemory", "voice", "experiencedGain", "flows.payments",
      ],
      streams: [ModelStreams.all.splitting], section: "5.3",
      parameters: [
        "turnover.enabled", "turnover.splittingPerYear", "turnover.splittingShare", "turnover.successorAgeYears",
        "husbandry.demography",
      ]),
    ProcessDescription(
      name: "Breeding", titleChinese: "产仔",
      meaning: "Animals grow a year older and females give birth: fewer after a hungry year, more with knowledge.",
      meaningChinese: "牲畜长一岁，母畜产仔：上年缺草则减少，知识多则增加。",
      reads: ["herd", "knowledge", "deficitMemory"], writes: ["herd", "deficitMemory", "flows.birthsHead"],
      demographyStreams: [ModelStreams.all.births, ModelStreams.all.ageing], section: "4.3",
      parameters: [
        "herds.*.parturition*", "herds.*.prolificacy", "herds.*.femaleBirthShare", "herds.*.*.fertilityRatio",
        "herds.*.*.stageYears", "husbandry.demography",
      ]),
    ProcessDescription(
      name: "Feeding", titleChinese: "饲养",
      meaning:
        "Animals graze, then eat stored hay, then hay that is bought as far as cash and credit go; what is unmet is "
        + "the feed deficit. Snow closes pasture.",
      meaningChinese: "牲畜先放牧，再吃存草，再在现金和信贷允许范围内购草；仍不足者为饲草缺口。积雪使草场无法利用。",
      reads: [
        "herd", "standingKg", "grazedKg", "hayKg", "deficitMemory", "cashYuan", "debtYuan", "isMember", "world.dzud",
        "world.prices",
      ],
      writes: [
        "standingKg", "grazedKg", "hayKg", "deficitMemory", "flows.openingSheepUnits", "flows.demandKg",
        "flows.hayBoughtKg", "flows.deficitFraction",
      ],
      section: "4.2", source: "NY/T 635-2015 (intake)",
      parameters: [
        "forage.intakeKgPerSheepUnitDay", "forage.grazingShare*", "forage.snowClosure", "forage.hayBuyingShare",
        "husbandry.newbornSpringDemand", "income.creditShare", "cooperatives.creditGain", "policy.channels.finance",
        "herds.*.*.sheepUnitsPerHead",
      ]),
    ProcessDescription(
      name: "Mortality", titleChinese: "死亡",
      meaning: "Animals die of age and disease, of hunger and of dzud, fewer with knowledge and shelter.",
      meaningChinese: "牲畜因老病、饥饿和白灾死亡；知识和棚圈使死亡减少。",
      reads: ["herd", "knowledge", "mortalityLuck", "flows.deficitFraction", "world.dzud", "world.prices"],
      writes: ["herd", "deathsSheepUnits", "flows.deathsHead", "flows.deathsYuan"],
      demographyStreams: [ModelStreams.all.deaths], section: "4.4",
      parameters: [
        "herds.*.*.mortalityPerYear", "herds.*.dzudResponse", "herds.*.deficitResponse", "herds.*.knowledgeResponse",
        "husbandry.shelter", "husbandry.mortalityWeight*", "husbandry.demography",
        "regimes.improved.knowledgeThreshold",
        "regimes.improved.mortalityRatio",
      ]),
    ProcessDescription(
      name: "Offtake", titleChinese: "出栏",
      meaning:
        "Households sell their regular offtake of the season, more of it above the herd they aim at and less below; in "
        + "autumn what is far above it; in distress more, at a discount.",
      meaningChinese: "各户按季节正常出栏，高于目标畜群多售、低于少售；秋季出售远超目标的部分；困难时折价多售。",
      reads: [
        "herd", "knowledge", "cashYuan", "priceLuck", "isMember", "hasLeft", "inheritedSheepUnits",
        "flows.deficitFraction", "flows.openingSheepUnits",
        "world.prices",
      ],
      writes: [
        "herd", "salesSheepUnits", "flows.salesHead", "flows.salesYuan", "flows.tradableYuan", "flows.herdCostYuan",
      ],
      demographyStreams: [ModelStreams.all.wholeAnimals], section: "4.5",
      parameters: [
        "herds.*.*.offtakeShare*", "herds.*.*.destockingWeight", "herds.*.*.liveWeightKg",
        "herds.*.transportYuanPerHead",
        "husbandry.targetHerdRatio", "husbandry.targetGrowthPerYear", "husbandry.targetTolerance",
        "husbandry.offtakeElasticity", "herds.*.homeUseHeadPerPersonYear",
        "herds.*.*.homeUseWeight", "husbandry.destockingShare", "husbandry.distress*", "husbandry.arrearsSaleMax",
        "husbandry.demography", "regimes.improved.knowledgeThreshold", "regimes.improved.offtakeRatio",
        "cooperatives.herdTargetGain", "policy.channels.finance", "policy.grassland.balanceEnforced",
        "policy.grassland.capRatio", "policy.grassland.compliance",
      ]),
    ProcessDescription(
      name: "LoanRecall", titleChinese: "秋季还贷",
      meaning:
        "Loans fall due at the autumn sale; beyond what may be rolled over they are repaid, if need be by selling more "
        + "animals at a discount.",
      meaningChinese: "贷款在秋季出栏时到期；超过可展期部分须偿还，必要时折价多售牲畜。",
      reads: [
        "herd", "cashYuan", "debtYuan", "isMember", "priceLuck", "salesSheepUnits", "flows.openingSheepUnits",
        "flows.salesHead", "flows.salesYuan", "flows.tradableYuan", "flows.herdCostYuan", "world.prices",
      ],
      writes: [
        "herd", "salesSheepUnits", "flows.dueYuan", "flows.salesHead", "flows.salesYuan", "flows.tradableYuan",
        "flows.herdCostYuan",
      ],
      demographyStreams: [ModelStreams.all.wholeAnimals], section: "5.2",
      source: "Zhang, Huntsinger, Li and Li 2018",
      parameters: [
        "credit.*", "cooperatives.rolloverGain", "cooperatives.creditGain", "income.creditShare",
        "policy.channels.finance", "husbandry.distressDiscount", "husbandry.demography",
        "herds.*.*.destockingWeight", "herds.*.*.liveWeightKg", "herds.*.transportYuanPerHead",
      ]),
    ProcessDescription(
      name: "HouseholdExit", titleChinese: "户主更替与退出",
      meaning:
        "Heads of households grow older; some hand over to a successor, retire or leave for town, and who gives up herding "
        + "sells the herd and lets the pasture.",
      meaningChinese: "户主年龄增长，有的交班，有的退休或进城；退出者卖掉畜群，出租草场。",
      reads: [
        "herd", "headAge", "hasLeft", "incomeYearYuan", "priceLuck", "salesSheepUnits", "central.holder",
        "flows.salesHead", "flows.salesYuan", "flows.tradableYuan", "flows.herdCostYuan", "world.prices",
      ],
      writes: [
        "herd", "headAge", "hasLeft", "salesSheepUnits", "flows.salesHead", "flows.salesYuan", "flows.tradableYuan",
        "flows.herdCostYuan",
      ],
      streams: [ModelStreams.all.turnover], section: "5.3", source: "doi:10.1038/s41598-025-91059-z (ages)",
      parameters: [
        "turnover.enabled", "turnover.retirementAgeYears", "turnover.retiringPerYear", "turnover.successionShare",
        "turnover.successorAgeYears", "turnover.leavingPerYear", "turnover.leavingPoorRatio",
        "policy.channels.example",
        "income.povertyLineYuanPerPersonYear", "herds.*.*.liveWeightKg", "herds.*.transportYuanPerHead",
      ]),
    ProcessDescription(
      name: "Restocking", titleChinese: "补栏",
      meaning: "A household below the herd it aims at buys breeding females from free cash.",
      meaningChinese: "低于目标畜群的牧户用闲置现金购买基础母畜。",
      reads: ["herd", "cashYuan", "incomeYearYuan", "isMember", "hasLeft", "inheritedSheepUnits", "world.prices"],
      writes: ["herd", "flows.purchasesHead", "flows.purchasesYuan"],
      demographyStreams: [ModelStreams.all.wholeAnimals],
      section: "4.6",
      parameters: [
        "husbandry.restockingShare", "husbandry.restockingCashShare", "husbandry.targetHerdRatio",
        "husbandry.targetGrowthPerYear",
        "husbandry.demography", "income.bufferShare", "cooperatives.herdTargetGain", "policy.channels.finance",
        "policy.grassland.balanceEnforced", "policy.grassland.capRatio", "policy.grassland.compliance",
        "herds.*.initialShare",
      ]),
    ProcessDescription(
      name: "HomeUse", titleChinese: "自食",
      meaning: "Animals are slaughtered for the household's own table.",
      meaningChinese: "入冬宰杀自食牲畜。",
      reads: ["herd", "world.prices"], writes: ["herd", "flows.homeUseHead", "flows.homeUseYuan"],
      demographyStreams: [ModelStreams.all.wholeAnimals],
      section: "4.7",
      parameters: [
        "herds.*.homeUseHeadPerPersonYear", "herds.*.*.homeUseWeight", "herds.*.transportYuanPerHead",
        "herds.*.*.liveWeightKg", "husbandry.demography",
      ]),
    ProcessDescription(
      name: "HerdCensus", titleChinese: "畜群清点",
      meaning:
        "The settled herd is counted: head, sheep units, the labour it needs and what its care costs, which who has learnt "
        + "husbandry spends more or less on.",
      meaningChinese: "清点畜群：存栏、羊单位、所需劳力和饲养成本；学到技术者饲养支出或增或减。",
      reads: ["herd", "knowledge", "flows.herdCostYuan"],
      writes: ["sheepUnits", "flows.speciesHead", "flows.labourDays", "flows.herdCostYuan"], section: "4.8",
      parameters: [
        "herds.*.labourDaysPerHeadYear", "herds.*.veterinaryYuanPerHeadYear", "herds.*.*.sheepUnitsPerHead",
        "husbandry.supplementYuanPerSheepUnitYear", "husbandry.overheadYuanPerSheepUnitYear",
        "husbandry.learntCareCost", "regimes.improved.knowledgeThreshold", "regimes.improved.veterinaryRatio",
      ]),
  ]
}
