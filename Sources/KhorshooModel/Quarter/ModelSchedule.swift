/// THE quarter: every process in its order.
///
/// Processes of the banner see all households at once; those of a gacha are run one gacha after the other, each gacha
/// through the whole list, so that its state stays in the processor's cache; what befalls each household on its own is run
/// for a few of them at a time. Weather and prices of the whole run are drawn before (``BlockShocks``).
///
/// - Proof: `ReproducibilityProperty`.
package enum ModelSchedule {
  /// One step of a quarter.
  package struct Step: Sendable {
    /// Name in the documents.
    package let name: String
    /// Seasons it runs in, 1 spring to 4 winter.
    package let seasons: ClosedRange<Int>
    /// Whether each household is on its own in it, so that some of a gacha can go ahead of the others.
    fileprivate let isOfHouseholds: Bool
    // Context, gacha, and the households of it that are meant.
    fileprivate let body: @Sendable (QuarterContext, Int, Range<Int>) -> Void

    fileprivate init(
      name: String, seasons: ClosedRange<Int>, run: @escaping @Sendable (QuarterContext, Int) -> Void
    ) {
      (self.name, self.seasons, isOfHouseholds) = (name, seasons, false)
      body = { context, gacha, _ in run(context, gacha) }
    }

    fileprivate init(
      name: String, seasons: ClosedRange<Int>,
      households: @escaping @Sendable (QuarterContext, Int, Range<Int>) -> Void
    ) {
      (self.name, self.seasons, isOfHouseholds) = (name, seasons, true)
      body = households
    }

    /// What it does to one gacha.
    package func run(_ context: QuarterContext, _ gacha: Int) {
      body(context, gacha, context.banner.places.gacha[gacha].households)
    }
  }

  /// Once for the banner, from the states at the start of the quarter.
  package static let bannerSteps: [(name: String, run: @Sendable (QuarterContext) -> Void)] = [
    ("Exposure", { Exposure.run($0) }),
    ("GroupSupply", { GroupSupply.run($0) }),
    // What every household sees of its ties is settled: nobody sees a decision of the same quarter.
    ("CentralWork", { CentralWork.run($0) }),
    // What central households pass on in the quarter is settled.
  ]

  /// For each gacha in turn.
  package static let gachaSteps: [Step] = [
    Step(name: "HouseholdLuck", seasons: 1...1, run: { HouseholdLuck.run($0, gacha: $1) }),
    Step(name: "Membership", seasons: 1...4, run: { Membership.run($0, gacha: $1) }),
    // Who is a member in this quarter is settled.
    Step(name: "Training", seasons: 1...4, run: { Training.run($0, gacha: $1) }),
    Step(name: "Services", seasons: 1...4, run: { Services.run($0, gacha: $1) }),
    Step(name: "ForageGrowth", seasons: 2...3, run: { ForageGrowth.run($0, gacha: $1) }),
    Step(name: "Breeding", seasons: 1...1, households: { Breeding.run($0, gacha: $1, households: $2) }),
    // Every animal of the quarter is there.
    Step(name: "Feeding", seasons: 1...4, households: { Feeding.run($0, gacha: $1, households: $2) }),
    Step(name: "Mortality", seasons: 1...4, households: { Mortality.run($0, gacha: $1, households: $2) }),
    Step(name: "Offtake", seasons: 1...4, households: { Offtake.run($0, gacha: $1, households: $2) }),
    Step(name: "Restocking", seasons: 2...2, households: { Restocking.run($0, gacha: $1, households: $2) }),
    Step(name: "HomeUse", seasons: 4...4, households: { HomeUse.run($0, gacha: $1, households: $2) }),
    // The herd of the quarter's end is settled.
    Step(name: "HerdCensus", seasons: 1...4, households: { HerdCensus.run($0, gacha: $1, households: $2) }),
    Step(name: "CooperativeTrade", seasons: 1...4, run: { CooperativeTrade.run($0, gacha: $1) }),
    Step(name: "HouseholdIncome", seasons: 1...4, run: { HouseholdIncome.run($0, gacha: $1) }),
    // What every household brings into the gacha and will spend of it is settled.
    Step(name: "LocalTrade", seasons: 1...4, run: { LocalTrade.run($0, gacha: $1) }),
    Step(name: "HouseholdSpending", seasons: 1...4, run: { HouseholdSpending.run($0, gacha: $1) }),
    Step(name: "InstitutionCost", seasons: 1...4, run: { InstitutionCost.run($0, gacha: $1) }),
    // Every payment is made: the ledgers can be closed.
  ]

  /// Households that go through their steps together: their herds, 1.5 kB each, stay in the processor's first cache (eight
  /// are as fast, 32 slower, measured).
  private static let partCount = 16

  /// All steps of a season for one gacha: to the bit what ``gachaSteps`` do one after the other.
  package static func run(_ context: QuarterContext, gacha: Int) {
    let households = context.banner.places.gacha[gacha].households
    for steps in passes[context.season - 1] {
      guard steps[0].isOfHouseholds else {
        steps[0].run(context, gacha)
        continue
      }
      for first in stride(from: households.lowerBound, to: households.upperBound, by: partCount) {
        let part = first..<min(first + partCount, households.upperBound)
        for step in steps { step.body(context, gacha, part) }
      }
    }
  }

  /// Steps of each season: each of a gacha alone, those of households that follow one another together.
  private static let passes: [[[Step]]] = (1...4).map { season in
    gachaSteps.filter { $0.seasons.contains(season) }.reduce(into: []) { passes, step in
      if step.isOfHouseholds, let last = passes.last, last[0].isOfHouseholds {
        passes[passes.count - 1].append(step)
      } else {
        passes.append([step])
      }
    }
  }

  /// Once for the banner, after the last gacha.
  package static let closingSteps: [(name: String, run: @Sendable (QuarterContext) -> Void)] = [
    ("Appraisal", { Appraisal.run($0) })
    // Who holds each office in the next quarter, and for what pay, is settled.
  ]
}
