/// How every three households are tied: sixteen kinds, by how many pairs of the three are mutual, one-sided and untied.
///
/// Only connected threes are looked at one by one; those with one tie follow by counting, those without from the whole. Without
/// directions every tie is mutual, only 003, 102, 201 and 300 occur, and triangles and degrees say how often.
/// - Source: Davis and Leinhardt 1972 (names); Batagelj and Mrvar 2001, doi:10.1016/S0378-8733(01)00035-1 (the count).
/// - Proof: `TriadCensusGolden` (networkx), `TriadCensusAnalytic` (every three of small graphs).
public enum TriadCensus {
  /// Names in the usual order: mutual, asymmetric and null pairs; D down, U up, T transitive, C cyclic.
  public static let names = [
    "003", "012", "102", "021D", "021U", "021C", "111D", "111U", "030T", "030C", "201", "120D", "120U", "120C", "210",
    "300",
  ]

  /// Place in ``names`` of each of the 64 patterns of three, from 1: bit 0 is v to u, 1 u to v, 2 v to w, 3 w to v, 4 u to w,
  /// 5 w to u.
  private static let kinds = [
    1, 2, 2, 3, 2, 4, 6, 8, 2, 6, 5, 7, 3, 8, 7, 11, 2, 6, 4, 8, 5, 9, 9, 13, 6, 10, 9, 14, 7, 14, 12, 15, 2, 5, 6, 7,
    6, 9,
    10, 14, 4, 9, 9, 12, 8, 13, 14, 15, 3, 7, 8, 11, 7, 12, 14, 15, 8, 14, 13, 15, 11, 15, 15, 16,
  ]

  /// Threes of each kind, in the order of ``names``.
  public static func counts(_ graph: TieGraph) -> [Int] {
    let n = graph.householdCount
    var counts = [Int](repeating: 0, count: 16)
    guard n >= 3 else { return counts }
    let both = UndirectedGraph(graph)
    guard graph.isDirected else { return mutual(both) }
    let outgoing = graph.outgoing
    func passes(_ a: Int, _ b: Int) -> Int {
      var (low, high) = (outgoing.rowStarts[a], outgoing.rowStarts[a + 1])
      while low < high {
        let middle = (low + high) / 2
        if outgoing.columns[middle] < UInt32(b) { low = middle + 1 } else { high = middle }
      }
      return low < outgoing.rowStarts[a + 1] && outgoing.columns[low] == UInt32(b) ? 1 : 0
    }
    func pair(_ a: Int, _ b: Int) -> Int { passes(a, b) + 2 * passes(b, a) }
    // Which of the two a third household is tied to: 1 the first, 2 the second.
    var tied = [UInt8](repeating: 0, count: n)
    for v in 0..<n {
      for u in both.neighbours(of: v).lazy.map(Int.init) where v < u {
        for w in both.neighbours(of: v) { tied[Int(w)] |= 1 }
        for w in both.neighbours(of: u) { tied[Int(w)] |= 2 }
        var third = 0
        let dyad = pair(v, u)
        for (from, isFirst) in [(v, true), (u, false)] {
          for w in both.neighbours(of: from).lazy.map(Int.init) where w != u && w != v {
            // Who is tied to both is met twice.
            if !isFirst, tied[w] == 3 { continue }
            third += 1
            // Each three is counted once: at its first tie by number.
            guard u < w || (v < w && w < u && tied[w] & 1 == 0) else { continue }
            let code = dyad + 4 * pair(v, w) + 16 * pair(u, w)
            counts[kinds[code] - 1] += 1
          }
        }
        counts[dyad == 3 ? 2 : 1] += n - third - 2
        for w in both.neighbours(of: v) { tied[Int(w)] = 0 }
        for w in both.neighbours(of: u) { tied[Int(w)] = 0 }
      }
    }
    counts[0] = n * (n - 1) / 2 * (n - 2) / 3 - counts.dropFirst().reduce(0, +)
    return counts
  }

  /// Without directions: triangles, pairs of ties that meet, single ties and the rest.
  private static func mutual(_ graph: UndirectedGraph) -> [Int] {
    let n = graph.householdCount
    var counts = [Int](repeating: 0, count: 16)
    let triangles = graph.triangles.reduce(0, +) / 3
    let pairs = (0..<n).reduce(0) { $0 + graph.degree(of: $1) * (graph.degree(of: $1) - 1) / 2 }
    counts[15] = triangles
    counts[10] = pairs - 3 * triangles
    // A tie is in n - 2 threes; those of two and three ties have it twice and three times.
    counts[2] = graph.tieCount * (n - 2) - 2 * counts[10] - 3 * triangles
    counts[0] = n * (n - 1) / 2 * (n - 2) / 3 - counts.dropFirst().reduce(0, +)
    return counts
  }
}
