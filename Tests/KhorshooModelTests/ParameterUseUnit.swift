import Foundation
import KhorshooScenarios
import Testing

/// Every parameter that a user can set is read by the model: none is an empty promise.
@Suite struct ParameterUseUnit {
  /// String literals of one source file; interpolations stand for one part of a key.
  private struct Literals {
    let whole: Set<String>
    /// What stands before and after the only interpolation of a literal.
    let patterns: [(head: String, tail: String)]

    init(_ source: String) {
      let all = source.matches(of: /"((?:[^"\\\n]|\\.)*)"/).map { String($0.output.1) }
      whole = Set(all.filter { !$0.contains("\\(") && $0.contains(/[a-zA-Z]/) })
      patterns = all.compactMap { literal in
        let parts = literal.replacing(/\\\([^)]*\)/, with: "\u{1}").split(
          separator: "\u{1}", omittingEmptySubsequences: false)
        // An interpolation alone would fit everything.
        guard parts.count == 2, parts.contains(where: { $0.contains(/[a-zA-Z]/) }) else { return nil }
        return (String(parts[0]), String(parts[1]))
      }
    }

    func has(_ text: String) -> Bool {
      whole.contains(text)
        || patterns.contains { head, tail in
          guard text.hasPrefix(head), text.hasSuffix(tail), text.count > head.count + tail.count else { return false }
          return text.dropFirst(head.count).dropLast(tail.count).allSatisfy(\.isLetter)
        }
    }

    /// Whether a key is one literal, or a sum of up to three; a class of a herd may stand between them.
    func reads(_ key: String) -> Bool {
      if has(key) { return true }
      for cut in key.indices.dropFirst() where has(String(key[..<cut])) {
        let rest = String(key[cut...])
        if hasSum(rest) { return true }
        guard key.hasPrefix("herds."), let dot = rest.firstIndex(of: ".") else { continue }
        if hasSum(String(rest[rest.index(after: dot)...])) { return true }
      }
      return false
    }

    private func hasSum(_ text: String) -> Bool {
      has(text) || text.indices.dropFirst().contains { has(String(text[..<$0])) && has(String(text[$0...])) }
    }
  }

  private func sources() throws -> [Literals] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/KhorshooModel")
    let files = FileManager.default.enumerator(at: folder.standardizedFileURL, includingPropertiesForKeys: nil)
    // The table of levers, what is said of parameters, and the words on processes name keys and read none.
    return try (files?.allObjects as? [URL] ?? [])
      .filter { $0.pathExtension == "swift" && !$0.path.contains("/Declarations/Processes/") }
      .filter {
        !["LeverReach.swift", "ProcessDescription.swift", "ParameterFacts.swift"].contains($0.lastPathComponent)
      }
      .map { Literals(try String(contentsOf: $0, encoding: .utf8)) }
  }

  @Test func everyKeyIsRead() throws {
    let sources = try sources()
    #expect(sources.count > 30)
    let unread = World.ledger.parameters.map(\.key).filter { key in !sources.contains { $0.reads(key) } }
    #expect(unread == [])
    // Deliberate faults: keys that nobody reads.
    for fake in [
      "forage.grazingShareMonsoon", "husbandry.mood", "herds.sheep.femaleAdult.beauty", "herds.sheep.beauty",
      "policy.channels.magic", "market.goldYuanPerKilogram", "cooperatives.initialMembershipSharePerYear",
    ] {
      #expect(!sources.contains { $0.reads(fake) }, "\(fake)")
    }
  }
}
