import KhorshooNetworks
import KhorshooNumerics

/// Kinds of tie between two households.
public enum TieLayer: Int, Sendable, CaseIterable {
  /// Nearest households of the gacha (地緣).
  case neighbour
  /// Kin groups, a share across gacha (親緣).
  case kin
  /// Similar herds and products (業緣).
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
  /// The ties of each layer, of weight 1; ``TieLayer``s by their names.
  public let ties: TieTable
  /// W as it is multiplied: gacha by gacha, sparse or dense by its density.
  let exposure: ExposureOperator
  /// Measures of the generated network, beside their targets.
  public let summary: NetworkSummary
}

/// What the generator reached.
public struct NetworkSummary: Sendable, Equatable {
  /// Distinct tied pairs in any layer.
  public let tieCount: Int
  /// Mean number of tied households, all layers.
  public let meanDegree: Double
  /// Mean degree in each layer, in the order of ``TieLayer``, then in each of ``otherLayers``.
  public let meanDegreeByLayer: [Double]
  /// Layers of a roster that are none of these.
  public let otherLayers: [String]
  /// Three times triangles over connected triples.
  public let transitivity: Double
  /// Share of ties between gacha.
  public let acrossGachaShare: Double

  init(ties: [Set<Tie>], otherLayers: [String] = [], gachaOfHousehold: [Int]) {
    self.otherLayers = otherLayers
    let households = Double(gachaOfHousehold.count)
    let pairs = ties.reduce(into: Set()) { $0.formUnion($1) }
    tieCount = pairs.count
    meanDegree = 2 * Double(pairs.count) / households
    meanDegreeByLayer = ties.map { 2 * Double($0.count) / households }
    acrossGachaShare =
      pairs.isEmpty
      ? 0 : Double(pairs.count { gachaOfHousehold[$0.a] != gachaOfHousehold[$0.b] }) / Double(pairs.count)
    var neighbours = [Set<Int>](repeating: [], count: gachaOfHousehold.count)
    for tie in pairs {
      neighbours[tie.a].insert(tie.b)
      neighbours[tie.b].insert(tie.a)
    }
    let triples = neighbours.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
    let closed = pairs.reduce(0) { $0 + neighbours[$1.a].intersection(neighbours[$1.b]).count }
    transitivity = triples == 0 ? 0 : Double(closed) / Double(triples)
  }
}
