import KhorshooNetworks
import Testing

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
