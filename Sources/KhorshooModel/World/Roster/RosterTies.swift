import KhorshooEngine
import KhorshooNetworks

/// The ties of a roster between households of a banner.
///
/// Layers named neighbour, kin, business, organisation or hub are those of ``TieLayer`` and have their weights
/// (`network.weight…`); any other is a layer of its own. A weight of the table multiplies that of the layer.
///
/// - Proof: `OwnDataUnit`.
struct RosterTies {
  /// A tie: word goes from `from` to `to`, and back unless the table is directed.
  struct Strand {
    let from, to: Int
    let weight: Double
  }

  /// Ties of each known layer; nil for a layer that the table has not.
  private(set) var known: [[Strand]?] = TieLayer.allCases.map { _ in nil }
  /// Those of other layers.
  private(set) var others: [(name: String, ties: [Strand])] = []
  let isDirected: Bool

  /// - Parameter household: place of each row of the roster in the order of the banner.
  init(_ table: TieTable, household: [Int]) {
    isDirected = table.isDirected
    var ties = [[Strand]](repeating: [], count: table.layers.count)
    for k in 0..<table.count {
      ties[Int(table.layer[k])].append(
        Strand(
          from: household[Int(table.source[k])], to: household[Int(table.target[k])], weight: Double(table.weight[k])))
    }
    for (name, ties) in zip(table.layers, ties) {
      if let layer = TieLayer.allCases.first(where: { "\($0)" == name }) {
        known[layer.rawValue] = ties
      } else {
        others.append((name, ties))
      }
    }
    // A survey of ties is the network of place, kin and trade: none is made up beside it.
    for layer in GridQuality.layers where known[layer.rawValue] == nil { known[layer.rawValue] = [] }
  }

  /// Pairs that a list of ties joins.
  static func pairs(_ ties: [Strand]) -> Set<Tie> { Set(ties.map { Tie($0.from, $0.to) }) }
}
