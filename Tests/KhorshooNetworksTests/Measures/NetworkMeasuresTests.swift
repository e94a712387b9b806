import KhorshooNetworks
import Testing

@Suite("Measures of fixed graphs are those of networkx")
struct NetworkMeasuresGolden {
  @Test("size, components, clustering, paths, assortativity, modularity", arguments: 0..<4)
  func measures(_ number: Int) throws {
    let row = try Fixture.numbers("measures.csv")[number]
    let nodes = try Fixture.numbers("nodes.csv").filter { Int($0[0]) == number }
    let graph = UndirectedGraph(try Fixture.graph(number))
    let found = NetworkMeasures(graph)
    #expect(found.householdCount == Int(row[1]) && found.tieCount == Int(row[2]))
    #expect(isNear(found.density, row[3]) && found.componentCount == Int(row[4]))
    #expect(isNear(found.largestComponentShare * row[1], row[5]))
    #expect(isNear(found.transitivity, row[6]) && isNear(found.clustering, row[7]))
    #expect(isNear(found.meanPathLength, row[8]) && found.longestPath == Int(row[9]))
    #expect(found.pathSourceCount == Int(row[5]))
    #expect(isNear(found.degreeAssortativity, row[10]))
    #expect(isNear(assortativity(of: nodes.map { $0[2] }, on: graph), row[11]))
    // Weights are held in single precision.
    #expect(isNear(modularity(of: nodes.map { Int($0[3]) }, on: graph), row[12], 1e-6))
  }

  @Test("the check notices a tie less")
  func deliberateFault() throws {
    let row = try Fixture.numbers("measures.csv")[0]
    var ties = TieTable(householdCount: 34)
    for tie in try Fixture.numbers("ties.csv").filter({ $0[0] == 0 }).dropLast() {
      ties.append(Int(tie[1]), Int(tie[2]))
    }
    let found = NetworkMeasures(UndirectedGraph(TieGraph(ties)))
    #expect(!isNear(found.transitivity, row[6]) && !isNear(found.meanPathLength, row[8]))
    #expect(!isNear(found.degreeAssortativity, row[10]))
  }
}

@Suite("Measures by hand, and where they are not defined")
struct NetworkMeasuresAnalytic {
  @Test("a triangle with a tail and two alone")
  func byHand() {
    let found = NetworkMeasures(UndirectedGraph(graph(6, [(0, 1), (1, 2), (2, 0), (2, 3)])))
    #expect(found.isolateCount == 2 && found.componentCount == 3 && found.largestDegree == 3)
    #expect(isNear(found.meanDegree, 4.0 / 3) && isNear(found.transitivity, 0.6))
    #expect(isNear(found.clustering, (1 + 1 + 1.0 / 3) / 6) && isNear(found.meanPathLength, 4.0 / 3))
    let groups = [0, 0, 0, 1, 1, 1]
    let both = UndirectedGraph(graph(6, [(0, 1), (1, 2), (2, 0), (2, 3)]))
    #expect(isNear(shareWithin(groups, on: both), 0.75))
    // 3/4 within; strengths 7/8 and 1/8.
    #expect(isNear(modularity(of: groups, on: both), 0.75 - 50.0 / 64))
  }

  @Test("without ties there are no shares, and without variation no correlation")
  func undefined() {
    let empty = UndirectedGraph(graph(3, []))
    let found = NetworkMeasures(empty)
    #expect(found.transitivity == nil && found.meanPathLength == nil && found.degreeAssortativity == nil)
    #expect(modularity(of: [0, 0, 1], on: empty) == nil && shareWithin([0, 0, 1], on: empty) == nil)
    let ring = UndirectedGraph(smallGraphs[1].graph)
    #expect(NetworkMeasures(ring).degreeAssortativity == nil)
    #expect(assortativity(of: [1, 2, 3, .nan, 5, 6], on: ring) != nil)
  }

  @Test("a sample of sources in a large ring finds its mean path")
  func sampledPaths() {
    let n = 20_002
    let ring = UndirectedGraph(graph(n, (0..<n).map { ($0, ($0 + 1) % n) }))
    // The component is larger than the limit: measured from a sample, which in a ring is as good as all.
    let found = NetworkMeasures(ring)
    #expect(found.pathSourceCount == 1024 && found.longestPath == n / 2)
    let exact = (2 * (1..<(n / 2)).reduce(0.0) { $0 + Double($1) } + Double(n / 2)) / Double(n - 1)
    #expect(isNear(found.meanPathLength, exact))
  }
}

@Suite("Ties by rows")
struct TieGraphUnit {
  @Test("layers add by weight, directions and dates are kept")
  func layers() {
    var ties = TieTable(householdCount: 3, layers: ["kin", "trade"], isDirected: true)
    ties.append(0, 1, weight: 2, layer: 0)
    ties.append(0, 1, weight: 3, layer: 1)
    ties.append(2, 0, layer: 1, since: 4, until: 8)
    let all = TieGraph(ties, layerWeights: [1, 0.5])
    #expect(all.outgoing.columns == [1, 0] && all.outgoing.weights == [3.5, 0.5])
    #expect(all.incoming.rowStarts == [0, 1, 2, 2] && all.incoming.columns == [2, 0])
    #expect(TieGraph(ties, layerWeights: [0, 1], period: 3).outgoing.weights == [3])
    #expect(TieGraph(ties, period: 4).arcCount == 2 && TieGraph(ties, period: 9).arcCount == 1)
    #expect(TieGraph(ties, isWeighted: false).outgoing.weights == [1, 1])
    #expect(all.normalisedIncoming.weights == [1, 1] && all.degrees == [2, 1, 1])
  }

  @Test("an undirected tie is there both ways, from either end")
  func undirected() {
    let graph = graph(4, [(3, 0), (1, 2), (0, 1)])
    #expect(graph.arcCount == 6 && graph.incoming == graph.outgoing)
    #expect(graph.incoming.columns == [1, 3, 0, 2, 1, 0])
    #expect(graph.incomingStrength == [2, 2, 1, 1])
  }
}
