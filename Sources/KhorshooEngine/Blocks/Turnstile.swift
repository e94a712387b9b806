import Glibc

/// Lets workers through one after the other in the order of their tickets, so that sums have one order.
final class Turnstile: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let moved = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var next = 0

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(moved, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(moved)
    mutex.deallocate()
    moved.deallocate()
  }

  /// Waits for the turn of `ticket`, runs `body`, and opens for the next ticket, also when `body` throws.
  func pass(_ ticket: Int, _ body: () throws -> Void) rethrows {
    pthread_mutex_lock(mutex)
    while next != ticket { pthread_cond_wait(moved, mutex) }
    defer {
      next += 1
      pthread_cond_broadcast(moved)
      pthread_mutex_unlock(mutex)
    }
    try body()
  }
}
