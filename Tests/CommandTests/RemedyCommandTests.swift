import Foundation
import Testing

/// Remedies that are true: what a message says is to be done, done, removes the error or leads to the next true one.
///
/// `Tests/FieldCases/remedies.json` has for each code an input that provokes it, words of the message, the change that its remedy
/// asks for, and what is left after it: nothing, or another code.
@Suite struct RemedyCommandTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let code: String
    let files: [String: String]
    /// Commands that run before.
    let setup: [[String]]
    let arguments: [String]
    /// What the message says.
    let says: String
    /// Where (a file, `$` for an argument, `$+` for one more, `$-` for an option less), what is there, and what is to be.
    let remedy: [[String]]
    /// Code of the message that is left; nil when all is well.
    let then: String?
    let exit: Int32

    var testDescription: String { "\(code): \(arguments.joined(separator: " "))" }
  }

  static let cases: [Case] = {
    let path = Command.repository + "/Tests/FieldCases/remedies.json"
    do { return try JSONDecoder().decode([Case].self, from: Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      fatalError("\(path): \(error)")
    }
  }()

  private static func run(_ one: Case, _ files: [String: String], _ arguments: [String]) throws -> Command.Outcome {
    let scratch = Scratch()
    for (name, text) in files {
      try scratch.write(text.replacing("BASE/", with: Command.repository + "/"), as: name)
    }
    for command in one.setup { _ = try Command.run(command, in: scratch.folder) }
    return try Command.run(arguments, in: scratch.folder)
  }

  @Test(arguments: cases) func theRemedyIsTrue(one: Case) throws {
    let wrong = try Self.run(one, one.files, one.arguments)
    #expect(wrong.exit == one.exit && wrong.errors.contains("[\(one.code)]"), "\(wrong)")
    #expect(one.says.isEmpty || wrong.errors.contains(one.says), "\(wrong)")
    var (files, arguments) = (one.files, one.arguments)
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
      default:
        let text = try #require(files[place])
        #expect(text.contains(old) || old.isEmpty, "\(place) has no \(old)")
        files[place] = old.isEmpty ? new : text.replacing(old, with: new)
      }
    }
    let right = try Self.run(one, files, arguments)
    if let then = one.then {
      #expect(right.errors.contains("[\(then)]") && !right.errors.contains("[\(one.code)]"), "\(right)")
    } else {
      #expect(right.exit == 0, "\(right)")
    }
  }

  /// No message suggests the very thing that it refuses.
  @Test func nothingIsSuggestedThatIsThere() throws {
    for one in Self.cases {
      let wrong = try Self.run(one, one.files, one.arguments)
      for line in wrong.errors.split(separator: "\n") {
        guard let range = line.range(of: "did you mean '") else { continue }
        let meant = line[range.upperBound...].prefix { $0 != "'" }
        #expect(!line[..<range.lowerBound].contains("found '\(meant)'"), "\(line)")
        #expect(!line[..<range.lowerBound].contains(" \(meant): there is no"), "\(line)")
      }
    }
  }
}
