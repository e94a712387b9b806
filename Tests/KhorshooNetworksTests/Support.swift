import Foundation
import KhorshooNetworks
import Testing

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

/// Checked-in results of other programs, made by the script beside them.
enum Fixture {
  /// Rows of numbers of a CSV file with a comment and a header.
  static func numbers(_ name: String) throws -> [[Double]] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/" + name, withExtension: nil))
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    return try lines.dropFirst().map { try $0.split(separator: ",").map { try #require(Double($0)) } }
  }

  /// The graph of a number in `ties.csv`.
  static func graph(_ number: Int, isWeighted: Bool = true) throws -> TieGraph {
    let measures = try numbers("measures.csv")[number]
    var ties = TieTable(householdCount: Int(measures[1]), isDirected: measures[13] == 1)
    for row in try numbers("ties.csv") where Int(row[0]) == number {
      ties.append(Int(row[1]), Int(row[2]), weight: Float(row[3]))
    }
    return TieGraph(ties, isWeighted: isWeighted)
  }
}

/// Whether two numbers agree to a share of their size.
func isNear(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  a.map { ($0 - b).magnitude <= tolerance * max(1, b.magnitude) } ?? false
}
