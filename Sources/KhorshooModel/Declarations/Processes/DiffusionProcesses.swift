// Words for how linkage spreads: exposure, membership, cooperatives.

extension ModelSchedule {
  static let diffusionProcesses = [
    ProcessDescription(
      name: "Exposure", titleChinese: "所见所闻",
      meaning:
        "Each household sees among its ties who has heard of the cooperative, who is a member and what membership "
        + "brought, as it stood when the quarter began.",
      meaningChinese: "各户从地缘、亲缘、业缘等联系中看到季初谁已知晓合作社、谁是社员、入社带来多少收益。",
      reads: ["isAware", "isMember", "experiencedGain", "joinedLast"],
      writes: ["exposureAware", "exposureMembers", "exposureGain", "exposureJoined"],
      section: "7", parameters: ["network.*", "policy.cooperatives.enabled", "diffusion.mechanism"],
      needs: .cooperatives),
    ProcessDescription(
      name: "Membership", titleChinese: "入社与退社",
      meaning:
        "Households hear of the cooperative from their ties, the central household and broadcasts, weigh joining one "
        + "within reach, and may leave in spring, after the year's refund; central households call founding meetings in "
        + "spring.",
      meaningChinese: "各户从联系、中心户和广播得知合作社，权衡是否加入可及的合作社；春季（年度返还之后）可退社；中心户春季召集设立会议。",
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
      name: "CooperativeTrade", titleChinese: "合作社经营",
      meaning:
        "Cooperatives pool members' sales and purchases; premium and discount grow with the trade, the risk pool pays "
        + "losses, surplus is shared out in winter, and a cooperative in the red too long is dissolved.",
      meaningChinese: "合作社统销统购；溢价和折扣随交易额上升，互助金赔付损失，冬季分配盈余，长期亏损者解散。",
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
