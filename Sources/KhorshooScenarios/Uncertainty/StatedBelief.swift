import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// A parameter that differs between the worlds of a run.
public struct DrawnParameter: Sendable, Equatable {
  /// Key of the ledger.
  public let key: String
  /// What is believed of it.
  public let belief: Belief
}

// A parameter's value, or what is believed of it: `25`, `U(20,30)`, `25 ~ U(20,30)`, `{uniform: [20, 30]}`.
extension ScenarioFileReader {
  /// Names of the distributions in a mapping, and as a ledger writes them.
  static let distributions = [
    ("uniform", "U"), ("logUniform", "LogU"), ("triangular", "Tri"), ("beta", "Beta"), ("normal", "Normal"),
    ("logNormal", "LogNormal"), ("choice", "Choice"),
  ]

  /// The value where nothing is drawn; what is believed is put down beside it.
  ///
  /// - Parameter ledgerKey: of the parameter in full; `key` is that of messages.
  mutating func valueOrBelief(_ node: YamlNode, _ parameter: Parameter, _ key: String, ledgerKey: String)
    -> ParameterValue?
  {
    guard let (center, text) = Self.distribution(node) else { return value(node, parameter, key) }
    guard parameter.differsBetweenWorlds, !key.hasPrefix("arms.") else {
      report(
        ValueFault(
          code: "not-uncertain",
          message:
            "found \(quoted(text)), expected a value: levers and what an arm sets are decided, and counts of places are the "
            + "same in all worlds of a run; give one value, and vary it with --vary"), node.place, key)
      return nil
    }
    let read = taking(node, key) { _ throws(ValueFault) -> (belief: Belief, value: ParameterValue) in
      let belief: Belief
      do throws(UncertaintyFault) {
        belief = try Belief(Uncertainty(parsing: text), kind: parameter.kind, range: parameter.range)
      } catch { throw ValueFault(code: "bad-uncertainty", message: error.message) }
      guard let center else { return (belief, belief.quantile(0.5)) }
      return (belief, try ValueReader.value(YamlNode(text: center, at: node.place), for: parameter).get())
    }
    if let read { draft.beliefs[ledgerKey] = Stated(value: read.belief, place: node.place) }
    return read?.value
  }

  /// The distribution that a node states, as a ledger writes it, and the value before it; nil when it states none.
  private static func distribution(_ node: YamlNode) -> (center: String?, text: String)? {
    switch node.content {
    case .scalar(let scalar):
      let parts = scalar.text.split(separator: "~", maxSplits: 1).map(\.trimmingBlanks)
      if parts.count == 2 { return (parts[0], parts[1]) }
      return Uncertainty.isMeant(by: scalar.text) ? (nil, scalar.text) : nil
    case .mapping(let entries):
      // Another group of keys is no value: the reader of values says so.
      guard entries.count == 1, let entry = entries.first, case .list(let numbers) = entry.value.content,
        let name = Self.distributions.first(where: { $0.0 == entry.key })?.1
      else { return nil }
      let words = numbers.map { item -> String in
        if case .scalar(let scalar) = item.content { scalar.text } else { "?" }
      }
      return (nil, "\(name)(\(words.joined(separator: ",")))")
    default: return nil
    }
  }
}

extension ScenarioBuilder {
  /// Parameters that differ between worlds, in the order of the ledger: those of which the scenario states what is believed,
  /// and all others of which the ledger does, unless the scenario states their value. A table of worlds takes out those that it
  /// has.
  ///
  /// Levers are decided, and counts of places are the same in all worlds.
  func drawn(_ run: RunSettings) -> [DrawnParameter] {
    guard run.uncertainty != .none else { return [] }
    return ledger.parameters.compactMap { parameter in
      let key = parameter.key
      if let stated = draft.beliefs[key], stated.place == draft.values[key]?.place {
        return DrawnParameter(key: key, belief: stated.value)
      }
      guard let belief = parameter.belief, parameter.differsBetweenWorlds else { return nil }
      switch origins[key] {
      case .ledger, nil: return DrawnParameter(key: key, belief: belief)
      case .speciesCopy: return values[key] == parameter.value ? DrawnParameter(key: key, belief: belief) : nil
      case .file, .commandLine: return nil
      }
    }
  }
}
