import KhorshooNetworks
import Testing

@Suite struct NetworkLayoutProperty {
  private func distance(_ layout: NetworkLayout, _ a: Int, _ b: Int) -> Double {
    let (dx, dy) = (layout.x[a] - layout.x[b], layout.y[a] - layout.y[b])
    return (dx * dx + dy * dy).squareRoot()
  }

  /// Tied households stand nearer to each other than others; nobody stands where another does; the same network gives the same.
  @Test func tiedHouseholdsAreNear() {
    let ties = NetworkGenerator.stochasticBlock(sizes: [40, 40, 40], within: 0.2, between: 0.005).ties(seed: 3)
    let graph = UndirectedGraph(TieGraph(ties))
    let layout = NetworkLayout(graph, groups: Communities(graph).of)
    #expect(layout == NetworkLayout(graph, groups: Communities(graph).of))
    var (tied, others, nearest) = ([Double](), [Double](), Double.infinity)
    for a in 0..<120 {
      for b in 0..<a {
        let d = distance(layout, a, b)
        nearest = min(nearest, d)
        if graph.neighbours(of: a).contains(UInt32(b)) { tied.append(d) } else { others.append(d) }
      }
    }
    let (near, far) = (tied.reduce(0, +) / Double(tied.count), others.reduce(0, +) / Double(others.count))
    #expect(near < 0.6 * far)
    #expect(nearest > 0.01 && layout.x.allSatisfy(\.isFinite) && layout.y.allSatisfy(\.isFinite))
  }

  /// A household without ties and a network of nobody have places too.
  @Test func small() {
    let alone = NetworkLayout(UndirectedGraph(graph(3, [(0, 1)])), groups: [0, 0, 1])
    #expect(alone.x.count == 3 && alone.x.allSatisfy(\.isFinite))
    #expect(NetworkLayout(UndirectedGraph(graph(0, [])), groups: []).x.isEmpty)
  }
}
