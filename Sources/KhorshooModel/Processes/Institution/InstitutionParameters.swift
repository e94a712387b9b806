import KhorshooEngine
import KhorshooNumerics

/// What central households do for their grids (`institution.*`) and how policy selects, trains, appraises and pays them
/// (`policy.centralHouseholds.*`).
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
  /// Gain of knowledge against the reference arm from which a non-member counts as trained in results.
  let trainedKnowledgeGain: Float
  /// Share of knowledge above the start that is forgotten in a year.
  let forgettingPerYear: Float
  /// Public cost of outreach and of training herders at full effort, yuan a central household and year, half each.
  let costYuanPerYear: Float
  /// Knowledge of a central household at which it passes on at the rate of `knowledgePerYear`.
  let knowledgeReference: Float
  /// Knowledge of the first central households, 0 to 1.
  let initialKnowledge: Float
  /// Share of knowledge above that before office which a central household forgets in a year.
  let centralForgettingPerYear: Float
  /// Income of the office beside its pay, share of the household's expected income at the start.
  let officePremiumShare: Float
  /// Share of its last year's trade that a cooperative loses as a base of bargaining when who leads it is replaced.
  let successionLossShare: Float
  let effort: Effort
  let appraisal: AppraisalWeights
  /// Standard deviation of noise in a selection.
  let selectionNoiseSd: Float
  /// Share of the offices of the banner that is reviewed in a quarter.
  let reviewShare: Double
  /// Probability that a reviewed household is replaced; else it is warned.
  let replacementProbability: Float
  /// Merit pay, yuan an office and year on average.
  let payYuanPerYear: Float
  /// Share of it that is bonus by rank.
  let bonusShare: Float

  /// What moves a central household's effort.
  struct Effort {
    /// Scale: makes the mean of the reference scenario 1.
    let level: Float
    /// Share of the way to the target that is gone in a quarter.
    let speed: Float
    /// Greatest relative rise by pay, and pay at which 63 % of it is reached, yuan a year.
    let payResponse, payScaleYuan: Float
    /// Relative rise by a removal that is certain.
    let threatResponse: Float
    /// Elasticity to the households served (a fall), and the span at which it is neutral.
    let spanElasticity, spanReference: Double
  }

  /// What counts in the quarterly score.
  struct AppraisalWeights {
    let outreach, training, services, income, noiseSd: Float
  }

  init(_ values: ParameterValues) {
    isEnabled = values.boolean("policy.centralHouseholds.enabled")
    outreach = values.float("policy.centralHouseholds.outreach")
    training = values.float("policy.centralHouseholds.training")
    broadcast = values.float("policy.broadcastPerQuarter")
    knowledgePerYear = values.float("institution.knowledgePerYear")
    trainedKnowledgeGain = values.float("institution.trainedKnowledgeGain")
    forgettingPerYear = values.float("institution.forgettingPerYear")
    costYuanPerYear = values.float("institution.costYuanPerYear")
    knowledgeReference = values.float("institution.knowledgeReference")
    initialKnowledge = values.float("institution.initialKnowledge")
    centralForgettingPerYear = values.float("institution.centralForgettingPerYear")
    officePremiumShare = values.float("institution.officePremiumShare")
    successionLossShare = values.float("institution.successionLossShare")
    effort = Effort(
      level: values.float("institution.effort.level"), speed: values.float("institution.effort.speed"),
      payResponse: values.float("institution.effort.payResponse"),
      payScaleYuan: values.float("institution.effort.payScaleYuanPerYear"),
      threatResponse: values.float("institution.effort.threatResponse"),
      spanElasticity: values.number("institution.effort.spanElasticity"),
      spanReference: values.number("institution.effort.spanReferenceHouseholds"))
    appraisal = AppraisalWeights(
      outreach: values.float("institution.appraisal.outreachWeight"),
      training: values.float("institution.appraisal.trainingWeight"),
      services: values.float("institution.appraisal.servicesWeight"),
      income: values.float("institution.appraisal.incomeWeight"),
      noiseSd: values.float("institution.appraisal.noiseSd"))
    selectionNoiseSd = Float(SelectionRule(values).noiseSd(values))
    reviewShare = values.number("policy.centralHouseholds.reviewShare")
    replacementProbability = values.float("policy.centralHouseholds.replacementProbability")
    payYuanPerYear = values.float("policy.centralHouseholds.payYuanPerYear")
    bonusShare = values.float("policy.centralHouseholds.bonusShare")
  }
}
