import KhorshooEngine
import KhorshooNumerics

/// Herder households with and without linkage to central households and cooperatives.
///
/// All arms of a block go through each quarter side by side: they meet the same weather, prices and luck (unless
/// ``RandomNumbers/independent``), and household by household differences between them can be taken without keeping a history.
public struct LinkageModel: BlockModel {
  /// What is recorded.
  public let layout: RecordLayout
  /// Names of the arms, in scenario order.
  public let armNames: [String]
  /// The arm that the others are compared with.
  public let referenceArm: Int
  /// The ledgers of stock, of money and of requests for services.
  public let ledgers = [
    LedgerDefinition(name: "stock", unit: "head per head kept or gained", tolerance: 1e-4),
    LedgerDefinition(name: "money", unit: "yuan per yuan paid", tolerance: 3e-5),
    LedgerDefinition(name: "requests", unit: "request per request on hand", tolerance: 1e-6),
  ]
  /// What linkage brings beside what it costs the public.
  public let ratios: [RatioDefinition]
  /// What it brings and costs from each perspective.
  public let balances: [BalanceDefinition]
  /// The world that arms share, in the scenario's own grids.
  public let banner: Banner
  /// The same in each division into grids, and with the office holders, that an arm has: the scenario's own first.
  let divisions: [Banner]
  /// Which of these each arm has.
  let divisionOfArm: [Int]
  /// Definitions of all outcomes, recorded or not.
  public let outcomes: ModelOutcomes
  private let timetables: [ArmTimetable]
  let history: SharedHistory
  private let values: ParameterValues
  private let seed: UInt64
  private let randomNumbers: RandomNumbers
  /// Whether replicates are antithetic pairs.
  public let isAntithetic: Bool
  private let years: Int
  /// Years that households live through before the run.
  let pastYears: Int
  private let pastTimetable: ArmTimetable
  let record: RecordPlan
  /// Groups of households that are recorded.
  package let groups: HouseholdGroups
  private let priceHistory: PriceHistory?
  /// Sees every arm of the first block at the end of every quarter, while it is computed; nil when nobody looks.
  package var watch: (@Sendable (_ arm: Int, _ time: Int, QuarterContext) -> Void)?

  /// - Parameters:
  ///   - banner: the world.
  ///   - values: parameters of the scenario, shared by all arms.
  ///   - arms: the policies; only levers and their dated changes differ between them.
  ///   - referenceArm: index of the arm that the others are compared with.
  ///   - start: first quarter, a spring.
  ///   - years: full years.
  ///   - randomNumbers: whether all arms meet the same luck.
  ///   - isAntithetic: whether replicates i and i + 8 of a block meet mirrored weather and prices.
  ///   - priceHistory: prices to be met instead of the process; to be replayed it has at least as many years.
  ///   - base: a model of another world, of whose places there are as many, that this one is recorded as; nil when it has a
  ///     layout of its own.
  ///   - isRecorded: which outcomes are recorded where and when.
  ///   - isGathered: which years are recorded as a whole, of outcomes that are gathered over one.
  /// - Throws: `NumericsError` when a correlation matrix is not positive definite.
  public init(
    banner: Banner, values: ParameterValues, arms: [Arm], referenceArm: Int, start: Quarter, years: Int, seed: UInt64,
    randomNumbers: RandomNumbers = .common, isAntithetic: Bool = false, priceHistory: PriceHistory? = nil,
    like base: LinkageModel? = nil,
    isRecorded: (OutcomeDefinition, Place, Quarter) -> Bool = { _, _, _ in true },
    isGathered: (OutcomeDefinition, Place, Quarter) -> Bool = { _, _, _ in false }
  ) throws {
    precondition(start.number == 1, "a run starts in spring, not in quarter \(start.number)")
    self.banner = banner
    self.values = values
    self.referenceArm = referenceArm
    self.seed = seed
    self.randomNumbers = randomNumbers
    self.isAntithetic = isAntithetic
    self.years = years
    self.priceHistory = priceHistory
    pastYears = values.integer("past.years")
    pastTimetable = ArmTimetable(Past.arm(values), banner: banner, start: start, quarters: 0)
    armNames = arms.map(\.name)
    let banners = arms.map { banner.inGrids(of: $0.values) }
    var divisions = [banner]
    for own in banners where !divisions.contains(where: { $0 === own }) { divisions.append(own) }
    self.divisions = divisions
    divisionOfArm = banners.map { own in divisions.firstIndex { $0 === own }! }
    let timetables = zip(arms, banners).map {
      ArmTimetable($0, banner: $1, start: start, quarters: 4 * years)
    }
    self.timetables = timetables
    history =
      randomNumbers == .common ? SharedHistory(timetables, quarters: 4 * years) : SharedHistory(arms: arms.count)
    outcomes = base?.outcomes ?? ModelOutcomes(speciesNames: banner.table.species.map(\.name))
    let ofClasses = outcomes.ofClasses
    let groups = HouseholdGroups(banner, income: IncomeParameters(values))
    self.groups = groups
    if let base {
      precondition(
        base.years == years
          && base.layout.places.map(\.level)
            == banner.recordedPlaces(divisions.inDistinctGrids).map(\.level) + groups.places.map(\.level),
        "a world of other years or places cannot be recorded as its base")
      (layout, record) = (base.layout, base.record)
    } else {
      layout = RecordLayout(
        outcomes: outcomes.definitions, places: banner.recordedPlaces(divisions.inDistinctGrids) + groups.places,
        quarters: (0..<4 * years).map { start.advanced(by: $0) },
        isRecorded: { isRecorded($0, $1, $2) && groups.records($0, $1, $2, ofClasses: ofClasses) },
        isGathered: { isGathered($0, $1, $2) && groups.records($0, $1, $2, ofClasses: ofClasses) })
      record = RecordPlan(layout, outcomes: outcomes, gridCounts: divisions.inDistinctGrids.map(\.places.grids.count))
    }
    balances = Perspective.balances(layout, banner, values)
    ratios =
      PublicValue.ratios(layout, banner, values) + PublicValue.netRatios(balances) + LocalMultiplier.ratios(layout)
    ModelSchedule.prepare()
    // Checked here, where it can be said, and not in a worker.
    _ = try BlockShocks(banner: banner, values: values, years: years, priceHistory: priceHistory)
  }

  /// Networks over which blocks of replicates are dealt.
  public var clusterCount: Int { banner.others.count + 1 }

  /// Households times quarters of all arms.
  public var householdQuartersPerReplicate: Int { banner.places.householdCount * 4 * years * armNames.count }

  /// One worker's memory.
  public final class Workspace {
    /// Weather and prices: one for all arms that share their luck, otherwise one for each.
    package let shocks: [BlockShocks]
    @exclusivity(unchecked) package private(set) var contexts: [QuarterContext]
    private let make: (_ draw: Int, _ scratch: [QuarterScratch]) -> (arms: [QuarterContext], past: QuarterContext?)
    /// The years before the run; nil when there are none.
    @exclusivity(unchecked) private(set) var past: QuarterContext?
    /// The past that was lived through before, or is kept for later: it stands in ``past`` and is changed no more.
    @exclusivity(unchecked) var lived: LivedPast?
    /// The reference arm of the next block, to be kept or to be shown again.
    @exclusivity(unchecked) var reference: KeptReference?
    private var draw = 0
    // One for all arms, or one for each.
    private var scratch: [QuarterScratch]
    private let makeScratch: () -> QuarterScratch
    private let divisionOfArm: [Int]
    /// What is gathered over the year: of places, of groups, and of groups in the reference arm.
    let yearPlaces, yearGroups, yearMatched: YearSums

    init(
      _ divisions: [Banner], _ divisionOfArm: [Int], _ timetables: [ArmTimetable], _ values: ParameterValues,
      _ outcomes: ModelOutcomes, groups households: HouseholdGroups, plan: RecordPlan, years: Int,
      past: (timetable: ArmTimetable, years: Int), pastState known: ModelState?, randomNumbers: RandomNumbers,
      isAntithetic: Bool, priceHistory: PriceHistory?
    ) {
      let banner = divisions[0]
      self.divisionOfArm = divisionOfArm
      let pastShocks: BlockShocks?
      do {
        shocks = try timetables.prefix(randomNumbers == .common ? 1 : timetables.count).map { _ in
          try BlockShocks(
            banner: banner, values: values, years: years, priceHistory: priceHistory, isAntithetic: isAntithetic)
        }
        pastShocks =
          past.years == 0
          ? nil
          : try BlockShocks(
            banner: banner, values: values, years: past.years, firstYear: -past.years, firstQuarter: Past.firstQuarter,
            isAntithetic: isAntithetic)
      } catch {
        preconditionFailure("shocks that could be set up before cannot be any more: \(error)")
      }
      let householdCount = banner.places.householdCount
      let shocks = shocks
      func state(_ banner: Banner) -> ModelState {
        ModelState.make(
          StateSizes(
            households: householdCount, classes: banner.table.classes.count, gacha: banner.places.gacha.count,
            grids: banner.places.grids.count, cooperatives: banner.places.cooperatives.count))
      }
      let states = divisionOfArm.map { state(divisions[$0]) }
      let pastState = pastShocks.map { _ in known ?? state(banner) }
      make = { draw, scratch in
        func context(
          _ arm: Int, _ division: Int, _ timetable: ArmTimetable, _ state: ModelState, _ shocks: BlockShocks,
          start: Int = 0
        ) -> QuarterContext {
          let own = scratch[min(arm, scratch.count - 1)]
          return QuarterContext(
            banner: divisions[division].drawn(draw), timetable: timetable, state: state, flows: own.flows,
            cooperativeQuarter: own.cooperatives, serviceQuarter: own.services[division], shocks: shocks, start: start)
        }
        return (
          arms: timetables.indices.map {
            context($0, divisionOfArm[$0], timetables[$0], states[$0], shocks[min($0, shocks.count - 1)])
          },
          past: pastState.map {
            context(0, 0, past.timetable, $0, pastShocks!, start: Past.firstQuarter + 4 * past.years)
          }
        )
      }
      makeScratch = { QuarterScratch(divisions, outcomes, households) }
      scratch = [makeScratch()]
      (contexts, self.past) = make(0, scratch)
      yearPlaces = YearSums(arms: timetables.count, cells: plan.yearPlaceCount, means: plan.means)
      yearGroups = YearSums(arms: timetables.count, cells: plan.yearGroupCount, means: plan.means)
      yearMatched = YearSums(arms: timetables.count, cells: plan.yearGroupCount, means: plan.means)
    }

    /// Goes to one of the networks over which replicates are dealt; state is set anew in every block.
    func enter(draw: Int) {
      guard draw != self.draw else { return }
      self.draw = draw
      (contexts, past) = make(draw, scratch)
    }

    /// From here on arms can go through a quarter side by side; state is set anew in every block.
    func part() {
      guard scratch.count < contexts.count else { return }
      scratch += (scratch.count..<contexts.count).map { _ in makeScratch() }
      (contexts, past) = make(draw, scratch)
    }

    private func scratch(ofArm arm: Int) -> QuarterScratch { scratch[min(arm, scratch.count - 1)] }

    /// Sums over the places of an arm; of the past, which has the scenario's grids, when nil.
    func places(ofArm arm: Int?) -> PlaceRecorder {
      scratch(ofArm: arm ?? 0).places[arm.map { divisionOfArm[$0] } ?? 0]
    }

    /// Sums over the groups that are formed in an arm.
    func groups(ofArm arm: Int) -> GroupRecorder { scratch(ofArm: arm).groups[divisionOfArm[arm]] }

    /// Comparisons of an arm with the reference arm.
    func comparisons(ofArm arm: Int) -> ComparisonRecorder { scratch(ofArm: arm).comparisons }
  }

  /// Quarters are handed on as they come.
  public var recordSpan: RecordSpan { .quarter }

  /// Memory for one worker.
  public func makeWorkspace() -> Workspace { makeWorkspace(pastState: nil) }

  func makeWorkspace(pastState: ModelState?) -> Workspace {
    Workspace(
      divisions, divisionOfArm, timetables, values, outcomes, groups: groups, plan: record, years: years,
      past: (pastTimetable, pastYears), pastState: pastState, randomNumbers: randomNumbers,
      isAntithetic: isAntithetic, priceHistory: priceHistory)
  }

  /// The same, with the states of another world that is left.
  public func makeWorkspace(after last: Workspace?) -> Workspace {
    StatesLeft.$current.withValue(last.map { StatesLeft($0.states) }) { makeWorkspace() }
  }

  /// Computes all arms of a block.
  public func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
    guard let watch, block.firstReplicate == 0 else {
      return simulate(block, in: workspace, into: record) { _, _, _ in }
    }
    simulate(block, in: workspace, into: record) { watch($0, $1, $2) }
  }

  /// Computes all arms of a block and shows every arm's state at the end of every quarter.
  ///
  /// - Parameter observe: receives the index of the arm, quarters since the start, and the state.
  /// - Throws: what `observe` throws; the block is then computed no further.
  package func simulate<Failure: Error>(
    _ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord,
    observe: (_ arm: Int, _ time: Int, QuarterContext) throws(Failure) -> Void
  ) throws(Failure) {
    workspace.enter(draw: block.firstReplicate / laneCount % clusterCount)
    let random = workspace.contexts.indices.map { arm in
      LaneRandom(seed: randomNumbers.seed(seed, branch: arm), firstReplicate: block.firstReplicate)
    }
    if record.helpers != nil { workspace.part() }
    for (arm, shocks) in workspace.shocks.enumerated() { shocks.draw(random[arm]) }
    let kept = shown(workspace.reference, block)
    let keeping = kept == nil ? workspace.reference : nil
    for arm in workspace.contexts.indices where history.source(arm, quarter: 0) == arm {
      if arm == 0 || randomNumbers == .independent { reachStart(block, workspace, random[arm], record) }
      if kept == nil || arm != referenceArm { begin(arm, workspace, random[arm]) }
    }
    let first = kept != nil && referenceArm == 0 ? 1 : 0
    for time in 0..<4 * years {
      for arm in workspace.contexts.indices where time > 0 && history.parts(arm, at: time) {
        adopt(arm, from: history.source(arm, quarter: time - 1), workspace)
      }
      func go(_ arm: Int) {
        step(arm, time, workspace) {
          record.set(arm: arm, cell: $0, $1)
          if arm == referenceArm { keeping?.note($0, $1) }
        }
      }
      let own = workspace.contexts.indices.filter {
        history.source($0, quarter: time) == $0 && (kept == nil || $0 != referenceArm)
      }
      let threads = record.helpers?.countOfBlock ?? 1
      if threads > 1 {
        for arm in own { workspace.contexts[arm].sameLuck = nil }
        // The last ones have most linkage in most scenarios, and take longest.
        SpareThreads.perform(own.count, threads: threads) { go(own[own.count - 1 - $0]) }
      }
      for arm in workspace.contexts.indices {
        let source = history.source(arm, quarter: time)
        if let kept, arm == referenceArm {
          show(kept, time, record)
        } else if source != arm {
          recordTwin(arm, of: source, time, record)
        } else {
          if threads == 1 {
            workspace.contexts[arm].sameLuck = arm > first && sharesLuck ? workspace.contexts[first] : nil
            go(arm)
          }
          note(workspace.contexts[arm], record)
        }
        try observe(arm, time, workspace.contexts[source])
      }
      recordGroups(time, workspace, record, kept, keeping, threads: threads)
      record.close(quarter: time)
    }
    keeping?.close(record)
  }

  /// Whether all arms meet the same draws.
  var sharesLuck: Bool { randomNumbers == .common }

  /// The first morning of one arm.
  package func begin(_ arm: Int, _ workspace: Workspace, _ random: LaneRandom) {
    let context = workspace.contexts[arm]
    context.random = random
    context.enterStart()
    InitialState.set(context, past: workspace.past?.state)
    context.headBefore = context.banner.places.gacha.flatMap { head(of: $0, context) }
  }

  /// One quarter of one arm: outcomes of places go to `write`, ledgers are yet to be noted.
  func step(_ arm: Int, _ time: Int, _ workspace: Workspace, write: (Int, AccountLanes) -> Void) {
    let (context, places) = (workspace.contexts[arm], workspace.places(ofArm: arm))
    context.time = time
    context.season = time % 4 + 1
    context.enterBanner()
    places.sums.enter(context, self.record.quarters[time])
    ModelSchedule.open(context)
    for gacha in banner.places.gacha.indices {
      context.enter(gacha: gacha)
      beginQuarter(context, gacha)
      ModelSchedule.run(context, gacha: gacha)
      places.sums.gather(context, gacha: gacha)
      closeLedgers(context, gacha)
    }
    context.enterBanner()
    ModelSchedule.close(context)
    places.sums.gatherOffices(context)
    places.sums.raise()
    let cells = self.record.quarters[time]
    if !cells.yearPlaces.isEmpty {
      var slot = 0
      places.record(cells.yearPlaces, of: context) { cell, value in
        if let whole = workspace.yearPlaces.add(value, of: cell, slot: slot, arm: arm, time: time) {
          write(cell, whole)
        }
        slot += 1
      }
    }
    places.record(cells.places, of: context, write: write)
  }

  func beginQuarter(_ context: QuarterContext, _ gacha: Int) {
    let flows = context.flows
    flows.clear(context.banner.places.gacha[gacha].households.count)
    let count = context.rates.species.count
    for s in 0..<count { flows.stock.entries[s].opening = context.headBefore[gacha * count + s] }
  }

  func closeLedgers(_ context: QuarterContext, _ gacha: Int) {
    func note(_ ledger: Int, _ residual: Double) {
      context.residuals[ledger] = worseResidual(context.residuals[ledger], residual)
    }
    note(0, Double(context.flows.stock.residual))
    note(1, context.flows.money.residual)
    note(2, Double(RequestLedger.residual(context, gacha: gacha)))
    let count = context.rates.species.count
    for s in 0..<count { context.headBefore[gacha * count + s] = context.flows.stock.entries[s].closing }
  }

  /// Notes how exactly the ledgers of an arm's last quarter closed.
  func note(_ context: QuarterContext, _ record: BlockRecord) {
    for (ledger, residual) in context.residuals.enumerated() {
      record.note(ledger: ledger, residual: residual)
      context.residuals[ledger] = 0
    }
  }
}
