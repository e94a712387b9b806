import Foundation

/// A file that is read where it lies: its pages come in as they are looked at, whatever its size.
package final class MappedFile {
  /// Path as given.
  package let path: String
  /// Its content; it is gone with the file: a caller keeps that for as long as it reads (`withExtendedLifetime`).
  package let bytes: UnsafeRawBufferPointer

  /// Opens a file.
  ///
  /// - Throws: ``UserError`` 66 `missing-file`, `unreadable-file`.
  package init(_ path: String) throws(UserError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.fault(path, errno) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.fault(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Self.fault(path, EISDIR) }
    let count = Int(status.st_size)
    guard count > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw Self.fault(path, errno)
    }
    bytes = UnsafeRawBufferPointer(start: start, count: count)
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }

  /// SHA-256 of the content in lower-case hexadecimal.
  package var sha256: String { withExtendedLifetime(self) { SHA256Digest(of: bytes).description } }

  /// Whether it begins with the byte-order mark of UTF-8.
  package var hasByteOrderMark: Bool { withExtendedLifetime(self) { bytes.starts(with: [0xEF, 0xBB, 0xBF]) } }

  private static func fault(_ path: String, _ number: Int32) -> UserError {
    let isMissing = number == ENOENT || number == ENOTDIR
    let words =
      switch number {
      case ENOENT, ENOTDIR: "no such file; check the name and the folder"
      case EISDIR: "it is no plain file; name a file"
      case EACCES, EPERM: "you have no permission to read it; ask for it, or copy the file"
      default: "it cannot be read: \(String(cString: strerror(number)).lowercased()); check the disk"
      }
    let diagnostic =
      isMissing
      ? Diagnostic(code: "missing-file", path: path, message: words)
      : Diagnostic(code: "unreadable-file", path: path, message: words)
    return UserError(.missingInput, [diagnostic])
  }
}
