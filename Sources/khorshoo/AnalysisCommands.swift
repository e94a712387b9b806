import ArgumentParser
import KhorshooCommands

/// `khorshoo sensitivity`: which factors of a sweep move an outcome, and how much of its spread is noise.
struct SensitivityCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity", abstract: "Which factors of a sweep move an outcome, with intervals.",
    discussion: """
      Reads the study of khorshoo sweep, complete or not; points that failed are left out, with their whole block where the \
      method needs blocks. Every design gives standardised regression coefficients (SRC) and partial rank correlations \
      (PRCC); a saltelli design first-order and total Sobol' indices, a morris design elementary effects in units of the \
      outcome. Monte Carlo noise is taken out where the method allows it, and said otherwise.

      Examples:
        khorshoo sweep scenarios/ewenki.yaml --vary run.years=1:8:1 --out y
        khorshoo sensitivity y
        khorshoo sensitivity y --of none.sheepUnitsPerHousehold --format csv
      """)

  @Argument(help: "Folder of a sweep.", completion: .directory) var folder: String
  @Option(
    help: ArgumentHelp(
      "uplift.OUTCOME, uplift.ARM.OUTCOME or ARM.OUTCOME, of the banner or of the place after @.", valueName: "outcome")
  )
  var of = "uplift.meanIncomePerHousehold"
  @Option(help: "Resamples of the bootstrap.") var resamples = 1000
  @Option(help: "Factors on the screen, the strongest first; all in CSV and JSON.") var top = 20
  @OptionGroup var output: TableOutputArguments

  var request: SensitivityRequest {
    SensitivityRequest(folder: folder, of: of, resamples: resamples, top: top, output: output.request)
  }
}

/// `khorshoo discover`: under which values of the factors results of interest are frequent.
struct DiscoverCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "discover",
    abstract: "Under which values of a sweep's factors results of interest are frequent (PRIM).",
    discussion: """
      A box is a few limits on factors. Coverage: share of all points of interest that lie in it; density: share of its \
      points that are of interest; mass: share of all points in it. The quasi-p value of a limit takes it as named beforehand; \
      its chance counts the search in: how often as strong a limit is found when interest is dealt out anew over the points. \
      A limit with a chance above 0.05 is no finding. \
      Interest is a threshold: a number, or a quantile over the points such as p75.

      Examples:
        khorshoo sweep scenarios/ewenki.yaml --vary run.years=1:24:1 --out long
        khorshoo discover long --where 'uplift.incomePerHousehold > p75'
        khorshoo discover long --where 'linkage.awareShare >= p50' --boxes 2
      """)

  @Argument(help: "Folder of a sweep.", completion: .directory) var folder: String
  @Option(help: ArgumentHelp("Which points are of interest.", valueName: "'outcome < number'")) var `where`: String
  @Option(help: "Boxes at most.") var boxes = 1
  @Option(help: "Density that a box should have.") var density = 0.8
  @Option(help: "Searches among points over which interest is dealt out anew.") var permutations = 99
  @Option(help: "Seed of the dealing.") var seed: UInt64 = 1
  @OptionGroup var output: TableOutputArguments

  var request: DiscoveryRequest {
    DiscoveryRequest(
      folder: folder, where: `where`, boxes: boxes, density: density, permutations: permutations, seed: seed,
      output: output.request)
  }
}
