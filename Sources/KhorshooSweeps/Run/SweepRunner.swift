import Dispatch
import KhorshooEngine
import KhorshooNumerics
import Synchronization

/// Computes units of a sweep over all cores. A row is a pure function of its unit: who computed what does not show.
public struct SweepRunner: Sendable {
  /// How far it is.
  public struct Progress: Sendable {
    /// Units done, and in all, of those to be computed now.
    public var unitsDone = 0
    /// Units to be computed now.
    public let unitCount: Int
    /// Units that failed.
    public var failed = 0
    /// Replicates computed, each of all arms.
    public var replicates = 0
    /// Households times quarters simulated.
    public var householdQuarters = 0.0
  }

  /// How long units under way may still take once the run is to end.
  static let patience = Duration.seconds(2)

  /// What is computed.
  public let sweep: SweepContext
  /// Workers.
  public let threads: Int

  /// - Precondition: at least one thread.
  public init(_ sweep: SweepContext, threads: Int) {
    precondition(threads > 0)
    self.sweep = sweep
    self.threads = threads
  }

  /// Computes units and hands each row to `store`, in whatever order they end; never two at once.
  ///
  /// - Parameters:
  ///   - units: by their places in the order in which they run.
  ///   - isCancelled: asked before each unit; true ends the run after the units under way, which are given up when they take
  ///     longer than ``patience``.
  /// - Throws: what `store` throws, after the units under way have ended.
  public func run(
    _ units: [Int], isCancelled: @Sendable () -> Bool = { false }, progress: @Sendable (Progress) -> Void = { _ in },
    store: @Sendable (SweepRow) throws -> Void
  ) throws -> Progress {
    let makeWorker = try sweep.workers()
    let helpers = SpareThreads(threads: max(1, BLASLibrary.reserve(workers: threads)), blocks: units.count)
    let next = Atomic<Int>(0)
    let state = Mutex<(progress: Progress, failure: (any Error)?)>((Progress(unitCount: units.count), nil))
    let isStopped = Atomic<Bool>(false)
    let clock = ContinuousClock()
    let end = Mutex<ContinuousClock.Instant?>(nil)
    @Sendable func isGivenUp() -> Bool {
      guard isCancelled() else { return false }
      return end.withLock { end in
        let limit = end ?? clock.now + Self.patience
        end = limit
        return clock.now >= limit
      }
    }
    DispatchQueue.concurrentPerform(iterations: helpers.workerCount) { _ in
      defer { helpers.leave() }
      let worker = makeWorker()
      while !isStopped.load(ordering: .relaxed), !isCancelled() {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < units.count else { return }
        guard
          let (row, householdQuarters) = worker.row(
            sweep.unit(units[index]), helpers.of(block: index), isGivenUp: isGivenUp)
        else { return }
        state.withLock { state in
          do {
            try store(row)
            state.progress.unitsDone += 1
            if case .failed = row.content {
              state.progress.failed += 1
            } else {
              state.progress.replicates += row.replicates
            }
            state.progress.householdQuarters += householdQuarters
            progress(state.progress)
          } catch {
            if state.failure == nil { state.failure = error }
            isStopped.store(true, ordering: .relaxed)
          }
        }
      }
    }
    let (found, failure) = state.withLock { ($0.progress, $0.failure) }
    if let failure { throw failure }
    return found
  }
}
