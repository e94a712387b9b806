import KhorshooExperiments
import KhorshooNumerics
import Testing

/// Particles against distributions in closed form.
@Suite struct ParticleSamplerAnalytic {
  @Test("normal scores seen with normal error: posterior and mean likelihood as in the closed form")
  func normal() {
    // Scores z of three coordinates are N(0, 1) before; the first two are seen with errors 0.2 and 0.5.
    let seen: [(value: Double, error: Double)] = [(1.2, 0.2), (-0.4, 0.5)]
    let cloud = ParticleSampler(dimension: 3, count: 4000, seed: 3).posterior { places in
      (0..<places.rowCount).map { i in
        seen.enumerated().reduce(0) { sum, item in
          let z = (stableNormalQuantile(places[i, item.offset]) - item.element.value) / item.element.error
          return sum + 0.5 * z * z
        }
      }
    }
    for j in 0..<3 {
      let scores = Moments((0..<4000).map { stableNormalQuantile(cloud.coordinates[$0, j]) })
      let precision = j < 2 ? 1 + 1 / (seen[j].error * seen[j].error) : 1
      let mean = j < 2 ? seen[j].value / (seen[j].error * seen[j].error) / precision : 0
      let deviation = (1 / precision).squareRoot()
      // Five standard errors, doubled since particles share ancestors.
      #expect(abs(scores.mean - mean) < 10 * deviation / 4000.squareRoot(), "coordinate \(j): \(scores.mean), \(mean)")
      #expect(abs(scores.standardDeviation / deviation - 1) < 0.1, "coordinate \(j)")
    }
    let share = seen.reduce(0.0) { sum, one in
      let variance = 1 + one.error * one.error
      return sum + stableLog(one.error / variance.squareRoot()) - 0.5 * one.value * one.value / variance
    }
    #expect(abs(cloud.logShare - share) < 0.15, "\(cloud.logShare), \(share)")
    #expect(cloud.reached == 1 && cloud.stages > 1)
  }

  @Test("a rare region is found with its share, and filled evenly")
  func rare() {
    let cloud = ParticleSampler(dimension: 4, count: 2000, seed: 5).below(0.02) { places in
      (0..<places.rowCount).map { i in max(abs(places[i, 0] - 0.3), abs(places[i, 2] - 0.8)) }
    }
    // A square of side 0.04.
    #expect(abs(cloud.logShare - stableLog(0.0016)) < 0.25, "\(cloud.logShare)")
    #expect(cloud.energies.allSatisfy { $0 <= 0.02 })
    let first = Moments((0..<2000).map { cloud.coordinates[$0, 0] })
    #expect(abs(first.mean - 0.3) < 0.002)
    #expect(abs(first.standardDeviation - 0.04 / 12.squareRoot()) < 0.0015)
  }

  @Test("where no place is good enough the least is told, and the same seed gives the same bits")
  func outOfReach() {
    func cloud(_ seed: UInt64) -> ParticleSampler.Cloud {
      ParticleSampler(dimension: 2, count: 200, seed: seed).below(1) { places in
        (0..<places.rowCount).map { 2 + places[$0, 0] * places[$0, 0] }
      }
    }
    let found = cloud(1)
    #expect(found.reached > 1 && found.reached < 2.05)
    #expect(cloud(1).coordinates == found.coordinates)
    #expect(cloud(2).coordinates != found.coordinates)
  }
}

extension Int {
  fileprivate func squareRoot() -> Double { Double(self).squareRoot() }
}
