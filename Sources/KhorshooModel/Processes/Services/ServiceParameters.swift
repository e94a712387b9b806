import KhorshooEngine
import KhorshooNumerics

/// What households ask of their central household.
enum ServiceKind: Int, CaseIterable, Sendable {
  case policyQuestion, agencyErrand, assistance, opinion, dispute, trainingRequest, publicWorks

  /// Kinds that count as good deeds (实事好事) once done, and that may need several departments.
  static let deeds: [ServiceKind] = [.agencyErrand, .assistance, .publicWorks]
}

/// Demand for services, work that they take, and what policy asks for (`institution.services.*`,
/// `policy.centralHouseholds.services.*`).
struct ServiceParameters {
  /// One kind of request.
  struct Kind {
    /// Requests of a household in each season, spring to winter.
    let requestsPerHousehold: [Float]
    /// Work of the central household, without the journey.
    let hours: Float
  }

  /// Whether central households serve in this arm.
  let areOffered: Bool
  /// Effort of central households on services, 1 as now.
  let effort: Float
  /// Effort of departments at the sumu, 1 as now.
  let sumuEffort: Float
  /// Share of "near before far" that is given up for the last mile, 0 as now.
  let lastMile: Float
  /// Share of requests that are served without a journey, by telephone or video.
  let remoteShare: Float
  /// In the order of ``ServiceKind``.
  let kinds: [Kind]
  let hoursPerQuarter, travelKmPerHour, nearFirstShare: Float
  let severalDepartmentsShare, sumuHoursPerQuarter, sumuHoursPerCase: Float
  let lapseSharePerQuarter, mediationShare, suggestionShare: Float
  let deedReportingShare, suggestionReportingShare, disputeReportingShare: Float
  let toleratedUnmetShare, trustLossPerYear, trustRecoveryPerYear: Float
  let travelYuanPerKm, yuanPerPaidHour, sumuYuanPerCase: Float

  init(_ values: ParameterValues) {
    areOffered =
      values.boolean("policy.centralHouseholds.enabled") && values.boolean("policy.centralHouseholds.services.enabled")
    effort = values.float("policy.centralHouseholds.services.effort")
    sumuEffort = values.float("policy.centralHouseholds.services.sumuEffort")
    lastMile = values.float("policy.centralHouseholds.services.lastMile")
    remoteShare = values.float("policy.centralHouseholds.services.remoteShare")
    kinds = ServiceKind.allCases.map { kind in
      let weights = ["Spring", "Summer", "Autumn", "Winter"].map {
        values.float("institution.services." + "\(kind).weight" + $0)
      }
      let perYear = values.float("institution.services.\(kind).requestsPerHouseholdYear")
      let sum = weights.reduce(0, +)
      return Kind(
        requestsPerHousehold: weights.map { perYear * $0 / sum },
        hours: values.float("institution.services.\(kind).hours"))
    }
    hoursPerQuarter = values.float("institution.services.hoursPerQuarter")
    travelKmPerHour = values.float("institution.services.travelKmPerHour")
    nearFirstShare = values.float("institution.services.nearFirstShare")
    severalDepartmentsShare = values.float("institution.services.severalDepartmentsShare")
    sumuHoursPerQuarter = values.float("institution.services.sumuHoursPerQuarter")
    sumuHoursPerCase = values.float("institution.services.sumuHoursPerCase")
    lapseSharePerQuarter = values.float("institution.services.lapseSharePerQuarter")
    mediationShare = values.float("institution.services.mediationShare")
    suggestionShare = values.float("institution.services.suggestionShare")
    deedReportingShare = values.float("institution.services.deedReportingShare")
    suggestionReportingShare = values.float("institution.services.suggestionReportingShare")
    disputeReportingShare = values.float("institution.services.disputeReportingShare")
    toleratedUnmetShare = values.float("institution.services.toleratedUnmetShare")
    trustLossPerYear = values.float("institution.services.trustLossPerYear")
    trustRecoveryPerYear = values.float("institution.services.trustRecoveryPerYear")
    travelYuanPerKm = values.float("institution.services.travelYuanPerKm")
    yuanPerPaidHour = values.float("institution.services.yuanPerPaidHour")
    sumuYuanPerCase = values.float("institution.services.sumuYuanPerCase")
  }
}
