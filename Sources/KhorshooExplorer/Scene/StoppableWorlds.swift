import KhorshooEngine
import KhorshooModel

/// The worlds of one setting of the sliders, which can be stopped between two quarters.
///
/// A stopped block leaves no numbers that mean anything: who stops it asks for none.
struct StoppableWorlds: BlockModel {
  /// Says what is recorded.
  let base: LinkageModel
  let drawsWorlds: Bool
  /// The model of a world, by its number.
  let world: @Sendable (Int) throws -> LinkageModel
  /// The past of a world, if it was kept; and what is asked for it where it may be.
  let past: @Sendable (Int) -> LivedPast?
  let keep: @Sendable (Int, () -> LivedPast?) -> Void
  /// The reference arm of a world, if it was kept, and where it is kept; nil of a world of which it is not.
  let reference: @Sendable (Int) -> KeptReference?
  let keepReference: @Sendable (Int) -> ((KeptReference) -> Void)?
  let isStopped: @Sendable () -> Bool
  /// Where workers have their memory from, and leave it.
  let spare: SpareMemory

  /// Worlds that the first answer comes from: as many as threads that have an arm each to compute.
  func firstWorlds(threads: Int) -> Int {
    let isKnown = drawsWorlds && reference(0).map { $0.fits(base) } == true
    return max(1, threads / max(1, armNames.count - (isKnown ? 1 : 0)))
  }

  var layout: RecordLayout { base.layout }
  var armNames: [String] { base.armNames }
  var referenceArm: Int { base.referenceArm }
  var ledgers: [LedgerDefinition] { base.ledgers }
  var ratios: [RatioDefinition] { base.ratios }
  var balances: [BalanceDefinition] { base.balances }
  var householdQuartersPerReplicate: Int { base.householdQuartersPerReplicate }
  var recordSpan: RecordSpan { base.recordSpan }
  var isAntithetic: Bool { base.isAntithetic }
  var clusterCount: Int { drawsWorlds ? 1 : base.clusterCount }

  /// The world that a worker is in, with its memory.
  final class Workspace {
    fileprivate var current: (number: Int, world: LinkageModel, memory: LinkageModel.Workspace)?
    private let spare: SpareMemory

    fileprivate init(_ spare: SpareMemory) { self.spare = spare }

    deinit { if let current { spare.give(current.memory) } }
  }

  private struct Stopped: Error {}

  func makeWorkspace() -> Workspace { Workspace(spare) }

  /// All blocks are in one world when none is drawn.
  private func number(of block: ReplicateBlock) -> Int {
    drawsWorlds ? DrawnWorlds<LinkageModel>.number(of: block) : 0
  }

  func prepare(_ block: ReplicateBlock, in workspace: Workspace) throws {
    let number = number(of: block)
    guard workspace.current?.number != number, !isStopped() else { return }
    // The next world takes over the memory of the last one.
    let last = workspace.current?.memory ?? spare.take()
    workspace.current = nil
    let world = try world(number)
    let past = drawsWorlds ? past(number) : nil
    workspace.current = (
      number, world, past.map { world.makeWorkspace(from: $0, after: last) } ?? world.makeWorkspace(after: last)
    )
    guard drawsWorlds else { return }
    let known = reference(number).flatMap { $0.fits(world) ? $0 : nil }
    workspace.current?.memory.enter(known ?? (keepReference(number) == nil ? nil : world.reference(of: block)))
  }

  func sums(in workspace: Workspace) -> SumDefinitions { workspace.current?.world.sums ?? sums }

  func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
    var reached = 0
    if let current = workspace.current, current.number == number(of: block) {
      do {
        try current.world.simulate(block, in: current.memory, into: record) { _, time, _ throws(Stopped) in
          reached = time
          if isStopped() { throw Stopped() }
        }
        if drawsWorlds { keep(current.number) { current.memory.keepPast(of: block) } }
        if drawsWorlds, let kept = current.memory.kept { keepReference(current.number)?(kept) }
        return
      } catch {}
    }
    // Whoever waits for the quarters of this block waits no longer.
    for quarter in reached..<layout.quarters.count { record.close(quarter: quarter) }
  }
}
