/// JSON with members in the order given, written with two spaces a level: what people and scripts read.
///
/// A number that is not finite is `null`. What this program reads back (plan, manifest) is written by ``JSONText``, which keeps
/// such numbers as texts.
package indirect enum OrderedJSON: Sendable {
  case text(String)
  case number(Double)
  case integer(Int)
  case boolean(Bool)
  case null
  case list([OrderedJSON])
  case object([(String, OrderedJSON)])

  /// The text, ending in a line break.
  package var description: String {
    var text = ""
    write(to: &text, 0)
    return text + "\n"
  }

  private func write(to text: inout String, _ depth: Int) {
    switch self {
    case .text(let value): text += Self.quote(value)
    case .number(let value): text += value.isFinite ? plainNumber(value) : "null"
    case .integer(let value): text += "\(value)"
    case .boolean(let value): text += "\(value)"
    case .null: text += "null"
    case .list(let items):
      Self.write(items.map { ("", $0) }, "[", "]", to: &text, depth)
    case .object(let members):
      Self.write(members.map { (Self.quote($0.0) + ": ", $0.1) }, "{", "}", to: &text, depth)
    }
  }

  private static func write(
    _ members: [(String, OrderedJSON)], _ open: String, _ close: String, to text: inout String, _ depth: Int
  ) {
    guard !members.isEmpty else {
      text += open + close
      return
    }
    text += open
    for (index, member) in members.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + String(repeating: "  ", count: depth + 1) + member.0
      member.1.write(to: &text, depth + 1)
    }
    text += "\n" + String(repeating: "  ", count: depth) + close
  }

  private static func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 32 || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
