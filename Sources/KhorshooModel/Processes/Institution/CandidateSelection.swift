import KhorshooEngine
import KhorshooNumerics

/// Who may become central household, how suitable each is, and who is appointed first.
///
///     criterion_k = sqrt(c) common factor + sqrt(1 - c) own part,   k = 1..6, standard normal
///     candidacy   = sum w_k criterion_k / sum w_k + bonus of each priority group the household belongs to
///     ability     = exp(s a - s^2 / 2),   a = standardised mean of leading ability, service awareness, working ability
///
/// Candidates of a grid are the party members' households that volunteer; all its party members' households where fewer than
/// two volunteer; all its households where it has fewer than two of these. The candidate with the highest candidacy plus
/// noise is appointed (``Succession`` does the same in the run).
///
/// - Source: strict selection (严格用人标准) of Wang Meng 2020: voluntary, three pairs of criteria, three priority groups;
///   weights, shares and spreads assumptions (`institution.selection.*`).
/// - Random: ``ModelStreams/candidates``, entity = household: own parts 0 to 5, common factor 6, volunteering 7,
///   committee 8, noise 9; entity = grid: order in which grids get video 10.
/// - Proof: `CandidateSelectionStatistical`, `EwenkiAnalytic`.
struct CandidateSelection {
  let values: ParameterValues
  let random: ScalarRandom
  /// In the order of the source.
  static let criteria = ["political", "leading", "service", "working", "standing", "neighbour"]

  init(values: ParameterValues, seed: UInt64) {
    self.values = values
    random = ScalarRandom(seed: seed, stream: ModelStreams.all.candidates)
  }

  /// Draws criteria, lists the candidates of each grid and names the first holder.
  func appoint(_ all: Households, _ places: inout Places, isPartyHousehold: [Bool]) {
    let count = places.householdCount
    let volunteers = (0..<count).map {
      isPartyHousehold[$0] && random.uniform(entity: all.rosterNumber[$0], index: 7) < number("volunteerShare")
    }
    for h in 0..<count { assess(h, all, isParty: isPartyHousehold[h]) }
    all.isCandidate = Array(repeating: false, count: count)
    let noise = number("noiseSd")
    let order = places.grids.indices.sorted {
      let (a, b) = (random.uniform(entity: $0, index: 10), random.uniform(entity: $1, index: 10))
      return a == b ? $0 < $1 : a < b
    }
    for (rank, g) in order.enumerated() { places.grids[g].videoRank = rank }
    for g in places.grids.indices {
      let grid = Array(places.grids[g].households)
      let tiers = [grid.filter { volunteers[$0] }, grid.filter { isPartyHousehold[$0] }]
      let candidates = tiers.first { $0.count > 1 } ?? grid
      places.grids[g].candidates = candidates
      for h in candidates { all.isCandidate[h] = true }
      let scores = candidates.map {
        Double(all.candidacy[$0]) + noise * random.normal(entity: all.rosterNumber[$0], index: 9)
      }
      places.grids[g].centralHousehold = candidates[scores.indices.max { scores[$0] < scores[$1] }!]
    }
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
