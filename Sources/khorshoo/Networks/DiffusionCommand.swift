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
        khorshoo diffusion describe --ties scenarios/networks/ties.csv --households scenarios/networks/households.csv --lang zh
        khorshoo diffusion fit --ties scenarios/networks/ties.csv --households scenarios/networks/households.csv --model cloglog
        khorshoo diffusion simulate --ties scenarios/networks/ties.csv --mechanism threshold --threshold 0.25 --random-seeds 6
      """,
    subcommands: [DiffusionDescribe.self, DiffusionFit.self, DiffusionSimulate.self])
}
