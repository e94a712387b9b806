import Foundation
import Testing

/// What a person sees who asks for help or mistypes.
@Suite struct HelpCommandTests {
  static let subcommands = [
    "run", "sweep", "plan", "shard", "status", "merge", "sensitivity", "discover", "calibrate", "decide", "decompose",
    "compare", "verify", "replay", "report", "explore", "export", "roster", "new", "check", "explain", "show",
    "parameters",
    "schema", "herd",
    "network", "diffusion", "multiplier", "licenses",
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
      "--set", "--replicates", "--seed", "--years", "--arms", "--threads", "--out", "--keep", "--detail", "--verbose",
      "--bom", "--lang",
      "--quiet", "--json",
    ] { #expect(help.output.contains("  \(option)"), "\(option) is missing in \(help)") }
  }

  @Test func helpOfCalibrateNamesItsOptionsAndTables() throws {
    let help = try Command.run("calibrate", "--help")
    for word in [
      "--targets", "--vary", "--factors", "--arm", "--waves", "--points", "--draws", "--shard", "--replicates",
      "posterior.csv", "discrepancy", "USAGE: khorshoo calibrate",
    ] { #expect(help.output.contains(word), "\(word) is missing in \(help)") }
    #expect(try Command.run("--help").output.contains("calibrate"))
  }

  private static let smallCalibration =
    " --set run.years=3 --vary herds.sheep.priceYuanPerKg=18:34 --waves 1 --points 16 --draws 16 --replicates 16"

  /// What help shows can be copied and works: on a small banner under the names of the repository's scenarios.
  @Test func examplesOfHelpWork() throws {
    let scratch = Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path("scenarios"), withIntermediateDirectories: true)
    for name in ["ewenki", "mongolia"] {
      try scratch.scenario("scenarios/\(name).yaml", "run: {years: 1, replicates: 30}")
    }
    for name in ["calibration", "decisions", "herds", "networks", "own-data", "policies", "tables"] {
      try FileManager.default.copyItem(
        atPath: "\(Command.repository)/scenarios/\(name)", toPath: scratch.path("scenarios/\(name)"))
    }
    var examples: [String] = []
    for name in [""] + Self.subcommands {
      examples += try Self.examples(in: Command.run([name, "--help"].filter { !$0.isEmpty }).output)
    }
    #expect(examples.count >= 31)
    for example in examples {
      // A calibration as help shows it takes an hour: here it varies one parameter at few points. The small banner draws nothing.
      let rest =
        example.hasPrefix("khorshoo calibrate")
        ? Self.smallCalibration
        : example.hasPrefix("khorshoo decide") || example.hasPrefix("khorshoo run") && example.contains("--draws")
          ? " --uncertainty ledger" : ""
      // A page is served until it is ended.
      let wait = example.hasPrefix("khorshoo explore") ? "timeout --foreground --preserve-status -s INT 5 " : ""
      let outcome = try Command.shell(wait + example + rest, in: scratch.folder)
      #expect(outcome.exit == 0, "\(example): \(outcome)")
    }
  }

  @Test func versionNamesNumberCommitAndLevel() throws {
    let version = try Command.run("--version")
    #expect(version.exit == 0)
    #expect(
      version.output.wholeMatch(of: #/\d+\.\d+\.\d+ \(commit ([0-9a-f]{12}\+?|unknown), (x86-64(-v[34])?|aarch64)\)\n/#)
        != nil, "\(version)")
  }

  /// Whoever passes the program on passes these on: a row for each library, its text, and the Apache License in full on demand.
  @Test func licensesNameEveryPart() throws {
    let short = try Command.run("licenses")
    #expect(short.exit == 0 && short.errors.isEmpty, "\(short)")
    for part in [
      "Swift standard library", "swift-argument-parser", "Yams", "GRDB", "FlyingFox", "OpenBLAS", "LAPACK",
      "libgfortran",
      "libquadmath", "SQLite", "Expat", "zlib", "OpenSSL", "libxlsxwriter", "ICU", "Permission is hereby granted",
    ] { #expect(short.output.contains(part), "\(part) is missing in \(short)") }
    #expect(!short.output.contains("TERMS AND CONDITIONS FOR USE"))
    let full = try Command.run("licenses", "--full")
    #expect(full.output.hasPrefix(short.output) && full.output.contains("TERMS AND CONDITIONS FOR USE"))
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
    help.components(separatedBy: "USAGE:")[0].replacing(#/\\\n */#, with: "").split(separator: "\n").compactMap {
      line in
      line.firstMatch(of: #/^(?:Example:)? *(khorshoo .*)$/#).map { String($0.1) }
    }
  }
}
