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
        "serviceRequests", "服務需求", .requests, "New requests of households to their central household in the quarter."),
      total("policyQuestions", "政策諮詢", .policyQuestions, "New questions on policy in the quarter.", wide),
      total(
        "agencyErrands", "幫代辦事項", .agencyErrands, "New errands for the central household to run in the quarter.", wide),
      total("assistanceRequests", "幫扶請求", .assistanceRequests, "New requests for help in the quarter.", wide),
      total("opinions", "意見建議", .opinions, "Opinions that households bring forward in the quarter.", wide),
      total("disputes", "矛盾糾紛", .disputes, "Disputes that are brought to central households in the quarter.", wide),
      total("trainingRequests", "培訓需求", .trainingRequests, "New requests for training in the quarter.", wide),
      total("publicWorks", "公益勞動", .publicWorks, "New requests for public works in the quarter.", wide),
    ]
  }

  private static var settled: [Declared] {
    [
      total(
        "requestsServed", "辦結事項", .requestsServed,
        "Requests settled in the quarter, by central households or at the sumu."),
      total(
        "requestsWaiting", "待辦事項", .requestsWaiting,
        "Requests that wait at the end of the quarter, those at the sumu included."),
      total("requestsLapsed", "放棄事項", .requestsLapsed, "Requests that households gave up in the quarter."),
      total(
        "requestsHandedOn", "轉辦事項", .requestsHandedOn,
        "Requests handed on to the departments at the sumu in the quarter."),
      total(
        "requestsAtSumu", "蘇木待辦事項", .requestsAtSumu,
        "Requests that wait for the departments at the sumu at the end of the quarter."),
      define(
        "requestsServedShare", "1", "辦結率", village, .ratio(m(.requestsServed), m(.requestsOnHand)),
        "Requests settled in the quarter over those that waited and came; undefined when there were none."),
      total("disputesMediated", "調解糾紛", .disputesMediated, "Disputes mediated by central households in the quarter."),
      total(
        "disputesEscalated", "上報糾紛", .disputesEscalated,
        "Disputes that went on to committee and township in the quarter."),
      total("suggestions", "向嘎查提建議", .suggestions, "Suggestions to gacha committees in the quarter."),
      total(
        "goodDeedsReported", "上報實事好事", .deedsReported,
        "Errands, help and public works done in the quarter and reported as good deeds.", wide),
      total(
        "suggestionsReported", "上報意見建議", .suggestionsReported, "Suggestions of the quarter that were reported.", wide),
      total(
        "disputesReported", "上報化解糾紛", .disputesReported, "Mediated disputes of the quarter that were reported.", wide),
    ]
  }

  private static var coverage: [Declared] {
    let rings: [(Measure, Measure)] = [
      (.coveredRing1, .householdsRing1), (.coveredRing2, .householdsRing2), (.coveredRing3, .householdsRing3),
      (.coveredRing4, .householdsRing4),
    ]
    return [
      define(
        "serviceCoverage", "1", "服務覆蓋率", village, .perHousehold(m(.covered)),
        "Share of households whose requests are taken up within the quarter.")
    ]
      + rings.enumerated().map { index, ring in
        define(
          "serviceCoverageRing\(index + 1)", "1", "第\(index + 1)距離組服務覆蓋率", wide, .ratio(m(ring.0), m(ring.1)),
          "The same of quarter \(index + 1) of households by distance to the central household.")
      } + [
        define(
          "serviceCoverageFarthestTenth", "1", "最後一公里覆蓋率", village,
          .ratio(m(.coveredFarthest), m(.householdsFarthest)),
          "The same of the tenth of households most distant from their central household."),
        define(
          "serviceCoverageYear", "1", "年均服務覆蓋率", village + ["grid"], .perHousehold(m(.coverageYear)),
          "Mean over the year's quarters of the share of households whose requests are taken up within the quarter.",
          .yearly),
        define(
          "serviceTrust", "1", "服務信任係數", village + ["grid"], .perHousehold(m(.serviceTrust)),
          "Factor on trust in the central household at the end of the year, 1 while service is as expected.", .yearly),
      ]
  }

  private static var serviceCosts: [Declared] {
    [
      define(
        "serviceCostYuan", "CNY", "服務支出", village, .total(m(.serviceCostYuan)),
        "Public cost of central households' journeys and paid hours for services in the quarter."),
      define(
        "groupSupplyCostYuan", "CNY", "組團服務支出", village, .total(m(.groupSupplyCostYuan)),
        "Public cost of requests that departments settle at the sumu in the quarter."),
    ]
  }
}
