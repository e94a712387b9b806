import KhorshooEngine

/// Grassland rental, joint use of pasture, dibao and seasonal credit (`rental.*`, `credit.*`, `policy.dibao.*`).
struct RuralParameters {
  /// Whether grassland may be let and rented.
  let isRentalAllowed: Bool
  /// Rent when as much is wanted as is offered, yuan a mu and year.
  let rentYuanPerMu: Float
  /// Elasticity of the rent to what is wanted over what is offered.
  let rentElasticity: Float
  /// Share of households that find a partner if they look for one.
  let participationShare: Float
  /// Pasture that a lessor keeps beyond what its herd needs, share of that.
  let rentalReserveShare: Float
  /// Part of members' trouble to find a partner that the cooperative takes off them, 0 to 1.
  let rentalService: Float
  /// Share of members' pasture that the cooperative rotates or uses jointly.
  let jointUseShare: Float
  /// Change of growth on pasture that is rotated or used jointly.
  let jointUseGain: Float
  let isDibaoPaid: Bool
  /// Income below which a household is entitled, yuan a person and year.
  let dibaoLineYuan: Float
  /// Share of those entitled that get it.
  let dibaoTakeUp: Float
  /// Herd above which a household counts as having means, sheep units a person.
  let dibaoHerdMaximum: Float
  let isDebtCalled: Bool
  /// Debt that may be rolled over in autumn, share of the credit limit.
  let rolloverShare: Float
  /// Rise of it for members.
  let rolloverGain: Float
  /// Largest share of the saleable herd that a household sells in an autumn to repay.
  let forcedSaleMaximum: Float

  init(_ values: ParameterValues) {
    isRentalAllowed = values.boolean("policy.grassland.rentalAllowed")
    rentYuanPerMu = values.float("rental.rentYuanPerMuYear")
    rentElasticity = values.float("rental.rentElasticity")
    participationShare = values.float("rental.participationShare")
    rentalReserveShare = values.float("rental.reserveShare")
    rentalService = values.float("policy.cooperatives.rentalService")
    jointUseShare = values.float("policy.cooperatives.jointUseShare")
    jointUseGain = values.float("forage.jointUseGain")
    isDibaoPaid = values.boolean("policy.dibao.enabled")
    dibaoLineYuan = values.float("policy.dibao.lineYuanPerPersonYear")
    dibaoTakeUp = values.float("policy.dibao.takeUpShare")
    dibaoHerdMaximum = values.float("income.dibaoHerdSheepUnitsPerPerson")
    isDebtCalled = values.boolean("credit.dueInAutumn")
    rolloverShare = values.float("credit.rolloverShare")
    rolloverGain = values.float("cooperatives.rolloverGain")
    forcedSaleMaximum = values.float("credit.forcedSaleMax")
  }
}
