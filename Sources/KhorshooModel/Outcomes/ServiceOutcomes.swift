import KhorshooEngine

// Outcomes of services and of the last mile: model description 8.

extension ModelOutcomes {
  /// What households ask of their central household, what becomes of it, and how far it reaches.
  static var services: [Declared] { requests + settled + coverage + serviceCosts }

  /// Levels of what is rare in a gacha: the tables stay small.
  private static let wide = ["banner", "sumu"]

  private static func total(
    _ name: String, _ chinese: String, _ measure: Measure, _ meaning: String, _ levels: [String] = village
  ) -> Declared {
    define(name, "request", chinese, levels, .total(m(measure)), meaning)
  }

  private static var requests: [Declared] {
    [
      total(
        "serviceRequests", "服务需求", .requests, "New requests of households to their central household in the quarter."),
      total("policyQuestions", "政策咨询", .policyQuestions, "New questions on policy in the quarter.", wide),
      total(
        "agencyErrands", "帮代办事项", .agencyErrands, "New errands for the central household to run in the quarter.", wide),
      total("assistanceRequests", "帮扶请求", .assistanceRequests, "New requests for help in the quarter.", wide),
      total("opinions", "意见建议", .opinions, "Opinions that households bring forward in the quarter.", wide),
      total("disputes", "矛盾纠纷", .disputes, "Disputes that are brought to central households in the quarter.", wide),
      total("trainingRequests", "培训需求", .trainingRequests, "New requests for training in the quarter.", wide),
      total("publicWorks", "公益劳动", .publicWorks, "New requests for public works in the quarter.", wide),
    ]
  }

  private static var settled: [Declared] {
    [
      total(
        "requestsServed", "办结事项", .requestsServed,
        "Requests settled in the quarter, by central households or at the sumu."),
      total(
        "requestsWaiting", "待办事项", .requestsWaiting,
        "Requests that wait at the end of the quarter, those at the sumu included."),
      total("requestsLapsed", "放弃事项", .requestsLapsed, "Requests that households gave up in the quarter."),
      total(
        "requestsHandedOn", "转办事项", .requestsHandedOn,
        "Requests handed on to the departments at the sumu in the quarter."),
      total(
        "requestsAtSumu", "苏木待办事项", .requestsAtSumu,
        "Requests that wait for the departments at the sumu at the end of the quarter."),
      define(
        "requestsServedShare", "1", "办结率", village, .ratio(m(.requestsServed), m(.requestsOnHand)),
        "Requests settled in the quarter over those that waited and came; undefined when there were none."),
      total("disputesMediated", "调解纠纷", .disputesMediated, "Disputes mediated by central households in the quarter."),
      total(
        "disputesEscalated", "上报纠纷", .disputesEscalated,
        "Disputes that went on to committee and township in the quarter."),
      total("suggestions", "向嘎查提建议", .suggestions, "Suggestions to gacha committees in the quarter."),
      total(
        "goodDeedsReported", "上报实事好事", .deedsReported,
        "Errands, help and public works done in the quarter and reported as good deeds.", wide),
      total(
        "suggestionsReported", "上报意见建议", .suggestionsReported, "Suggestions of the quarter that were reported.", wide),
      total(
        "disputesReported", "上报化解纠纷", .disputesReported, "Mediated disputes of the quarter that were reported.", wide),
    ]
  }

  private static var coverage: [Declared] {
    let rings: [(Measure, Measure)] = [
      (.coveredRing1, .householdsRing1), (.coveredRing2, .householdsRing2), (.coveredRing3, .householdsRing3),
      (.coveredRing4, .householdsRing4),
    ]
    return [
      define(
        "serviceCoverage", "1", "服务覆盖率", village, .perHousehold(m(.covered)),
        "Share of households whose requests are taken up within the quarter.")
    ]
      + rings.enumerated().map { index, ring in
        define(
          "serviceCoverageRing\(index + 1)", "1", "第\(index + 1)距离组服务覆盖率", wide, .ratio(m(ring.0), m(ring.1)),
          "The same of quarter \(index + 1) of households by distance to the central household.")
      } + [
        define(
          "serviceCoverageFarthestTenth", "1", "最后一公里覆盖率", village,
          .ratio(m(.coveredFarthest), m(.householdsFarthest)),
          "The same of the tenth of households most distant from their central household."),
        define(
          "serviceCoverageYear", "1", "年均服务覆盖率", village + ["grid"], .perHousehold(m(.coverageYear)),
          "Mean over the year's quarters of the share of households whose requests are taken up within the quarter.",
          .yearly),
        define(
          "serviceTrust", "1", "服务信任系数", village + ["grid"], .perHousehold(m(.serviceTrust)),
          "Factor on trust in the central household at the end of the year, 1 while service is as expected.", .yearly),
      ]
  }

  private static var serviceCosts: [Declared] {
    [
      define(
        "serviceCostYuan", "CNY", "服务支出", village, .total(m(.serviceCostYuan)),
        "Public cost of central households' journeys and paid hours for services in the quarter."),
      define(
        "groupSupplyCostYuan", "CNY", "组团服务支出", village, .total(m(.groupSupplyCostYuan)),
        "Public cost of requests that departments settle at the sumu in the quarter."),
    ]
  }
}
