import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// A field of the scenario form, said once: how it is read, written, told from other values, described and hashed.
///
/// What reads, writes, compares, hashes and describes a scenario are loops over the fields of a ``FieldForm``: a new field is
/// one property of its form, and what it does.
/// - Proof: `ScenarioFormProperty`.
public struct Field<Value: Equatable & Sendable>: Sendable {
  /// Last part of its key; the name of the property that holds it.
  let name: String
  /// What it is, in both languages; empty for parts that need no word.
  let meaning: LocalizedText
  /// What to do when it has to be stated and is not; nil when it can be left out.
  let remedy: String?
  /// What holds when it is left out; it is then neither written nor hashed.
  let standard: Value?
  /// Unit and limits of a single value; nil of texts and lists.
  let limits: Parameter?
  /// Whether a sweep can vary it.
  let isVaried: Bool
  /// How a JSON Schema describes it, after its meaning.
  let schemaMembers: [(String, OrderedJSON)]
  /// The value of a node; nil when there is none, which is told.
  let read: @Sendable (inout ScenarioFileReader, YamlNode, _ key: String) -> Value?
  /// As a resolved scenario states it.
  let written: @Sendable (Value) -> String
  /// As the text of the hash has it after `=`, which must never change for a value.
  let hashed: @Sendable (Value) -> String
  /// As a comparison of two scenarios names it; nothing when empty.
  let told: @Sendable (Value) -> String

  init(
    _ name: String, _ meaning: LocalizedText = .init(en: "", zh: ""), remedy: String? = nil, standard: Value? = nil,
    limits: Parameter? = nil, isVaried: Bool = false, schema: [(String, OrderedJSON)],
    written: @escaping @Sendable (Value) -> String, hashed: (@Sendable (Value) -> String)? = nil,
    told: (@Sendable (Value) -> String)? = nil,
    read: @escaping @Sendable (inout ScenarioFileReader, YamlNode, _ key: String) -> Value?
  ) {
    self.name = name
    self.meaning = meaning
    self.remedy = remedy
    self.standard = standard
    self.limits = limits
    self.isVaried = isVaried
    schemaMembers = schema
    self.read = read
    self.written = written
    self.hashed = hashed ?? written
    self.told = told ?? hashed ?? written
  }
}

/// A group of fields, one stored property each; everything else is a loop over them.
public protocol FieldForm: Sendable {
  /// The fields in their order.
  static var list: FieldList<Self> { get }
}

/// The fields of a form, found in its properties as a parser of arguments finds its options.
public struct FieldList<Form: Sendable>: Sendable {
  let form: Form
  let fields: [any FormField]

  /// - Precondition: every property is a field of its own name.
  init(_ form: Form) {
    self.form = form
    fields = Mirror(reflecting: form).children.map { child in
      guard let field = child.value as? any FormField, field.name == child.label else {
        preconditionFailure("\(Form.self).\(child.label ?? "?") is no field of that name")
      }
      return field
    }
  }

  /// Names for messages: first those that have to be stated.
  var names: [String] { (fields.filter { $0.remedy != nil } + fields.filter { $0.remedy == nil }).map(\.name) }

  func field(_ name: String) -> (any FormField)? { fields.first { $0.name == name } }
}

/// A field of any value.
protocol FormField: Sendable {
  var name: String { get }
  var meaning: LocalizedText { get }
  var remedy: String? { get }
  var limits: Parameter? { get }
  var isVaried: Bool { get }
  var schema: OrderedJSON { get }
  func value(_ node: YamlNode, _ key: String, _ reader: inout ScenarioFileReader) -> (any Sendable)?
  /// The value that a parameter's value is to the field; nil when it is of another kind.
  func value(of value: ParameterValue) -> (any Sendable)?
  func written(_ value: any Sendable) -> String
  func hashed(_ value: any Sendable) -> String
  /// Of nil: of what holds when it is left out.
  func told(_ value: (any Sendable)?) -> String
  func isStandard(_ value: any Sendable) -> Bool
  func areEqual(_ one: any Sendable, _ other: any Sendable) -> Bool
}

extension Field: FormField {
  var schema: OrderedJSON { meaning.en.isEmpty ? .object(schemaMembers) : described(meaning.en, schemaMembers) }

  /// The value in a box of this field.
  func open(_ value: any Sendable) -> Value {
    guard let value = value as? Value else { preconditionFailure("\(name) holds \(value), which is no \(Value.self)") }
    return value
  }

  func value(_ node: YamlNode, _ key: String, _ reader: inout ScenarioFileReader) -> (any Sendable)? {
    read(&reader, node, key)
  }

  func value(of value: ParameterValue) -> (any Sendable)? {
    switch value {
    case .number(let number): number as? Value
    case .integer(let number): number as? Value
    case .boolean(let flag): flag as? Value
    case .text(let text): text as? Value
    }
  }

  func written(_ value: any Sendable) -> String { written(open(value)) }
  func hashed(_ value: any Sendable) -> String { hashed(open(value)) }
  func told(_ value: (any Sendable)?) -> String { (value.map { open($0) } ?? standard).map { told($0) } ?? "" }
  func isStandard(_ value: any Sendable) -> Bool { open(value) == standard }
  func areEqual(_ one: any Sendable, _ other: any Sendable) -> Bool { open(one) == open(other) }
}
