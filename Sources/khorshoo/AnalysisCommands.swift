import ArgumentParser
import KhorshooCommands
import KhorshooText

/// `khorshoo sensitivity`: which factors of a sweep, or parameters that a run drew, move an outcome.
struct SensitivityCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Which factors of a sweep, of a run's draws or of any model move an outcome, with intervals.",
    discussion: SensitivityRequest.explanation)

  @Argument(help: "Folder of a sweep, or of a run that drew worlds.", completion: .directory) var folder: String?
  @Option(
    help: ArgumentHelp("Table of the points at which another model was run.", valueName: "file"),
    completion: .file(extensions: ["csv", "xlsx"])) var points: String?
  @Option(
    help: ArgumentHelp("Table of what came out at these points.", valueName: "file"),
    completion: .file(extensions: ["csv", "xlsx"])) var outcomes: String?
  @Option(
    help: ArgumentHelp(
      "uplift.OUTCOME, uplift.ARM.OUTCOME or ARM.OUTCOME, of the banner or of the place after @ "
        + "(uplift.meanIncomePerHousehold where left out); of --outcomes, a column.", valueName: "outcome")
  )
  var of: String?
  @Option(help: "Resamples of the bootstrap.") var resamples = 1000
  @Option(help: "Factors on the screen, the strongest first; all in CSV and JSON.") var top = 20
  @Flag(help: "Numbers of the tables have decimal commas; columns may be separated by semicolons or tabs.")
  var decimalComma = false
  @OptionGroup var output: TableOutputArguments

  var request: SensitivityRequest {
    SensitivityRequest(
      folder: folder, points: points, outcomes: outcomes, of: of, resamples: resamples, top: top,
      mark: decimalComma ? .comma : .point, output: output.request)
  }
}

/// `khorshoo discover`: under which values of the factors results of interest are frequent.
struct DiscoverCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "discover",
    abstract: "Under which values of a sweep's factors results of interest are frequent (PRIM).",
    discussion: DiscoveryRequest.explanation)

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
