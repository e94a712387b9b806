import Foundation
import KhorshooText

/// What an earlier run left in a folder: the files that are ours to replace.
struct EarlierResult {
  /// Names of files; empty in a new folder.
  let files: Set<String>

  /// Looks into a folder.
  ///
  /// Hidden files do not count as content. A folder whose commit was cut short has no manifest but a journal.
  /// A study lives in its folder from the plan on, with files that are no table; other results do not go there.
  /// - Throws: ``UserError`` 73 `not-a-result-folder` when there are files and no manifest of this program, or results of
  ///   another kind than those to come.
  init(in path: String, isSweep: Bool) throws(UserError) {
    let plan = Self.read(path + "/" + ResultFolder.planName)
    let manifest = Self.read(path + "/" + ResultFolder.manifestName)
    let journal = Self.read(path + "/" + Journal.name)
    let entries: [String]
    do {
      entries = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .cannotCreate(path, EACCES)
    }
    if isSweep != (plan != nil), plan != nil || manifest != nil || journal != nil {
      throw .unsuitableFolder(
        "not-a-result-folder", path,
        "holds \(isSweep ? "results of another command" : "a study of khorshoo sweep"); choose another folder with --out"
      )
    }
    if manifest == nil, journal == nil, plan == nil, let found = entries.filter({ !$0.hasPrefix(".") }).min() {
      throw .unsuitableFolder(
        "not-a-result-folder", path,
        "holds \(found) but no results of khorshoo; choose a new or empty folder with --out")
    }
    files = Set(
      ((manifest?.names ?? []) + (journal?.names ?? []) + (plan?.names ?? [])).filter(ResultFolder.isPlainName)
    )
    .subtracting([ResultFolder.manifestName])
  }

  /// The parts of a manifest or journal that tell whose files these are.
  private struct Marker: Decodable {
    struct File: Decodable { let path: String }
    let program: String
    let outputFiles: [File]?
    let files: [String]?
    var names: [String] { (outputFiles ?? []).map(\.path) + (files ?? []) }
  }

  private static func read(_ path: String) -> Marker? {
    let marker = FileManager.default.contents(atPath: path).flatMap { JSONText.decode(Marker.self, from: $0) }
    return marker?.program == "khorshoo" ? marker : nil
  }
}

/// Which files are ours, while a commit is under way.
struct Journal: Encodable {
  static let name = ".khorshoo-commit.json"
  let program = "khorshoo"
  /// Files of the earlier result and of the new one.
  let files: [String]

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
