/// Says messages in another language by phrases with gaps, put together as the messages are.
///
/// A phrase is a sentence or a part of one, with `{}` for anything and `{#}` for a number, beside its words in the other
/// language, in which `{1}` is what fills the first gap, said by the same rule, and `{1!}` the same as it stands. The phrase with the
/// most letters of its own that fits all of a message says it. What no phrase fits is taken apart at its punctuation; what is no
/// words of the program (a key, a name, a value) stays as it is.
///
/// - Proof: `MessagePhrasesUnit`, and for the program's own messages `ChineseMessagesCommandTests`.
package struct MessagePhrases: Sendable {
  private struct Phrase: Sendable {
    /// What stands around the gaps: one more than there are gaps.
    let literals: [[UInt8]]
    let areNumbers: [Bool]
    let words: [Part]

    /// Whether words stand between two gaps, and not punctuation.
    var isWord: Bool {
      literals.count == 3 && literals[1].contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }
    var weight: Int { literals.reduce(0) { $0 + $1.count } }
    var hasClauses: Bool { literals.contains { $0.firstRange(of: Array("; ".utf8)) != nil } }
  }

  private enum Part: Sendable {
    case text(String)
    case gap(Int, isKept: Bool)
  }

  /// Where a message is taken apart, in this order.
  private static let joints = [
    "{}; {}", "{}: {}", "{}, {}", "{} ({})", "{} such as {}", "{} or {}", "{} and {}", "{} to {}",
  ]
  private static let deepest = 40

  // Phrases of several clauses are looked for first, then a message is taken apart into its clauses.
  private let sentences, clauses: [Phrase]
  private let joints: [Phrase]

  /// - Parameter text: a phrase a line, `English => 中文`.
  package init(_ text: String) {
    var (phrases, joints): ([Phrase], [String: Phrase]) = ([], [:])
    for line in text.split(whereSeparator: \.isNewline) {
      guard let arrow = line.ranges(of: " => ").last else { continue }
      let english = String(line[..<arrow.lowerBound])
      let phrase = Self.phrase(english, String(line[arrow.upperBound...]))
      if Self.joints.contains(english) { joints[english] = phrase } else { phrases.append(phrase) }
    }
    // Of phrases with as many letters, the first one.
    let sorted = phrases.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
      .map(\.element)
    sentences = sorted.filter(\.hasClauses)
    clauses = sorted.filter { !$0.hasClauses }
    self.joints = Self.joints.compactMap { joints[$0] }
  }

  /// A message of one or several lines.
  package func said(_ message: String) -> String {
    message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let blanks = line.prefix { $0 == " " }
      return blanks + said(String(line.dropFirst(blanks.count)), depth: 0)
    }.joined(separator: "\n")
  }

  private func said(_ text: String, depth: Int) -> String {
    let bytes = Array(text.utf8)
    guard depth < Self.deepest, !Self.isNumber(bytes[...]) else { return text }
    if let code = text.firstMatch(of: #/ \[[a-z0-9-]+\]$/#) {
      return said(String(text[..<code.range.lowerBound]), depth: depth + 1) + code.output
    }
    if let said = first(of: sentences, bytes, depth) { return said }
    if let clause = joints.first, let said = parts(clause, bytes, depth) { return said }
    if let said = first(of: clauses, bytes, depth) { return said }
    for joint in joints.dropFirst() { if let said = parts(joint, bytes, depth) { return said } }
    return text
  }

  private func first(of phrases: [Phrase], _ bytes: [UInt8], _ depth: Int) -> String? {
    for phrase in phrases {
      if let gaps = Self.gaps(phrase, bytes) { return filled(phrase, gaps, depth) }
    }
    return nil
  }

  /// A message in two parts; nil when nothing is said in neither of them.
  private func parts(_ joint: Phrase, _ bytes: [UInt8], _ depth: Int) -> String? {
    guard let gaps = Self.gaps(joint, bytes) else { return nil }
    let isSaid = gaps.contains { said($0, depth: depth + 1) != $0 }
    // Two names, as in `final: or other:`.
    let areNames = gaps.allSatisfy { !$0.replacing(", ", with: "").contains(" ") } && joint.isWord
    return isSaid || areNames ? filled(joint, gaps, depth) : nil
  }

  private func filled(_ phrase: Phrase, _ gaps: [String], _ depth: Int) -> String {
    phrase.words.map { part in
      switch part {
      case .text(let text): text
      case .gap(let gap, let isKept): isKept ? gaps[gap] : said(gaps[gap], depth: depth + 1)
      }
    }.joined()
  }
}

extension MessagePhrases {
  private static func phrase(_ english: String, _ other: String) -> Phrase {
    var (literals, areNumbers): ([[UInt8]], [Bool]) = ([[]], [])
    var rest = Substring(english)
    while let next = rest.first {
      let gap = ["{}", "{#}"].first { rest.hasPrefix($0) }
      if let gap {
        literals.append([])
        areNumbers.append(gap == "{#}")
        rest = rest.dropFirst(gap.count)
      } else {
        literals[literals.count - 1] += Array(String(next).utf8)
        rest = rest.dropFirst()
      }
    }
    var words: [Part] = []
    var begin = other.startIndex
    for match in other.matches(of: #/\{(\d)(!?)\}/#) {
      words.append(.text(String(other[begin..<match.range.lowerBound])))
      words.append(.gap((Int(match.1) ?? 1) - 1, isKept: !match.2.isEmpty))
      begin = match.range.upperBound
    }
    words.append(.text(String(other[begin...])))
    return Phrase(literals: literals, areNumbers: areNumbers, words: words)
  }

  /// What fills the gaps of a phrase that fits all of a message; nil when it does not.
  private static func gaps(_ phrase: Phrase, _ bytes: [UInt8]) -> [String]? {
    let (literals, last) = (phrase.literals, phrase.areNumbers.count - 1)
    guard bytes.starts(with: literals[0]) else { return nil }
    guard last >= 0 else { return bytes.count == literals[0].count ? [] : nil }
    let end = bytes.count - literals[last + 1].count
    guard end > literals[0].count, bytes[end...].elementsEqual(literals[last + 1]) else { return nil }
    func fits(_ gap: ArraySlice<UInt8>, _ index: Int) -> Bool {
      guard !gap.isEmpty, !phrase.areNumbers[index] || isNumber(gap) else { return false }
      let quote = UInt8(ascii: "'")
      let isQuoted = literals[index].last == quote && literals[index + 1].first == quote
      return !isQuoted || !gap.contains(quote)
    }
    func search(_ index: Int, from place: Int) -> [String]? {
      if index == last {
        guard place < end, fits(bytes[place..<end], index) else { return nil }
        return [String(decoding: bytes[place..<end], as: UTF8.self)]
      }
      var next = place + 1
      while next < end, let found = bytes[next..<end].firstRange(of: literals[index + 1]) {
        if fits(bytes[place..<found.lowerBound], index), let rest = search(index + 1, from: found.upperBound) {
          return [String(decoding: bytes[place..<found.lowerBound], as: UTF8.self)] + rest
        }
        next = found.lowerBound + 1
      }
      return nil
    }
    return search(0, from: literals[0].count)
  }

  private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return bytes.contains { digits.contains($0) }
      && bytes.allSatisfy { digits.contains($0) || "+-.,e% ".utf8.contains($0) }
  }
}
