import KhorshooEngine
import KhorshooNumerics

/// What each channel contributes to an effect of one arm: Shapley value over the channels of the effect that are open in it.
///
/// A game of channels: the worth of a set of channels is the outcome of the arm with these open and the others shut, in
/// the same world. Everything else of the arm (its other levers, central households passing on word) stays. The "arms"
/// of this model are the channels and, last, the whole: all open less all shut. A channel that is shut in the arm, or
/// that has nobody to reach, is not run and has exactly zero; channels of another effect stay as they are. Runs go one after the other through the memory of one arm.
///
/// Groups are those households that are members (or not) with all channels open, whatever coalition is run: the parts
/// are of the same households as the effect on members that `khorshoo run` reports.
///
/// - Source: Shapley 1953; see ``CoalitionPlan`` for the two methods.
/// - Proof: `ChannelDecompositionProperty`, `ChannelDecompositionStatistical`.
public struct ChannelDecomposition: BlockModel {
  /// What is shared out, and over which channels.
  public enum Effect: String, CaseIterable, Sendable {
    /// The arm's uplift, over the ways in which linkage raises income.
    case income
    /// What central households bring about, membership above all, over the ways in which they act.
    case institution

    /// The channels, in the order of the tables.
    public var channels: [Channel] {
      switch self {
      case .income: Channel.ofIncome
      case .institution: Channel.ofInstitution
      }
    }

    /// Outcomes that are decomposed, the one that is shown first; the Gini coefficient for the banner alone.
    public var outcomes: [String] {
      switch self {
      case .income:
        [
          "meanIncomePerHousehold", "incomePerHousehold", "incomePerHead", "povertyShare", "incomeGini",
          "sheepUnitsPerHousehold",
        ]
      case .institution:
        [
          "membershipShare", "awareShare", "householdKnowledge", "meanIncomePerHousehold", "incomePerHousehold",
          "incomeGini", "sheepUnitsPerHousehold",
        ]
      }
    }
  }

  /// How coalitions are chosen.
  public enum Method: String, CaseIterable, Sendable {
    /// A random order of the channels and its reverse in each replicate: 2 k runs.
    case permutation
    /// All 2^k coalitions in each replicate.
    case exact
  }

  /// What is recorded, in each winter.
  public let layout: RecordLayout
  /// What is shared out.
  public let effect: Effect
  /// Channels, then `total`.
  public var armNames: [String] { effect.channels.map(\.rawValue) + [Self.totalName] }
  /// The whole.
  public var referenceArm: Int { effect.channels.count }
  /// The ledgers of the model, over all runs.
  public var ledgers: [LedgerDefinition] { model.ledgers }
  /// Name of the whole.
  public static let totalName = "total"
  /// Channels that are opened and shut: the others contribute nothing.
  public let players: [Channel]
  /// How coalitions are chosen.
  public let method: Method
  /// Runs of the arm in each replicate.
  public var runCount: Int { CoalitionPlan.runCount(method, players: players.count) }
  /// The world.
  public var banner: Banner { model.banner }

  private let model: LinkageModel
  private let seed: UInt64
  private let years: Int
  /// Quarters in which groups are recorded, with their number among these.
  private let groupWinters: [Int: Int]

  /// - Parameters:
  ///   - arm: the policy whose effect is decomposed.
  ///   - effect: what of it.
  ///   - years: full years.
  ///   - base: the decomposition in another world, whose record it has; nil when it has its own.
  /// - Throws: `NumericsError` when a correlation matrix is not positive definite.
  public init(
    banner: Banner, values: ParameterValues, arm: Arm, start: Quarter, years: Int, seed: UInt64,
    priceHistory: PriceHistory? = nil, effect: Effect = .income, method: Method,
    like base: ChannelDecomposition? = nil
  ) throws {
    model = try LinkageModel(
      banner: banner, values: values, arms: [arm], referenceArm: 0, start: start, years: years, seed: seed,
      priceHistory: priceHistory, like: base?.model, isRecorded: { Self.isRecorded(effect, $0, $1, $2) })
    layout = model.layout
    self.effect = effect
    self.method = method
    self.seed = seed
    self.years = years
    players = Self.players(arm, of: effect)
    let quarters = model.record.quarters
    let winters = quarters.indices.filter { !quarters[$0].groups.isEmpty }
    groupWinters = Dictionary(uniqueKeysWithValues: winters.enumerated().map { ($1, $0) })
  }

  private static func isRecorded(
    _ effect: Effect, _ outcome: OutcomeDefinition, _ place: Place, _ quarter: Quarter
  ) -> Bool {
    guard quarter.number == 4, effect.outcomes.contains(outcome.name) else { return false }
    switch place.level {
    case .banner: return true
    case .sumu, .gacha: return outcome.name != "incomeGini"
    // Strata need a second arm.
    case .group: return outcome.name != "incomeGini" && !Stratum.allCases.contains { $0.id == place.id }
    case .grid, .cooperative: return false
    }
  }

  /// Open channels that have somebody to reach: without cooperatives training and the office are left, without both nothing.
  /// A channel that an intervention opens is one too.
  package static func players(_ arm: Arm, of effect: Effect = .income) -> [Channel] {
    let cooperates = arm.values.boolean("policy.cooperatives.enabled")
    let trains = arm.values.boolean("policy.centralHouseholds.enabled")
    let opened = arm.interventions.flatMap(\.changes).filter { $0.value == .boolean(true) }.map(\.key)
    return effect.channels.filter { channel in
      let reaches =
        switch channel {
        case .office, .services: trains
        case .information, .trust, .example: cooperates && trains
        case .knowledge: cooperates || trains
        default: cooperates
        }
      return (arm.values.boolean(channel.switchKey) || opened.contains(channel.switchKey)) && reaches
    }
  }

  /// Households times quarters of all runs.
  public var householdQuartersPerReplicate: Int { model.householdQuartersPerReplicate * runCount }

  /// One worker's memory.
  public final class Workspace {
    let inner: LinkageModel.Workspace
    /// Recorded cells of every run. Shape: runs x cells x 16.
    let worth: UnsafeMutablePointer<AccountLanes>
    /// Members with all channels open. Shape: winters x households x 16.
    let members: Rows

    init(_ inner: LinkageModel.Workspace, worth worthCount: Int, members memberCount: Int) {
      self.inner = inner
      worth = .allocate(capacity: max(1, worthCount))
      worth.initialize(repeating: .zero, count: worthCount)
      members = .allocate(capacity: max(1, memberCount))
      members.initialize(repeating: .zero, count: memberCount)
    }

    deinit {
      worth.deallocate()
      members.deallocate()
    }
  }

  /// Memory for one worker.
  public func makeWorkspace() -> Workspace { makeWorkspace(after: nil) }

  /// The same, with the states of another world that is left.
  public func makeWorkspace(after last: Workspace?) -> Workspace {
    Workspace(
      model.makeWorkspace(after: last?.inner), worth: runCount * layout.cells.count,
      members: groupWinters.count * banner.places.householdCount)
  }

  /// Runs every coalition of a block and shares out the whole.
  public func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
    let random = LaneRandom(seed: seed, firstReplicate: block.firstReplicate)
    for shocks in workspace.inner.shocks { shocks.draw(random) }
    let plan =
      switch method {
      case .exact: CoalitionPlan.exact(players, of: effect.channels)
      case .permutation: CoalitionPlan.permutation(players, of: effect.channels, random)
      }
    model.livePast(workspace.inner, random, record)
    for (run, open) in plan.runs.enumerated() {
      workspace.inner.contexts[0].allowedChannels = open
      model.begin(0, workspace.inner, random)
      simulate(run, workspace, record)
    }
    share(plan, workspace, record)
  }

  /// One run of the arm. Run 0, all channels open, says who is a member.
  private func simulate(_ run: Int, _ workspace: Workspace, _ record: BlockRecord) {
    let worth = workspace.worth + run * layout.cells.count
    let context = workspace.inner.contexts[0]
    let households = banner.places.householdCount
    for time in 0..<4 * years {
      model.step(0, time, workspace.inner) { worth[$0] = $1 }
      model.note(context, record)
      guard let winter = groupWinters[time] else { continue }
      let members = workspace.members + winter * households
      if run == 0 { members.update(from: context.state.isMember, count: households) }
      // Nobody is compared with the reference arm here: the last argument serves outcomes that are not decomposed.
      workspace.inner.groups(ofArm: 0).record(
        model.record.quarters[time].groups, formation: GroupFormation(members: members), of: context,
        reference: context.state.accrualIncomeMeanYuan
      ) { worth[$0] = $1 }
    }
  }

  /// Contribution of every channel to every cell, and the whole.
  private func share(_ plan: CoalitionPlan, _ workspace: Workspace, _ record: BlockRecord) {
    let (count, worth) = (layout.cells.count, workspace.worth)
    for cell in 0..<count {
      let whole = worth[cell] - worth[count + cell]
      set(referenceArm, cell, whole, whole, record)
      for (index, channel) in effect.channels.enumerated() {
        // What is undefined (a group without households) has no parts either.
        var value = whole - whole
        for term in players.firstIndex(of: channel).map({ plan.terms[$0] }) ?? [] {
          for lane in 0..<laneCount {
            let gain = worth[term.with[lane] * count + cell][lane] - worth[term.without[lane] * count + cell][lane]
            value[lane] += term.weight * gain
          }
        }
        set(index, cell, value, whole, record)
      }
    }
  }

  private func set(_ arm: Int, _ cell: Int, _ value: AccountLanes, _ whole: AccountLanes, _ record: BlockRecord) {
    record.set(arm: arm, cell: cell, value)
    if record.groupCells.contains(cell) { record.setMatchedReference(arm: arm, cell: cell, whole) }
  }
}
