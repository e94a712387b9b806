import KhorshooModel
import Synchronization

/// Memory of workers whose answers were given or given up, for those of the next answers: fresh memory of two arms takes a tenth
/// of the time in which a moved slider is answered.
final class SpareMemory: Sendable {
  private let left: Mutex<[Spare]>
  private let limit: Int

  /// Unchecked: a memory is here or with one worker.
  private struct Spare: @unchecked Sendable {
    let memory: LinkageModel.Workspace
  }

  /// - Parameter limit: memories that are kept; those of as many workers as compute side by side.
  init(limit: Int) {
    self.limit = limit
    left = Mutex([])
  }

  /// A memory that nobody has; nil when there is none.
  func take() -> LinkageModel.Workspace? { left.withLock { $0.popLast() }?.memory }

  /// Gives a memory back.
  func give(_ memory: LinkageModel.Workspace) {
    let spare = Spare(memory: memory)
    left.withLock { if $0.count < limit { $0.append(spare) } }
  }
}
