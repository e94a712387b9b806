import KhorshooExperiments
import KhorshooText

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
  /// `--independent`: whether arms and points have draws of their own.
  public var independent: Bool
  /// `--uncertainty`: what is drawn beside luck.
  public var uncertainty: String?
  /// What a sweep varies.
  public var design: DesignOverrides
  /// What is recorded in place of the scenario's outcomes.
  public var recorded: RecordingOverride?
  /// Arms beside those of the file.
  public var variants: [ArmVariant] = []
  /// `--strict`: whether warnings are errors.
  public var isStrict = false

  /// Nothing is overridden unless said.
  public init(
    settings: [String] = [], replicates: Int? = nil, seed: UInt64? = nil, years: Int? = nil, arms: [String]? = nil,
    independent: Bool = false, design: DesignOverrides = DesignOverrides()
  ) {
    self.settings = settings
    self.replicates = replicates
    self.seed = seed
    self.years = years
    self.arms = arms
    self.independent = independent
    self.design = design
  }
}

/// An arm that is made from another by values of its own.
public struct ArmVariant: Sendable {
  /// Its name, and that of the arm it is made from.
  public let name, base: String
  /// Its label; empty for none.
  public let label: LocalizedText
  /// Keys of the ledger that an arm can set, with values.
  public let values: [(key: String, value: FactorValue)]

  /// Memberwise.
  public init(_ name: String, of base: String, label: LocalizedText, _ values: [(key: String, value: FactorValue)]) {
    (self.name, self.base, self.label, self.values) = (name, base, label, values)
  }
}

/// Outcomes that a command needs, whatever the scenario keeps.
public struct RecordingOverride: Codable, Sendable, Equatable {
  /// Names of outcomes.
  public var names: [String]
  /// Levels of places; empty for all.
  public var levels: [String]
  /// Calendar years.
  public var fromYear, toYear: Int

  /// Memberwise.
  public init(names: [String], levels: [String], fromYear: Int, toYear: Int) {
    (self.names, self.levels, self.fromYear, self.toYear) = (names, levels, fromYear, toYear)
  }
}

/// What the command line says of a design, over the `design:` block of the file.
public struct DesignOverrides: Sendable, Equatable {
  /// `--vary`: `KEY=VALUES`, joined by `;` where keys move together.
  public var vary: [String]
  /// `--factors`: `assumed` for every assumed or recalled parameter with a stated uncertainty.
  public var factors: String?
  /// `--design`: a method, or a file that ends in `.csv`.
  public var method: String?
  /// `--samples`
  public var samples: Int?
  /// `--decimal-comma`: whether numbers of the file of points have decimal commas.
  public var hasDecimalComma: Bool

  /// Nothing is said unless given.
  public init(
    vary: [String] = [], factors: String? = nil, method: String? = nil, samples: Int? = nil,
    hasDecimalComma: Bool = false
  ) {
    self.vary = vary
    self.factors = factors
    self.method = method
    self.samples = samples
    self.hasDecimalComma = hasDecimalComma
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
      read: { $0 == path ? .success(bytes) : ScenarioFiles.disk.read($0) }, table: ScenarioFiles.disk.table,
      identity: ScenarioFiles.disk.identity)
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
    try ScenarioReading(
      path: path, files: files, overrides: overrides, ledger: ledger, knownOutcomes: knownOutcomes,
      knownLevels: knownLevels
    ).resolved()
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
