/// A model that the engine can run: blocks of replicates, all arms side by side, quarter by quarter.
public protocol BlockModel: Sendable {
  /// Memory of one worker, allocated once and used for every block it computes.
  associatedtype Workspace: AnyObject

  /// What is recorded.
  var layout: RecordLayout { get }
  /// Names of the arms, in scenario order.
  var armNames: [String] { get }
  /// The arm that the others are compared with.
  var referenceArm: Int { get }
  /// Identities that must hold in every quarter and replicate.
  var ledgers: [LedgerDefinition] { get }
  /// Ratios of paired differences that are estimated with an interval.
  var ratios: [RatioDefinition] { get }
  /// Benefits and costs, as sums of paired differences, that are.
  var balances: [BalanceDefinition] { get }
  /// Households times quarters that one replicate of all arms computes (for the rate that is shown).
  var householdQuartersPerReplicate: Int { get }

  /// Groups of blocks that share something drawn once, such as a network; block b is in group b modulo this. 1 when there is none.
  var clusterCount: Int { get }

  /// Whether replicates i and i + 8 of a block are an antithetic pair: the luck that they share with all households is mirrored, so
  /// that pairs are independent of one another and replicates are not. Blocks are then whole.
  var isAntithetic: Bool { get }

  /// Whether every block is computed in a world of its own, as ``DrawnWorlds`` does.
  var drawsWorlds: Bool { get }

  /// What `simulate` needs of its record at a time. With `quarter` it closes each quarter of the record as soon as its cells
  /// are written; with `run`, the record is whole when it returns.
  var recordSpan: RecordSpan { get }

  /// Memory for one worker.
  func makeWorkspace() -> Workspace
  /// Ratios and balances with the weights of the world that the workspace is in.
  func sums(in workspace: Workspace) -> SumDefinitions
  /// The same in the place of that of another model, which is used no more; what it holds has no effect.
  func makeWorkspace(after last: Workspace?) -> Workspace
  /// Sets up what a block needs and may not have; called before ``simulate(_:in:into:)``.
  ///
  /// - Throws: why the block has no answer.
  func prepare(_ block: ReplicateBlock, in workspace: Workspace) throws
  /// Computes all arms of a block and writes every cell of `record`, as a pure function of the block.
  func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord)
}

extension BlockModel {
  /// None.
  public var ratios: [RatioDefinition] { [] }
  /// None.
  public var balances: [BalanceDefinition] { [] }
  /// What is summed over the quarters.
  public var sums: SumDefinitions { SumDefinitions(ratios: ratios, balances: balances) }
  /// Those of the model.
  public func sums(in workspace: Workspace) -> SumDefinitions { sums }
  /// Every replicate is drawn anew.
  public var clusterCount: Int { 1 }
  /// Every replicate is independent of the others.
  public var isAntithetic: Bool { false }
  /// All blocks are computed in one world.
  public var drawsWorlds: Bool { false }
  /// Anew.
  public func makeWorkspace(after last: Workspace?) -> Workspace { makeWorkspace() }
  /// Nothing.
  public func prepare(_ block: ReplicateBlock, in workspace: Workspace) throws {}
  /// The record is whole at the end.
  public var recordSpan: RecordSpan { .run }
}

/// An accounting identity and how exactly it must hold.
public struct LedgerDefinition: Sendable {
  /// Name in the manifest, such as `stock`.
  public let name: String
  /// What the residual is relative to.
  public let unit: String
  /// Largest admissible residual.
  public let tolerance: Double

  /// Memberwise.
  public init(name: String, unit: String, tolerance: Double) {
    self.name = name
    self.unit = unit
    self.tolerance = tolerance
  }
}
