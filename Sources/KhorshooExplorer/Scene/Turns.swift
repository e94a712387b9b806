import Foundation

/// One at a time, in the order of asking: pages that compute at once take turns.
final class Turns: @unchecked Sendable {
  // What follows is changed under the condition alone.
  private let condition = NSCondition()
  private var queue: [Int] = []
  private var next = 0

  /// How long a wish to give up goes unnoticed.
  private static let patience = 0.05

  /// Waits for a turn.
  ///
  /// - Returns: its ticket; nil when it was given up.
  func take(unless isGivenUp: () -> Bool) -> Int? {
    condition.lock()
    defer { condition.unlock() }
    let ticket = next
    next += 1
    queue.append(ticket)
    while queue.first != ticket {
      if isGivenUp() {
        queue.removeAll { $0 == ticket }
        condition.broadcast()
        return nil
      }
      _ = condition.wait(until: Date(timeIntervalSinceNow: Self.patience))
    }
    return ticket
  }

  /// Ends a turn.
  func end(_ ticket: Int) {
    condition.lock()
    queue.removeAll { $0 == ticket }
    condition.broadcast()
    condition.unlock()
  }
}
