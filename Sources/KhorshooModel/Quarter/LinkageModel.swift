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
    LedgerDefinition(name: "money", unit: "yuan per yuan paid", tolerance: 1e-5),
    LedgerDefinition(name: "requests", unit: "request per request on hand", tolerance: 1e-6),
  ]
  /// What linkage brings beside what it costs the public.
  public let ratios: [RatioDefinition]
  /// The world that arms share.
  public let banner: Banner
  /// Definitions of all outcomes, recorded or not.
  public let outcomes: ModelOutcomes
  private let timetables: [ArmTimetable]
  private let history: SharedHistory
  private let values: ParameterValues
  private let seed: UInt64
  private let randomNumbers: RandomNumbers
  private let years: Int
  let record: RecordPlan
  /// Groups of households that are recorded.
  package let groups: HouseholdGroups
  private let priceHistory: PriceHistory?

  /// - Parameters:
  ///   - banner: the world.
  ///   - values: parameters of the scenario, shared by all arms.
  ///   - arms: the policies; only levers and their dated changes differ between them.
  ///   - referenceArm: index of the arm that the others are compared with.
  ///   - start: first quarter, a spring.
  ///   - years: full years.
  ///   - randomNumbers: whether all arms meet the same luck.
  ///   - priceHistory: prices to be met instead of the process; to be replayed it has at least as many years.
  ///   - isRecorded: which outcomes are recorded where and when.
  /// - Throws: `NumericsError` when a correlation matrix is not positive definite.
  public init(
    banner: Banner, values: ParameterValues, arms: [Arm], referenceArm: Int, start: Quarter, years: Int, seed: UInt64,
    randomNumbers: RandomNumbers = .common, priceHistory: PriceHistory? = nil,
    isRecorded: (OutcomeDefinition, Place, Quarter) -> Bool = { _, _, _ in true }
  ) throws {
    precondition(start.number == 1, "a run starts in spring, not in quarter \(start.number)")
    self.banner = banner
    self.values = values
    self.referenceArm = referenceArm
    self.seed = seed
    self.randomNumbers = randomNumbers
    self.years = years
    self.priceHistory = priceHistory
    armNames = arms.map(\.name)
    let timetables = arms.map { ArmTimetable($0, banner: banner, start: start, quarters: 4 * years) }
    self.timetables = timetables
    history =
      randomNumbers == .common ? SharedHistory(timetables, quarters: 4 * years) : SharedHistory(arms: arms.count)
    outcomes = ModelOutcomes(speciesNames: banner.table.species.map(\.name))
    let ofClasses = outcomes.ofClasses
    let groups = HouseholdGroups(banner, income: IncomeParameters(values))
    self.groups = groups
    layout = RecordLayout(
      outcomes: outcomes.definitions, places: banner.recordedPlaces + groups.places,
      quarters: (0..<4 * years).map { start.advanced(by: $0) },
      isRecorded: { isRecorded($0, $1, $2) && groups.records($0, $1, $2, ofClasses: ofClasses) })
    record = RecordPlan(layout, outcomes: outcomes)
    ratios = PublicValue.ratios(layout, banner, values) + LocalMultiplier.ratios(layout)
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
    private let make: (Banner) -> [QuarterContext]
    private var draw = 0
    let places: PlaceRecorder
    let groups: GroupRecorder
    let comparisons: ComparisonRecorder
    /// Head of each gacha and species at the end of the last quarter, one array an arm.
    @exclusivity(unchecked) var headBefore: [[Lanes]]

    init(
      _ banner: Banner, _ timetables: [ArmTimetable], _ values: ParameterValues, _ outcomes: ModelOutcomes,
      groups households: HouseholdGroups, years: Int, randomNumbers: RandomNumbers, priceHistory: PriceHistory?
    ) {
      do {
        shocks = try timetables.prefix(randomNumbers == .common ? 1 : timetables.count).map { _ in
          try BlockShocks(banner: banner, values: values, years: years, priceHistory: priceHistory)
        }
      } catch {
        preconditionFailure("shocks that could be set up before cannot be any more: \(error)")
      }
      let householdCount = banner.places.householdCount
      let largestGacha = banner.places.gacha.map(\.households.count).max() ?? 0
      let flows = QuarterFlows(
        maximumHouseholds: largestGacha, speciesCount: banner.table.species.count,
        classCount: banner.table.classes.count)
      let cooperativeQuarter = CooperativeQuarter(count: banner.places.cooperatives.count)
      let serviceQuarter = ServiceQuarter(grids: banner.places.grids.count)
      let shocks = shocks
      let states = timetables.map { _ in
        ModelState.make(
          StateSizes(
            households: householdCount, classes: banner.table.classes.count, gacha: banner.places.gacha.count,
            grids: banner.places.grids.count, cooperatives: banner.places.cooperatives.count))
      }
      make = { banner in
        zip(timetables, states).enumerated().map { arm, pair in
          QuarterContext(
            banner: banner, timetable: pair.0, state: pair.1, flows: flows, cooperativeQuarter: cooperativeQuarter,
            serviceQuarter: serviceQuarter, shocks: shocks[min(arm, shocks.count - 1)])
        }
      }
      contexts = make(banner)
      places = PlaceRecorder(banner, outcomes: outcomes)
      groups = GroupRecorder(banner, groups: households, outcomes: outcomes)
      comparisons = ComparisonRecorder(banner)
      headBefore = timetables.map { _ in
        Array(repeating: .zero, count: banner.places.gacha.count * banner.table.species.count)
      }
    }

    /// Goes to one of the networks over which replicates are dealt; state is set anew in every block.
    func enter(draw: Int, of banner: Banner) {
      guard draw != self.draw else { return }
      self.draw = draw
      contexts = make(draw == 0 ? banner : banner.others[draw - 1])
    }
  }

  /// Quarters are handed on as they come.
  public var recordSpan: RecordSpan { .quarter }

  /// Memory for one worker.
  public func makeWorkspace() -> Workspace {
    Workspace(
      banner, timetables, values, outcomes, groups: groups, years: years, randomNumbers: randomNumbers,
      priceHistory: priceHistory)
  }

  /// Computes all arms of a block.
  public func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
    simulate(block, in: workspace, into: record) { _, _, _ in }
  }

  /// Computes all arms of a block and shows every arm's state at the end of every quarter.
  ///
  /// - Parameter observe: receives the index of the arm, quarters since the start, and the state.
  /// - Throws: what `observe` throws; the block is then computed no further.
  package func simulate<Failure: Error>(
    _ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord,
    observe: (_ arm: Int, _ time: Int, QuarterContext) throws(Failure) -> Void
  ) throws(Failure) {
    workspace.enter(draw: block.firstReplicate / laneCount % clusterCount, of: banner)
    let random = workspace.contexts.indices.map { arm in
      LaneRandom(seed: randomNumbers.seed(seed, branch: arm), firstReplicate: block.firstReplicate)
    }
    for (arm, shocks) in workspace.shocks.enumerated() { shocks.draw(random[arm]) }
    for arm in workspace.contexts.indices where history.source(arm, quarter: 0) == arm {
      begin(arm, workspace, random[arm])
    }
    for time in 0..<4 * years {
      for arm in workspace.contexts.indices where time > 0 && history.parts(arm, at: time) {
        adopt(arm, from: history.source(arm, quarter: time - 1), workspace)
      }
      for arm in workspace.contexts.indices {
        let source = history.source(arm, quarter: time)
        if source == arm {
          step(arm, time, workspace, record) { record.set(arm: arm, cell: $0, $1) }
        } else {
          recordTwin(arm, of: source, time, record)
        }
        try observe(arm, time, workspace.contexts[source])
      }
      recordGroups(time, workspace, record)
      record.close(quarter: time)
    }
  }

  /// The first morning of one arm.
  func begin(_ arm: Int, _ workspace: Workspace, _ random: LaneRandom) {
    let context = workspace.contexts[arm]
    context.random = random
    context.enterStart()
    InitialState.set(context)
    workspace.headBefore[arm] = banner.places.gacha.flatMap { head(of: $0, context) }
  }

  /// One quarter of one arm: ledgers are noted in `record`, outcomes of places go to `write`.
  func step(
    _ arm: Int, _ time: Int, _ workspace: Workspace, _ record: BlockRecord, write: (Int, AccountLanes) -> Void
  ) {
    let context = workspace.contexts[arm]
    context.time = time
    context.season = time % 4 + 1
    context.enterBanner()
    workspace.places.sums.enter(context)
    ModelSchedule.open(context)
    for gacha in banner.places.gacha.indices {
      context.enter(gacha: gacha)
      beginQuarter(context, gacha, workspace.headBefore[arm])
      ModelSchedule.run(context, gacha: gacha)
      workspace.places.sums.gather(context, gacha: gacha)
      closeLedgers(context, gacha, &workspace.headBefore[arm], record)
    }
    context.enterBanner()
    ModelSchedule.close(context)
    workspace.places.sums.gatherOffices(context)
    workspace.places.sums.raise()
    workspace.places.record(self.record.quarters[time].places, of: context, write: write)
  }

  private func beginQuarter(_ context: QuarterContext, _ gacha: Int, _ headBefore: [Lanes]) {
    let flows = context.flows
    flows.clear(context.banner.places.gacha[gacha].households.count)
    let count = context.rates.species.count
    for s in 0..<count { flows.stock.entries[s].opening = headBefore[gacha * count + s] }
  }

  private func closeLedgers(_ context: QuarterContext, _ gacha: Int, _ headBefore: inout [Lanes], _ record: BlockRecord)
  {
    record.note(ledger: 0, residual: Double(context.flows.stock.residual))
    record.note(ledger: 1, residual: context.flows.money.residual)
    record.note(ledger: 2, residual: Double(RequestLedger.residual(context, gacha: gacha)))
    let count = context.rates.species.count
    for s in 0..<count { headBefore[gacha * count + s] = context.flows.stock.entries[s].closing }
  }

  /// Groups formed in each arm, measured in that arm and, for the paired difference, in the reference arm; then what
  /// compares the two household by household.
  private func recordGroups(_ time: Int, _ workspace: Workspace, _ record: BlockRecord) {
    let cells = self.record.quarters[time]
    let reference = workspace.contexts[history.source(referenceArm, quarter: time)]
    let without = reference.state.accrualIncomeMeanYuan
    for arm in workspace.contexts.indices {
      let context = workspace.contexts[history.source(arm, quarter: time)]
      if !cells.groups.isEmpty {
        let formation = GroupFormation(
          members: context.state.isMember, arms: (context.state, reference.state),
          trainedGain: context.settings.institution.trainedKnowledgeGain)
        workspace.groups.record(cells.groups, formation: formation, of: context, reference: without) {
          record.set(arm: arm, cell: $0, $1)
        }
        if arm != referenceArm {
          workspace.groups.record(cells.groups, formation: formation, of: reference, reference: without) {
            record.setMatchedReference(arm: arm, cell: $0, $1)
          }
        }
      }
      if !cells.comparisons.isEmpty {
        workspace.comparisons.record(cells.comparisons, of: context, against: reference) {
          record.set(arm: arm, cell: $0, $1)
        }
      }
    }
  }

  /// Head of each species in a gacha.
  private func head(of gacha: Gacha, _ context: QuarterContext) -> [Lanes] {
    context.rates.species.map { species in
      var head = Lanes.zero
      for g in gacha.grids {
        var grid = Lanes.zero
        for h in banner.places.grids[g].households {
          for k in species.classes { grid += context.state.herd[h * context.rates.classCount + k] }
        }
        head += grid
      }
      return head
    }
  }
}

extension Banner {
  /// Places in the order of results; groups follow.
  var recordedPlaces: [Place] {
    let named = { (level: PlaceLevel, id: String, name: String, chinese: String) in
      Place(level: level, id: id, name: name, nameChinese: chinese)
    }
    return [named(.banner, Place.bannerID, "Banner", "全旗")]
      + places.sumu.map { named(.sumu, $0.id, $0.name, $0.nameChinese) }
      + places.gacha.map { named(.gacha, $0.id, $0.name, $0.nameChinese) }
      + places.grids.map { grid in
        let gacha = places.gacha[grid.gacha]
        let number = grid.id.split(separator: "g").last ?? ""
        if let name = grid.name { return named(.grid, grid.id, name, name) }
        return named(.grid, grid.id, "\(gacha.name) grid \(number)", "\(gacha.nameChinese)第\(number)网格")
      }
      + places.registeredCooperatives.map { index in
        let cooperative = places.cooperatives[index]
        let gacha = places.gacha[cooperative.gacha]
        return named(
          .cooperative, cooperative.id, "\(gacha.name) \(cooperative.product) cooperative",
          "\(gacha.nameChinese)\(productChinese(cooperative.product))合作社")
      }
  }
}

private func productChinese(_ product: String) -> String {
  switch product {
  case "beef": "肉牛"
  case "mutton": "肉羊"
  default: "综合"
  }
}
