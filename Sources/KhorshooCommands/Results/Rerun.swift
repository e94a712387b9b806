import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// Some blocks of replicates computed again, to be compared with those of a stored `replicates.csv`.
final class ReplicateRerun {
  private let scratch: TemporaryFolder
  private let folder: ResultFolder
  private let keeper: ReplicateKeeper
  private var blocks: [ReplicateBlock] = []

  init(_ model: LinkageModel, in scratch: TemporaryFolder, byteOrderMark: Bool) throws(UserError) {
    self.scratch = scratch
    folder = try ResultFolder(path: scratch.path + "/again", byteOrderMark: byteOrderMark)
    keeper = ReplicateKeeper(model, table: try ReplicateTable(model.layout, in: folder))
  }

  /// Takes a block; blocks come in their order.
  func append(_ record: BlockRecord, _ block: ReplicateBlock) throws {
    try keeper.append(record, block)
    blocks.append(block)
  }

  /// Rows that were compared.
  private(set) var rows = 0

  /// What differs from the folder.
  ///
  /// - Throws: `UserError` 65, 66, 73, 74.
  func differences(from stored: StoredRun) throws(UserError) -> [FileDifference] {
    let manifest = try folder.commit(Manifest(version: Program.version))
    rows = manifest.outputFiles.first { $0.path == ReplicateTable.fileName }?.rows ?? 0
    let perReplicate = rows / max(1, blocks.reduce(0) { $0 + $1.validLanes })
    // The last block of a shorter run may hold fewer replicates than were computed here.
    let wanted = blocks.map { block in
      block.firstReplicate * perReplicate..<(block.firstReplicate + block.validLanes) * perReplicate
    }
    let name = ReplicateTable.fileName
    let difference = try TableDifference.between(
      MappedFile(stored.result.path(of: name)), MappedFile(folder.path + "/" + name),
      isWanted: { row in wanted.contains { $0.contains(row) } })
    return difference.map { [FileDifference(name: name, difference: $0)] } ?? []
  }
}

/// A file of a result folder that is not what was computed again.
struct FileDifference {
  let name: String
  let difference: TableDifference
}

extension StoredRun {
  /// Everything of the folder computed again: every table, byte for byte.
  ///
  /// - Throws: `UserError`; 130 when interrupted.
  func rerunAll(threads: Int, quiet: Bool, _ session: Session, in scratch: TemporaryFolder) throws -> [FileDifference] {
    let path = scratch.path + "/all"
    let arguments = RunOptions(threads: threads, out: path, bom: hasByteOrderMark, quiet: quiet)
    if let decomposition = manifest.decomposition {
      guard let method = ChannelDecomposition.Method(rawValue: decomposition.method) else { throw unknown("method") }
      guard let effect = ChannelDecomposition.Effect(decomposition) else { throw unknown("effect") }
      let (arm, model) = try scenario.decomposition(arm: manifest.arms.first, effect: effect, method: method)
      let study = try complete(
        arguments.run(scenario, model, of: arm.name, replicates: replicates, folder: path, session))
      try DecompositionReport(
        resolved: scenario, model: model, arm: arm, study: study, language: storedLanguage
      )
      .write()
    } else {
      let model = try scenario.model(recording)
      let keepsReplicates = result.record(of: ReplicateTable.fileName) != nil
      let study = try complete(
        arguments.run(
          scenario, model, replicates: replicates, folder: path, session,
          keep: { folder in try RunKeeper.keep(model, in: folder, keepsReplicates: keepsReplicates) }))
      try RunReport(
        resolved: scenario, model: model, study: study, recording: recording, language: storedLanguage
      ).write()
    }
    return try filesThatDiffer(from: path, manifest.outputFiles.map(\.path))
  }

  /// What follows from the scenario without any simulation, computed again: places, grids, assumptions.
  ///
  /// - Throws: `UserError`.
  func rerunWorld(in scratch: TemporaryFolder) throws(UserError) -> (names: [String], differences: [FileDifference]) {
    let path = scratch.path + "/world"
    let folder = try ResultFolder(path: path, byteOrderMark: hasByteOrderMark)
    let tables = WorldTables(resolved: scenario, model: try scenario.model(), language: storedLanguage)
    try tables.write(to: folder)
    let names = try folder.commit(Manifest(version: Program.version)).outputFiles.map(\.path)
      .filter { $0.hasSuffix(".csv") }
    return (names, try filesThatDiffer(from: path, names))
  }

  /// The language that the folder's labels are in.
  private var storedLanguage: Language { manifest.language.flatMap(Language.init) ?? .english }

  /// Tables of a sweep made of its rows again.
  ///
  /// - Throws: `UserError`.
  func tablesThatDiffer(from recheck: SweepRecheck, in scratch: TemporaryFolder) throws -> [FileDifference] {
    let path = scratch.path + "/tables"
    let folder = try ResultFolder(path: path, byteOrderMark: hasByteOrderMark)
    _ = try recheck.results.write(to: folder) { _ in Manifest(version: Program.version) }
    return try filesThatDiffer(from: path, manifest.outputFiles.map(\.path).filter { $0.hasSuffix(".csv") })
  }

  /// - Throws: `UserError` 130 when fewer replicates were computed than asked for.
  private func complete(_ study: PlannedRun) throws(UserError) -> PlannedRun {
    guard study.statistics.replicates < study.requested else { return study }
    throw interrupted(
      "interrupted after \(study.statistics.replicates) of \(study.requested) replicates; nothing was compared")
  }

  /// Ctrl-C during a check.
  func interrupted(_ message: String) -> UserError {
    UserError(.interrupted, [Diagnostic(code: "interrupted", path: result.path, message: message)])
  }

  /// A word of the manifest that says nothing of a decomposition.
  private func unknown(_ what: String) -> UserError {
    UserError(
      .invalidData,
      [
        Diagnostic(
          code: "damaged-manifest", path: result.path(of: "manifest.json"), key: "decomposition.\(what)",
          message: "is no \(what) of decomposition; restore the manifest, or run the scenario again")
      ])
  }

  /// Whether the run was asked for byte-order marks: a table that holds Chinese has one in any case and tells nothing.
  private var hasByteOrderMark: Bool {
    manifest.outputFiles.contains { record in
      guard record.path.hasSuffix(".csv"), let file = try? MappedFile(result.path(of: record.path)),
        file.hasByteOrderMark, let table = try? CSVReader(file)
      else { return false }
      return !TableDefinition.holdsChinese(table.header)
    }
  }

  /// Tables first; other files, which follow from them, only when no table differs.
  private func filesThatDiffer(from path: String, _ files: [String]) throws(UserError) -> [FileDifference] {
    var found: [FileDifference] = []
    let names = files.filter { $0 != Self.scenarioName }
    for name in names where name.hasSuffix(".csv") {
      if let difference = try difference(name, path, isTable: true) { found.append(difference) }
    }
    for name in names where !name.hasSuffix(".csv") && found.isEmpty {
      if let difference = try difference(name, path, isTable: false) { found.append(difference) }
    }
    return found
  }

  private func difference(_ name: String, _ path: String, isTable: Bool) throws(UserError) -> FileDifference? {
    guard FileManager.default.fileExists(atPath: result.path(of: name)) else { return nil }  // told already
    guard FileManager.default.fileExists(atPath: path + "/" + name) else {
      return FileDifference(name: name, difference: TableDifference(line: 1, stored: "a file", again: "none"))
    }
    let (stored, again) = (try MappedFile(result.path(of: name)), try MappedFile(path + "/" + name))
    defer { withExtendedLifetime((stored, again)) {} }
    guard !TableDifference.isSame(stored.bytes, again.bytes) else { return nil }
    let found = isTable ? try TableDifference.between(stored, again) : TableDifference.between(text: stored, again)
    // The same cells in other bytes: line ends or quotes.
    let difference = found ?? TableDifference(line: 1, stored: "other line ends or quotes", again: "the same cells")
    return FileDifference(name: name, difference: difference)
  }

  /// What differs, as an error; nil when nothing does.
  func error(for differences: [FileDifference]) -> UserError? {
    guard !differences.isEmpty else { return nil }
    let cause = likelyCause.map { "; the likely cause: \($0)" } ?? "; the table was changed, or the program was"
    let diagnostics = differences.map { found in
      let (difference, path) = (found.difference, result.path(of: found.name))
      let rows = difference.rows > 1 ? " (\(difference.rows) rows differ)" : ""
      let (stored, again) = (FoundText.shortened(difference.stored), FoundText.shortened(difference.again))
      let message = "found \(stored), computed again \(again)\(rows)\(cause)"
      let (line, key) = (difference.line, difference.column)
      return isOfOtherKernel
        ? Diagnostic(code: "other-kernel", path: path, line: line, column: 1, key: key, message: message)
        : Diagnostic(code: "different-results", path: path, line: line, column: 1, key: key, message: message)
    }
    return UserError(isOfOtherKernel ? .unavailable : .invalidData, diagnostics)
  }
}
