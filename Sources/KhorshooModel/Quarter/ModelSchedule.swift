/// THE quarter: every process in its order.
///
/// Processes of the banner see all households at once; those of a gacha are run one gacha after the other, each gacha
/// through the whole list, so that its state stays in the processor's cache; what befalls each household on its own is run
/// for a few of them at a time. Weather and prices of the whole run are drawn before (``BlockShocks``).
///
/// - Proof: `ReproducibilityProperty`.
package enum ModelSchedule {
  /// What runs in a quarter. The name is that of the file and of the documents.
  package enum Process: String, CaseIterable, Sendable {
    case yearOpening = "YearOpening"
    case exposure = "Exposure"
    case groupSupply = "GroupSupply"
    case centralWork = "CentralWork"
    case householdLuck = "HouseholdLuck"
    case foundingMeeting = "FoundingMeeting"
    case membership = "Membership"
    case cooperativeFounding = "CooperativeFounding"
    case admission = "Admission"
    case training = "Training"
    case services = "Services"
    case pastureCondition = "PastureCondition"
    case grasslandRental = "GrasslandRental"
    case forageGrowth = "ForageGrowth"
    case householdSplit = "HouseholdSplit"
    case breeding = "Breeding"
    case feeding = "Feeding"
    case mortality = "Mortality"
    case offtake = "Offtake"
    case loanRecall = "LoanRecall"
    case householdExit = "HouseholdExit"
    case restocking = "Restocking"
    case homeUse = "HomeUse"
    case herdCensus = "HerdCensus"
    case dibao = "Dibao"
    case cooperativeTrade = "CooperativeTrade"
    case cooperativeFailure = "CooperativeFailure"
    case householdIncome = "HouseholdIncome"
    case localTrade = "LocalTrade"
    case householdSpending = "HouseholdSpending"
    case accrualIncome = "AccrualIncome"
    case institutionCost = "InstitutionCost"
    case yearPayments = "YearPayments"
    case appraisal = "Appraisal"
    case succession = "Succession"
    case meritPay = "MeritPay"

    /// Calls the process: workers find no stored code in memory, they go to it.
    ///
    /// - Parameters:
    ///   - gacha: the gacha; processes of the banner do not look at it.
    ///   - households: those of the gacha that are meant, for a process in which each is on its own.
    fileprivate func run(_ context: QuarterContext, _ gacha: Int, _ households: Range<Int>) {
      switch self {
      case .yearOpening: YearOpening.run(context)
      case .exposure: Exposure.run(context)
      case .groupSupply: GroupSupply.run(context)
      case .centralWork: CentralWork.run(context)
      case .householdLuck: HouseholdLuck.run(context, gacha: gacha)
      case .foundingMeeting: FoundingMeeting.run(context, gacha: gacha)
      case .membership: Membership.run(context, gacha: gacha)
      case .cooperativeFounding: CooperativeFounding.run(context, gacha: gacha)
      case .admission: Admission.run(context, gacha: gacha)
      case .training: Training.run(context, gacha: gacha)
      case .services: Services.run(context, gacha: gacha)
      case .pastureCondition: PastureCondition.run(context, gacha: gacha)
      case .grasslandRental: GrasslandRental.run(context, gacha: gacha)
      case .forageGrowth: ForageGrowth.run(context, gacha: gacha)
      case .householdSplit: HouseholdSplit.run(context, gacha: gacha)
      case .breeding: Breeding.run(context, gacha: gacha, households: households)
      case .feeding: Feeding.run(context, gacha: gacha, households: households)
      case .mortality: Mortality.run(context, gacha: gacha, households: households)
      case .offtake: Offtake.run(context, gacha: gacha, households: households)
      case .loanRecall: LoanRecall.run(context, gacha: gacha, households: households)
      case .householdExit: HouseholdExit.run(context, gacha: gacha, households: households)
      case .restocking: Restocking.run(context, gacha: gacha, households: households)
      case .homeUse: HomeUse.run(context, gacha: gacha, households: households)
      case .herdCensus: HerdCensus.run(context, gacha: gacha, households: households)
      case .dibao: Dibao.run(context, gacha: gacha)
      case .cooperativeTrade: CooperativeTrade.run(context, gacha: gacha)
      case .cooperativeFailure: CooperativeFailure.run(context, gacha: gacha)
      case .householdIncome: HouseholdIncome.run(context, gacha: gacha)
      case .localTrade: LocalTrade.run(context, gacha: gacha)
      case .householdSpending: HouseholdSpending.run(context, gacha: gacha)
      case .accrualIncome: AccrualIncome.run(context, gacha: gacha)
      case .institutionCost: InstitutionCost.run(context, gacha: gacha)
      case .yearPayments: YearPayments.run(context)
      case .appraisal: Appraisal.run(context)
      case .succession: Succession.run(context)
      case .meritPay: MeritPay.run(context)
      }
    }
  }

  /// One step of a quarter.
  package struct Step: Sendable {
    /// What runs.
    package let process: Process
    /// Seasons it runs in, 1 spring to 4 winter.
    package let seasons: ClosedRange<Int>
    /// Whether each household is on its own in it, so that some of a gacha can go ahead of the others.
    fileprivate let isOfHouseholds: Bool

    fileprivate init(_ process: Process, seasons: ClosedRange<Int> = 1...4, isOfHouseholds: Bool = false) {
      (self.process, self.seasons, self.isOfHouseholds) = (process, seasons, isOfHouseholds)
    }

    /// Name in the documents.
    package var name: String { process.rawValue }

    /// What it does to the banner.
    package func run(_ context: QuarterContext) { process.run(context, 0, 0..<0) }

    /// What it does to one gacha.
    package func run(_ context: QuarterContext, _ gacha: Int) {
      process.run(context, gacha, context.banner.places.gacha[gacha].households)
    }
  }

  /// Once for the banner, from the states at the start of the quarter.
  package static let bannerSteps: [Step] = [
    Step(.yearOpening, seasons: 1...1),
    Step(.exposure),
    Step(.groupSupply),
    // What every household sees of its ties is settled: nobody sees a decision of the same quarter.
    Step(.centralWork),
    // What central households pass on in the quarter is settled.
  ]

  /// For each gacha in turn.
  package static let gachaSteps: [Step] = [
    Step(.householdLuck, seasons: 1...1),
    Step(.foundingMeeting),
    Step(.membership),
    Step(.cooperativeFounding),
    Step(.admission),
    // Who is a member in this quarter is settled.
    Step(.training),
    Step(.services),
    Step(.pastureCondition, seasons: 2...2),
    Step(.grasslandRental, seasons: 2...2),
    // Who uses which pasture until next summer is settled.
    Step(.forageGrowth, seasons: 2...3),
    Step(.householdSplit, seasons: 1...1),
    Step(.breeding, seasons: 1...1, isOfHouseholds: true),
    // Every animal of the quarter is there.
    Step(.feeding, isOfHouseholds: true),
    Step(.mortality, isOfHouseholds: true),
    Step(.offtake, isOfHouseholds: true),
    Step(.loanRecall, seasons: 3...3, isOfHouseholds: true),
    Step(.householdExit, seasons: 3...3, isOfHouseholds: true),
    Step(.restocking, seasons: 2...2, isOfHouseholds: true),
    Step(.homeUse, seasons: 4...4, isOfHouseholds: true),
    // The herd of the quarter's end is settled.
    Step(.herdCensus, isOfHouseholds: true),
    Step(.dibao, seasons: 1...1),
    Step(.cooperativeTrade),
    Step(.cooperativeFailure),
    Step(.householdIncome),
    // What every household brings into the gacha and will spend of it is settled.
    Step(.localTrade),
    Step(.householdSpending),
    Step(.accrualIncome),
    Step(.institutionCost),
    // Every payment is made: the ledgers can be closed.
    Step(.yearPayments),
  ]

  /// Once for the banner, after the last gacha.
  package static let closingSteps: [Step] = [
    Step(.appraisal),
    Step(.succession),
    Step(.meritPay),
    // Who holds each office in the next quarter, and for what pay, is settled.
  ]

  /// Households that go through their steps together: their herds, 1.5 kB each, stay in the processor's first cache (eight
  /// are as fast, 32 slower, measured).
  private static let partCount = 16

  /// The banner's steps before the first gacha.
  static func open(_ context: QuarterContext) { run(bannerSteps, context) }

  /// The banner's steps after the last gacha.
  static func close(_ context: QuarterContext) { run(closingSteps, context) }

  private static func run(_ steps: [Step], _ context: QuarterContext) {
    for step in steps where step.seasons.contains(context.season) { step.run(context) }
  }

  /// All steps of a season for one gacha: to the bit what ``gachaSteps`` do one after the other.
  package static func run(_ context: QuarterContext, gacha: Int) {
    let households = context.banner.places.gacha[gacha].households
    for steps in passes[context.season - 1] {
      guard steps[0].isOfHouseholds else {
        steps[0].process.run(context, gacha, households)
        continue
      }
      for first in stride(from: households.lowerBound, to: households.upperBound, by: partCount) {
        let part = first..<min(first + partCount, households.upperBound)
        for step in steps { step.process.run(context, gacha, part) }
      }
    }
  }

  /// Makes the tables that workers read, so that none of them is made while others already run.
  static func prepare() {
    precondition(
      passes.count == 4 && !bannerSteps.isEmpty && !closingSteps.isEmpty && !ModelStreams.all.declared.isEmpty)
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
}
