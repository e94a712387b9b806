import Dispatch
import KhorshooNumerics
import Synchronization

/// Work that falls into blocks, done on all cores and put together in block order: the same result for any number of threads.
public enum ParallelBlocks {
  /// Computes blocks `0 ..< count` and adds their results to `whole` in their order.
  ///
  /// - Parameters:
  ///   - whole: what results are added to.
  ///   - makeMemory: working memory of one worker.
  ///   - compute: the result of a block; called on any thread.
  ///   - add: adds a result; never called by two threads at once.
  public static func run<Memory, Result, Whole>(
    count: Int, threads: Int, into whole: inout Whole, makeMemory: @Sendable () -> Memory,
    compute: @Sendable (Int, Memory) -> Result, add: @Sendable (inout Whole, Result) -> Void
  ) {
    precondition(count >= 0 && threads > 0)
    let turnstile = Turnstile()
    let next = Atomic<Int>(0)
    let sum = Sum(whole)
    let workers = max(1, BLASLibrary.reserve(workers: min(threads, count)))
    DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
      let memory = makeMemory()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = compute(index, memory)
        turnstile.pass(index) { add(&sum.whole, result) }
      }
    }
    whole = sum.whole
  }

  /// What has been added up; only who passes the turnstile touches it.
  private final class Sum<Whole>: @unchecked Sendable {
    var whole: Whole

    init(_ whole: Whole) { self.whole = whole }
  }
}
