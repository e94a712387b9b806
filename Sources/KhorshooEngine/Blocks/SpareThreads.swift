import Dispatch
import Synchronization

/// Threads of a run that has fewer blocks under way than threads: those that have none help with the blocks of others.
///
/// - Proof: `SpareThreadsUnit`.
public final class SpareThreads: Sendable {
  private let threads: Int
  private let blocks: Int
  private let busy: Atomic<Int>

  /// - Parameters:
  ///   - threads: of the run.
  ///   - blocks: that they compute, each begun by one of them.
  public init(threads: Int, blocks: Int) {
    precondition(threads > 0 && blocks >= 0)
    (self.threads, self.blocks) = (threads, blocks)
    busy = Atomic(min(threads, blocks))
  }

  /// Threads that begin with a block of their own.
  public var workerCount: Int { min(threads, blocks) }

  /// Who may help with a block; nil where all have blocks of their own until it ends.
  package func of(block: Int) -> SpareThreads? { block + threads > blocks ? self : nil }

  /// A worker has no block any more.
  public func leave() { busy.wrappingSubtract(1, ordering: .relaxed) }

  /// Threads that one block may take now, its worker's own among them.
  public var countOfBlock: Int { max(1, threads / max(1, busy.load(ordering: .relaxed))) }

  /// Does pieces of work that do not touch one another, in any order, and returns when all are done.
  ///
  /// - Parameters:
  ///   - count: of pieces; they are begun in their order.
  ///   - threads: that work at most, the caller's own among them. One that comes too late finds nothing to do.
  public static func perform(_ count: Int, threads: Int, _ body: @escaping (_ piece: Int) -> Void) {
    let pieces = Pieces(count, body)
    for _ in 1..<max(1, min(threads, count)) { DispatchQueue.global().async { pieces.work() } }
    pieces.work()
    if count > 0 { pieces.end.wait() }
  }

  /// Unchecked: each piece is done by one thread, and what is done is seen by the one that waits for the end.
  private final class Pieces: @unchecked Sendable {
    private let count: Int
    private let body: (Int) -> Void
    private let next = Atomic<Int>(0)
    private let done = Atomic<Int>(0)
    let end = DispatchSemaphore(value: 0)

    init(_ count: Int, _ body: @escaping (Int) -> Void) { (self.count, self.body) = (count, body) }

    func work() {
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < count else { return }
        body(piece)
        if done.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue == count { end.signal() }
      }
    }
  }
}
