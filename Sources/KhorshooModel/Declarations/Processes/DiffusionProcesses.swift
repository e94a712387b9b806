// Words for how linkage spreads: exposure, membership, cooperatives.

extension ModelSchedule {
  static let diffusionProcesses = [
    ProcessDescription(
      name: "Exposure", titleChinese: "所见所闻",
      meaning:
        "Each household sees among its ties who has heard of the cooperative, who is a member and what membership "
        + "brought, gain or loss, to members and to who has left, as it stood when the quarter began.",
      meaningChinese: "各户从地缘、亲缘、业缘等联系中看到季初谁已知晓合作社、谁是社员、入社给社员和退社者带来多少收益或损失。",
      reads: ["isAware", "isMember", "experiencedGain", "voice", "joinedLast"],
      writes: ["exposureAware", "exposureMembers", "exposureGain", "exposureVoice", "exposureJoined"],
      section: "7", parameters: ["network.*", "policy.cooperatives.enabled", "diffusion.mechanism"],
      needs: .cooperatives),
    ProcessDescription(
      name: "FoundingMeeting", titleChinese: "设立会议",
      meaning:
        "The quarter of each cooperative is opened; in spring central households that found one where there is none, or "
        + "where one was dissolved long enough ago, call a founding meeting.",
      meaningChinese: "开启各合作社的本季账；春季，尚无合作社或解散已久之处，由发起设立的中心户召集设立会议。",
      reads: ["cooperatives.isActive", "cooperatives.dormantQuarters"], writes: ["flows.meeting"], section: "6",
      parameters: [
        "policy.cooperatives.enabled", "policy.centralHouseholds.enabled", "cooperatives.refoundingQuarters",
        "policy.channels.example",
      ],
      needs: .cooperatives),
    ProcessDescription(
      name: "Membership", titleChinese: "入社与退社意愿",
      meaning:
        "Households hear of the cooperative from their ties, the central household and broadcasts, weigh joining one "
        + "within reach, and may want to leave in spring, after the year's refund.",
      meaningChinese: "各户从联系、中心户和广播得知合作社，权衡是否加入可及的合作社；春季（年度返还之后）可以要求退社。",
      reads: [
        "exposureAware", "exposureMembers", "exposureGain", "exposureVoice", "exposureJoined", "central.outreach",
        "central.holder",
        "knowledge", "services.serviceTrust", "isAware", "isMember", "hasLeft", "experiencedGain",
        "cooperatives.reservesYuan",
        "flows.meeting",
      ],
      writes: ["isAware", "flows.joins", "flows.leaves"],
      streams: [ModelStreams.all.membership], section: "7", source: "Banerjee et al. 2013",
      parameters: [
        "diffusion.*", "policy.broadcastPerQuarter", "policy.centralHouseholds.enabled",
        "policy.centralHouseholds.outreach", "policy.cooperatives.enabled", "policy.channels.information",
        "policy.channels.trust", "policy.channels.example", "policy.channels.services",
      ],
      needs: .cooperatives),
    ProcessDescription(
      name: "CooperativeFounding", titleChinese: "设立与接纳",
      meaning:
        "A cooperative is founded when enough households, most of them farmers, want it; it admits who wants to join, "
        + "takes in capital shares and pays them back to who leaves.",
      meaningChinese: "愿意者足够且多数为农牧民时，合作社设立；接纳申请者，收取股金，并向退社者退还股金。",
      reads: ["isMember", "flows.joins", "flows.leaves", "flows.meeting", "cooperatives.reservesYuan"],
      writes: [
        "flows.joins", "flows.capitalYuan", "cooperatives.isActive", "cooperatives.capitalYuan",
        "cooperatives.reservesYuan",
      ],
      section: "6", source: "Farmers' Specialised Cooperatives Law 2007/2017",
      parameters: [
        "policy.cooperatives.enabled", "policy.channels.dividend", "cooperatives.capitalShareYuan",
        "cooperatives.foundersMin", "cooperatives.foundersFarmerShareMin",
      ],
      needs: .cooperatives),
    ProcessDescription(
      name: "Admission", titleChinese: "入社与退社生效",
      meaning:
        "Who was admitted is a member and expects what was announced; who leaves is none any more, and is heard less and less.",
      meaningChinese: "被接纳者成为社员，并预期得到宣传所说的收益；退社者不再是社员，其经历的影响逐渐减弱。",
      reads: ["isMember", "wasMember", "isAware", "experiencedGain", "voice", "flows.joins", "flows.leaves"],
      writes: ["isMember", "wasMember", "isAware", "experiencedGain", "voice", "joinedLast"], section: "7",
      parameters: [
        "policy.cooperatives.enabled", "diffusion.announcedGain", "diffusion.mechanism", "diffusion.former*",
      ],
      needs: .cooperatives),
    ProcessDescription(
      name: "CooperativeTrade", titleChinese: "合作社经营",
      meaning:
        "Cooperatives pool members' sales, but for what members sell outside, and purchases; they pay for animals at once or "
        + "late; premium and discount grow with the trade, the risk pool pays losses, and surplus is shared out in winter, "
        + "after core members have taken their part.",
      meaningChinese: "合作社统一销售（社员私售部分除外）、统一采购，货款或即付或拖欠；溢价和折扣随交易额上升，风险互助金赔付损失，冬季在核心社员先取一份之后分配盈余。",
      reads: [
        "isMember", "patronageYearYuan", "shareQuarters", "flows.tradableYuan", "flows.hayBoughtKg",
        "flows.herdCostYuan", "flows.openingSheepUnits", "flows.deathsYuan", "world.prices", "cooperatives.*",
      ],
      writes: ["patronageYearYuan", "shareQuarters", "cooperatives.*", "flows.payments"],
      section: "6", source: "Farmers' Specialised Cooperatives Law 2007/2017",
      parameters: [
        "cooperatives.priceGainMaximum", "cooperatives.volumeScaleYuan", "cooperatives.premiumShare",
        "cooperatives.commissionShare", "cooperatives.discountMaximum", "cooperatives.inputScaleYuan",
        "cooperatives.inputSpendingGain", "cooperatives.sideSellingShare", "cooperatives.lateSideSelling",
        "cooperatives.latePaymentShare", "cooperatives.arrearsPaidPerQuarter", "policy.cooperatives.promptPayment",
        "cooperatives.risk*", "cooperatives.reserveShare", "cooperatives.unitCostShare", "cooperatives.size*",
        "cooperatives.coordinationCost", "cooperatives.fixedCostYuanPerYear", "cooperatives.feeYuanPerYear",
        "income.interestPerYear", "policy.cooperatives.enabled",
        "cooperatives.captureShare", "cooperatives.coreShare", "policy.cooperatives.audit",
        "policy.cooperatives.patronageShare", "policy.cooperatives.grantYuanPerYear",
        "policy.cooperatives.foundingGrantYuan", "policy.channels.price", "policy.channels.input",
        "policy.channels.risk", "policy.channels.dividend",
      ],
      needs: .cooperatives),
    ProcessDescription(
      name: "CooperativeFailure", titleChinese: "合作社解散",
      meaning:
        "A cooperative whose reserves stay negative too long is dissolved: it pays what it can of what it owes for animals, "
        + "its members share what it owns, the bank loses what it owes beyond that.",
      meaningChinese: "公积长期为负的合作社解散：先偿付所欠社员货款，剩余财产由社员分配，资不抵债部分由社员和银行承担。",
      reads: ["cooperatives.*"], writes: ["cooperatives.*", "flows.payments"], section: "6",
      source: "Farmers' Specialised Cooperatives Law 2007/2017",
      parameters: ["policy.cooperatives.enabled", "policy.channels.dividend", "cooperatives.dissolutionQuarters"],
      needs: .cooperatives),
  ]
}
