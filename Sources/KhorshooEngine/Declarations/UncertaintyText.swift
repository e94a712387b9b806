/// Why a text states no uncertainty: what was found and what was expected.
package struct UncertaintyFault: Error {
  package let message: String
}

// An uncertainty as a ledger or a scenario writes it.
extension Uncertainty: CustomStringConvertible {
  /// Every form, for help and messages.
  package static let forms =
    "U(low,high), LogU(low,high), Tri(low,mode,high), PERT(low,mode,high), Beta(a,b), Normal(mean,sd), LogNormal(median,sd of the log) or Choice(a:weight,b:weight)"

  /// As it is written, in the shortest digits that read back as the same numbers.
  public var description: String {
    func text(_ name: String, _ numbers: Double...) -> String {
      "\(name)(\(numbers.map(Self.plain).joined(separator: ",")))"
    }
    switch self {
    case .uniform(let low, let high): return text("U", low, high)
    case .logUniform(let low, let high): return text("LogU", low, high)
    case .triangular(let low, let mode, let high): return text("Tri", low, mode, high)
    case .pert(let low, let mode, let high): return text("PERT", low, mode, high)
    case .beta(let a, let b): return text("Beta", a, b)
    case .normal(let mean, let deviation): return text("Normal", mean, deviation)
    case .logNormal(let median, let deviation): return text("LogNormal", median, deviation)
    case .choice(let options):
      let words = options.map { $0.weight == 1 ? $0.word : "\($0.word):\(Self.plain($0.weight))" }
      return "Choice(\(words.joined(separator: ",")))"
    }
  }

  private static func plain(_ x: Double) -> String {
    x == x.rounded() && x.magnitude < 0x1p53 ? String(Int64(x)) : x.description
  }

  /// Whether a text is meant for an uncertainty: a name with something in brackets.
  package static func isMeant(by text: String) -> Bool {
    guard let open = text.firstIndex(of: "("), text.hasSuffix(")"), open != text.startIndex else { return false }
    return text[..<open].utf8.allSatisfy { ($0 | 32) >= 97 && ($0 | 32) <= 122 }
  }

  /// Reads what ``description`` writes.
  ///
  /// - Throws: what was found and what was expected.
  package init(parsing text: String) throws(UncertaintyFault) {
    let fault = UncertaintyFault(message: "found '\(text)', expected \(Self.forms)")
    guard Self.isMeant(by: text), let open = text.firstIndex(of: "(") else { throw fault }
    let words = text[text.index(after: open)..<text.index(before: text.endIndex)]
      .split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingBlanks }
    let name = text[..<open]
    if name == "Choice" {
      self = try Self.choice(words, text)
      return
    }
    let numbers = words.compactMap(Self.number)
    guard numbers.count == words.count else { throw fault }
    func expect(_ isSo: Bool, _ what: String) throws(UncertaintyFault) {
      guard isSo else { throw UncertaintyFault(message: "found '\(text)', expected \(what)") }
    }
    switch (name, numbers.count) {
    case ("U", 2):
      try expect(numbers[0] < numbers[1], "U(low,high) with a low end below a high end")
      self = .uniform(low: numbers[0], high: numbers[1])
    case ("LogU", 2):
      try expect(
        0 < numbers[0] && numbers[0] < numbers[1], "LogU(low,high) with a low end above 0 and below the high end")
      self = .logUniform(low: numbers[0], high: numbers[1])
    case ("Tri", 3), ("PERT", 3):
      try expect(
        numbers[0] <= numbers[1] && numbers[1] <= numbers[2] && numbers[0] < numbers[2],
        "\(name)(low,mode,high) with a mode between a low and a high end")
      self =
        name == "Tri"
        ? .triangular(low: numbers[0], mode: numbers[1], high: numbers[2])
        : .pert(low: numbers[0], mode: numbers[1], high: numbers[2])
    case ("Beta", 2):
      try expect(numbers.allSatisfy { 0.01...10_000 ~= $0 }, "Beta(a,b) with both numbers from 0.01 to 10000")
      self = .beta(a: numbers[0], b: numbers[1])
    case ("Normal", 2):
      try expect(numbers[1] > 0, "Normal(mean,sd) with a standard deviation above 0")
      self = .normal(mean: numbers[0], standardDeviation: numbers[1])
    case ("LogNormal", 2):
      try expect(
        numbers[0] > 0 && numbers[1] > 0 && numbers[1] <= 10,
        "LogNormal(median,sd of the log) with a median above 0 and a standard deviation above 0, at most 10")
      self = .logNormal(median: numbers[0], logStandardDeviation: numbers[1])
    default: throw fault
    }
  }

  private static func choice(_ words: [String], _ text: String) throws(UncertaintyFault) -> Uncertainty {
    let expected = "Choice(a,b) or Choice(a:weight,b:weight), each value once, with weights above 0"
    var options: [Option] = []
    for word in words {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false).map { $0.trimmingBlanks }
      guard (1...2).contains(parts.count), !parts[0].isEmpty, !options.contains(where: { $0.word == parts[0] }),
        let weight = parts.count == 1 ? 1 : number(parts[1]), weight > 0
      else { throw UncertaintyFault(message: "found '\(text)', expected \(expected)") }
      options.append(Option(parts[0], weight: weight))
    }
    return .choice(options)
  }

  /// A finite decimal number.
  private static func number(_ word: String) -> Double? {
    guard !word.isEmpty, word.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let x = Double(word),
      x.isFinite
    else { return nil }
    return x
  }
}

extension Substring {
  package var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
