import Foundation
import KhorshooText

/// What an earlier run left in a folder: the files that are ours to replace.
struct EarlierResult {
  /// Files of an earlier run, as it wrote them, with the SHA-256 of each; empty in a new folder.
  let files: [String: String]

  /// Looks into a folder.
  ///
  /// Hidden files do not count as content. A folder whose commit was cut short has no manifest but a journal.
  /// A sweep lives in its folder from the plan on, with files that are no table; other results do not go there.
  /// A file is ours when its content is what the manifest or the journal says that we wrote, whatever else they name.
  /// - Throws: `UserError` 73 `not-a-result-folder` when there are files and no manifest of this program, or results of
  ///   another kind than those to come; `would-overwrite` for every file that is not as it was written; 65
  ///   `damaged-manifest` when it names what is no file of the folder.
  init(in path: String, isSweep: Bool) throws(UserError) {
    let entries = try FolderListing.names(in: path)
    let plan: Marker? = Self.read(path + "/" + ResultFolder.planName)
    let manifest: Marker? = Self.read(path + "/" + ResultFolder.manifestName)
    let journal: Journal? = Self.read(path + "/" + Journal.name)
    let isOurs = plan != nil || manifest != nil || journal != nil
    if isOurs, isSweep != (plan != nil) {
      throw .unsuitableFolder(
        "not-a-result-folder", path,
        "holds \(isSweep ? "results of another command" : "a sweep"); choose another folder with --out"
      )
    }
    if !isOurs, let found = entries.filter({ !$0.hasPrefix(".") }).min() {
      throw .unsuitableFolder(
        "not-a-result-folder", path,
        "holds \(found) but no results of khorshoo; choose a new or empty folder with --out")
    }
    var written: [String: Set<String>] = [:]
    for file in manifest?.outputFiles ?? [] { written[file.path, default: []].insert(file.sha256 ?? "") }
    for file in journal?.files ?? [] { written[file.path, default: []].formUnion(file.sha256) }
    files = try Self.unchanged(written, in: path, planned: plan == nil ? [] : ResultFolder.planFiles)
  }

  /// Of the files that were written, those that are there, each with its hash.
  ///
  /// - Parameter planned: files of a sweep that are there before its first results and that its plan answers for.
  private static func unchanged(
    _ written: [String: Set<String>], in path: String, planned: [String]
  ) throws(UserError) -> [String: String] {
    var ours: [String: String] = [:]
    var changed: [Diagnostic] = []
    for name in Set(written.keys).union(planned).subtracting([ResultFolder.manifestName]).sorted() {
      guard ResultFolder.isPlainName(name), !name.hasPrefix(".") else {
        throw UserError(
          .invalidData,
          [
            Diagnostic(
              code: "damaged-manifest", path: path + "/" + ResultFolder.manifestName,
              message:
                "names \(FoundText.quoted(name)), which is no file of the folder; restore it, or choose another folder with --out"
            )
          ])
      }
      let file = path + "/" + name
      var status = stat()
      guard lstat(file, &status) == 0 else { continue }
      let isPlain = status.st_mode & S_IFMT == S_IFREG
      let hash = isPlain ? try MappedFile(file).sha256 : ""
      if isPlain, written[name]?.contains(hash) ?? true {
        ours[name] = hash
      } else {
        changed.append(
          Diagnostic(
            code: "would-overwrite", path: file,
            message: isPlain
              ? "it is not as the earlier run wrote it; move it away, or choose another folder with --out"
              : "it is a link or a folder, not the file of the earlier run; move it away, or choose another folder with "
                + "--out"))
      }
    }
    guard changed.isEmpty else { throw UserError(.cannotCreate, changed) }
    return ours
  }

  /// The parts of a manifest or plan that tell whose files these are.
  private struct Marker: OwnMark {
    struct File: Decodable {
      let path: String
      let sha256: String?
    }
    let program: String
    let outputFiles: [File]?
  }

  /// The content of a file of ours; nil when it is none, or a link to one.
  private static func read<Mark: OwnMark>(_ path: String) -> Mark? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let mark = FileManager.default.contents(atPath: path).flatMap { JSONText.decode(Mark.self, from: $0) }
    return mark?.program == "khorshoo" ? mark : nil
  }
}

/// A file that says which program wrote it.
protocol OwnMark: Decodable {
  var program: String { get }
}

/// Which files are ours, while a commit is under way.
struct Journal: Encodable, OwnMark {
  /// A file and what it may hold: what the earlier run wrote, or the new one.
  struct File: Codable {
    let path: String
    let sha256: [String]
  }

  static let name = ".khorshoo-commit.json"
  var program = "khorshoo"
  /// Files of the earlier result and of the new one.
  let files: [File]

  /// Names files with the hashes of both results.
  init(earlier: [String: String], new: [String: String]) {
    files = Set(earlier.keys).union(new.keys).sorted().map { name in
      File(path: name, sha256: [earlier[name], new[name]].compactMap(\.self))
    }
  }

  /// Writes it whole or not at all.
  func write(in folder: String) throws(UserError) {
    let temporary = folder + "/" + Self.name + ResultFolder.temporarySuffix
    let file = try OutputFile(creating: temporary, name: folder + "/" + Self.name)
    do throws(UserError) {
      try file.write(JSONText.encode(self))
      try file.close()
      guard rename(temporary, folder + "/" + Self.name) == 0 else { throw .cannotWrite(file.name, errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }
}
