import Foundation
import KhorshooScenarios
import KhorshooText

/// A small ledger and a small scenario that is right in every line.
enum Fixtures {
  static let ledgerText = """
    key,value,unit,kind,low,high,uncertainty,source,trust,meaning,meaningChinese
    places.sumuCount,10,count,integer,1,100,,Wang 2020,verified,Townships,苏木数
    places.pastoralSumuCount,8,count,integer,1,100,,Wang 2020,verified,Pastoral townships,牧业苏木数
    places.gachaCount,44,count,integer,1,1000,,Wang 2020,verified,Villages,嘎查数
    places.gridCount,109,count,integer,1,10000,,Wang 2020,verified,Grids,网格数
    places.householdCount,4539,count,integer,1,1000000,,Wang 2020,verified,Households,户数
    places.partyMemberCount,996,persons,integer,0,1000000,,Wang 2020,verified,Party members,党员数
    places.cooperativeCount,75,count,integer,0,1000,,Wang 2020,verified,Cooperatives,合作社数
    places.areaKm2,19111,km²,number,1,1000000,,"Yearbook, 2017",verified,Area,面积
    herds.dzud.frequencyPerYear,0.2,per year,number,0,1,"U(0.1,0.3)",,assumed,Severe winters,白灾频率
    herds.sheep.parturitionPerYear,0.9,per ewe and year,number,0,2,"Beta(45,5)",NSO 2020,recalled,Births,产羔率
    herds.sheep.ewe.mortalityPerYear,0.025,per year,number,0,1,,NSO 2020,derived,Deaths of ewes,母羊死亡率
    herds.sheep.lamb.mortalityPerYear,0.05,per year,number,0,1,,NSO 2020,derived,Deaths of lambs,羔羊死亡率
    herds.cattle.parturitionPerYear,0.8,per cow and year,number,0,2,,NSO 2020,recalled,Births,产犊率
    herds.cattle.cow.mortalityPerYear,0.015,per year,number,0,1,,NSO 2020,derived,Deaths of cows,母牛死亡率
    market.priceProcess,ar1,1,choice:ar1|fixed|history,,,,,assumed,How prices move,价格过程
    market.hayPriceYuanPerKg,0.9,CNY/kg,number,0.01,100,,,assumed,Hay price,干草价格
    policy.centralHousehold.enabled,false,1,boolean,,,,,assumed,Central households,中心户
    policy.centralHousehold.reviewShare,0.2,share,number,0,1,,Wang 2020,verified,Lowest share reviewed,末位比例
    policy.cooperatives.enabled,false,1,boolean,,,,,assumed,Cooperatives,合作社
    policy.cooperatives.grantYuanPerYear,0,CNY per year,number,0,10000000,,,assumed,Grant,补助
    """

  static let ledger: ParameterLedger = {
    do { return try ParameterLedger(csv: ledgerText) } catch { fatalError("\(error)") }
  }()

  static let outcomes = ["incomeYuanPerYear", "herdHead", "gini"]
  static let levels = ["banner", "sumu", "gacha", "grid"]

  static let scenarioText = """
    schema: 1
    title: {en: Linkage, zh: 联户}
    question: "Do central households raise income?"
    places:
      householdCount: 4539
      sumu:
        - {id: yilan, name: Yilan, chinese: 伊兰, pastoral: true}
        - {id: town, name: Town, chinese: 镇, pastoral: false}
      gacha:
        - {id: a, name: A, chinese: 甲, sumu: yilan, products: [beef, mutton]}
    parameters:
      herds:
        sheep:
          parturitionPerYear: 0.95
          ewe: {mortalityPerYear: 0.03}
      market:
        priceProcess: fixed   # a comment
        hayPriceYuanPerKg: 1.1
    policy:
      centralHousehold:
        reviewShare: 0.25
    species:
      camel: {like: cattle, parturitionPerYear: 0.4}
    arms:
      none: {}
      centralOnly:
        label: Central households only
        labelChinese: 仅中心户
        policy: {centralHousehold: {enabled: true}}
      linkage:
        policy:
          centralHousehold:
            enabled: true
          cooperatives:
            enabled: true
            grantYuanPerYear: 5000
    reference: none
    run:
      years: 10
      start: 2020Q1
      replicates: 100
      seed: 2020
    outcomes:
      names: [incomeYuanPerYear, gini]
      levels: [banner]
      fromYear: 2021
    """

  /// Resolves files held in memory; the scenario is `main.yaml`.
  static func resolve(
    _ files: [String: String], _ overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws(UserError) -> ResolvedScenario {
    try resolve(bytes: files.mapValues { Array($0.utf8) }, overrides)
  }

  static func resolve(
    bytes: [String: [UInt8]], _ overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws(UserError) -> ResolvedScenario {
    try Scenario.resolve(
      path: "main.yaml", files: .memory(bytes), overrides: overrides, ledger: ledger, knownOutcomes: outcomes,
      knownLevels: levels)
  }

  /// Resolves one text.
  static func resolve(
    _ text: String, _ overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws(UserError) -> ResolvedScenario { try resolve(["main.yaml": text], overrides) }

  /// Everything wrong with one text, as the user reads it; nil when nothing is.
  static func problems(_ text: String, _ overrides: ScenarioOverrides = ScenarioOverrides()) -> UserError? {
    do throws(UserError) {
      _ = try resolve(text, overrides)
      return nil
    } catch { return error }
  }

  /// The scenario with one line replaced.
  static func scenario(_ line: String, _ replacement: String) -> String {
    precondition(scenarioText.contains(line), "no line \(line)")
    return scenarioText.replacingOccurrences(of: line, with: replacement)
  }
}

/// A banner of three gacha with an arm beside the reference, on the ledger of the program.
enum TwoArms {
  /// Names of the arms.
  static let arms = ["none", "linkage"]

  /// A scenario file, as far as both arms go.
  static func text(households: Int = 120) -> String {
    """
    schema: 1
    title: t
    question: q
    places:
      sumuCount: 2
      pastoralSumuCount: 2
      gachaCount: 3
      gridCount: 6
      householdCount: \(households)
      partyMemberCount: 40
      cooperativeCount: 4
    arms: {none: {policy: {cooperatives: {enabled: false}}}, linkage: {}}
    run: {years: 1, start: 2020Q1, replicates: 64, seed: 5}

    """
  }

  /// The scenario with more below it, settings of a command line, and other files; tables are on disk.
  static func resolve(
    _ more: String = "", _ settings: [String] = [], households: Int = 120, files: [String: String] = [:]
  ) throws(UserError) -> ResolvedScenario {
    var bytes = files.mapValues { Array($0.utf8) }
    bytes["main.yaml"] = Array((text(households: households) + more).utf8)
    let files = ScenarioFiles(read: ScenarioFiles.memory(bytes).read, table: ScenarioFiles.disk.table, identity: { $0 })
    return try Scenario.resolve(
      path: "main.yaml", files: files, overrides: ScenarioOverrides(settings: settings), ledger: .standard(),
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ["banner"])
  }
}
