import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct SampledDesignProperty {
  private func factors() throws -> [Factor] {
    try unitFactors(2) + [
      Factor("whole", .integers(low: 1, high: 3)), Factor("rule", .levels([.text("a"), .text("b")])),
    ]
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func latinHypercubesHaveOnePointInEachStratum(seed: UInt64) throws {
    let design = try Design.latinHypercube(factors(), count: 97, seed: seed)
    for j in 0..<4 {
      let strata = (0..<97).map { Int(design.coordinate(point: $0, factor: j) * 97) }
      #expect(strata.sorted() == Array(0..<97), "seed \(seed), factor \(j)")
      #expect(strata != Array(0..<97))
    }
    // Deliberate fault: Sobol' points have no such strata for 97.
    let other = try Design.sobol(factors(), count: 97, seed: seed)
    #expect(Set((0..<97).map { Int(other.coordinate(point: $0, factor: 1) * 97) }).count < 97)
  }

  @Test func sameSeedSameDesignOtherSeedOther() throws {
    let make: [(UInt64) throws -> Design] = [
      { try .latinHypercube(self.factors(), count: 20, seed: $0) }, { try .sobol(self.factors(), count: 20, seed: $0) },
      { try .saltelli(self.factors(), blocks: 5, seed: $0) },
      { try .morris(self.factors(), trajectories: 5, seed: $0) },
    ]
    for design in make {
      #expect(
        try design(7) == design(7)
          && (0..<5).allSatisfy { try design(7).values(point: $0) != design(8).values(point: $0) })
      #expect(try design(7).order == Array(0..<design(7).pointCount))
    }
  }

  @Test func longerSobolDesignsBeginWithTheShorterOnes() throws {
    let (short, long) = try (Design.sobol(factors(), count: 64, seed: 3), Design.sobol(factors(), count: 100, seed: 3))
    #expect((0..<64).allSatisfy { long.values(point: $0) == short.values(point: $0) })
  }

  @Test func saltelliBlocksExchangeOneFactorEach() throws {
    let design = try Design.saltelli(factors(), blocks: 50, seed: 9)
    #expect(design.blockSize == 6 && design.pointCount == 300)
    for block in 0..<50 {
      for j in 0..<4 {
        let column = (0..<6).map { design.coordinate(point: block * 6 + $0, factor: j) }
        let (a, b) = (column[0], column[5])
        #expect(a != b && (1...4).allSatisfy { column[$0] == ($0 == j + 1 ? b : a) })
      }
    }
    // A and B are independent of each other.
    let columns = [0, 5].map { k in (0..<50).map { design.coordinate(point: $0 * 6 + k, factor: 0) } }
    let (a, b) = (Moments(columns[0]), Moments(columns[1]))
    let product = zip(columns[0], columns[1]).reduce(0) { $0 + ($1.0 - a.mean) * ($1.1 - b.mean) }
    #expect(abs(product) / (a.squaredDeviations * b.squaredDeviations).squareRoot() < 0.5)
  }

  @Test(arguments: [2, 4, 10])
  func morrisTrajectoriesMoveEachFactorOnce(levels: Int) throws {
    let design = try Design.morris(factors(), trajectories: 200, levels: levels, seed: 5)
    let delta = Double(levels) / Double(2 * (levels - 1))
    var upwards = 0
    for trajectory in 0..<200 {
      var moved: [Int] = []
      for point in trajectory * 5..<trajectory * 5 + 4 {
        let steps = (0..<4).map {
          design.coordinate(point: point + 1, factor: $0) - design.coordinate(point: point, factor: $0)
        }
        let changed = steps.indices.filter { steps[$0] != 0 }
        #expect(changed.count == 1 && abs(abs(steps[changed[0]]) - delta) < 1e-12)
        #expect(
          design.values(point: point) != design.values(point: point + 1), "a step changes the value, of words too")
        moved += changed
        if steps[changed[0]] > 0 { upwards += 1 }
      }
      #expect(moved.sorted() == [0, 1, 2, 3])
    }
    // 800 fair coins: four standard deviations are 57.
    #expect(abs(upwards - 400) < 57)
    let odd = experimentError { _ = try Design.morris(factors(), trajectories: 3, levels: 5, seed: 1) }
    #expect(odd?.code == "morris-levels")
  }

  @Test func boundsAreRespectedInEveryDesign() throws {
    let mixed = try [
      Factor("a", .range(low: -3, high: 5)), Factor("b", .range(low: 0.01, high: 10, scale: .logarithmic)),
      Factor("c", .integers(low: 2, high: 9)),
    ]
    for design in try [
      Design.latinHypercube(mixed, count: 500, seed: 1), .sobol(mixed, count: 512, seed: 1),
      .saltelli(mixed, blocks: 64, seed: 1), .morris(mixed, trajectories: 64, seed: 1),
    ] {
      var seen: Set<Double> = []
      for point in 0..<design.pointCount {
        let v = design.values(point: point).compactMap(\.number)
        #expect((-3...5).contains(v[0]) && (0.01...10).contains(v[1]) && (2...9).contains(v[2]))
        seen.insert(v[2])
      }
      #expect(seen.count == (design.method == .morris ? 4 : 8), "\(design.method): whole numbers all occur")
    }
  }

  @Test func sizesAreChecked() throws {
    #expect(experimentError { _ = try Design.latinHypercube(factors(), count: 0, seed: 1) }?.code == "design-size")
    #expect(experimentError { _ = try Design.sobol(factors(), count: .max, seed: 1) }?.code == "design-size")
    #expect(
      experimentError { _ = try Design.saltelli(unitFactors(556), blocks: 2, seed: 1) }?.code == "too-many-factors")
  }
}
