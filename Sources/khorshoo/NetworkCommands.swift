import ArgumentParser
import KhorshooCommands
import KhorshooNetworks

/// `khorshoo network`: statistics of a network of the user's own, or of the one that a scenario generates.
struct NetworkCommand: RequestCommand {
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
  @Option(help: "Rounds of diffusion centrality.") var rounds: Int?
  @Option(help: "Seed of the households that paths are measured from in a large network.") var seed: UInt64 = 1
  @OptionGroup var output: FolderOutputArguments

  var request: NetworkRequest {
    NetworkRequest(
      network: network.request, attenuation: attenuation, passing: passing, rounds: rounds, seed: seed,
      output: output.request)
  }
}

/// `khorshoo diffusion describe`: what a history of adoption on a network looks like.
struct DiffusionDescribe: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Adoption curve, hazard, exposure, thresholds, adopter categories, and a permutation test.",
    discussion: """
      Threshold: exposure when a household adopted (Valente 1995). Categories: deviations of the time of adoption from its mean \
      (Rogers). Test: adoption times are dealt out anew over households, or within groups of --within. It finds that times and \
      ties go together, not why: those who are tied are alike, and that looks like contagion.

      With --out: curve.csv, adopters.csv, exposure.csv, dependence.csv, curve.svg.

      Example: khorshoo diffusion describe scenarios/networks --out history
      """)

  @OptionGroup var network: NetworkArguments
  @OptionGroup var exposure: ExposureArguments
  @Option(help: "First period of the study; that of the first adoption when left out.") var first: Int32?
  @Option(help: "Last period of the study; that of the last adoption when left out.") var last: Int32?
  @Option(help: "Permutations of the test.") var permutations = 999
  @Option(help: ArgumentHelp("Deal times out within gacha or grid.", valueName: "level")) var within: String?
  @Option(help: "Seed of the permutations.") var seed: UInt64 = 1
  @OptionGroup var output: FolderOutputArguments

  var request: DescriptionRequest {
    DescriptionRequest(
      network: network.request, exposure: exposure.request, first: first, last: last, permutations: permutations,
      within: within, seed: seed, output: output.request)
  }
}

/// `khorshoo diffusion fit`: what moves adoption, from one history of it.
struct DiffusionFit: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Estimates with standard errors: a hazard by exposure and covariates, or rates of information passing.",
    discussion: """
      logit, cloglog: maximum likelihood of adoption in discrete time, by exposure and columns of households; from the second \
      period on. passing: simulated moments of information passing (Banerjee et al. 2013): the probabilities with which \
      participants and others pass word a period and tie, and the share of the informed that takes part; adopters of the first \
      period are informed at the start.

      With --out: coefficients.csv, and moments.csv with passing.

      Examples:
        khorshoo diffusion fit scenarios/networks --out fitted
        khorshoo diffusion fit scenarios/networks --model passing
      """)

  @OptionGroup var network: NetworkArguments
  @OptionGroup var exposure: ExposureArguments
  @Option(help: "logit, cloglog or passing.") var model = FitRequest.Model.logit
  @Option(help: ArgumentHelp("Columns of households, separated by commas.", valueName: "a,b")) var covariates: String?
  @Option(help: "Dependence of the hazard on time: constant, linear or periods (a constant for each).")
  var baseline = HazardCovariates.Baseline.constant
  @Option(
    help: ArgumentHelp(
      "Clusters of the second standard error: gacha or grid; households when left out.", valueName: "level"))
  var cluster: String?
  @Option(help: "First period of the study; that of the first adoption when left out.") var first: Int32?
  @Option(help: "Last period of the study; that of the last adoption when left out.") var last: Int32?
  @Option(help: "Replicates at each set of parameters, with passing.") var replicates = 128
  @Option(help: "Seed of the replicates.") var seed: UInt64 = 1
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @OptionGroup var output: FolderOutputArguments

  var request: FitRequest {
    FitRequest(
      network: network.request, exposure: exposure.request, model: model, covariates: covariates, baseline: baseline,
      cluster: cluster, first: first, last: last, replicates: replicates, seed: seed, threads: threads,
      output: output.request)
  }
}

/// `khorshoo diffusion simulate`: spread from given seeds forward, by one mechanism.
struct DiffusionSimulate: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract:
      "Spread from seeds on a network, by cascade, thresholds, contagion, utility, Bass or information passing.",
    discussion: """
      All households decide at once from the state at the end of the period before. w are weights of ties, E the share of \
      adopters among those a household hears from.
        cascade    one chance with each who hears: min(1, --probability x w); until nothing moves, or --periods
        threshold  adopts when E reaches --threshold and somebody has adopted among them; uniform up to --threshold-high; \
      --noise s: logistic((E - threshold) / s)
        contagion  adopts when --sources adopters are heard from
        utility    P = logistic(--intercept + --weight x E)
        bass       hazard --innovation + --imitation x E a period, E rising within each of --steps steps as Bass's curve does; \
      --mixed: E is the share of all households
        passing    the informed pass word with --non-participants or --participants a tie and period; --participation of the \
      informed take part; adopters are those who take part
      The same seed gives the same replicates for any number of threads; a tie more or a seed more never lowers a replicate, \
      as far as E does not fall.

      With --out: spread.csv, reached.csv, replicates.csv, spread.svg.

      Examples:
        khorshoo diffusion simulate scenarios/networks --mechanism bass
        khorshoo diffusion simulate scenarios/networks --mechanism utility
        khorshoo diffusion simulate scenarios/ewenki.yaml --mechanism bass
      """)

  @OptionGroup var network: NetworkArguments
  @OptionGroup var mechanism: MechanismArguments
  @Option(help: ArgumentHelp("Households that have adopted at the start, separated by commas.", valueName: "a,b"))
  var seeds: String?
  @Option(help: "Households drawn as seeds, anew in each replicate.") var randomSeeds: Int?
  @Option(help: "Periods; 20 when left out, a cascade until nothing moves.") var periods: Int?
  @Option(help: "Replicates.") var replicates = 1000
  @Option(help: "Seed of every draw.") var seed: UInt64 = 1
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @OptionGroup var output: FolderOutputArguments

  var request: SpreadRequest {
    SpreadRequest(
      network: network.request, mechanism: mechanism.request, seeds: seeds, randomSeeds: randomSeeds, periods: periods,
      replicates: replicates, seed: seed, threads: threads, output: output.request)
  }
}
