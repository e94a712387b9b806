import ArgumentParser
import Foundation
import KhorshooCommands
import KhorshooNumerics
import KhorshooText

/// The command.
@main
struct Khorshoo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "khorshoo",
    abstract: """
      What linking herder households to a central household and a cooperative does to herds, incomes and membership.
      """,
    discussion: """
      Examples:
        khorshoo run scenarios/ewenki.yaml --out results/ewenki --lang zh
        khorshoo run scenarios/ewenki.yaml --set policy.centralHouseholds.outreach=2
        khorshoo decompose scenarios/ewenki.yaml --replicates 200
        khorshoo sweep scenarios/ewenki.yaml --vary run.years=1,2
        khorshoo check scenarios/*.yaml
        khorshoo explain scenarios/ewenki.yaml --lang zh
        khorshoo show scenarios/mongolia.yaml
        khorshoo parameters --format csv > parameters.csv
        khorshoo herd scenarios/herds/gleam-cattle.yaml
        khorshoo network --ties scenarios/networks/ties.csv
        khorshoo diffusion describe scenarios/networks --out history
        khorshoo multiplier scenarios/tables/two-sectors.csv

      Exit codes: 0 done; 64 wrong arguments; 65 invalid scenario or data; 66 input missing; \
      69 this machine cannot repeat the bytes of another; 70 fault in the program; 71 the system gives too little \
      memory or too few files; 73 output cannot be created; 74 output cannot be written; 75 some points failed, the \
      rest is complete;
      130 interrupted; 141 the reader of standard output went away (head).
      """,
    version: Program.version,
    subcommands: [
      RunCommand.self, SweepCommand.self, PlanCommand.self, ShardCommand.self, StatusCommand.self, MergeCommand.self,
      SensitivityCommand.self, DiscoverCommand.self, DecomposeCommand.self, CompareCommand.self, VerifyCommand.self,
      ReplayCommand.self, ExportCommand.self, NewCommand.self, CheckCommand.self, ExplainCommand.self, ShowCommand.self,
      RosterCommand.self, ParametersCommand.self, SchemaCommand.self, HerdCommand.self, NetworkCommand.self,
      DiffusionCommand.self, MultiplierCommand.self,
    ])

  static func main() {
    Console.reserveStandardStreams()
    MachineLimits.expectErrorsInPlaceOfSignals()
    MachineLimits.watchMemory()
    guard ProcessorLevel.isAvailable else {
      Console.error(
        "khorshoo: this program is compiled for \(ProcessorLevel.name), which this processor lacks; "
          + "run make to build it here")
      Foundation.exit(70)
    }
    do {
      var command = try parseAsRoot()
      try MachineLimits.check()
      if let kernel = (command as? any ComputingCommand)?.kernel.kernel { try MachineLimits.choose(kernel: kernel) }
      try MachineLimits.reserveMemory()
      try command.run()
    } catch let error as UserError {
      if !error.diagnostics.isEmpty { Console.error(error.description) }
      Foundation.exit(error.exit.rawValue)
    } catch {
      guard exitCode(for: error) != .success else { exit(withError: error) }
      let text = fullMessage(for: error)
      if !text.isEmpty { Console.error(FoundText.visible(text, keepingLines: true)) }
      Foundation.exit(exitCode(for: error).rawValue)
    }
  }
}
