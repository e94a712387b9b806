import Foundation
import KhorshooText

/// A folder for what is computed again; removed with its last reference.
final class TemporaryFolder {
  let path: String

  /// - Throws: `UserError` 73 `cannot-create`.
  init() throws(UserError) {
    let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    var name = Array((parent + "/khorshoo-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else {
      throw UserError(
        .cannotCreate,
        [
          Diagnostic(
            code: "cannot-create", path: parent,
            message:
              "no temporary folder can be made: \(String(cString: strerror(errno)).lowercased()); set TMPDIR to a "
              + "folder that you may write to")
        ])
    }
    path = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
