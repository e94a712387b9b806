import Foundation
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// A result folder with the scenario that it was computed from, so that parts of it can be computed again.
struct StoredRun {
  static let scenarioName = "scenario.resolved.yaml"
  /// What to do about a row of a sweep that is not what is computed again.
  static let storeRemedy =
    "; the row was changed, or the program was: restore the file, or run the sweep in another folder"

  let result: StoredResult
  let scenario: ResolvedScenario
  /// Replicates of each arm that the folder holds.
  let replicates: Int

  var manifest: Manifest { result.manifest }

  /// What the run recorded.
  var recording: RunRecording {
    scenario.recording(
      detail: Set((manifest.detail ?? []).compactMap(RunDetail.init)),
      keepsQuarters: result.record(of: ReplicateTable.fileName) != nil)
  }

  /// Opens a folder and reads its scenario.
  ///
  /// - Throws: `UserError` 65, 66: the folder is none, the scenario cannot be read.
  init(_ path: String) throws(UserError) { try self.init(StoredResult(path)) }

  init(_ result: StoredResult) throws(UserError) {
    self.result = result
    replicates = result.manifest.replicates ?? 0
    do throws(UserError) {
      scenario = try Scenario.resolve(
        path: result.path(of: Self.scenarioName), knownOutcomes: ResolvedScenario.outcomeNames(),
        knownLevels: ModelOutcomes.levels)
    } catch {
      guard result.manifest.version != Program.version else { throw error }
      throw UserError(error.exit, error.diagnostics + [Self.otherVersion(result)])
    }
  }

  private static func otherVersion(_ result: StoredResult) -> Diagnostic {
    Diagnostic(
      .warning, code: "other-version", path: result.path,
      message: "was written by khorshoo \(result.manifest.version), this is \(Program.version); use that version")
  }

  /// In what the manifest and the scenario beside it contradict each other.
  var contradictions: [Diagnostic] {
    let file = result.path(of: Self.scenarioName)
    func mismatch(_ key: String, _ found: String, _ expected: String) -> Diagnostic {
      Diagnostic(
        code: "scenario-mismatch", path: file, key: key,
        message: "found \(found), the manifest has \(expected); one of the two was changed afterwards, or this program "
          + "has other parameters than the one that ran it: restore the file, or run the scenario again")
    }
    var found: [Diagnostic] = []
    let hash = scenario.hash.description
    if let stated = manifest.scenario.resolvedSha256, stated != hash {
      found.append(mismatch("", "a scenario of hash \(hash.prefix(12))…", "\(stated.prefix(12))…"))
    }
    if let seed = manifest.seed, seed != scenario.run.seed {
      found.append(mismatch("run.seed", "\(scenario.run.seed)", "\(seed)"))
    }
    if let years = manifest.years, years != scenario.run.years {
      found.append(mismatch("run.years", "\(scenario.run.years)", "\(years)"))
    }
    let names = scenario.arms.map(\.name)
    if manifest.decomposition == nil, names != manifest.arms {
      found.append(mismatch("arms", names.joined(separator: ", "), manifest.arms.joined(separator: ", ")))
    }
    return found
  }

  /// Why the same scenario may give other bytes here than where it was run; nil when nothing is known.
  var likelyCause: String? {
    var causes: [String] = []
    if manifest.version != Program.version {
      causes.append("the folder is of khorshoo \(manifest.version), this is \(Program.version)")
    }
    if isOfOtherKernel {
      causes.append(
        "the folder's matrices were computed by \(manifest.kernelFamily ?? "") kernels (fingerprint "
          + "\(manifest.arithmetic ?? "unknown")), here they are \(BLASLibrary.kernelFamily) (\(Arithmetic.fingerprint)): "
          + "results differ in the last places; OPENBLAS_CORETYPE chooses among those that the processor has")
    }
    return causes.isEmpty ? nil : causes.joined(separator: "; ")
  }

  /// Whether functions and matrix products have other last places here.
  var isOfOtherKernel: Bool {
    manifest.kernelFamily.map { $0 != BLASLibrary.kernelFamily } ?? false
      || manifest.arithmetic.map { $0 != Arithmetic.fingerprint } ?? false
  }

  /// Refuses to write over a file of a result folder.
  ///
  /// - Throws: `UserError` 73 `would-overwrite`.
  static func refuse(_ out: String?, among results: [StoredResult]) throws(UserError) {
    var status = stat()
    guard let out, stat(out, &status) == 0 else { return }
    for result in results {
      for name in result.manifest.outputFiles.map(\.path) + ["manifest.json"] {
        var other = stat()
        guard stat(result.path(of: name), &other) == 0, other.st_dev == status.st_dev, other.st_ino == status.st_ino
        else { continue }
        throw UserError(
          .cannotCreate,
          [
            Diagnostic(
              code: "would-overwrite", path: out,
              message: "it is a file of the results that are read; choose another name with --out")
          ])
      }
    }
  }
}

extension StoredResult {
  /// Says on standard error which files are not as the run wrote them, also when little is to be said: numbers of such a file
  /// are not those of the run.
  func warnOfDamages(_ session: Session) {
    session.warn(damages().map { Diagnostic(.warning, code: $0.code, path: $0.path, message: $0.message) })
  }
}
