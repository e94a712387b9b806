import KhorshooNetworks
import KhorshooNumerics
import Testing

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
