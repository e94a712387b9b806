import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios

/// Settings over the ledger, written as on the command line; `*` stands for one part of a key.
typealias Settings = [String: String]

/// One sumu, 2 gacha, 4 grids, 60 households: small enough for hundreds of runs.
enum World {
  static let ledger = ParameterLedger.standard()
  static let species = ledger.speciesNames
  static let small: Settings = [
    "places.sumuCount": "1", "places.pastoralSumuCount": "1", "places.gachaCount": "2", "places.gridCount": "4",
    "places.householdCount": "60", "places.partyMemberCount": "13", "places.cooperativeCount": "3",
    "places.areaKm2": "400", "places.usableGrasslandKm2": "250", "cooperatives.shellShare": "0",
    // The office brings no income, so that households can be followed by hand; see `paid`.
    "policy.centralHouseholds.payYuanPerYear": "0", "institution.officePremiumShare": "0",
    // The same households herd to the end; see `restlessHouseholds`.
    "turnover.enabled": "false",
    // Households begin as they were drawn.
    "past.years": "0",
    // Herds aim at what they are.
    "husbandry.targetGrowthPerYear": "0",
  ]
  /// Central households are paid, and earn by their office.
  static let paid: Settings = [
    "policy.centralHouseholds.payYuanPerYear": "2400", "institution.officePremiumShare": "0.08",
  ]
  /// Members join and gain, so that cooperatives matter within a few years.
  static let lively: Settings = [
    "cooperatives.initialMembershipShare": "0.5", "cooperatives.initialAwareShare": "0.7",
    "cooperatives.sellingShare": "0.6", "cooperatives.activeUseShare": "0.8", "diffusion.utilityIntercept": "-2",
    "policy.cooperatives.grantYuanPerYear": "20000",
  ]
  static let none: Settings = ["policy.cooperatives.enabled": "false", "policy.centralHouseholds.enabled": "false"]
  static let linkage: Settings = ["policy.cooperatives.enabled": "true", "policy.centralHouseholds.enabled": "true"]
  /// All channels.
  static let channels = ["price", "input", "labour", "knowledge", "risk", "finance", "dividend", "office"]
  /// Ways in which central households act, their income aside.
  static let ways = ["information", "trust", "example", "services"]
  /// Weather, prices and luck without variance, and no dzud to speak of.
  static let calm: Settings = [
    "forage.yearlyLogSd": "0", "forage.gachaLogSd": "0", "dzud.probabilityPerWinter": "0.0001",
    "dzud.droughtLogOdds": "0", "market.livestockLogSd": "0", "market.hayLogSd": "0", "market.wageLogSd": "0",
    "market.hayForageElasticity": "0", "husbandry.priceLuckLogSd": "0", "husbandry.mortalityLuckLogSd": "0",
  ]

  /// The ledger's defaults with settings laid over them, the later ones on top.
  static func values(_ settings: Settings...) -> ParameterValues { values(settings) }

  static func values(_ settings: [Settings]) -> ParameterValues {
    var values = ledger.defaults
    for layer in settings {
      for (pattern, text) in layer.sorted(by: { $0.key < $1.key }) {
        let parameters =
          pattern.contains("*")
          ? ledger.parameters.filter { matches($0.key, pattern) } : [ledger[pattern]].compactMap { $0 }
        precondition(!parameters.isEmpty, "no parameter \(pattern)")
        for parameter in parameters { values[parameter.key] = value(text, of: parameter) }
      }
    }
    return values
  }

  private static func matches(_ key: String, _ pattern: String) -> Bool {
    let (keys, patterns) = (key.split(separator: "."), pattern.split(separator: "."))
    return keys.count == patterns.count && zip(keys, patterns).allSatisfy { $1 == "*" || $0 == $1 }
  }

  /// One lever, changed from a quarter of the run on, counted from 0.
  static func change(
    _ key: String, _ text: String, _ course: Intervention.Course = .set, from: Int, to: Int? = nil,
    in places: [String] = []
  ) -> Intervention {
    let start = Quarter(year: 2020, number: 1)
    let change = Intervention.Change(key: key, value: value(text, of: ledger[key]!), course: course)
    return Intervention(
      id: "change", from: start.advanced(by: from), to: to.map { start.advanced(by: $0) }, places: places,
      changes: [change])
  }

  private static func value(_ text: String, of parameter: Parameter) -> ParameterValue {
    switch parameter.kind {
    case .number: .number(Double(text)!)
    case .integer: .integer(Int(text)!)
    case .boolean: .boolean(text == "true")
    case .choice: .text(text)
    }
  }

  static func banner(_ values: ParameterValues, arms: [ParameterValues] = [], seed: UInt64 = 11) throws -> Banner {
    try Banner(values: values, arms: arms, speciesNames: species, namedSumu: [], namedGacha: [], seed: seed)
  }

  /// A model whose arms differ by their settings; the first arm is the reference.
  static func model(
    _ settings: [Settings], arms: [Settings] = [none, linkage], interventions: [[Intervention]] = [], years: Int = 3,
    seed: UInt64 = 11, isRecorded: (OutcomeDefinition, Place, Quarter) -> Bool = { _, _, _ in true },
    isGathered: (OutcomeDefinition, Place, Quarter) -> Bool = { _, _, _ in false }
  ) throws -> LinkageModel {
    let common = [small] + settings
    let values = values(common)
    let arms = arms.enumerated().map { index, arm in
      Arm(
        name: "arm\(index)", label: "", labelChinese: "", values: World.values(common + [arm]),
        interventions: index < interventions.count ? interventions[index] : [])
    }
    return try LinkageModel(
      banner: banner(values, arms: arms.map(\.values), seed: seed), values: values, arms: arms,
      referenceArm: 0, start: Quarter(year: 2020, number: 1), years: years, seed: seed, isRecorded: isRecorded,
      isGathered: isGathered)
  }

  /// The repository's own scenario file.
  static var ewenki: String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../scenarios/ewenki.yaml")
      .standardizedFileURL.path
  }
}

/// The records of some blocks of a model, computed by one worker.
struct Trace {
  let model: LinkageModel
  let workspace: LinkageModel.Workspace
  let records: [BlockRecord]
  private let outcomes: [String: Int]

  init(_ model: LinkageModel, replicates: Int = laneCount) {
    self.model = model
    workspace = model.makeWorkspace()
    outcomes = Dictionary(uniqueKeysWithValues: model.layout.outcomes.enumerated().map { ($1.name, $0) })
    records = ReplicateBlock.all(replicates: replicates).map { [workspace] block in
      let record = BlockRecord(layout: model.layout, armCount: model.armNames.count, ledgerCount: model.ledgers.count)
      model.simulate(block, in: workspace, into: record)
      return record
    }
  }

  /// Places of a level.
  func places(_ level: PlaceLevel) -> [Int] {
    model.layout.places.indices.filter { model.layout.places[$0].level == level }
  }

  /// An outcome in all replicates.
  func values(_ outcome: String, arm: Int, place: Int = 0, time: Int) -> [Double] {
    guard let cell = model.layout.cell(outcome: outcomes[outcome]!, place: place, time: time) else {
      preconditionFailure("\(outcome) is not recorded at place \(place), time \(time)")
    }
    return records.flatMap { record in (0..<laneCount).map { record.values[arm][cell * laneCount + $0] } }
  }

  /// An outcome of a group formed in `arm`, as those households have it in the reference arm.
  func matched(_ outcome: String, arm: Int, place: Int, time: Int) -> [Double] {
    let cell = model.layout.cell(outcome: outcomes[outcome]!, place: place, time: time)!
    return records.flatMap { record in
      (0..<laneCount).map { record.matchedReference[arm][(cell - record.groupCells.lowerBound) * laneCount + $0] }
    }
  }

  /// Largest residual of a ledger over all blocks.
  func residual(_ ledger: Int) -> Double { records.reduce(0) { worseResidual($0, $1.ledgerResiduals[ledger]) } }

  /// One cell of an arm in all replicates, as bits.
  func lanes(arm: Int, cell: Int) -> [UInt64] {
    records.flatMap { record in (0..<laneCount).map { record.values[arm][cell * laneCount + $0].bitPattern } }
  }

  /// Every recorded number of an arm, as bits.
  func bits(arm: Int) -> [UInt64] { records.flatMap { $0.values[arm].map(\.bitPattern) } }
}

/// Runs a model step by step, so that a test can look between two processes or set a state by hand.
struct Stepper {
  let model: LinkageModel
  let workspace: LinkageModel.Workspace
  let context: QuarterContext

  init(_ model: LinkageModel, arm: Int = 0, seed: UInt64 = 11, firstReplicate: Int = 0) {
    self.model = model
    workspace = model.makeWorkspace()
    context = workspace.contexts[arm]
    context.random = LaneRandom(seed: seed, firstReplicate: firstReplicate)
    workspace.shocks[0].draw(context.random)
    InitialState.set(context)
  }

  /// One quarter; `look` is called after every process of every gacha, `before` when those of the banner have run.
  func quarter(
    _ time: Int, look: (_ step: String, _ gacha: Int) -> Void = { _, _ in }, before: () -> Void = {}
  ) {
    context.time = time
    context.season = time % 4 + 1
    context.enterBanner()
    for step in ModelSchedule.bannerSteps where step.seasons.contains(context.season) { step.run(context) }
    before()
    for gacha in model.banner.places.gacha.indices {
      context.enter(gacha: gacha)
      context.flows.clear(model.banner.places.gacha[gacha].households.count)
      for step in ModelSchedule.gachaSteps where step.seasons.contains(context.season) {
        step.run(context, gacha)
        look(step.name, gacha)
      }
    }
    for step in ModelSchedule.closingSteps where step.seasons.contains(context.season) { step.run(context) }
  }

  /// Classes of the herd table.
  var classCount: Int { model.banner.table.classes.count }

  /// Head of a species over all households, class by class, in lane 0.
  func head(species: Int) -> [Double] {
    model.banner.table.species[species].classes.map { k in
      (0..<model.banner.places.householdCount).reduce(0) { $0 + Double(context.state.herd[$1 * classCount + k][0]) }
    }
  }
}

/// Largest relative difference of two lists of numbers.
func relativeDistance(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1) / max(abs($1.0), abs($1.1), 1e-300)) }
}

/// All lanes as doubles.
func numbers(_ lanes: Lanes) -> [Double] { (0..<laneCount).map { Double(lanes[$0]) } }
