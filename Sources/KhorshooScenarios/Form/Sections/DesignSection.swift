import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooText

/// `design` but for its factors.
struct DesignForm: FieldForm {
  let method = Field<Design.Method>(
    "method", LocalizedText(en: "How points are chosen; factorial when left out.", zh: "如何选取设计点；不写则为 factorial。"),
    schema: [("enum", .list(DesignSpecification.methodNames.map { .text($0) }))], written: { $0.rawValue }
  ) { reader, node, key in
    reader.taking(node, key) { node throws(ValueFault) in try DesignSection.method(node, isOfFile: !key.isEmpty) }
  }
  let file: Field<String> = .path(
    "file", "CSV file of points, relative to this one: a column a key, a row a point.",
    "设计点的 CSV 文件（路径相对本文件）：一列一个键，一行一个点。")
  let decimal: Field<DecimalMark> = .choice(
    "design.decimal", standard: .point,
    "Sign before the fraction of a number in the file; with comma, columns may be separated by semicolons or tabs.",
    "文件中小数的符号：point 为小数点，comma 为小数逗号（列可用分号或制表符分隔）。")
  let samples: Field<Int> = .wholeNumber(
    "design.samples", 1...10_000_000, "points, blocks or trajectories",
    "Points of lhs, sobol and halton, blocks of saltelli, trajectories of morris.",
    "lhs、sobol 与 halton 的点数、saltelli 的区组数、morris 的轨迹数。")
  let seed: Field<UInt64> = .seed(
    "design.seed", "Seed of what is drawn; that of the run when left out.", "抽取所用的种子；不写则为运行的种子。")

  static let list = FieldList(DesignForm())
}

/// `design`: what a sweep varies. A derived file replaces key by key; `design: none` takes the design of the base out.
struct DesignSection: FormSection {
  let name = "design"
  var fields: [(key: String, field: any FormField)] { DesignForm.list.keyed(name) }
  static let assumed = "assumed"

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    if node.isNone {
      reader.draft.design = nil
      return
    }
    var design = reader.draft.design ?? ScenarioDraft.Design(place: node.place)
    design.fields.place = node.place
    for entry in reader.entries(node, name, known: DesignForm.list.names + ["factors"]) {
      let key = "\(name).\(entry.key)"
      if entry.key == "factors" {
        reader.readFactors(entry.value, key, &design)
      } else {
        design.fields.take(entry.key, entry.value, key, &reader)
      }
    }
    reader.draft.design = design
  }

  /// What the command line says of the design: over the file's, factors instead of the file's.
  static func apply(_ overrides: DesignOverrides, _ reader: inout ScenarioFileReader) {
    guard overrides != DesignOverrides() else { return }
    var design = reader.draft.design ?? ScenarioDraft.Design(place: SourcePlace(path: "--vary"))
    if let name = overrides.method {
      let place = SourcePlace(path: "--design")
      if name.lowercased().hasSuffix(".csv") {
        (design.fields.file, design.fields.method) = (Stated(value: name, place: place), nil)
        (design.factors, design.assumed, design.fields.samples) = ([], nil, nil)
      } else if let method = DesignForm.list.form.method.read(&reader, YamlNode(text: name, at: place), "") {
        (design.fields.file, design.fields.method) = (nil, Stated(value: method, place: place))
      }
    }
    if overrides.hasDecimalComma {
      design.fields.take("decimal", YamlNode(text: "comma", at: SourcePlace(path: "--decimal-comma")), "", &reader)
    }
    if let samples = overrides.samples {
      design.fields.take("samples", YamlNode(text: "\(samples)", at: SourcePlace(path: "--samples")), "", &reader)
    }
    if !overrides.vary.isEmpty || overrides.factors != nil { (design.factors, design.assumed) = ([], nil) }
    if let word = overrides.factors {
      reader.readFactors(YamlNode(text: word, at: SourcePlace(path: "--factors")), "", &design)
    }
    for vary in overrides.vary { reader.apply(vary: vary, &design) }
    reader.draft.design = design
  }

  fileprivate static func method(_ node: YamlNode, isOfFile: Bool) throws(ValueFault) -> Design.Method {
    guard case .scalar(let scalar) = node.content, let method = Design.Method(rawValue: scalar.text), method != .table
    else {
      let names = DesignSpecification.methodNames
      let bare = String(node.found.drop { $0 == "'" }.prefix { $0 != "'" })
      throw ValueFault(
        code: "unknown-option",
        message: "found \(node.found), expected \(names.joined(separator: ", "))"
          + (isOfFile ? "; a table of points is named by 'file:'" : ", or a file that ends in .csv")
          + (Nearest.match(bare, among: names).map { "; did you mean '\($0)'?" } ?? ""))
    }
    return method
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    guard let design = scenario.design else { return }
    writer.line(0, name)
    var fields = FieldValues<DesignForm>()
    if let file = design.file { fields.file = file } else { fields.method = design.method }
    if design.decimal == .comma { fields.decimal = design.decimal }
    if let samples = design.samples { fields.samples = samples }
    fields.seed = design.seed
    for (field, text) in fields.written { writer.line(1, field, text) }
    guard !design.factors.isEmpty else { return }
    writer.line(1, "factors")
    for factor in design.factors {
      writer.item(2, factor.parts.map { (YamlWriter.quote($0.key), Self.inline($0.domain)) })
    }
  }

  /// A list of values, or a range as text.
  private static func inline(_ domain: FactorDomain) -> String {
    guard case .levels(let values) = domain else { return YamlWriter.quote(domain.text) }
    let texts = values.map { value in
      switch value {
      // A whole parameter takes no `2.0`.
      case .number(let number): number == number.rounded() ? value.description : YamlWriter.inline(.number(number))
      case .truth(let flag): "\(flag)"
      case .text(let word): YamlWriter.inline(.text(word))
      }
    }
    return "[\(texts.joined(separator: ", "))]"
  }

  /// Points of a file are no part of it: the sweep knows them by what is in them.
  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] {
    guard let design = scenario.design else { return [] }
    let factors = design.factors.map(\.text)
    let samples = design.samples.map { ", \($0) samples" } ?? ""
    return [
      Fact(
        name, "\(design.method.rawValue)\(samples), seed \(design.seed): \(factors.joined(separator: "; "))",
        ["design=\(design.method.rawValue) \(design.samples ?? 0) \(design.seed)"] + factors.map { "factor \($0)" })
    ]
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    let value = OrderedJSON.object([("type", .list(["number", "boolean", "string"].map { .text($0) }))])
    let values = OrderedJSON.object([
      ("anyOf", .list([value, list(value, "Values, one after another.", atLeast: 1)]))
    ])
    let factor = described(
      "A key with its values (a list) or its range ('lo:hi', 'lo:hi:step', 'lo:hi:log', 'Beta(a,b)'); several keys move together.",
      [("type", .text("object")), ("minProperties", .integer(1)), ("additionalProperties", values)])
    let assumed = OrderedJSON.object([("const", .text(Self.assumed))])
    let factors = described(
      "What is varied; 'assumed' stands for every assumed or recalled parameter with a stated uncertainty that the scenario does not state.",
      [
        (
          "anyOf",
          .list([assumed, list(.object([("anyOf", .list([assumed, factor]))]), "One factor an item.", atLeast: 1)])
        )
      ])
    let block = object(DesignForm.list.fields.map { ($0.name, $0.schema) } + [("factors", factors)])
    return described(
      "What khorshoo sweep varies.", [("oneOf", .list([noneSchema("Does without the design of the base."), block]))])
  }
}
