/// What every cell keeps.
struct CellHeader {
  var count: UInt32
  var mean: Double
  var squaredDeviations: Double
  var minimum: Double
  var maximum: Double
  /// Least of the first 64 numbers, and bins per unit.
  var lower: Double
  var scale: Double
}

/// Numbers that fell into one bin.
struct CellBin {
  var count: UInt32
  var minimum: Float
  var maximum: Float
}

/// One cell in memory: its header, then either the first 64 numbers or the bins.
struct CellRecord {
  static let exactMax = 64
  static let binCount = 32
  /// Bins on either side of the 32: as wide as 4, 8 and 16 of them, and an open one.
  static let sideCount = 4
  /// All bins, upwards; one more takes lanes without a number and is never read.
  static let slots = binCount + 2 * sideCount
  static let stride = 576

  let header: UnsafeMutablePointer<CellHeader>
  let body: UnsafeMutableRawPointer

  @inline(__always)
  init(_ base: UnsafeMutableRawPointer) {
    header = base.assumingMemoryBound(to: CellHeader.self)
    body = base + 64
  }

  @inline(__always) var first: UnsafeMutablePointer<Double> { body.assumingMemoryBound(to: Double.self) }
  @inline(__always) var bins: UnsafeMutablePointer<CellBin> { body.assumingMemoryBound(to: CellBin.self) }

  /// Takes in sixteen lanes, NaN where there is no number.
  @inline(__always)
  func add(_ values: DoubleLanes) {
    let numbers = values.numbers
    let added = numbers.count
    guard added > 0 else { return }
    let least = numbers.choose(values, DoubleLanes(repeating: .infinity)).least
    let greatest = numbers.choose(values, DoubleLanes(repeating: -.infinity)).greatest
    let before = header.pointee.count
    if before >= UInt32(Self.exactMax) {
      if before == UInt32(Self.exactMax) { spread() }
      addToBins(values, numbers: numbers, added: added, least: least, greatest: greatest)
    } else {
      addFirst(values)
    }
    addMoments(values, numbers: numbers, added: added, least: least, greatest: greatest)
  }

  @inline(__always)
  private func addMoments(
    _ values: DoubleLanes, numbers: LaneMaskPair, added: Int, least: Double, greatest: Double
  ) {
    // Sums about the mean so far (about the least number in the first block): equal numbers give exact zeros.
    var h = header.pointee
    if h.count == 0 {
      h.mean = least
      h.minimum = least
      h.maximum = greatest
    }
    let total = Double(h.count) + Double(added)
    let deviations = numbers.choose(values - h.mean, DoubleLanes(repeating: 0))
    let shift = deviations.sum
    h.mean += shift / total
    h.squaredDeviations += max(0, (deviations * deviations).sum - shift * (shift / total))
    h.minimum = least < h.minimum ? least : h.minimum
    h.maximum = greatest > h.maximum ? greatest : h.maximum
    h.count += UInt32(added)
    header.pointee = h
  }

  /// The first numbers are kept as they are; a block that passes the 64th goes on into the bins.
  @inline(never)
  private func addFirst(_ values: DoubleLanes) {
    var count = Int(header.pointee.count)
    for lane in 0..<laneCount {
      let value = lane < 8 ? values.low[lane] : values.high[lane - 8]
      guard value == value else { continue }
      if count < Self.exactMax {
        first[count] = value
      } else {
        if count == Self.exactMax { spread() }
        addToBin(slot(of: value), value, 1)
      }
      count += 1
    }
  }

  /// Puts the first 64 numbers into bins between their extremes.
  @inline(never)
  private func spread() {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.exactMax) { kept in
      _ = kept.initialize(fromContentsOf: UnsafeBufferPointer(start: first, count: Self.exactMax))
      var lower = kept[0]
      var upper = kept[0]
      for value in kept {
        lower = value < lower ? value : lower
        upper = value > upper ? value : upper
      }
      header.pointee.lower = lower
      // A hair less than 32 bins, so that the greatest number is within; equal numbers part from all others.
      header.pointee.scale = min(1e300, Double(Self.binCount) * (1 - 0x1p-40) / (upper - lower))
      for slot in 0...Self.slots { bins[slot] = CellBin(count: 0, minimum: .infinity, maximum: -.infinity) }
      for value in kept { addToBin(slot(of: value), value, 1) }
    }
  }

  @inline(__always)
  private func addToBins(
    _ values: DoubleLanes, numbers: LaneMaskPair, added: Int, least: Double, greatest: Double
  ) {
    if least == greatest {
      return addToBin(slot(of: least), least, UInt32(added))
    }
    let slots = (low: slots(values.low, numbers.low), high: slots(values.high, numbers.high))
    for lane in 0..<8 { addToBin(Int(truncatingIfNeeded: slots.low[lane] & 63), values.low[lane], 1) }
    for lane in 0..<8 { addToBin(Int(truncatingIfNeeded: slots.high[lane] & 63), values.high[lane], 1) }
  }

  /// The bin of a number.
  private func slot(of value: Double) -> Int {
    let position = (value - header.pointee.lower) * header.pointee.scale
    if position < 0 { return 3 - (position < -4 ? 1 : 0) - (position < -12 ? 1 : 0) - (position < -28 ? 1 : 0) }
    if position < Double(Self.binCount) { return Self.sideCount + Int(position) }
    return 36 + (position >= 36 ? 1 : 0) + (position >= 44 ? 1 : 0) + (position >= 60 ? 1 : 0)
  }

  /// The bin of each number, in the low bits; the unread one for lanes without.
  @inline(__always)
  private func slots(_ values: SIMD8<Double>, _ numbers: SIMDMask<SIMD8<Int64>>) -> SIMD8<UInt64> {
    let position = (values - header.pointee.lower) * header.pointee.scale
    let low = SIMD8<Double>(repeating: -1)
    let high = SIMD8<Double>(repeating: Double(Self.binCount))
    var slot = position.replacing(with: low, where: position .< low)
    slot = slot.replacing(with: high, where: slot .> high) + Double(Self.sideCount)
    let zero = SIMD8<Double>(repeating: 0)
    let one = SIMD8<Double>(repeating: 1)
    slot += zero.replacing(with: one, where: position .>= SIMD8<Double>(repeating: 36))
    slot += zero.replacing(with: one, where: position .>= SIMD8<Double>(repeating: 44))
    slot += zero.replacing(with: one, where: position .>= SIMD8<Double>(repeating: 60))
    slot -= zero.replacing(with: one, where: position .< SIMD8<Double>(repeating: -4))
    slot -= zero.replacing(with: one, where: position .< SIMD8<Double>(repeating: -12))
    slot -= zero.replacing(with: one, where: position .< SIMD8<Double>(repeating: -28))
    slot = SIMD8<Double>(repeating: Double(Self.slots)).replacing(with: slot, where: numbers)
    // Rounding to nearest after taking away almost a half: the whole part (1.5 x 2^52 keeps the spacing at one below it).
    return unsafeBitCast((slot - 0.499_999_5) + 0x1.8p52, to: SIMD8<UInt64>.self)
  }

  @inline(__always)
  private func addToBin(_ slot: Int, _ value: Double, _ times: UInt32) {
    let bin = bins + slot
    let short = Float(value)
    bin.pointee.count &+= times
    if short < bin.pointee.minimum { bin.pointee.minimum = short }
    if short > bin.pointee.maximum { bin.pointee.maximum = short }
  }

  func quantiles(_ probabilities: [Double]) -> [Double] {
    let count = Int(header.pointee.count)
    guard count > Self.exactMax else {
      let sorted = UnsafeBufferPointer(start: first, count: count).sorted()
      return probabilities.map { quantileType7(sorted: sorted, probability: $0) }
    }
    return probabilities.map { typeSevenQuantile(count: count, probability: $0, orderStatistic) }
  }

  /// The number of a rank from 0, as well as the bins tell.
  private func orderStatistic(_ rank: Int) -> Double {
    let h = header.pointee
    if rank == 0 { return h.minimum }
    if rank >= Int(h.count) - 1 { return h.maximum }
    var before = 0
    for slot in 0..<Self.slots {
      let bin = bins[slot]
      if rank < before + Int(bin.count) {
        let low = Double(bin.minimum)
        let share = bin.count == 1 ? 0 : Double(rank - before) / Double(bin.count - 1)
        return low + (Double(bin.maximum) - low) * share
      }
      before += Int(bin.count)
    }
    return h.maximum
  }
}
