import KhorshooText
import Testing

/// Valid files, damaged in seeded ways: the reader answers with a scenario or with problems, never with a trap, a
/// hang or a problem without words.
@Suite struct ScenarioMutationFuzzTests {
  @Test(.timeLimit(.minutes(2)), arguments: 0..<8)
  func damagedFilesAreAnswered(seed: UInt64) {
    var random = SplitMix(state: seed &* 0x9E37_79B9 &+ 1)
    let dated = """

      interventions:
        - {id: a, from: 2021Q1, to: 2022Q4, where: [yilan, gacha 3], set: {policy.cooperatives.grantYuanPerYear: 1}}
        - {id: b, from: 2023Q1, to: 2024Q4, ramp: {cooperatives: {grantYuanPerYear: 9}}}
      """
    let original = Array((Fixtures.scenarioText + dated).utf8)
    let pieces = [
      "&a ", "*a", "*a ", "? ", "- ", "{", "}", "[", "]", ": ", "\t", "!!int ", "---\n", "...\n", "yes", ".nan",
      "1e999",
      "<<: ", "\"", "'", "|\n", ">\n", "%YAML 1.1\n", "\u{FEFF}", "\0", "#", ",", "none", "like", "2020Q1", "\u{E000}",
      "schema: 1\n", "base: main.yaml\n", "base: b.yaml\n", "arms:\n", "        ", "\r", "\u{2028}", "中",
    ].map { Array($0.utf8) }
    var refused = 0
    for round in 0..<500 {
      var bytes = original
      for _ in 0...Int(random.next() % 6) { mutate(&bytes, pieces, &random) }
      do throws(UserError) {
        let scenario = try Fixtures.resolve(bytes: ["main.yaml": bytes, "b.yaml": original])
        #expect(scenario.arms.indices.contains(scenario.referenceArm))
      } catch {
        refused += 1
        #expect(!error.diagnostics.isEmpty, "seed \(seed), round \(round)")
        for diagnostic in error.diagnostics {
          #expect(!diagnostic.message.isEmpty && !diagnostic.code.isEmpty, "seed \(seed), round \(round)")
        }
      }
    }
    #expect(refused > 250)
  }

  /// Files made to cost a parser time, memory or stack, each with the code of its first problem.
  private static let hostile: [String: (code: String, text: @Sendable () -> String)] = [
    "brackets": ("yaml-syntax", { String(repeating: "[", count: 1_000_000) }),
    "compact lists": ("yaml-syntax", { String(repeating: "- ", count: 500_000) }),
    "explicit keys": ("complex-key", { String(repeating: "? ", count: 500_000) }),
    "braces": ("yaml-syntax", { String(repeating: "{a: ", count: 250_000) }),
    "one key": ("duplicate-key", { String(repeating: "a: 1\n", count: 200_000) }),
    "one word": ("not-a-mapping", { String(repeating: "x,", count: 500_000) }),
    "long list": ("too-many-values", { "a: [" + String(repeating: "x,", count: 500_000) + "]" }),
    "billion laughs": (
      "yaml-anchor",
      {
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
          + (0..<30).map { "b\($0): &b\($0) [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n" }.joined() + "? *b29\n: 1\n"
      }
    ),
    "quotes": ("yaml-syntax", { String(repeating: "\"", count: 999_999) }),
    "block texts": ("duplicate-key", { String(repeating: "k: |\n", count: 200_000) }),
    "stars": ("yaml-anchor", { String(repeating: "*", count: 1_000_000) }),
    "many keys": ("too-many-values", { (0..<100_000).map { "\($0):\n" }.joined() }),
    "large": ("file-too-large", { String(repeating: "a", count: 2_000_000) }),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: hostile.keys.sorted())
  func hostileFilesAreRefusedInTime(name: String) throws {
    let file = try #require(Self.hostile[name])
    let codes = try #require(Fixtures.problems(file.text())).diagnostics.map(\.code)
    #expect(codes.contains(file.code), "\(codes.prefix(5))")
    #expect(codes.count < 400, "\(codes.count) problems")
  }

  private func mutate(_ bytes: inout [UInt8], _ pieces: [[UInt8]], _ random: inout SplitMix) {
    let index = Int(random.next() % UInt64(max(1, bytes.count)))
    switch random.next() % 6 {
    case 0 where !bytes.isEmpty: bytes[index] = UInt8(truncatingIfNeeded: random.next())
    case 1 where !bytes.isEmpty: bytes.remove(at: index)
    case 2: bytes.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))], at: min(index, bytes.count))
    case 3 where !bytes.isEmpty:
      let end = min(bytes.count, index + Int(random.next() % 40))
      bytes.insert(contentsOf: bytes[index..<end], at: Int(random.next() % UInt64(bytes.count)))
    case 4 where !bytes.isEmpty: bytes.removeSubrange(index..<min(bytes.count, index + Int(random.next() % 60)))
    default: swapLines(&bytes, &random)
    }
  }

  private func swapLines(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    guard lines.count > 1 else { return }
    lines.swapAt(Int(random.next() % UInt64(lines.count)), Int(random.next() % UInt64(lines.count)))
    bytes = Array(lines.joined(separator: [10]))
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014), so that a failing seed can be run again.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
