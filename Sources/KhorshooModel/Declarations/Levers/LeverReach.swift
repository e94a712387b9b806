/// The smallest places in which a lever can have a value of its own.
public enum LeverReach: String, Sendable {
  /// Each gacha.
  case gacha
  /// Each sumu: its departments are one office.
  case sumu
  /// The banner as a whole.
  case banner

  /// Levers that can change within a run: what the model reads of them anew in every quarter.
  ///
  /// The one place that says so. The others are read once, for the first morning: who is a member or has heard of the
  /// cooperative, and who works at all.
  /// - Proof: `LeverReachProperty`: each lever changes a run after the date and not before, in its places and not elsewhere,
  ///   and every `policy.*` key of the ledger is in this table or fixed.
  private static let reaches: [String: LeverReach] = [
    "policy.cooperatives.patronageShare": .gacha,
    "policy.cooperatives.grantYuanPerYear": .gacha,
    "policy.cooperatives.foundingGrantYuan": .gacha,
    "policy.cooperatives.supportYuanPerYear": .gacha,
    "policy.cooperatives.finishingShare": .gacha,
    "policy.channels.price": .gacha,
    "policy.channels.input": .gacha,
    "policy.channels.labour": .gacha,
    "policy.channels.knowledge": .gacha,
    "policy.channels.risk": .gacha,
    "policy.channels.finance": .gacha,
    "policy.channels.dividend": .gacha,
    "policy.channels.office": .gacha,
    "policy.centralHouseholds.outreach": .gacha,
    "policy.centralHouseholds.training": .gacha,
    // All central households of the banner are ranked together.
    "policy.centralHouseholds.reviewShare": .banner,
    "policy.centralHouseholds.replacementProbability": .banner,
    "policy.centralHouseholds.payYuanPerYear": .banner,
    "policy.centralHouseholds.bonusShare": .banner,
    "policy.centralHouseholds.slackSeasonShare": .gacha,
    "policy.centralHouseholds.bannerCoursesPerYear": .gacha,
    "policy.centralHouseholds.sumuCoursesPerYear": .gacha,
    "policy.centralHouseholds.gachaMeetingsPerYear": .gacha,
    "policy.centralHouseholds.testsPerYear": .gacha,
    "policy.centralHouseholds.kit": .gacha,
    "policy.centralHouseholds.materials": .gacha,
    "policy.centralHouseholds.videoHouseholds": .banner,
    "policy.centralHouseholds.services.effort": .gacha,
    "policy.centralHouseholds.services.sumuEffort": .sumu,
    "policy.centralHouseholds.services.lastMile": .gacha,
    "policy.centralHouseholds.services.remoteShare": .gacha,
    "policy.broadcastPerQuarter": .gacha,
    "policy.grassland.rewardYuanPerMu": .gacha,
    "policy.grassland.balanceEnforced": .gacha,
    "policy.grassland.capRatio": .gacha,
    "policy.grassland.compliance": .gacha,
  ]

  /// Where a lever can change within a run; nil when it cannot.
  public init?(of key: String) {
    guard let reach = LeverReach.reaches[key] else { return nil }
    self = reach
  }
}
