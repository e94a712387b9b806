import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooText

// Factors of a design, in the file and after `--vary`: keys with values or ranges, each value read once, by its parameter.
extension ScenarioFileReader {
  mutating func apply(vary: String, _ design: inout ScenarioDraft.Design) {
    let place = SourcePlace(path: "--vary")
    var entries: [YamlEntry] = []
    for part in vary.split(separator: ";", omittingEmptySubsequences: false) {
      guard let equals = part.firstIndex(of: "="), equals != part.startIndex else {
        report(
          "malformed-setting", place, "",
          "found \(quoted(vary)), expected KEY=VALUES, such as run.years=5,10 or KEY=0:1:0.25; ';' joins keys that move together"
        )
        draft.unreadable.insert("design.factors")
        return
      }
      let values = String(part[part.index(after: equals)...])
      let node =
        values.contains(",") && !Uncertainty.isMeant(by: values)
        ? YamlNode(
          .list(
            values.split(separator: ",", omittingEmptySubsequences: false).map { YamlNode(text: String($0), at: place) }
          ),
          at: place)
        : YamlNode(text: values, at: place)
      entries.append(YamlEntry(key: String(part[..<equals]), place: place, value: node))
    }
    readFactor(YamlNode(.mapping(entries), at: place), "", &design)
  }

  mutating func readFactors(_ node: YamlNode, _ key: String, _ design: inout ScenarioDraft.Design) {
    design.factors = []
    design.assumed = nil
    if case .scalar(let scalar) = node.content, scalar.text == DesignSection.assumed {
      design.assumed = node.place
      return
    }
    guard case .list(let items) = node.content else {
      report(
        ValueFault(
          code: "wrong-type",
          message: "found \(node.found), expected 'assumed' or a list such as '- run.years: [5, 10]'"),
        node.place, key)
      return
    }
    if items.isEmpty {
      report("missing-value", node.place, key, "found an empty list; name at least one parameter and its values")
    }
    for (index, item) in items.enumerated() {
      if case .scalar(let scalar) = item.content, scalar.text == DesignSection.assumed {
        design.assumed = item.place
      } else {
        readFactor(item, "\(key)[\(index)]", &design)
      }
    }
  }

  /// One factor: a key with its values, or several keys that move together.
  private mutating func readFactor(_ node: YamlNode, _ key: String, _ design: inout ScenarioDraft.Design) {
    let fields = entries(node, key, known: nil)
    var parts: [Factor.Part] = []
    for entry in fields {
      guard let (name, parameter) = factorParameter(entry.key, entry.place),
        let domain = domain(entry.value, parameter, name)
      else { continue }
      parts.append(Factor.Part(name, domain))
    }
    guard parts.count == fields.count, let first = fields.first else {
      draft.unreadable.insert("design.factors")
      return
    }
    do {
      design.factors.append(Stated(value: try Factor(together: parts), place: first.place))
    } catch {
      report(error.code, first.value.place, error.key, error.message)
      draft.unreadable.insert("design.factors")
    }
  }

  /// What a key of a factor sets, under its name in full.
  mutating func factorParameter(_ written: String, _ place: SourcePlace) -> (key: String, parameter: Parameter)? {
    if let key = LedgerKeys.ledgerKey(written, ledger), let parameter = ledger[key] { return (key, parameter) }
    if let field = SettableField(written)?.field, field.isVaried, let limits = field.limits { return (written, limits) }
    if let own = LedgerKeys.ofArm(written), let parameter = ledger[own] { return (written, parameter) }
    if let reason = LedgerKeys.sharedByArms(written, ledger) {
      report("not-by-arm", place, written, reason)
      return nil
    }
    report("unknown-key", place, written, "there is no such key" + settingHint(written))
    return nil
  }

  private mutating func domain(_ node: YamlNode, _ parameter: Parameter, _ key: String) -> FactorDomain? {
    switch node.content {
    case .list(let items):
      let values = items.compactMap { listedValue($0, parameter, key) }
      return values.count == items.count ? .levels(values) : nil
    case .scalar(let scalar) where Uncertainty.isMeant(by: scalar.text):
      return belief(scalar.text, node.place, parameter, key)
    case .scalar(let scalar) where scalar.text.contains(":"): return range(scalar.text, node.place, parameter, key)
    default: return listedValue(node, parameter, key).map { .levels([$0]) }
    }
  }

  /// A value that is listed may lie outside its range: the point then fails by itself, and the others are computed.
  private mutating func listedValue(_ node: YamlNode, _ parameter: Parameter, _ key: String) -> FactorValue? {
    if case .scalar(let scalar) = node.content, let value = ValueReader.outsideValue(scalar, for: parameter) {
      return .number(value)
    }
    return value(node, parameter, key).map { FactorValue($0) }
  }

  /// `Beta(45,5)` and the other forms of the ledger.
  private mutating func belief(
    _ text: String, _ place: SourcePlace, _ parameter: Parameter, _ key: String
  ) -> FactorDomain? {
    do {
      return FactorDomain(try Belief(Uncertainty(parsing: text), kind: parameter.kind, range: parameter.range))
    } catch {
      report("factor-range", place, key, error.message)
      return nil
    }
  }

  /// `lo:hi`, `lo:hi:log` or `lo:hi:step`.
  private mutating func range(
    _ text: String, _ place: SourcePlace, _ parameter: Parameter, _ key: String
  ) -> FactorDomain? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parameter.kind == .number || parameter.kind == .integer, (2...3).contains(parts.count) else {
      report(
        "factor-range", place, key,
        "found \(quoted(text)), expected \(parameter.kind == .number || parameter.kind == .integer ? "lo:hi, lo:hi:step or lo:hi:log" : "values joined by commas, each \(parameter.admissible)")"
      )
      return nil
    }
    guard let low = value(YamlNode(text: parts[0], at: place), parameter, key).flatMap({ FactorValue($0).number }),
      let high = value(YamlNode(text: parts[1], at: place), parameter, key).flatMap({ FactorValue($0).number })
    else { return nil }
    guard parts.count == 3, parts[2] != "log" else {
      let isLogarithmic = parts.count == 3
      return parameter.kind == .integer && !isLogarithmic
        ? .integers(low: Int(low), high: Int(high))
        : .range(low: low, high: high, scale: isLogarithmic ? .logarithmic : .linear)
    }
    do throws(ValueFault) {
      let scalar = YamlScalar(text: parts[2], isPlain: true)
      let expected = "a positive step or the word log"
      let step =
        parameter.kind == .integer
        ? Double(try ValueReader.integer(scalar, expected)) : try ValueReader.number(scalar, expected)
      do { return try .steps(from: low, through: high, by: step) } catch {
        report(error.code, place, key, error.message)
      }
    } catch { report(error, place, key) }
    return nil
  }
}
