import KhorshooNumerics

/// Every random stream of the model, each with its number for ever.
///
/// Numbers are never changed and never reused: a process that is added moves no other draw.
/// The entity of a draw is the index of what it happens to (gacha, sumu, good), of a household its roster number.
public enum ModelStreams {
  // Population: drawn once for a scenario's seed.

  /// Number of grids and households of each gacha and grid.
  public static let placeSizes = RandomStream(root: .population, number: 1, name: "placeSizes")
  /// Where households live.
  public static let coordinates = RandomStream(root: .population, number: 2, name: "coordinates")
  /// Persons, labour, pasture, herd size, cash and knowledge of households.
  public static let householdTraits = RandomStream(root: .population, number: 3, name: "householdTraits")
  /// Species mix of herds.
  public static let herdMix = RandomStream(root: .population, number: 4, name: "herdMix")
  /// Which households have party members (draw 1; draw 0 was standing, now in ``candidates``).
  public static let standing = RandomStream(root: .population, number: 5, name: "standing")
  /// Which grids have cooperatives, of which kind.
  public static let cooperatives = RandomStream(root: .population, number: 6, name: "cooperatives")
  /// Who is a member, and who has heard of it, at the start.
  public static let initialMembership = RandomStream(root: .population, number: 7, name: "initialMembership")
  /// Lasting differences of forage yield between gacha.
  public static let gachaYield = RandomStream(root: .population, number: 8, name: "gachaYield")

  /// Criteria, volunteering and priority groups of candidates for central household; order of grids for video.
  public static let candidates = RandomStream(root: .population, number: 10, name: "candidates")

  // Network.

  /// Kin groups and kin ties.
  public static let kin = RandomStream(root: .network, number: 1, name: "kin")
  /// Business ties.
  public static let business = RandomStream(root: .network, number: 2, name: "business")

  /// Ties that a survey has missed: how many of a layer and gacha (0 and on), which pairs (8 and on).
  public static let missingTies = RandomStream(root: .network, number: 3, name: "missingTies")

  // Dynamics: drawn in every replicate.

  /// Forage growth of the year, one draw a gacha.
  public static let forage = RandomStream(root: .dynamics, number: 1, name: "forage")
  /// Dzud: event and severity, one draw each a sumu and winter.
  public static let dzud = RandomStream(root: .dynamics, number: 2, name: "dzud")
  /// Prices, one draw a good and quarter.
  public static let prices = RandomStream(root: .dynamics, number: 3, name: "prices")
  /// Hearing of the cooperative (0), considering it (1), joining (2) and leaving it (3).
  public static let membership = RandomStream(root: .dynamics, number: 4, name: "membership")
  /// Births of each class, with `demography: stochastic`.
  public static let births = RandomStream(root: .dynamics, number: 5, name: "births")
  /// Deaths of each class, with `demography: stochastic`.
  public static let deaths = RandomStream(root: .dynamics, number: 6, name: "deaths")
  /// Whole animals sold, slaughtered and bought, with `demography: stochastic`.
  public static let wholeAnimals = RandomStream(root: .dynamics, number: 7, name: "wholeAnimals")
  /// Ageing of classes that last longer than a year, with `demography: stochastic`.
  public static let ageing = RandomStream(root: .dynamics, number: 8, name: "ageing")
  /// Luck of a household's herd (0) and marketing (1) in a year.
  public static let householdLuck = RandomStream(root: .dynamics, number: 9, name: "householdLuck")
  /// First year of each block of a price history, with `method: bootstrap`.
  public static let priceHistory = RandomStream(root: .dynamics, number: 10, name: "priceHistory")
  /// Order in which a decomposition opens the channels, one draw a channel.
  public static let channelOrder = RandomStream(root: .dynamics, number: 11, name: "channelOrder")
  /// Quarterly appraisal of an office: noise (0), replacement (1).
  public static let appraisal = RandomStream(root: .dynamics, number: 16, name: "appraisal")
  /// Noise in the choice of a successor, one draw a candidate.
  public static let succession = RandomStream(root: .dynamics, number: 17, name: "succession")

  /// New requests of a grid's households, one draw a kind.
  public static let serviceRequests = RandomStream(root: .dynamics, number: 20, name: "serviceRequests")
  /// Which requests of a grid stay over (0 to 6), lapse (8 to 14), and the same at the sumu (16, 17).
  public static let serviceWork = RandomStream(root: .dynamics, number: 21, name: "serviceWork")
  /// What becomes of requests that were taken up: handed on (0), mediated (1), suggestions (2), reported (3 to 5).
  public static let serviceOutcomes = RandomStream(root: .dynamics, number: 22, name: "serviceOutcomes")

  /// All streams, for the documents and the test that keeps their numbers.
  public static let all = [
    placeSizes, coordinates, householdTraits, herdMix, standing, cooperatives, initialMembership, gachaYield, kin,
    business, missingTies, forage, dzud, prices, membership, births, deaths, wholeAnimals, ageing, householdLuck,
    priceHistory, channelOrder, candidates, appraisal, succession, serviceRequests, serviceWork, serviceOutcomes,
  ]
}
