import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

// `run`: how long, how often and from which seed; `outcomes`: which results are kept.
extension ScenarioFileReader {
  mutating func readRun(_ node: YamlNode) {
    for entry in entries(node, "run", known: RunSettings.keys) {
      readRunSetting(entry.key, entry.value, "run.\(entry.key)")
    }
  }

  /// One setting, from a file or from the command line.
  mutating func readRunSetting(_ name: String, _ node: YamlNode, _ key: String) {
    do throws(ValueFault) {
      switch name {
      case "years": draft.years = try wholeNumber(node, RunSettings.years)
      case "replicates": draft.replicates = try wholeNumber(node, RunSettings.replicates)
      case "randomNumbers": draft.randomNumbers = try randomNumbers(node)
      case "networkDraws": draft.networkDraws = try wholeNumber(node, RunSettings.networkDraws)
      case "seed": draft.seed = Stated(value: try Self.seed(node), place: node.place)
      default: draft.start = Stated(value: try Self.spring(node), place: node.place)
      }
    } catch { report(error, node.place, key) }
  }

  mutating func readOutcomes(_ node: YamlNode) {
    for entry in entries(node, "outcomes", known: ["names", "levels", "fromYear", "toYear"]) {
      let key = "outcomes.\(entry.key)"
      switch entry.key {
      case "names": draft.outcomeNames = selection(entry.value, key, knownOutcomes, "unknown-outcome")
      case "levels": draft.outcomeLevels = selection(entry.value, key, knownLevels, "unknown-level")
      default:
        do throws(ValueFault) {
          let year = try wholeNumber(entry.value, RunSettings.calendarYear)
          if entry.key == "fromYear" { draft.fromYear = year } else { draft.toYear = year }
        } catch { report(error, entry.value.place, key) }
      }
    }
  }

  private mutating func selection(
    _ node: YamlNode, _ key: String, _ known: [String], _ code: String
  ) -> [Stated<String>] {
    if case .list(let items) = node.content, items.isEmpty {
      report("missing-value", node.place, key, "found an empty list; name at least one, or delete the line to keep all")
    }
    return names(node, key, "a name").filter { name in
      if known.contains(name.value) { return true }
      report(
        code, name.place, key,
        "found \(quoted(name.value)), expected one of those this program computes"
          + Nearest.hint(name.value, among: known))
      return false
    }
  }

  func wholeNumber(_ node: YamlNode, _ parameter: Parameter) throws(ValueFault) -> Stated<Int> {
    guard case .integer(let value) = try ValueReader.value(node, for: parameter).get() else {
      preconditionFailure("\(parameter.key) is not of kind integer")
    }
    return Stated(value: value, place: node.place)
  }

  private func randomNumbers(_ node: YamlNode) throws(ValueFault) -> Stated<RandomNumbers> {
    guard case .text(let value) = try ValueReader.value(node, for: RunSettings.randomNumbers).get(),
      let numbers = RandomNumbers(rawValue: value)
    else { preconditionFailure("a choice of random numbers that is none") }
    return Stated(value: numbers, place: node.place)
  }

  static func seed(_ node: YamlNode) throws(ValueFault) -> UInt64 {
    let expected = "a whole number from 0 to \(UInt64.max)"
    guard case .scalar(let scalar) = node.content, !scalar.isNothing else { throw ValueReader.missing(node, expected) }
    if scalar.isPlain, let value = UInt64(scalar.text), scalar.text == "\(value)" { return value }
    let value = try ValueReader.integer(scalar, expected)
    if value >= 0 { return UInt64(value) }
    throw ValueFault(code: "out-of-range", message: "found \(scalar.text), expected \(expected)")
  }

  private static func spring(_ node: YamlNode) throws(ValueFault) -> Quarter {
    let quarter = try quarter(node)
    guard quarter.number == 1 else {
      throw ValueFault(
        code: "start-not-spring",
        message: "found \(quarter), expected a spring such as \(quarter.year)Q1: a herding year begins with its births")
    }
    return quarter
  }

  static func quarter(_ node: YamlNode) throws(ValueFault) -> Quarter {
    let expected = "a quarter such as 2020Q1"
    guard case .scalar(let scalar) = node.content, !scalar.isNothing else { throw ValueReader.missing(node, expected) }
    guard let quarter = Quarter(scalar.text) else {
      throw ValueFault(
        code: "malformed-quarter", message: "found \(scalar.found), expected \(expected): four digits, Q, 1 to 4")
    }
    return quarter
  }
}
