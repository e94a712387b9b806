import KhorshooNumerics

/// A model whose blocks are computed in worlds of their own: parameters and population of each block are drawn, and its luck is
/// that of its replicates, which all arms share.
///
/// Worlds 2k and 2k + 1 have the same parameters and different populations, so that what each contributes to the variance can be
/// told apart (`WorldMoments`). Any block can be computed alone, in any order, by any worker.
public struct DrawnWorlds<World: BlockModel>: BlockModel {
  /// The world in which nothing is drawn: it says what is recorded, and is not computed.
  public let base: World
  private let world: @Sendable (_ number: Int) throws -> World

  /// - Parameter world: the world of a number, with the layout of `base`.
  public init(like base: World, _ world: @escaping @Sendable (_ number: Int) throws -> World) {
    self.base = base
    self.world = world
  }

  /// What the base has.
  public var layout: RecordLayout { base.layout }
  /// What the base has.
  public var armNames: [String] { base.armNames }
  /// What the base has.
  public var referenceArm: Int { base.referenceArm }
  /// What the base has.
  public var ledgers: [LedgerDefinition] { base.ledgers }
  /// What the base has.
  public var ratios: [RatioDefinition] { base.ratios }
  /// What the base has.
  public var balances: [BalanceDefinition] { base.balances }
  /// What the base has.
  public var householdQuartersPerReplicate: Int { base.householdQuartersPerReplicate }
  /// What the base has.
  public var recordSpan: RecordSpan { base.recordSpan }
  /// What the base has.
  public var isAntithetic: Bool { base.isAntithetic }
  /// Every block has its own.
  public var drawsWorlds: Bool { true }

  /// The world that a worker is in, with its memory.
  public final class Workspace {
    fileprivate var current: (number: Int, world: World, memory: World.Workspace)?
  }

  /// In no world yet.
  public func makeWorkspace() -> Workspace { Workspace() }

  /// Number of the world of a block.
  public static func number(of block: ReplicateBlock) -> Int { block.firstReplicate / laneCount }

  /// Makes the world of a block.
  ///
  /// - Throws: why it has no answer.
  public func prepare(_ block: ReplicateBlock, in workspace: Workspace) throws {
    let number = Self.number(of: block)
    guard workspace.current?.number != number else { return }
    // The next world takes over the memory of the last one, so that a worker has that of one.
    let last = workspace.current?.memory
    workspace.current = nil
    let world = try world(number)
    workspace.current = (number, world, world.makeWorkspace(after: last))
  }

  /// Those of the current world, whose discount rate and the like are drawn.
  public func sums(in workspace: Workspace) -> SumDefinitions { workspace.current?.world.sums ?? sums }

  /// Computes all arms of a block.
  ///
  /// - Precondition: the block was prepared.
  public func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
    guard let current = workspace.current, current.number == Self.number(of: block) else {
      preconditionFailure("block \(block.index) was not prepared")
    }
    current.world.simulate(block, in: current.memory, into: record)
  }
}
