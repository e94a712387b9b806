import Foundation
import Testing

/// What a person sees who asks for help or mistypes.
@Suite struct HelpCommandTests {
  static let subcommands = [
    "run", "sweep", "plan", "shard", "status", "merge", "sensitivity", "discover", "decompose", "compare", "verify",
    "replay", "export", "roster", "new", "check", "explain", "show", "parameters", "schema", "herd", "network",
    "diffusion",
    "multiplier",
  ]

  @Test func helpSaysCommandsExamplesAndExitCodes() throws {
    let help = try Command.run("--help")
    #expect(help.exit == 0, "\(help)")
    #expect(help.errors.isEmpty, "\(help)")
    for word in Self.subcommands + ["Examples", "Exit codes", "130 interrupted"] {
      #expect(help.output.contains(word), "\(word) is missing in \(help)")
    }
  }

  @Test(arguments: subcommands) func everyCommandHasHelpWithAnExample(_ name: String) throws {
    let help = try Command.run(name, "--help")
    #expect(help.exit == 0, "\(help)")
    #expect(help.output.contains("USAGE: khorshoo \(name)"), "\(help)")
    #expect(try Self.examples(in: help.output).isEmpty == false, "\(help)")
  }

  @Test func helpOfRunNamesEveryOption() throws {
    let help = try Command.run("run", "--help")
    for option in [
      "--set", "--replicates", "--seed", "--years", "--arms", "--threads", "--out", "--keep", "--bom", "--lang",
      "--quiet", "--json",
    ] { #expect(help.output.contains("  \(option)"), "\(option) is missing in \(help)") }
  }

  /// What help shows can be copied and works: on a small banner under the names of the repository's scenarios.
  @Test func examplesOfHelpWork() throws {
    let scratch = Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path("scenarios"), withIntermediateDirectories: true)
    for name in ["ewenki", "mongolia"] {
      try scratch.scenario("scenarios/\(name).yaml", "run: {years: 1, replicates: 30}")
    }
    for name in ["herds", "networks", "tables", "own-data"] {
      try FileManager.default.copyItem(
        atPath: "\(Command.repository)/scenarios/\(name)", toPath: scratch.path("scenarios/\(name)"))
    }
    var examples: [String] = []
    for name in [""] + Self.subcommands {
      examples += try Self.examples(in: Command.run([name, "--help"].filter { !$0.isEmpty }).output)
    }
    #expect(examples.count >= 31)
    for example in examples {
      let outcome = try Command.shell(example, in: scratch.folder)
      #expect(outcome.exit == 0, "\(example): \(outcome)")
    }
  }

  @Test func versionIsANumber() throws {
    let version = try Command.run("--version")
    #expect(version.exit == 0)
    #expect(version.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil, "\(version)")
  }

  @Test(
    arguments: [
      (["run", "a.yaml", "--replicats", "5"], "--replicats"), (["rum", "a.yaml"], "rum"), (["run"], "scenario"),
      (["run", "a.yaml", "--threads", "0"], "1 to 1024"), (["run", "a.yaml", "--years", "ten"], "ten"),
      (["run", "a.yaml", "--lang", "fr"], "fr"), (["run", "a.yaml", "--keep", "everything"], "everything"),
      (["check"], "scenario"), (["parameters", "--format", "xls"], "xls"), (["schema", "extra"], "extra"),
    ])
  func wrongArgumentsAre64AndNamed(_ arguments: [String], _ word: String) throws {
    let outcome = try Command.run(arguments)
    #expect(outcome.exit == 64, "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.contains(word) && outcome.errors.contains("--help"), "\(outcome)")
  }

  /// Lines of help that are commands to copy, whole or the examples would not run.
  private static func examples(in help: String) throws -> [String] {
    help.components(separatedBy: "USAGE:")[0].split(separator: "\n").compactMap { line in
      line.firstMatch(of: #/^(?:Example:)? *(khorshoo .*)$/#).map { String($0.1) }
    }
  }
}
