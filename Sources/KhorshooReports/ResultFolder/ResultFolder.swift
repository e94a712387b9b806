import Foundation
import KhorshooText

/// A folder of results that appears whole or not at all.
///
/// Every file is written under a hidden name inside the folder; ``commit(_:)`` puts all of them in place, the manifest
/// last: a folder with a manifest is complete. An earlier result stays untouched until then, and of it nothing is left
/// afterwards; files of the user's own stay. While a run writes into a folder, a second one is refused.
public final class ResultFolder {
  /// Path as the user gave it.
  public let path: String
  /// Whether all tables start with a byte-order mark, and not only those that hold Chinese in every language.
  public let byteOrderMark: Bool

  /// Called before each step of a commit with its name; a test lets it fail in place of the machine.
  package var beforeStep: (String) throws(UserError) -> Void = { _ throws(UserError) in }
  private let directory: LockedDirectory
  private let earlier: EarlierResult
  private var staged: [StagedFile] = []
  private var isFinished = false

  /// Opens the folder for a new result, making it (and the folders above it) when missing.
  ///
  /// - Parameter isSweep: whether a sweep lives in it, with its plan and database beside the results.
  /// - Throws: `UserError` 73: `cannot-create`; `not-a-result-folder` when it holds files but no earlier result;
  ///   `would-overwrite` when a file of the earlier result was changed since; `folder-busy` when another run is writing
  ///   into it. 65 `damaged-manifest` when its manifest names files outside.
  public init(path: String, byteOrderMark: Bool = false, isSweep: Bool = false) throws(UserError) {
    self.path = path
    self.byteOrderMark = byteOrderMark
    directory = try LockedDirectory(path)
    do {
      earlier = try EarlierResult(in: path, isSweep: isSweep)
    } catch {
      directory.removeIfCreated()
      throw error
    }
    if directory.isLocked { removeLeftovers() }
  }

  deinit { abandon() }

  /// Starts a table: its header is written, the caller adds the rows. ``commit(_:)`` finishes it.
  ///
  /// - Throws: `UserError` 73.
  public func table(_ definition: TableDefinition) throws(UserError) -> CSVWriter {
    let file = try stage(definition.fileName)
    let writer = try CSVWriter(
      file, columns: definition.columns.map(\.name), byteOrderMark: byteOrderMark || definition.holdsChinese)
    staged[staged.count - 1].table = (definition, writer)
    return writer
  }

  /// Stages a whole file, such as `scenario.resolved.yaml`.
  ///
  /// - Throws: `UserError` 73, 74.
  public func write(_ text: String, as fileName: String) throws(UserError) {
    let file = try stage(fileName)
    try file.write(text)
    try file.close()
  }

  /// Where a program that writes its own file, such as a database, may do so, to be taken over afterwards.
  package func workPath(_ name: String) -> String { path + "/.\(name).work.\(getpid())\(Self.temporarySuffix)" }

  /// Stages a file that was written at its ``workPath(_:)``, and removes it there.
  ///
  /// - Throws: `UserError` 73, 74.
  package func take(_ work: String, as fileName: String) throws(UserError) {
    defer { unlink(work) }
    let file = try stage(fileName)
    let written = try MappedFile(work)
    defer { withExtendedLifetime(written) {} }  // its bytes are there as long as it is
    try file.write(written.bytes)
    try file.close()
  }

  /// Tables that were started, in their order.
  var definitions: [TableDefinition] { staged.compactMap { $0.table?.definition } }

  /// Finishes all tables, adds the data package and the manifest, and puts every file in place.
  ///
  /// - Parameter manifest: what is known of the run; its `outputFiles` are filled in here.
  /// - Returns: the manifest as written.
  /// - Throws: `UserError` 73, 74. Up to the moment when files are put in place, an earlier result is untouched; after
  ///   it the folder has no manifest until all are in place, and the next run may replace it.
  @discardableResult public func commit(_ manifest: Manifest) throws(UserError) -> Manifest {
    precondition(!isFinished, "the result folder was committed or abandoned before")
    for file in staged {
      if let table = file.table { try table.writer.finish() }
    }
    let tables = staged.compactMap { file in
      file.table.map { DataPackage.Table(definition: $0.definition, record: file.record) }
    }
    if !tables.isEmpty {
      let package = DataPackage(title: manifest.scenario.title, tables: tables, byteOrderMark: byteOrderMark)
      try write(package.json, as: "datapackage.json")
    }
    var complete = manifest
    complete.outputFiles = staged.map(\.record)
    try write(complete.json, as: Self.manifestName)
    try putInPlace()
    isFinished = true
    directory.close()
    return complete
  }

  /// Removes everything that was staged, and the folder when it was made for this result; does nothing after a commit.
  public func abandon() {
    guard !isFinished else { return }
    isFinished = true
    for file in staged { unlink(file.temporaryPath) }
    directory.removeIfCreated()
  }

  /// Gives the folder back as it is, made but empty when it was new.
  public func leave() {
    isFinished = true
    directory.close()
  }

  private func stage(_ name: String) throws(UserError) -> OutputFile {
    precondition(!isFinished, "the result folder was committed or abandoned before")
    precondition(Self.isPlainName(name) && !name.hasPrefix("."), "\(name) is no plain file name")
    precondition(!staged.contains { $0.name == name }, "\(name) is staged twice")
    let final = path + "/" + name
    if earlier.files[name] == nil, name != Self.manifestName, FileManager.default.fileExists(atPath: final) {
      throw .unsuitableFolder(
        "would-overwrite", final, "not written by an earlier run; move it away, or choose another folder with --out")
    }
    let temporary = path + "/.\(name).\(getpid())\(Self.temporarySuffix)"
    let file = try OutputFile(creating: temporary, name: final)
    staged.append(StagedFile(name: name, temporaryPath: temporary, file: file))
    return file
  }

  /// Journal, old manifest away, stale files away, new files in, manifest in, journal away.
  private func putInPlace() throws(UserError) {
    let journal = Journal(
      earlier: earlier.files,
      new: Dictionary(staged.map { ($0.name, $0.file.sha256) }, uniquingKeysWith: { $1 }))
    try step("journal")
    try journal.write(in: path)
    try directory.sync()
    try step("remove manifest.json")
    try remove(Self.manifestName)
    try directory.sync()
    for name in earlier.files.keys.sorted() where !staged.contains(where: { $0.name == name }) {
      try step("remove \(name)")
      try remove(name)
    }
    for file in staged {  // the manifest was staged last
      if file.name == Self.manifestName { try directory.sync() }
      try step("place \(file.name)")
      guard rename(file.temporaryPath, path + "/" + file.name) == 0 else {
        throw .cannotWrite(path + "/" + file.name, errno)
      }
    }
    try directory.sync()
    try step("end journal")
    try remove(Journal.name)
  }

  private func step(_ name: String) throws(UserError) { try beforeStep(name) }

  private func remove(_ name: String) throws(UserError) {
    guard unlink(path + "/" + name) == 0 || errno == ENOENT else { throw .cannotWrite(path + "/" + name, errno) }
  }

  /// Temporaries of runs that were killed: nobody else is writing, since the folder is locked.
  private func removeLeftovers() {
    for name in (try? FolderListing.names(in: path)) ?? []
    where name.hasPrefix(".") && name.hasSuffix(Self.temporarySuffix) {
      unlink(path + "/" + name)
    }
  }

  package static let manifestName = "manifest.json"
  /// The plan of a sweep.
  public static let planName = "plan.json"
  /// Its points.
  public static let designName = "design.csv"
  /// Files of a sweep that are there before its first results.
  static let planFiles = [planName, designName]
  static let temporarySuffix = ".khorshoo-part"

  static func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.utf8.contains(UInt8(ascii: "/"))
  }
}

/// A file under its hidden name.
private struct StagedFile {
  let name: String
  let temporaryPath: String
  let file: OutputFile
  var table: (definition: TableDefinition, writer: CSVWriter)?

  /// - Precondition: the file is finished.
  var record: Manifest.OutputRecord {
    Manifest.OutputRecord(path: name, bytes: file.bytes, sha256: file.sha256, rows: table?.writer.rows)
  }
}
