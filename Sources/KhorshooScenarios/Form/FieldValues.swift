import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// What has been stated of a form so far, and where.
@dynamicMemberLookup
struct Statements<Form: FieldForm>: Sendable {
  /// The last statement.
  var place: SourcePlace
  private(set) var stated: [String: Stated<any Sendable>] = [:]

  init(place: SourcePlace) { self.place = place }

  subscript<Value>(dynamicMember path: KeyPath<Form, Field<Value>>) -> Stated<Value>? {
    get {
      let field = Form.list.form[keyPath: path]
      return stated[field.name].map { Stated(value: field.open($0.value), place: $0.place) }
    }
    set {
      let name = Form.list.form[keyPath: path].name
      stated[name] = newValue.map { Stated(value: $0.value, place: $0.place) }
    }
  }

  /// Takes up what a node says of a field; an earlier statement stays when it cannot be read.
  mutating func take(_ name: String, _ node: YamlNode, _ key: String, _ reader: inout ScenarioFileReader) {
    guard let value = Form.list.field(name)?.value(node, key, &reader) else { return }
    state(name, value, node.place)
  }

  mutating func state(_ name: String, _ value: any Sendable, _ place: SourcePlace) {
    stated[name] = Stated(value: value, place: place)
  }

  /// Where each field is stated, by its key.
  func origins(_ path: String) -> [String: Origin] {
    Dictionary(uniqueKeysWithValues: stated.map { ("\(path).\($0)", Origin($1.place)) })
  }
}

/// The values of a form, of which none is missing.
@dynamicMemberLookup
public struct FieldValues<Form: FieldForm>: Sendable, Equatable {
  // Without those that are what holds when nothing is said.
  private var values: [String: any Sendable] = [:]

  /// Of a form whose fields can all be left out; others are to be set before they are asked for.
  public init() {}

  init(_ statements: Statements<Form>) {
    for field in Form.list.fields { set(field, statements.stated[field.name]?.value) }
  }

  /// The value of a field.
  /// - Precondition: it was set, or something holds when it is left out.
  public subscript<Value>(dynamicMember path: KeyPath<Form, Field<Value>>) -> Value {
    get {
      let field = Form.list.form[keyPath: path]
      if let value = values[field.name] { return field.open(value) }
      guard let standard = field.standard else { preconditionFailure("\(Form.self).\(field.name) is not set") }
      return standard
    }
    set { set(Form.list.form[keyPath: path], newValue) }
  }

  private mutating func set(_ field: any FormField, _ value: (any Sendable)?) {
    values[field.name] = value.flatMap { field.isStandard($0) ? nil : $0 }
  }

  /// Fields that do not have their standard, in order, each as a resolved scenario states it.
  var written: [(name: String, text: String)] {
    Form.list.fields.compactMap { field in values[field.name].map { (field.name, field.written($0)) } }
  }

  /// One fact a field; what holds when nothing is said is no line of the hash.
  func facts(_ path: String) -> [Fact] {
    Form.list.fields.map { field in
      let key = "\(path).\(field.name)"
      let value = values[field.name]
      return Fact(key, field.told(value), value.map { ["\(key)=\(field.hashed($0))"] } ?? [])
    }
  }

  /// Whether all fields have the same values.
  public static func == (one: Self, other: Self) -> Bool {
    Form.list.fields.allSatisfy { field in
      switch (one.values[field.name], other.values[field.name]) {
      case (nil, nil): true
      case (let one?, let other?): field.areEqual(one, other)
      default: false
      }
    }
  }
}

extension ScenarioFileReader {
  /// Takes up a group of fields, over what was stated before.
  mutating func statements<Form>(
    _ node: YamlNode, _ key: String, over earlier: Statements<Form>? = nil
  ) -> Statements<Form> {
    var statements = earlier ?? Statements(place: node.place)
    for entry in entries(node, key, known: Form.list.names) {
      statements.take(entry.key, entry.value, "\(key).\(entry.key)", &self)
    }
    return statements
  }

  /// A group of fields that is stated whole, here: what has to be stated and is not is told.
  mutating func whole<Form>(_ node: YamlNode, _ key: String, _ form: Form.Type = Form.self) -> Statements<Form>
  where Form: FieldForm {
    guard case .mapping(let entries) = node.content else {
      let names = Form.list.fields.filter { $0.remedy != nil }.map(\.name).joined(separator: ", ")
      report(ValueReader.missing(node, "the keys \(names)"), node.place, key)
      return Statements(place: node.place)
    }
    let statements: Statements<Form> = statements(node, key)
    for field in Form.list.fields {
      guard let remedy = field.remedy, !entries.contains(where: { $0.key == field.name }) else { continue }
      report("missing-key", node.place, "\(key).\(field.name)", "the key is missing; \(remedy)")
    }
    return statements
  }
}

/// One thing that a scenario says: its name and words for a comparison, its lines of the text that is hashed.
struct Fact {
  /// Key as in scenario files; empty for lines that others name.
  let key: String
  /// What is told; nothing when empty.
  let text: String
  /// Lines of the canonical text, which must never change for the same scenario.
  let lines: [String]

  init(_ key: String, _ text: String, _ lines: [String]) {
    self.key = key
    self.text = text
    self.lines = lines
  }
}

/// Texts of the hash.
enum Canonical {
  static func text(_ value: ParameterValue) -> String {
    if case .text(let text) = value { return texts([text]) }
    return value.description
  }

  /// Lengths stand before texts, so that no two lists share a text.
  static func texts(_ texts: [String]) -> String { texts.map { "\($0.utf8.count):\($0)" }.joined(separator: ",") }
}
