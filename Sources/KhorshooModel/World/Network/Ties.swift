import KhorshooNetworks
import KhorshooNumerics

/// Kinds of tie between two households.
public enum TieLayer: Int, Sendable, CaseIterable {
  /// Nearest households of the gacha (地缘).
  case neighbour
  /// Kin groups, a share across gacha (亲缘).
  case kin
  /// Similar herds and products (业缘).
  case business
  /// Party members of one grid, who meet monthly.
  case organisation
  /// A household and its central household.
  case hub

  /// Parameter that is its weight in W.
  var weightKey: String {
    switch self {
    case .neighbour: "network.weightNeighbour"
    case .kin: "network.weightKin"
    case .business: "network.weightBusiness"
    case .organisation: "network.weightOrganisation"
    case .hub: "network.weightHub"
    }
  }
}

/// An undirected tie, `a < b`.
struct Tie: Hashable {
  let a, b: Int

  init(_ first: Int, _ second: Int) {
    a = min(first, second)
    b = max(first, second)
  }
}

/// The multiplex network of one population.
public struct HouseholdNetwork: Sendable {
  /// W = sum over layers of weight x adjacency. Shape: households x households, sparse, symmetric pattern.
  public let weights: SparseRows
  /// W as it is multiplied: gacha by gacha, sparse or dense by its density.
  let exposure: ExposureOperator
  /// What a simulation does not need; nil where nobody asks for it.
  let description: (ties: TieTable, summary: NetworkSummary)?

  /// The ties of each layer, of weight 1; ``TieLayer``s by their names.
  ///
  /// - Precondition: the network was made with its description.
  public var ties: TieTable { described.ties }
  /// Measures of the generated network, beside their targets.
  ///
  /// - Precondition: the network was made with its description.
  public var summary: NetworkSummary { described.summary }

  private var described: (ties: TieTable, summary: NetworkSummary) {
    guard let description else { preconditionFailure("a network that was made without its description") }
    return description
  }
}

/// What the generator reached.
public struct NetworkSummary: Sendable, Equatable {
  /// Distinct tied pairs in any layer.
  public let tieCount: Int
  /// Mean number of tied households, all layers.
  public let meanDegree: Double
  /// Mean degree in each layer, in the order of ``TieLayer``, then in each of ``otherLayers``.
  public let meanDegreeByLayer: [Double]
  /// Share of ties between gacha in each layer.
  public let acrossGachaShareByLayer: [Double]
  /// Correlation of the logarithms of the herds of tied households (Newman 2002, doi:10.1103/PhysRevLett.89.208701).
  public let herdAssortativity: Double
  /// Layers of a roster that are none of these.
  public let otherLayers: [String]
  /// Three times triangles over connected triples.
  public let transitivity: Double
  /// Share of ties between gacha.
  public let acrossGachaShare: Double

  init(ties: [Set<Tie>], otherLayers: [String] = [], gachaOfHousehold: [Int], logHerd: [Double] = []) {
    self.otherLayers = otherLayers
    acrossGachaShareByLayer = ties.map { layer in
      layer.isEmpty ? 0 : Double(layer.count { gachaOfHousehold[$0.a] != gachaOfHousehold[$0.b] }) / Double(layer.count)
    }
    let households = Double(gachaOfHousehold.count)
    // In a fixed order, so that the same ties give the same bits.
    let pairs = Set(ties.joined()).sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    tieCount = pairs.count
    meanDegree = 2 * Double(pairs.count) / households
    meanDegreeByLayer = ties.map { 2 * Double($0.count) / households }
    acrossGachaShare =
      pairs.isEmpty
      ? 0 : Double(pairs.count { gachaOfHousehold[$0.a] != gachaOfHousehold[$0.b] }) / Double(pairs.count)
    herdAssortativity = Self.assortativity(pairs, logHerd)
    let graph = Adjacency(pairs.map { ($0.a, $0.b) }, householdCount: gachaOfHousehold.count)
    let triples = graph.triples
    transitivity = triples == 0 ? 0 : Double(graph.triangles.reduce(0, +)) / Double(triples)
  }

  /// Every tie counts from both ends; 0 when nothing varies.
  private static func assortativity(_ pairs: [Tie], _ trait: [Double]) -> Double {
    guard !trait.isEmpty, !pairs.isEmpty else { return 0 }
    let count = 2 * Double(pairs.count)
    let mean = pairs.reduce(0) { $0 + trait[$1.a] + trait[$1.b] } / count
    let variance = pairs.reduce(0) {
      $0 + (trait[$1.a] - mean) * (trait[$1.a] - mean) + (trait[$1.b] - mean) * (trait[$1.b] - mean)
    }
    let product = pairs.reduce(0) { $0 + 2 * (trait[$1.a] - mean) * (trait[$1.b] - mean) }
    return variance > 0 ? product / variance : 0
  }
}
