import Foundation

/// A file being written, or a stream such as standard output: whole writes, counted and hashed.
package final class OutputFile {
  /// What messages call it.
  package let name: String
  /// Bytes written so far.
  package private(set) var bytes = 0
  /// SHA-256 of the content in lower-case hexadecimal; empty until ``close()``.
  package private(set) var sha256 = ""

  /// The system's `write`; tests put in one that is interrupted or writes less than asked.
  package var systemWrite: (Int32, UnsafeRawPointer, Int) -> Int = { Foundation.write($0, $1, $2) }
  private var descriptor: Int32
  private let isOwned: Bool
  private let hash = SHA256Stream()

  /// Creates the file, or empties it when it exists.
  ///
  /// - Throws: ``UserError`` 73 `cannot-create`.
  package init(creating path: String, name: String) throws(UserError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotCreate(name, errno) }
    self.name = name
    isOwned = true
  }

  /// Writes to an open descriptor, such as 1 for standard output, and leaves it open.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    isOwned = false
  }

  deinit {
    if isOwned, descriptor >= 0 { _ = Foundation.close(descriptor) }
  }

  /// Writes all of `content`, however often the system interrupts or writes less than asked.
  ///
  /// - Throws: ``UserError`` 74 `cannot-write`: disk full, pipe closed; 141 without a word when the reader of a stream went
  ///   away. (A process that does not ignore `SIGPIPE` is ended by a closed pipe before.)
  package func write(_ content: UnsafeRawBufferPointer) throws(UserError) {
    guard var next = content.baseAddress else { return }
    hash.add(content)
    var left = content.count
    while left > 0 {
      let count = systemWrite(descriptor, next, left)
      if count > 0 {
        next += count
        left -= count
        bytes += count
      } else if count < 0, errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&ready, 1, 1000)
      } else if count < 0, errno == EPIPE, !isOwned {
        throw UserError(.readerGone, [])
      } else if count < 0, errno != EINTR {
        throw .cannotWrite(name, errno)
      }
    }
  }

  /// Writes all of `text` as UTF-8.
  ///
  /// - Throws: ``UserError`` 74 `cannot-write`.
  package func write(_ text: String) throws(UserError) {
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBytes { content in
      Result { () throws(UserError) in try write(content) }
    }
    try result.get()
  }

  /// Ends the file: content on the disk, hash known.
  ///
  /// - Throws: ``UserError`` 74 `cannot-write`: late errors of network and full disks.
  package func close() throws(UserError) {
    guard sha256.isEmpty else { return }
    sha256 = hash.digest().description
    guard isOwned else { return }
    let synced = fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS  // devices and pipes cannot be synced
    let code = errno
    let closed = Foundation.close(descriptor) == 0 || errno == EINTR
    let closeCode = errno
    descriptor = -1
    if !synced { throw .cannotWrite(name, code) }
    if !closed { throw .cannotWrite(name, closeCode) }
  }
}
