import KhorshooNumerics

/// What a network looks like as a whole.
///
/// Ties are read without direction. An empty value is a measure that is not defined, such as the clustering of a network
/// without two ties that meet.
/// - Source: transitivity and clustering Watts and Strogatz 1998, doi:10.1038/30918; assortativity Newman 2003,
///   doi:10.1103/PhysRevE.67.026126; modularity Newman and Girvan 2004, doi:10.1103/PhysRevE.69.026113.
/// - Proof: `NetworkMeasuresGolden` (networkx on fixed graphs), `NetworkMeasuresAnalytic`.
public struct NetworkMeasures: Sendable, Hashable {
  /// Households, and those without a tie.
  public let householdCount, isolateCount: Int
  /// Tied pairs.
  public let tieCount: Int
  /// Ties over pairs.
  public let density: Double
  /// Mean, standard deviation and greatest number of ties of a household.
  public let meanDegree, degreeDeviation: Double
  /// Greatest number of ties of a household.
  public let largestDegree: Int
  /// Components, a household without ties being one.
  public let componentCount: Int
  /// Share of households in the largest component.
  public let largestComponentShare: Double
  /// Three times triangles over pairs of ties that meet.
  public let transitivity: Double?
  /// Mean over households of the share of their neighbours' pairs that are tied, 0 with fewer than two ties.
  public let clustering: Double
  /// Mean length of shortest paths in the largest component, ties.
  public let meanPathLength: Double?
  /// The longest shortest path that was found in it.
  public let longestPath: Int
  /// Households that paths were measured from; fewer than the component's when it is large.
  public let pathSourceCount: Int
  /// Correlation of the degrees at the two ends of a tie.
  public let degreeAssortativity: Double?

  /// Households from which paths are measured in a component that is larger than this.
  public static let exactPathLimit = 20_000
  private static let sampledSources = 1024

  /// Measures a network; `seed` draws the sources of paths in a large one.
  public init(_ graph: UndirectedGraph, seed: UInt64 = 0) {
    let n = graph.householdCount
    let degrees = (0..<n).map(graph.degree)
    householdCount = n
    isolateCount = degrees.count { $0 == 0 }
    tieCount = graph.tieCount
    density = n < 2 ? 0 : Double(2 * tieCount) / (Double(n) * Double(n - 1))
    let mean = n == 0 ? 0 : Double(2 * tieCount) / Double(n)
    meanDegree = mean
    let spread = degrees.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    degreeDeviation = n == 0 ? 0 : (spread / Double(n)).squareRoot()
    largestDegree = degrees.max() ?? 0
    let components = graph.components
    componentCount = components.sizes.count
    let largest = components.sizes.first ?? 0
    largestComponentShare = n == 0 ? 0 : Double(largest) / Double(n)
    let triangles = graph.triangles
    let triples = degrees.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    transitivity = triples == 0 ? nil : Double(triangles.reduce(0, +)) / Double(triples)
    let local = zip(triangles, degrees).reduce(0.0) { sum, pair in
      pair.1 < 2 ? sum : sum + 2 * Double(pair.0) / (Double(pair.1) * Double(pair.1 - 1))
    }
    clustering = n == 0 ? 0 : local / Double(n)
    let sources = Self.sources(components.of, size: largest, seed: seed)
    let paths = graph.pathLengths(from: sources)
    meanPathLength = largest < 2 ? nil : paths.mean
    longestPath = paths.longest
    pathSourceCount = sources.count
    degreeAssortativity = assortativity(of: degrees.map(Double.init), on: graph)
  }

  /// All households of the largest component, or a sample of them.
  private static func sources(_ component: [Int], size: Int, seed: UInt64) -> [Int] {
    let all = component.indices.filter { component[$0] == 0 }
    guard size > exactPathLimit else { return all }
    let random = ScalarRandom(seed: seed, stream: SpreadStreams.sources)
    let keys = all.map { (random.uniform(entity: $0, index: 0), $0) }.sorted { $0 < $1 }
    return keys.prefix(sampledSources).map(\.1)
  }
}

/// Correlation over ties of a number at their two ends, each tie both ways; nil when it does not vary.
///
/// Ties of households without the number (NaN) are left out.
public func assortativity(of values: [Double], on graph: UndirectedGraph) -> Double? {
  precondition(values.count == graph.householdCount)
  var (n, sum, squares, products) = (0.0, 0.0, 0.0, 0.0)
  // About the mean of all, so that large numbers keep their digits.
  let known = values.filter { !$0.isNaN }
  guard !known.isEmpty else { return nil }
  let centre = known.reduce(0, +) / Double(known.count)
  for h in 0..<graph.householdCount where !values[h].isNaN {
    for other in graph.neighbours(of: h).lazy.map(Int.init) where !values[other].isNaN {
      let (x, y) = (values[h] - centre, values[other] - centre)
      n += 1
      sum += x
      squares += x * x
      products += x * y
    }
  }
  guard n > 0 else { return nil }
  let mean = sum / n
  let variance = squares / n - mean * mean
  guard variance > 1e-12 * (squares / n) else { return nil }
  return (products / n - mean * mean) / variance
}

/// Newman's assortativity of groups: share of ties within groups beyond chance, over the most there could be. Nil where chance
/// leaves nothing, or without ties.
///
/// Ties of households without a group (below 0) are left out; each tie counts both ways.
/// - Source: Newman 2003, doi:10.1103/PhysRevE.67.026126, equation 2.
public func assortativity(ofGroups groups: [Int], on graph: UndirectedGraph) -> Double? {
  precondition(groups.count == graph.householdCount)
  var ends = [Double](repeating: 0, count: (groups.max() ?? -1) + 1)
  var (within, all) = (0.0, 0.0)
  for h in 0..<graph.householdCount where groups[h] >= 0 {
    for other in graph.neighbours(of: h).lazy.map(Int.init) where groups[other] >= 0 {
      ends[groups[h]] += 1
      all += 1
      if groups[other] == groups[h] { within += 1 }
    }
  }
  guard all > 0 else { return nil }
  let chance = ends.reduce(0) { $0 + ($1 / all) * ($1 / all) }
  return chance < 1 - 1e-12 ? (within / all - chance) / (1 - chance) : nil
}

/// Weight of ties within groups beyond what degrees would give: the modularity of a partition. Nil without ties.
public func modularity(of groups: [Int], on graph: UndirectedGraph) -> Double? {
  precondition(groups.count == graph.householdCount)
  let total = graph.weights.reduce(0, +)
  guard total > 0 else { return nil }
  var strength = [Double](repeating: 0, count: (groups.max() ?? 0) + 1)
  var within = 0.0
  for h in 0..<graph.householdCount {
    for k in graph.starts[h]..<graph.starts[h + 1] {
      strength[groups[h]] += graph.weights[k]
      if groups[Int(graph.neighbours[k])] == groups[h] { within += graph.weights[k] }
    }
  }
  return within / total - strength.reduce(0) { $0 + ($1 / total) * ($1 / total) }
}

/// Share of ties whose two ends are in one group. Nil without ties.
public func shareWithin(_ groups: [Int], on graph: UndirectedGraph) -> Double? {
  guard graph.tieCount > 0 else { return nil }
  let within = (0..<graph.householdCount).reduce(0) { count, h in
    count + graph.neighbours(of: h).count { groups[Int($0)] == groups[h] }
  }
  return Double(within) / Double(graph.neighbours.count)
}
