import KhorshooEngine

/// What central households do for their grids (`institution.*`) and how strongly policy asks for it
/// (`policy.centralHouseholds.*`). The institution's own life (selection, appraisal, pay) is not modelled yet.
struct InstitutionParameters {
  /// Whether central households work in this arm.
  let isEnabled: Bool
  /// Effort on passing information, 0 none, 1 as now.
  let outreach: Float
  /// Effort on training herders, 0 none, 1 as now.
  let training: Float
  /// Public broadcast: hazard of hearing of the cooperative, a quarter.
  let broadcast: Float
  /// Rise of herders' knowledge a year at full effort and no distance.
  let knowledgePerYear: Float
  /// Share of knowledge above the start that is forgotten in a year.
  let forgettingPerYear: Float
  /// Public cost of a central household at full outreach and training, yuan a year.
  let costYuanPerYear: Float

  init(_ values: ParameterValues) {
    isEnabled = values.boolean("policy.centralHouseholds.enabled")
    outreach = values.float("policy.centralHouseholds.outreach")
    training = values.float("policy.centralHouseholds.training")
    broadcast = values.float("policy.broadcastPerQuarter")
    knowledgePerYear = values.float("institution.knowledgePerYear")
    forgettingPerYear = values.float("institution.forgettingPerYear")
    costYuanPerYear = values.float("institution.costYuanPerYear")
  }
}
