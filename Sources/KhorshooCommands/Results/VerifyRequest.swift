import Foundation
import KhorshooReports
import KhorshooText

/// `khorshoo verify`: are the files of a result folder those of its run, and does the run give the same bytes again?
package struct VerifyRequest: Request {
  package var folder: String
  package var sample: Int
  package var sampleSeed: UInt64
  package var full: Bool
  package var threads: Int?
  package var language: Language
  package var quiet: Bool
  package var json: Bool

  package init(
    folder: String, sample: Int = 2, sampleSeed: UInt64 = 1, full: Bool = false, threads: Int? = nil,
    language: Language = .english, quiet: Bool = false, json: Bool = false
  ) {
    self.folder = folder
    self.sample = sample
    self.sampleSeed = sampleSeed
    self.full = full
    self.threads = threads
    self.language = language
    self.quiet = quiet
    self.json = json
  }

  package func check() throws(InvalidArgument) {
    if !(1...100_000).contains(sample) { throw InvalidArgument("--sample: found \(sample), expected 1 to 100000.") }
    if let threads, !(1...1024).contains(threads) {
      throw InvalidArgument("--threads: found \(threads), expected 1 to 1024.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let result = try StoredResult(folder)
    var problems = result.damages()
    var findings = [Finding.files(result, damaged: problems)]
    var exit: UserError.Exit = problems.contains { $0.code == "missing-file" } ? .missingInput : .invalidData
    do throws(UserError) {
      let stored = try StoredRun(result)
      let contradictions = stored.contradictions
      findings.append(.scenario(stored, contradictions: contradictions))
      problems += contradictions
      if contradictions.isEmpty {
        let rerun = Verification(
          stored: stored, sample: sample, sampleSeed: sampleSeed, isFull: full,
          threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, quiet: quiet || json, session: session)
        let (found, error) = try rerun.run()
        findings += found
        problems += error?.diagnostics ?? []
        if error?.exit == .unavailable, problems.count == error?.diagnostics.count { exit = .unavailable }
      }
    } catch {
      // What cannot be read was told above when it is damaged.
      let told = Set(problems.map(\.path))
      problems += error.diagnostics.filter { !told.contains($0.path) }
      if findings[0].isPassed { exit = error.exit }
    }
    return CommandReport(
      text(findings, isVerified: problems.isEmpty), problem: problems.isEmpty ? nil : UserError(exit, problems))
  }

  private func text(_ findings: [Finding], isVerified: Bool) -> String {
    if json {
      let list = findings.map { finding in
        OrderedJSON.object([
          ("check", .text(finding.name)), ("result", .text(finding.outcome.rawValue)),
          ("detail", .text(finding.detail)),
        ])
      }
      let object = OrderedJSON.object([
        ("folder", .text(folder)), ("verified", .boolean(isVerified)), ("checks", .list(list)),
      ])
      return object.description
    }
    guard !quiet else { return "" }
    let labels = findings.map { LocalizedText(en: $0.name, zh: $0.labelChinese)[language] }
    let width = labels.map(DisplayWidth.of).max() ?? 0
    return zip(findings, labels).map { finding, label in
      let detail = LocalizedText(en: finding.detail, zh: finding.detailChinese)[language]
      return DisplayWidth.padded(label, to: width) + "  " + detail + "\n"
    }.joined()
  }
}

/// What one check found.
struct Finding {
  enum Outcome: String {
    case passed, failed, notChecked
  }

  let name, labelChinese: String
  let outcome: Outcome
  let detail, detailChinese: String

  var isPassed: Bool { outcome == .passed }

  static func files(_ result: StoredResult, damaged: [Diagnostic]) -> Finding {
    let all = result.manifest.outputFiles.count
    let good = all - Set(damaged.map(\.path)).count
    return Finding(
      name: "files", labelChinese: "文件", outcome: damaged.isEmpty ? .passed : .failed,
      detail: "\(good) of \(all) as they were written (size and SHA-256)",
      detailChinese: "\(all) 个文件中 \(good) 个与写出时一致（大小与 SHA-256）")
  }

  static func scenario(_ stored: StoredRun, contradictions: [Diagnostic]) -> Finding {
    let hash = stored.scenario.hash.description.prefix(12)
    return Finding(
      name: "scenario", labelChinese: "情景", outcome: contradictions.isEmpty ? .passed : .failed,
      detail: contradictions.isEmpty ? "as in the manifest (\(hash)…)" : "not that of the manifest",
      detailChinese: contradictions.isEmpty ? "与清单一致（\(hash)…）" : "与清单不一致")
  }
}
