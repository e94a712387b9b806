import Foundation

/// JSON as this program writes it: sorted keys, readable, UTF-8, the same bytes for the same value.
package enum JSONText {
  /// Not-a-number and infinities, which JSON does not have, are written as the texts `NaN`, `INF` and `-INF`.
  package static func encode(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "INF", negativeInfinity: "-INF", nan: "NaN")
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("\(type(of: value)) has no JSON: \(error)")
    }
  }

  /// Nil when the content is not such a value.
  package static func decode<Value: Decodable>(_ type: Value.Type, from content: Data) -> Value? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "INF", negativeInfinity: "-INF", nan: "NaN")
    return try? decoder.decode(type, from: content)
  }
}
