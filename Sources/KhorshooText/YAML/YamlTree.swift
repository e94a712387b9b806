/// A place in a file, as an editor counts: lines and columns from 1; 0 where there is none.
package struct SourcePlace: Sendable, Equatable {
  /// File, or the command-line option.
  package let path: String
  /// 1-based line, 0 without one.
  package let line: Int
  /// 1-based column in Unicode scalars, 0 without one.
  package let column: Int

  package init(path: String, line: Int = 0, column: Int = 0) {
    self.path = path
    self.line = line
    self.column = column
  }
}

/// What stands at one place of a YAML file, before anything is made of it.
package struct YamlNode: Sendable {
  /// A scalar keeps its text; what it means is decided where it is used.
  package enum Content: Sendable {
    case scalar(YamlScalar)
    case list([YamlNode])
    case mapping([YamlEntry])
  }

  package let content: Content
  package let place: SourcePlace

  package init(_ content: Content, at place: SourcePlace) {
    self.content = content
    self.place = place
  }

  /// A text as if it stood in a file without quotes (the right-hand side of `--set KEY=VALUE`).
  package init(text: String, at place: SourcePlace = SourcePlace(path: "")) {
    self.init(.scalar(YamlScalar(text: text, isPlain: true)), at: place)
  }

  /// What a person would call it.
  package var found: String {
    switch content {
    case .scalar(let scalar) where scalar.isNothing: "nothing"
    case .scalar(let scalar): scalar.found
    case .list: "a list"
    case .mapping: "a group of keys"
    }
  }

  package var isNothing: Bool {
    if case .scalar(let scalar) = content { scalar.isNothing } else { false }
  }
}

/// One `key: value` of a mapping.
package struct YamlEntry: Sendable {
  package let key: String
  package let place: SourcePlace
  package let value: YamlNode

  package init(key: String, place: SourcePlace, value: YamlNode) {
    self.key = key
    self.place = place
    self.value = value
  }
}

/// The text of a scalar and whether it stood there without quotes.
package struct YamlScalar: Sendable {
  package let text: String
  package let isPlain: Bool

  package init(text: String, isPlain: Bool) {
    self.text = text
    self.isPlain = isPlain
  }

  /// Empty, `~` or `null`.
  package var isNothing: Bool { isPlain && (text.isEmpty || text == "~" || text.lowercased() == "null") }

  /// Quoted for a message, shortened when long.
  package var found: String { isPlain ? quoted(text) : "the quoted text \(quoted(text))" }

  /// `yes`, `no`, `on`, `off`, `y`, `n`, `true`, `false` in any case: what some YAML readers take for a switch.
  package static func isSwitchWord(_ text: String) -> Bool {
    ["yes", "no", "on", "off", "y", "n", "true", "false"].contains(text.lowercased())
  }

  /// Whether a text without quotes is something else than text to some YAML reader.
  package static func isReserved(_ text: String) -> Bool {
    if text.isEmpty || text == "~" || text == "<<" || text.lowercased() == "null" || isSwitchWord(text) { return true }
    let lowered = text.lowercased()
    if [".nan", ".inf", "-.inf", "+.inf"].contains(lowered) { return true }
    let digits = text.drop { $0 == "-" || $0 == "+" || $0 == "." }
    guard let first = digits.utf8.first, (48...57).contains(first) else { return false }
    return text.utf8.allSatisfy { "0123456789+-.,_:eExXoOabcdefABCDEF".utf8.contains($0) }
  }
}

/// `'text'`, cut after 40 characters, control characters made visible.
package func quoted(_ text: some StringProtocol) -> String { FoundText.quoted(String(text)) }
