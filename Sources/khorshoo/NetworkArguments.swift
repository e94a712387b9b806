import ArgumentParser
import KhorshooCommands
import KhorshooText

/// Where ties come from: the user's tables, or the network that a scenario generates.
struct NetworkArguments: RequestArguments {
  @Argument(
    help: "Instead of --ties: a scenario, whose network is taken, or a folder with ties.csv and households.csv.",
    completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String?
  @Option(help: ArgumentHelp("Table of ties (CSV): source, target; layer, weight, since, until.", valueName: "file"))
  var ties: String?
  @Option(
    help: ArgumentHelp(
      "Instead of --ties: a random network, ring:n=,k=, er:n=,p=, ws:n=,k=,p=, ba:n=,m= or sbm:sizes=,within=,between=.",
      valueName: "kind:settings"))
  var generate: String?
  @Option(help: "Seed of --generate.") var networkSeed: UInt64 = 1
  @Option(
    help: ArgumentHelp("Table of households (CSV): id; gacha, grid, sheepUnits, joined and others.", valueName: "file"))
  var households: String?
  @Flag(help: "Ties pass word from source to target alone.") var directed = false
  @Option(help: ArgumentHelp("Layers that count, with weights; all at 1 when left out.", valueName: "kin=1,trade=0.5"))
  var layers: String?
  @Option(help: ArgumentHelp("Ties that stand in this period; all when left out.", valueName: "period"))
  var period: Int32?
  @Flag(help: "Treat warnings about the tables as errors.") var strict = false
  @Flag(help: "Numbers of the tables have decimal commas; columns may be separated by semicolons or tabs.")
  var decimalComma = false

  var request: NetworkSource {
    NetworkSource(
      scenario: scenario, ties: ties, generate: generate, networkSeed: networkSeed, households: households,
      directed: directed, layers: layers, period: period, strict: strict, decimalComma: decimalComma)
  }
}

/// Whose adoption is an example to whom, and when it counts.
struct ExposureArguments: RequestArguments {
  @Option(help: "direct (those tied) or equivalence (those in a like position, Burt 1987).")
  var exposure = ExposureRequest.Kind.direct
  @Option(help: "Power of likeness, with --exposure equivalence.") var cohesion = 1.0
  @Option(help: "Periods between an adoption and its effect; 0 is the same period.") var lag = 1
  @Option(help: "Periods for which an adoption counts, 1 for new adopters alone; for ever when left out.")
  var window: Int?
  @Flag(help: "Count the sum of weights, not the share.") var sum = false
  @Flag(help: "Let every tie count the same.") var unweighted = false

  var request: ExposureRequest {
    ExposureRequest(exposure: exposure, cohesion: cohesion, lag: lag, window: window, sum: sum, unweighted: unweighted)
  }
}

/// How the commands on a network say what they found: on the screen, as JSON, and in a folder.
struct FolderOutputArguments: ParsableArguments {
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "Print the result as JSON.") var json = false
  @Option(help: ArgumentHelp("Folder for tables and pictures.", valueName: "dir"), completion: .directory)
  var out: String?
  @Flag(help: "Begin CSV files with a byte-order mark, so that spreadsheets read Chinese; on by itself with --lang zh.")
  var bom = false

  var request: FolderOutput { FolderOutput(language: language, json: json, out: out, bom: bom) }
}

/// A mechanism with its parameters.
struct MechanismArguments: RequestArguments {
  @Option(help: "cascade, threshold, contagion, utility, bass, passing, epidemic or opinions.") var mechanism:
    MechanismRequest.Name
  @Option(help: "cascade, epidemic: chance along a tie of weight 1, once or a period.") var probability = 0.1
  @Option(help: "threshold: share of adopters that it takes.") var threshold = 0.5
  @Option(help: "threshold: upper end, when they are drawn uniformly for each replicate.") var thresholdHigh: Double?
  @Option(help: "threshold: deviation, when they are drawn normally.") var thresholdDeviation: Double?
  @Option(help: "threshold: column of households that has them.") var thresholdColumn: String?
  @Option(help: ArgumentHelp("utility: effects of columns.", valueName: "a=1,b=-2")) var covariates: String?
  @Option(help: "threshold: scale of logistic noise, 0 for none.") var noise = 0.0
  @Option(help: "contagion: adopters that it takes.") var sources = 2
  @Option(help: "utility: log odds without adopters.") var intercept = -3.0
  @Option(help: "utility: log odds that a full share of adopters adds.") var weight = 3.0
  @Option(help: "bass: hazard a period of who is not influenced.") var innovation = 0.03
  @Option(help: "bass: hazard a period that a full share of adopters adds.") var imitation = 0.38
  @Option(help: "bass: steps of a period; the report says how much more steps would change.") var steps = 16
  @Flag(help: "bass: everybody meets everybody.") var mixed = false
  @Option(help: "passing: probability that an informed non-participant tells a tie in a period.")
  var nonParticipants = 0.05
  @Option(help: "passing: the same of a participant.") var participants = 0.25
  @Option(help: "passing: share of the informed that takes part.") var participation = 0.3
  @Option(help: "epidemic: chance a period of leaving.") var leaving = 0.1
  @Flag(help: "epidemic: who has left may adopt again (SIS).") var returns = false
  @Option(help: "opinions: column of households that has them at the start.") var column: String?
  @Option(help: "opinions: weight of the own one.") var own = 0.0
  @Option(help: "opinions: weight of the first one.") var stubborn = 0.0

  var request: MechanismRequest {
    MechanismRequest(
      mechanism: mechanism, probability: probability, threshold: threshold, thresholdHigh: thresholdHigh,
      thresholdDeviation: thresholdDeviation, thresholdColumn: thresholdColumn, covariates: covariates, noise: noise,
      sources: sources, intercept: intercept, weight: weight, innovation: innovation, imitation: imitation,
      steps: steps, mixed: mixed, nonParticipants: nonParticipants, participants: participants,
      participation: participation, leaving: leaving, returns: returns, column: column, own: own, stubborn: stubborn)
  }
}
