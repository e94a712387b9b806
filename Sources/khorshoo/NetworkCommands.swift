import ArgumentParser
import KhorshooCommands
import KhorshooNetworks

/// `khorshoo network`: statistics of a network of the user's own, or of the one that a scenario generates.
struct NetworkCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Size, clustering, paths, homophily, communities, triads and centralities of a network, layer by layer.",
    discussion: NetworkRequest.explanation)

  @OptionGroup var network: NetworkArguments
  @Option(help: ArgumentHelp("Attenuation of Katz-Bonacich centrality, as a share of 1 / lambda.", valueName: "share"))
  var attenuation = 0.5
  @Option(help: ArgumentHelp("Probability of passing on, a unit of weight.", valueName: "probability"))
  var passing: Double?
  @Option(help: "Rounds of diffusion centrality.") var rounds: Int?
  @Option(help: "Random networks of the same degrees to compare with.") var random = 0
  @Option(help: "Seed of random networks, and of where paths are measured from.") var seed: UInt64 = 1
  @OptionGroup var output: FolderOutputArguments

  var request: NetworkRequest {
    NetworkRequest(
      network: network.request, attenuation: attenuation, passing: passing, rounds: rounds, seed: seed,
      random: random, output: output.request)
  }
}

/// `khorshoo diffusion describe`: what a history of adoption on a network looks like.
struct DiffusionDescribe: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Adoption curve, hazard, exposure, thresholds, adopter categories, and a permutation test.",
    discussion: DescriptionRequest.explanation)

  @OptionGroup var network: NetworkArguments
  @OptionGroup var exposure: ExposureArguments
  @Option(help: "First period that counts; that of the first adoption when left out.") var first: Int32?
  @Option(help: "Last period that counts; that of the last adoption when left out.") var last: Int32?
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
    discussion: FitRequest.explanation)

  @OptionGroup var network: NetworkArguments
  @OptionGroup var exposure: ExposureArguments
  @Option(help: "logit, cloglog, passing, cascade, epidemic or threshold.") var model = FitRequest.Model.logit
  @Flag(help: "epidemic: who has left may adopt again (SIS).") var returns = false
  @Option(help: ArgumentHelp("Columns of households, separated by commas.", valueName: "a,b")) var covariates: String?
  @Option(help: "Dependence of the hazard on time: constant, linear or periods (a constant for each).")
  var baseline = HazardCovariates.Baseline.constant
  @Option(help: ArgumentHelp("Clusters of the second error: gacha or grid; else households.", valueName: "level"))
  var cluster: String?
  @Option(help: "First period that counts; that of the first adoption when left out.") var first: Int32?
  @Option(help: "Last period that counts; that of the last adoption when left out.") var last: Int32?
  @Option(help: "Replicates at each set of parameters, with passing.") var replicates = 128
  @Option(help: "Seed of the replicates.") var seed: UInt64 = 1
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @OptionGroup var output: FolderOutputArguments

  var request: FitRequest {
    FitRequest(
      network: network.request, exposure: exposure.request, model: model, returns: returns, covariates: covariates,
      baseline: baseline, cluster: cluster, first: first, last: last, replicates: replicates, seed: seed,
      threads: threads, output: output.request)
  }
}

/// `khorshoo diffusion simulate`: spread from given seeds forward, by one mechanism.
struct DiffusionSimulate: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Spread from seeds by cascade, thresholds, contagion, utility, Bass, passing, epidemic; opinions.",
    discussion: SpreadRequest.explanation)

  @OptionGroup var network: NetworkArguments
  @OptionGroup var mechanism: MechanismArguments
  @Option(help: ArgumentHelp("Households that have adopted at the start.", valueName: "a,b")) var seeds: String?
  @Option(help: ArgumentHelp("Other seeds, compared with the same draws.", valueName: "a,b")) var against: String?
  @Option(help: "Households drawn as seeds, anew in each replicate.") var randomSeeds: Int?
  @Option(help: "Periods; 20 when left out, a cascade until nothing moves.") var periods: Int?
  @Option(help: "Replicates.") var replicates = 1000
  @Option(help: "Seed of every draw.") var seed: UInt64 = 1
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @OptionGroup var output: FolderOutputArguments

  var request: SpreadRequest {
    SpreadRequest(
      network: network.request, mechanism: mechanism.request, seeds: seeds, against: against, randomSeeds: randomSeeds,
      periods: periods, replicates: replicates, seed: seed, threads: threads, output: output.request)
  }
}

/// `khorshoo diffusion seeds`: whom to win first.
struct DiffusionSeeds: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "seeds", abstract: "Households to win first so that a cascade reaches most, with a guarantee.",
    discussion: SeedsRequest.explanation)

  @OptionGroup var network: NetworkArguments
  @Option(help: "Seeds.") var count = 5
  @Option(help: "Chance along a tie of weight 1.") var probability = 0.1
  @Option(help: "sets, lazy, greedy, degree, eigenvector or contagion.") var method = SeedsRequest.Method.sets
  @Option(help: "Reverse reachable sets of each collection; 64 a household.") var sets: Int?
  @Option(help: "contagion: adopters that it takes.") var sources = 2
  @Option(help: ArgumentHelp("One seed at least in each group of this.", valueName: "column")) var oneA: String?
  @Option(help: "Worlds of lazy and greedy choice.") var worlds = 256
  @Option(help: "Cascades that judge a choice.") var replicates = 10_000
  @Option(help: "Seed of every draw.") var seed: UInt64 = 1
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @OptionGroup var output: FolderOutputArguments

  var request: SeedsRequest {
    SeedsRequest(
      network: network.request, count: count, probability: probability, method: method, sets: sets, sources: sources,
      oneA: oneA, worlds: worlds, replicates: replicates, seed: seed, threads: threads, output: output.request)
  }
}

/// `khorshoo diffusion bass`: Bass's curve fitted to sales.
struct DiffusionBass: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "bass",
    abstract: "Innovation, imitation and market of Bass's curve from sales, with errors and a forecast.",
    discussion: BassRequest.explanation)

  @Argument(help: "Table of sales (CSV).", completion: .file(extensions: ["csv", "xlsx"])) var table: String
  @Option(help: "Column of sales.") var column: String?
  @Flag(help: "Sales are given as sums from the start.") var cumulative = false
  @Option(help: "Periods to forecast.") var ahead = 0
  @OptionGroup var dialect: TableDialectArguments
  @OptionGroup var output: TableOutputArguments

  var request: BassRequest {
    BassRequest(
      table: table, column: column, cumulative: cumulative, ahead: ahead, dialect: dialect.request,
      output: output.request)
  }
}
