import KhorshooEngine
import KhorshooNumerics

/// The world that all arms and replicates share: places, households, network, species, goods.
public final class Banner: Sendable {
  /// Administrative units and cooperatives.
  public let places: Places
  /// Traits of households.
  public let households: Households
  /// Ties between households.
  public let network: HouseholdNetwork
  /// Row of each household in the table of a roster; nil when the population is drawn.
  public let rosterRows: [Int]?
  /// How good each grid is.
  public let gridQuality: [GridQuality]
  /// Species and classes.
  public let table: HerdTable
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
  ///   - roster: households and ties of a survey, whose gacha are the named ones; nil when all are drawn.
  /// - Throws: ``NumericsError`` when a species has no stable structure.
  public init(
    values: ParameterValues, speciesNames: [String], namedSumu: [NamedSumu], namedGacha: [NamedGacha], seed: UInt64,
    roster survey: Roster? = nil
  ) throws {
    table = HerdTable(values, speciesNames: speciesNames)
    goods = Goods(values, speciesNames: speciesNames)
    var synthesis = PlaceSynthesis(values: values, namedSumu: namedSumu, namedGacha: namedGacha, seed: seed)
    let surveyed = survey.map { survey in
      RosterPopulation(
        survey, gachaIDs: PlaceNames(values, namedSumu: namedSumu, namedGacha: namedGacha).gacha.map(\.id))
    }
    let roster = surveyed.map { synthesis.places(of: $0) } ?? synthesis.places()
    let population = HouseholdSynthesis(values: values, table: table, seed: seed, survey: surveyed)
    var (places, order) = try GridDrawing(
      values: values, roster: roster, xKm: synthesis.xKm, yKm: synthesis.yKm, seed: seed, survey: surveyed
    ).grids { try population.sheepUnits(count: roster.householdCount) }
    let households = try population.households(
      &places, xKm: order.map { synthesis.xKm[$0] }, yKm: order.map { synthesis.yKm[$0] }, rosterNumber: order,
      namedGacha: namedGacha)
    rosterRows = surveyed.map { surveyed in households.rosterNumber.map { surveyed.rows[$0] } }
    var ties = NetworkSynthesis(values: values, places: places, households: households, seed: seed)
    if let surveyed {
      ties.leastSheepUnits = 1
      ties.surveyed = surveyed.roster.ties.map { table in
        var household = [Int](repeating: 0, count: places.householdCount)
        for (h, number) in households.rosterNumber.enumerated() { household[surveyed.rows[number]] = h }
        return RosterTies(table, household: household)
      }
    }
    let layers = ties.layers()
    network = try ties.network(layers)
    gridQuality = GridQuality.measure(places, households, layers)
    localEconomy = try LocalEconomy(
      SpilloverParameters(values), places: places, households: households, network: network)
    let forage = ForageParameters(values)
    let random = ScalarRandom(seed: seed, stream: ModelStreams.gachaYield)
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
