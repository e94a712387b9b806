import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooText

// `design`: what a sweep varies. A derived file replaces key by key; `design: none` takes the design of the base out.
extension ScenarioFileReader {
  static let designKeys = ["method", "file", "samples", "seed", "factors"]
  private static let assumed = "assumed"

  mutating func readDesign(_ node: YamlNode) {
    if case .scalar(let scalar) = node.content, scalar.text == "none" {
      draft.design = nil
      return
    }
    var design = draft.design ?? ScenarioDraft.Design(place: node.place)
    design.place = node.place
    for entry in entries(node, "design", known: Self.designKeys) {
      let key = "design.\(entry.key)"
      switch entry.key {
      case "method": design.method = designMethod(entry.value, key) ?? design.method
      case "file":
        if let file = text(entry.value, key, "the path of a CSV file") {
          design.file = Stated(value: ScenarioChain.join(file.place.path, file.value), place: file.place)
        }
      case "factors": readFactors(entry.value, key, &design)
      default: readDesignNumber(entry.key, entry.value, key, &design)
      }
    }
    draft.design = design
  }

  /// What the command line says of the design: over the file's, factors instead of the file's.
  mutating func applyDesign(_ overrides: DesignOverrides) {
    guard overrides != DesignOverrides() else { return }
    var design = draft.design ?? ScenarioDraft.Design(place: SourcePlace(path: "--vary"))
    if let name = overrides.method {
      let place = SourcePlace(path: "--design")
      if name.lowercased().hasSuffix(".csv") {
        (design.file, design.method, design.factors) = (Stated(value: name, place: place), nil, [])
      } else if let method = designMethod(YamlNode(text: name, at: place), "") {
        (design.file, design.method) = (nil, method)
      }
    }
    if let samples = overrides.samples {
      readDesignNumber("samples", YamlNode(text: "\(samples)", at: SourcePlace(path: "--samples")), "", &design)
    }
    if !overrides.vary.isEmpty || overrides.factors != nil { (design.factors, design.assumed) = ([], nil) }
    if let word = overrides.factors {
      readFactors(YamlNode(text: word, at: SourcePlace(path: "--factors")), "", &design)
    }
    for vary in overrides.vary { apply(vary: vary, &design) }
    draft.design = design
  }

  private mutating func apply(vary: String, _ design: inout ScenarioDraft.Design) {
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
        values.contains(",")
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

  private mutating func designMethod(_ node: YamlNode, _ key: String) -> Stated<Design.Method>? {
    let names = DesignSpecification.methodNames
    guard case .scalar(let scalar) = node.content, let method = Design.Method(rawValue: scalar.text), method != .table
    else {
      report(
        ValueFault(
          code: "unknown-option",
          message: "found \(node.found), expected \(names.joined(separator: ", "))"
            + (key.isEmpty ? ", or a file that ends in .csv" : "; a table of points is named by 'file:'")
            + (Nearest.match(node.found.trimmingQuotes, among: names).map { "; did you mean '\($0)'?" } ?? "")),
        node.place, key)
      return nil
    }
    return Stated(value: method, place: node.place)
  }

  private mutating func readDesignNumber(
    _ name: String, _ node: YamlNode, _ key: String, _ design: inout ScenarioDraft.Design
  ) {
    do throws(ValueFault) {
      if name == "seed" {
        design.seed = Stated(value: try Self.seed(node), place: node.place)
      } else {
        design.samples = try wholeNumber(node, RunSettings.samples)
      }
    } catch { report(error, node.place, key) }
  }

  private mutating func readFactors(_ node: YamlNode, _ key: String, _ design: inout ScenarioDraft.Design) {
    design.factors = []
    design.assumed = nil
    if case .scalar(let scalar) = node.content, scalar.text == Self.assumed {
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
      if case .scalar(let scalar) = item.content, scalar.text == Self.assumed {
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
    let parts = written.split(separator: ".").map(String.init)
    if written == "run.years" { return (written, RunSettings.years) }
    if written == "market.history.blockYears" { return (written, RunSettings.blockYears) }
    if parts.count > 3, parts[0] == "arms", parts[2] == "policy",
      let parameter = ledger[parts.dropFirst(2).joined(separator: ".")]
    {
      return (written, parameter)
    }
    report("unknown-key", place, written, "there is no such key" + settingHint(written))
    return nil
  }

  private mutating func domain(_ node: YamlNode, _ parameter: Parameter, _ key: String) -> FactorDomain? {
    switch node.content {
    case .list(let items):
      let values = items.compactMap { listedValue($0, parameter, key) }
      return values.count == items.count ? .levels(values) : nil
    case .scalar(let scalar) where scalar.text.contains(":"): return range(scalar.text, node.place, parameter, key)
    default: return listedValue(node, parameter, key).map { .levels([$0]) }
    }
  }

  /// A value that is listed may lie outside its range: the point then fails by itself, and the others are computed.
  private mutating func listedValue(_ node: YamlNode, _ parameter: Parameter, _ key: String) -> FactorValue? {
    if case .scalar(let scalar) = node.content, let value = ValueReader.outsideValue(scalar, for: parameter) {
      return .number(value)
    }
    return value(node, parameter, key)
  }

  private mutating func value(_ node: YamlNode, _ parameter: Parameter, _ key: String) -> FactorValue? {
    switch ValueReader.value(node, for: parameter) {
    case .success(let value): return FactorValue(value)
    case .failure(let fault):
      report(fault, node.place, key)
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
    guard let low = value(YamlNode(text: parts[0], at: place), parameter, key)?.number,
      let high = value(YamlNode(text: parts[1], at: place), parameter, key)?.number
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

extension String {
  /// Without quotation marks at its ends.
  fileprivate var trimmingQuotes: String { String(drop { $0 == "'" }.prefix { $0 != "'" }) }
}
