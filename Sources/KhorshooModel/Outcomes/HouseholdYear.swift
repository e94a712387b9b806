import KhorshooNumerics

/// What the year of one household adds to measures of poverty and inequality.
///
/// - Source: Foster, Greer and Thorbecke 1984, doi:10.2307/1913475 (poverty); Theil 1967 (inequality).
/// - Proof: `EquityProperty`.
struct HouseholdYear {
  /// Of disposable income, as NBS measures poverty: 1 when its income a head is below the poverty line.
  let isPoor: Lanes
  /// Persons when its income a head is below the poverty line: FGT(0).
  let poorPersons: Lanes
  /// Persons times the share of the line that they lack: FGT(1).
  let gapPersons: Lanes
  /// Persons times the square of that share: FGT(2).
  let severityPersons: Lanes
  /// Income a head, negative ones as zero, in units of 16,384 yuan.
  let incomeHead: Lanes
  /// x ln x of it, for Theil's index. The unit is a power of two near usual incomes, so that logarithms are small; the
  /// index does not depend on it.
  let entropyHead: Lanes

  @inline(__always)
  init(_ context: QuarterContext, _ h: Int) {
    let persons = context.banner.households.persons[h]
    let income = context.state.disposableIncomeYearYuan[h]
    let line = Lanes(repeating: context.settings.income.povertyLineYuan * persons)
    let gap = povertyGapLanes(income, line: line)
    isPoor = choose(income .< line, Lanes(repeating: 1), .zero)
    poorPersons = isPoor * persons
    gapPersons = gap * persons
    severityPersons = gap * gapPersons
    incomeHead = income.atLeast(0) * (1 / (16_384 * persons))
    entropyHead = entropyLanes(incomeHead)
  }

  /// 1 where a household earns less than in another arm by more than a share of what it earns there.
  @inline(__always)
  static func loses(_ income: Lanes, against reference: Lanes, tolerance: Float) -> Lanes {
    let magnitude = reference.atLeast(-reference)
    return choose(income - reference .< magnitude * -tolerance, Lanes(repeating: 1), .zero)
  }
}
