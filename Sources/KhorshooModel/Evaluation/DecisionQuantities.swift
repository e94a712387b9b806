import KhorshooEngine
import KhorshooNumerics

/// What a decision weighs of each arm against the reference, replicate by replicate.
///
/// Households and society have the net benefits of `benefits.csv` (``Perspective``). The public pays what the benefit-cost ratio
/// divides by (``PublicValue``). An outcome that is asked for counts as it is in the last year. Fifths of the households, by the
/// income a head that they expected at the start, have their accrual income against the same households in the reference:
///
///     present value = sum over years y = 0, 1 ... of (1 + r)^-(y + 1) x households of a fifth x income a household
///
/// In drawn worlds everything has the discount rate, cost of funds and the like of its world.
///
/// - Source: as of ``Perspective`` and ``PublicValue``.
/// - Proof: `DecisionQuantitiesAnalytic`.
package struct DecisionQuantities: Sendable {
  /// What is summed.
  package enum Quantity: Int, CaseIterable, Sendable {
    /// Net benefit of households, present value, CNY.
    case households
    /// Net benefit of society, present value, CNY.
    case society
    /// Present value of what the public pays, CNY.
    case publicCost
    /// An outcome in the last year, in its unit; 0 when none is asked for.
    case outcome
    /// Present value of what each fifth of the households earns, CNY.
    case poorest, second, third, fourth, richest
  }

  /// Fifths of the households, the poorest first.
  package static let fifths: [Quantity] = [.poorest, .second, .third, .fourth, .richest]

  private static func isFifth(_ place: Place) -> Bool {
    place.level == .group && place.id.hasPrefix("quintile")
  }

  /// Outcomes that are counted: persons and households fewer in poverty in the last year.
  package static let counts: [String: PublicValue.Poor] = [
    "personsOutOfPoverty": .person, "householdsOutOfPoverty": .household,
  ]

  private static let income = "accrualIncomePerHousehold"

  /// Outcomes of the banner whose years are wanted.
  private static func ofYears(_ outcome: String?, _ values: ParameterValues) -> Set<String> {
    Perspective.outcomes(values).union(outcome.map { [counts[$0]?.share ?? $0] } ?? [])
  }

  /// What has to be recorded for a decision.
  package static func isRecorded(
    _ outcome: String?, _ values: ParameterValues
  ) -> (OutcomeDefinition, Place, Quarter) -> Bool {
    let ofYears = ofYears(outcome, values)
    return { found, place, quarter in
      if isFifth(place) { return found.name == income && quarter.number == 4 }
      guard place.level == .banner else { return false }
      return PublicValue.outcomes.contains(found.name)
        || quarter.number == 4 && !found.isGathered && ofYears.contains(found.name)
    }
  }

  /// Which years have to be recorded as a whole.
  package static func isGathered(
    _ outcome: String?, _ values: ParameterValues
  ) -> (OutcomeDefinition, Place, Quarter) -> Bool {
    let ofYears = ofYears(outcome, values)
    return { found, place, _ in place.level == .banner && ofYears.contains(found.name) }
  }

  /// Where an outcome is found: what a ratio divides by, or a cell.
  private enum Source {
    case count(row: Int)
    case cell(Int)
  }

  private let referenceArm: Int
  /// Rows of the sums.
  private let households, society, cost: Int
  private let outcome: Source?
  /// Of each fifth, quarters and cells of its income.
  private let incomes: [[(time: Int, cell: Int)]]
  private let householdsOfFifth: Double

  /// Of a model that records what ``isRecorded(_:_:)`` and ``isGathered(_:_:)`` say.
  ///
  /// - Parameter outcome: the name of an outcome of the banner, or one of ``counts``; nil for none.
  /// - Precondition: the outcome is one of the banner, and the run lasts a year.
  package init(_ model: LinkageModel, outcome: String? = nil) {
    let (layout, sums) = (model.layout, model.sums)
    func total(_ perspective: Perspective) -> Int {
      guard let found = sums.balances.firstIndex(where: { $0.name == perspective.rawValue }) else {
        preconditionFailure("no balance of \(perspective)")
      }
      return sums.row(balance: found, item: nil)
    }
    func ratio(_ name: String) -> Int {
      guard let found = sums.ratios.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("no ratio \(name)")
      }
      return found
    }
    func cells(_ name: String, _ place: Int) -> [(time: Int, cell: Int)] {
      guard let found = layout.outcomes.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("no outcome \(name)")
      }
      return layout.quarters.indices.compactMap { time in
        layout.yearCell(outcome: found, place: place, time: time).map { (time, $0) }
      }
    }
    referenceArm = model.referenceArm
    (households, society, cost) = (total(.households), total(.society), ratio(PublicValue.benefitCostRatio))
    self.outcome = outcome.map { name -> Source in
      if let poor = Self.counts[name] { return .count(row: ratio(poor.ratio)) }
      guard let last = cells(name, 0).last else { preconditionFailure("no year of \(name)") }
      return .cell(last.cell)
    }
    householdsOfFifth = Double(model.banner.places.householdCount) / 5
    incomes = (1...5).map { number in
      guard let place = layout.places.firstIndex(where: { Self.isFifth($0) && $0.id == "quintile\(number)" }) else {
        preconditionFailure("no fifth \(number)")
      }
      return cells(Self.income, place)
    }
  }

  /// A quantity of an arm less the reference, in a replicate of a block with its sums.
  package func difference(_ quantity: Quantity, arm: Int, lane: Int, in record: BlockRecord) -> Double {
    guard arm != referenceArm else { return 0 }
    let sums = Self.sums(of: record)
    switch quantity {
    case .households: return sums.numerators[arm][households * laneCount + lane]
    case .society: return sums.numerators[arm][society * laneCount + lane]
    case .publicCost: return sums.denominators[arm][cost * laneCount + lane]
    case .outcome:
      switch outcome {
      case nil: return 0
      case .count(let row)?: return sums.denominators[arm][row * laneCount + lane]
      case .cell(let cell)?:
        return record.values[arm][cell * laneCount + lane] - record.values[referenceArm][cell * laneCount + lane]
      }
    case .poorest, .second, .third, .fourth, .richest:
      return presentIncome(ofFifth: quantity.rawValue - Quantity.poorest.rawValue, sums) { cell in
        // The same households in the reference.
        record.values[arm][cell * laneCount + lane]
          - record.matchedReference[arm][(cell - record.groupCells.lowerBound) * laneCount + lane]
      }
    }
  }

  /// Present value of what a fifth of the households, the poorest first, earns in the reference, CNY.
  package func referenceIncome(ofFifth fifth: Int, lane: Int, in record: BlockRecord) -> Double {
    presentIncome(ofFifth: fifth, Self.sums(of: record)) { record.values[referenceArm][$0 * laneCount + lane] }
  }

  private static func sums(of record: BlockRecord) -> RatioSums {
    guard let sums = record.sums else { preconditionFailure("a record without sums") }
    return sums
  }

  /// - Parameter perHousehold: income of a cell, CNY a household and year.
  private func presentIncome(ofFifth fifth: Int, _ sums: RatioSums, _ perHousehold: (_ cell: Int) -> Double) -> Double {
    // The end of a year is the end of its last quarter: a yuan has the worth of a yuan of public cost.
    let worths = sums.definitions.ratios[cost].denominator.terms
    return incomes[fifth].reduce(0) { $0 + householdsOfFifth * worths[$1.time].weight * perHousehold($1.cell) }
  }
}
