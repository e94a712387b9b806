// Words for what central households do and what they cost.

extension ModelSchedule {
  static let institutionProcesses = [
    ProcessDescription(
      name: "CentralWork", titleChinese: "中心户履职",
      meaning:
        "Central households learn from courses, meetings and materials and forget, and their effort moves to what "
        + "ability, pay, threat of removal and the number of households call for: that settles what they pass on.",
      meaningChinese: "中心户从培训班、月会和资料中学习并遗忘；履职力度随能力、报酬、更换压力和服务户数调整，由此确定本季宣传和培训的强度。",
      reads: [
        "central.ability", "central.effort", "central.knowledge", "central.ownKnowledge", "central.position",
        "central.payYuan",
      ],
      writes: ["central.effort", "central.knowledge", "central.outreach", "central.passing", "central.coverage"],
      section: "8", source: "Wang Meng 2020; BenYishay and Mobarak 2019",
      parameters: [
        "institution.effort.*", "institution.courseGain", "institution.meetingGain", "institution.testGain",
        "institution.materialsGain", "institution.videoGain", "institution.busyAttendance",
        "institution.centralForgettingPerYear", "institution.knowledgePerYear", "institution.knowledgeReference",
        "institution.kitReachGain", "institution.materialsReachGain", "institution.videoReachGain",
        "policy.centralHouseholds.enabled", "policy.centralHouseholds.training",
        "policy.centralHouseholds.reviewShare", "policy.centralHouseholds.replacementProbability",
        "policy.centralHouseholds.slackSeasonShare", "policy.centralHouseholds.bannerCoursesPerYear",
        "policy.centralHouseholds.sumuCoursesPerYear", "policy.centralHouseholds.gachaMeetingsPerYear",
        "policy.centralHouseholds.testsPerYear", "policy.centralHouseholds.kit",
        "policy.centralHouseholds.materials", "policy.centralHouseholds.videoHouseholds",
      ],
      needs: .centralHouseholds),
    ProcessDescription(
      name: "Appraisal", titleChinese: "测评与动态管理",
      meaning:
        "All central households are scored and ranked; the lowest share is reviewed and each of them warned or, by "
        + "chance, to be replaced.",
      meaningChinese: "全旗中心户测评排名；末位部分被审查，或警示，或按概率更换。",
      reads: [
        "central.effort", "central.knowledge", "central.incomeGrowth", "central.incomeYuan", "central.warnings",
        "central.tenureQuarters", "incomeYearYuan",
      ],
      writes: [
        "central.score", "central.rank", "central.position", "central.incomeYuan", "central.incomeGrowth",
        "central.isReplaced", "central.isWarned", "central.warnings", "central.tenureQuarters",
      ],
      streams: [ModelStreams.all.appraisal], section: "8", source: "Wang Meng 2020",
      parameters: [
        "institution.appraisal.*", "policy.centralHouseholds.enabled", "policy.centralHouseholds.reviewShare",
        "policy.centralHouseholds.replacementProbability",
      ],
      needs: .centralHouseholds),
    ProcessDescription(
      name: "Succession", titleChinese: "接任",
      meaning:
        "The best other candidate of the grid takes over from each central household that is replaced; a cooperative that "
        + "the office leads loses part of its contacts.",
      meaningChinese: "被更换的中心户由本网格最佳的其他人选接任；由该中心户领办的合作社失去部分客户关系。",
      reads: ["central.isReplaced", "central.holder", "central.ability", "central.payYuan", "knowledge", "hasLeft"],
      writes: [
        "central.holder", "central.ability", "central.knowledge", "central.ownKnowledge", "central.position",
        "central.effort", "cooperatives.volumeLastYearYuan", "cooperatives.inputsLastYearYuan",
      ],
      streams: [ModelStreams.all.succession], section: "8", source: "Wang Meng 2020",
      parameters: [
        "institution.selection.noiseSd", "institution.successionLossShare", "institution.effort.*",
        "policy.centralHouseholds.enabled", "policy.centralHouseholds.reviewShare",
        "policy.centralHouseholds.replacementProbability", "policy.cooperatives.enabled", "policy.channels.example",
      ],
      needs: .centralHouseholds),
    ProcessDescription(
      name: "MeritPay", titleChinese: "绩效工资",
      meaning: "The rank in the appraisal sets the pay of each office in the next quarter, within the budget.",
      meaningChinese: "测评名次决定各中心户下季绩效工资，总额不超预算。",
      reads: ["central.rank"], writes: ["central.payYuan"], section: "8", source: "Wang Meng 2020",
      parameters: [
        "policy.centralHouseholds.enabled", "policy.centralHouseholds.payYuanPerYear",
        "policy.centralHouseholds.bonusShare",
      ],
      needs: .centralHouseholds),
    ProcessDescription(
      name: "GroupSupply", titleChinese: "组团服务",
      meaning:
        "Departments at the sumu settle what central households handed on in earlier quarters, as far as their hours "
        + "go; part of the rest is given up.",
      meaningChinese: "苏木各部门按工时办结中心户此前转来的事项（点菜式、组团式）；其余的一部分被放弃。",
      reads: ["services.requestsWaiting", "services.requestsAtSumu"], writes: ["services.requestsAtSumu"],
      streams: [ModelStreams.all.serviceWork], section: "8.1", source: "Wang Meng 2020",
      parameters: [
        "policy.centralHouseholds.enabled", "policy.centralHouseholds.services.enabled",
        "policy.centralHouseholds.services.sumuEffort", "institution.services.sumuHoursPerQuarter",
        "institution.services.sumuHoursPerCase", "institution.services.lapseSharePerQuarter",
      ],
      needs: .services),
    ProcessDescription(
      name: "Training", titleChinese: "培训",
      meaning: "Herders learn husbandry from their central household, less with distance, and from their cooperative's "
        + "advice, and forget part of what they learnt.",
      meaningChinese: "牧户从中心户培训（距离越远越少）和合作社指导中学习畜牧知识，并遗忘一部分。",
      reads: ["knowledge", "isMember", "central.passing"], writes: ["knowledge"], section: "8",
      parameters: [
        "institution.forgettingPerYear", "diffusion.reachKm", "cooperatives.knowledgePerYear",
        "policy.cooperatives.enabled", "policy.channels.knowledge", "policy.channels.services",
      ]),
    ProcessDescription(
      name: "Services", titleChinese: "服务",
      meaning:
        "Households ask their central household for help; it takes up what its hours allow, near before far, hands "
        + "some on to the sumu, and trust falls where too much is left over.",
      meaningChinese: "牧户向中心户提出事项；中心户在工时内先近后远办理，部分转苏木；未办过多则信任下降。",
      reads: [
        "services.requestsWaiting", "services.requestsAtSumu", "services.serviceTrust", "services.coverageYear",
        "central.effort",
      ],
      writes: [
        "services.requestsWaiting", "services.requestsAtSumu", "services.serviceTrust", "services.coverageYear",
      ],
      streams: [ModelStreams.all.serviceRequests, ModelStreams.all.serviceWork, ModelStreams.all.serviceOutcomes],
      section: "8.1", source: "Wang Meng 2020",
      parameters: [
        "institution.services.*.*", "institution.services.hoursPerQuarter", "institution.services.travelKmPerHour",
        "institution.services.severalDepartmentsShare", "institution.services.lapseSharePerQuarter",
        "institution.services.mediationShare", "institution.services.suggestionShare",
        "institution.services.*ReportingShare", "institution.services.toleratedUnmetShare",
        "institution.services.trustLossPerYear", "institution.services.trustRecoveryPerYear",
        "policy.centralHouseholds.enabled", "policy.centralHouseholds.services.enabled",
        "policy.centralHouseholds.services.effort", "policy.centralHouseholds.services.remoteShare",
        "institution.effort.span*",
      ],
      needs: .services),
    ProcessDescription(
      name: "InstitutionCost", titleChinese: "公共支出",
      meaning:
        "What courses, carriers and services of central households and the support of cooperatives cost the public is booked.",
      meaningChinese: "记录中心户培训班、服务载体、服务以及对合作社指导的公共支出。",
      reads: ["cooperatives.isActive", "central.payYuan", "central.isReplaced"], writes: ["flows.payments"],
      section: "8",
      parameters: [
        "institution.costYuanPerYear", "institution.services.travelYuanPerKm", "institution.services.yuanPerPaidHour",
        "institution.services.sumuYuanPerCase", "institution.services.hoursPerQuarter",
        "policy.centralHouseholds.enabled", "policy.centralHouseholds.outreach", "policy.centralHouseholds.training",
        "policy.centralHouseholds.services.enabled", "policy.centralHouseholds.services.effort",
        "policy.cooperatives.enabled", "policy.cooperatives.supportYuanPerYear", "institution.courseYuan",
        "institution.meetingYuan", "institution.testYuan", "institution.kitYuan", "institution.kitLifeYears",
        "institution.materialsYuanPerYear", "institution.videoYuanPerYear",
        "policy.centralHouseholds.slackSeasonShare", "policy.centralHouseholds.bannerCoursesPerYear",
        "policy.centralHouseholds.sumuCoursesPerYear", "policy.centralHouseholds.gachaMeetingsPerYear",
        "policy.centralHouseholds.testsPerYear", "policy.centralHouseholds.kit",
        "policy.centralHouseholds.materials", "policy.centralHouseholds.videoHouseholds",
      ]),
  ]
}
