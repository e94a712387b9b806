import ArgumentParser
import KhorshooNetworks
import KhorshooReports
import KhorshooScenarios

/// `khorshoo network`: statistics of a network of the user's own, or of the one that a scenario generates.
struct NetworkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract:
      "Size, components, clustering, paths, homophily, modularity and centralities of a network, layer by layer.",
    discussion: """
      Ties are a table with the columns source and target; layer, weight, since and until when there are any. Households are a \
      table with a column id; gacha, grid and sheepUnits are used when they are there. Instead of tables, a scenario: its \
      generated network.

      Size, clustering, paths, assortativity and modularity read ties without direction; paths and degrees count ties, \
      modularity and centralities weigh them. Paths are measured from all households of the largest part, or from a sample of \
      1,024 when it has more than 20,000. Katz-Bonacich: walks attenuated by --attenuation / lambda; diffusion centrality \
      (Banerjee et al. 2013): how often households hear word of one, passed on with probability --passing for --rounds \
      (1 / lambda and the longest path when left out), lambda being the largest eigenvalue.

      With --out: network.csv, centralities.csv, degrees.svg.

      Examples:
        khorshoo network scenarios/networks --out network
        khorshoo network --ties scenarios/networks/ties.csv --layers kin
        khorshoo network scenarios/ewenki.yaml --lang zh
      """)

  @OptionGroup var network: NetworkArguments

  @Option(help: ArgumentHelp("Attenuation of Katz-Bonacich centrality, as a share of 1 / lambda.", valueName: "share"))
  var attenuation = 0.5

  @Option(help: ArgumentHelp("Probability of passing on, a unit of weight.", valueName: "probability"))
  var passing: Double?

  @Option(help: "Rounds of diffusion centrality.")
  var rounds: Int?

  @Option(help: "Seed of the households that paths are measured from in a large network.")
  var seed: UInt64 = 1

  @OptionGroup var output: FolderOutput

  func validate() throws {
    guard attenuation > 0, attenuation < 1 else {
      throw ValidationError("--attenuation: found \(attenuation), expected a number between 0 and 1.")
    }
    guard passing.map({ $0 > 0 && $0 <= 1 }) ?? true else {
      throw ValidationError("--passing: found \(passing ?? 0), expected a probability above 0.")
    }
    guard rounds.map({ (1...1000).contains($0) }) ?? true else {
      throw ValidationError("--rounds: found \(rounds ?? 0), expected 1 to 1000.")
    }
  }

  func run() throws {
    let input = try network.read()
    let report = NetworkReport(
      input, .init(seed: seed, attenuation: attenuation, passing: passing, rounds: rounds))
    try output.write(
      text: report.text(output.language), json: report.json,
      tables: [
        .init(definition: NetworkTables.network, rows: report.rows),
        .init(definition: NetworkTables.centralities, rows: report.centralityRows),
      ], pictures: [("degrees.svg", report.picture(output.language))], inputs: input.inputFiles,
      title: "khorshoo network \(input.title)", seed: seed)
  }
}
