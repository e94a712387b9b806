import KhorshooEngine
import KhorshooNumerics

/// An institution or way of computing that a scenario can switch off.
package enum ModelSwitch: CaseIterable, Sendable {
  /// Cooperatives are linked to households.
  case cooperatives
  /// Central households work.
  case centralHouseholds
  /// Central households take up requests.
  case services
  /// Births and deaths are whole animals drawn at random.
  case stochasticDemography

  /// Keys of the ledger that must all be on.
  package var keys: [String] {
    switch self {
    case .cooperatives: ["policy.cooperatives.enabled"]
    case .centralHouseholds: ["policy.centralHouseholds.enabled"]
    case .services: ["policy.centralHouseholds.enabled", "policy.centralHouseholds.services.enabled"]
    case .stochasticDemography: ["husbandry.demography"]
    }
  }

  /// Whether it works with these values.
  package func isOn(_ values: ParameterValues) -> Bool {
    keys.allSatisfy { key in
      switch values[key] {
      case .boolean(let value): value
      case .text(let value): value == "stochastic"
      default: false
      }
    }
  }
}

/// What a process does, in the words of `khorshoo explain` and of the schedule in the model description.
///
/// Names of what is read and written are those of ``ModelVariable``; parameters are keys of the ledger, `*` for one part, or
/// for all that follows at the end.
/// - Proof: `ProcessDescriptionProperty` runs every process and looks at what it writes and which parameters move it.
package struct ProcessDescription: Sendable {
  /// Name in the schedule and of the file.
  package let name: String
  /// Its name in Chinese.
  package let titleChinese: String
  /// One sentence in English and one in Chinese.
  package let meaning, meaningChinese: String
  /// State, weather and prices that decide it, and what it changes.
  package let reads, writes: [String]
  /// Streams it draws from.
  package var streams: [RandomStream] = []
  /// Streams that only stochastic demography draws from.
  package var demographyStreams: [RandomStream] = []
  /// Section of the submodels with its equations.
  package let section: String
  /// Who says so, beside the parameters' own sources; empty for an assumption.
  package var source = ""
  /// Parameters that decide it.
  package let parameters: [String]
  /// Without this it does nothing.
  package var needs: ModelSwitch?
}

extension String {
  /// Whether a key is a pattern, in which `*` stands for a part or some letters of one, at the end also for all parts that follow.
  package func fits(_ pattern: String) -> Bool {
    guard let star = pattern.utf8.firstIndex(of: UInt8(ascii: "*")) else { return self == pattern }
    // Most keys begin otherwise, which is seen without taking them apart.
    guard utf8.starts(with: pattern.utf8[..<star]) else { return false }
    let (parts, patterns) = (split(separator: "."), pattern.split(separator: "."))
    guard parts.count == patterns.count || patterns.last == "*" && parts.count > patterns.count else { return false }
    return zip(parts, patterns).allSatisfy { part, pattern in
      guard let star = pattern.firstIndex(of: "*") else { return part == pattern }
      let (before, after) = (pattern[..<star], pattern[pattern.index(after: star)...])
      return part.count >= before.count + after.count && part.hasPrefix(before) && part.hasSuffix(after)
    }
  }
}

extension ModelSchedule {
  /// For whom a process runs at once.
  package enum Scope: String, Sendable {
    case beforeRun, banner, gacha
  }

  /// A process with its place in the quarter.
  package struct Entry: Sendable {
    package let description: ProcessDescription
    package let scope: Scope
    /// Seasons it runs in, 1 spring to 4 winter.
    package let seasons: ClosedRange<Int>
  }

  /// What happens before the first quarter, then every step of a quarter in the order of the schedule.
  /// - Precondition: every step is described, as `ProcessDescriptionProperty` checks.
  package static var entries: [Entry] {
    let described = Dictionary(uniqueKeysWithValues: descriptions.map { ($0.name, $0) })
    func entry(_ name: String, _ scope: Scope, _ seasons: ClosedRange<Int> = 1...4) -> Entry {
      guard let description = described[name] else {
        preconditionFailure("the process \(name) is not described; add it to ModelSchedule.descriptions")
      }
      return Entry(description: description, scope: scope, seasons: seasons)
    }
    return beforeRun.map { entry($0.name, .beforeRun) } + bannerSteps.map { entry($0.name, .banner, $0.seasons) }
      + gachaSteps.map { entry($0.name, .gacha, $0.seasons) } + closingSteps.map { entry($0.name, .banner, $0.seasons) }
  }

  /// All descriptions, those of what happens before the run first.
  package static var descriptions: [ProcessDescription] {
    beforeRun + diffusionProcesses + institutionProcesses + herdProcesses + economyProcesses
  }

  /// What the banner is made from: the world that all arms and replicates share.
  private static let banner = ProcessDescription(
    name: "Banner", titleChinese: "旗的合成",
    meaning:
      "Places, households, ties, herds and goods are made from counts and distributions, or from a roster, once for all "
      + "arms and replicates.",
    meaningChinese: "由户数等总量和分布（或名册）合成地点、牧户、联系、畜群和商品，各方案、各重复共用。",
    reads: [], writes: [],
    streams: ModelStreams.all.list.filter { $0.root != .dynamics }, section: "1", source: "Wang Meng 2020 (counts)",
    parameters: [
      "places.*", "households.*", "network.*", "herds.*", "market.*", "spillover.*", "income.consumptionShare",
      "husbandry.demography", "forage.yieldKgPerHectare", "forage.gachaLogSd", "forage.intakeKgPerSheepUnitDay",
      "forage.properUseShare", "cooperatives.leadShare", "cooperatives.foundShare", "cooperatives.shellShare",
      "cooperatives.activeUseShare", "cooperatives.sellingShare", "cooperatives.initialAwareShare",
      "cooperatives.initialHerdElasticity", "cooperatives.initialMembershipShare", "cooperatives.initialReachKm",
      "institution.abilityLogSd", "institution.selection.*", "husbandry.offtakeRule", "husbandry.mortalityWeight*",
      "husbandry.mortalityLuckLogSd", "husbandry.shelter", "dzud.probabilityPerWinter", "dzud.severityShape",
    ])

  /// Whether the banner depends on a parameter: points of a sweep that differ in others share theirs.
  /// - Proof: `BannerParametersProperty`.
  package static func bannerReads(_ key: String) -> Bool { banner.parameters.contains { key.fits($0) } }

  /// What is settled before the first quarter.
  private static let beforeRun = [
    banner,
    ProcessDescription(
      name: "BlockShocks", titleChinese: "天气与价格",
      meaning: "Forage growth, dzud and prices of all quarters are drawn for each replicate, the same for every arm.",
      meaningChinese: "为每次重复抽取全期的牧草长势、白灾和价格，各方案相同。",
      reads: [], writes: ["world.forage", "world.dzud", "world.prices"],
      streams: [
        ModelStreams.all.forage, ModelStreams.all.dzud, ModelStreams.all.prices, ModelStreams.all.priceHistory,
      ],
      section: "3",
      parameters: [
        "forage.yieldKgPerHectare", "forage.yearlyLogSd", "forage.autocorrelation", "forage.correlationKm", "dzud.*",
        "market.*", "herds.*.priceYuanPerKg",
      ]),
    ProcessDescription(
      name: "InitialState", titleChinese: "期初状态",
      meaning:
        "Every household starts with the herd, cash, knowledge and pasture of its traits; members only where there "
        + "are cooperatives.",
      meaningChinese: "各户按其特征获得期初畜群、现金、知识和草场；有合作社的方案才有期初社员。",
      reads: [],
      writes: [
        "herd", "cashYuan", "knowledge", "isAware", "isMember", "wasMember", "experiencedGain", "voice",
        "herdBasisYuan",
        "hayKg", "standingKg", "grazedKg",
        "pastureCondition", "incomeYearYuan", "localIncomeYearYuan", "cooperatives.isActive",
        "cooperatives.capitalYuan", "cooperatives.reservesYuan", "cooperatives.dormantQuarters", "central.holder",
        "central.ability", "central.effort", "central.knowledge", "central.ownKnowledge", "central.position",
        "central.payYuan", "central.incomeYuan", "headAge",
      ],
      streams: [ModelStreams.all.turnover],
      section: "1", source: "Wang Meng 2020 (counts)",
      parameters: [
        "herds.*.priceYuanPerKg", "herds.*.*.liveWeightKg", "forage.initialStandingShare", "forage.initialHayShare",
        "cooperatives.initialReservesYuan",
        "cooperatives.capitalShareYuan", "income.initialYuanPerSheepUnit", "institution.initialKnowledge",
        "turnover.ageYearsMean", "turnover.ageYearsSd",
      ]),
  ]
}
