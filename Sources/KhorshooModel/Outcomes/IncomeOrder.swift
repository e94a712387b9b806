import KhorshooNumerics

/// Households of the banner in the order of their income a head, in each replicate of an arm.
///
/// One sort a replicate and winter serves every distribution of the arm's incomes: dealt out in this order, households give
/// those of each place (``PlaceDistributions``) and of each group (``GroupDistributions``) in theirs.
///
/// - Proof: `EquityProperty`.
final class IncomeOrder {
  private let count: Int
  // Income a head with the number of the household. Shape: 16 x households.
  private let ranked: UnsafeMutablePointer<NumberedFloat>
  private let scratch: UnsafeMutablePointer<NumberedFloat>
  private var isSorted = false

  init(households: Int) {
    count = households
    ranked = .allocate(capacity: laneCount * households)
    ranked.initialize(repeating: NumberedFloat(0, number: 0), count: laneCount * households)
    scratch = .allocate(capacity: households)
    scratch.initialize(repeating: NumberedFloat(0, number: 0), count: households)
  }

  deinit {
    ranked.deallocate()
    scratch.deallocate()
  }

  /// A new quarter has begun: the next ``update(income:persons:)`` sorts.
  func forget() { isSorted = false }

  /// Sorts the incomes of the year, once a quarter.
  ///
  /// - Parameter income: disposable income of the year. Shape: households x 16, yuan.
  func update(income: UnsafePointer<Lanes>, persons: [Float]) {
    guard !isSorted else { return }
    isSorted = true
    for lane in 0..<laneCount {
      let own = floats(income, lane)
      let part = UnsafeMutableBufferPointer(start: ranked + lane * count, count: count)
      for h in 0..<count { part[h] = NumberedFloat(own[h * laneCount] / persons[h], number: UInt32(h)) }
      NumberedFloat.sort(part, scratch: scratch)
    }
  }

  /// Households of one replicate, poorest first.
  @inline(__always)
  func households(lane: Int) -> UnsafeBufferPointer<NumberedFloat> {
    UnsafeBufferPointer(start: ranked + lane * count, count: count)
  }
}

extension QuarterContext {
  /// Sorts the disposable incomes of the year, where that is not done yet.
  @discardableResult
  func sortIncomes() -> IncomeOrder {
    let order = state.incomeOrder
    order.update(income: state.disposableIncomeYearYuan, persons: banner.households.persons)
    return order
  }
}
