import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import KhorshooText

/// A run, a decomposition or a decision that is planned in shards: what its command said beyond the scenario.
///
/// Its unit of work is a block of sixteen replicates, which meet one world where worlds are drawn.
public struct RunJob: Codable, Sendable, Equatable {
  /// What is decomposed, as `khorshoo decompose` was asked.
  public struct Decomposed: Codable, Sendable, Equatable {
    /// `--arm`
    public var arm: String?
    /// `--effect`
    public var effect: String
    /// `--method`
    public var method: String

    package init(arm: String?, effect: ChannelDecomposition.Effect, method: ChannelDecomposition.Method) {
      (self.arm, self.effect, self.method) = (arm, effect.rawValue, method.rawValue)
    }
  }

  /// What is decided, as `khorshoo decide` was asked.
  public struct Decided: Codable, Sendable, Equatable {
    /// `--options`, `--outcome`
    public var options, outcome: String?
    /// `--perspective`, `--criterion`
    public var perspective, criterion: String
    /// `--budget`, `--worth`
    public var budget, worth: Double?
    /// `--equity`
    public var equity: Double

    /// Memberwise.
    public init(
      options: String?, outcome: String?, perspective: String, criterion: String, budget: Double?, worth: Double?,
      equity: Double
    ) {
      (self.options, self.outcome, self.perspective, self.criterion) = (options, outcome, perspective, criterion)
      (self.budget, self.worth, self.equity) = (budget, worth, equity)
    }

    /// In words.
    fileprivate var text: String {
      "decision among \(options ?? "all options") by \(perspective), \(criterion)"
        + (budget.map { ", budget \($0)" } ?? "") + (outcome.map { ", outcome \($0)" } ?? "")
        + (worth.map { ", worth \($0)" } ?? "") + (equity == 0 ? "" : ", equity \(equity)")
    }
  }

  /// `--uncertainty`
  public var uncertainty: String?
  /// Levels of `--detail`.
  public var detail: [String]
  /// `--keep replicates`
  public var keepsReplicates: Bool
  /// What is decomposed; nil of all else.
  public var decomposed: Decomposed?
  /// What is decided; nil of all else.
  public var decided: Decided?

  /// Memberwise.
  public init(
    uncertainty: String? = nil, detail: [String] = [], keepsReplicates: Bool = false, decomposed: Decomposed? = nil,
    decided: Decided? = nil
  ) {
    self.uncertainty = uncertainty
    self.detail = detail
    self.keepsReplicates = keepsReplicates
    self.decomposed = decomposed
    self.decided = decided
  }

  /// What is computed, in the place of a design's method.
  var method: String {
    decomposed.map { "decomposition of \($0.arm ?? "the last arm"), \($0.effect), \($0.method)" }
      ?? decided?.text ?? "run"
  }

  /// What is recorded, in words.
  func recorded(_ scenario: ResolvedScenario) -> String {
    Recording.description(scenario.outcomes) + (detail.isEmpty ? "" : "; detail \(detail.joined(separator: ","))")
      + (keepsReplicates ? "; replicates" : "")
  }

  /// The model of the scenario at its own values: it says what is recorded.
  package enum Base: Sendable {
    /// Of a run.
    case run(LinkageModel, RunRecording)
    /// Of a decomposition.
    case decomposition(Arm, ChannelDecomposition)
    /// Of a decision.
    case decision(LinkageModel)
  }

  /// Makes that model.
  ///
  /// - Throws: `UserError` 65 when the scenario has no answer.
  package func base(_ scenario: ResolvedScenario) throws(UserError) -> Base {
    if let decided { return .decision(try scenario.decisionModel(decided.outcome)) }
    guard let decomposed else {
      let recording = scenario.recording(
        detail: Set(detail.compactMap(RunDetail.init)), keepsQuarters: keepsReplicates)
      return .run(try scenario.model(recording), recording)
    }
    let (arm, model) = try scenario.decomposition(
      arm: decomposed.arm, effect: ChannelDecomposition.Effect(rawValue: decomposed.effect) ?? .income,
      method: ChannelDecomposition.Method(rawValue: decomposed.method) ?? .permutation)
    return .decomposition(arm, model)
  }
}

extension ResolvedScenario {
  /// The model of this scenario that records what a decision weighs.
  ///
  /// - Throws: `UserError` 65 when the scenario has no answer.
  package func decisionModel(_ outcome: String?) throws(UserError) -> LinkageModel {
    try model(
      on: banner(), recording: DecisionQuantities.isRecorded(outcome, values),
      gathering: DecisionQuantities.isGathered(outcome, values))
  }
}
