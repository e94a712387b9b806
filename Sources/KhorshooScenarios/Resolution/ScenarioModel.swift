import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooNumerics
import KhorshooText

extension ResolvedScenario {
  /// The model that computes this scenario: its banner synthesised, its arms set, its outcomes chosen.
  ///
  /// - Throws: `UserError` with exit code 65 when the parameters have no answer, such as a species without a stable
  ///   herd structure.
  ///
  /// - Parameter recorded: what is recorded; what the tables of a run need when left out.
  public func model(_ recorded: RunRecording? = nil) throws(UserError) -> LinkageModel {
    let recorded = recorded ?? recording()
    return try model(on: banner(), recording: recorded.isRecorded, gathering: recorded.isGathered)
  }

  /// The same on a banner that was made before.
  ///
  /// - Parameters:
  ///   - banner: of this scenario, or of one that differs in what no banner reads only (`ModelSchedule.bannerReads`).
  ///   - branch: point of a sweep; nil for a run.
  ///   - isRecorded: which outcomes are recorded where and when.
  ///   - isGathered: which years are recorded as a whole, of outcomes that are gathered over one.
  public func model(
    on banner: Banner, branch: Int? = nil, recording isRecorded: (OutcomeDefinition, Place, Quarter) -> Bool,
    gathering isGathered: (OutcomeDefinition, Place, Quarter) -> Bool = { _, _, _ in false }
  ) throws(UserError) -> LinkageModel {
    try solved {
      try LinkageModel(
        banner: banner, values: values, arms: arms, referenceArm: referenceArm, start: run.start, years: run.years,
        seed: branch.map { run.randomNumbers.seed(run.seed, branch: $0) } ?? run.seed,
        randomNumbers: run.randomNumbers.ofArms, isAntithetic: run.antithetic, priceHistory: priceHistory,
        isRecorded: isRecorded, isGathered: isGathered)
    }
  }

  /// The model of a world that is recorded as another is.
  ///
  /// - Throws: as ``model(_:)``.
  func model(on banner: Banner, like base: LinkageModel) throws(UserError) -> LinkageModel {
    try solved {
      try LinkageModel(
        banner: banner, values: values, arms: arms, referenceArm: referenceArm, start: run.start, years: run.years,
        seed: run.seed, randomNumbers: run.randomNumbers.ofArms, isAntithetic: run.antithetic,
        priceHistory: priceHistory, like: base)
    }
  }

  /// The world of this scenario.
  ///
  /// - Throws: as ``model(_:)``.
  ///
  /// - Parameters:
  ///   - number: of the population; 0 is that of the run's own seed.
  ///   - isDescribed: whether anybody will ask for its ties, their measures and how good its grids are.
  public func banner(population number: Int = 0, isDescribed: Bool = true) throws(UserError) -> Banner {
    try solved {
      try Banner(
        values: values, arms: arms.map(\.values), speciesNames: speciesNames, namedSumu: namedSumu,
        namedGacha: namedGacha,
        seed: number == 0 ? run.seed : RandomNumbers.independent.seed(run.seed, branch: number),
        roster: roster?.roster,
        draws: NetworkDraws(networks: run.networkDraws, missingTieShare: roster?.missingTieShare ?? 0),
        isDescribed: isDescribed)
    }
  }

  /// The model that decomposes an effect of one arm into its channels.
  ///
  /// - Parameter name: of the arm; when nil, the last one that is not the reference.
  /// - Throws: `UserError` with exit code 65 when there is no such arm, or as ``model(_:)`` does.
  public func decomposition(
    arm name: String?, effect: ChannelDecomposition.Effect = .income, method: ChannelDecomposition.Method
  ) throws(UserError) -> (arm: Arm, model: ChannelDecomposition) {
    try requireIndependentReplicates("khorshoo decompose")
    let index =
      name.map { name in arms.firstIndex { $0.name == name } } ?? arms.indices.last { $0 != referenceArm } ?? 0
    guard let index else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "unknown-arm", path: "--arm",
            message: "there is no arm '\(name ?? "")'" + Nearest.hint(name ?? "", among: arms.map(\.name)))
        ])
    }
    return (arms[index], try decomposition(arm: index, effect: effect, method: method, on: banner()))
  }

  /// The decomposition in a world, recorded as another is.
  ///
  /// - Throws: as ``model(_:)``.
  func decomposition(
    arm index: Int, effect: ChannelDecomposition.Effect, method: ChannelDecomposition.Method, on banner: Banner,
    like base: ChannelDecomposition? = nil
  ) throws(UserError) -> ChannelDecomposition {
    try solved {
      try ChannelDecomposition(
        banner: banner, values: values, arm: arms[index], start: run.start, years: run.years, seed: run.seed,
        priceHistory: priceHistory, effect: effect, method: method, like: base)
    }
  }

  /// - Throws: `UserError` 65 when replicates are dealt over several networks, which `khorshoo run` alone can judge.
  public func requireOneNetwork(_ command: String) throws(UserError) {
    guard run.networkDraws > 1 else { return }
    throw UserError(
      .invalidData,
      [
        Diagnostic(
          code: "several-networks", path: path, key: "run.networkDraws",
          message: "found \(run.networkDraws), expected 1: intervals of \(command) do not know of several networks; "
            + "give --set run.networkDraws=1, or use 'khorshoo run' without --until")
      ])
  }

  /// - Throws: `UserError` 65 when replicates are antithetic pairs or share networks, so that they are not independent of one
  ///   another within a world.
  public func requireIndependentReplicates(_ command: String) throws(UserError) {
    try requireOneNetwork(command)
    guard run.antithetic else { return }
    throw UserError(
      .invalidData,
      [
        Diagnostic(
          code: "antithetic-replicates", path: path, key: "run.antithetic",
          message: "found true, expected false: intervals of \(command) do not know of antithetic pairs; "
            + "give --set run.antithetic=false, or use 'khorshoo run'")
      ])
  }

  /// - Throws: `UserError` 65 when the most replicates of `--until` have an antithetic pair that is not whole.
  public func requireWholePairs(_ budget: Int) throws(UserError) {
    guard run.antithetic, budget % laneCount != 0 else { return }
    throw UserError(
      .invalidData,
      [Diagnostic(code: "incomplete-pairs", path: "--max-replicates", message: IncompletePairs.message(budget))])
  }

  /// - Throws: `UserError` 65 when worlds are drawn or replicates dealt over several networks, so that replicates are not
  ///   independent.
  public func requireOneWorld(_ command: String) throws(UserError) {
    try requireOneNetwork(command)
    guard run.uncertainty != .none else { return }
    throw UserError(
      .invalidData,
      [
        Diagnostic(
          code: "several-worlds", path: path, key: "run.uncertainty",
          message:
            "found \(run.uncertainty.text), expected none: \(command) looks at Monte Carlo error, which more replicates make "
            + "small; what is not known of parameters and populations they do not. Give --uncertainty none, or --draws N"
        )
      ])
  }

  /// What the parameters give, or why there is none.
  private func solved<Answer>(_ make: () throws -> Answer) throws(UserError) -> Answer {
    do {
      return try make()
    } catch let error as UnsolvableParameters {
      let stated = error.keys.lazy.compactMap { self.place(stating: $0) }.first
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "no-solution", path: stated?.path ?? path, line: stated?.line ?? 0, key: error.keys[0],
            message: "the parameters have no answer: \(error.reason); change \(error.keys.joined(separator: " or "))")
        ])
    } catch {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "no-solution", path: path,
            message: "the parameters have no answer: \(error); look at the rates of births and deaths and at the "
              + "correlations that the scenario sets")
        ])
    }
  }

  /// Where a file states a value under a key, in which `*` stands for some of its letters; nil when none does.
  private func place(stating pattern: String) -> (path: String, line: Int)? {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    for parameter in ledger.parameters {
      guard case .file(let path, let line) = origins[parameter.key], parameter.key.hasPrefix(parts[0]),
        parts.dropFirst().allSatisfy({ $0.isEmpty || parameter.key.contains($0) })
      else { continue }
      return (path, line)
    }
    return nil
  }

  /// Names of the outcomes of a ledger's species, for `outcomes: {names: …}`.
  public static func outcomeNames(_ ledger: ParameterLedger = .standard()) -> [String] {
    ModelOutcomes(speciesNames: ledger.speciesNames).definitions.map(\.name)
  }
}

extension OutcomeSelection {
  /// Whether an outcome is kept for a place and quarter. It is asked of every cell, so the selection is looked at once.
  public var rule: (OutcomeDefinition, Place, Quarter) -> Bool {
    let (names, levels) = (Set(self.names), Set(self.levels))
    let keptLevels = Set(PlaceLevel.allCases.filter { levels.isEmpty || levels.contains($0.rawValue) })
    let (first, last) = (self.fromYear ?? .min, self.toYear ?? .max)
    return { outcome, place, quarter in
      (names.isEmpty || names.contains(outcome.name)) && keptLevels.contains(place.level) && quarter.year >= first
        && quarter.year <= last
    }
  }
}
