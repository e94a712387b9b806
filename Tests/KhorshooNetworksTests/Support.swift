import KhorshooNetworks

/// A graph of undirected ties.
func graph(_ householdCount: Int, _ ties: [(Int, Int)], isDirected: Bool = false) -> TieGraph {
  TieGraph(table(householdCount, ties, isDirected: isDirected))
}

/// A table of ties of weight 1.
func table(_ householdCount: Int, _ ties: [(Int, Int)], isDirected: Bool = false) -> TieTable {
  var table = TieTable(householdCount: householdCount, isDirected: isDirected)
  for (a, b) in ties { table.append(a, b) }
  return table
}

/// Graphs of up to ten ties whose spread can be enumerated: path, ring, star, complete, two triangles, bow tie, ladder,
/// directed ring with a chord.
let smallGraphs: [(name: String, graph: TieGraph)] = [
  ("path", graph(5, [(0, 1), (1, 2), (2, 3), (3, 4)])),
  ("ring", graph(6, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)])),
  ("star", graph(6, [(1, 0), (1, 2), (1, 3), (1, 4), (1, 5)])),
  ("complete", graph(4, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])),
  ("twoTriangles", graph(6, [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)])),
  ("bowTie", graph(5, [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2)])),
  ("ladder", graph(8, [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7), (0, 4), (1, 5), (2, 6), (3, 7)])),
  ("directed", graph(5, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 2), (2, 0)], isDirected: true)),
]

/// Every graph of four households: 64 sets of undirected ties.
let everyGraphOfFour: [TieGraph] = {
  let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
  return (0..<64).map { set in graph(4, pairs.enumerated().filter { set >> $0.offset & 1 == 1 }.map(\.element)) }
}()

/// Ordered pairs of a graph.
func arcs(_ graph: TieGraph) -> [(from: Int, to: Int)] {
  (0..<graph.householdCount).flatMap { h in
    graph.outgoing.columns[graph.outgoing.rowStarts[h]..<graph.outgoing.rowStarts[h + 1]].map { (h, Int($0)) }
  }
}
