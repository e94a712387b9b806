import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Arms that share their luck against arms with luck of their own.
@Suite struct IndependentNumbersStatistical {
  private func trace(_ numbers: RandomNumbers, arms: [Settings]) throws -> Trace {
    let common: [Settings] = [World.small, World.lively]
    let values = World.values(common)
    return Trace(
      try LinkageModel(
        banner: World.banner(values), values: values,
        arms: arms.enumerated().map { index, arm in
          Arm(name: "arm\(index)", label: "", labelChinese: "", values: World.values(common + [arm]))
        }, referenceArm: 0, start: Quarter(year: 2020, number: 1), years: 2, seed: 11, randomNumbers: numbers),
      replicates: 160)
  }

  private func income(_ trace: Trace, arm: Int) -> [Double] {
    trace.values("incomePerHousehold", arm: arm, time: 7)
  }

  private func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (a, b) = (Moments(x), Moments(y))
    let sum = zip(x, y).reduce(0) { $0 + ($1.0 - a.mean) * ($1.1 - b.mean) }
    return sum / Double(x.count - 1) / (a.variance * b.variance).squareRoot()
  }

  @Test("Equal arms differ by luck alone when they draw for themselves, and not at all when they share")
  func equalArms() throws {
    let arms = [World.linkage, World.linkage]
    let shared = try trace(.common, arms: arms)
    #expect(income(shared, arm: 0) == income(shared, arm: 1))
    let own = try trace(.independent, arms: arms)
    let difference = Moments(zip(income(own, arm: 0), income(own, arm: 1)).map { $1 - $0 })
    #expect(difference.variance > 0)
    #expect(abs(difference.mean) < 4 * (difference.variance / 160).squareRoot())
  }

  @Test("Means agree, pairs are not correlated")
  func means() throws {
    let arms = [World.none, World.linkage]
    let (shared, own) = (try trace(.common, arms: arms), try trace(.independent, arms: arms))
    for arm in 0..<2 {
      let (a, b) = (Moments(income(shared, arm: arm)), Moments(income(own, arm: arm)))
      #expect(abs(a.mean - b.mean) < 4 * ((a.variance + b.variance) / 160).squareRoot(), "\(a) \(b)")
    }
    #expect(correlation(income(shared, arm: 0), income(shared, arm: 1)) > 0.9)
    #expect(abs(correlation(income(own, arm: 0), income(own, arm: 1))) < 0.3)
  }

  @Test("Branches have seeds of their own")
  func seeds() {
    let seeds = (0..<1000).map { RandomNumbers.independent.seed(2020, branch: $0) }
    #expect(Set(seeds).count == 1000 && !seeds.contains(2020))
    #expect(RandomNumbers.common.seed(2020, branch: 7) == 2020)
  }
}
