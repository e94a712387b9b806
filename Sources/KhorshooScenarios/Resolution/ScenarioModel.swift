import KhorshooEngine
import KhorshooModel
import KhorshooNumerics

extension ResolvedScenario {
  /// The model that computes this scenario: its banner synthesised, its arms set, its outcomes chosen.
  ///
  /// - Throws: `UserError` with exit code 65 when the parameters have no answer, such as a species without a stable
  ///   herd structure.
  public func model() throws(UserError) -> LinkageModel {
    do {
      let banner = try Banner(
        values: values, speciesNames: speciesNames, namedSumu: namedSumu, namedGacha: namedGacha, seed: run.seed)
      let selection = outcomes
      return try LinkageModel(
        banner: banner, values: values, arms: arms, referenceArm: referenceArm, start: run.start, years: run.years,
        seed: run.seed, priceHistory: priceHistory,
        isRecorded: { outcome, place, quarter in
          (selection.names.isEmpty || selection.names.contains(outcome.name))
            && (selection.levels.isEmpty || selection.levels.contains(place.level))
            && quarter.year >= selection.fromYear ?? quarter.year && quarter.year <= selection.toYear ?? quarter.year
        })
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
