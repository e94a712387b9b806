import KhorshooEngine
import KhorshooModel
import KhorshooNumerics

extension ResolvedScenario {
  /// The model that computes this scenario: its banner synthesised, its arms set, its outcomes chosen.
  ///
  /// - Throws: `UserError` with exit code 65 when the parameters have no answer, such as a species without a stable
  ///   herd structure.
  public func model() throws(UserError) -> LinkageModel {
    let selection = outcomes
    return try solved { banner in
      try LinkageModel(
        banner: banner, values: values, arms: arms, referenceArm: referenceArm, start: run.start, years: run.years,
        seed: run.seed, priceHistory: priceHistory,
        isRecorded: { outcome, place, quarter in
          (selection.names.isEmpty || selection.names.contains(outcome.name))
            && (selection.levels.isEmpty || selection.levels.contains(place.level))
            && quarter.year >= selection.fromYear ?? quarter.year && quarter.year <= selection.toYear ?? quarter.year
        })
    }
  }

  /// The model that decomposes the uplift of one arm into its channels.
  ///
  /// - Parameter arm: name of the arm; when nil, the last one that is not the reference.
  /// - Throws: `UserError` with exit code 65 when there is no such arm, or as ``model()`` does.
  public func decomposition(
    arm name: String?, method: ChannelDecomposition.Method
  ) throws(UserError) -> (arm: Arm, model: ChannelDecomposition) {
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
    let arm = arms[index]
    let model = try solved { banner in
      try ChannelDecomposition(
        banner: banner, values: values, arm: arm, start: run.start, years: run.years, seed: run.seed,
        priceHistory: priceHistory, method: method)
    }
    return (arm, model)
  }

  /// A model of the scenario's banner, or why there is none.
  private func solved<Model>(_ make: (Banner) throws -> Model) throws(UserError) -> Model {
    do {
      return try make(
        Banner(
          values: values, speciesNames: speciesNames, namedSumu: namedSumu, namedGacha: namedGacha, seed: run.seed))
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

  /// Names of the outcomes of a ledger's species, for `outcomes: {names: …}`.
  public static func outcomeNames(_ ledger: ParameterLedger = .standard()) -> [String] {
    ModelOutcomes(speciesNames: ledger.speciesNames).definitions.map(\.name)
  }
}
