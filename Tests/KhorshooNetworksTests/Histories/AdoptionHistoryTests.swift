import KhorshooNetworks
import KhorshooNumerics
import Testing

/// Eight households in two rings of four with one bridge (3-4), adopting from household 0 on.
private let ties = table(8, [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (3, 4)])
private let adoption = AdoptionTimes([1, 2, 3, 2, 4, 5, nil, 5])

@Suite("Adoption times by hand")
struct AdoptionTimesAnalytic {
  @Test("curve and hazard")
  func curve() {
    let curve = adoption.curve
    #expect(curve.map(\.period) == [1, 2, 3, 4, 5] && curve.map(\.new) == [1, 2, 1, 1, 2])
    #expect(curve.map(\.cumulative) == [1, 3, 4, 5, 7])
    let hazards: [Double?] = [1.0 / 8, 2.0 / 7, 1.0 / 5, 1.0 / 4, 2.0 / 3]
    #expect(curve.map(\.hazard) == hazards)
    #expect(AdoptionTimes([1, 1], periods: 1...2).curve[1].hazard == nil)
  }

  @Test("categories by deviations from the mean time")
  func categories() {
    // Mean 22 / 7 = 3.14, deviation 1.57.
    #expect(isNear(adoption.moments.mean, 22.0 / 7) && isNear(adoption.moments.deviation, (104.0 / 42).squareRoot()))
    #expect(
      adoption.categories == [
        .earlyAdopter, .earlyMajority, .earlyMajority, .earlyMajority, .lateMajority, .laggard, nil, .laggard,
      ])
    let late = AdoptionTimes([1] + Array(repeating: 10, count: 20))
    #expect(late.categories[0] == .innovator && late.categories[1] == .lateMajority)
  }
}

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

@Suite("Network dependence by permutation")
struct NetworkDependenceStatistical {
  private static let stream = RandomStream(root: .dynamics, number: 60_002, name: "test")

  private func uniform(_ entity: Int, _ index: Int) -> Double {
    ScalarRandom(seed: 12, stream: Self.stream).uniform(entity: entity, index: index)
  }

  @Test("times dealt out at random are rejected as often as the level says; along ties, always")
  func level() {
    let ring = table(40, (0..<40).flatMap { [($0, ($0 + 1) % 40), ($0, ($0 + 2) % 40)] })
    var rejected = 0
    for study in 0..<200 {
      let times = (0..<40).map { h -> Int32? in
        let u = uniform(h, study)
        return u < 0.6 ? Int32(u * 10) : nil
      }
      let test = NetworkDependence(
        AdoptionTimes(times), ties: ring, ExposureDefinition(), permutations: 99, seed: UInt64(study))
      if test.exposureAtAdoption.pValue <= 0.1 { rejected += 1 }
    }
    // 20 expected, deviation 4.2.
    #expect((5...37).contains(rejected), "\(rejected) of 200 at a level of 0.1")
    let along = AdoptionTimes((0..<40).map { $0 < 20 ? Int32($0 / 2) : nil })
    let test = NetworkDependence(along, ties: ring, ExposureDefinition(), permutations: 199, seed: 1)
    #expect(test.exposureAtAdoption.pValue <= 0.02 && test.adoptedMoran?.pValue == 0.005)
    #expect(test.exposureAtAdoption.observed > test.exposureAtAdoption.mean + 2 * test.exposureAtAdoption.deviation)
  }

  @Test("groups that differ look like dependence unless times are dealt out within them")
  func groups() {
    // Two complete groups of ten; all of the first adopt, none of the second: within groups there is nothing left.
    var pairs: [(Int, Int)] = []
    for a in 0..<20 { for b in 0..<20 where a < b && a / 10 == b / 10 { pairs.append((a, b)) } }
    let ties = table(20, pairs)
    let times = AdoptionTimes((0..<20).map { $0 < 10 ? Int32($0 % 3) : nil })
    let all = NetworkDependence(times, ties: ties, ExposureDefinition(), permutations: 199, seed: 1)
    let within = NetworkDependence(
      times, ties: ties, ExposureDefinition(), groups: (0..<20).map { $0 / 10 }, permutations: 199, seed: 1)
    #expect(all.adoptedMoran?.pValue == 0.005 && within.adoptedMoran?.pValue == 1)
    #expect(isNear(all.adoptedMoran?.observed, 1, 1e-9) && within.exposureAtAdoption.pValue > 0.5)
  }
}
