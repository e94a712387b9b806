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

/// The world that all arms and replicates share: places, households, network, species, goods.
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
  public let gridQuality: [GridQuality]
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

  /// Synthesises a banner from the counts and distributions of a scenario.
  ///
  /// - Parameters:
  ///   - values: parameters of the scenario; policy levers are not read.
  ///   - speciesNames: species in the order of results.
  ///   - survey: households and ties of a survey, whose gacha are the named ones; nil when all are drawn.
  ///   - draws: how many networks replicates are dealt over.
  /// - Throws: `NumericsError` when a species has no stable structure.
  public init(
    values: ParameterValues, speciesNames: [String], namedSumu: [NamedSumu], namedGacha: [NamedGacha], seed: UInt64,
    roster survey: Roster? = nil, draws: NetworkDraws = NetworkDraws()
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
    var (places, order) = try GridDrawing(
      values: values, roster: roster, xKm: synthesis.xKm, yKm: synthesis.yKm, seed: seed, survey: surveyed
    ).grids { try population.sheepUnits(count: roster.householdCount) }
    let households = try population.households(
      &places, xKm: order.map { synthesis.xKm[$0] }, yKm: order.map { synthesis.yKm[$0] }, rosterNumber: order,
      namedGacha: namedGacha)
    rosterRows = surveyed.map { surveyed in households.rosterNumber.map { surveyed.rows[$0] } }
    let ties = NetworkSynthesis(
      values: values, places: places, households: households, seed: seed, leastSheepUnits: surveyed == nil ? 0 : 1)
    let worlds = try (0..<draws.networks).map { draw in
      let ties = ties.drawn(draw, of: surveyed, missingTieShare: draws.missingTieShare)
      let layers = ties.layers()
      let network = try ties.network(layers)
      return (
        layers: layers, network: network,
        localEconomy: try LocalEconomy(
          SpilloverParameters(values), places: places, households: households, network: network)
      )
    }
    (network, localEconomy) = (worlds[0].network, worlds[0].localEconomy)
    gridQuality = GridQuality.measure(places, households, worlds[0].layers)
    speciesShare = households.speciesShare(table)
    let forage = ForageParameters(values)
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.gachaYield)
    gachaLogYield = places.gacha.indices.map {
      Float(
        stableLog(forage.yieldKgPerHectare) + forage.gachaLogSd * random.normal(entity: $0, index: 0)
          - forage.gachaLogSd * forage.gachaLogSd / 2)
    }
    let kgPerSheepUnitYear = forage.intakeKgPerSheepUnitDay * 365
    capacitySheepUnits = households.pastureMu.map {
      $0 / 15 * Float(forage.yieldKgPerHectare) * forage.properUseShare / kgPerSheepUnitYear
    }
    canJoin = households.cooperative.map { $0 >= 0 && !places.cooperatives[$0].isShell }
    leads = households.cooperative.indices.map { h in
      let c = households.cooperative[h]
      return c >= 0 && households.isCandidate[h] && places.cooperatives[c].grid == places.gridOfHousehold[h]
        && places.cooperatives[c].mode == .lead
    }
    founds = households.cooperative.indices.map { h in
      let c = households.cooperative[h]
      return c >= 0 && households.isCandidate[h] && places.cooperatives[c].grid == places.gridOfHousehold[h]
        && places.cooperatives[c].mode != .join
    }
    dealsIn = households.cooperative.flatMap { c in
      speciesNames.map { c >= 0 && productCovers(places.cooperatives[c].product, species: $0) ? 1 : 0 }
    }
    self.places = places
    self.households = households
    others = []
    others = worlds.dropFirst().map { Banner(self, network: $0.network, localEconomy: $0.localEconomy) }
  }

  /// The same households with another network.
  private init(_ banner: Banner, network: HouseholdNetwork, localEconomy: LocalEconomy) {
    (places, households, rosterRows) = (banner.places, banner.households, banner.rosterRows)
    (self.network, self.localEconomy) = (network, localEconomy)
    (gridQuality, table, goods, gachaLogYield) = (banner.gridQuality, banner.table, banner.goods, banner.gachaLogYield)
    (capacitySheepUnits, canJoin, leads) = (banner.capacitySheepUnits, banner.canJoin, banner.leads)
    (founds, dealsIn) = (banner.founds, banner.dealsIn)
    (herdBalance, speciesShare) = (banner.herdBalance, banner.speciesShare)
    others = []
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
