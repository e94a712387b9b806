import KhorshooEngine
import KhorshooInputs
import KhorshooText

// The kinds of fields: how values of one kind are read, written and described.

extension Field where Value == Int {
  static func wholeNumber(
    _ key: String, _ range: ClosedRange<Int>, _ unit: String, remedy: String? = nil, standard: Int? = nil,
    isVaried: Bool = false, _ en: String, _ zh: String
  ) -> Field {
    let limits = Parameter.limits(key, .integer, Double(range.lowerBound)...Double(range.upperBound), unit)
    return Field(
      key.lastPart, LocalizedText(en: en, zh: zh), remedy: remedy, standard: standard, limits: limits,
      isVaried: isVaried,
      schema: [
        ("type", .text("integer")), ("minimum", .integer(range.lowerBound)), ("maximum", .integer(range.upperBound)),
      ], written: { "\($0)" }
    ) { reader, node, key in reader.value(node, limits, key)?.whole }
  }
}

extension Field where Value == Int? {
  /// A whole number that means something other than any number when it is left out.
  static func wholeNumberOrNone(
    _ key: String, _ range: ClosedRange<Int>, _ unit: String, _ en: String, _ zh: String
  ) -> Field {
    let field: Field<Int> = .wholeNumber(key, range, unit, en, zh)
    return Field(
      field.name, field.meaning, standard: .some(nil), limits: field.limits, schema: field.schemaMembers,
      written: { $0.map(field.written) ?? "" }
    ) { reader, node, key in field.read(&reader, node, key).map { .some($0) } }
  }
}

extension Field where Value == UInt64 {
  static func seed(_ key: String, remedy: String? = nil, _ en: String, _ zh: String) -> Field {
    Field(
      key.lastPart, LocalizedText(en: en, zh: zh), remedy: remedy,
      schema: [("type", .text("integer")), ("minimum", .integer(0))], written: { "\($0)" }
    ) { reader, node, key in reader.taking(node, key) { node throws(ValueFault) in try ValueReader.seed(node) } }
  }
}

extension Field where Value == Quarter {
  static let pattern: [(String, OrderedJSON)] = [("type", .text("string")), ("pattern", .text("^[0-9]{4}Q[1-4]$"))]

  static func quarter(
    _ key: String, remedy: String? = nil, isSpring: Bool = false, _ en: String, _ zh: String
  ) -> Field {
    Field(
      key.lastPart, LocalizedText(en: en, zh: zh), remedy: remedy, schema: pattern, written: { $0.paddedDescription },
      hashed: { "\($0)" }
    ) { reader, node, key in
      reader.taking(node, key) { node throws(ValueFault) in
        isSpring ? try ValueReader.spring(node) : try ValueReader.quarter(node)
      }
    }
  }
}

extension Field where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the options of a type.
  static func choice(
    _ key: String, standard: Value? = nil, remedy: String? = nil, _ en: String, _ zh: String
  ) -> Field {
    let options = Value.allCases.map(\.rawValue)
    let limits = Parameter.limits(key, .choice(options))
    return Field(
      key.lastPart, LocalizedText(en: en, zh: zh), remedy: remedy, standard: standard, limits: limits,
      schema: [("enum", .list(options.map { .text($0) }))], written: { $0.rawValue }
    ) { reader, node, key in reader.value(node, limits, key).flatMap { Value(rawValue: $0.description) } }
  }
}

extension Field where Value == Bool {
  static func flag(_ name: String, remedy: String? = nil, standard: Bool? = nil, _ en: String, _ zh: String) -> Field {
    Field(
      name, LocalizedText(en: en, zh: zh), remedy: remedy, standard: standard, schema: [("type", .text("boolean"))],
      written: { "\($0)" }
    ) { reader, node, key in reader.boolean(node, key) }
  }
}

extension Field where Value == Double {
  static func number(
    _ key: String, _ range: ClosedRange<Double>, _ unit: String, standard: Double, _ en: String, _ zh: String
  ) -> Field {
    let limits = Parameter.limits(key, .number, range, unit)
    return Field(
      key.lastPart, LocalizedText(en: en, zh: zh), standard: standard, limits: limits,
      schema: [
        ("type", .text("number")), ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)),
      ], written: { YamlWriter.inline(.number($0)) }, hashed: { "\($0)" }
    ) { reader, node, key in
      guard case .number(let number) = reader.value(node, limits, key) else { return nil }
      return number
    }
  }
}

extension Field where Value == String {
  private static var members: [(String, OrderedJSON)] { [("type", .text("string")), ("minLength", .integer(1))] }

  /// - Parameter expected: what is asked for in messages.
  static func text(_ name: String, _ expected: String, remedy: String? = nil, _ en: String = "", _ zh: String = "")
    -> Field
  {
    Field(name, LocalizedText(en: en, zh: zh), remedy: remedy, schema: members, written: YamlWriter.quote) {
      reader, node, key in reader.text(node, key, expected)?.value
    }
  }

  /// A CSV file, named relative to the file that states it; its value is the path as the program opens it.
  static func path(_ name: String, remedy: String? = nil, _ en: String, _ zh: String) -> Field {
    Field(name, LocalizedText(en: en, zh: zh), remedy: remedy, schema: members, written: YamlWriter.quote) {
      reader, node, key in
      reader.text(node, key, "the path of a CSV file").map { ScenarioChain.join($0.place.path, $0.value) }
    }
  }

  /// Letters, digits, `-` and `_`.
  static func identifier(_ name: String, _ en: String = "", _ zh: String = "") -> Field {
    Field(
      name, LocalizedText(en: en, zh: zh), remedy: "give it a value", schema: members, written: YamlWriter.quote
    ) { reader, node, key in reader.identifier(node, key) }
  }
}

extension Field where Value == [String] {
  /// A list of distinct texts.
  ///
  /// - Parameter known: the texts that there are, and the code of a fault of another; nil when any will do.
  static func texts(
    _ name: String, _ expected: String, atLeast count: Int = 0, standard: [String]? = [], emptyRemedy: String? = nil,
    known: (@Sendable (ScenarioFileReader) -> (texts: [String], code: String))? = nil, _ en: String, _ zh: String
  ) -> Field {
    let item = OrderedJSON.object([("type", .text("string")), ("minLength", .integer(1))])
    return Field(
      name, LocalizedText(en: en, zh: zh), standard: standard,
      schema: [("type", .text("array")), ("minItems", .integer(count)), ("items", item)], written: YamlWriter.list,
      hashed: Canonical.texts, told: { $0.joined(separator: ", ") }
    ) { reader, node, key in
      if let emptyRemedy, case .list(let items) = node.content, items.isEmpty {
        reader.report("missing-value", node.place, key, "found an empty list; \(emptyRemedy)")
      }
      let found = reader.names(node, key, expected)
      guard let known = known?(reader) else { return found.map(\.value) }
      for name in found where !known.texts.contains(name.value) {
        reader.report(
          known.code, name.place, key,
          "found \(quoted(name.value)), expected one of those this program computes"
            + Nearest.hint(name.value, among: known.texts))
      }
      return found.map(\.value).filter(known.texts.contains)
    }
  }
}

extension Field where Value == LocalizedText {
  static func words(_ name: String, remedy: String? = nil, _ en: String, _ zh: String) -> Field {
    let both = object(
      [("en", textSchema), ("zh", textSchema)], required: ["en", "zh"])
    return Field(
      name, LocalizedText(en: en, zh: zh), remedy: remedy, schema: [("oneOf", .list([textSchema, both]))],
      written: YamlWriter.inline
    ) { reader, node, key in reader.localizedText(node, key) }
  }
}

extension ParameterValue {
  /// The whole number that it is; nil when it is none.
  var whole: Int? { if case .integer(let value) = self { value } else { nil } }
}

extension Parameter {
  /// Limits of a value that is no parameter of the ledger.
  static func limits(
    _ key: String, _ kind: Kind, _ range: ClosedRange<Double>? = nil, _ unit: String = "1"
  ) -> Parameter {
    let value: ParameterValue =
      switch kind {
      case .boolean: .boolean(true)
      case .choice(let options): .text(options[0])
      case .integer: .integer(Int(range?.lowerBound ?? 1))
      case .number: .number(range?.lowerBound ?? 0)
      }
    return Parameter(
      key: key, value: value, unit: unit, kind: kind, range: range, uncertainty: "", source: "", trust: .assumed,
      meaning: "", meaningChinese: "")
  }
}

extension String {
  /// Of a dotted key.
  var lastPart: String { split(separator: ".").last.map(String.init) ?? self }
}

extension ValueReader {
  static func seed(_ node: YamlNode) throws(ValueFault) -> UInt64 {
    let expected = "a whole number from 0 to \(UInt64.max)"
    guard case .scalar(let scalar) = node.content, !scalar.isNothing else { throw missing(node, expected) }
    if scalar.isPlain, let value = UInt64(scalar.text), scalar.text == "\(value)" { return value }
    let value = try integer(scalar, expected)
    if value >= 0 { return UInt64(value) }
    throw ValueFault(code: "out-of-range", message: "found \(FoundText.shortened(scalar.text)), expected \(expected)")
  }

  static func quarter(_ node: YamlNode) throws(ValueFault) -> Quarter {
    let expected = "a quarter such as 2020Q1"
    guard case .scalar(let scalar) = node.content, !scalar.isNothing else { throw missing(node, expected) }
    guard let quarter = Quarter(scalar.text) else {
      throw ValueFault(
        code: "malformed-quarter", message: "found \(scalar.found), expected \(expected): four digits, Q, 1 to 4")
    }
    return quarter
  }

  /// The first quarter of a year.
  static func spring(_ node: YamlNode) throws(ValueFault) -> Quarter {
    let quarter = try quarter(node)
    guard quarter.number == 1 else {
      throw ValueFault(
        code: "start-not-spring",
        message: "found \(quarter), expected a spring such as \(quarter.year)Q1: a herding year begins with its births")
    }
    return quarter
  }
}
