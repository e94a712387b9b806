import Foundation
import KhorshooText

extension SweepContext {
  /// Puts plan and points into a folder, or finds that the same are there.
  ///
  /// Safe beside others that do the same: whoever is first writes, the others compare.
  /// - Parameter shards: whether a sweep that is there must be split in the same way.
  /// - Throws: `UserError` 65 `sweep-differs` with everything that differs, 69 `other-kernel`; 73, 74.
  public func publish(in folder: String, comparingShards shards: Bool) throws(UserError) {
    let path = folder + "/" + SweepPlan.fileName
    if try SweepPlan.read(folder: folder) == nil {
      try PublishedFile.put(at: path) { file throws(UserError) in try file.write(JSONText.encode(plan)) }
    }
    guard let there = try SweepPlan.read(folder: folder) else {
      throw SweepStore.damaged(path, "it disappeared while it was written")
    }
    var split: [String] = []
    if shards, there.shards != plan.shards {
      split.append(
        "shards: \(there.shards.map(String.init) ?? "none") then, \(plan.shards.map(String.init) ?? "none") now")
    }
    try Self.requireSame(plan, there, folder, more: split)
    let points = folder + "/" + SweepPlan.designName
    if !FileManager.default.fileExists(atPath: points) {
      try PublishedFile.put(at: points) { file throws(UserError) in
        let writer = try CSVWriter(
          file, columns: PointTable.definition(design).columns.map(\.name), byteOrderMark: false)
        try PointTable.write(design, to: writer)
        try writer.flush()
      }
    }
  }
}

/// A file that appears whole, under a name that the first writer wins.
enum PublishedFile {
  /// Writes a file beside its place, puts it on the disk and links it to its name, unless that exists.
  ///
  /// - Returns: whether this writer was the first.
  /// - Throws: `UserError` 73, 74.
  @discardableResult static func put(
    at path: String, write: (OutputFile) throws(UserError) -> Void
  ) throws(UserError) -> Bool {
    let beside = temporary(for: path)
    do throws(UserError) {
      let file = try OutputFile(creating: beside, name: path)
      try write(file)
      try file.close()
    } catch {
      unlink(beside)
      throw error
    }
    return try link(beside, to: path)
  }

  /// A hidden name beside a path that no other process uses.
  static func temporary(for path: String) -> String {
    let url = URL(fileURLWithPath: path)
    let folder = (path as NSString).deletingLastPathComponent
    let name = ".\(url.lastPathComponent).\(getpid())-\(UInt64.random(in: 0 ... .max)).khorshoo-part"
    return folder.isEmpty ? name : folder + "/" + name
  }

  /// Gives a finished file its name, unless another has it; the hidden name goes.
  static func link(_ beside: String, to path: String) throws(UserError) -> Bool {
    var result = Foundation.link(beside, path)
    var code = errno
    if result != 0, [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(code) {
      // A file system without hard links. Between the look and the new name another may put its own file: of a shard it has
      // the same rows, and plans are compared after they are written.
      guard access(path, F_OK) != 0 else {
        unlink(beside)
        return false
      }
      result = rename(beside, path)
      code = errno
    }
    unlink(beside)
    if result == 0 {
      syncFolder(of: path)
      return true
    }
    if code == EEXIST { return false }
    throw UserError(
      .cannotCreate,
      [
        Diagnostic(
          code: "cannot-create", path: path,
          message: "cannot be created: \(String(cString: strerror(code)).lowercased()); choose another folder")
      ])
  }

  /// Makes a new name lasting; a folder that cannot be synced stays as it is.
  private static func syncFolder(of path: String) {
    let folder = (path as NSString).deletingLastPathComponent
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
