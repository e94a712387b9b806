import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// A value that a scenario rests on without a source that was read: assumed, or recalled from memory.
public struct Assumption: Sendable {
  /// The ledger's row.
  public let parameter: Parameter
  /// Value in the scenario where no arm says otherwise.
  public let value: ParameterValue
  /// The value as people write it.
  public var valueText: String { value.plainText }
  /// What arms set instead: `arm: value`, with dates and places of an intervention, separated by semicolons; empty when
  /// none does.
  public let byArm: String
  /// Whether the scenario or an arm has another value than the ledger.
  public let isChanged: Bool
  /// The channel of uplift that it belongs to, if to one.
  public let channel: Channel?
  /// Place among the few that set the size of a channel, in the order of channels; nil when it is none of them.
  public let mainRank: Int?
  /// The part of the model that reads it.
  public let process: LocalizedText
}

extension ResolvedScenario {
  /// Every assumed or recalled value that acts in an arm of the scenario, in the order of the ledger.
  ///
  /// Values of cooperatives, central households and channels act only where an arm has them; all others always.
  /// - Proof: `AssumptionsUnit`.
  public var assumptions: [Assumption] {
    let players = Set(arms.flatMap { ChannelDecomposition.players($0) })
    let main = Channel.ofIncome.flatMap(mainKeys)
    return ledger.parameters.compactMap { parameter in
      guard parameter.trust == .assumed || parameter.trust == .recalled, let value = values[parameter.key] else {
        return nil
      }
      let channel = Channel.owner(of: parameter.key)
      let need = ParameterNeed(of: parameter.key)
      let isInForce = arms.contains { need.isMet(by: $0.values) }
      guard isInForce, Channel.actsAnyway(parameter.key) || channel.map(players.contains) ?? true else { return nil }
      let set = zip(arms, armOverrides).flatMap { arm, overrides in
        let own = overrides.first { $0.key == parameter.key }.map { $0.value.plainText }
        return ((own.map { [$0] } ?? []) + arm.interventions.flatMap { $0.texts(of: parameter.key) }).map {
          "\(arm.name): \($0)"
        }
      }
      return Assumption(
        parameter: parameter, value: value,
        byArm: set.joined(separator: "; "),
        isChanged: value != parameter.value || !set.isEmpty, channel: channel,
        mainRank: main.firstIndex(of: parameter.key),
        process: LocalizedText(ModelPart(of: parameter.key).words))
    }
  }

  /// The first key of the ledger that each pattern of a channel fits.
  private func mainKeys(of channel: Channel) -> [String] {
    channel.mainPatterns.compactMap { pattern in ledger.parameters.first { $0.key.fits(pattern) }?.key }
  }
}

extension Intervention {
  /// `3 from 2023Q1 to 2025Q4 in hui`, `by steps to 6 from …`; empty when it leaves the lever alone.
  fileprivate func texts(of key: String) -> [String] {
    changes.filter { $0.key == key }.map { change in
      (change.course == .ramp ? "by steps to " : "") + "\(change.value.plainText) from \(from)"
        + (to.map { " to \($0)" } ?? " on") + (places.isEmpty ? "" : " in \(places.joined(separator: " and "))")
        + (rollout.map { " in \($0.waves) groups, \($0.order.rawValue) first" } ?? "")
    }
  }
}
