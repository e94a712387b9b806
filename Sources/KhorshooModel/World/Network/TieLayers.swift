import KhorshooEngine
import KhorshooNetworks

extension HouseholdNetwork {
  /// The ties of a network as a table: undirected, of weight 1, one layer after the other, each in rising order.
  static func table(_ layers: [Set<Tie>], names: [String], householdCount: Int) -> TieTable {
    precondition(layers.count == names.count, "\(layers.count) layers, \(names.count) names")
    var table = TieTable(householdCount: householdCount, layers: names)
    for (layer, ties) in layers.enumerated() {
      for tie in ties.sorted(by: { ($0.a, $0.b) < ($1.a, $1.b) }) { table.append(tie.a, tie.b, layer: layer) }
    }
    return table
  }
}
