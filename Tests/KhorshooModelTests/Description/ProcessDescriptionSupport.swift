import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios

extension World {
  /// All regimes and rules work.
  static let busy: Settings = lively.merging(paid, uniquingKeysWith: { $1 }).merging(
    restlessHouseholds, uniquingKeysWith: { $1 }
  ).merging(
    [
      "cooperatives.leadShare": "0.5", "cooperatives.foundShare": "0.5", "policy.centralHouseholds.kit": "0.5",
      "policy.centralHouseholds.materials": "2", "policy.centralHouseholds.videoHouseholds": "2",
      "policy.centralHouseholds.reviewShare": "0.5", "policy.centralHouseholds.replacementProbability": "0.6",
      "policy.broadcastPerQuarter": "0.05", "policy.grassland.balanceEnforced": "true",
      "policy.centralHouseholds.services.effort": "1.5", "institution.services.severalDepartmentsShare": "0.5",
      "institution.services.hoursPerQuarter": "20", "institution.services.sumuHoursPerQuarter": "6",
      "husbandry.demography": "stochastic", "husbandry.targetHerdRatio": "0.9", "forage.yieldKgPerHectare": "700",
      "forage.degradationRate": "0.9", "income.creditShare": "0.1", "credit.rolloverShare": "0.2",
      "policy.cooperatives.jointUseShare": "0.3", "policy.cooperatives.rentalService": "0.5",
      "policy.dibao.takeUpShare": "0.8",
    ], uniquingKeysWith: { $1 })
  /// Cooperatives fail and are founded anew.
  static let restless: Settings = lively.merging(restlessHouseholds, uniquingKeysWith: { $1 }).merging(
    [
      "cooperatives.leadShare": "0", "cooperatives.foundShare": "1", "cooperatives.fixedCostYuanPerYear": "30000",
      "cooperatives.dissolutionQuarters": "2", "cooperatives.refoundingQuarters": "3", "cooperatives.foundersMin": "4",
      "policy.cooperatives.grantYuanPerYear": "0", "policy.cooperatives.foundingGrantYuan": "500",
      "diffusion.utilityIntercept": "-1", "households.farmerShare": "0.7", "husbandry.targetHerdRatio": "1.2",
      "forage.conditionFloor": "0.98",
      "forage.degradationRate": "0.9", "cooperatives.latePaymentShare": "0",
    ], uniquingKeysWith: { $1 })
}
