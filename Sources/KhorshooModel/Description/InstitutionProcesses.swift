// Words for what central households do and what they cost.

extension ModelSchedule {
  static let institutionProcesses = [
    ProcessDescription(
      name: "GroupSupply", titleChinese: "組團服務",
      meaning:
        "Departments at the sumu settle what central households handed on in earlier quarters, as far as their hours "
        + "go; part of the rest is given up.",
      meaningChinese: "蘇木各部門按工時辦結中心戶此前轉來的事項（點菜式、組團式）；其餘的一部分被放棄。",
      reads: ["services.requestsWaiting", "services.requestsAtSumu"], writes: ["services.requestsAtSumu"],
      streams: [ModelStreams.serviceWork], section: "8.1", source: "Wang Meng 2020",
      parameters: [
        "policy.centralHouseholds.enabled", "policy.centralHouseholds.services.enabled",
        "policy.centralHouseholds.services.sumuEffort", "institution.services.sumuHoursPerQuarter",
        "institution.services.sumuHoursPerCase", "institution.services.lapseSharePerQuarter",
      ],
      needs: .services),
    ProcessDescription(
      name: "Training", titleChinese: "培訓",
      meaning: "Herders learn husbandry from their central household, less with distance, and from their cooperative's "
        + "advice, and forget part of what they learnt.",
      meaningChinese: "牧戶從中心戶培訓（距離越遠越少）和合作社指導中學習畜牧知識，並遺忘一部分。",
      reads: ["knowledge", "isMember"], writes: ["knowledge"], section: "8",
      parameters: [
        "institution.knowledgePerYear", "institution.forgettingPerYear", "diffusion.reachKm",
        "cooperatives.knowledgePerYear", "policy.centralHouseholds.enabled", "policy.centralHouseholds.training",
        "policy.cooperatives.enabled", "policy.channels.knowledge",
      ]),
    ProcessDescription(
      name: "Services", titleChinese: "服務",
      meaning:
        "Households ask their central household for help; it takes up what its hours allow, near before far, hands "
        + "some on to the sumu, and trust falls where too much is left over.",
      meaningChinese: "牧戶向中心戶提出事項；中心戶在工時內先近後遠辦理，部分轉蘇木；未辦過多則信任下降。",
      reads: [
        "services.requestsWaiting", "services.requestsAtSumu", "services.serviceTrust", "services.coverageYear",
      ],
      writes: [
        "services.requestsWaiting", "services.requestsAtSumu", "services.serviceTrust", "services.coverageYear",
      ],
      streams: [ModelStreams.serviceRequests, ModelStreams.serviceWork, ModelStreams.serviceOutcomes],
      section: "8.1", source: "Wang Meng 2020",
      parameters: [
        "institution.services.*.*", "institution.services.hoursPerQuarter", "institution.services.travelKmPerHour",
        "institution.services.severalDepartmentsShare", "institution.services.lapseSharePerQuarter",
        "institution.services.mediationShare", "institution.services.suggestionShare",
        "institution.services.*ReportingShare", "institution.services.toleratedUnmetShare",
        "institution.services.trustLossPerYear", "institution.services.trustRecoveryPerYear",
        "policy.centralHouseholds.enabled", "policy.centralHouseholds.services.enabled",
        "policy.centralHouseholds.services.effort", "policy.centralHouseholds.services.remoteShare",
      ],
      needs: .services),
    ProcessDescription(
      name: "InstitutionCost", titleChinese: "公共支出",
      meaning: "What central households, their services and the support of cooperatives cost the public is booked.",
      meaningChinese: "記錄中心戶、其服務以及對合作社指導的公共支出。",
      reads: ["cooperatives.isActive"], writes: ["flows.payments"], section: "8",
      parameters: [
        "institution.costYuanPerYear", "institution.services.travelYuanPerKm", "institution.services.yuanPerPaidHour",
        "institution.services.sumuYuanPerCase", "institution.services.hoursPerQuarter",
        "policy.centralHouseholds.enabled", "policy.centralHouseholds.outreach", "policy.centralHouseholds.training",
        "policy.centralHouseholds.services.enabled", "policy.centralHouseholds.services.effort",
        "policy.cooperatives.enabled", "policy.cooperatives.supportYuanPerYear",
      ]),
  ]
}
