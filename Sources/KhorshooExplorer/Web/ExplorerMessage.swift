import Foundation
import KhorshooText

/// What a page sends: its own name, and what it wants.
package struct ExplorerMessage: Sendable, Equatable {
  /// Sixteen hexadecimal digits that the page chose.
  package let page: String
  package let values: [String: Double]?
  package let arms: [String]?
  package let language: Language?
  /// Number of a household, from 1; 0 for one at random.
  package let household: Int?

  /// Of a body that holds these members and no others; nil of anything else.
  package init?(_ body: [UInt8], members: Set<String>) {
    guard let parts = try? JSONDecoder().decode(Parts.self, from: Data(body)), parts.names == members,
      Self.isName(parts.page)
    else { return nil }
    (page, values, arms) = (parts.page, parts.values, parts.arms)
    language = parts.language.flatMap(Language.init)
    household = parts.household
    if parts.language != nil, language == nil { return nil }
  }

  /// Whether a page may be called so.
  static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[0-9a-f]{16}/) != nil }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private struct Parts: Decodable {
    let names: Set<String>
    let page: String
    let values: [String: Double]?
    let arms: [String]?
    let language: String?
    let household: Int?

    init(from decoder: any Decoder) throws {
      let box = try decoder.container(keyedBy: Name.self)
      names = Set(box.allKeys.map(\.stringValue))
      page = try box.decode(String.self, forKey: Name(stringValue: "page")!)
      values = try box.decodeIfPresent([String: Double].self, forKey: Name(stringValue: "values")!)
      arms = try box.decodeIfPresent([String].self, forKey: Name(stringValue: "arms")!)
      language = try box.decodeIfPresent(String.self, forKey: Name(stringValue: "language")!)
      household = try box.decodeIfPresent(Int.self, forKey: Name(stringValue: "household")!)
    }
  }
}

/// The query of a request: names and values in letters, digits and `-`, each name once.
struct WebQuery {
  private let values: [String: String]

  /// Nil when there is anything else.
  init?(_ text: String, names: Set<String>) {
    var values: [String: String] = [:]
    for part in text.split(separator: "&", omittingEmptySubsequences: false) where !text.isEmpty {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, names.contains(sides[0]), sides[1].wholeMatch(of: /[A-Za-z0-9-]{1,64}/) != nil,
        values.updateValue(sides[1], forKey: sides[0]) == nil
      else { return nil }
    }
    self.values = values
  }

  subscript(name: String) -> String? { values[name] }
}
