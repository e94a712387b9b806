import KhorshooExperiments
import KhorshooInputs
import KhorshooText
import Synchronization

/// A scenario whose files have been read and parsed, to be resolved any number of times with further settings.
public struct ScenarioReading: Sendable {
  /// The scenario file.
  public let path: String
  /// What the command line says over the files.
  public let overrides: ScenarioOverrides
  private let files: ScenarioFiles
  private let memory: FileMemory
  private let rosters = RosterMemory()
  private let chain: ScenarioChain
  private let plan: SpeciesPlan
  private let reader: ScenarioFileReader

  /// Reads a scenario with its bases from disk. What is wrong with it is said by `resolved(_:)`.
  public init(
    path: String, overrides: ScenarioOverrides = ScenarioOverrides(), ledger: ParameterLedger = .standard(),
    knownOutcomes: [String] = [], knownLevels: [String] = []
  ) {
    self.init(
      path: path, files: .disk, overrides: overrides, ledger: ledger, knownOutcomes: knownOutcomes,
      knownLevels: knownLevels)
  }

  /// The same from files that were read before, under the names they had then.
  public init(
    path: String, contents: [String: String], overrides: ScenarioOverrides, ledger: ParameterLedger = .standard(),
    knownOutcomes: [String] = [], knownLevels: [String] = []
  ) {
    self.init(
      path: path, files: .memory(contents.mapValues { Array($0.utf8) }), overrides: overrides, ledger: ledger,
      knownOutcomes: knownOutcomes, knownLevels: knownLevels)
  }

  package init(
    path: String, files: ScenarioFiles, overrides: ScenarioOverrides, ledger: ParameterLedger,
    knownOutcomes: [String], knownLevels: [String]
  ) {
    self.path = path
    self.overrides = overrides
    let memory = FileMemory()
    self.memory = memory
    self.files = ScenarioFiles(
      read: { memory.read($0, from: files.read) },
      table: { path, limit in memory.read(path) { files.table($0, limit) } }, identity: files.identity)
    chain = ScenarioChain(path: path, from: self.files)
    let roots = chain.files.compactMap(\.root)
    var plan = SpeciesPlan(ledger)
    for root in roots.reversed() { plan.take(root) }
    var reader = ScenarioFileReader(
      plan, knownOutcomes: knownOutcomes, knownLevels: knownLevels, isComplete: chain.isComplete)
    for root in roots.reversed() { reader.read(root) }
    self.plan = plan
    self.reader = reader
  }

  /// A reader of the same ledger that has found nothing wrong yet.
  var emptyReader: ScenarioFileReader {
    var reader = reader
    reader.diagnostics = []
    return reader
  }

  /// Texts of all files that were read so far, under the names by which they were opened.
  public var contents: [String: String] { memory.contents }

  /// The scenario, checked.
  ///
  /// - Parameter point: what a point of a design sets over all that is stated; the design itself is then left out.
  /// - Throws: `UserError` with every problem, in the order of the files; exit code 66 when a file is missing or
  ///   unreadable, else 65.
  public func resolved(at point: [(key: String, value: FactorValue)] = []) throws(UserError) -> ResolvedScenario {
    var overrides = overrides
    var reader = reader
    if !point.isEmpty { (overrides.design, reader.draft.design) = (DesignOverrides(), nil) }
    reader.apply(overrides)
    reader.apply(point)
    var builder = ScenarioBuilder(
      path: path, chain: chain, source: files, rosters: rosters, plan: plan, reader: reader,
      selectedArms: overrides.arms)
    builder.check()
    let order =
      chain.files.map(\.path) + (builder.historyFile.map { [$0.path] } ?? []) + builder.rosterFiles
    let problems = Scenario.inFileOrder(
      chain.diagnostics + plan.diagnostics + reader.diagnostics + builder.diagnostics, files: order)
    guard problems.isEmpty else {
      let isMissing = problems.contains { $0.code == "missing-file" || $0.code == "unreadable-file" }
      throw UserError(isMissing ? .missingInput : .invalidData, problems)
    }
    let scenario = builder.build(files: order)
    if overrides.isStrict, point.isEmpty, !scenario.warnings.isEmpty {
      throw UserError(
        .invalidData,
        scenario.warnings.map {
          Diagnostic(code: $0.code, path: $0.path, line: $0.line, column: $0.column, key: $0.key, message: $0.message)
        })
    }
    return scenario
  }
}

/// Files that were read once.
private final class FileMemory: Sendable {
  private let bytes = Mutex<[String: [UInt8]]>([:])

  func read(
    _ path: String, from read: (String) -> Result<[UInt8], ScenarioFiles.Fault>
  ) -> Result<[UInt8], ScenarioFiles.Fault> {
    if let known = bytes.withLock({ $0[path] }) { return .success(known) }
    let result = read(path)
    if case .success(let content) = result { bytes.withLock { $0[path] = content } }
    return result
  }

  var contents: [String: String] { bytes.withLock { $0.mapValues { String(decoding: $0, as: UTF8.self) } } }
}
