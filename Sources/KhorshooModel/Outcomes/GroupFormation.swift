import KhorshooNumerics

/// Groups that are told by an arm and the reference arm together: principal strata of membership, whoever ever joined, and
/// non-members that the policy trained apart from those that it did not.
///
/// - Source: principal strata Frangakis and Rubin 2002, doi:10.1111/j.0006-341X.2002.00021.x.
/// - Proof: `StrataAnalytic`.
package enum Stratum: Int, CaseIterable, Sendable {
  /// Is or was a member: in both arms, in this arm only, in the reference arm only, in neither. Together all households.
  case joinsInBoth, joinsHereOnly, joinsInReferenceOnly, joinsInNeither
  /// Is or was a member in this arm.
  case everMember
  /// No member now; knows more than in the reference arm by ``InstitutionParameters/trainedKnowledgeGain`` or not.
  case trainedNonMember, untrainedNonMember

  /// Name in English and in Chinese.
  var words: (english: String, chinese: String) {
    switch self {
    case .joinsInBoth: ("Join in both arms", "两方案均入社户")
    case .joinsHereOnly: ("Join in this arm only", "仅本方案入社户")
    case .joinsInReferenceOnly: ("Join in the reference arm only", "仅基准方案入社户")
    case .joinsInNeither: ("Join in neither arm", "两方案均未入社户")
    case .everMember: ("Ever joined", "曾入社户")
    case .trainedNonMember: ("Non-members that the policy trained", "受训非社员户")
    case .untrainedNonMember: ("Non-members that it did not train", "未受训非社员户")
    }
  }

  /// Its group's identifier in files.
  var id: String { "\(self)" }
}

/// Who is in which group, in one quarter of an arm.
package struct GroupFormation {
  /// 1 or 0. Shape: households x 16.
  package let members: Rows
  /// The arm that forms the groups and the reference arm; nil where an arm is looked at alone, which has no strata.
  package let arms: (own: ModelState, reference: ModelState)?
  /// Gain of knowledge from which a household counts as trained.
  package let trainedGain: Float

  package init(members: Rows, arms: (own: ModelState, reference: ModelState)? = nil, trainedGain: Float = 0) {
    self.members = members
    self.arms = arms
    self.trainedGain = trainedGain
  }

  /// 1 where a household is in a stratum. Shape: ``Stratum`` in its order x 16.
  @inline(__always)
  package static func weights(
    _ h: Int, own: ModelState, reference: ModelState, trainedGain: Float
  ) -> (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes) {
    let (here, there) = (own.wasMember[h], reference.wasMember[h])
    let outside = 1 - own.isMember[h]
    let isTrained = own.knowledge[h] - reference.knowledge[h] .>= Lanes(repeating: trainedGain)
    let trained = choose(isTrained, outside, .zero)
    return (
      here * there, here * (1 - there), (1 - here) * there, (1 - here) * (1 - there), here, trained, outside - trained
    )
  }
}
