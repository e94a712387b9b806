import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// JSON Schema (2020-12) of a scenario file, generated from a ledger: editors complete and check with it.
///
/// The checks between values (counts of places, names of arms) are those of ``Scenario``; a schema cannot say them.
public func scenarioSchema(ledger: ParameterLedger) -> String {
  let text = described("text", [("type", .text("string")), ("minLength", .integer(1))])
  let parameters = ledger.tree.without(["places", "policy"])
  let policy = reference("policy")
  return OrderedJSON.object([
    ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
    ("title", .text("Khorshoo scenario")),
    ("description", .text("A scenario states its question, names its base and contains only what differs.")),
    ("type", .text("object")),
    ("required", .list([.text("schema")])),
    ("additionalProperties", .boolean(false)),
    (
      "properties",
      .object([
        ("schema", described("Version of this form.", [("const", .integer(1))])),
        ("title", localized("Title, in one language or both.")),
        ("question", localized("The question that the scenario answers.")),
        ("base", described("Another scenario file, relative to this one; only what differs is stated here.", textType)),
        ("places", places(ledger)),
        ("parameters", schema(of: parameters, ledger, "Overrides of the parameter ledger.")),
        ("policy", policy),
        ("species", species(ledger)),
        ("market", market(ledger)),
        ("interventions", reference("interventions")),
        ("arms", arms(policy)),
        ("reference", described("The arm that the others are compared with; the first when left out.", textType)),
        ("run", run()),
        ("design", design()),
        ("outcomes", outcomes(text)),
      ])
    ),
    ("$defs", definitions(ledger)),
  ]).description
}

private let textType: [(String, OrderedJSON)] = [("type", .text("string")), ("minLength", .integer(1))]

private func described(_ meaning: String, _ rest: [(String, OrderedJSON)]) -> OrderedJSON {
  .object([("description", .text(meaning))] + rest)
}

private func object(
  _ properties: [(String, OrderedJSON)], required: [String] = [], _ meaning: String = ""
) -> OrderedJSON {
  var members: [(String, OrderedJSON)] = meaning.isEmpty ? [] : [("description", .text(meaning))]
  members += [("type", .text("object")), ("additionalProperties", .boolean(false))]
  if !required.isEmpty { members.append(("required", .list(required.map { .text($0) }))) }
  return .object(members + [("properties", .object(properties))])
}

private func list(_ item: OrderedJSON, _ meaning: String, atLeast count: Int = 0) -> OrderedJSON {
  described(meaning, [("type", .text("array")), ("minItems", .integer(count)), ("items", item)])
}

private func localized(_ meaning: String) -> OrderedJSON {
  let both = object([("en", .object(textType)), ("zh", .object(textType))], required: ["en", "zh"])
  return described(meaning, [("oneOf", .list([.object(textType), both]))])
}

private func schema(of tree: KeyTree, _ ledger: ParameterLedger, _ meaning: String = "") -> OrderedJSON {
  object(properties(of: tree, ledger), meaning)
}

private func properties(of tree: KeyTree, _ ledger: ParameterLedger) -> [(String, OrderedJSON)] {
  tree.order.compactMap { name in
    tree.children[name].map { child in
      (name, child.parameter.map { schema(of: ledger.parameters[$0]) } ?? schema(of: child, ledger))
    }
  }
}

private func schema(of parameter: Parameter) -> OrderedJSON {
  let stop = parameter.meaning.hasSuffix(".") ? "" : "."
  let unit = parameter.unit == "1" ? "" : "\(stop) Unit: \(parameter.unit)."
  var members: [(String, OrderedJSON)] = [
    ("title", .text(parameter.meaningChinese)), ("description", .text(parameter.meaning + unit)),
  ]
  switch parameter.kind {
  case .number: members.append(("type", .text("number")))
  case .integer: members.append(("type", .text("integer")))
  case .boolean: members.append(("type", .text("boolean")))
  case .choice(let options): members.append(("enum", .list(options.map { .text($0) })))
  }
  if let range = parameter.range {
    members += [("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound))]
  }
  return .object(members + [("default", OrderedJSON(parameter.value))])
}

private func places(_ ledger: ParameterLedger) -> OrderedJSON {
  let counts = properties(of: ledger.tree.children["places"] ?? KeyTree(), ledger)
  let sumu = object(
    [
      ("id", .object(textType)), ("name", .object(textType)), ("chinese", .object(textType)),
      ("pastoral", described("Whether it has gacha.", [("type", .text("boolean"))])),
    ], required: ["id", "name", "chinese", "pastoral"])
  let gacha = object(
    [
      ("id", .object(textType)), ("name", .object(textType)), ("chinese", .object(textType)),
      ("sumu", described("Identifier of its pastoral sumu.", textType)),
      ("products", list(.object(textType), "Products of its cooperatives.")),
    ], required: ["id", "name", "chinese", "sumu"])
  let tables = ScenarioFileReader.rosterTables.map { name in
    (name, described("Table of \(name) (CSV), relative to this file.", textType))
  }
  let directed = described("Whether a tie passes word only from source to target.", [("type", .text("boolean"))])
  let none = described("Does without the roster of the base.", [("const", .text("none"))])
  let missing = described(
    "Share of ties that the survey has missed, 0 to 0.9.",
    [("type", .text("number")), ("minimum", .number(0)), ("maximum", .number(0.9))])
  let decimal = described(
    "Sign before the fraction of a number in the tables; with comma, columns may be separated by semicolons or tabs.",
    [("enum", .list(DecimalMark.allCases.map { .text($0.rawValue) }))])
  let roster = object(
    tables + [("directed", directed), ("missingTieShare", missing), ("decimal", decimal)], required: ["households"])
  return object(
    counts + [
      (
        "margins",
        described("Published counts of households (CSV), relative to this file, in the place of a roster.", textType)
      ),
      ("roster", described("Households and ties of a survey.", [("oneOf", .list([none, roster]))])),
      ("sumu", list(sumu, "Townships that have a name. The list replaces that of the base.")),
      ("gacha", list(gacha, "Villages that have a name. The list replaces that of the base.")),
    ], "Counts by level, and the places that have a name.")
}

private func reference(_ name: String) -> OrderedJSON { .object([("$ref", .text("#/$defs/\(name)"))]) }

/// Parts that stand in several places: the levers, and the fields of each species.
private func definitions(_ ledger: ParameterLedger) -> OrderedJSON {
  let herds = ledger.tree.children["herds"] ?? KeyTree()
  let like = described("Adds a species: the existing species whose parameters are copied.", textType)
  let species = ledger.speciesNames.map { name in
    (
      "species.\(name)",
      object([("like", like)] + (herds.children[name].map { properties(of: $0, ledger) } ?? []))
    )
  }
  return .object(
    [
      ("policy", schema(of: ledger.tree.children["policy"] ?? KeyTree(), ledger)),
      ("interventions", interventions(ledger)),
    ]
      + species)
}

/// Dated changes: of levers that can change within a run, by their dotted keys or nested.
private func interventions(_ ledger: ParameterLedger) -> OrderedJSON {
  func levers(_ meaning: String, where isOne: (Parameter) -> Bool) -> OrderedJSON {
    let levers = ledger.parameters.indices.filter { index in
      LeverReach(of: ledger.parameters[index].key) != nil && isOne(ledger.parameters[index])
    }
    var tree = KeyTree()
    for index in levers {
      tree.insert(ledger.parameters[index].key.split(separator: ".").map(String.init)[...], index)
    }
    let dotted = levers.map { (ledger.parameters[$0].key, schema(of: ledger.parameters[$0])) }
    let nested = tree.children["policy"].map { properties(of: $0, ledger) } ?? []
    return object(dotted + nested, meaning)
  }
  let quarter: [(String, OrderedJSON)] = [("type", .text("string")), ("pattern", .text("^[0-9]{4}Q[1-4]$"))]
  let item = object(
    [
      ("id", described("Name in messages.", textType)), ("title", localized("Title, in one language or both.")),
      ("from", described("First quarter, inclusive.", quarter)),
      ("to", described("Last quarter, inclusive; the end of the run when left out.", quarter)),
      (
        "where", list(.object(textType), "Sumu and gacha, by identifier or name; everywhere when left out.", atLeast: 1)
      ),
      ("set", levers("Values from the first to the last quarter; then levers return.") { _ in true }),
      (
        "ramp",
        levers("Values that are reached by equal steps in the last quarter, and stay.") {
          $0.kind == .number || $0.kind == .integer
        }
      ),
    ], required: ["id", "from"])
  let none = described("Without those of the scenario.", [("const", .text("none"))])
  return .object([
    ("description", .text("Dated changes of levers. The list replaces that of the base.")),
    ("oneOf", .list([none, .object([("type", .text("array")), ("items", item)])])),
  ])
}

private func species(_ ledger: ParameterLedger) -> OrderedJSON {
  let none = described("Takes the species out.", [("const", .text("none"))])
  let fields = ledger.speciesNames.map { reference("species.\($0)") }
  let known = zip(ledger.speciesNames, fields).map { name, fields in
    (name, OrderedJSON.object([("oneOf", .list([none, fields]))]))
  }
  return described(
    "Species to add ('like' an existing one), to change or to take out ('none').",
    [
      ("type", .text("object")), ("properties", .object(known)),
      ("additionalProperties", .object([("anyOf", .list([none] + fields))])),
    ])
}

private func market(_ ledger: ParameterLedger) -> OrderedJSON {
  let none = described("Does without the history of the base.", [("const", .text("none"))])
  let prices = OrderedJSON.object([
    ("type", .text("array")), ("minItems", .integer(4)), ("maxItems", .integer(4 * PriceTable.yearLimit)),
    ("items", .object([("type", .text("number")), ("exclusiveMinimum", .integer(0))])),
  ])
  // Added species can have prices too.
  let goods = described(
    "Four prices a year of species (yuan a kg of live weight), hay (yuan a kg) and wage (yuan a day).",
    [
      ("type", .text("object")), ("minProperties", .integer(1)),
      ("properties", .object(PriceTable.goodNames(ledger).map { ($0, prices) })), ("additionalProperties", prices),
    ])
  let series = object(
    [("firstYear", wholeNumber(1, 9999, "Calendar year of the first four prices.")), ("prices", goods)],
    required: ["firstYear", "prices"], "Prices stated here instead of in a file.")
  let history = object(
    [
      ("file", described("CSV file, relative to this one: year, quarter, then goods.", textType)), ("series", series),
      (
        "method",
        described(
          "replay: year y of the run is year y of the series; bootstrap: blocks of years drawn with replacement.",
          [("enum", .list([.text("replay"), .text("bootstrap")]))])
      ),
      ("blockYears", wholeNumber(1, 100, "Consecutive years that are drawn together; only with bootstrap.")),
    ])
  return object(
    [("history", described("Prices to be met instead of the process.", [("oneOf", .list([none, history]))]))],
    "Where prices come from, if not from the process.")
}

private func arms(_ policy: OrderedJSON) -> OrderedJSON {
  let none = described("Takes an arm of the base out.", [("const", .text("none"))])
  let arm = object([("label", .object(textType)), ("labelChinese", .object(textType)), ("policy", policy)])
  return described(
    "Named policies; an arm states the levers in which it differs from 'policy'.",
    [
      ("type", .text("object")),
      ("propertyNames", .object([("pattern", .text("^[A-Za-z][A-Za-z0-9_-]{0,63}$"))])),
      ("additionalProperties", .object([("oneOf", .list([none, arm]))])),
    ])
}

private func wholeNumber(_ low: Int, _ high: Int?, _ meaning: String) -> OrderedJSON {
  described(
    meaning,
    [("type", .text("integer")), ("minimum", .integer(low))] + (high.map { [("maximum", .integer($0))] } ?? []))
}

private func run() -> OrderedJSON {
  object(
    [
      ("years", wholeNumber(1, 100, "Calendar years.")),
      ("start", described("First quarter.", [("type", .text("string")), ("pattern", .text("^[0-9]{4}Q[1-4]$"))])),
      ("replicates", wholeNumber(1, 1_000_000, "Replicates of every arm.")),
      ("seed", wholeNumber(0, nil, "Seed of every random stream, up to 18446744073709551615.")),
      (
        "randomNumbers",
        described(
          "common: arms and points of a sweep meet the same luck, so that differences are those of the policy; independent: each its own.",
          [("enum", .list(RandomNumbers.allCases.map { .text($0.rawValue) }))])
      ),
      ("networkDraws", wholeNumber(1, 100, "Networks of the same households over which replicates are dealt.")),
    ], "How long, how often and from which seed.")
}

private func design() -> OrderedJSON {
  let none = described("Does without the design of the base.", [("const", .text("none"))])
  let value = OrderedJSON.object([("type", .list(["number", "boolean", "string"].map { .text($0) }))])
  let values = OrderedJSON.object([
    ("anyOf", .list([value, list(value, "Values, one after another.", atLeast: 1)]))
  ])
  let factor = described(
    "A key with its values (a list) or its range ('lo:hi', 'lo:hi:step', 'lo:hi:log'); several keys move together.",
    [("type", .text("object")), ("minProperties", .integer(1)), ("additionalProperties", values)])
  let assumed = OrderedJSON.object([("const", .text("assumed"))])
  let factors = described(
    "What is varied; 'assumed' stands for every assumed or recalled parameter with a stated range.",
    [
      (
        "anyOf",
        .list([assumed, list(.object([("anyOf", .list([assumed, factor]))]), "One factor an item.", atLeast: 1)])
      )
    ])
  let block = object(
    [
      (
        "method",
        described(
          "How points are chosen; factorial when left out.",
          [("enum", .list(DesignSpecification.methodNames.map { .text($0) }))])
      ),
      ("file", described("CSV file of points, relative to this one: a column a key, a row a point.", textType)),
      ("samples", wholeNumber(1, 10_000_000, "Points of lhs and sobol, blocks of saltelli, trajectories of morris.")),
      ("seed", wholeNumber(0, nil, "Seed of what is drawn; that of the run when left out.")), ("factors", factors),
    ])
  return described("What khorshoo sweep varies.", [("oneOf", .list([none, block]))])
}

private func outcomes(_ text: OrderedJSON) -> OrderedJSON {
  object(
    [
      ("names", list(text, "Outcomes to keep.", atLeast: 1)), ("levels", list(text, "Levels to keep.", atLeast: 1)),
      ("fromYear", wholeNumber(1, 10_100, "First calendar year to keep.")),
      ("toYear", wholeNumber(1, 10_100, "Last calendar year to keep.")),
    ], "Which results are kept; all when left out.")
}

extension ParameterLedger {
  /// Every key at the top of a scenario file.
  package static let scenarioSections = ScenarioFileReader.sections
}
