import KhorshooEngine

/// One outcome, declared once: its words, where it is recorded, and how it is computed. Recorder, result tables, explanation
/// and the model description follow from it.
struct Outcome: Sendable {
  /// Which groups of households it is recorded for.
  enum Groups: Sendable {
    case none
    /// Members, non-members and central households.
    case main
    /// Those, and at the end of the year classes of households fixed before the run (``HouseholdGroups``).
    case all
  }

  let definition: OutcomeDefinition
  let rule: OutcomeRule
  let groups: Groups

  /// - Parameters:
  ///   - levels: levels of places that it is recorded at.
  ///   - groups: groups of households that it is recorded for.
  ///   - ofYear: what it is for a year, where its rule does not say so.
  init(
    _ name: String, _ unit: String, _ label: String, _ labelChinese: String, at levels: [PlaceLevel],
    groups: Groups = .none, _ rule: OutcomeRule, _ meaning: String, _ meaningChinese: String,
    _ frequency: OutcomeDefinition.Frequency = .quarterly, ofYear: OutcomeDefinition.OfYear? = nil
  ) {
    precondition(
      groups == .none || rule.ofGroup { _ in 0 } != nil, "\(name): groups of households have no sum for its rule")
    precondition(
      levels.allSatisfy { level in level == .banner && rule.comparison != nil || rule.isOfPlaces },
      "\(name): \(levels.map(\.rawValue)) have no sum for its rule")
    definition = OutcomeDefinition(
      name: name, unit: unit, label: label, labelChinese: labelChinese, meaning: meaning,
      meaningChinese: meaningChinese,
      frequency: frequency, levels: levels + (groups == .none ? [] : [.group]),
      ofYear: ofYear ?? (rule.isOfFlows ? .sum : .end))
    self.rule = rule
    self.groups = groups
  }
}

/// How an outcome is made of what the recorder sums.
enum OutcomeRule: Sendable {
  /// The sum over a place.
  case total(Measure)
  /// The sum divided by the number of households, or of persons.
  case perHousehold(Measure), perPerson(Measure)
  /// One sum divided by another; undefined where that is zero.
  case ratio(Measure, Measure)
  /// A row of ``Distribution``: of income a head over households.
  case distribution(Int)
  /// Theil's index of income a head over households.
  case theil
  /// Of cooperatives: of one, or of all of a place.
  case cooperative(CooperativeMeasure)
  /// Paid in the year, of the banner.
  case payment(MoneyFlow)
  /// A kind of income, or consumption, over disposable income of the year, of the banner.
  case incomeShare(IncomeKind), consumptionShare
  /// Share of the banner's households that are in the group.
  case groupShare
  /// Of an arm against the reference arm, household by household.
  case comparison(Comparison)

  /// What the banner has of it when arms lie side by side.
  var comparison: Comparison? { if case .comparison(let comparison) = self { comparison } else { nil } }

  /// Whether it is a sum over what happens within the quarter, so that quarters add up to a year.
  var isOfFlows: Bool {
    switch self {
    case .total(let measure), .perHousehold(let measure), .perPerson(let measure): measure.isFlow
    case .cooperative(let measure): measure.isFlow
    case .ratio, .distribution, .theil, .payment, .incomeShare, .consumptionShare, .groupShare, .comparison: false
    }
  }

  /// Whether it is made of the sums of a place.
  var isOfPlaces: Bool { ofPlace { _ in 0 } != nil }

  /// How it is made of the sums of a place; nil when it is not.
  func ofPlace(_ row: (Measure) -> Int) -> PlaceRule? {
    switch self {
    case .total(let measure): .total(row(measure))
    case .perHousehold(let measure): .perHousehold(row(measure))
    case .perPerson(let measure): .perPerson(row(measure))
    case .ratio(let above, let below): .ratio(row(above), row(below))
    case .distribution(let index): .distribution(index)
    case .theil: .theil(income: row(.household(.incomeHead)), entropy: row(.household(.entropyHead)))
    case .cooperative(let measure): .cooperative(measure)
    case .payment(let flow): .payment(flow)
    case .incomeShare(let kind):
      .incomeShare(
        kind, own: row(.state(\.ownConsumptionYearYuan)), income: row(.state(\.disposableIncomeYearYuan)))
    case .consumptionShare:
      .consumptionShare(
        own: row(.state(\.ownConsumptionYearYuan)), income: row(.state(\.disposableIncomeYearYuan)))
    case .groupShare, .comparison: nil
    }
  }

  /// How it is made of the sums over a group of households; nil when it is not.
  func ofGroup(_ row: (GroupMeasure) -> Int) -> GroupRule? {
    switch self {
    case .perHousehold(.ofHouseholds(let measure)): .quotient(row(.measure(measure)), row(.households))
    case .perPerson(.ofHouseholds(let measure)): .quotient(row(.measure(measure)), row(.persons))
    case .ratio(.ofHouseholds(let above), .ofHouseholds(let below)):
      .quotient(row(.measure(above)), row(.measure(below)))
    case .distribution(let index): .distribution(index)
    case .theil: .theil(count: row(.households), income: row(.incomeHead), entropy: row(.entropyHead))
    case .groupShare: .share(row(.households))
    case .comparison(.loserShare): .quotient(row(.losers), row(.households))
    case .total, .perHousehold, .perPerson, .ratio, .cooperative, .payment, .comparison, .incomeShare,
      .consumptionShare:
      nil
    }
  }
}

/// How an outcome of a place is made of rows of ``MeasureSums``.
enum PlaceRule: Sendable {
  case total(Int)
  case perHousehold(Int), perPerson(Int)
  case ratio(Int, Int)
  case distribution(Int)
  case theil(income: Int, entropy: Int)
  case cooperative(CooperativeMeasure)
  case payment(MoneyFlow)
  case incomeShare(IncomeKind, own: Int, income: Int)
  case consumptionShare(own: Int, income: Int)
}

/// How an outcome of a group of households is made of rows of ``GroupSums``.
enum GroupRule: Sendable {
  case quotient(Int, Int)
  case distribution(Int)
  case theil(count: Int, income: Int, entropy: Int)
  case share(Int)
}
