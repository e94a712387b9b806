import KhorshooNumerics

/// Random streams of spread on a given graph, each with its number for ever; those of the complete model are others.
public enum SpreadStreams {
  /// Whether word passes along a tie (entity source, target target): bits of `BernoulliMasks`.
  public static let chances = RandomStream(root: .dynamics, number: 101, name: "spreadChances")
  /// Which households are seeds in a replicate, when they are drawn.
  public static let seeds = RandomStream(root: .dynamics, number: 102, name: "spreadSeeds")
  /// Adoption of a household in a period.
  public static let adoption = RandomStream(root: .dynamics, number: 103, name: "spreadAdoption")
  /// Threshold of a household in a replicate, when it is drawn; whether the informed take part.
  public static let traits = RandomStream(root: .dynamics, number: 104, name: "spreadTraits")
  /// Orders of a permutation test.
  public static let permutations = RandomStream(root: .dynamics, number: 105, name: "spreadPermutations")
  /// Households that path lengths are measured from.
  public static let sources = RandomStream(root: .dynamics, number: 106, name: "pathSources")

  /// Order in which households look for a community.
  public static let communities = RandomStream(root: .dynamics, number: 107, name: "communities")
  /// Ties of a generated network.
  public static let generation = RandomStream(root: .dynamics, number: 108, name: "networkGeneration")
  /// Reverse reachable sets.
  public static let reverseSets = RandomStream(root: .dynamics, number: 109, name: "reverseSets")
  /// Ties that exchange ends.
  public static let swaps = RandomStream(root: .dynamics, number: 110, name: "tieSwaps")
}
