/// Whether what is compared meets the same luck.
///
/// - Source: common random numbers (Law 2015, Simulation Modeling and Analysis, section 11.2).
/// - Proof: `IndependentNumbersStatistical`.
public enum RandomNumbers: String, Sendable, CaseIterable {
  /// The same weather, prices and draws in each arm, and at each point of a sweep: differences are those of the policy.
  case common
  /// Draws of its own for each arm and each point, over the same households and ties.
  case independent
  /// Draws and households of its own for each point of a sweep, which its arms share: points are places that have nothing to
  /// do with one another, such as the banners of a league. Of a run the same as `common`.
  case perPoint

  /// What the arms of a run have.
  public var ofArms: RandomNumbers { self == .independent ? .independent : .common }

  /// Seed of one of several branches of a run: that of the run when they are common.
  public func seed(_ seed: UInt64, branch: Int) -> UInt64 {
    guard self != .common else { return seed }
    // SplitMix64 (Steele, Lea and Flood 2014): one word for each branch, far apart.
    var word = seed &+ 0x9e37_79b9_7f4a_7c15 &* (UInt64(branch) &+ 1)
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }
}
