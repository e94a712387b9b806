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
    discussion: Program.explanation,
    version: Program.summary,
    subcommands: [
      RunCommand.self, SweepCommand.self, PlanCommand.self, ShardCommand.self, StatusCommand.self, MergeCommand.self,
      CalibrateCommand.self, SensitivityCommand.self, DiscoverCommand.self, DecideCommand.self, DecomposeCommand.self,
      CompareCommand.self, VerifyCommand.self, ReplayCommand.self, ReportCommand.self, ExploreCommand.self,
      ExportCommand.self, NewCommand.self, CheckCommand.self, ExplainCommand.self, ShowCommand.self,
      RosterCommand.self, ParametersCommand.self, SchemaCommand.self, HerdCommand.self, NetworkCommand.self,
      DiffusionCommand.self, MultiplierCommand.self, LicensesCommand.self,
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
      var command = try parseAsRoot(Program.arguments(of: configuration.subcommands.map { $0._commandName }))
      try MachineLimits.check()
      if let computing = command as? any ComputingCommand {
        try MachineLimits.choose(kernel: computing.kernel.kernel, otherwise: computing.suggestedKernel)
      }
      try MachineLimits.reserveMemory()
      try command.run()
    } catch let error as UserError {
      if !error.diagnostics.isEmpty { Console.error(error.description) }
      Foundation.exit(error.exit.rawValue)
    } catch {
      let text = Help.said(fullMessage(for: error, columns: Help.columns))
      let isAnswer = exitCode(for: error) == .success
      if isAnswer { print(text) } else if !text.isEmpty { Console.error(FoundText.visible(text, keepingLines: true)) }
      Foundation.exit(exitCode(for: error).rawValue)
    }
  }
}
