import KhorshooEngine

/// What the command line says over the files.
public struct ScenarioOverrides: Sendable {
  /// `KEY=VALUE`, keys as in the ledger (with or without `parameters.`), `run.*` or `arms.NAME.policy.*`.
  public var settings: [String]
  /// `--replicates`
  public var replicates: Int?
  /// `--seed`
  public var seed: UInt64?
  /// `--years`
  public var years: Int?
  /// `--arms`: the arms to compute, nil for all.
  public var arms: [String]?

  /// Nothing is overridden unless said.
  public init(
    settings: [String] = [], replicates: Int? = nil, seed: UInt64? = nil, years: Int? = nil, arms: [String]? = nil
  ) {
    self.settings = settings
    self.replicates = replicates
    self.seed = seed
    self.years = years
    self.arms = arms
  }
}

/// Scenario files: from YAML to a checked scenario.
public enum Scenario {
  /// Reads a scenario with its bases, applies the command line and checks everything.
  ///
  /// - Parameters:
  ///   - path: the scenario file.
  ///   - overrides: what the command line says.
  ///   - ledger: every parameter with its default and range.
  ///   - knownOutcomes: names that `outcomes: {names: …}` can select.
  ///   - knownLevels: levels that `outcomes: {levels: …}` can select.
  /// - Throws: `UserError` with every problem, in the order of the files; exit code 66 when a file is missing or
  ///   unreadable, else 65.
  public static func resolve(
    path: String, overrides: ScenarioOverrides = ScenarioOverrides(), ledger: ParameterLedger = .standard(),
    knownOutcomes: [String] = [], knownLevels: [String] = []
  ) throws(UserError) -> ResolvedScenario {
    try resolve(
      path: path, files: .disk, overrides: overrides, ledger: ledger, knownOutcomes: knownOutcomes,
      knownLevels: knownLevels)
  }

  /// Reads a scenario from a text instead of a file; `base` is read from disk, relative to `path`.
  public static func resolve(
    text: String, path: String, overrides: ScenarioOverrides = ScenarioOverrides(),
    ledger: ParameterLedger = .standard(), knownOutcomes: [String] = [], knownLevels: [String] = []
  ) throws(UserError) -> ResolvedScenario {
    let bytes = Array(text.utf8)
    let files = ScenarioFiles(
      read: { $0 == path ? .success(bytes) : ScenarioFiles.disk.read($0) }, identity: ScenarioFiles.disk.identity)
    return try resolve(
      path: path, files: files, overrides: overrides, ledger: ledger, knownOutcomes: knownOutcomes,
      knownLevels: knownLevels)
  }

  /// Everything wrong or doubtful about scenario files, file by file; empty when all is well.
  public static func check(
    _ paths: [String], overrides: ScenarioOverrides = ScenarioOverrides(), ledger: ParameterLedger = .standard(),
    knownOutcomes: [String] = [], knownLevels: [String] = []
  ) -> [Diagnostic] {
    paths.flatMap { path -> [Diagnostic] in
      do throws(UserError) {
        return try resolve(
          path: path, overrides: overrides, ledger: ledger, knownOutcomes: knownOutcomes, knownLevels: knownLevels
        ).warnings
      } catch { return error.diagnostics }
    }
  }

  package static func resolve(
    path: String, files: ScenarioFiles, overrides: ScenarioOverrides, ledger: ParameterLedger,
    knownOutcomes: [String], knownLevels: [String]
  ) throws(UserError) -> ResolvedScenario {
    let chain = ScenarioChain(path: path, from: files)
    let roots = chain.files.compactMap(\.root)
    var plan = SpeciesPlan(ledger)
    for root in roots.reversed() { plan.take(root) }
    var reader = ScenarioFileReader(
      plan, knownOutcomes: knownOutcomes, knownLevels: knownLevels, isComplete: chain.isComplete)
    for root in roots.reversed() { reader.read(root) }
    reader.apply(overrides)

    var builder = ScenarioBuilder(
      path: path, chain: chain, source: files, plan: plan, reader: reader, selectedArms: overrides.arms)
    builder.check()
    let order = chain.files.map(\.path) + (builder.historyFile.map { [$0.path] } ?? [])
    let problems = inFileOrder(
      chain.diagnostics + plan.diagnostics + reader.diagnostics + builder.diagnostics, files: order)
    guard problems.isEmpty else {
      let isMissing = problems.contains { $0.code == "missing-file" || $0.code == "unreadable-file" }
      throw UserError(isMissing ? .missingInput : .invalidData, problems)
    }
    return builder.build(files: order)
  }

  /// Sorts by file, line and column, and says everything once; the command line comes last.
  static func inFileOrder(_ diagnostics: [Diagnostic], files: [String]) -> [Diagnostic] {
    let rank = Dictionary(files.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let sorted = diagnostics.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      let l = (rank[a.path] ?? files.count, a.line, a.column, left.offset)
      let r = (rank[b.path] ?? files.count, b.line, b.column, right.offset)
      return l < r
    }
    // One message a key and place: what follows from the first would only distract.
    var told: [Diagnostic] = []
    for (_, next) in sorted {
      if let last = told.last, last.line > 0, last.path == next.path, last.line == next.line,
        last.column == next.column, last.key == next.key
      {
        continue
      }
      told.append(next)
    }
    return told
  }
}
