import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// Makes a ``ResolvedScenario`` of what has been stated: species copied, arms laid over the values, all checked.
struct ScenarioBuilder {
  let path: String
  let chain: ScenarioChain
  /// Where the file of a price history is read.
  let source: ScenarioFiles
  let plan: SpeciesPlan
  var reader: ScenarioFileReader
  /// Rosters that were read before.
  let rosters: RosterMemory
  /// `--arms`, nil for all.
  let selectedArms: [String]?
  var diagnostics: [Diagnostic] = []
  /// Prices to be met instead of the process, and their file; set by ``resolveHistory()``.
  var priceHistory: PriceHistory?
  var historyFile: InputFile?
  /// Households of a survey, the paths of its tables, and what is doubtful in them; set by ``resolveRoster()``.
  var roster: ResolvedRoster?
  var rosterFiles: [String] = []
  var rosterWarnings: [Diagnostic] = []
  /// Ledger of the result: added species in, removed ones out.
  let ledger: ParameterLedger
  private(set) var values: ParameterValues
  private(set) var origins: [String: Origin]

  var draft: ScenarioDraft { reader.draft }

  init(
    path: String, chain: ScenarioChain, source: ScenarioFiles, rosters: RosterMemory, plan: SpeciesPlan,
    reader: ScenarioFileReader, selectedArms: [String]?
  ) {
    self.path = path
    self.chain = chain
    self.source = source
    self.rosters = rosters
    self.plan = plan
    self.reader = reader
    self.selectedArms = selectedArms
    ledger = plan.removed.keys.reduce(reader.ledger) { $0.removing(species: $1) }
    var values: [String: ParameterValue] = [:]
    var origins: [String: Origin] = [:]
    values.reserveCapacity(reader.ledger.parameters.count)
    origins.reserveCapacity(reader.ledger.parameters.count + 8)
    let likes = Dictionary(plan.added.map { ($0.name, $0.like) }, uniquingKeysWith: { first, _ in first })
    for parameter in reader.ledger.parameters {
      let key = parameter.key
      if let stated = reader.draft.values[key] {
        values[key] = stated.value
        origins[key] = Origin(stated.place)
      } else if let (original, species) = Self.copied(key, likes), let value = values[original] {
        values[key] = value
        origins[key] = .speciesCopy(of: species)
      } else {
        values[key] = parameter.value
        origins[key] = .ledger
      }
    }
    if !plan.removed.isEmpty {
      let ledger = ledger
      values = values.filter { ledger[$0.key] != nil }
      origins = origins.filter { ledger[$0.key] != nil }
    }
    self.values = ParameterValues(values)
    let fields = [
      reader.draft.run.origins("run"), reader.draft.history?.origins(MarketSection.historyKey) ?? [:],
    ]
    self.origins = fields.reduce(origins) { $0.merging($1) { $1 } }
  }

  /// The key that a key of an added species is a copy of, and the species it belongs to.
  private static func copied(_ key: String, _ likes: [String: String]) -> (key: String, species: String)? {
    let parts = key.split(separator: ".", maxSplits: 2)
    guard parts.count == 3, parts[0] == "herds", let like = likes[String(parts[1])] else { return nil }
    return ("herds.\(like).\(parts[2])", like)
  }

  /// Arms that are computed, in the order of the files.
  var computedArms: [ScenarioDraft.Arm] {
    guard let selectedArms else { return draft.arms }
    return draft.arms.filter { selectedArms.contains($0.name) }
  }

  /// Index of the reference among ``computedArms``: the named one, else the first.
  var referenceArm: Int {
    computedArms.firstIndex { $0.name == draft.reference?.value } ?? 0
  }

  /// Puts a value that follows from other files in the place of what was stated.
  mutating func set(_ key: String, _ stated: Stated<ParameterValue>) {
    guard values[key] != nil else { return }
    reader.draft.values[key] = stated
    values[key] = stated.value
    origins[key] = Origin(stated.place)
  }

  mutating func report(_ code: String, _ place: SourcePlace, _ key: String, _ message: String) {
    diagnostics.append(
      Diagnostic(code: code, path: place.path, line: place.line, column: place.column, key: key, message: message))
  }

  /// The scenario.
  /// - Precondition: ``check()`` found nothing.
  func build(files: [String], reading: ScenarioReading) -> ResolvedScenario {
    guard let title = draft.title, let question = draft.question, missing.isEmpty else {
      preconditionFailure("a scenario was built although keys are missing")
    }
    let run = RunSettings(draft.run)
    let arms = computedArms
    let overrides = arms.map { arm in
      ledger.parameters.compactMap { parameter in
        arm.own[parameter.key].map {
          ArmOverride(key: parameter.key, value: $0.value, origin: Origin($0.place))
        }
      }
    }
    let common = interventions(draft.interventions)
    let own = arms.map { ArmInterventions(own: interventions($0.interventions), takesScenarios: $0.takesInterventions) }
    var resolved = ResolvedScenario(
      title: title.value, question: question.value, path: path, ledger: ledger, values: values, origins: origins,
      arms: arms.indices.map { arm(arms[$0], overrides[$0], (own[$0].takesScenarios ? common : []) + own[$0].own) },
      armOverrides: overrides, interventions: common, armInterventions: own, referenceArm: referenceArm,
      run: run,
      namedSumu: draft.sumu.map(\.value), namedGacha: draft.gacha.map(\.value), roster: roster,
      priceHistory: priceHistory,
      outcomes: OutcomeSelection(draft.outcomes), design: design(seed: run.seed), drawn: drawn(run),
      worldTable: nil, reading: reading,
      addedSpecies: plan.added.filter { plan.removed[$0.name] == nil }.map {
        AddedSpecies(name: $0.name, like: plan.root(of: $0.name))
      },
      removedSpecies: reader.ledger.speciesNames.filter { name in
        plan.removed[name] != nil && !plan.added.contains { $0.name == name }
      },
      inputFiles: chain.files.map { InputFile(path: $0.path, sha256: $0.hash.description) }
        + (historyFile.map { [$0] } ?? []) + (roster?.tables.map(\.file) ?? []),
      warnings: Scenario.inFileOrder(warnings(overrides) + rosterWarnings, files: files))
    if draft.design?.assumed != nil { resolved.varyAssumptions() }
    return resolved
  }

  private func arm(
    _ arm: ScenarioDraft.Arm, _ overrides: [ArmOverride], _ interventions: [StatedIntervention]
  ) -> Arm {
    var values = values
    for override in overrides { values[override.key] = override.value }
    let label = arm.labels.label?.value ?? arm.name
    return Arm(
      name: arm.name, label: label, labelChinese: arm.labels.labelChinese?.value ?? label, values: values,
      interventions: interventions.map(\.intervention))
  }
}
