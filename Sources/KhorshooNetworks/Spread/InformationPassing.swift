import KhorshooNumerics

/// Information passing with participation: the informed tell their ties, those who take part at another rate than those who
/// do not, and whoever hears decides once whether to take part.
///
///     P(h hears) = 1 - (1 - q_N)^(w of informed non-participants) (1 - q_P)^(w of participants)     in each period
///     P(h takes part | newly informed) = participation_h
///
/// An SI process when the two rates are equal. Update is simultaneous: who hears in a period tells in the next.
///
/// - Random: ``SpreadStreams/adoption``, entity = household, index = period; ``SpreadStreams/traits``, index 1, for taking
///   part, so that a household that hears earlier decides as it would have later.
/// - Source: Banerjee, Chandrasekhar, Duflo and Jackson 2013, doi:10.1126/science.1236498.
/// - Proof: `PassingAnalytic` (exact enumeration), `PassingFitStatistical`.
public struct InformationPassing: Sendable {
  /// Probability that an informed non-participant tells a household in a period along a tie of weight 1.
  public var nonParticipants: Double
  /// The same of a participant.
  public var participants: Double
  /// Probability that an informed household takes part. One for each household.
  public var participation: [Float]
  private let incoming: SparseRows

  /// - Precondition: rates are at least 0 and below 1; as many values of participation as households.
  public init(_ graph: TieGraph, nonParticipants: Double, participants: Double, participation: [Float]) {
    precondition((0..<1).contains(nonParticipants) && (0..<1).contains(participants))
    precondition(participation.count == graph.householdCount)
    incoming = graph.incoming
    self.nonParticipants = nonParticipants
    self.participants = participants
    self.participation = participation
  }

  /// Households.
  public var householdCount: Int { incoming.rowCount }

  /// States at the end of a block. Shape: households x 16, 0 or 1.
  public struct States: Sendable {
    /// Who has heard.
    public var informed: [Lanes]
    /// Who takes part.
    public var participants: [Lanes]
    /// Participants after each period, the start first.
    public var participantCounts: [Lanes]
    /// The informed after each period.
    public var informedCounts: [Lanes]
  }

  /// Replicates `firstReplicate ..< firstReplicate + 16`; the seeds are informed and decide like everybody.
  public func simulate(seed: UInt64, firstReplicate: Int, count: Int, seeds: SpreadSeeds, periods: Int) -> States {
    let random = LaneRandom(seed: seed, firstReplicate: firstReplicate)
    let willing = (0..<householdCount).map { h in
      Lanes(repeating: 1).masked(
        by: random.uniform(SpreadStreams.traits, entity: h, quarter: 0, index: 1) .< participation[h])
    }
    let informed = startLanes(
      seeds, seed: seed, firstReplicate: firstReplicate, count: count, householdCount: householdCount)
    let taking = zip(informed, willing).map { $0 * $1 }
    var states = States(
      informed: informed, participants: taking, participantCounts: [taking.reduce(.zero, +)],
      informedCounts: [informed.reduce(.zero, +)])
    let rates = (Float(-stableLog(1 - nonParticipants)), Float(-stableLog(1 - participants)))
    var (all, part) = (states.informed, states.participants)
    for period in 0..<periods {
      multiply(states.informed, into: &all)
      multiply(states.participants, into: &part)
      var totals = (Lanes.zero, Lanes.zero)
      for h in 0..<householdCount {
        if hasAny(states.informed[h] .< Lanes(repeating: 1)) {
          let u = random.uniform(SpreadStreams.adoption, entity: h, quarter: 0, index: period)
          let hazard = (all[h] - part[h]).atLeast(0) * rates.0 + part[h] * rates.1
          states.informed[h] = states.informed[h].replacing(with: 1, where: u .< (1 - expLanes(-hazard)))
          states.participants[h] = states.informed[h] * willing[h]
        }
        totals.0 += states.informed[h]
        totals.1 += states.participants[h]
      }
      states.informedCounts.append(totals.0)
      states.participantCounts.append(totals.1)
    }
    return states
  }

  /// Period in which each household took part in one replicate, 0 for a seed that does; nil for who did not.
  ///
  /// One run of every number of periods: for making a history, not for many.
  public func times(seed: UInt64, replicate: Int, seeds: SpreadSeeds, periods: Int) -> [Int?] {
    SpreadBlock.times(householdCount: householdCount, periods: periods) { until in
      simulate(
        seed: seed, firstReplicate: replicate / laneCount * laneCount, count: laneCount, seeds: seeds, periods: until
      ).participants.map { $0[replicate % laneCount] == 1 }
    }
  }

  private func multiply(_ x: [Lanes], into y: inout [Lanes]) {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        incoming.multiply(x, into: y, rows: 0..<householdCount)
      }
    }
  }
}
