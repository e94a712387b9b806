import Foundation
import Testing

/// Remedies that are true: what a message says is to be done, done, removes the error or leads to the next true one.
///
/// `Tests/FieldCases/remedies.json` has for each code an input that provokes it, words of the message, the change that its remedy
/// asks for, and what is left after it: nothing, or another code. In its texts `BASE/` is the repository, and `<<20:a#,>>` is
/// written twenty times, with 1000, 1001 and so on for `#`. No message suggests the very thing that it refuses.
@Suite struct RemedyCommandTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let code: String
    let files: [String: String]
    /// Commands that run before.
    let setup: [[String]]
    /// What is changed by hand after them: a file, what is there (nothing for all of it), and what is to be.
    let damage: [[String]]?
    let arguments: [String]
    /// What the message says.
    let says: String
    /// Where, what is there, and what is to be. A file; `$` for an argument, `$+` for one more, `$-` for an option less; `$run`
    /// for a command that is given first, `$remove` for files that begin so and are deleted, `$restore` for one that is not damaged.
    let remedy: [[String]]
    /// Code of the message that is left; nil when all is well.
    let then: String?
    let exit: Int32

    var testDescription: String { "\(code): \(arguments.joined(separator: " "))" }
  }

  /// Codes that have no case, and why.
  private static let reasons: [String: String] = [
    "cannot-write": "needs a full disk; OutputFaultCommandTests make room and run again",
    "cannot-lock":
      "needs a file system without locks; Tests/Fuzz/filesystems.py makes one, where a plan and its shards work",
    "folder-busy": "needs two runs at once; InterruptionCommandTests wait for the first",
    "interrupted": "needs a signal; SweepResumeCommandTests run again after it",
    "too-few-files": "needs a limit of the system; MachineLimitsCommandTests raise it",
    "out-of-memory": "needs a limit of the system; MachineLimitsCommandTests raise it",
    "other-kernel": "needs another processor; SweepRecheckCommandTests choose its kernels",
    "other-version": "needs a folder of another version of the program, which the remedy asks for",
    "open-ledger": "a fault of the program: no input is known that leads to it, and the remedy is to report it",
    "non-finite-outcome": "no admissible value is known that leads to it; RunCheckUnit makes one by hand",
    "not-utf8": "needs bytes that a JSON text cannot hold; FieldTablesCommandTests convert such a file",
    "too-many-rows": "needs a table of more than 20 million rows",
    "too-many-factors": "the ledger has fewer parameters than the Sobol' sequence has dimensions",
    "morris-levels": "the command gives no levels, its default is even",
    "wrong-design": "the command takes the analysis that a design is made for",
    "precision-budget": "arguments are looked at first, with the same bound",
    "discovery-settings": "arguments are looked at first, with the same bounds",
    "no-replicates": "needs a run that records no headline; CompareCommandTests make one",
    "no-port": "the remedy opens a page that goes on; ExploreCommandTests look at the message",
    "no-converter": "needs a machine without Chromium or pandoc; ReportFormsCommandTests take them from the path",
    "converter-failed": "needs a broken Chromium or pandoc",
    "one-arm": "the remedy opens a page that goes on; ExploreCommandTests look at the message",
  ]

  static let cases: [Case] = {
    let path = Command.repository + "/Tests/FieldCases/remedies.json"
    do { return try JSONDecoder().decode([Case].self, from: Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      fatalError("\(path): \(error)")
    }
  }()

  private static func placed(_ text: String) -> String { text.replacing("BASE/", with: Command.repository + "/") }

  /// A text with what stands in `<<20:a#,>>` written out.
  private static func written(_ text: String) -> String {
    placed(text).replacing(/<<(\d+):([^>]*)>>/) { match in
      (0..<(Int(match.output.1) ?? 0)).map { match.output.2.replacing("#", with: "\(1000 + $0)") }.joined()
    }
  }

  static func run(
    _ one: Case, _ files: [String: String], _ arguments: [String], damage: [[String]], first: [[String]] = []
  ) throws -> Command.Outcome {
    let scratch = Scratch()
    for (name, text) in files { try scratch.write(written(text), as: name) }
    for command in one.setup { _ = try Command.run(command, in: scratch.folder) }
    for change in damage {
      let text = String(decoding: scratch.content(change[0]) ?? Data(), as: UTF8.self)
      #expect(text.contains(change[1]) || change[1].isEmpty, "\(change[0]) has no \(change[1])")
      try scratch.write(change[1].isEmpty ? change[2] : text.replacing(change[1], with: change[2]), as: change[0])
    }
    for step in first {
      if step[0] == "$remove" {
        let folder = (step[1] as NSString).deletingLastPathComponent
        for name in scratch.names(in: folder) ?? [] where "\(folder)/\(name)".hasPrefix(step[1]) {
          Scratch.remove(scratch.path("\(folder)/\(name)"))
        }
      } else {
        let outcome = try Command.run(step[2].split(separator: " ").map(String.init), in: scratch.folder)
        #expect(outcome.exit == 0, "\(step[2]): \(outcome)")
      }
    }
    return try Command.run(arguments.map(placed), in: scratch.folder)
  }

  /// Inputs, arguments, damage and commands after a remedy.
  private static func remedied(_ one: Case) throws -> Command.Outcome {
    var (files, arguments, damage, first) = (one.files, one.arguments, one.damage ?? [], [[String]]())
    for change in one.remedy {
      let (place, old, new) = (change[0], change[1], change[2])
      switch place {
      case "$":
        #expect(arguments.contains(old))
        arguments = arguments.map { $0 == old ? new : $0 }
      case "$+": arguments.append(new)
      case "$-":
        let index = try #require(arguments.firstIndex(of: old))
        arguments.removeSubrange(index...(index + 1))
      case "$run", "$remove": first.append(change)
      case "$restore":
        #expect(damage.contains { $0[0] == old })
        damage.removeAll { $0[0] == old }
      default:
        let text = try #require(files[place])
        #expect(text.contains(old) || old.isEmpty, "\(place) has no \(old)")
        files[place] = old.isEmpty ? new : text.replacing(old, with: new)
      }
    }
    return try run(one, files, arguments, damage: damage, first: first)
  }

  @Test(arguments: cases) func theRemedyIsTrue(one: Case) throws {
    let wrong = try Self.run(one, one.files, one.arguments, damage: one.damage ?? [])
    // Where an analysis goes on without a part, the report says so.
    let said = wrong.exit == 0 ? wrong.errors + wrong.output : wrong.errors
    #expect(wrong.exit == one.exit && said.contains("[\(one.code)]"), "\(wrong)")
    #expect(one.says.isEmpty || said.contains(one.says), "\(wrong)")
    for line in wrong.errors.split(separator: "\n") { #expect(!Self.isSuggestedThoughThere(line), "\(line)") }
    let right = try Self.remedied(one)
    if one.then != nil || one.exit == 0 {
      #expect(!(right.errors + right.output).contains("[\(one.code)]"), "\(right)")
    }
    if let then = one.then {
      #expect(right.errors.contains("[\(then)]"), "\(right)")
    } else {
      #expect(right.exit == 0, "\(right)")
    }
  }

  /// A code without a case says why, and one with a case does not.
  @Test func everyCodeHasACaseOrAReason() throws {
    let page = try String(
      contentsOfFile: Command.repository + "/Sources/KhorshooScenarios/KhorshooScenarios.docc/ErrorCodes.md",
      encoding: .utf8)
    // Those of the library alone have a dash for an exit code.
    let codes = Set(page.matches(of: /(?m)^\| `([a-z0-9-]+)` \| \d+ \|/).map { String($0.output.1) })
    #expect(codes.count > 150)
    let without = codes.subtracting(Self.cases.map(\.code))
    #expect(without == Set(Self.reasons.keys), "\(without.symmetricDifference(Self.reasons.keys).sorted())")
  }

  /// Whether a line means by `did you mean` what it has found.
  private static func isSuggestedThoughThere(_ line: some StringProtocol) -> Bool {
    guard let range = line.range(of: "did you mean '") else { return false }
    let (before, meant) = (line[..<range.lowerBound], line[range.upperBound...].prefix { $0 != "'" })
    return before.contains("found '\(meant)'") || before.contains(" \(meant): there is no")
  }

  @Test func aSuggestionOfWhatIsThereIsNoticed() {
    #expect(Self.isSuggestedThoughThere("a.yaml:1:1: run.years: found 'two', did you mean 'two'?"))
    #expect(Self.isSuggestedThoughThere("a.yaml: run.year: there is no such key; did you mean 'run.year'?"))
    #expect(!Self.isSuggestedThoughThere("a.yaml: run.yeers: there is no such key; did you mean 'run.years'?"))
  }
}
