import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct HaltonSequenceProperty {
  /// Scrambled or not, the first b^k points of a dimension of base b have one in each of b^k strata.
  @Test func everyStratumHasItsPoint() throws {
    for seed in [nil, 1, 99] as [UInt64?] {
      let sequence = try HaltonSequence(dimensions: 4, scrambledBy: seed)
      for (dimension, count) in [(0, 64), (1, 81), (2, 125), (3, 49)] {
        let strata = Set(
          (0..<count).map { Int(sequence.coordinate(point: $0, dimension: dimension) * Double(count) + 1e-9) })
        #expect(strata.count == count, "dimension \(dimension)")
      }
    }
  }

  /// A design is extended without changing its first points; other seeds give other points; it is more even than chance.
  @Test func designs() throws {
    let factors = try (0..<6).map { try Factor("x\($0)", .range(low: 0, high: 1)) }
    let (short, long) = (
      try Design.halton(factors, count: 50, seed: 3), try Design.halton(factors, count: 100, seed: 3)
    )
    for point in 0..<50 { #expect(short.values(point: point) == long.values(point: point)) }
    #expect(try Design.halton(factors, count: 50, seed: 4).values(point: 0) != short.values(point: 0))
    let random = ScalarRandom(seed: 5, stream: .init(root: .dynamics, number: 60_010, name: "haltonDigits"))
    let drawn = Matrix(
      rows: 100, columns: 6, values: (0..<600).map { random.uniform(entity: $0, index: 7) })
    let own = try #require(long.discrepancy)
    #expect(own < 0.6 * (try #require(CentredDiscrepancy.of(drawn))))
    #expect(try Design.sobol(factors, count: 64, seed: 1).discrepancy != nil)
    #expect(try Design.saltelli(factors, blocks: 4, seed: 1).discrepancy == nil)
    let many = #expect(throws: ExperimentError.self) { try HaltonSequence(dimensions: 1001, scrambledBy: 1) }
    #expect(many?.code == "too-many-factors")
  }
}
