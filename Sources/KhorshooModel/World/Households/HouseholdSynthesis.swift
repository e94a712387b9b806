import KhorshooEngine
import KhorshooNumerics

/// Draws the households of a scenario: traits, herds, standing, membership at the start.
///
/// - Source: model description 1; parameters `households.*`, `cooperatives.initial*`.
/// - Random: population streams, entity = roster number, so that other grids leave households as they are.
/// - Proof: `HouseholdSynthesisStatistical`, `EwenkiAnalytic`.
struct HouseholdSynthesis {
  let values: ParameterValues
  let table: HerdTable
  /// Structure of herds; made when it is needed, unless it is at hand.
  var balance: HerdBalance? = nil
  let seed: UInt64
  /// What a survey says of them; nil when all is drawn.
  var survey: RosterPopulation? = nil

  /// Traits of all households; appoints the central household of each grid and links the cooperatives in `places`.
  ///
  /// - Parameter ties: those that are known before anyone holds an office.
  func households(
    _ places: inout Places, xKm: [Double], yKm: [Double], rosterNumber: [Int], namedGacha: [NamedGacha], ties: KnownTies
  ) throws -> Households {
    let all = Households()
    all.xKm = xKm
    all.yKm = yKm
    all.rosterNumber = rosterNumber
    let headPerUnit = try headPerSheepUnit()
    drawTraits(all)
    setSurveyedTraits(all, headPerUnit)
    appoint(all, &places, ties)
    survey?.appoint(all, &places)
    measureDistances(all, places)
    let median = values.number("households.herdSheepUnitsMedian")
    // A household without animals counts as one of a single sheep unit.
    let least: Float = survey == nil ? 0 : 1
    all.herdLogRatio = all.sheepUnitsAtStart.map { Float(stableLog(Double(max($0, least)) / median)) }
    drawHerds(all, places, headPerUnit)
    distributePartyMembers(all, places)
    places.cooperatives = CooperativeSynthesis(values: values, seed: seed, survey: survey)
      .cooperatives(&places, namedGacha)
    drawMembership(all, places, distanceKm: all.distanceKm)
    return all
  }

  /// The same households in the grids, or with the office holders, that an arm has for itself: who is central and what hangs on
  /// it is settled anew; what they own, know and belong to stays.
  ///
  /// Members and the aware at the start are those of the past that all arms share, drawn by the distances of its grids; a
  /// household that runs its cooperative in the new grids is a member too.
  ///
  /// - Parameters:
  ///   - ties: those that are known before anyone holds an office.
  ///   - keepsHolders: whether who a survey says holds an office holds it: not in an arm that selects in a way of its own.
  func households(_ base: Households, in places: inout Places, ties: KnownTies, keepsHolders: Bool) -> Households {
    let all = Households(base)
    appoint(all, &places, ties)
    if keepsHolders { survey?.appoint(all, &places) }
    measureDistances(all, places)
    distributePartyMembers(all, places)
    drawMembership(all, places, distanceKm: base.distanceKm)
    return all
  }

  /// Traits of some households that are nowhere, drawn from the scenario's distributions.
  func traits(count: Int) -> Households {
    let all = Households()
    all.rosterNumber = Array(0..<count)
    drawTraits(all)
    return all
  }

  /// Herds of the roster before anyone is appointed, sheep units.
  func sheepUnits(count: Int) throws -> [Float] {
    let roster = traits(count: count)
    guard survey != nil else { return roster.sheepUnitsAtStart }
    setSurveyedTraits(roster, try headPerSheepUnit())
    return roster.sheepUnitsAtStart.map { max($0, 1) }
  }

  private func setSurveyedTraits(_ all: Households, _ headPerUnit: [[Double]]) {
    survey?.setTraits(
      all, values, species: table.species.map(\.name), unitsPerHead: headPerUnit.map { 1 / $0.reduce(0, +) })
  }

  private func drawTraits(_ all: Households) {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.householdTraits)
    let correlation = values.number("households.herdPastureCorrelation")
    for (h, number) in all.rosterNumber.enumerated() {
      let persons =
        1
        + random.binomial(
          count: 9, probability: (values.number("households.personsMean") - 1) / 9, entity: number, index: 0)
      let land = random.normal(entity: number, index: 1)
      let own = random.normal(entity: number, index: 2)
      let herd = correlation * land + (1 - correlation * correlation).squareRoot() * own
      all.persons.append(Float(persons))
      all.labour.append(Float(max(1, Double(persons) * values.number("households.labourPerPerson"))))
      all.pastureMu.append(
        Float(
          values.number("households.pastureMuMedian")
            * stableExp(values.number("households.pastureMuLogSd") * land)))
      all.sheepUnitsAtStart.append(
        Float(
          values.number("households.herdSheepUnitsMedian")
            * stableExp(values.number("households.herdSheepUnitsLogSd") * herd)))
      all.knowledge.append(
        betaTrait(random, mean: values.number("households.knowledgeMean"), entity: number, index: 3))
      all.trust.append(betaTrait(random, mean: values.number("households.trustMean"), entity: number, index: 4))
      all.riskAversion.append(Float(random.uniform(entity: number, index: 5)))
      all.offFarmShare.append(
        betaTrait(random, mean: values.number("households.offFarmShareMean"), entity: number, index: 6))
      all.usesServices.append(
        random.bernoulli(values.number("cooperatives.activeUseShare"), entity: number, index: 7) ? 1 : 0)
      let sells = values.number("cooperatives.sellingShare") / values.number("cooperatives.activeUseShare")
      all.sellsThrough.append(
        all.usesServices[h] == 1 && random.bernoulli(min(1, sells), entity: number, index: 8) ? 1 : 0)
      all.isFarmer.append(random.bernoulli(values.number("households.farmerShare"), entity: number, index: 9) ? 1 : 0)
      all.thresholdRank.append(Float(random.uniform(entity: number, index: 10)))
      all.cashYuan.append(
        Float(values.number("households.cashYuanPerSheepUnit")) * all.sheepUnitsAtStart[h])
    }
  }

  /// A trait between 0 and 1 with the given mean; the larger the concentration, the more alike the households.
  private func betaTrait(_ random: ScalarRandom, mean: Double, entity: Int, index: Int) -> Float {
    let size = values.number("households.traitConcentration")
    return Float(random.beta(alpha: size * mean, beta: size * (1 - mean), entity: entity, index: index))
  }

  /// The best candidate of each grid becomes its central household, with the herd and pasture that it has: appointing makes
  /// neither land nor animals.
  private func appoint(_ all: Households, _ places: inout Places, _ ties: KnownTies) {
    var isPartyHousehold = Array(repeating: false, count: places.householdCount)
    if let survey, survey.roster.numbers[.partyMembers] != nil {
      isPartyHousehold = all.rosterNumber.map { survey.given(.partyMembers, $0) ?? 0 > 0 }
    } else {
      for h in partyOrder(all, places).prefix(values.integer("places.partyMemberCount")) { isPartyHousehold[h] = true }
    }
    CandidateSelection(values: values, seed: seed)
      .appoint(all, &places, isPartyHousehold: isPartyHousehold, ties: ties)
  }

  /// Who is central, and how far everyone lives from it.
  private func measureDistances(_ all: Households, _ places: Places) {
    all.isCentral = Array(repeating: false, count: places.householdCount)
    all.distanceKm = Array(repeating: 0, count: places.householdCount)
    for g in places.grids.indices {
      let best = places.grids[g].centralHousehold
      all.isCentral[best] = true
      for h in places.grids[g].households {
        let (dx, dy) = (all.xKm[h] - all.xKm[best], all.yKm[h] - all.yKm[best])
        let given = h == best ? nil : survey?.given(.distanceKm, all.rosterNumber[h])
        all.distanceKm[h] = given.map { Float($0) } ?? Float((dx * dx + dy * dy).squareRoot())
      }
    }
  }

  /// The order in which households have party members.
  private func partyOrder(_ all: Households, _ places: Places) -> [Int] {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.standing)
    let luck = all.rosterNumber.map { (random.uniform(entity: $0, index: 1), $0) }
    return (0..<places.householdCount).sorted { luck[$0] < luck[$1] }
  }

  /// Head of each class in a sheep unit of each species in its stable structure.
  private func headPerSheepUnit() throws -> [[Double]] {
    let balance = try balance ?? HerdBalance(table, values)
    return try table.species.indices.map { s -> [Double] in
      let key = "herds.\(table.species[s].name)."
      let structure = balance.species[s].structure
      let classes = zip(structure, table.classes[table.species[s].classes])
      guard classes.contains(where: { $0.1.isFemale && $0.0 > 1e-9 }) else {
        throw UnsolvableParameters(
          keys: [key + "*.mortalityPerYear", key + "*.offtakeShare*"],
          reason: "females of \(table.species[s].name) are gone so much sooner than males that a stable herd has none")
      }
      let units = classes.reduce(0.0) { $0 + $1.0 * Double($1.1.sheepUnitsPerHead) }
      return structure.map { $0 / units }
    }
  }

  /// Species shares from a Dirichlet distribution around the banner's, each species in its stable structure.
  private func drawHerds(_ all: Households, _ places: Places, _ headPerUnit: [[Double]]) {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.herdMix)
    let isStochastic = values.text("husbandry.demography") == "stochastic"
    let concentration = values.number("households.herdMixConcentration")
    for h in 0..<places.householdCount {
      if let head = survey?.head(all.rosterNumber[h], species: table.species.map(\.name)) {
        for s in table.species.indices {
          let sum = headPerUnit[s].reduce(0, +)
          for share in headPerUnit[s] {
            let animals = head[s] * share / sum
            all.herdAtStart.append(Float(isStochastic ? animals.rounded() : animals))
          }
        }
        continue
      }
      let parts = table.species.indices.map { s in
        random.gamma(
          shape: max(0.05, concentration * table.species[s].initialShare), entity: all.rosterNumber[h], index: s)
      }
      let sum = parts.reduce(0, +)
      for s in table.species.indices {
        let units = Double(all.sheepUnitsAtStart[h]) * parts[s] / sum
        for head in headPerUnit[s] {
          all.herdAtStart.append(Float(isStochastic ? (units * head).rounded() : units * head))
        }
      }
    }
  }

  /// One in each central household, the others spread evenly over the households at random.
  private func distributePartyMembers(_ all: Households, _ places: Places) {
    if let survey, survey.roster.numbers[.partyMembers] != nil {
      all.partyMembers = all.rosterNumber.map { Int(survey.given(.partyMembers, $0) ?? 0) }
      return
    }
    all.partyMembers = all.isCentral.map { $0 ? 1 : 0 }
    var left = values.integer("places.partyMemberCount") - places.grids.count
    let order = partyOrder(all, places)
    while left > 0 {
      for h in order where !all.isCentral[h] || places.householdCount == places.grids.count {
        guard left > 0 else { break }
        all.partyMembers[h] += 1
        left -= 1
      }
    }
  }

  /// Members and the aware at the start: nearer, larger and more trusting households first, and the central ones.
  /// - Parameter distanceKm: to the central household, of each household.
  private func drawMembership(_ all: Households, _ places: Places, distanceKm: [Float]) {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.initialMembership)
    all.cooperative = CooperativeReach(places, xKm: all.xKm, yKm: all.yKm).cooperative
    (all.isMemberAtStart, all.isAwareAtStart) = ([], [])
    let share = values.number("cooperatives.initialMembershipShare")
    // Larger herds first; the mean over a log-normal herd is kept.
    let elasticity = values.number("cooperatives.initialHerdElasticity")
    let spread = elasticity * values.number("households.herdSheepUnitsLogSd")
    let aware = values.number("cooperatives.initialAwareShare")
    for (h, number) in all.rosterNumber.enumerated() {
      let cooperative = all.cooperative[h]
      let isActive =
        cooperative >= 0 && places.cooperatives[cooperative].isRegistered && !places.cooperatives[cooperative].isShell
      let leads = isActive && all.isCentral[h] && places.cooperatives[cooperative].grid == places.gridOfHousehold[h]
      let trust = Double(all.trust[h]) / values.number("households.trustMean")
      let herd = stableExp(elasticity * Double(all.herdLogRatio[h]) - spread * spread / 2)
      let tilt = trust * herd * stableExp(-Double(distanceKm[h]) / values.number("cooperatives.initialReachKm"))
      let member =
        survey?.flag(.isMember, number).map { $0 && isActive }
        ?? (leads || (isActive && random.bernoulli(min(1, share * tilt), entity: number, index: 0)))
      all.isMemberAtStart.append(member)
      all.isAwareAtStart.append(
        member || survey?.flag(.isAware, number) ?? random.bernoulli(aware, entity: number, index: 1))
    }
  }
}
