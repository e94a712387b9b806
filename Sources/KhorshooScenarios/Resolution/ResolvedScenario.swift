import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// Where a value comes from.
public enum Origin: Sendable, Equatable, CustomStringConvertible {
  /// The default of the parameter ledger.
  case ledger
  /// A scenario file.
  case file(path: String, line: Int)
  /// An option of the command, such as `--set`.
  case commandLine(option: String)
  /// The same parameter of another species.
  case speciesCopy(of: String)

  /// As shown to the user.
  public var description: String {
    switch self {
    case .ledger: "ledger"
    case .file(let path, let line): "\(path):\(line)"
    case .commandLine(let option): option
    case .speciesCopy(let species): "like \(species)"
    }
  }

  init(_ place: SourcePlace) {
    self = place.line > 0 ? .file(path: place.path, line: place.line) : .commandLine(option: place.path)
  }
}

/// A lever, or what divides the population into grids, that an arm sets itself.
public struct ArmOverride: Sendable, Equatable {
  /// Key of the ledger.
  public let key: String
  /// Its value in the arm.
  public let value: ParameterValue
  /// Where it is set.
  public let origin: Origin
}

/// A species that is not in the ledger.
public struct AddedSpecies: Sendable, Equatable {
  /// Name in keys.
  public let name: String
  /// The ledger species that it has its parameters from.
  public let like: String
}

/// A scenario with every question answered: all values, their origins, the arms and the run.
public struct ResolvedScenario: Sendable {
  /// Title.
  public let title: LocalizedText
  /// The question it answers.
  public let question: LocalizedText
  /// File it was read from.
  public let path: String
  /// Every parameter, those of added species included and those of removed species left out.
  public let ledger: ParameterLedger
  /// Value of every parameter where no arm says otherwise.
  public let values: ParameterValues
  /// Where each value, each setting of the run (`run.years` and so on) and of a price history (`market.history.file`
  /// and so on) comes from.
  public let origins: [String: Origin]
  /// Policies to compare, in the order of the file.
  public let arms: [Arm]
  /// What each arm sets itself, in the order of the ledger; one list an arm.
  public let armOverrides: [[ArmOverride]]
  /// Dated changes of levers in every arm that takes them.
  public let interventions: [StatedIntervention]
  /// Those of each arm, one an arm.
  public let armInterventions: [ArmInterventions]
  /// Index of the arm that the others are compared with.
  public let referenceArm: Int
  /// How long, how often, from which seed.
  public let run: RunSettings
  /// Sumu that have a name.
  public let namedSumu: [NamedSumu]
  /// Gacha that have a name.
  public let namedGacha: [NamedGacha]
  /// Households, places and ties of a survey; nil when the population is drawn.
  public let roster: ResolvedRoster?
  /// Prices to be met instead of the process; only goods of the scenario, in their order.
  public let priceHistory: PriceHistory?
  /// Which results are kept.
  public let outcomes: OutcomeSelection
  /// What a sweep varies; nil when neither the file nor the command line says it.
  public internal(set) var design: DesignSpecification?
  /// Parameters that are drawn for the worlds of a run, in the order of the ledger, without those that a table gives.
  public internal(set) var drawn: [DrawnParameter]
  /// Sets of some parameters that a table gives the worlds of a run; nil when none does.
  public internal(set) var worldTable: WorldTable?
  /// What it was read from.
  let reading: ScenarioReading
  /// Species that are not in the ledger.
  public let addedSpecies: [AddedSpecies]
  /// Species of the ledger that the scenario does without.
  public let removedSpecies: [String]
  /// The scenario file and its bases, nearest first, then the file of the price history and the tables of the roster.
  public internal(set) var inputFiles: [InputFile]
  /// What is plausible to be a mistake, but can be computed.
  public internal(set) var warnings: [Diagnostic]

  /// The same scenario with some of its arms alone.
  ///
  /// - Parameter arms: by name, in any order; the reference among them.
  /// - Throws: `UserError` 65 with everything that is wrong.
  package func among(_ arms: [String]) throws(UserError) -> ResolvedScenario {
    try reading.setting([], arms: arms).resolved()
  }

  /// The same scenario with arms that are made from others.
  ///
  /// - Parameter arms: those that are computed, by name, in any order; the reference among them.
  /// - Throws: `UserError` 65 with everything that is wrong.
  package func adding(_ variants: [ArmVariant], arms: [String]) throws(UserError) -> ResolvedScenario {
    try reading.adding(variants, arms: arms).resolved()
  }

  /// What the command line says over the files.
  package var overrides: ScenarioOverrides { reading.overrides }
  /// Species of the scenario: those of the ledger in its order, then the added ones.
  public var speciesNames: [String] { ledger.speciesNames }
}
