import Dispatch
import KhorshooNumerics
import Synchronization

/// Runs every replicate of a model over all cores.
public struct MonteCarloRunner: Sendable {
  /// Replicates of each arm.
  public let replicates: Int
  /// Workers; each computes whole blocks.
  public let threads: Int
  /// Replicates that are left out before them, in whole blocks: those of another run.
  public let skipped: Int

  /// - Precondition: replicates and threads are positive, and whole blocks are left out.
  public init(replicates: Int, threads: Int, skipping skipped: Int = 0) {
    precondition(replicates > 0 && threads > 0 && skipped >= 0 && skipped % laneCount == 0)
    self.replicates = replicates
    self.threads = threads
    self.skipped = skipped
  }

  /// What a run tells while it goes on. Called in block order from any thread, never by two at once.
  public struct Observer: Sendable {
    /// Called after each block with the number of replicates done.
    public var progress: @Sendable (_ replicatesDone: Int) -> Void
    /// Asked before each block; true ends the run after the blocks under way.
    public var isCancelled: @Sendable () -> Bool
    /// Receives each block's record (for `replicates.csv`). A thrown error ends the run.
    public var keep: (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)?

    /// By default nothing is told and nothing cancels.
    public init(
      progress: @escaping @Sendable (Int) -> Void = { _ in },
      isCancelled: @escaping @Sendable () -> Bool = { false },
      keep: (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)? = nil
    ) {
      self.progress = progress
      self.isCancelled = isCancelled
      self.keep = keep
    }
  }

  /// Runs all blocks and returns their statistics: the same bytes for any number of threads.
  ///
  /// - Parameter more: asked when all replicates are done, how many to add; none ends the run. Until then, blocks are whole.
  /// - Returns: the statistics of the blocks that were computed; fewer than all only when cancelled.
  /// - Throws: what `observer.keep` or a block's set-up throws, after the blocks under way have ended; `MemoryShortage` when memory does not
  ///   suffice for one worker. Where it does not for all of them, fewer work.
  public func run<Model: BlockModel>(
    _ model: Model, observer: Observer = Observer(), more: (RunStatistics) -> Int = { _ in 0 }
  ) throws -> RunStatistics {
    // Kernels are chosen and their working memory is there before a worker starts.
    guard BLASLibrary.reserve(workers: 1) > 0 else { throw MemoryShortage() }
    precondition(!model.isAntithetic || replicates % laneCount == 0, "\(replicates) replicates in antithetic blocks")
    let statistics = RunStatistics(for: model)
    var wanted = replicates
    while true {
      let blocks = ReplicateBlock.all(replicates: wanted, skipping: skipped)[(statistics.replicates / laneCount)...]
      try run(Array(blocks), of: model, into: statistics, observer)
      guard statistics.replicates == wanted else { return statistics }
      let added = more(statistics)
      guard added > 0 else { return statistics }
      precondition(wanted % laneCount == 0, "\(added) replicates after a block that is not whole")
      wanted += added
    }
  }

  private func run<Model: BlockModel>(
    _ blocks: [ReplicateBlock], of model: Model, into statistics: RunStatistics, _ observer: Observer
  ) throws {
    let quarters = model.layout.quarters.indices
    // Blocks pass each quarter in their order, and the end: different quarters are summed side by side.
    let (gates, end) = (quarters.map { _ in Turnstile() }, Turnstile())
    let nextBlock = Atomic<Int>(0)
    // The first block that is not wanted any more; later ones are not either.
    let firstSkipped = Atomic<Int>(Int.max)
    let failure = Mutex<(any Error)?>(nil)
    let span = observer.keep == nil ? model.recordSpan : .run

    let computing = max(1, BLASLibrary.reserve(workers: min(threads, blocks.count * model.armNames.count)))
    let helpers = SpareThreads(threads: computing, blocks: blocks.count)
    DispatchQueue.concurrentPerform(iterations: helpers.workerCount) { _ in
      defer { helpers.leave() }
      let workspace = model.makeWorkspace()
      let record = BlockRecord(
        layout: model.layout, armCount: model.armNames.count, ledgerCount: model.ledgers.count, span: span)
      let sums = RatioSums(model)
      record.sums = sums
      while true {
        let index = nextBlock.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < blocks.count else { return }
        let block = blocks[index]
        // A stopped run still passes its tickets on, so that no worker waits for ever.
        func skip(_ error: (any Error)? = nil) {
          failure.withLock { $0 = $0 ?? error }
          firstSkipped.min(index, ordering: .relaxed)
          for gate in gates { gate.pass(index) {} }
          end.pass(index) {}
        }
        if index > firstSkipped.load(ordering: .relaxed) || observer.isCancelled() {
          skip()
          continue
        }
        do { try model.prepare(block, in: workspace) } catch {
          skip(error)
          continue
        }
        @Sendable func isWanted() -> Bool { index < firstSkipped.load(ordering: .relaxed) }
        for ledger in model.ledgers.indices { record.ledgerResiduals[ledger] = 0 }
        sums.clear()
        record.helpers = helpers.of(block: index)
        record.whenClosed = { quarter in
          sums.add(record, quarter: quarter)
          gates[quarter].pass(index) {
            if isWanted() { statistics.add(record, quarter: quarter, of: block) }
          }
        }
        if model.drawsWorlds { sums.enter(model.sums(in: workspace)) }
        model.simulate(block, in: workspace, into: record)
        if model.recordSpan == .run { for quarter in quarters { record.close(quarter: quarter) } }
        record.whenClosed = nil
        end.pass(index) {
          guard isWanted() else { return }
          do {
            sums.total()
            statistics.finish(record, sums, of: block)
            try observer.keep?(record, block)
            observer.progress(statistics.replicates)
          } catch {
            failure.withLock { $0 = $0 ?? error }
            firstSkipped.min(index, ordering: .relaxed)
          }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
