import KhorshooNumerics

/// Distributions of income a head over the households of the banner, of every sumu and of every gacha.
///
/// One sort a replicate: dealt out in their order, the households of a banner give those of each place in theirs.
///
/// - Source: model description 10.
/// - Proof: `EquityProperty`.
final class PlaceDistributions {
  private let places: Places
  private let ranges: [String: [Range<Int>]]
  // Shape: units of the level x ``Distribution/rowCount`` x 16.
  private var rows: [String: [AccountLanes]]
  private let order: UnsafeMutableBufferPointer<NumberedFloat>
  private let scratch: UnsafeMutablePointer<NumberedFloat>
  private let amounts: UnsafeMutableBufferPointer<Float>

  init(_ places: Places) {
    self.places = places
    let sumu = places.sumu.map { unit in
      let gacha = unit.gacha.map { places.gacha[$0].households }
      return (gacha.first?.lowerBound ?? 0)..<(gacha.last?.upperBound ?? 0)
    }
    ranges = ["banner": [0..<places.householdCount], "sumu": sumu, "gacha": places.gacha.map(\.households)]
    rows = ranges.mapValues { Array(repeating: .zero, count: $0.count * Distribution.rowCount) }
    order = .allocate(capacity: places.householdCount)
    order.initialize(repeating: NumberedFloat(0, number: 0))
    scratch = .allocate(capacity: places.householdCount)
    scratch.initialize(repeating: NumberedFloat(0, number: 0), count: places.householdCount)
    amounts = .allocate(capacity: places.householdCount)
    amounts.initialize(repeating: 0)
  }

  deinit {
    order.deallocate()
    scratch.deallocate()
    amounts.deallocate()
  }

  /// A row of ``Distribution`` of one place.
  func row(_ row: Int, level: String, unit: Int) -> AccountLanes { rows[level]![unit * Distribution.rowCount + row] }

  /// Fills the rows of the places of some levels; NaN where a place has no household.
  ///
  /// - Parameter income: net income of the year. Shape: households x 16, yuan.
  func measure(income: UnsafePointer<Lanes>, persons: [Float], levels: Set<String>) {
    for lane in 0..<laneCount {
      let own = floats(income, lane)
      for h in order.indices { order[h] = NumberedFloat(own[h * laneCount] / persons[h], number: UInt32(h)) }
      NumberedFloat.sort(order, scratch: scratch)
      if levels.contains("banner") { describe("banner", lane, nil) }
      if levels.contains("sumu") {
        describe("sumu", lane) { [places] in places.gacha[places.gachaOfHousehold[$0]].sumu }
      }
      if levels.contains("gacha") { describe("gacha", lane) { [places] in places.gachaOfHousehold[$0] } }
    }
  }

  /// Deals the sorted incomes out to the places of a level and describes each.
  ///
  /// - Parameter unit: place of a household; nil when there is one place only.
  @inline(__always)
  private func describe(_ level: String, _ lane: Int, _ unit: ((Int) -> Int)?) {
    let ranges = ranges[level]!
    if let unit {
      var next = ranges.map(\.lowerBound)
      for household in order {
        let place = unit(Int(household.number))
        amounts[next[place]] = household.value
        next[place] += 1
      }
    } else {
      for rank in order.indices { amounts[rank] = order[rank].value }
    }
    rows[level]!.withUnsafeMutableBufferPointer { rows in
      for (index, range) in ranges.enumerated() {
        let own = rows.baseAddress! + index * Distribution.rowCount
        if range.isEmpty {
          for row in 0..<Distribution.rowCount { own[row][lane] = .nan }
        } else {
          Distribution.describe(UnsafeBufferPointer(rebasing: amounts[range]), lane, own)
        }
      }
    }
  }
}
