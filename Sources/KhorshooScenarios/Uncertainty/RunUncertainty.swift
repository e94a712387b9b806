import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// What a run draws beside luck: `run.uncertainty`.
public enum RunUncertainty: Sendable, Hashable {
  /// Nothing: every parameter has its value, and there is one population.
  case none
  /// Populations, and every parameter that is as uncertain as the ledger or the scenario says.
  case ledger
  /// Populations, the rows of a table (one column a parameter, such as the posterior of a calibration), and every other
  /// parameter as with ``ledger``; the path as the program opens it.
  case table(path: String)

  /// As a scenario file states it.
  var text: String {
    switch self {
    case .none: "none"
    case .ledger: "ledger"
    case .table(let path): path
    }
  }
}

extension Field where Value == RunUncertainty {
  static func uncertainty(_ key: String, standard: RunUncertainty, _ en: String, _ zh: String) -> Field {
    Field(
      key.lastPart, LocalizedText(en: en, zh: zh), standard: standard,
      schema: [
        ("type", .text("string")), ("minLength", .integer(1)),
        ("examples", .list([.text("ledger"), .text("posterior.csv"), .text("none")])),
      ],
      written: { value in if case .table = value { YamlWriter.quote(value.text) } else { value.text } },
      // What a table holds, and not where it lies, is hashed with the run.
      hashed: { value in if case .table = value { "table" } else { value.text } }
    ) { reader, node, key in
      guard let stated = reader.text(node, key, "ledger, none or the path of a CSV file of parameters") else {
        return nil
      }
      switch stated.value {
      case "none": return RunUncertainty.none
      case "ledger": return .ledger
      case let path where path.hasSuffix(".csv"): return .table(path: ScenarioChain.join(stated.place.path, path))
      case let other:
        reader.report(
          "unknown-option", node.place, key,
          "found \(quoted(other)), expected ledger, none or the path of a CSV file of parameters"
            + Nearest.hint(other, among: ["ledger", "none"], listed: 0))
        return nil
      }
    }
  }
}

extension RunUncertainty {
  /// Name of the table's copy in a result folder.
  static let copyName = "worlds.csv"
}
