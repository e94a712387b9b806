// Words for how linkage spreads: exposure, membership, cooperatives.

extension ModelSchedule {
  static let diffusionProcesses = [
    ProcessDescription(
      name: "Exposure", titleChinese: "所見所聞",
      meaning:
        "Each household sees among its ties who has heard of the cooperative, who is a member and what membership "
        + "brought, as it stood when the quarter began.",
      meaningChinese: "各戶從地緣、親緣、業緣等聯繫中看到季初誰已知曉合作社、誰是社員、入社帶來多少收益。",
      reads: ["isAware", "isMember", "experiencedGain", "joinedLast"],
      writes: ["exposureAware", "exposureMembers", "exposureGain", "exposureJoined"],
      section: "7", parameters: ["network.*", "policy.cooperatives.enabled", "diffusion.mechanism"],
      needs: .cooperatives),
    ProcessDescription(
      name: "Membership", titleChinese: "入社與退社",
      meaning:
        "Households hear of the cooperative from their ties, the central household and broadcasts, weigh joining one "
        + "within reach, and may leave in spring, after the year's refund; central households call founding meetings in "
        + "spring.",
      meaningChinese: "各戶從聯繫、中心戶和廣播得知合作社，權衡是否加入可及的合作社；春季（年度返還之後）可退社；中心戶春季召集設立會議。",
      reads: [
        "exposureAware", "exposureMembers", "exposureGain", "exposureJoined", "central.outreach", "central.holder",
        "knowledge",
        "services.serviceTrust",
        "isAware", "isMember", "experiencedGain", "cooperatives.reservesYuan", "cooperatives.isActive",
      ],
      writes: [
        "isAware", "isMember", "experiencedGain", "joinedLast", "cooperatives.isActive", "cooperatives.capitalYuan",
        "cooperatives.reservesYuan", "flows.joins", "flows.leaves", "flows.capitalYuan",
      ],
      streams: [ModelStreams.membership], section: "7",
      source: "Banerjee et al. 2013; Farmers' Specialised Cooperatives Law 2007/2017",
      parameters: [
        "diffusion.*", "policy.broadcastPerQuarter", "policy.centralHouseholds.enabled",
        "policy.centralHouseholds.outreach", "policy.cooperatives.enabled", "policy.channels.dividend",
        "cooperatives.capitalShareYuan", "cooperatives.foundersMin", "cooperatives.foundersFarmerShareMin",
        "cooperatives.refoundingQuarters",
      ],
      needs: .cooperatives),
    ProcessDescription(
      name: "CooperativeTrade", titleChinese: "合作社經營",
      meaning:
        "Cooperatives pool members' sales and purchases; premium and discount grow with the trade, the risk pool pays "
        + "losses, surplus is shared out in winter, and a cooperative in the red too long is dissolved.",
      meaningChinese: "合作社統銷統購；溢價和折扣隨交易額上升，互助金賠付損失，冬季分配盈餘，長期虧損者解散。",
      reads: [
        "isMember", "patronageYearYuan", "shareQuarters", "flows.tradableYuan", "flows.hayBoughtKg",
        "flows.herdCostYuan", "flows.openingSheepUnits", "flows.deathsYuan", "world.prices", "cooperatives.*",
      ],
      writes: ["patronageYearYuan", "shareQuarters", "cooperatives.*", "flows.payments"],
      section: "6", source: "Farmers' Specialised Cooperatives Law 2007/2017",
      parameters: [
        "cooperatives.priceGainMaximum", "cooperatives.volumeScaleYuan", "cooperatives.premiumShare",
        "cooperatives.commissionShare", "cooperatives.discountMaximum", "cooperatives.inputScaleYuan",
        "cooperatives.risk*", "cooperatives.reserveShare", "cooperatives.unitCostShare", "cooperatives.size*",
        "cooperatives.coordinationCost", "cooperatives.fixedCostYuanPerYear", "cooperatives.feeYuanPerYear",
        "cooperatives.dissolutionQuarters", "income.interestPerYear", "policy.cooperatives.enabled",
        "policy.cooperatives.patronageShare", "policy.cooperatives.grantYuanPerYear",
        "policy.cooperatives.foundingGrantYuan", "policy.channels.price", "policy.channels.input",
        "policy.channels.risk", "policy.channels.dividend",
      ],
      needs: .cooperatives),
  ]
}
