import Foundation
import KhorshooText

/// A result folder that a command reads: its manifest and its files.
///
/// - Proof: `VerifyCommandTests`.
public struct StoredResult {
  /// Path as given.
  public let path: String
  /// What the folder says of itself.
  public let manifest: Manifest

  /// Opens a result folder.
  ///
  /// - Throws: `UserError` 66: `missing-file`, `not-a-result-folder`; 65 `damaged-manifest`.
  public init(_ path: String) throws(UserError) {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: trimmed, isDirectory: &isFolder)
    guard exists else {
      throw UserError(
        .missingInput,
        [Diagnostic(code: "missing-file", path: trimmed, message: "no such folder; name one of khorshoo run --out")])
    }
    let file = trimmed + "/" + ResultFolder.manifestName
    guard isFolder.boolValue, let content = FileManager.default.contents(atPath: file) else {
      throw UserError(
        .missingInput,
        [
          Diagnostic(
            code: "not-a-result-folder", path: trimmed,
            message: "holds no \(ResultFolder.manifestName) of a finished run; name a folder that khorshoo run --out "
              + "has written, or run again if the run was cut short")
        ])
    }
    guard let manifest = JSONText.decode(Manifest.self, from: content), manifest.program == "khorshoo" else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "damaged-manifest", path: file,
            message: "is no manifest of khorshoo; restore it, or run the scenario again")
        ])
    }
    self.path = trimmed
    self.manifest = manifest
  }

  /// Path of a file of the folder.
  public func path(of name: String) -> String { path + "/" + name }

  /// What the manifest says of a file; nil when the run has not written it.
  public func record(of name: String) -> Manifest.OutputRecord? { manifest.outputFiles.first { $0.path == name } }

  /// Opens a table of the folder.
  ///
  /// - Throws: `UserError` 65, 66: what is wrong with the file.
  package func table(_ name: String, columns: [String]) throws(UserError) -> CSVReader {
    try CSVReader(MappedFile(path(of: name)), columns: columns)
  }

  /// What is wrong with the files that the manifest names: not there, or not as they were written.
  public func damages() -> [Diagnostic] {
    manifest.outputFiles.compactMap { record in
      let file = path(of: record.path)
      guard ResultFolder.isPlainName(record.path) else {
        return Diagnostic(
          code: "damaged-manifest", path: path(of: ResultFolder.manifestName),
          message:
            "names \(FoundText.quoted(record.path)), which is no file of the folder; restore it, or run the scenario again"
        )
      }
      let found: MappedFile
      do throws(UserError) { found = try MappedFile(file) } catch { return error.diagnostics.first }
      let size = found.bytes.count
      guard size == record.bytes else {
        return Self.changed(file, "found \(size) bytes, the run wrote \(record.bytes)")
      }
      let hash = found.sha256
      guard let written = record.sha256, hash != written else { return nil }
      return Self.changed(file, "found SHA-256 \(hash.prefix(12))…, the run wrote \(written.prefix(12))…")
    }
  }

  private static func changed(_ file: String, _ found: String) -> Diagnostic {
    Diagnostic(
      code: "changed-file", path: file,
      message: found + "; the file was changed afterwards: restore it, or run the scenario again")
  }
}
