import ArgumentParser
import KhorshooCommands

/// `khorshoo diffusion`: adoption on a network of the user's own: describe it, fit it, simulate it.
struct DiffusionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diffusion",
    abstract: "Adoption: describe a history, fit what moves it, simulate it forward, choose seeds, fit sales.",
    discussion: SpreadRequest.overview,
    subcommands: [
      DiffusionDescribe.self, DiffusionFit.self, DiffusionSimulate.self, DiffusionSeeds.self, DiffusionBass.self,
    ])
}
