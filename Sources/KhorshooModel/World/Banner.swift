import KhorshooEngine
import KhorshooNumerics

/// How uncertain ties are.
public struct NetworkDraws: Sendable, Hashable {
  /// Networks of the same households over which blocks of replicates are dealt.
  public var networks: Int
  /// Share of ties that a survey has missed.
  public var missingTieShare: Double

  /// One network, none missed.
  public init(networks: Int = 1, missingTieShare: Double = 0) {
    self.networks = networks
    self.missingTieShare = missingTieShare
  }
}

/// The world that all arms and replicates share: places, households, network, species, goods; for arms that have grids of their
/// own, the same households in those.
public final class Banner: @unchecked Sendable {
  /// Administrative units and cooperatives.
  public let places: Places
  /// Traits of households.
  public let households: Households
  /// Ties between households.
  public let network: HouseholdNetwork
  /// Row of each household in the table of a roster; nil when the population is drawn.
  public let rosterRows: [Int]?
  /// The same households with the other networks over which replicates are dealt.
  package private(set) var others: [Banner]
  /// How good each grid is.
  ///
  /// - Precondition: the banner was made with its description.
  public var gridQuality: [GridQuality] {
    guard let measuredGrids else { preconditionFailure("grids of a banner that was made without its description") }
    return measuredGrids
  }
  private let measuredGrids: [GridQuality]?
  /// Species and classes.
  public let table: HerdTable
  /// Regular offtake and seasons of each species when it stands still.
  let herdBalance: HerdBalance
  /// Share of each species in the sheep units of each household at the start. Shape: households x species.
  let speciesShare: [Float]
  package let goods: Goods
  /// Who buys from whom in each gacha.
  package let localEconomy: LocalEconomy
  /// Lasting deviation of log yield of each gacha.
  package let gachaLogYield: [Float]
  /// By which a roll-out by lot ranks the gacha.
  let gachaLot: [Double]
  /// Sheep units that the pasture of each household carries in a normal year at proper use.
  package let capacitySheepUnits: [Float]
  /// Whether each household can join: the cooperative within reach is no shell; it may have to be founded first.
  package let canJoin: [Bool]
  /// Whether each household, as central household, runs its cooperative: it joins at once and stays.
  let leads: [Bool]
  /// Whether each household, as central household, can found its cooperative.
  package let founds: [Bool]
  /// For each household and species, 1 when its cooperative deals in that species. Shape: households x species.
  let dealsIn: [Float]
  /// How the households are divided into grids, and who holds the office of each.
  let officeChoice: OfficeChoice
  /// The same households in the grids, or with the office holders, of arms that have their own.
  private var regrouped: [OfficeChoice: Banner] = [:]

  /// Synthesises a banner from the counts and distributions of a scenario.
  ///
  /// - Parameters:
  ///   - values: parameters of the scenario; policy levers are not read.
  ///   - arms: parameters of its arms, for those that have grids or office holders of their own.
  ///   - speciesNames: species in the order of results.
  ///   - survey: households and ties of a survey, whose gacha are the named ones; nil when all are drawn.
  ///   - draws: how many networks replicates are dealt over.
  ///   - isDescribed: whether anybody will ask for ties, their measures and how good grids are, which no simulation needs.
  /// - Throws: `NumericsError` when a species has no stable structure.
  public init(
    values: ParameterValues, arms: [ParameterValues] = [], speciesNames: [String], namedSumu: [NamedSumu],
    namedGacha: [NamedGacha], seed: UInt64, roster survey: Roster? = nil, draws: NetworkDraws = NetworkDraws(),
    isDescribed: Bool = true
  ) throws {
    precondition(draws.networks > 0)
    table = HerdTable(values, speciesNames: speciesNames)
    herdBalance = try HerdBalance(table, values)
    goods = Goods(values, speciesNames: speciesNames)
    var synthesis = PlaceSynthesis(values: values, namedSumu: namedSumu, namedGacha: namedGacha, seed: seed)
    let surveyed = survey.map { survey in
      RosterPopulation(
        survey, gachaIDs: PlaceNames(values, namedSumu: namedSumu, namedGacha: namedGacha).gacha.map(\.id))
    }
    let roster = surveyed.map { synthesis.places(of: $0) } ?? synthesis.places()
    let population = HouseholdSynthesis(
      values: values, table: table, balance: herdBalance, seed: seed, survey: surveyed)
    let drawing = GridDrawing(
      values: values, roster: roster, xKm: synthesis.xKm, yKm: synthesis.yKm, seed: seed, survey: surveyed)
    var (places, order) = try drawing.grids { try population.sheepUnits(count: roster.householdCount) }
    let ties = KnownTies(drawing.socialWeights)
    let households = try population.households(
      &places, xKm: order.map { synthesis.xKm[$0] }, yKm: order.map { synthesis.yKm[$0] }, rosterNumber: order,
      namedGacha: namedGacha, ties: ties)
    rosterRows = surveyed.map { surveyed in households.rosterNumber.map { surveyed.rows[$0] } }
    let worlds = try Self.networks(places, households, values, seed, surveyed, draws, isDescribed: isDescribed)
    (network, localEconomy) = (worlds[0].network, worlds[0].localEconomy)
    measuredGrids = isDescribed ? GridQuality.measure(places, households, worlds[0].layers) : nil
    speciesShare = households.speciesShare(table)
    let forage = ForageParameters(values)
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.gachaYield)
    gachaLogYield = places.gacha.indices.map {
      Float(
        stableLog(forage.yieldKgPerHectare) + forage.gachaLogSd * random.normal(entity: $0, index: 0)
          - forage.gachaLogSd * forage.gachaLogSd / 2)
    }
    let lot = ScalarRandom(seed: seed, stream: ModelStreams.all.rolloutLot)
    gachaLot = places.gacha.indices.map { lot.uniform(entity: $0, index: 0) }
    let kgPerSheepUnitYear = forage.intakeKgPerSheepUnitDay * 365
    capacitySheepUnits = households.pastureMu.map {
      $0 / 15 * Float(forage.yieldKgPerHectare) * forage.properUseShare / kgPerSheepUnitYear
    }
    (canJoin, leads, founds) = cooperativeStanding(households, places)
    dealsIn = tradedSpecies(households, places, speciesNames)
    self.places = places
    self.households = households
    officeChoice = OfficeChoice(values)
    others = []
    others = worlds.dropFirst().map { Banner(self, network: $0.network, localEconomy: $0.localEconomy) }
    for arm in arms where OfficeChoice(arm) != officeChoice && regrouped[OfficeChoice(arm)] == nil {
      let own = GridDrawing(
        values: arm, roster: roster, xKm: synthesis.xKm, yKm: synthesis.yKm, seed: seed, survey: surveyed)
      regrouped[OfficeChoice(arm)] = try Banner(self, in: own, ties: ties, layers: worlds.map(\.layers), draws)
    }
  }

  /// One network of some households and what follows from it.
  private typealias Ties = (layers: [Set<Tie>], network: HouseholdNetwork, localEconomy: LocalEconomy)

  /// The networks over which replicates are dealt.
  ///
  /// - Parameter base: layers of each network of the same households in other grids; nil when they are drawn.
  private static func networks(
    _ places: Places, _ households: Households, _ values: ParameterValues, _ seed: UInt64,
    _ survey: RosterPopulation?, _ draws: NetworkDraws, like base: [[Set<Tie>]]? = nil, isDescribed: Bool
  ) throws -> [Ties] {
    let ties = NetworkSynthesis(
      values: values, places: places, households: households, seed: seed, leastSheepUnits: survey == nil ? 0 : 1)
    return try (0..<draws.networks).map { draw in
      let ties = ties.drawn(draw, of: survey, missingTieShare: draws.missingTieShare)
      let layers = ties.layers(like: base?[draw])
      let network = try ties.network(layers, isDescribed: isDescribed)
      return (
        layers, network,
        try LocalEconomy(SpilloverParameters(values), places: places, households: households, network: network)
      )
    }
  }

  /// The same households with another network.
  private init(_ banner: Banner, network: HouseholdNetwork, localEconomy: LocalEconomy) {
    (places, households, rosterRows) = (banner.places, banner.households, banner.rosterRows)
    (self.network, self.localEconomy) = (network, localEconomy)
    (measuredGrids, table, goods) = (banner.measuredGrids, banner.table, banner.goods)
    gachaLogYield = banner.gachaLogYield
    gachaLot = banner.gachaLot
    (capacitySheepUnits, canJoin, leads) = (banner.capacitySheepUnits, banner.canJoin, banner.leads)
    (founds, dealsIn) = (banner.founds, banner.dealsIn)
    (herdBalance, speciesShare, officeChoice) = (banner.herdBalance, banner.speciesShare, banner.officeChoice)
    others = []
  }

  /// The same households, in the same order, in the grids and with the office holders of an arm.
  ///
  /// - Parameters:
  ///   - drawing: of the arm's grids over the roster.
  ///   - ties: those that are known before anyone holds an office.
  ///   - layers: of each network of the banner.
  private init(
    _ banner: Banner, in drawing: GridDrawing, ties: KnownTies, layers: [[Set<Tie>]], _ draws: NetworkDraws
  ) throws {
    let (values, seed, survey) = (drawing.values, drawing.seed, drawing.survey)
    let population = HouseholdSynthesis(
      values: values, table: banner.table, balance: banner.herdBalance, seed: seed, survey: survey)
    let (drawn, order) = try drawing.grids { try population.sheepUnits(count: drawing.roster.householdCount) }
    var household = order
    for (h, number) in banner.households.rosterNumber.enumerated() { household[number] = h }
    officeChoice = OfficeChoice(values)
    var places = banner.places.regrouped(
      like: drawn, household: order.map { household[$0] }, tag: officeChoice.grids.tag(of: banner.officeChoice.grids))
    let households = population.households(
      banner.households, in: &places, ties: ties, keepsHolders: officeChoice.selection == banner.officeChoice.selection)
    let isDescribed = banner.measuredGrids != nil
    let worlds = try Self.networks(
      places, households, values, seed, survey, draws, like: layers, isDescribed: isDescribed)
    (network, localEconomy) = (worlds[0].network, worlds[0].localEconomy)
    measuredGrids = isDescribed ? GridQuality.measure(places, households, worlds[0].layers) : nil
    (canJoin, leads, founds) = cooperativeStanding(households, places)
    dealsIn = tradedSpecies(households, places, banner.table.species.map(\.name))
    (self.places, self.households, rosterRows) = (places, households, banner.rosterRows)
    (table, goods, gachaLogYield, gachaLot) = (banner.table, banner.goods, banner.gachaLogYield, banner.gachaLot)
    (herdBalance, speciesShare, capacitySheepUnits) = (
      banner.herdBalance, banner.speciesShare, banner.capacitySheepUnits
    )
    others = []
    others = worlds.dropFirst().map { Banner(self, network: $0.network, localEconomy: $0.localEconomy) }
  }

  /// The population in the grids, and with the office holders, of an arm.
  ///
  /// - Precondition: the arm was known when the banner was made.
  package func inGrids(of arm: ParameterValues) -> Banner {
    let choice = OfficeChoice(arm)
    guard choice != officeChoice else { return self }
    guard let own = regrouped[choice] else {
      preconditionFailure("a banner that was made without the grids of an arm: \(choice)")
    }
    return own
  }

  /// One of the networks over which replicates are dealt.
  func drawn(_ draw: Int) -> Banner { draw == 0 ? self : others[draw - 1] }
}

/// Whether each household can join the cooperative within reach, and, as central household, runs it or can found it.
private func cooperativeStanding(
  _ households: Households, _ places: Places
) -> (canJoin: [Bool], leads: [Bool], founds: [Bool]) {
  func isLinked(_ h: Int, _ hasMode: (LinkageMode) -> Bool) -> Bool {
    let c = households.cooperative[h]
    return c >= 0 && households.isCandidate[h] && places.cooperatives[c].grid == places.gridOfHousehold[h]
      && hasMode(places.cooperatives[c].mode)
  }
  let all = households.cooperative.indices
  return (
    households.cooperative.map { $0 >= 0 && !places.cooperatives[$0].isShell },
    all.map { isLinked($0) { $0 == .lead } }, all.map { isLinked($0) { $0 != .join } }
  )
}

/// For each household and species, 1 when its cooperative deals in that species. Shape: households x species.
private func tradedSpecies(_ households: Households, _ places: Places, _ speciesNames: [String]) -> [Float] {
  households.cooperative.flatMap { c in
    speciesNames.map { c >= 0 && productCovers(places.cooperatives[c].product, species: $0) ? 1 : 0 }
  }
}

/// Beef cooperatives deal in cattle, mutton ones in sheep and goats, mixed ones in all species.
private func productCovers(_ product: String, species: String) -> Bool {
  switch product {
  case "beef": species == "cattle"
  case "mutton": species == "sheep" || species == "goats"
  default: true
  }
}
