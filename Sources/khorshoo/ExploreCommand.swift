import ArgumentParser
import KhorshooExplorer
import KhorshooText

/// `khorshoo explore`: a page with sliders on this machine.
struct ExploreCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Open a scenario as a page with sliders, on this machine alone.",
    discussion: ExploreRequest.explanation)

  @OptionGroup var scenario: ScenarioArguments
  @Option(help: "Worlds that an answer is refined to, sixteen replicates each.") var draws = 64
  @Option(help: "Port of 127.0.0.1; a free one by default.") var port = 0
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @OptionGroup var kernel: KernelArguments

  var request: ExploreRequest {
    ExploreRequest(scenario: scenario.request, draws: draws, port: port, threads: threads, language: language)
  }
}
