import Foundation
import KhorshooText

/// What made a result folder: enough to trust it, to repeat it and to find what changed. Renamed into place last, so a
/// folder that has it is complete. The only file with a time stamp.
public struct Manifest: Codable, Sendable, Equatable {
  /// The scenario as the user named it.
  public struct Scenario: Codable, Sendable, Equatable {
    /// Title in the file.
    public var title: String?
    /// Path as given.
    public var path: String?
    /// SHA-256 of the file.
    public var sha256: String?
    /// SHA-256 of the resolved scenario: base, file and command line together.
    public var resolvedSha256: String?

    /// Memberwise.
    public init(title: String? = nil, path: String? = nil, sha256: String? = nil, resolvedSha256: String? = nil) {
      self.title = title
      self.path = path
      self.sha256 = sha256
      self.resolvedSha256 = resolvedSha256
    }
  }

  /// A file that was read.
  public struct InputFile: Codable, Sendable, Equatable {
    /// Path as given.
    public var path: String
    /// SHA-256 of its content.
    public var sha256: String

    /// Memberwise.
    public init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// A file that was written.
  public struct OutputRecord: Codable, Sendable, Equatable {
    /// Name in the folder.
    public var path: String
    /// Length of the file.
    public var bytes: Int
    /// SHA-256 of its content.
    public var sha256: String?
    /// Rows of a table, the header aside.
    public var rows: Int?

    /// Memberwise.
    public init(path: String, bytes: Int, sha256: String? = nil, rows: Int? = nil) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
      self.rows = rows
    }
  }

  /// Whether a stock (animals, money) is accounted for to the last unit.
  public struct LedgerCheck: Codable, Sendable, Equatable {
    /// Largest |closing - opening - flows| over replicates and quarters.
    public var largestResidual: Double
    /// Unit of the residual.
    public var unit: String
    /// Largest residual that counts as closed (rounding of the arithmetic).
    public var tolerance: Double
    /// Whether the ledger closes.
    public var closed: Bool

    /// Memberwise.
    public init(largestResidual: Double, unit: String, tolerance: Double, closed: Bool) {
      self.largestResidual = largestResidual
      self.unit = unit
      self.tolerance = tolerance
      self.closed = closed
    }
  }

  /// How an effect of an arm was shared out over its channels.
  public struct Decomposition: Codable, Sendable, Equatable {
    /// `income` (its uplift) or `institution`; older folders, which have none, are of its uplift.
    public var effect: String?
    /// `permutation` or `exact`.
    public var method: String
    /// Channels that were opened and shut; the others contribute nothing.
    public var channels: [String]
    /// Runs of the arm in each replicate.
    public var runsPerReplicate: Int

    /// Memberwise.
    public init(effect: String? = nil, method: String, channels: [String], runsPerReplicate: Int) {
      self.effect = effect
      self.method = method
      self.channels = channels
      self.runsPerReplicate = runsPerReplicate
    }
  }

  /// How far a sweep is.
  public struct Sweep: Codable, Sendable, Equatable {
    /// Hash of everything that its results depend on.
    public var identity: String
    /// How points were chosen.
    public var method: String
    /// Points in all, with results, and failed.
    public var points, pointsDone, pointsFailed: Int

    /// Memberwise.
    public init(identity: String, method: String, points: Int, pointsDone: Int, pointsFailed: Int) {
      self.identity = identity
      self.method = method
      self.points = points
      self.pointsDone = pointsDone
      self.pointsFailed = pointsFailed
    }
  }

  /// Columns of the user's own households.
  public struct Roster: Codable, Sendable, Equatable {
    /// Columns that were used, that were drawn in their absence, and that were kept unread.
    public var read, drawn, kept: [String]
    /// Ties that both ends named, each kept once.
    public var mergedTies: Int

    /// Memberwise.
    public init(read: [String], drawn: [String], kept: [String], mergedTies: Int) {
      self.read = read
      self.drawn = drawn
      self.kept = kept
      self.mergedTies = mergedTies
    }
  }

  /// What was decided, and by what.
  public struct Decision: Codable, Sendable, Equatable {
    /// Names of the options.
    public var options: [String]
    /// Whose gain counts, and how options are compared, as on the command line.
    public var perspective, criterion: String
    /// Public cost that an option may have over the run, CNY.
    public var budget: Double?
    /// What the public buys, and what a unit of it is worth, CNY.
    public var outcome: String?
    /// Worth of a unit, CNY.
    public var worth: Double?
    /// What a yuan of each fifth of the households counts for, the poorest first; nil when all count alike.
    public var fifthWeights: [Double]?
    /// Probability with which the best option was to be selected, and the difference that does not matter, CNY.
    public var selectionProbability, indifference: Double?
    /// Levers that options are points of, as after --vary, and how many points were looked at first.
    public var vary: [String]?
    /// Points of the design.
    public var points: Int?

    /// Memberwise.
    public init(
      options: [String], perspective: String, criterion: String, budget: Double?, outcome: String?, worth: Double?,
      fifthWeights: [Double]?
    ) {
      (self.options, self.perspective, self.criterion) = (options, perspective, criterion)
      (self.budget, self.outcome, self.worth, self.fifthWeights) = (budget, outcome, worth, fifthWeights)
    }
  }

  /// Worlds that were drawn.
  public struct Worlds: Codable, Sendable, Equatable {
    /// `ledger`, or the table that sets of parameters came from.
    public var uncertainty: String
    /// Worlds, the sets of parameters that they have, and sets that contradicted themselves and were drawn anew.
    public var count, sets, redrawn: Int
    /// Parameters that differ between sets.
    public var parameters: Int

    /// Memberwise.
    public init(uncertainty: String, count: Int, sets: Int, redrawn: Int, parameters: Int) {
      self.uncertainty = uncertainty
      self.count = count
      self.sets = sets
      self.redrawn = redrawn
      self.parameters = parameters
    }
  }

  /// `khorshoo`: the mark of a result folder.
  public var program = "khorshoo"
  /// Version of the program.
  public var version: String
  /// When, ISO 8601; passed in.
  public var created: String?
  /// What was run.
  public var scenario: Scenario
  /// Of names and labels: `en` or `zh`.
  public var language: String?
  /// Seed of every draw.
  public var seed: UInt64?
  /// Replicates of each arm that were computed, and years simulated.
  public var replicates, years: Int?
  /// Replicates that were asked for; more than were computed when the run was interrupted.
  public var replicatesRequested: Int?
  /// First quarter, such as `2020Q1`.
  public var start: String?
  /// Names of the arms, in scenario order.
  public var arms: [String]
  /// The arm that the others are compared with.
  public var reference: String?
  /// What was recorded beyond the tables, as `--detail` names it; nil when nothing was.
  public var detail: [String]?
  /// Every file that was read.
  public var inputFiles: [InputFile] = []
  /// Whether replicates i and i + 8 of each 16 are an antithetic pair; nil when replicates are independent.
  public var antithetic: Bool?
  /// Replicates computed side by side.
  public var blockWidth: Int?
  /// Kernels of the matrix library, such as `SkylakeX`.
  public var kernelFamily: String?
  /// What the machine makes of some function values and matrix products: the same there, the same results.
  public var arithmetic: String?
  /// Instruction set the program was compiled for.
  public var instructionLevel: String?
  /// Threads.
  public var threads: Int?
  /// Wall time.
  public var secondsElapsed: Double?
  /// Speed.
  public var householdQuartersPerSecond: Double?
  /// Largest resident memory.
  public var peakMemoryBytes: Int?
  /// Places by level.
  public var counts: [String: Int]?
  /// What a roster says of households, and what is drawn beside it; nil when all is drawn.
  public var roster: Roster?
  /// Measures of the generated household network.
  public var network: [String: Double]?
  /// How good the partition into grids is.
  public var partition: [String: Double]?
  /// `stock`, `money`: whether they close.
  public var ledgerChecks: [String: LedgerCheck]?
  /// What was drawn beside luck; nil when nothing was.
  public var worlds: Worlds?
  /// Of `khorshoo decompose` only.
  public var decomposition: Decomposition?
  /// Of `khorshoo decide` only.
  public var decision: Decision?
  /// Of `khorshoo sweep` and `khorshoo merge` only.
  public var sweep: Sweep?
  /// Every file of the folder but this one; filled in by ``ResultFolder/commit(_:)``.
  public var outputFiles: [OutputRecord] = []

  /// What varies independently of one another within a world: replicates, or antithetic pairs of them.
  public var independentReplicates: Int? { antithetic == true ? replicates.map { $0 / 2 } : replicates }

  /// The parts that every run has; the rest is set afterwards where it is known.
  public init(version: String, scenario: Scenario = Scenario(), arms: [String] = []) {
    self.version = version
    self.scenario = scenario
    self.arms = arms
  }

  /// JSON with sorted keys, two spaces a level, a line end at the end.
  public var json: String { JSONText.encode(self) }

  /// Reads the manifest of a result folder.
  ///
  /// - Throws: `UserError` 66 `not-a-result-folder` when there is none that can be read.
  public static func read(folder path: String) throws(UserError) -> Manifest {
    let file = path + "/manifest.json"
    let manifest = FileManager.default.contents(atPath: file).flatMap { JSONText.decode(Manifest.self, from: $0) }
    guard let manifest, manifest.program == "khorshoo" else {
      throw UserError(
        .missingInput,
        [
          Diagnostic(
            code: "not-a-result-folder", path: file,
            message: "no manifest of a finished run; name a folder that khorshoo run --out has written")
        ])
    }
    return manifest
  }
}
