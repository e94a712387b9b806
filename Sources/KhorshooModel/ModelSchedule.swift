/// THE quarter: every process in its order.
///
/// Processes of the banner see all households at once; those of a gacha are run one gacha after the other, each gacha
/// through the whole list, so that its herds stay in the processor's cache. Weather and prices of the whole run are drawn
/// before (``BlockShocks``).
package enum ModelSchedule {
  /// One step of a quarter.
  package struct Step: Sendable {
    /// Name in the documents.
    package let name: String
    /// Seasons it runs in, 1 spring to 4 winter.
    package let seasons: ClosedRange<Int>
    /// What it does to one gacha.
    package let run: @Sendable (QuarterContext, Int) -> Void
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
    Step(name: "Breeding", seasons: 1...1, run: { Breeding.run($0, gacha: $1) }),
    // Every animal of the quarter is there.
    Step(name: "Feeding", seasons: 1...4, run: { Feeding.run($0, gacha: $1) }),
    Step(name: "Mortality", seasons: 1...4, run: { Mortality.run($0, gacha: $1) }),
    Step(name: "Offtake", seasons: 1...4, run: { Offtake.run($0, gacha: $1) }),
    Step(name: "Restocking", seasons: 2...2, run: { Restocking.run($0, gacha: $1) }),
    Step(name: "HomeUse", seasons: 4...4, run: { HomeUse.run($0, gacha: $1) }),
    // The herd of the quarter's end is settled.
    Step(name: "HerdCensus", seasons: 1...4, run: { HerdCensus.run($0, gacha: $1) }),
    Step(name: "CooperativeTrade", seasons: 1...4, run: { CooperativeTrade.run($0, gacha: $1) }),
    Step(name: "HouseholdIncome", seasons: 1...4, run: { HouseholdIncome.run($0, gacha: $1) }),
    // What every household brings into the gacha and will spend of it is settled.
    Step(name: "LocalTrade", seasons: 1...4, run: { LocalTrade.run($0, gacha: $1) }),
    Step(name: "HouseholdSpending", seasons: 1...4, run: { HouseholdSpending.run($0, gacha: $1) }),
    Step(name: "InstitutionCost", seasons: 1...4, run: { InstitutionCost.run($0, gacha: $1) }),
    // Every payment is made: the ledgers can be closed.
  ]

  /// Once for the banner, after the last gacha.
  package static let closingSteps: [(name: String, run: @Sendable (QuarterContext) -> Void)] = [
    ("Appraisal", { Appraisal.run($0) })
    // Who holds each office in the next quarter, and for what pay, is settled.
  ]
}
