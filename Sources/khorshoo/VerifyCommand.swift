import ArgumentParser
import Foundation
import KhorshooReports
import KhorshooText

/// `khorshoo verify`: are the files of a result folder those of its run, and does the run give the same bytes again?
struct VerifyCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check the files of a result folder and compute a sample of it again, byte for byte.",
    discussion: """
      Checks that every file is there with the bytes that the run wrote (SHA-256), that scenario and manifest agree, and \
      computes again: everything when the run was small or with --full, otherwise a random sample of the blocks of 16 \
      replicates in replicates.csv. Of a sweep, a random sample of the rows in study.sqlite is computed again, and all tables \
      are made of the rows again. Says what was not checked. A table that differs is named with line, column and both \
      values (exit 65; 69 when this machine's matrix kernels are others than those of the run).

      Examples:
        khorshoo run scenarios/ewenki.yaml --keep replicates
        khorshoo verify results/ewenki
        khorshoo verify results/ewenki --full
        khorshoo verify results/ewenki --sample 5 --sample-seed 7 --json
        khorshoo sweep scenarios/ewenki.yaml --vary run.years=1,2 --out two
        khorshoo verify two --sample 1
      """)

  @Argument(help: "Result folder.", completion: .directory)
  var folder: String

  @Option(help: "Blocks of 16 replicates, or rows of a sweep, to compute again.")
  var sample = 2

  @Option(help: "Which blocks: another number, others.")
  var sampleSeed: UInt64 = 1

  @Flag(help: "Compute everything again, however long it takes.")
  var full = false

  @Option(help: "Threads; all cores by default.")
  var threads: Int?

  @Option(name: .customLong("lang"), help: "en or zh.")
  var language: Language = .english

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Print what was checked as JSON.")
  var json = false

  @OptionGroup var kernel: KernelArguments

  func validate() throws {
    if !(1...100_000).contains(sample) { throw ValidationError("--sample: found \(sample), expected 1 to 100000.") }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: found \(threads), expected 1 to 1024.")
    }
  }

  func run() throws {
    let result = try StoredResult(folder)
    var problems = result.damages()
    var findings = [Finding.files(result, damaged: problems)]
    var exit: UserError.Exit = problems.contains { $0.code == "missing-file" } ? .missingInput : .invalidData
    do throws(UserError) {
      let study = try StoredRun(result)
      let contradictions = study.contradictions
      findings.append(.scenario(study, contradictions: contradictions))
      problems += contradictions
      if contradictions.isEmpty {
        let rerun = Verification(
          study: study, sample: sample, sampleSeed: sampleSeed, isFull: full,
          threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, quiet: quiet || json)
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
    try say(findings, isVerified: problems.isEmpty)
    if !problems.isEmpty { throw UserError(exit, problems) }
  }

  private func say(_ findings: [Finding], isVerified: Bool) throws(UserError) {
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
      return try Console.write(object.description)
    }
    guard !quiet else { return }
    let isChinese = language == .chinese
    let labels = findings.map { isChinese ? $0.labelChinese : $0.name }
    let width = labels.map(DisplayWidth.of).max() ?? 0
    for (finding, label) in zip(findings, labels) {
      let detail = isChinese ? finding.detailChinese : finding.detail
      try Console.write(DisplayWidth.padded(label, to: width) + "  " + detail + "\n")
    }
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

  static func scenario(_ study: StoredRun, contradictions: [Diagnostic]) -> Finding {
    let hash = study.scenario.hash.description.prefix(12)
    return Finding(
      name: "scenario", labelChinese: "情景", outcome: contradictions.isEmpty ? .passed : .failed,
      detail: contradictions.isEmpty ? "as in the manifest (\(hash)…)" : "not that of the manifest",
      detailChinese: contradictions.isEmpty ? "与清单一致（\(hash)…）" : "与清单不一致")
  }
}
