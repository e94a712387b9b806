import Glibc

/// Where scenario files come from: the disk, or memory in tests and in the local page.
package struct ScenarioFiles: Sendable {
  /// A file that cannot be read.
  package struct Fault: Error {
    package let code: String
    package let message: String
  }

  /// Bytes of a file, at most one more than the limit for a scenario.
  package let read: @Sendable (String) -> Result<[UInt8], Fault>
  /// Bytes of a table, which may be much larger: at most the given number.
  package let table: @Sendable (String, Int) -> Result<[UInt8], Fault>
  /// One name for each file, whatever the path it is reached by.
  package let identity: @Sendable (String) -> String

  package init(
    read: @escaping @Sendable (String) -> Result<[UInt8], Fault>,
    table: (@Sendable (String, Int) -> Result<[UInt8], Fault>)? = nil, identity: @escaping @Sendable (String) -> String
  ) {
    self.read = read
    self.table = table ?? { path, _ in read(path) }
    self.identity = identity
  }

  /// Files on disk.
  package static let disk = ScenarioFiles(
    read: { readDisk($0, limit: YamlText.byteLimit(of: $0) + 1) }, table: { readTable($0, limit: $1) },
    identity: realPath)

  /// Files held in memory.
  package static func memory(_ files: [String: [UInt8]]) -> ScenarioFiles {
    ScenarioFiles(
      read: { path in
        files[path].map { .success($0) }
          ?? .failure(Fault(code: "missing-file", message: "no such file; check the name and the folder"))
      }, identity: { $0 })
  }

  /// Bytes of a file on disk, at most `limit` of them.
  package static func readDisk(_ path: String, limit: Int) -> Result<[UInt8], Fault> {
    guard !path.utf8.contains(0) else {
      return .failure(Fault(code: "missing-file", message: "the path contains a NUL character"))
    }
    var status = stat()
    guard stat(path, &status) == 0 else { return .failure(fault(errno)) }
    if status.st_mode & S_IFMT == S_IFDIR {
      let resolved = (path.hasSuffix("/") ? path : path + "/") + "scenario.resolved.yaml"
      let isResult = stat(resolved, &status) == 0
      return .failure(
        Fault(
          code: "unreadable-file",
          message: isResult
            ? "it is a folder of results; name the scenario in it: \(resolved)" : "it is a folder; name the file in it")
      )
    }
    // A large table is refused before it is read; small files, and pipes, are judged by who asked for them.
    if limit > 2 << 20, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) >= limit {
      let size = (limit - 1) >> 20
      return .failure(
        Fault(
          code: "file-too-large",
          message:
            "the file is larger than \(size) MiB, which no such table needs; keep the rows and columns that are meant"
        ))
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(fault(errno)) }
    defer { close(descriptor) }
    // One byte more than a plain file has, so that its end is seen; a pipe says no size.
    var bytes = [UInt8](repeating: 0, count: min(limit, max(Int(status.st_size) + 1, 1 << 16)))
    var count = 0
    while count < limit {
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: min(limit - count, count)) }
      let room = bytes.count - count
      let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + count, room) }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { return .failure(fault(errno)) }
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return .success(bytes)
  }

  private static func realPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func fault(_ number: Int32) -> Fault {
    switch number {
    case ENOENT, ENOTDIR: Fault(code: "missing-file", message: "no such file; check the name and the folder")
    case EACCES, EPERM: Fault(code: "unreadable-file", message: "you have no permission to read it")
    default: Fault(code: "unreadable-file", message: "it cannot be read: \(String(cString: strerror(number)))")
    }
  }
}
