import Foundation
import KhorshooEngine
import KhorshooNumerics

/// A model whose blocks were computed before: it plays back what was kept of each, so that statistics and tables are those of one run.
///
/// - Proof: `KeptBlockUnit`, `RunShardCommandTests`.
package struct PlayedBlocks<Base: BlockModel>: BlockModel {
  /// The model of the scenario at its own values, which says what is recorded.
  package let base: Base
  /// Whether every block was computed in a world of its own.
  package let drawsWorlds: Bool
  private let block: @Sendable (ReplicateBlock) throws -> KeptBlock

  /// - Parameter block: what was kept of a block.
  package init(
    like base: Base, drawsWorlds: Bool, _ block: @escaping @Sendable (ReplicateBlock) throws -> KeptBlock
  ) {
    self.base = base
    self.drawsWorlds = drawsWorlds
    self.block = block
  }

  package var layout: RecordLayout { base.layout }
  package var armNames: [String] { base.armNames }
  package var referenceArm: Int { base.referenceArm }
  package var ledgers: [LedgerDefinition] { base.ledgers }
  package var ratios: [RatioDefinition] { base.ratios }
  package var balances: [BalanceDefinition] { base.balances }
  package var householdQuartersPerReplicate: Int { base.householdQuartersPerReplicate }
  package var clusterCount: Int { base.clusterCount }
  package var isAntithetic: Bool { base.isAntithetic }

  /// The block that a worker is at.
  package final class Workspace {
    fileprivate var kept: KeptBlock?
  }

  package func makeWorkspace() -> Workspace { Workspace() }

  /// Reads the block.
  ///
  /// - Throws: when it is not there, damaged, or failed.
  package func prepare(_ block: ReplicateBlock, in workspace: Workspace) throws {
    workspace.kept = nil
    workspace.kept = try self.block(block)
  }

  package func sums(in workspace: Workspace) -> SumDefinitions { workspace.kept?.sums ?? sums }

  /// - Precondition: the block was prepared.
  package func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
    guard let kept = workspace.kept else { preconditionFailure("block \(block.index) was not prepared") }
    kept.write(to: record, referenceArm: referenceArm)
  }
}
