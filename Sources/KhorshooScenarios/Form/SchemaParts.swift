import KhorshooEngine
import KhorshooInputs
import KhorshooText

// The words in which sections describe themselves as JSON Schema.

let textSchema = OrderedJSON.object([("type", .text("string")), ("minLength", .integer(1))])

func described(_ meaning: String, _ rest: [(String, OrderedJSON)]) -> OrderedJSON {
  .object([("description", .text(meaning))] + rest)
}

/// A group of keys and no others.
func object(
  _ properties: [(String, OrderedJSON)], required: [String] = [], _ meaning: String = ""
) -> OrderedJSON {
  var members: [(String, OrderedJSON)] = meaning.isEmpty ? [] : [("description", .text(meaning))]
  members += [("type", .text("object")), ("additionalProperties", .boolean(false))]
  if !required.isEmpty { members.append(("required", .list(required.map { .text($0) }))) }
  return .object(members + [("properties", .object(properties))])
}

/// The word `none`, with what it does.
func noneSchema(_ meaning: String) -> OrderedJSON { described(meaning, [("const", .text("none"))]) }

/// A list.
func list(_ item: OrderedJSON, _ meaning: String, atLeast count: Int = 0) -> OrderedJSON {
  described(meaning, [("type", .text("array")), ("minItems", .integer(count)), ("items", item)])
}

/// What stands below `$defs`.
func reference(_ name: String) -> OrderedJSON { .object([("$ref", .text("#/$defs/\(name)"))]) }

extension FieldForm {
  /// The fields of the form; `isWhole` when no base can state what a file leaves out.
  static func schema(isWhole: Bool = false, _ meaning: String = "") -> OrderedJSON {
    object(
      list.fields.map { ($0.name, $0.schema) },
      required: isWhole ? list.fields.filter { $0.remedy != nil }.map(\.name) : [], meaning)
  }
}

extension KeyTree {
  /// A group of parameters.
  func schema(_ ledger: ParameterLedger, _ meaning: String = "") -> OrderedJSON {
    object(properties(ledger), meaning)
  }

  func properties(_ ledger: ParameterLedger) -> [(String, OrderedJSON)] {
    order.compactMap { name in
      children[name].map { ($0.parameter.map { ledger.parameters[$0].formSchema } ?? $0.schema(ledger)) }.map {
        (name, $0)
      }
    }
  }
}

extension Parameter {
  /// Of a value in a scenario, or of what is believed of it where it can be drawn.
  var formSchema: OrderedJSON {
    guard differsBetweenWorlds, case .object(let members) = schema else {
      return schema
    }
    let described = ["title", "description", "default"]
    let value = OrderedJSON.object(members.filter { !described.contains($0.0) })
    return .object(
      members.filter { described.contains($0.0) } + [("anyOf", .list([value, reference("uncertain")]))])
  }

  var schema: OrderedJSON {
    let stop = meaning.hasSuffix(".") ? "" : "."
    let unit = unit == "1" ? "" : "\(stop) Unit: \(unit)."
    var members: [(String, OrderedJSON)] = [
      ("title", .text(meaningChinese)), ("description", .text(meaning + unit)),
    ]
    switch kind {
    case .number: members.append(("type", .text("number")))
    case .integer: members.append(("type", .text("integer")))
    case .boolean: members.append(("type", .text("boolean")))
    case .choice(let options): members.append(("enum", .list(options.map { .text($0) })))
    }
    if let range {
      members += [("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound))]
    }
    return .object(members + [("default", OrderedJSON(value))])
  }
}
