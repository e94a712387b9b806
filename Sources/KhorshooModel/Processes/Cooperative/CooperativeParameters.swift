import KhorshooEngine

/// The cooperative as a business (`cooperatives.*`) and what policy gives it (`policy.cooperatives.*`).
struct CooperativeParameters {
  /// Whether cooperatives exist in this arm.
  let areEnabled: Bool
  /// Greatest relative gain of the sale price by bargaining and processing.
  let priceGainMaximum: Float
  /// Yearly pooled sales at which 63 % of the gain is reached, yuan.
  let volumeScaleYuan: Float
  /// Share of the gain that is paid to members at delivery.
  let premiumShare: Float
  /// Commission on pooled sales.
  let commissionShare: Float
  /// Share of the sales promised to it that members make outside, and its rise when a whole year's sales are owed for.
  let sideSellingShare, lateSideSelling: Float
  /// Share of the price of animals delivered that is paid later than the quarter.
  let latePaymentShare: Float
  /// Share of what is owed for them that is paid in a quarter, as far as cash goes.
  let arrearsPaidPerQuarter: Float
  /// Greatest discount on inputs.
  let discountMaximum: Float
  /// Yearly pooled inputs at which 63 % of the discount is reached, yuan.
  let inputScaleYuan: Float
  /// Rise of herd costs of members who use services, relative.
  let inputSpendingGain: Float
  /// Herding labour saved by members who use services.
  let labourSaving: Float
  /// Rise of members' knowledge a year.
  let knowledgePerYear: Float
  /// Contribution to the risk pool, yuan a sheep unit and year.
  let riskContributionYuan: Float
  /// Share of the losses above normal that the pool pays.
  let riskCoverage: Float
  /// Losses in a quarter that members bear themselves, share of the herd's value.
  let riskDeductible: Float
  /// Rise of members' credit limit, relative.
  let creditGain: Float
  /// Reduction of members' interest, relative.
  let interestReduction: Float
  /// Rise of members' herd target, relative (credit for expansion).
  let herdTargetGain: Float
  /// Share of a surplus kept as reserve before distribution.
  let reserveShare: Float
  /// Share of the distributable surplus that core members take before it is shared out.
  let captureShare: Float
  /// Share of the households within reach that are core members when they join.
  let coreShare: Double
  /// Share of the distributable surplus refunded by patronage; the rest by capital share.
  let patronageShare: Float
  /// Cost of handling at the reference size, share of pooled sales.
  let unitCostShare: Float
  /// Reference size, members.
  let sizeReference: Float
  /// Elasticity of unit cost to size (a fall).
  let sizeElasticity: Float
  /// Coordination cost, share of pooled sales a squared hundred members.
  let coordinationCost: Float
  /// Fixed cost, yuan a year.
  let fixedCostYuanPerYear: Float
  /// Share of pooled sales that is finished on concentrate before sale (feedlot regime).
  let finishingShare: Float
  /// Public grant to an active cooperative, yuan a year.
  let grantYuanPerYear: Float
  /// Public grant to one that is founded, yuan once.
  let foundingGrantYuan: Float
  /// Public cost of guidance and audit of a registered cooperative, yuan a year.
  let supportYuanPerYear: Float
  /// Members' fee, yuan a year.
  let feeYuanPerYear: Float
  /// Capital share of a member, yuan, paid on joining and back on leaving.
  let capitalShareYuan: Float
  /// Reserves at the start, yuan a member.
  let initialReservesYuan: Float
  /// Households that it takes to found one, and the share of farmers among them.
  let foundersMin, foundersFarmerShareMin: Float
  /// Consecutive quarters with negative reserves after which it is dissolved.
  let dissolutionQuarters: Float
  /// Quarters after which a dissolved one can be founded anew.
  let refoundingQuarters: Float

  init(_ values: ParameterValues) {
    areEnabled = values.boolean("policy.cooperatives.enabled")
    priceGainMaximum = values.float("cooperatives.priceGainMaximum")
    volumeScaleYuan = values.float("cooperatives.volumeScaleYuan")
    premiumShare = values.float("cooperatives.premiumShare")
    commissionShare = values.float("cooperatives.commissionShare")
    sideSellingShare = values.float("cooperatives.sideSellingShare")
    lateSideSelling = values.float("cooperatives.lateSideSelling")
    latePaymentShare =
      values.float("cooperatives.latePaymentShare") * (1 - values.float("policy.cooperatives.promptPayment"))
    arrearsPaidPerQuarter = values.float("cooperatives.arrearsPaidPerQuarter")
    discountMaximum = values.float("cooperatives.discountMaximum")
    inputScaleYuan = values.float("cooperatives.inputScaleYuan")
    inputSpendingGain = values.float("cooperatives.inputSpendingGain")
    labourSaving = values.float("cooperatives.labourSaving")
    knowledgePerYear = values.float("cooperatives.knowledgePerYear")
    riskContributionYuan = values.float("cooperatives.riskContributionYuan")
    riskCoverage = values.float("cooperatives.riskCoverage")
    riskDeductible = values.float("cooperatives.riskDeductible")
    creditGain = values.float("cooperatives.creditGain")
    interestReduction = values.float("cooperatives.interestReduction")
    herdTargetGain = values.float("cooperatives.herdTargetGain")
    reserveShare = values.float("cooperatives.reserveShare")
    captureShare = values.float("cooperatives.captureShare") * (1 - values.float("policy.cooperatives.audit"))
    coreShare = values.number("cooperatives.coreShare")
    patronageShare = values.float("policy.cooperatives.patronageShare")
    unitCostShare = values.float("cooperatives.unitCostShare")
    sizeReference = values.float("cooperatives.sizeReference")
    sizeElasticity = values.float("cooperatives.sizeElasticity")
    coordinationCost = values.float("cooperatives.coordinationCost")
    fixedCostYuanPerYear = values.float("cooperatives.fixedCostYuanPerYear")
    finishingShare = values.float("policy.cooperatives.finishingShare")
    grantYuanPerYear = values.float("policy.cooperatives.grantYuanPerYear")
    foundingGrantYuan = values.float("policy.cooperatives.foundingGrantYuan")
    supportYuanPerYear = values.float("policy.cooperatives.supportYuanPerYear")
    feeYuanPerYear = values.float("cooperatives.feeYuanPerYear")
    capitalShareYuan = values.float("cooperatives.capitalShareYuan")
    initialReservesYuan = values.float("cooperatives.initialReservesYuan")
    foundersMin = values.float("cooperatives.foundersMin")
    foundersFarmerShareMin = values.float("cooperatives.foundersFarmerShareMin")
    dissolutionQuarters = values.float("cooperatives.dissolutionQuarters")
    refoundingQuarters = values.float("cooperatives.refoundingQuarters")
  }
}
