import Foundation

/// What stands in a folder, with the system's own reason where it cannot be read.
package enum FolderListing {
  /// Names in a folder, hidden ones too, in no order.
  ///
  /// - Throws: ``UserError`` 73 `cannot-create`: results cannot go where one may not look.
  package static func names(in path: String) throws(UserError) -> [String] {
    guard let folder = opendir(path) else { throw .cannotCreate(path, errno) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Removes files that a process left which was killed: those named after one that lives no more.
  ///
  /// - Parameter prefix: what the number of the process follows; `suffix`: what follows the number.
  package static func removeRemains(in folder: String, prefix: String, suffix: String) {
    for name in (try? names(in: folder)) ?? [] where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
      guard let number = Int32(name.dropFirst(prefix.count).dropLast(suffix.count)), number > 0 else { continue }
      if kill(number, 0) != 0, errno == ESRCH { unlink(folder + "/" + name) }
    }
  }
}
