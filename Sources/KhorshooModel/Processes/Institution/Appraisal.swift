import KhorshooNumerics

/// Quarterly appraisal of all central households of the banner (测评): score, rank, review of the lowest.
///
///     score = w_o effort + w_t effort x knowledge + w_s share of requests taken up + w_i growth of the grid's income + noise
///
/// The share taken up is the same for errands, opinions and disputes, so one term stands for the three.
/// Reviewed are the lowest `reviewShare` of n offices, n x share rounded to the nearest whole number, halves up: 22 of 109
/// at 20 %. A reviewed holder is replaced with a probability (``Succession``), else warned. Ties rank by grid.
///
/// - When: after the last gacha, for the banner; growth of income is that of the last full year.
/// - Reads: central households' `effort`, `knowledge`, share of requests taken up; in winter `incomeYearYuan`.
/// - Writes: their `score`, `rank`, `position`, `tenureQuarters`, `warnings`, `isWarned`, `isReplaced`, `incomeGrowth`,
///   `incomeYuan`.
/// - Random: ``ModelStreams/appraisal``, entity = grid: noise (0), replacement (1).
/// - Source: dynamic management (动态管理) of Wang Meng 2020; probability from the 16.8 % replaced in a year at Zhenglan
///   Banner (1 - (1 - 0.2 p)^4 = 0.168); weights assumptions (`institution.appraisal.*`).
/// - Proof: `AppraisalStatistical` (VT-15, geometric tenure), `InstitutionProperty`.
enum Appraisal {
  /// Offices that are reviewed: share x count to the nearest, halves up.
  static func reviewedCount(of count: Int, share: Double) -> Int {
    min(count, Int((share * Double(count) + 0.5).rounded(.down)))
  }

  static func run(_ context: QuarterContext) {
    guard context.settings.institution.isEnabled else { return }
    let grids = context.banner.places.grids.indices
    if context.season == 4 { for g in grids { measureIncome(context, g) } }
    for g in grids { context.state.central.score[g] = score(context, g) }
    rank(context.state.central, count: grids.count)
    for g in grids { review(context, g, count: grids.count) }
  }

  /// The score of an office.
  private static func score(_ context: QuarterContext, _ g: Int) -> Lanes {
    let (weights, central) = (context.settings.institution.appraisal, context.state.central)
    let noise = normalQuantileLanes(
      context.random.uniform(ModelStreams.all.appraisal, entity: g, quarter: context.time, index: 0))
    return central.effort[g] * (weights.outreach + central.knowledge[g] * weights.training)
      + context.serviceQuarter.share[g] * weights.services + central.incomeGrowth[g] * weights.income
      + noise * weights.noiseSd
  }

  /// Growth of the grid's income from year to year, within -1/2 and 1/2 so that no single year decides.
  static func measureIncome(_ context: QuarterContext, _ g: Int) {
    let central = context.state.central
    let income = context.banner.places.grids[g].households.reduce(Lanes.zero) {
      $0 + context.state.incomeYearYuan[$1]
    }
    let before = central.incomeYuan[g].atLeast(1)
    central.incomeGrowth[g] = ((income - before) / before).atLeast(-0.5).atMost(0.5)
    central.incomeYuan[g] = income
  }

  /// Counts for every office those with a lower score, replicate by replicate, without a loop over these.
  private static func rank(_ central: CentralHouseholdState, count: Int) {
    central.rank.update(repeating: .zero, count: count)
    for g in 0..<count {
      let own = central.score[g]
      var lower = Lanes.zero
      for k in 0..<g {
        let isLower = choose(central.score[k] .<= own, Lanes(repeating: 1), .zero)
        lower += isLower
        central.rank[k] += 1 - isLower
      }
      central.rank[g] += lower
    }
    for g in 0..<count { central.position[g] = (central.rank[g] + 1) / Float(count) }
  }

  private static func review(_ context: QuarterContext, _ g: Int, count: Int) {
    let (institution, central) = (context.settings.institution, context.state.central)
    let reviewed = Float(reviewedCount(of: count, share: institution.reviewShare))
    let isReviewed = choose(central.rank[g] .< Lanes(repeating: reviewed), Lanes(repeating: 1), .zero)
    let draw = context.random.uniform(ModelStreams.all.appraisal, entity: g, quarter: context.time, index: 1)
    let isUnlucky = draw .< Lanes(repeating: institution.replacementProbability)
    // Who is alone in its grid has no successor.
    let hasSuccessor = context.banner.places.grids[g].candidates.count > 1
    let replaced = hasSuccessor ? choose(isUnlucky, isReviewed, .zero) : .zero
    central.isReplaced[g] = replaced
    central.isWarned[g] = isReviewed - replaced
    central.warnings[g] = (central.warnings[g] + central.isWarned[g]) * (1 - replaced)
    central.tenureQuarters[g] = (central.tenureQuarters[g] + 1) * (1 - replaced)
  }
}
