import KhorshooNumerics

/// Pay of central households: a base, and a bonus by rank under a budget (绩效工资, 以奖代补).
///
///     pay of an office in a quarter = Y / 4 (1 - s + s x 2 rank / (n - 1)),   rank 0 (lowest) to n - 1
///
/// The ranks sum to n (n - 1) / 2, so pay sums to the budget n Y / 4 in every quarter and replicate. The rank of one quarter's
/// end is paid in the next quarter to the household that then holds the office.
///
/// - When: last in a quarter, for the banner, after ``Succession``.
/// - Reads: `rank` of central households. Writes: their `payYuan`.
/// - Random: none.
/// - Source: merit pay of Wang Meng 2020; schedule and sums assumptions (`policy.centralHouseholds.payYuanPerYear`,
///   `policy.centralHouseholds.bonusShare`).
/// - Proof: `InstitutionProperty` (the budget).
enum MeritPay {
  /// Pay of the next quarter from the ranks of the appraisal, with that quarter's levers.
  static func run(_ context: QuarterContext) {
    guard context.settings.institution.isEnabled else { return }
    let (institution, central) = (context.settingsOfNextQuarter.institution, context.state.central)
    let count = context.banner.places.grids.count
    let mean = institution.payYuanPerYear / 4
    guard count > 1 else { return central.payYuan[0] = Lanes(repeating: mean) }
    for g in 0..<count {
      let standing = central.rank[g] * (2 / Float(count - 1))
      central.payYuan[g] = (standing * institution.bonusShare + (1 - institution.bonusShare)) * mean
    }
  }
}
