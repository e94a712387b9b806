import KhorshooEngine
import KhorshooNumerics

/// What is known only when an arm and the reference arm lie side by side: losers, spread of the individual effect, and
/// what a survey would take for the effect of membership.
enum Comparison: Sendable {
  case loserShare
  /// Quantile of the individual effect, as in ``UpliftDistribution``.
  case upliftQuantile(Int)
  case naiveGap, naiveGapRelative, matchedGap, matchedGapRelative, matchedShare, adjustedGap, adjustedGapRelative
  case effect, effectRelative
  /// Gain of those that join in this arm only, net of the gain of those that join in neither.
  case membershipEffect
  /// Income at the local prices of the reference arm, and those prices themselves.
  case realIncome, localPrice

  /// Whether the reference arm is needed; a survey makes do with one arm.
  var needsReference: Bool {
    switch self {
    case .loserShare, .upliftQuantile, .effect, .effectRelative, .membershipEffect, .realIncome, .localPrice: true
    case .naiveGap, .naiveGapRelative, .matchedGap, .matchedGapRelative, .matchedShare: false
    case .adjustedGap, .adjustedGapRelative: false
    }
  }
}

/// Outcomes of the banner that compare an arm with the reference arm, household by household, at the end of a year.
///
/// - Proof: `EquityProperty`, `SelectionStatistical`.
final class ComparisonRecorder {
  private let banner: Banner
  private let uplift: UpliftDistribution
  // Only for runs that record what it finds.
  private lazy var survey: SurveyComparison = {
    do {
      return try SurveyComparison(covariates: SurveyComparison.covariates(banner))
    } catch {
      preconditionFailure("traits of households are not finite: \(error)")
    }
  }()

  init(_ banner: Banner) {
    self.banner = banner
    uplift = UpliftDistribution(households: banner.places.householdCount)
  }

  /// Writes the cells of one arm.
  func record(
    _ cells: [RecordPlan.Entry<Comparison>], of context: QuarterContext, against reference: QuarterContext,
    write: (Int, AccountLanes) -> Void
  ) {
    let mean = (own: context.state.accrualIncomeMeanYuan, without: reference.state.accrualIncomeMeanYuan)
    if cells.contains(where: { if case .upliftQuantile = $0.rule { true } else { false } }) {
      uplift.measure(income: mean.own, reference: mean.without)
    }
    let needs = Needs(cells.map(\.rule))
    let estimates =
      needs.survey
      ? survey.estimate(
        members: context.state.isMember, income: context.state.disposableIncomeYearYuan,
        reference: reference.state.disposableIncomeYearYuan, needsMatching: needs.matching)
      : SurveyComparison.Estimates()
    for cell in cells {
      let value =
        switch cell.rule {
        case .loserShare: loserShare(mean.own, mean.without, tolerance: context.settings.income.loserThreshold)
        case .upliftQuantile(let row): uplift.rows[row]
        case .naiveGap: estimates.naive
        case .naiveGapRelative: estimates.naiveRelative
        case .matchedGap: estimates.matched
        case .matchedGapRelative: estimates.matchedRelative
        case .matchedShare: estimates.matchedShare
        case .adjustedGap: estimates.adjusted
        case .adjustedGapRelative: estimates.adjustedRelative
        case .effect: estimates.effect
        case .effectRelative: estimates.effectRelative
        case .membershipEffect: membershipEffect(context.state, reference.state)
        case .realIncome: LocalPrices.realIncome(context, reference)
        case .localPrice: LocalPrices.index(context, reference)
        }
      write(cell.cell, value)
    }
  }

  private struct Needs {
    var survey = false
    var matching = false

    init(_ rules: [Comparison]) {
      for rule in rules {
        switch rule {
        case .loserShare, .upliftQuantile, .membershipEffect, .realIncome, .localPrice: break
        case .matchedGap, .matchedGapRelative, .matchedShare: (survey, matching) = (true, true)
        default: survey = true
        }
      }
    }
  }

  /// Yuan a household and year of mean income; NaN where one of the two strata is empty.
  private func membershipEffect(_ own: ModelState, _ reference: ModelState) -> AccountLanes {
    var (joiners, others) = (AccountLanes.zero, AccountLanes.zero)
    var (gained, passed) = (AccountLanes.zero, AccountLanes.zero)
    for h in 0..<banner.places.householdCount {
      let without = 1 - reference.wasMember[h]
      let (only, never) = (own.wasMember[h] * without, (1 - own.wasMember[h]) * without)
      let gain = own.accrualIncomeMeanYuan[h] - reference.accrualIncomeMeanYuan[h]
      joiners += widened(only)
      others += widened(never)
      gained += widened(only * gain)
      passed += widened(never * gain)
    }
    return gained / joiners - passed / others
  }

  private func loserShare(_ income: Rows, _ reference: Rows, tolerance: Float) -> AccountLanes {
    var losers = Lanes.zero
    for h in 0..<banner.places.householdCount {
      losers += HouseholdYear.loses(income[h], against: reference[h], tolerance: tolerance)
    }
    return widened(losers) / AccountLanes(repeating: Double(banner.places.householdCount))
  }
}
