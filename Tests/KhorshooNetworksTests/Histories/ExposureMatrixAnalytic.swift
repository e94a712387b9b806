import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Exposure by definition")
struct ExposureMatrixAnalytic {
  private func exposure(_ change: (inout ExposureDefinition) -> Void = { _ in }) -> ExposureMatrix {
    var definition = ExposureDefinition()
    change(&definition)
    return ExposureMatrix(adoption, ties: ties, definition)
  }

  @Test("shares of the period before, and thresholds, by hand (Valente)")
  func byHand() {
    let direct = exposure()
    #expect([1, 2, 3, 4, 5].map { direct[1, $0] } == [0, 0.5, 0.5, 1, 1])
    let bridge: [Double] = [0, 0, 1.0 / 3, 1.0 / 3, 1.0 / 3]
    #expect([1, 2, 3, 4, 5].map { direct[4, $0] } == bridge)
    let thresholds: [Double?] =
      [nil, 0.5, 1, 1.0 / 3, 1.0 / 3, 0.5, nil, 0.5]
    #expect(direct.thresholds(adoption) == thresholds)
    // Of the same period, as netdiffuseR has it without a lag: household 7 adopts with household 5, its tie is 4.
    let same = exposure { $0.lag = 0 }
    #expect([1, 2, 3].map { same[1, $0] } == [0.5, 0.5, 1])
    #expect(same.thresholds(adoption)[4] == 1.0 / 3)
  }

  @Test("sums, windows, attributes, layers and dates")
  func definitions() {
    let sums = exposure { $0.isNormalised = false }
    #expect([1, 2, 3, 4, 5].map { sums[2, $0] } == [0, 0, 2, 2, 2])
    let fresh = exposure { $0.window = 1 }
    #expect([1, 2, 3, 4, 5].map { fresh[2, $0] } == [0, 0, 1, 0, 0])
    let weighed = exposure { $0.attribute = [3, 1, 1, 1, 1, 1, 1, 1] }
    #expect(weighed[1, 2] == 0.75 && weighed[3, 2] == 0.6)
    var layered = TieTable(householdCount: 3, layers: ["kin", "trade"])
    layered.append(0, 1, weight: 4, layer: 0)
    layered.append(1, 2, layer: 1, since: 3)
    let times = AdoptionTimes([1, nil, 2], periods: 1...4)
    func of(_ change: (inout ExposureDefinition) -> Void) -> [Double] {
      var definition = ExposureDefinition()
      change(&definition)
      let matrix = ExposureMatrix(times, ties: layered, definition)
      return [1, 2, 3, 4].map { matrix[1, $0] }
    }
    #expect(of { _ in } == [0, 1, 1, 1])
    #expect(of { $0.layerWeights = [0, 1] } == [0, 0, 1, 1])
    #expect(of { $0.window = 2 } == [0, 1, 1, 0.2])
    #expect(
      of {
        $0.window = 2
        $0.isWeighted = false
      } == [0, 1, 1, 0.5])
  }

  @Test("structural equivalence is its double sum; those in one position have the greatest weight")
  func structuralEquivalence() {
    for (name, graph) in smallGraphs {
      let found = StructuralEquivalence(graph)
      let n = graph.householdCount
      let z = Self.paths(graph)
      for i in 0..<n {
        for j in 0..<n where j != i {
          var sum = (z[i][j] - z[j][i]) * (z[i][j] - z[j][i])
          for k in 0..<n where k != i && k != j {
            let (out, back) = (z[i][k] - z[j][k], z[k][i] - z[k][j])
            sum += out * out + back * back
          }
          #expect(isNear(found.distances[i, j], sum.squareRoot()), "\(name) \(i) \(j)")
        }
      }
    }
    let star = StructuralEquivalence(smallGraphs[2].graph)
    // Leaves are alike, the hub (1) is the farthest of all: it has no weight.
    let weights = star.weights(cohesion: 1)
    #expect(weights.columns[weights.rowStarts[0]..<weights.rowStarts[1]].contains(1) == false)
    #expect(weights.weights[weights.rowStarts[0]..<weights.rowStarts[1]].allSatisfy { $0 == 0.25 })
  }

  /// Shortest paths by relaxing every arc n times; unreachable is the longest path and one.
  private static func paths(_ graph: TieGraph) -> [[Double]] {
    let n = graph.householdCount
    var z = (0..<n).map { i in (0..<n).map { $0 == i ? 0.0 : .infinity } }
    for _ in 0..<n {
      for arc in arcs(graph) { for i in 0..<n { z[i][arc.to] = min(z[i][arc.to], z[i][arc.from] + 1) } }
    }
    let longest = z.joined().filter(\.isFinite).max() ?? 0
    return z.map { $0.map { $0.isFinite ? $0 : longest + 1 } }
  }
}
