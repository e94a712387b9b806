import KhorshooEngine
import KhorshooNumerics

/// Animals of one species, sex and age.
public struct HerdClass: Sendable, Equatable {
  /// Name in keys, such as `femaleAdult`.
  public let name: String
  /// Index of its species.
  public let species: Int
  /// Sex: females carry `fertilityRatio`.
  public let isFemale: Bool
  /// 1 for the newborn of the year, then by age.
  public let stage: Int
  /// Years spent in the class; the oldest class is not left by age.
  public let stageYears: Double
  /// Standard sheep units a head.
  public let sheepUnitsPerHead: Float
  /// Live weight at sale, kilograms.
  public let liveWeightKg: Float
  /// Natural deaths in a normal year, fraction of the class.
  public let mortalityPerYear: Double
  /// Parturition relative to the species' rate; 0 for classes that do not breed.
  public let fertilityRatio: Float
  /// Share sold in spring, summer, autumn and winter in the traditional regime.
  public let offtakeShare: [Float]
  /// How readily it is sold to reduce the herd, 0 to 1.
  public let destockingWeight: Float
  /// Share of the household's own slaughter.
  public let homeUseWeight: Float
  /// Class that it grows into.
  public internal(set) var next: Int?
}

/// One species.
public struct Species: Sendable, Equatable {
  /// Name in keys, such as `sheep`.
  public let name: String
  /// Its classes, contiguous: females by age, then males by age.
  public let classes: Range<Int>
  /// Births a breeding female and year.
  public let parturitionPerYear: Double
  /// Young a birth.
  public let prolificacy: Double
  /// Share of females at birth.
  public let femaleBirthShare: Double
  /// Log mortality a unit of dzud severity.
  public let dzudResponse: Float
  /// Log mortality a unit of feed deficit.
  public let deficitResponse: Float
  /// Log mortality a unit of knowledge (a reduction).
  public let knowledgeResponse: Float
  /// Log parturition a unit of last year's feed deficit (a reduction).
  public let parturitionDeficitResponse: Float
  /// Relative gain of parturition a unit of knowledge.
  public let parturitionKnowledgeGain: Float
  /// Herding labour, days a head and year.
  public let labourDaysPerHeadYear: Float
  /// Veterinary and mineral cost, yuan a head and year.
  public let veterinaryYuanPerHeadYear: Float
  /// Transport and market cost, yuan a head sold.
  public let transportYuanPerHead: Float
  /// Own slaughter, head a person and year.
  public let homeUseHeadPerPersonYear: Float
  /// Share of the banner's sheep units at the start.
  public let initialShare: Double
  /// Newborn classes.
  public internal(set) var femaleNewborn = 0
  /// Newborn males.
  public internal(set) var maleNewborn = 0
}

/// Every species and class: data of the scenario, not code.
public struct HerdTable: Sendable, Equatable {
  /// Species in scenario order.
  public let species: [Species]
  /// Classes of all species, species by species.
  public let classes: [HerdClass]

  /// Reads the keys `herds.<species>.<field>` and `herds.<species>.<class>.<field>`.
  ///
  /// - Precondition: the classes of each sex have the stages 1, 2, … once each; scenarios and herd tables are checked.
  public init(_ values: ParameterValues, speciesNames: [String]) {
    var species: [Species] = []
    var classes: [HerdClass] = []
    for name in speciesNames {
      let members = HerdTable.classes(of: name, index: species.count, values)
      let first = classes.count
      var entry = Species(name, classes: first..<first + members.count, values)
      classes += members
      for index in entry.classes {
        classes[index].next = entry.classes.first {
          classes[$0].isFemale == classes[index].isFemale && classes[$0].stage == classes[index].stage + 1
        }
        if classes[index].stage == 1 {
          if classes[index].isFemale { entry.femaleNewborn = index } else { entry.maleNewborn = index }
        }
      }
      species.append(entry)
    }
    self.species = species
    self.classes = classes
  }

  private static func classes(of name: String, index: Int, _ values: ParameterValues) -> [HerdClass] {
    let prefix = "herds.\(name)."
    // Keys are sorted, so those of a class stand together.
    let names = values.keys.filter { $0.hasPrefix(prefix) }.reduce(into: [Substring]()) { names, key in
      let rest = key.dropFirst(prefix.count).split(separator: ".")
      if rest.count == 2, names.last != rest[0] { names.append(rest[0]) }
    }
    return names.map { HerdClass(String($0), prefix: prefix + $0 + ".", species: index, values) }
      .sorted { ($0.isFemale ? 0 : 1, $0.stage, $0.name) < ($1.isFemale ? 0 : 1, $1.stage, $1.name) }
  }
}

extension HerdClass {
  fileprivate init(_ name: String, prefix: String, species: Int, _ values: ParameterValues) {
    self.name = name
    self.species = species
    isFemale = values.text(prefix + "sex") == "female"
    stage = values.integer(prefix + "stage")
    stageYears = values.number(prefix + "stageYears")
    sheepUnitsPerHead = values.float(prefix + "sheepUnitsPerHead")
    liveWeightKg = values.float(prefix + "liveWeightKg")
    mortalityPerYear = values.number(prefix + "mortalityPerYear")
    fertilityRatio = values.float(prefix + "fertilityRatio")
    offtakeShare = ["Spring", "Summer", "Autumn", "Winter"].map { values.float(prefix + "offtakeShare" + $0) }
    destockingWeight = values.float(prefix + "destockingWeight")
    homeUseWeight = values.float(prefix + "homeUseWeight")
    next = nil
  }
}

extension Species {
  fileprivate init(_ name: String, classes: Range<Int>, _ values: ParameterValues) {
    let prefix = "herds.\(name)."
    self.name = name
    self.classes = classes
    parturitionPerYear = values.number(prefix + "parturitionPerYear")
    prolificacy = values.number(prefix + "prolificacy")
    femaleBirthShare = values.number(prefix + "femaleBirthShare")
    dzudResponse = values.float(prefix + "dzudResponse")
    deficitResponse = values.float(prefix + "deficitResponse")
    knowledgeResponse = values.float(prefix + "knowledgeResponse")
    parturitionDeficitResponse = values.float(prefix + "parturitionDeficitResponse")
    parturitionKnowledgeGain = values.float(prefix + "parturitionKnowledgeGain")
    labourDaysPerHeadYear = values.float(prefix + "labourDaysPerHeadYear")
    veterinaryYuanPerHeadYear = values.float(prefix + "veterinaryYuanPerHeadYear")
    transportYuanPerHead = values.float(prefix + "transportYuanPerHead")
    homeUseHeadPerPersonYear = values.float(prefix + "homeUseHeadPerPersonYear")
    initialShare = values.number(prefix + "initialShare")
  }
}
