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
  /// Households times quarters that one replicate of all arms computes (for the rate that is shown).
  var householdQuartersPerReplicate: Int { get }

  /// Groups of blocks that share something drawn once, such as a network; block b is in group b modulo this. 1 when there is none.
  var clusterCount: Int { get }

  /// What `simulate` needs of its record at a time. With `quarter` it closes each quarter of the record as soon as its cells
  /// are written; with `run`, the record is whole when it returns.
  var recordSpan: RecordSpan { get }

  /// Memory for one worker.
  func makeWorkspace() -> Workspace
  /// Computes all arms of a block and writes every cell of `record`, as a pure function of the block.
  func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord)
}

extension BlockModel {
  /// None.
  public var ratios: [RatioDefinition] { [] }
  /// Every replicate is drawn anew.
  public var clusterCount: Int { 1 }
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
