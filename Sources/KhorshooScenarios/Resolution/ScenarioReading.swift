import KhorshooExperiments
import KhorshooInputs
import KhorshooText
import Synchronization

/// A scenario whose files have been read and parsed, to be resolved any number of times with further settings.
public struct ScenarioReading: Sendable {
  /// The scenario file.
  public let path: String
  /// What the command line says over the files.
  public private(set) var overrides: ScenarioOverrides
  let files: ScenarioFiles
  private let memory: FileMemory
  private let rosters = RosterMemory()
  private let chain: ScenarioChain
  private let plan: SpeciesPlan
  private let reader: ScenarioFileReader
  /// Whether a table of worlds is read. A sweep draws no worlds: it has the ledger in the table's place.
  private let readsWorlds: Bool

  /// Reads a scenario with its bases from disk. What is wrong with it is said by `resolved(_:)`.
  public init(
    path: String, overrides: ScenarioOverrides = ScenarioOverrides(), ledger: ParameterLedger = .standard(),
    knownOutcomes: [String] = [], knownLevels: [String] = [], readsWorlds: Bool = true
  ) {
    self.init(
      path: path, files: .disk, overrides: overrides, ledger: ledger, knownOutcomes: knownOutcomes,
      knownLevels: knownLevels, readsWorlds: readsWorlds)
  }

  /// The same from files that were read before, under the names they had then.
  public init(
    path: String, contents: [String: String], overrides: ScenarioOverrides, ledger: ParameterLedger = .standard(),
    knownOutcomes: [String] = [], knownLevels: [String] = [], readsWorlds: Bool = true
  ) {
    self.init(
      path: path, files: .memory(contents.mapValues { Array($0.utf8) }), overrides: overrides, ledger: ledger,
      knownOutcomes: knownOutcomes, knownLevels: knownLevels, readsWorlds: readsWorlds)
  }

  package init(
    path: String, files: ScenarioFiles, overrides: ScenarioOverrides, ledger: ParameterLedger,
    knownOutcomes: [String], knownLevels: [String], readsWorlds: Bool = true
  ) {
    self.path = path
    self.overrides = overrides
    self.readsWorlds = readsWorlds
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

  /// The same files with other values over all that is stated, and some of the arms.
  ///
  /// - Parameter settings: each key once; what the command line says of it counts no more.
  func setting(_ settings: [(key: String, value: String)], arms: [String]) -> ScenarioReading {
    var changed = self
    let keys = Set(settings.map(\.key))
    func key(_ setting: String) -> String {
      let written = String(setting.prefix { $0 != "=" })
      return LedgerKeys.ledgerKey(written, emptyReader.ledger) ?? written
    }
    changed.overrides.settings.removeAll { keys.contains(key($0)) }
    changed.overrides.settings += settings.map { "\($0.key)=\($0.value)" }
    changed.overrides.arms = arms
    return changed
  }

  /// The same files without a design of the command line, with more arms.
  ///
  /// - Parameter arms: those that are computed, by name.
  func adding(_ variants: [ArmVariant], arms: [String]) -> ScenarioReading {
    var changed = self
    changed.overrides.variants += variants
    changed.overrides.design = DesignOverrides()
    changed.overrides.arms = arms
    return changed
  }

  /// The scenario, checked.
  ///
  /// - Parameter point: what a point of a design sets over all that is stated; the design itself is then left out.
  /// - Throws: `UserError` with every problem, in the order of the files; exit code 66 when a file is missing or
  ///   unreadable, else 65.
  public func resolved(at point: [(key: String, value: FactorValue)] = []) throws(UserError) -> ResolvedScenario {
    var scenario = try resolved(hasDesign: point.isEmpty) { $0.apply(point) }
    guard point.isEmpty, case .table(let path) = scenario.run.uncertainty else { return scenario }
    try readWorlds(path, into: &scenario)
    return scenario
  }

  /// The scenario of a world of a run.
  ///
  /// - Parameter values: what the world has in the place of the scenario's own, under keys of the ledger.
  /// - Throws: `UserError` 65 when they contradict each other.
  func resolved(drawing values: [(key: String, value: FactorValue)]) throws(UserError) -> ResolvedScenario {
    try resolved(hasDesign: false) { $0.apply(drawing: values) }
  }

  private func resolved(
    hasDesign: Bool, _ change: (inout ScenarioFileReader) -> Void
  ) throws(UserError) -> ResolvedScenario {
    var overrides = overrides
    var reader = reader
    if !hasDesign { (overrides.design, reader.draft.design) = (DesignOverrides(), nil) }
    reader.apply(overrides)
    if !readsWorlds, let stated = reader.draft.run.uncertainty, case .table = stated.value {
      reader.draft.run.state("uncertainty", RunUncertainty.ledger, stated.place)
    }
    change(&reader)
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
      // What is lacking for a scenario does not matter in a file of another kind.
      let otherKinds = reader.diagnostics.filter { $0.code == "other-format" }
      throw UserError(isMissing ? .missingInput : .invalidData, otherKinds.isEmpty ? problems : otherKinds)
    }
    let scenario = builder.build(files: order, reading: self)
    if overrides.isStrict, hasDesign, !scenario.warnings.isEmpty {
      throw UserError(
        .invalidData,
        scenario.warnings.map {
          Diagnostic(code: $0.code, path: $0.path, line: $0.line, column: $0.column, key: $0.key, message: $0.message)
        })
    }
    return scenario
  }
}

extension ScenarioReading {
  /// Whether a stated value holds over a table of worlds: one on the command line does, and one in a file that is based on the
  /// file that names the table.
  func holds(_ value: Origin?, over table: Origin?) -> Bool {
    func depth(_ origin: Origin?) -> Int {
      switch origin {
      case .file(let path, _): chain.files.firstIndex { $0.path == path } ?? chain.files.count
      case .commandLine: -1
      case .ledger, .speciesCopy, nil: .max
      }
    }
    if case .commandLine = value { return true }
    return depth(value) < depth(table)
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
