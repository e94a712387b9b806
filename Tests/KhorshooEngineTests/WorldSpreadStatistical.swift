import KhorshooEngine
import KhorshooNumerics
import Testing

/// A world with an effect of its own: that of its parameters, shared by two worlds, and of its population.
private struct OneWorld: TwoArmModel {
  static let quantities = 10
  let seed: UInt64
  let number: Int
  static let parameters = RandomStream(root: .dynamics, number: 913, name: "worldParameters")
  static let population = RandomStream(root: .dynamics, number: 914, name: "worldPopulation")
  static let luck = RandomStream(root: .dynamics, number: 915, name: "worldLuck")

  /// What the policy does in the world when luck is averaged out; quantities are unrelated.
  func effect(_ cell: Int) -> Double {
    0.5 + 1.5 * ScalarRandom(seed: seed, stream: Self.parameters).normal(entity: number / 2, index: cell)
      + 0.8 * ScalarRandom(seed: seed, stream: Self.population).normal(entity: number, index: cell)
  }

  func simulate(_ block: ReplicateBlock, in workspace: NoWorkspace, into record: BlockRecord) {
    let random = LaneRandom(seed: seed, firstReplicate: block.firstReplicate)
    for cell in 0..<10 {
      let luck = SIMD16<Double>(normalQuantileLanes(random.uniforms(Self.luck, entity: cell, quarter: 0).0))
      record.set(arm: 0, cell: cell, luck * 2)
      record.set(arm: 1, cell: cell, luck * 5 + SIMD16(repeating: effect(cell)))
    }
  }
}

private struct NoAnswer: Error {}

/// Runs whose worlds are drawn: bytes, intervals that contain a further world, and faults of a world.
@Suite struct WorldSpreadStatistical {
  private static func worlds(_ seed: UInt64) -> DrawnWorlds<OneWorld> {
    DrawnWorlds(like: OneWorld(seed: seed, number: 0)) { OneWorld(seed: seed, number: $0) }
  }

  /// 200 studies of `count` worlds with 10 quantities; how often the interval holds the effect in a world that was not drawn.
  private static func coverage(worlds count: Int) throws -> (of50: Double, of90: Double, of95: Double, ofMean: Double) {
    var found = (of50: 0.0, of90: 0.0, of95: 0.0, ofMean: 0.0)
    for seed in 0..<200 as Range<UInt64> {
      let tables = try MonteCarloRunner(replicates: count * laneCount, threads: 2).run(worlds(seed))
      let other = OneWorld(seed: seed, number: 100_000)
      for cell in 0..<10 {
        let paired = tables.difference(arm: 1, cell: cell)
        let spread = try #require(paired.worlds)
        let effect = other.effect(cell)
        found.of50 += spread.interval50?.contains(effect) == true ? 1.0 / 2000 : 0
        found.of90 += spread.interval90?.contains(effect) == true ? 1.0 / 2000 : 0
        found.of95 += spread.interval95?.contains(effect) == true ? 1.0 / 2000 : 0
        found.ofMean += abs(paired.difference - effect) < 1.96 * spread.mcse ? 1.0 / 2000 : 0
        #expect(paired.ci95Low == spread.interval95?.lowerBound && spread.worlds == count)
      }
    }
    return found
  }

  /// The share over 2,000 intervals of 200 studies has an error of 0.01 at most: 86 to 94 % for 90 %.
  @Test(arguments: [12, 64]) func intervalsHoldAFurtherWorld(count: Int) throws {
    let found = try Self.coverage(worlds: count)
    #expect((0.86...0.94).contains(found.of90), "\(found)")
    #expect((0.92...0.98).contains(found.of95) && (0.45...0.56).contains(found.of50), "\(found)")
    // The deliberate fault: the interval of the mean, which a further world mostly lies outside of.
    #expect(found.ofMean < 0.6, "\(found)")
  }

  @Test func bytesDoNotDependOnThreads() throws {
    let one = try MonteCarloRunner(replicates: 150, threads: 1).run(Self.worlds(7))
    let many = try MonteCarloRunner(replicates: 150, threads: 5).run(Self.worlds(7))
    #expect(bits(one) == bits(many))
    for cell in 0..<10 {
      #expect(one.difference(arm: 1, cell: cell).worlds == many.difference(arm: 1, cell: cell).worlds)
    }
    #expect(one.difference(arm: 1, cell: 0).worlds?.worlds == 10 && one.worldCount == 10)
  }

  /// Shares are those of the model: 2.25 of parameters, 0.64 of population, 9 of luck in the difference.
  @Test func sharesAreThoseOfTheModel() throws {
    let tables = try MonteCarloRunner(replicates: 400 * laneCount, threads: 2).run(Self.worlds(1))
    var sums = (0.0, 0.0, 0.0)
    for cell in 0..<10 {
      let spread = try #require(tables.difference(arm: 1, cell: cell).worlds)
      sums.0 += spread.parameterShare / 10
      sums.1 += spread.populationShare / 10
      sums.2 += spread.luckShare / 10
    }
    #expect(abs(sums.0 - 2.25 / 11.89) < 0.03 && abs(sums.1 - 0.64 / 11.89) < 0.02, "\(sums)")
    #expect(abs(sums.2 - 9 / 11.89) < 0.03, "\(sums)")
  }

  @Test func aWorldWithoutAnAnswerEndsTheRun() {
    let model = DrawnWorlds(like: OneWorld(seed: 1, number: 0)) { number in
      if number == 3 { throw NoAnswer() }
      return OneWorld(seed: 1, number: number)
    }
    #expect(throws: NoAnswer.self) { _ = try MonteCarloRunner(replicates: 160, threads: 3).run(model) }
  }
}
