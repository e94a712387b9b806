import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import KhorshooText

/// A run or a decomposition that is planned in shards: what its command said beyond the scenario.
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

  /// `--uncertainty`
  public var uncertainty: String?
  /// Levels of `--detail`.
  public var detail: [String]
  /// `--keep replicates`
  public var keepsReplicates: Bool
  /// What is decomposed; nil of a run.
  public var decomposed: Decomposed?

  /// Memberwise.
  public init(
    uncertainty: String? = nil, detail: [String] = [], keepsReplicates: Bool = false, decomposed: Decomposed? = nil
  ) {
    self.uncertainty = uncertainty
    self.detail = detail
    self.keepsReplicates = keepsReplicates
    self.decomposed = decomposed
  }

  /// What is computed, in the place of a design's method.
  var method: String {
    decomposed.map { "decomposition of \($0.arm ?? "the last arm"), \($0.effect), \($0.method)" } ?? "run"
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
  }

  /// Makes that model.
  ///
  /// - Throws: `UserError` 65 when the scenario has no answer.
  package func base(_ scenario: ResolvedScenario) throws(UserError) -> Base {
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
