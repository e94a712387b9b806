import ArgumentParser

/// `khorshoo diffusion`: adoption on a network of the user's own: describe it, fit it, simulate it.
struct DiffusionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diffusion",
    abstract: "Adoption on a network: describe a history, fit what moves it, simulate it forward.",
    discussion: """
      Ties and households are tables as for khorshoo network; the column joined of households has the period in which each \
      adopted, empty if not.

      Examples:
        khorshoo diffusion describe scenarios/networks --lang zh
        khorshoo diffusion fit scenarios/networks --model cloglog
        khorshoo diffusion simulate scenarios/networks --mechanism bass
      """,
    subcommands: [DiffusionDescribe.self, DiffusionFit.self, DiffusionSimulate.self])
}
