/// How an outcome of several banners is made of theirs.
public enum LeagueRule: Sendable {
  /// A sum over households or cooperatives: of all banners, the sum of theirs.
  case sum
  /// A mean over households, or a share of them: the mean of the banners', by households.
  case byHouseholds
}

extension ModelOutcomes {
  /// How outcomes of several banners are made of theirs, by name. A quotient, a distribution or an effect on a group has none: it
  /// cannot be told from the banners'.
  ///
  /// - Proof: `LeagueCommandTests`.
  package var leagueRules: [String: LeagueRule] {
    Dictionary(
      uniqueKeysWithValues: all.compactMap { outcome in
        switch outcome.rule {
        case .total, .payment: (outcome.definition.name, .sum)
        case .perHousehold, .comparison(.loserShare): (outcome.definition.name, .byHouseholds)
        default: nil
        }
      })
  }
}
