import KhorshooEngine
import KhorshooNumerics

/// Distributions of income a head over the households of the banner, of every sumu and of every gacha.
///
/// Dealt out in the order of the banner (``IncomeOrder``), the households of each place are in theirs.
///
/// - Source: model description 10.
/// - Proof: `EquityProperty`.
final class PlaceDistributions {
  /// The places of one level.
  private struct Level {
    let level: PlaceLevel
    /// Households of each place.
    let ranges: [Range<Int>]
    /// Place of each household.
    let places: [UInt32]
    // Shape: places x ``Distribution/rowCount`` x 16.
    let rows: UnsafeMutablePointer<AccountLanes>

    init(_ level: PlaceLevel, _ ranges: [Range<Int>], households: Int) {
      self.level = level
      self.ranges = ranges
      var places = [UInt32](repeating: 0, count: households)
      for (place, range) in ranges.enumerated() {
        for h in range { places[h] = UInt32(place) }
      }
      self.places = places
      let count = ranges.count * Distribution.rowCount
      rows = .allocate(capacity: count)
      rows.initialize(repeating: .zero, count: count)
    }
  }

  private let levels: [Level]
  private let amounts: UnsafeMutablePointer<Float>

  init(_ places: Places) {
    let sumu = places.sumu.map { unit in
      let gacha = unit.gacha.map { places.gacha[$0].households }
      return (gacha.first?.lowerBound ?? 0)..<(gacha.last?.upperBound ?? 0)
    }
    let count = places.householdCount
    levels = [
      Level(.banner, [0..<count], households: count), Level(.sumu, sumu, households: count),
      Level(.gacha, places.gacha.map(\.households), households: count),
    ]
    amounts = .allocate(capacity: count)
    amounts.initialize(repeating: 0, count: count)
  }

  deinit {
    for level in levels { level.rows.deallocate() }
    amounts.deallocate()
  }

  /// Rows of ``Distribution`` of one place; nil at levels that have none.
  func rows(level: PlaceLevel, unit: Int) -> UnsafePointer<AccountLanes>? {
    levels.first { $0.level == level }.map { UnsafePointer($0.rows + unit * Distribution.rowCount) }
  }

  /// Fills the rows of the places of some levels; NaN where a place has no household.
  func measure(_ order: IncomeOrder, levels wanted: Set<PlaceLevel>) {
    for level in levels where wanted.contains(level.level) {
      for lane in 0..<laneCount { describe(level, order.households(lane: lane), lane) }
    }
  }

  /// Deals the sorted incomes out to the places of a level and describes each.
  private func describe(_ level: Level, _ order: UnsafeBufferPointer<NumberedFloat>, _ lane: Int) {
    if level.ranges.count == 1 {
      for rank in order.indices { amounts[rank] = order[rank].value }
    } else {
      deal(level, order)
    }
    for (place, range) in level.ranges.enumerated() {
      let sorted = UnsafeBufferPointer(start: amounts + range.lowerBound, count: range.count)
      Distribution.describe(sorted, lane, level.rows + place * Distribution.rowCount)
    }
  }

  private func deal(_ level: Level, _ order: UnsafeBufferPointer<NumberedFloat>) {
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>.self, capacity: level.ranges.count) { next in
      for (place, range) in level.ranges.enumerated() { next[place] = amounts + range.lowerBound }
      level.places.withUnsafeBufferPointer { places in
        for household in order {
          let place = Int(places[Int(household.number)])
          let own = next[place]
          next[place] = own + 1
          own.pointee = household.value
        }
      }
    }
  }
}
