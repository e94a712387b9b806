import Foundation

/// A folder held open and, where the file system can, locked against a second run.
package final class LockedDirectory {
  /// Whether no other run can be writing here.
  package private(set) var isLocked = false
  private let path: String
  private var created: [String] = []
  private var descriptor: Int32 = -1

  /// Makes the folder and those above it when missing, opens and locks it.
  ///
  /// - Throws: ``UserError`` 73 `cannot-create`, `folder-busy`.
  package init(_ path: String) throws(UserError) {
    self.path = path
    do throws(UserError) {
      try make(path)
      descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0, access(path, W_OK | X_OK) == 0 else { throw .cannotCreate(path, errno) }
      isLocked = lock()
      if !isLocked, errno == EWOULDBLOCK {
        throw .unsuitableFolder(
          "folder-busy", path, "another run is writing into it; wait for its end, or choose another folder with --out")
      }
    } catch {
      removeIfCreated()
      throw error
    }
  }

  /// Locks the folder. A child that this process has just started holds all descriptors until it runs its own program, so a
  /// folder that was given back a moment ago may look busy: a few tries within a second tell it from one that is.
  private func lock() -> Bool {
    for _ in 0..<20 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK else { return false }
      usleep(50_000)
      errno = EWOULDBLOCK
    }
    return false
  }

  deinit { close() }

  /// Makes renames and removals lasting.
  ///
  /// - Throws: ``UserError`` 74.
  package func sync() throws(UserError) {
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw .cannotWrite(path, errno) }
  }

  /// Gives the lock back.
  package func close() {
    if descriptor >= 0 { _ = Foundation.close(descriptor) }
    descriptor = -1
  }

  /// Removes the folders that were made here, unless something was put into them; gives the lock back.
  package func removeIfCreated() {
    for folder in created.reversed() { rmdir(folder) }
    created = []
    close()
  }

  private func make(_ folder: String) throws(UserError) {
    if mkdir(folder, 0o777) == 0 { return created.append(folder) }
    switch errno {
    case EEXIST: return  // opening it tells whether it is a folder
    case ENOENT:
      let parent = (folder as NSString).deletingLastPathComponent
      guard !parent.isEmpty, parent != folder else { throw .cannotCreate(path, ENOENT) }
      try make(parent)
      guard mkdir(folder, 0o777) == 0 else { throw .cannotCreate(path, errno) }
      created.append(folder)
    default: throw .cannotCreate(path, errno)
    }
  }
}
