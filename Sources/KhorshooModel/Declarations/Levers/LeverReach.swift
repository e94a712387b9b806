import KhorshooEngine

/// The smallest places in which a lever can have a value of its own.
public enum LeverReach: String, Sendable {
  /// Each gacha.
  case gacha
  /// Each sumu: its departments are one office.
  case sumu
  /// The banner as a whole.
  case banner

  /// Levers that are read once, for the first morning: who works, and so who is a member or has heard of the cooperative.
  /// All others can change within a run: the model reads them anew in every quarter.
  private static let fixed: Set = [
    "policy.cooperatives.enabled", "policy.centralHouseholds.enabled", "policy.centralHouseholds.services.enabled",
  ]

  /// Levers that cannot have a value of their own in each gacha.
  private static let wider: [String: LeverReach] = [
    // All central households of the banner are ranked together.
    "policy.centralHouseholds.reviewShare": .banner,
    "policy.centralHouseholds.replacementProbability": .banner,
    "policy.centralHouseholds.payYuanPerYear": .banner,
    "policy.centralHouseholds.bonusShare": .banner,
    "policy.centralHouseholds.videoHouseholds": .banner,
    "policy.centralHouseholds.services.sumuEffort": .sumu,
  ]

  /// Where a lever of the ledger can change within a run; nil when it cannot, and for what is no lever.
  ///
  /// - Proof: `LeverReachProperty`: each lever changes a run after the date and not before, in its places and not elsewhere.
  public init?(of key: String) {
    guard Parameter.isLever(key), !LeverReach.fixed.contains(key) else { return nil }
    self = LeverReach.wider[key] ?? .gacha
  }
}
