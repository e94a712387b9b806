import KhorshooEngine

// Outcomes of services and of the last mile: model description 8.

extension ModelOutcomes {
  /// What households ask of their central household, what becomes of it, and how far it reaches.
  static let services = requests + settled + coverage + serviceCosts

  private static let requests: [Outcome] = [
    total(
      "serviceRequests", "Requests", "服务需求", .newRequests,
      "New requests of households to their central household in the quarter.", "本季牧户向中心户新提出的事项数。", village),
    total(
      "policyQuestions", "Questions on policy", "政策咨询", .requests(.policyQuestion),
      "New questions on policy in the quarter.", "本季新提出的政策咨询数。"),
    total(
      "agencyErrands", "Errands", "帮代办事项", .requests(.agencyErrand),
      "New errands for the central household to run in the quarter.", "本季新提出的帮办代办事项数。"),
    total(
      "assistanceRequests", "Requests for help", "帮扶请求", .requests(.assistance),
      "New requests for help in the quarter.", "本季新提出的帮扶请求数。"),
    total(
      "opinions", "Opinions", "意见建议", .requests(.opinion),
      "Opinions that households bring forward in the quarter.", "本季牧户提出的意见建议数。"),
    total(
      "disputes", "Disputes", "矛盾纠纷", .requests(.dispute),
      "Disputes that are brought to central households in the quarter.", "本季提交中心户的矛盾纠纷数。"),
    total(
      "trainingRequests", "Requests for training", "培训需求", .requests(.trainingRequest),
      "New requests for training in the quarter.", "本季新提出的培训需求数。"),
    total(
      "publicWorks", "Requests for public works", "公益劳动", .requests(.publicWorks),
      "New requests for public works in the quarter.", "本季新提出的公益劳动事项数。"),
  ]

  private static let settled: [Outcome] = [
    total(
      "requestsServed", "Requests settled", "办结事项", .requestsServed,
      "Requests settled in the quarter, by central households or at the sumu.", "本季由中心户或苏木办结的事项数。", village),
    total(
      "requestsWaiting", "Requests waiting", "待办事项", .requestsWaiting,
      "Requests that wait at the end of the quarter, those at the sumu included.", "季末待办的事项数，含在苏木待办的。",
      village),
    total(
      "requestsLapsed", "Requests given up", "放弃事项", .requestsLapsed,
      "Requests that households gave up in the quarter.", "本季牧户放弃的事项数。", village),
    total(
      "requestsHandedOn", "Requests handed on", "转办事项", .requestsHandedOn,
      "Requests handed on to the departments at the sumu in the quarter.", "本季转交苏木各部门的事项数。", village),
    total(
      "requestsAtSumu", "Requests waiting at the sumu", "苏木待办事项", .requestsAtSumu,
      "Requests that wait for the departments at the sumu at the end of the quarter.", "季末在苏木各部门待办的事项数。",
      village),
    Outcome(
      "requestsServedShare", "1", "Share of requests settled", "办结率", at: village,
      .ratio(.ofGrid(.requestsServed), .ofGrid(.requestsOnHand)),
      "Requests settled in the quarter over those that waited and came; undefined when there were none.",
      "本季办结的事项与季初待办加新提出的事项之比；没有事项时无定义。", ofYear: .mean),
    total(
      "disputesMediated", "Disputes mediated", "调解纠纷", .disputesMediated,
      "Disputes mediated by central households in the quarter.", "本季中心户调解的纠纷数。", village),
    total(
      "disputesEscalated", "Disputes passed on", "上报纠纷", .disputesEscalated,
      "Disputes that went on to committee and township in the quarter.", "本季上交嘎查和苏木处理的纠纷数。", village),
    total(
      "suggestions", "Suggestions to the gacha", "向嘎查提建议", .suggestions,
      "Suggestions to gacha committees in the quarter.", "本季向嘎查委员会提出的建议数。", village),
    total(
      "goodDeedsReported", "Good deeds reported", "上报实事好事", .deedsReported,
      "Errands, help and public works done in the quarter and reported as good deeds.",
      "本季办成并作为“实事好事”上报的代办、帮扶和公益劳动数。"),
    total(
      "suggestionsReported", "Suggestions reported", "上报意见建议", .suggestionsReported,
      "Suggestions of the quarter that were reported.", "本季上报的意见建议数。"),
    total(
      "disputesReported", "Mediated disputes reported", "上报化解纠纷", .disputesReported,
      "Mediated disputes of the quarter that were reported.", "本季上报的已化解纠纷数。"),
  ]

  private static let coverage: [Outcome] =
    [
      Outcome(
        "serviceCoverage", "1", "Coverage of services", "服务覆盖率", at: village, .perHousehold(.ofGrid(.covered)),
        "Share of households whose requests are taken up within the quarter.", "本季内事项得到受理的牧户所占比例。", ofYear: .mean)
    ]
    + (0..<4).map { ring in
      Outcome(
        "serviceCoverageRing\(ring + 1)", "1", "Coverage of services, distance quarter \(ring + 1)",
        "第\(ring + 1)距离组服务覆盖率", at: wide, .ratio(.ofGrid(.coveredOfRing(ring)), .ofGrid(.householdsOfRing(ring))),
        "The same of quarter \(ring + 1) of households by distance to the central household.",
        "按与中心户距离四等分后第 \(ring + 1) 组牧户的服务覆盖率。", ofYear: .mean)
    }
    + [
      Outcome(
        "serviceCoverageFarthestTenth", "1", "Coverage of services, last mile", "最后一公里覆盖率", at: village,
        .ratio(.ofGrid(.coveredOfRing(4)), .ofGrid(.householdsOfRing(4))),
        "The same of the tenth of households most distant from their central household.",
        "距中心户最远的十分之一牧户的服务覆盖率。", ofYear: .mean),
      Outcome(
        "serviceCoverageYear", "1", "Coverage of services, year", "年均服务覆盖率", at: area,
        .perHousehold(.ofGrid(.coverageYear)),
        "Mean over the year's quarters of the share of households whose requests are taken up within the quarter.",
        "全年各季服务覆盖率的平均值。", .yearly),
      Outcome(
        "serviceTrust", "1", "Trust by services", "服务信任系数", at: area, .perHousehold(.ofGrid(.serviceTrust)),
        "Factor on trust in the central household at the end of the year, 1 while service is as expected.",
        "年末对中心户信任的系数，服务符合预期时为 1。", .yearly),
    ]

  private static let serviceCosts: [Outcome] = [
    cost(
      "serviceCostYuan", "Public cost of services", "服务支出", .items([.services]),
      "Public cost of central households' journeys and paid hours for services in the quarter.",
      "本季中心户服务的路途和计酬工时的公共支出。"),
    cost(
      "groupSupplyCostYuan", "Public cost of services at the sumu", "组团服务支出", .items([.groupSupply]),
      "Public cost of requests that departments settle at the sumu in the quarter.",
      "本季苏木各部门办结事项的公共支出。"),
  ]

  private static func total(
    _ name: String, _ label: String, _ labelChinese: String, _ measure: GridMeasure, _ meaning: String,
    _ meaningChinese: String, _ levels: [PlaceLevel] = wide
  ) -> Outcome {
    Outcome(name, "request", label, labelChinese, at: levels, .total(.ofGrid(measure)), meaning, meaningChinese)
  }
}
