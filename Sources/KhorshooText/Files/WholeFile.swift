import Foundation

/// A file of the user's choice that appears whole or not at all: written beside its place, then renamed.
package final class WholeFile {
  /// What is written to.
  package let output: OutputFile
  private let path: String
  private let temporary: String?
  private var isFinished = false

  /// Starts the file; a pipe or device, which has no place beside it, is written directly.
  ///
  /// - Throws: ``UserError`` 73 `cannot-create`.
  package init(_ path: String) throws(UserError) {
    self.path = path
    temporary = Self.isSpecial(path) ? nil : Self.temporary(for: path)
    output = try OutputFile(creating: temporary ?? path, name: path)
  }

  deinit {
    if !isFinished, let temporary { unlink(temporary) }
  }

  /// Ends the file and puts it in its place.
  ///
  /// - Throws: ``UserError`` 73, 74.
  package func finish() throws(UserError) {
    try output.close()
    if let temporary { try Self.place(temporary, as: path) }
    isFinished = true
  }

  /// Where a file is written before it has its name; what processes that were killed left under such names goes.
  package static func temporary(for path: String) -> String {
    let (folder, name) = ((path as NSString).deletingLastPathComponent, (path as NSString).lastPathComponent)
    FolderListing.removeRemains(in: folder.isEmpty ? "." : folder, prefix: name + ".", suffix: ".partial")
    return path + ".\(getpid()).partial"
  }

  /// Gives a finished file its name; removes it when that cannot be done.
  ///
  /// - Throws: ``UserError`` 73 `cannot-create`.
  package static func place(_ temporary: String, as path: String) throws(UserError) {
    guard rename(temporary, path) != 0 else { return }
    let code = errno
    unlink(temporary)
    throw .cannotCreate(path, code)
  }

  /// Whether something other than a plain file has this name.
  package static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }
}
