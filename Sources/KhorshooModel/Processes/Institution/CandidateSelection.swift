import KhorshooEngine
import KhorshooNumerics

/// Who may become central household, how suitable each is, and who is appointed first.
///
///     criterion_k = sqrt(c) common factor + sqrt(1 - c) own part,   k = 1..6, standard normal
///     candidacy   = sum w_k criterion_k / sum w_k + bonus of each priority group the household belongs to
///     ability     = exp(s a - s^2 / 2),   a = standardised mean of leading ability, service awareness, working ability
///
/// Candidates of a grid are the party members' households that volunteer; all its party members' households where fewer than
/// two volunteer; all its households where it has fewer than two of these (`institution.selection.pool` begins further on). The
/// candidate with the highest candidacy plus noise is appointed (``Succession`` does the same in the run).
///
/// Other rules (``SelectionRule``) put something else in the place of candidacy: nothing, so that noise decides; or the share of
/// the households of the banner that stand behind it by a measure (``NetworkStanding``, or minus the mean distance to the
/// households of its grid), equal ones by lot, and then there is no noise. Each grid has one holder by any rule.
///
/// - Source: strict selection (严格用人标准) of Wang Meng 2020: voluntary, three pairs of criteria, three priority groups;
///   weights, shares and spreads assumptions (`institution.selection.*`). Nearness: the median of Hakimi 1964,
///   doi:10.1287/opre.12.3.450; ties as ``NetworkStanding``.
/// - Random: ``ModelStreams/candidates``, entity = household: own parts 0 to 5, common factor 6, volunteering 7,
///   committee 8, noise and lot 9; entity = grid: order in which grids get video 10.
/// - Proof: `CandidateSelectionStatistical`, `SelectionRulesAnalytic`, `EwenkiAnalytic`.
struct CandidateSelection {
  let values: ParameterValues
  let random: ScalarRandom
  private let rule: SelectionRule
  private let seed: UInt64
  /// In the order of the source.
  static let criteria = ["political", "leading", "service", "working", "standing", "neighbour"]

  init(values: ParameterValues, seed: UInt64) {
    self.values = values
    self.seed = seed
    rule = SelectionRule(values)
    random = ScalarRandom(seed: seed, stream: ModelStreams.all.candidates)
  }

  /// Draws criteria, lists the candidates of each grid and names the first holder.
  ///
  /// - Parameter ties: those that are known before.
  func appoint(_ all: Households, _ places: inout Places, isPartyHousehold: [Bool], ties: KnownTies) {
    let count = places.householdCount
    let volunteers = (0..<count).map {
      isPartyHousehold[$0] && random.uniform(entity: all.rosterNumber[$0], index: 7) < number("volunteerShare")
    }
    (all.candidacy, all.ability) = ([], [])
    for h in 0..<count { assess(h, all, isParty: isPartyHousehold[h]) }
    all.isCandidate = Array(repeating: false, count: count)
    let order = places.grids.indices.sorted {
      let (a, b) = (random.uniform(entity: $0, index: 10), random.uniform(entity: $1, index: 10))
      return a == b ? $0 < $1 : a < b
    }
    for (rank, g) in order.enumerated() { places.grids[g].videoRank = rank }
    for g in places.grids.indices {
      let candidates = SelectionPool.tiers(
        values, places.grids[g].households, volunteers: volunteers, isPartyHousehold: isPartyHousehold
      ).first { $0.count > 1 }
      places.grids[g].candidates = candidates ?? places.grids[g].households
      for h in places.grids[g].candidates { all.isCandidate[h] = true }
    }
    weigh(all, places, ties)
    let noise = rule.noiseSd(values)
    for g in places.grids.indices {
      let candidates = places.grids[g].candidates
      let scores = candidates.map {
        Double(all.candidacy[$0]) + noise * random.normal(entity: all.rosterNumber[$0], index: 9)
      }
      places.grids[g].centralHousehold = candidates[scores.indices.max { scores[$0] < scores[$1] }!]
    }
  }

  /// Candidacy by another rule than criteria.
  private func weigh(_ all: Households, _ places: Places, _ ties: KnownTies) {
    switch rule {
    case .criteria: return
    case .chance: all.candidacy = all.candidacy.map { _ in 0 }
    case .nearness: rank(all, by: nearness(all, places))
    case .degree, .eigenvector, .diffusion, .spread: rank(all, by: standing(all, places, ties))
    }
  }

  /// Minus the mean distance to the households of the grid, of each candidate, km.
  private func nearness(_ all: Households, _ places: Places) -> [Double] {
    var measure = [Double](repeating: 0, count: places.householdCount)
    for grid in places.grids {
      for h in grid.candidates {
        let distance = grid.households.reduce(0.0) { sum, other in
          let (dx, dy) = (all.xKm[h] - all.xKm[other], all.yKm[h] - all.yKm[other])
          return sum + (dx * dx + dy * dy).squareRoot()
        }
        measure[h] = -distance / Double(grid.households.count)
      }
    }
    return measure
  }

  /// The measure of each household among the ties of its gacha.
  private func standing(_ all: Households, _ places: Places, _ ties: KnownTies) -> [Double] {
    var measure = [Double](repeating: 0, count: places.householdCount)
    for (v, graph) in ties.networks(all).enumerated() {
      let first = ties.households(gacha: v).lowerBound
      let candidates = places.gacha[v].grids.map { g in
        places.grids[g].candidates.map { all.rosterNumber[$0] - first }
      }
      let own = NetworkStanding(graph, values: values, seed: seed).measure(rule, candidates: candidates)
      for h in places.gacha[v].households { measure[h] = own[all.rosterNumber[h] - first] }
    }
    return measure
  }

  /// Candidacy is the place in the order of a measure, from 0 to below 1.
  private func rank(_ all: Households, by measure: [Double]) {
    let lot = all.rosterNumber.map { (random.uniform(entity: $0, index: 9), $0) }
    let order = measure.indices.sorted { measure[$0] == measure[$1] ? lot[$0] < lot[$1] : measure[$0] < measure[$1] }
    for (place, h) in order.enumerated() { all.candidacy[h] = Float(place) / Float(order.count) }
  }

  /// Candidacy and ability of one household.
  private func assess(_ h: Int, _ all: Households, isParty: Bool) {
    let entity = all.rosterNumber[h]
    let common = number("commonFactor")
    let factor = random.normal(entity: entity, index: 6)
    let criteria = Self.criteria.indices.map {
      common.squareRoot() * factor + (1 - common).squareRoot() * random.normal(entity: entity, index: $0)
    }
    let weights = Self.criteria.map { number("\($0)Weight") }
    var candidacy = zip(weights, criteria).reduce(0) { $0 + $1.0 * $1.1 } / max(1e-9, weights.reduce(0, +))
    if random.uniform(entity: entity, index: 8) < number("committeeShare") { candidacy += number("committeeBonus") }
    if isParty && isAmongBest(criteria[4], number("respectedShare")) { candidacy += number("respectedBonus") }
    if isAmongBest(criteria[1], number("doubleLeadShare")) { candidacy += number("doubleLeadBonus") }
    all.candidacy.append(Float(candidacy))
    let spread = values.number("institution.abilityLogSd")
    let mean = (criteria[1] + criteria[2] + criteria[3]) / 3 / (common + (1 - common) / 3).squareRoot()
    all.ability.append(Float(stableExp(spread * mean - spread * spread / 2)))
  }

  private func isAmongBest(_ criterion: Double, _ share: Double) -> Bool {
    share > 0 && (share >= 1 || criterion > stableNormalQuantile(1 - share))
  }

  private func number(_ name: String) -> Double { values.number("institution.selection.\(name)") }
}
