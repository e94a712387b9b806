import Foundation
import Synchronization

/// Ctrl-C: the first asks the run to stop after the blocks under way, the second ends the process.
enum Interruption {
  private static let count = Atomic<Int>(0)

  /// Whether Ctrl-C was pressed.
  static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

  /// From now on Ctrl-C (and a termination request) stops the run in good order.
  static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        if Interruption.count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
      }
    }
  }
}
