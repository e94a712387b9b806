import Foundation
import Synchronization

/// Ctrl-C: the first asks the run to stop after the blocks under way, the second ends the process.
package enum Interruption {
  /// Seconds after which a process that may lose its work ends when it was asked to; schedulers kill after ten or thirty.
  private static let graceSeconds: UInt32 = 3

  private static let count = Atomic<Int>(0)
  private static let mayLose = Atomic<Bool>(false)

  /// Whether Ctrl-C was pressed.
  package static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

  /// From now on Ctrl-C (and a termination request) stops the run in good order.
  package static func watch(_ ending: Session.Ending) {
    mayLose.store(ending == .loses, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        if Interruption.count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
        if Interruption.mayLose.load(ordering: .relaxed) { alarm(Interruption.graceSeconds) }
      }
    }
    signal(SIGALRM) { _ in
      let line = Interruption.lastWords
      _ = write(2, line.utf8Start, line.utf8CodeUnitCount)
      _exit(130)
    }
  }

  /// As one constant: a signal may come at any moment.
  private static let lastWords: StaticString =
    "khorshoo: interrupted; the work under way is given up, finished shards are kept [interrupted]\n"
}
