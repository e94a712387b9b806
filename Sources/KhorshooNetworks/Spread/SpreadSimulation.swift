import KhorshooEngine
import KhorshooNumerics

/// One mechanism on one graph, from seeds forward, for any number of replicates on all cores.
public struct SpreadSimulation: Sendable {
  /// How adoption spreads.
  public enum Mechanism: Sendable {
    /// Utility, threshold or Bass, by what a household looks at.
    case adoption(SpreadExposure, AdoptionRule)
    /// One chance along each tie, with this probability a unit of weight.
    case cascade(probability: Double)
    /// Information passing; adopters are those who take part, or all who have heard.
    case passing(InformationPassing, countsInformed: Bool)
    /// Adoption that is given up again; adopters are those who have not left.
    case epidemic(Epidemic)
  }

  private let graph: TieGraph
  private let mechanism: Mechanism

  /// A mechanism on a graph.
  public init(_ graph: TieGraph, _ mechanism: Mechanism) {
    self.graph = graph
    self.mechanism = mechanism
  }

  /// All replicates: the same result for any number of threads.
  ///
  /// - Parameter periods: periods simulated; a cascade may go on until it rests (nil), the other mechanisms need a number.
  public func run(replicates: Int, seed: UInt64, seeds: SpreadSeeds, periods: Int?, threads: Int = 1) -> SpreadSummary {
    var summary = SpreadSummary(householdCount: graph.householdCount)
    switch mechanism {
    case .cascade(let probability):
      let cascade = IndependentCascade(graph, probability: probability)
      let size = IndependentCascade.blockSize
      ParallelBlocks.run(
        count: (replicates + size - 1) / size, threads: threads, into: &summary,
        makeMemory: { IndependentCascade.Memory(graph) },
        compute: { block, memory in
          cascade.simulate(
            seed: seed, firstReplicate: block * size, count: min(size, replicates - block * size), seeds: seeds,
            periods: periods, in: memory)
        }, add: { $0.add($1) })
    case .adoption(let exposure, let rule):
      let spread = AdoptionSpread(graph, exposure: exposure, rule: rule)
      lanes(replicates, threads, into: &summary) { first, count in
        spread.simulate(
          seed: seed, firstReplicate: first, count: count, seeds: seeds, periods: wanted(periods))
      }
    case .epidemic(let epidemic):
      lanes(replicates, threads, into: &summary) { first, count in
        epidemic.simulate(seed: seed, firstReplicate: first, count: count, seeds: seeds, periods: wanted(periods))
      }
    case .passing(let passing, let countsInformed):
      lanes(replicates, threads, into: &summary) { first, count in
        let states = passing.simulate(
          seed: seed, firstReplicate: first, count: count, seeds: seeds, periods: wanted(periods))
        return countsInformed
          ? SpreadBlock(states.informedCounts, states.informed, firstReplicate: first, count: count)
          : SpreadBlock(states.participantCounts, states.participants, firstReplicate: first, count: count)
      }
    }
    return summary
  }

  /// Error of the steps in which Bass's rule is solved, a share of households; nil for the other mechanisms.
  public func stepError(seeds: SpreadSeeds, periods: Int) -> Double? {
    guard case .adoption(let exposure, let rule) = mechanism, case .bass = rule else { return nil }
    return AdoptionSpread(graph, exposure: exposure, rule: rule).stepError(seeds: seeds, periods: periods)
  }

  private func lanes(
    _ replicates: Int, _ threads: Int, into summary: inout SpreadSummary,
    _ compute: @Sendable (Int, Int) -> SpreadBlock
  ) {
    ParallelBlocks.run(
      count: ReplicateBlock.count(replicates: replicates), threads: threads, into: &summary, makeMemory: {},
      compute: { block, _ in compute(block * laneCount, min(laneCount, replicates - block * laneCount)) },
      add: { $0.add($1) })
  }

  private func wanted(_ periods: Int?) -> Int {
    guard let periods else { preconditionFailure("this mechanism needs a number of periods") }
    return periods
  }
}
